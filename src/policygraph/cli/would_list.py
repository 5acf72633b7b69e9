"""`policygraph would-list`: what a criterion would have listed, beside what was published."""

from __future__ import annotations

from typing import Annotated

import typer

from policygraph.cli.omissions import FORMATS, AsOf, PartId
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


def would_list(
    criterion: Annotated[
        str, typer.Option(metavar="ID", help="The criterion: ice-2017 or doj-2025.")
    ],
    as_of: AsOf = None,
    report: Annotated[
        str | None,
        typer.Option(metavar="ID", help="The report to compare with; by default the first of which"
                     " it is the test."),
    ] = None,
    part: PartId = None,
    outcome: Annotated[
        list[str] | None,
        typer.Option(metavar="OUTCOME", help="Only these: both, published-only, would-list-only,"
                     " cannot-tell or neither. May be repeated."),
    ] = None,
    format: Annotated[str, typer.Option(help="table, md, csv or json.")] = "table",
    output: Output = None,
    wide: Wide = False,
    endpoint: Endpoint = None,
    workspace: WorkspaceDir = None,
    no_workspace: NoWorkspace = False,
) -> None:  # fmt: skip
    """Tell which places a criterion would have listed on a day, beside what was published.

    A criterion is what a publisher itself says of the test by which it picks places. Only what it
    says of detainers is tested, by each place's own policy as of the day.
    """
    from policygraph.api.asked import read_day, read_outcomes
    from policygraph.report.would_list import COLUMNS, build_rows

    if format not in FORMATS:
        raise OutputError(f"There is no format {format!r}.", hint=f"Choose {', '.join(FORMATS)}.")
    read_outcomes(outcome)  # before any work is done
    day = read_day(as_of)
    with interruptible():
        found = load_graph(endpoint, workspace, no_workspace).would_list(
            criterion, as_of=day, report=report, part=part, outcome=outcome
        )
    if format == "json":
        emit(found.to_json(), output)
        return
    if format == "csv" or not found:
        say(found.headline)
    write_table(
        build_rows(found), COLUMNS, format, title=found.headline, output=output, wide=wide,
        minor=("geoid", "criterion", "published", "would"),
    )  # fmt: skip
