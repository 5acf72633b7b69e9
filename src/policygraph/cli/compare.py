"""`policygraph compare`: who is on two lists, who on one alone, and why."""

from __future__ import annotations

from typing import Annotated

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
from policygraph.cli.output import emit, say, write_table
from policygraph.errors import OutputError

FORMATS = ("table", "md", "csv", "json")


def compare(
    list_a: Annotated[str, typer.Argument(metavar="LIST_A", help="A report, or REPORT/PART.")],
    list_b: Annotated[str, typer.Argument(metavar="LIST_B", help="Another.")],
    part_a: Annotated[
        str | None, typer.Option("--part-a", metavar="ID", help="The part of LIST_A.")
    ] = None,
    part_b: Annotated[
        str | None, typer.Option("--part-b", metavar="ID", help="The part of LIST_B.")
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="The day as of which policies are read; by default that"
                     " of the list that leaves a place out."),
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option(metavar="WHERE", help="Only these: both, only-a, only-b, a-not-known-of-b or"
                     " b-not-known-of-a. May be repeated."),
    ] = None,
    state: Annotated[
        str | None, typer.Option(metavar="USPS", help="Only places of this state, such as MN.")
    ] = None,
    format: Annotated[str, typer.Option(help="table, md, csv or json.")] = "table",
    output: Output = None,
    wide: Wide = False,
    endpoint: Endpoint = None,
    workspace: WorkspaceDir = None,
    no_workspace: NoWorkspace = False,
) -> None:  # fmt: skip
    """Compare two lists: who is on both, who on one alone, and what is recorded as to why.

    Lists are compared as they were published. That a place is not on a list is said only where the
    list is known well enough. A reason is what a source says; where there is none, that is said.
    """
    from dataclasses import replace
    from datetime import date

    from policygraph.dates import parse_day
    from policygraph.gaps.twolists import Where
    from policygraph.report import two_lists
    from policygraph.report.compare import build_rows, headline, write_comparison

    if format not in FORMATS:
        raise OutputError(f"There is no format {format!r}.", hint=f"Choose {', '.join(FORMATS)}.")
    known = [one.value for one in Where]
    for name in where or ():
        if name not in known:
            raise typer.BadParameter(f"{name!r} is not one of {', '.join(known)}.")
    day: date | None = parse_day(as_of) if as_of else None
    with interruptible():
        graph = load_graph(endpoint, workspace, no_workspace)
        found = graph.compare(
            list_a, list_b, first_part=part_a, second_part=part_b, as_of=day
        ).content
    if state and state.upper() not in {place.state for place in graph.columns.places.values()}:
        raise OutputError(
            f"{state!r} is not the postal code of a state in the graph.",
            hint="Give a code such as MN.",
        )
    entries = tuple(
        entry
        for entry in found.entries
        if (not where or entry.where.value in where)
        and (not state or (entry.place and entry.place.state == state.upper()))
    )
    shown = replace(found, entries=entries)
    if format in {"md", "json"}:
        emit(write_comparison(shown, format), output)
        return
    say(headline(shown))
    if format == "table":
        for note in found.notes:
            say(note.text)
        write_table(
            build_rows(shown, short=True), two_lists.SHORT, output=output, wide=wide,
            minor=("since",),
        )  # fmt: skip
        say(two_lists.say_reasons(shown))
        return
    emit(write_comparison(shown, format), output)
