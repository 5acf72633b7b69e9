"""`policygraph plot`: a map, the network, a timeline and funding, as SVG or PNG."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from policygraph.cli.families import Weakest
from policygraph.cli.omissions import AsOf, ListVersionDay, PartId, Report
from policygraph.cli.options import (
    Endpoint,
    NoWorkspace,
    Output,
    WorkspaceDir,
    interruptible,
    load_graph,
)
from policygraph.cli.output import emit, say
from policygraph.defaults import FIRST_REPORT
from policygraph.errors import OutputError

if TYPE_CHECKING:
    from pathlib import Path

    from policygraph.api import Graph
    from policygraph.pictures import Picture

Format = Annotated[
    str | None,
    typer.Option("--format", "-f", help="svg or png; by default what the name of the file ends"
                 " with, else svg."),
]  # fmt: skip

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="Draw what is found as a picture of its own, for a page, a paper or a slide.",
)


@app.command("map")
def draw_map_of_list(
    report: Report = FIRST_REPORT,
    part: PartId = None,
    as_of: AsOf = None,
    list_version: ListVersionDay = None,
    format: Format = None,
    output: Output = None,
    endpoint: Endpoint = None,
    workspace: WorkspaceDir = None,
    no_workspace: NoWorkspace = False,
) -> None:
    """Draw a map of the counties: who is listed, who is left out, of whom nothing can be told.

    What the map cannot show is named on standard error.
    """
    from policygraph.api.asked import read_day
    from policygraph.pictures import draw_map, mark_places
    from policygraph.report.lead import say_list

    chosen, day, until = _choose(format, output), read_day(as_of), read_day(list_version)
    with interruptible():
        graph = load_graph(endpoint, workspace, no_workspace)
        result = graph.omissions(report, part, as_of=day, list_version=until).report
    picture = draw_map(
        mark_places(result),
        say_list(result),
        subtitle=f"{result.list_version[:1].upper()}{result.list_version[1:]}.",
        footer=_footer(graph),
    )
    _write(picture, chosen, output)


@app.command("network")
def draw_policies(
    report: Report = FIRST_REPORT,
    part: PartId = None,
    as_of: AsOf = None,
    grade: Weakest = "as-written",
    format: Format = None,
    output: Output = None,
    endpoint: Endpoint = None,
    workspace: WorkspaceDir = None,
    no_workspace: NoWorkspace = False,
) -> None:
    """Draw the families of places whose policies are alike, and whom a list names of them."""
    from policygraph.api.asked import read_day, read_grade
    from policygraph.gaps import Verdict
    from policygraph.network import find_families
    from policygraph.pictures import draw_network
    from policygraph.report.words import say_day, say_number, say_part

    chosen, day = _choose(format, output), read_day(as_of)
    read_grade(grade)  # before any work is done
    with interruptible():
        graph = load_graph(endpoint, workspace, no_workspace)
        result = graph.omissions(report, part, as_of=day).report
        network = graph.network(result.as_of, grade=grade)
    families = [family for family in find_families(network) if len(family.places) > 1]
    together = sum(len(family.places) for family in families)
    picture = draw_network(
        network,
        graph.columns,
        f"On {say_day(result.as_of)}, {together:,} of {say_number(len(network), 'place')} with a"
        f" known policy had one like that of others: they form"
        f" {say_number(len(families), 'family', 'families')}.",
        listed={place.iri for place in result.listed},
        omitted={item.place.iri for item in result.findings if item.verdict is Verdict.OMITTED},
        subtitle=f"Listed and omitted by {say_part(result.part)}.",
        footer=_footer(graph),
    )
    _write(picture, chosen, output)


@app.command("timeline")
def draw_history(
    place: Annotated[
        str | None, typer.Argument(metavar="NAME|GEOID", help="A place; or give --report.")
    ] = None,
    report: Annotated[
        str | None, typer.Option("--report", metavar="ID", help="A list instead of a place.")
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="Draw a line at this day.")
    ] = None,
    format: Format = None,
    output: Output = None,
    endpoint: Endpoint = None,
    workspace: WorkspaceDir = None,
    no_workspace: NoWorkspace = False,
) -> None:
    """Draw what happened to a place, or to a list, in order of time.

    For a place: its policies, the lists that name it or do not, agreements, rulings and funding.
    For a list: its versions, and what became of its entries. What has no date is named on standard
    error.
    """
    from policygraph.api.asked import read_day
    from policygraph.gaps import find_part
    from policygraph.pictures import draw_timeline, read_list_events
    from policygraph.report.timeline import build_events

    if (place is None) == (report is None):
        raise typer.BadParameter("Give a place, or a list with --report, and not both.")
    chosen, day = _choose(format, output), read_day(as_of)
    with interruptible():
        graph = load_graph(endpoint, workspace, no_workspace)
        if place is not None:
            page = graph.place(place)
            events = build_events(page.content)
            title = f"What is recorded of {page.title}, in order of time."
        else:
            columns = graph.columns
            parts = [part for part in columns.parts if part.report_id == report]
            label = (parts[0] if parts else find_part(columns, report or "")).report_label
            events = read_list_events(columns, parts)
            title = f"What became of the {label}, and of its entries."
    _write(draw_timeline(events, title, day=day, footer=_footer(graph)), chosen, output)


@app.command("funding")
def draw_money(
    report: Report = FIRST_REPORT,
    part: PartId = None,
    rule: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Only findings of these rules; may be repeated."),
    ] = None,
    as_of: AsOf = None,
    format: Format = None,
    output: Output = None,
    endpoint: Endpoint = None,
    workspace: WorkspaceDir = None,
    no_workspace: NoWorkspace = False,
) -> None:
    """Draw the direct federal aid of the places with a finding on a list, as bars.

    A place without a figure has no bar: it is counted in words and named on standard error.
    """
    from policygraph.api.asked import read_day
    from policygraph.gaps import rank_by_funding
    from policygraph.pictures import draw_funding
    from policygraph.report.words import say_number

    chosen, day = _choose(format, output), read_day(as_of)
    with interruptible():
        graph = load_graph(endpoint, workspace, no_workspace)
        found = graph.gaps(rule, report=report, part=part, as_of=day).report
    stakes = rank_by_funding(found.findings, found.columns)
    label = next(p.report_label for p in found.columns.parts if p.report_id == report)
    places = say_number(len(stakes.stakes), "place")
    picture = draw_funding(
        stakes,
        f"Findings on the {label} concern {places}: their direct federal aid.",
        footer=_footer(graph),
    )
    _write(picture, chosen, output)


def _choose(format: str | None, output: Path | None) -> str:
    """Choose the format, and refuse to write bytes to a terminal, before any work is done."""
    named = output.suffix.lower().removeprefix(".") if output is not None else ""
    chosen = format or (named if named in {"svg", "png"} else "svg")
    if chosen not in {"svg", "png"}:
        raise OutputError(f"There is no format {chosen!r}.", hint="Choose svg or png.")
    if chosen == "png" and (output is None or str(output) == "-") and _is_terminal():
        raise OutputError(
            "A PNG cannot be shown on a terminal.", hint="Write it to a file with --output."
        )
    return chosen


def _is_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def _footer(graph: Graph) -> str:
    from policygraph.report.version import HOME

    return f"{graph.version}. {HOME}"


def _write(picture: Picture, format: str, output: Path | None) -> None:
    content = picture.png() if format == "png" else picture.svg(embedded=False)
    emit(content, output)
    for note in picture.notes:
        say(note)
