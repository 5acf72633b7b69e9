"""`policygraph would-list`: what a criterion would have listed, beside what was published."""

from __future__ import annotations

from typing import Annotated

import typer

from policygraph.cli.omissions import FORMATS, AsOf, PartId
from policygraph.cli.options import (
    Endpoint,
    NoWorkspace,
    Output,
    WorkspaceDir,
    interruptible,
    open_graph,
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
    endpoint: Endpoint = None,
    workspace: WorkspaceDir = None,
    no_workspace: NoWorkspace = False,
) -> None:  # fmt: skip
    """Tell which places a criterion would have listed on a day, beside what was published.

    A criterion is what a publisher itself says of the test by which it picks places. Only what it
    says of detainers is tested, by each place's own policy as of the day.
    """
    from policygraph.dates import parse_day
    from policygraph.gaps import find_part, read_columns
    from policygraph.gaps.wouldlist import (
        Outcome,
        find_criterion,
        find_would_list,
        read_criteria,
    )
    from policygraph.report.would_list import COLUMNS, build_rows, headline, write_json

    if format not in FORMATS:
        raise OutputError(f"There is no format {format!r}.", hint=f"Choose {', '.join(FORMATS)}.")
    known = {item.value.replace(" ", "-"): item for item in Outcome}
    for name in outcome or ():
        if name not in known:
            raise OutputError(f"There is no outcome {name!r}.", hint=f"Choose {', '.join(known)}.")
    wanted = {known[name] for name in outcome or ()}
    day = parse_day(as_of) if as_of is not None else None
    with interruptible():
        store = open_graph(endpoint, workspace, no_workspace)
        test = find_criterion(read_criteria(store), criterion)
        columns = read_columns(store)
    if report is None:
        own = min(
            (item for item in columns.parts if item.iri in test.parts), key=lambda p: p.issued
        )
        chosen = find_part(columns, own.report_id, part) if part else own
    else:
        chosen = find_part(columns, report, part)
    result = find_would_list(columns, test, chosen, day)
    shown = [entry for entry in result.entries if not wanted or entry.outcome in wanted]
    if format == "json":
        emit(write_json(result, shown), output)
        return
    title = headline(result)
    if format == "csv" or not shown:
        say(title)
    write_table(build_rows(shown), COLUMNS, format, title=title, output=output)
