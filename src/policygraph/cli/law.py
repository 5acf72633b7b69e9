"""`policygraph law`: the rulings that bound a place on a day, and those that did not."""

from __future__ import annotations

from typing import Annotated

import typer

from policygraph.cli.options import Endpoint, NoWorkspace, Output, WorkspaceDir, interruptible
from policygraph.cli.output import emit, write_table
from policygraph.cli.show import open_place
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
    from policygraph.report.law import COLUMNS, build_rows, read_law, write_law

    if format not in {"table", "md", "csv", "json"}:
        raise OutputError(f"There is no format {format!r}.", hint="Choose table, md, csv or json.")
    day = parse_day(as_of) if as_of is not None else date.today()
    with interruptible():
        store, chosen = open_place(place, endpoint, workspace, no_workspace)
        found = read_law(store, chosen, day)
    if format == "csv":
        write_table(build_rows(found), COLUMNS, format, output=output)
    else:
        emit(write_law(found, "text" if format == "table" else format), output)
