"""A folder of one's own beside the shipped graph: settings, decisions, a file for each source."""

from policygraph.workspace.change import locked, put_graph, remove_graph, sweep
from policygraph.workspace.find import find_workspace
from policygraph.workspace.folder import MARKER, Workspace, make_workspace, read_workspace

__all__ = [
    "MARKER",
    "Workspace",
    "find_workspace",
    "locked",
    "make_workspace",
    "put_graph",
    "read_workspace",
    "remove_graph",
    "sweep",
]
