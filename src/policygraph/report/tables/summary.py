"""The table that sums a report up: what a reader should know first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policygraph.report.identity import name_report
from policygraph.report.model import FindingsReport
from policygraph.report.tables.model import Code, Column, Table, Value

Row = Mapping[str, Value]

SECTIONS: Final[Mapping[str, Code]] = {
    "report": Code("The report", "What it is and how to cite it."),
    "summary": Code("Summary", "What was found, in sentences."),
    "count": Code("Numbers", "How many findings and verdicts there are of each kind."),
    "question": Code("What was asked", "The choices with which the report was made."),
    "method": Code("How it was found", "A paragraph each."),
    "limits": Code("What it cannot say", "A paragraph each."),
}


def describe_summary() -> Table:
    """Describe the table that sums a report up."""
    return Table(
        "summary",
        "Summary",
        "What the report says in short: a row for each sentence, number or choice.",
        (
            Column("number", "Number", "Order of the rows.", "integer", required=True),
            Column("section", "Section", "What the row is part of.", codes=SECTIONS,
                   required=True),
            Column("item", "Item", "What it says.", required=True),
            Column("text", "Text", "A text."),
            Column("count", "Count", "A number.", "integer"),
        ),
        key=("number",),
    )  # fmt: skip


def list_summary(report: FindingsReport) -> Iterator[Row]:
    """Yield what a reader should know first, in order."""
    for number, (section, item, value) in enumerate(_sum_up(report), 1):
        yield {
            "number": number,
            "section": section,
            "item": item,
            "text": value if isinstance(value, str) else None,
            "count": value if isinstance(value, int) else None,
        }


def _sum_up(report: FindingsReport) -> Iterator[tuple[str, str, str | int]]:
    version, question = report.version, report.question
    yield "report", "title", report.title
    yield "report", "address", name_report(report)
    yield "report", "citation", report.citation
    yield "report", "software", f"policygraph {version.software}"
    yield "report", "data version", f"sha256-{version.digest}" if version.digest else "not known"
    for number, sentence in enumerate(report.summary, 1):
        yield "summary", f"sentence {number}", sentence
    for kind, count in report.count().items():
        yield "count", kind, count
    yield "question", "report", question.report or "every list"
    yield "question", "part", question.part or "every part"
    yield "question", "as of", _say(question.as_of, "each list as of its own day")
    yield (
        "question",
        "lists",
        f"as corrected by {day}" if (day := question.list_version) else ("as published"),
    )
    yield "question", "state", question.state or "every state"
    yield "question", "jurisdiction", question.jurisdiction or "every place"
    yield "question", "rules", ", ".join(question.rules) or "all"
    for number, paragraph in enumerate(report.method, 1):
        yield "method", f"paragraph {number}", paragraph
    for number, paragraph in enumerate(report.limits, 1):
        yield "limits", f"paragraph {number}", paragraph


def _say(value: object, otherwise: str) -> str:
    return str(value) if value else otherwise
