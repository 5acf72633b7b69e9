"""What the shapes say of data, as a result."""

from __future__ import annotations

from typing import Final

from policygraph.namespaces import SHAPES, compact
from policygraph.results import Result
from policygraph.validation import ValidationReport, ValidationResult

#: The columns of results of validation.
CHECKS: Final = (
    "severity", "file", "line", "resource", "property", "value", "shape", "message",
)  # fmt: skip


class Checks(Result[ValidationResult]):
    """What the shapes say of data.

    Parameters
    ----------
    report : ValidationReport
        The results.
    """

    def __init__(self, report: ValidationReport) -> None:
        self.report = report
        super().__init__(
            report.results,
            CHECKS,
            list_checks(report),
            headline=sum_up(report),
            types={"line": int},
            short=("severity", "file", "line", "message"),
        )

    @property
    def conforms(self) -> bool:
        """Whether nothing is a violation."""
        return self.report.conforms


def sum_up(report: ValidationReport) -> str:
    """Say in a sentence whether data conforms.

    Parameters
    ----------
    report : ValidationReport
        The results.

    Returns
    -------
    str
        The sentence, with what was checked.
    """
    found = ", ".join(
        _count(number, "remark" if severity == "info" else severity)
        for severity, number in report.counts.items()
        if number
    )
    files = _count(len(report.files), "file")
    where = f"{_count(report.checked, 'resource')} in {files}"
    if not report.conforms:
        return f"Does not conform: {found}; {where} checked."
    if not report.checked:
        return f"Conforms: but no resource in {files} has a class that the shapes know."
    return f"Conforms: {where}{', with ' + found if found else ''}."


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


def list_checks(
    report: ValidationReport, *, short: bool = False
) -> list[tuple[str | int | None, ...]]:
    """Turn results of validation into the cells of :data:`CHECKS`.

    Parameters
    ----------
    report : ValidationReport
        The results.
    short : bool, optional
        Whether IRIs are made compact, for people.

    Returns
    -------
    list of tuple
        One row for each.
    """

    def shorten(iri: str | None) -> str | None:
        return compact(iri) if iri and short else iri

    return [
        (
            result.severity,
            result.file,
            result.line,
            shorten(result.focus),
            shorten(result.path),
            None if result.value is None else shorten(result.value.value),
            result.shape.removeprefix(SHAPES) if short else result.shape,
            result.message,
        )
        for result in report.results
    ]
