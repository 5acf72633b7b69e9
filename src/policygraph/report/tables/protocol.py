"""The protocol of a bundle: how the data were made, from the question to the limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from policygraph.report.model import FindingsReport, Question
from policygraph.report.tables.model import Table
from policygraph.report.tables.pages import grid
from policygraph.report.version import HOME


def say_command(question: Question) -> str:
    """Say with which command a report is made.

    Parameters
    ----------
    question : Question
        What was asked.

    Returns
    -------
    str
        The command.

    Examples
    --------
    >>> say_command(Question(report="us_ice_ddor_2017w1", state="MN"))
    'policygraph report --report us_ice_ddor_2017w1 --state MN --format bundle'
    """
    options = {
        "--report": question.report or "all",
        "--part": question.part,
        "--as-of": question.as_of,
        "--list-version": question.list_version,
        "--state": question.state,
        "--jurisdiction": question.jurisdiction and f"'{question.jurisdiction}'",
    }
    words = [f"{name} {value}" for name, value in options.items() if value]
    words += [f"--rule {rule}" for rule in question.rules]
    return " ".join(["policygraph report", *words, "--format bundle"])


_QUESTION: Final = """\
Which places does an official list leave out or get wrong, measured by what sources say of their \
policies on immigration detainers, and what proves it?"""
_SCOPE: Final = """\
The lists that were examined. Places were judged against those that table policies; the rules were \
run over all."""
_SOURCES: Final = """\
Every statement is a claim of a named source, with a place in it. The data sets of the graph, with \
how many of their claims occur here:"""
_CODING: Final = f"""\
Policies are coded by concept schemes, whose definitions the codebook repeats. Each claim says how \
near it stands to its source: verbatim, quoted, paraphrased, inferred, or from a weak source. No \
absence and no listed peer rests on the last two alone. A second coder read a part of the policy \
table without sight of the first coding. Cohen's kappa by variable, where the two differ, and what \
it would change, are on the page docs/reference/sources-coding.md of the project ({HOME})."""


def write_protocol(report: FindingsReport, tables: Iterable[Table]) -> str:
    """Write how the data were made, as data sets of legal epidemiology have it.

    Parameters
    ----------
    report : FindingsReport
        The report.
    tables : iterable of Table
        Its tables.

    Returns
    -------
    str
        Markdown.
    """
    named = {table.name: table for table in tables}

    def rows(name: str, *columns: str) -> Iterable[Sequence[object]]:
        return zip(*(named[name].values(column) for column in columns), strict=True)

    lines = [
        "# Protocol",
        "",
        f"How the data set “{report.title}” was made.",
        "",
        "## Question",
        "",
        _QUESTION,
        "",
        *grid(("Choice", "Value"), _choices(named["summary"])),
        "",
        "## Scope",
        "",
        _SCOPE,
        "",
        *grid(
            ("List", "Published", "Policies as of", "Read", "Entries held", "Answer"),
            rows("lists", "list", "issued", "as_of", "reading", "entries", "completeness"),
        ),
        "",
        "## Sources",
        "",
        _SOURCES,
        "",
        *grid(
            ("Data set", "Title", "Publisher", "Retrieved", "Claims"),
            rows("datasets", "dataset", "title", "publisher", "retrieved", "claims"),
        ),
        "",
        "## Coding",
        "",
        _CODING,
        "",
        "## How findings are made",
        "",
        *(f"{paragraph}\n" for paragraph in report.method),
        "The rules that were run:",
        "",
        *grid(
            ("Rule", "Severity", "Findings", "What is wrong"),
            rows("rules", "rule", "severity", "findings", "problem"),
        ),
        "",
        "## Limits",
        "",
        *(f"{paragraph}\n" for paragraph in report.limits),
        "## Versions",
        "",
        f"{report.version}. SHA-256 of the data: {report.version.digest or 'not known'}.",
        "",
        "The same data and software make the same bundle, byte for byte:",
        "",
        "```",
        say_command(report.question),
        "```",
        "",
    ]
    return "\n".join(lines)


def _choices(summary: Table) -> Iterator[Sequence[object]]:
    for _, section, item, text, _ in summary.rows:
        if section == "question":
            yield str(item).capitalize(), text
