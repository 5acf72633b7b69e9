"""Checking data against the SHACL shapes: the shipped graph, or files that someone else wrote."""

from policygraph.validation.report import SEVERITIES, Severity, ValidationReport, ValidationResult
from policygraph.validation.run import NOUNS, validate_files, validate_shipped

__all__ = [
    "NOUNS",
    "SEVERITIES",
    "Severity",
    "ValidationReport",
    "ValidationResult",
    "validate_files",
    "validate_shipped",
]
