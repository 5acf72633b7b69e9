"""The facts of a report: which lists were read, as of when, and with which data."""

from __future__ import annotations

from collections.abc import Iterator

from policygraph.report.model import FindingsReport
from policygraph.report.words import say_dates, say_day, say_part


def list_facts(report: FindingsReport) -> tuple[tuple[str, str], ...]:
    """List what was read, as of when, and with which data.

    Parameters
    ----------
    report : FindingsReport
        The report.

    Returns
    -------
    tuple of (str, str)
        Name and value.
    """
    return tuple(_facts(report))


def _facts(report: FindingsReport) -> Iterator[tuple[str, str]]:
    """Say what was read, as of when, and with which data."""
    question = report.question
    for one in report.lists:
        yield "List", f"{_capital(say_part(one.part))}, {say_dates(one.list_version)}"
    if not report.lists:
        labels = dict.fromkeys(part.report_label for part in report.gaps.parts)
        yield "Lists", "; ".join(labels) or "None"
    days = {one.as_of for one in report.lists} or {part.issued for part in report.gaps.parts}
    if question.as_of:
        days = {question.as_of}
    yield (
        "Policies as of",
        say_day(min(days)) if len(days) == 1 else "the day of each list",
    )
    if question.state:
        yield "Only places in", question.state.upper()
    if question.jurisdiction:
        yield "Only the place", question.jurisdiction
    if question.rules:
        yield "Only the rules", ", ".join(rule.title for rule in report.gaps.rules)
    yield "Made with", str(report.version)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
