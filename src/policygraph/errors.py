"""Every error that policygraph raises on purpose: one root, one sentence per leaf."""

from __future__ import annotations


class PolicyGraphError(Exception):
    """The root: whatever goes wrong for a reason that a person can act on.

    The message is one clear sentence (what was wrong, where) and may be followed by what to do.

    Examples
    --------
    >>> raise UnknownReportError("No report 'x'.", hint="Known reports: a, b.")
    Traceback (most recent call last):
        ...
    policygraph.errors.UnknownReportError: No report 'x'. Known reports: a, b.
    """

    def __init__(self, message: str, *, hint: str = "") -> None:
        self.message = message
        self.hint = hint
        super().__init__(f"{message} {hint}".strip())


class DateFormatError(PolicyGraphError):
    """A date that is not YYYY, YYYY-MM or YYYY-MM-DD, or not on the calendar."""


class SourceError(PolicyGraphError):
    """A source table that is missing, malformed, or yields fewer rows than its contract."""


class GraphSyntaxError(PolicyGraphError):
    """An RDF file that does not parse."""


class StoreError(PolicyGraphError):
    """A store or endpoint that cannot be read."""


class QuerySyntaxError(PolicyGraphError):
    """A SPARQL text that does not parse, or a query header that is not well formed."""


class UnknownQueryError(PolicyGraphError):
    """A query name that is not in the library."""


class UnknownRuleError(PolicyGraphError):
    """A gap rule that is not in the catalogue."""


class WaiverError(PolicyGraphError):
    """A file of waivers that cannot be read, or a waiver that is not whole."""


class QueryParameterError(PolicyGraphError):
    """A query parameter that is missing, unknown or of the wrong type."""


class UnknownReportError(PolicyGraphError):
    """A report or report part that is not in the graph."""


class UnknownCriterionError(PolicyGraphError):
    """A criterion of lists that is not in the graph."""


class UnknownPlaceError(PolicyGraphError):
    """A place name or code that fits nothing in the gazetteer."""


class UnknownRulingError(PolicyGraphError):
    """A ruling that is not in the graph, or a name that fits several."""


class AmbiguousPlaceError(PolicyGraphError):
    """A place name that fits several places."""


class ValidationInputError(PolicyGraphError):
    """A file given for validation that cannot be read."""


class WorkspaceError(PolicyGraphError):
    """A workspace that is missing, broken or busy, or a source that it does not have."""


class TableError(PolicyGraphError):
    """A table of places, or of decisions about them, that cannot be read."""


class MissingLibraryError(PolicyGraphError):
    """A library that comes with an optional extra, and that is not installed."""


class ReportFileError(PolicyGraphError):
    """A report as JSON that cannot be read, or that is none."""


class OutputError(PolicyGraphError):
    """A result that cannot be written where it was asked for."""


class ReleaseError(PolicyGraphError):
    """A release is not whole, or not what it says it is."""


class PatchError(PolicyGraphError):
    """A patch does not fit the data that it is applied to."""


class PushError(PolicyGraphError):
    """A partner's store did not take the data, or does not hold what it took."""
