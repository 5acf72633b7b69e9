"""`policygraph network`: families, bridges, the order of adoption, peers and paths."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from policygraph.cli.families import Weakest, families
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
from policygraph.defaults import FIRST_DAY
from policygraph.errors import OutputError

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    import networkx as nx

    from policygraph.gaps import Columns
    from policygraph.report.network import Row

_RULING: Final = "miranda-olivares-2014"

AsOf = Annotated[
    str,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="Read policies as of this day (YYYY-MM-DD); by default that of the first report.",
    ),
]
Format = Annotated[str, typer.Option("--format", "-f", help="table, md, csv or json.")]

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="Look at policies as a network, whose links are materially similar hold criteria.",
)
app.command("families")(families)


@app.command("bridges")
def bridges(
    as_of: AsOf = FIRST_DAY,
    grade: Weakest = "as-written",
    format: Format = "table",
    output: Output = None,
    wide: Wide = False,
    endpoint: Endpoint = None,
    workspace: WorkspaceDir = None,
    no_workspace: NoWorkspace = False,
) -> None:
    """Find the places without which a family falls apart, and the seams within families.

    Such a place has more than one hold criterion by its sources, and each is like that of a group
    of places which nothing else links. A seam runs between two groups of one family whose criteria
    are close and not the same.
    """
    from policygraph.report.network import BRIDGES, build_bridge_rows

    _, columns, network = _read(as_of, grade, endpoint, workspace, no_workspace)
    _write(build_bridge_rows(network, columns), BRIDGES, format, output, wide)


@app.command("adoption")
def adoption(
    ruling: Annotated[
        str, typer.Argument(metavar="RULING", help="Its id, or a part of its name.")
    ] = _RULING,
    days: Annotated[int, typer.Option(min=1, max=36_525, help="How long after the ruling.")] = 120,
    format: Format = "table",
    output: Output = None,
    wide: Wide = False,
    endpoint: Endpoint = None,
    workspace: WorkspaceDir = None,
    no_workspace: NoWorkspace = False,
) -> None:
    """Put the policies that began in the wake of a ruling in the order that is certain.

    A date known to the month or the year is an interval. A policy stands after another only if its
    whole interval does; those that overlap have no order. Being adopted later does not show that
    the ruling was the ground.
    """
    from policygraph.network import order_adoptions
    from policygraph.report.network import ADOPTIONS, build_adoption_rows
    from policygraph.report.rulings import find_ruling, load_rulings

    with interruptible():
        graph = load_graph(endpoint, workspace, no_workspace)
        found = find_ruling(load_rulings(graph.store), ruling)
        columns = graph.columns
    order = order_adoptions(columns.policies.values(), found.decided, days, columns.scheme)
    certain = sum(one.is_within for one in order.adoptions)
    say(
        f"{found.name}, {found.decided}: {certain} policies certainly began within {days} days"
        f" after it, and {len(order.adoptions) - certain} perhaps; {order.earlier} had begun by"
        f" then, {order.later} began later, and {order.undated} are not dated."
    )
    _write(build_adoption_rows(order, columns), ADOPTIONS, format, output, wide)


@app.command("peers")
def peers(
    place: Annotated[str, typer.Argument(metavar="NAME|GEOID", help="The place.")],
    as_of: AsOf = FIRST_DAY,
    grade: Weakest = "as-written",
    top: Annotated[
        int, typer.Option(min=0, help="Only so many, with all that share the last rank; 0: all.")
    ] = 0,
    format: Format = "table",
    output: Output = None,
    wide: Wide = False,
    endpoint: Endpoint = None,
    workspace: WorkspaceDir = None,
    no_workspace: NoWorkspace = False,
) -> None:
    """Rank the places with a policy like that of a place.

    First by the grade of likeness, then by the share of the weight of secondary features that is
    known to match (agreement times coverage), then by distance. Places that nothing tells apart
    share a rank.
    """
    from policygraph.network import rank_peers
    from policygraph.places import find_place
    from policygraph.report.network import PEERS, build_peer_rows, say_why_outside

    day, columns, network = _read(as_of, grade, endpoint, workspace, no_workspace)
    chosen = find_place(columns.places.values(), place)
    if chosen.iri not in network:
        say(say_why_outside(chosen, day, columns))
        _write([], PEERS, format, output, wide)
        return
    found = rank_peers(network, chosen.iri, day, columns.features)
    if top and len(found) > top:
        found = tuple(peer for peer in found if peer.rank <= found[top - 1].rank)
    _write(build_peer_rows(found, columns), PEERS, format, output, wide)


@app.command("path")
def path(
    start: Annotated[str, typer.Argument(metavar="FROM", help="A place: its name or GEOID.")],
    end: Annotated[str, typer.Argument(metavar="TO", help="Another.")],
    as_of: AsOf = FIRST_DAY,
    grade: Weakest = "as-written",
    format: Format = "table",
    output: Output = None,
    endpoint: Endpoint = None,
    workspace: WorkspaceDir = None,
    no_workspace: NoWorkspace = False,
) -> None:
    """Find the shortest explanation path between two places, with the claims behind each link."""
    from policygraph.network import find_path
    from policygraph.places import find_place
    from policygraph.report.network import say_why_outside
    from policygraph.report.paths import PATH, build_path_rows, write_path, write_path_json
    from policygraph.report.sections import write_markdown, write_text

    _check(format)
    day, columns, network = _read(as_of, grade, endpoint, workspace, no_workspace)
    places = columns.places.values()
    ends = find_place(places, start), find_place(places, end)
    if ends[0] == ends[1]:
        raise typer.BadParameter("Give two places that are not the same.")
    outside = [item for item in ends if item.iri not in network]
    for item in outside:
        say(say_why_outside(item, day, columns))
    found = None if outside else find_path(network, ends[0].iri, ends[1].iri)
    if format == "json":
        emit(write_path_json(found, ends, day, columns), output)
    elif format == "csv":
        write_table(build_path_rows(found, columns), PATH, format, output=output)
    elif not outside:
        title, sections = write_path(found, ends, day, network, columns)
        text = write_markdown(title, sections, 1) if format == "md" else write_text(title, sections)
        emit(text if format == "md" else fold(text, output), output)


@app.command("sensitivity")
def sensitivity(
    report: Annotated[
        str | None, typer.Option("--report", metavar="ID", help="Only the parts of this report.")
    ] = None,
    part: Annotated[
        str | None, typer.Option("--part", metavar="ID", help="Only this part of it.")
    ] = None,
    format: Format = "table",
    output: Output = None,
    wide: Wide = False,
    endpoint: Endpoint = None,
    workspace: WorkspaceDir = None,
    no_workspace: NoWorkspace = False,
) -> None:
    """Count the findings that change when a weight or a threshold does.

    Every weight of a secondary feature is set to nothing, halved and doubled, and all are made
    equal. The years for which a policy is presumed to continue vary, and so does how closely a
    claim must follow its source. Each list part is judged again, as published and as of its day.
    """
    from policygraph.gaps import find_part
    from policygraph.gaps.sensitivity import measure
    from policygraph.report.sensitivity import COLUMNS, build_sensitivity_rows

    _check(format)
    if part is not None and report is None:
        raise typer.BadParameter("Give --report with --part.")
    with interruptible():
        columns = load_graph(endpoint, workspace, no_workspace).columns
    parts = columns.parts
    if report is not None:
        chosen = find_part(columns, report, part) if part else None
        parts = tuple(p for p in parts if p == chosen or (not part and p.report_id == report))
        if not parts:
            find_part(columns, report)  # says which reports there are
    rows = build_sensitivity_rows(measure(columns, parts))
    write_table(rows, COLUMNS, format, output=output, wide=wide)


def _read(
    as_of: str, grade: str, endpoint: str | None, workspace: Path | None, no_workspace: bool
) -> tuple[date, Columns, nx.Graph[str]]:
    from policygraph.api.asked import read_grade
    from policygraph.dates import parse_day

    day = parse_day(as_of)
    read_grade(grade)  # before any work is done
    with interruptible():
        graph = load_graph(endpoint, workspace, no_workspace)
        return day, graph.columns, graph.network(day, grade=grade)


def _check(format: str) -> None:
    if format not in {"table", "md", "csv", "json"}:
        raise OutputError(f"There is no format {format!r}.", hint="Choose table, md, csv or json.")


def _write(
    rows: list[Row], columns: tuple[str, ...], format: str, output: Path | None, wide: bool
) -> None:
    from policygraph.report.network import narrow

    _check(format)
    if format in {"table", "md"}:
        rows, columns = narrow(rows, columns)
    write_table(rows, columns, format, output=output, wide=wide)
