"""`policygraph law`: the rulings that bound a place on a day, and those that did not."""

from __future__ import annotations

from typing import Annotated

import typer

from policygraph.cli.options import (
    Endpoint,
    NoWorkspace,
    Output,
    WorkspaceDir,
    interruptible,
    load_graph,
)
from policygraph.cli.output import emit, fold, write_table
from policygraph.errors import OutputError


def law(
    place: Annotated[
        str, typer.Argument(metavar="NAME|GEOID", help="A state, a county or a city.")
    ],
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="The day (YYYY-MM-DD); by default today."),
    ] = None,
    format: Annotated[
        str, typer.Option("--format", "-f", help="table (plain text), md, csv or json.")
    ] = "table",
    output: Output = None,
    endpoint: Endpoint = None,
    workspace: WorkspaceDir = None,
    no_workspace: NoWorkspace = False,
) -> None:
    """Tell which rulings bound a place on a day, and which were only persuasive there.

    Those that had been reversed, vacated or superseded by the day, pending cases, and entries that
    nobody verified stand apart. Each comes with its court, citation, effect and source.
    """
    from datetime import date

    from policygraph.dates import parse_day
    from policygraph.report.law import COLUMNS, build_rows, write_law

    if format not in {"table", "md", "csv", "json"}:
        raise OutputError(f"There is no format {format!r}.", hint="Choose table, md, csv or json.")
    day = parse_day(as_of) if as_of is not None else date.today()
    with interruptible():
        found = load_graph(endpoint, workspace, no_workspace).law(place, day).content
    if format == "csv":
        write_table(build_rows(found), COLUMNS, format, output=output)
    else:
        text = write_law(found, "text" if format == "table" else format)
        emit(fold(text, output) if format == "table" else text, output)
