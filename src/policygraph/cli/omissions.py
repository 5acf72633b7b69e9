"""`policygraph omissions` and `policygraph explain`: who was left out, and the proof."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from policygraph.cli.options import (
    Endpoint,
    NoWorkspace,
    Output,
    Wide,
    WorkspaceDir,
    interruptible,
    load_graph,
)
from policygraph.cli.output import emit, fold, say, write_table
from policygraph.defaults import FIRST_REPORT
from policygraph.errors import OutputError

if TYPE_CHECKING:
    from pathlib import Path

    from policygraph.results import Page

#: What a narrow terminal does without first.
_MINOR: Final = (
    "kinds", "nearest_geoid", "confidence", "federal_funding", "absence", "geoid", "criterion",
)  # fmt: skip
FORMATS: Final = ("table", "md", "csv", "json")

Report = Annotated[str, typer.Option("--report", metavar="ID", help="The report.")]
PartId = Annotated[
    str | None,
    typer.Option("--part", metavar="ID", help="Its part; by default the one that tables policies."),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="Read policies as of this day (YYYY-MM-DD); by"
                 " default the day of the report."),
]  # fmt: skip
ListVersionDay = Annotated[
    str | None,
    typer.Option("--list-version", metavar="DATE", help="Read the list as corrected by this day"
                 " (YYYY-MM-DD); by default as published."),
]  # fmt: skip


def omissions(
    report: Report = FIRST_REPORT,
    part: PartId = None,
    as_of: AsOf = None,
    list_version: ListVersionDay = None,
    jurisdiction: Annotated[
        str | None,
        typer.Option(metavar="NAME|GEOID", help="Judge one place: 'Ramsey County, MN' or 27123."),
    ] = None,
    verdict: Annotated[
        list[str] | None,
        typer.Option(metavar="VERDICT", help="Only these: omitted, explained, cannot-tell or"
                     " not-comparable. May be repeated."),
    ] = None,
    format: Annotated[str, typer.Option(help="table, md, csv or json.")] = "table",
    output: Output = None,
    wide: Wide = False,
    endpoint: Endpoint = None,
    workspace: WorkspaceDir = None,
    no_workspace: NoWorkspace = False,
) -> None:  # fmt: skip
    """Find who was left out of a list although their policy matched a listed one.

    Without options: the first Declined Detainer Outcome Report of ICE, its table of policies, as
    of its day. The whole proof of every omission is printed, with its sources.
    """
    from policygraph.api.asked import read_day, read_verdicts
    from policygraph.gaps import Verdict
    from policygraph.report.omissions import COLUMNS, build_rows, write_report

    if format not in FORMATS:
        raise OutputError(f"There is no format {format!r}.", hint=f"Choose {', '.join(FORMATS)}.")
    read_verdicts(verdict)  # before any work is done
    day, until = read_day(as_of), read_day(list_version)
    with interruptible():
        found = load_graph(endpoint, workspace, no_workspace).omissions(
            report,
            part,
            as_of=day,
            list_version=until,
            jurisdiction=jurisdiction,
            verdict=verdict,
        )
    is_listed = found.place is not None and found.is_listed
    if is_listed:
        named = found.report.part
        say(f"{found.place} is named in {named.label} of {named.report_label}.")
    if verdict:
        say(found.headline)
    if format == "json":
        emit(found.to_json(), output)
    elif format == "csv" or verdict:
        write_table(
            build_rows(found.report), COLUMNS, format, output=output, wide=wide, minor=_MINOR
        )
    elif found.place and not is_listed:
        _emit_page(found.explain(), format, output)
    elif not found.place:
        shown = found.tell_changes([Verdict.OMITTED])
        text = write_report(shown, "md" if format == "md" else "text")
        emit(text if format == "md" else fold(text, output), output)


def explain(
    jurisdiction: Annotated[str, typer.Argument(metavar="NAME|GEOID", help="The place.")],
    report: Report = FIRST_REPORT,
    part: PartId = None,
    as_of: AsOf = None,
    list_version: ListVersionDay = None,
    format: Annotated[str, typer.Option(help="table (plain text) or md.")] = "table",
    output: Output = None,
    endpoint: Endpoint = None,
    workspace: WorkspaceDir = None,
    no_workspace: NoWorkspace = False,
) -> None:
    """Tell in plain words why a place is or is not called an omission, with every source."""
    if format not in {"table", "md"}:
        raise OutputError(f"There is no format {format!r}.", hint="Choose table or md.")
    from policygraph.api.asked import read_day

    day, until = read_day(as_of), read_day(list_version)
    with interruptible():
        page = load_graph(endpoint, workspace, no_workspace).explain(
            jurisdiction, report, part, as_of=day, list_version=until
        )
    _emit_page(page, format, output)


def _emit_page(page: Page[Any], format: str, output: Path | None) -> None:
    emit(page.to_markdown() if format == "md" else fold(f"{page}\n", output), output)
