"""Comparisons: of two lists, or of two reports, written as text, Markdown, CSV or JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any, Final, Literal, TypeAlias

from policygraph.errors import OutputError
from policygraph.gaps.twolists import TwoLists, compare_lists
from policygraph.report import two_lists
from policygraph.report.report_file import read_report_file
from policygraph.report.sections import Section, write_markdown, write_text
from policygraph.report.tables import guard
from policygraph.report.two_reports import Change, Kind, TwoReports, compare_records

Comparison: TypeAlias = TwoLists | TwoReports
Format = Literal["text", "md", "csv", "json"]
FORMATS: Final = ("text", "md", "csv", "json")

COLUMNS: Final = (
    "change", "what", "list", "place", "geoid", "message", "reasons", "new_claims", "gone_claims",
    "changed_claims", "id",
)  # fmt: skip
SHORT: Final = ("change", "what", "list", "place", "reasons")
_TITLES: Final = {
    Kind.APPEARED: "appeared",
    Kind.WENT: "went",
    Kind.CHANGED: "changed",
    Kind.OTHER_PROOF: "stay with another proof",
}

__all__ = [
    "COLUMNS",
    "FORMATS",
    "SHORT",
    "Comparison",
    "TwoLists",
    "TwoReports",
    "build_rows",
    "compare_lists",
    "compare_records",
    "headline",
    "read_report_file",
    "write_comparison",
]


def headline(comparison: Comparison) -> str:
    """Say in a sentence what a comparison found.

    Parameters
    ----------
    comparison : TwoLists or TwoReports
        The comparison.

    Returns
    -------
    str
        The numbers.
    """
    if isinstance(comparison, TwoLists):
        return two_lists.headline(comparison)
    counts = comparison.count()
    told = ", ".join(f"{counts[kind]:,} {words}" for kind, words in _TITLES.items())
    return f"Of the findings and verdicts, {told}."


def build_rows(comparison: Comparison, *, short: bool = False) -> list[tuple[str | None, ...]]:
    """Flatten a comparison to rows.

    Parameters
    ----------
    comparison : TwoLists or TwoReports
        The comparison.
    short : bool, optional
        Whether a person reads them on a terminal.

    Returns
    -------
    list of tuple
        One for each place or finding, in the order of the columns of its kind.
    """
    if isinstance(comparison, TwoLists):
        return two_lists.build_rows(comparison.entries, short=short)
    rows: list[tuple[str | None, ...]] = []
    for one in comparison.changes:
        reasons = " ".join(one.reasons)
        if short:
            rows.append((one.kind.value, one.what, one.list or None, one.place or None, reasons))
            continue
        claims = [
            "; ".join(claim.claim for claim in one.claims if claim.how == how) or None
            for how in ("new", "gone", "changed")
        ]
        rows.append(
            (
                one.kind.value, one.what, one.list or None, one.place or None, one.geoid or None,
                one.message, reasons, *claims, one.id,
            )
        )  # fmt: skip
    return rows


def write_comparison(comparison: Comparison, format: str) -> str:
    """Write a comparison.

    Parameters
    ----------
    comparison : TwoLists or TwoReports
        The comparison.
    format : {"text", "md", "csv", "json"}
        The format.

    Returns
    -------
    str
        The document.

    Raises
    ------
    OutputError
        If there is no such format.
    """
    match format:
        case "csv":
            return _write_csv(comparison)
        case "json":
            record = (
                two_lists.build_record(comparison)
                if isinstance(comparison, TwoLists)
                else _record(comparison)
            )
            return json.dumps(record, ensure_ascii=False, indent=2) + "\n"
        case "text" | "md":
            if isinstance(comparison, TwoLists):
                return two_lists.write_document(comparison, format)
            sections = list(_sections(comparison))
            title = "Two reports compared"
            return (
                write_markdown(title, sections, 1)
                if format == "md"
                else write_text(title, sections)
            )
    raise OutputError(f"There is no format {format!r}.", hint=f"Choose {', '.join(FORMATS)}.")


def _write_csv(comparison: Comparison) -> str:
    columns = two_lists.COLUMNS if isinstance(comparison, TwoLists) else COLUMNS
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in build_rows(comparison):
        # A name as published could begin like a formula.
        writer.writerow(["" if cell is None else guard(cell) for cell in row])
    return out.getvalue()


def _record(comparison: TwoReports) -> dict[str, Any]:
    def head(record: Any) -> dict[str, Any]:
        return {key: record[key] for key in ("iri", "title", "citation", "data", "question")}

    return {
        "compared": "reports",
        "old": head(comparison.old.record),
        "new": head(comparison.new.record),
        "counts": {kind.value: count for kind, count in comparison.count().items()},
        "notes": list(comparison.notes),
        "changes": [
            {
                "change": one.kind.value,
                "id": one.id,
                "what": one.what,
                "list": one.list or None,
                "place": one.place or None,
                "geoid": one.geoid or None,
                "message": one.message,
                "reasons": list(one.reasons),
                "claims": [
                    {"claim": claim.claim, "how": claim.how, **claim.record} for claim in one.claims
                ],
            }
            for one in comparison.changes
        ],
    }


def _sections(comparison: TwoReports) -> Iterator[Section]:
    yield Section("In short", (headline(comparison),))
    yield Section("The reports", comparison.notes)
    counts = comparison.count()
    for kind, words in _TITLES.items():
        lines = tuple(_say(one) for one in comparison.changes if one.kind is kind)
        if lines:
            yield Section(f"{counts[kind]:,} {words}", lines)


def _say(one: Change) -> str:
    where = f" ({one.list})" if one.list else ""
    head = f"{one.what}{f', {one.place}' if one.place else ''}{where}"
    claims = [
        f"{claim.how.capitalize()}: {claim.record['summary']} [{claim.record['source']};"
        f" {claim.record['locator']}]"
        for claim in one.claims
    ]
    return " ".join([f"{head}: {one.message}", *one.reasons, *claims])
