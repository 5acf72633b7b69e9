"""What changed from one data set to another, as RDF Patch and in words."""

from policygraph.changes.compare import Changes, Elsewhere, Resource, compare
from policygraph.changes.patch import Patch, apply_patch, read_patch, write_patch
from policygraph.changes.words import write_changelog, write_changes_json

__all__ = [
    "Changes",
    "Elsewhere",
    "Patch",
    "Resource",
    "apply_patch",
    "compare",
    "read_patch",
    "write_changelog",
    "write_changes_json",
    "write_patch",
]
