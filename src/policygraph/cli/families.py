"""`policygraph families`: places with like policies on a day, and how many a list names."""

from __future__ import annotations

from typing import Annotated

import typer

from policygraph.cli.omissions import AsOf, PartId, Report
from policygraph.cli.options import (
    Endpoint,
    NoWorkspace,
    Output,
    Wide,
    WorkspaceDir,
    interruptible,
    load_graph,
)
from policygraph.cli.output import write_table
from policygraph.defaults import FIRST_REPORT

Weakest = Annotated[
    str,
    typer.Option(
        "--grade", metavar="GRADE", help="The weakest likeness that counts: exact, close or"
        " as-written."
    ),
]  # fmt: skip


def families(
    report: Report = FIRST_REPORT,
    part: PartId = None,
    as_of: AsOf = None,
    grade: Weakest = "as-written",
    format: Annotated[str, typer.Option(help="table, md, csv, tsv or json.")] = "table",
    output: Output = None,
    wide: Wide = False,
    endpoint: Endpoint = None,
    workspace: WorkspaceDir = None,
    no_workspace: NoWorkspace = False,
) -> None:
    """Group the places whose policies were alike on a day, and count those that a list names."""
    from policygraph.api.asked import read_day, read_grade
    from policygraph.gaps import find_part
    from policygraph.gaps.listed import ListedPart
    from policygraph.gaps.views import describe
    from policygraph.network import find_families

    day = read_day(as_of or None)
    read_grade(grade)  # before any work is done
    with interruptible():
        graph = load_graph(endpoint, workspace, no_workspace)
        columns = graph.columns
    chosen = find_part(columns, report, part)
    listed = ListedPart(columns, chosen).by_place
    network = graph.network(day or chosen.issued, grade=grade)
    rows = [
        (
            number,
            len(family.places),
            sum(place in listed for place in family.places),
            " / ".join(describe(criterion, columns) for criterion in family.criteria),
            "; ".join(sorted(str(columns.places[place]) for place in family.places)),
        )
        for number, family in enumerate(find_families(network), start=1)
    ]
    write_table(
        rows, ("family", "places", "listed", "hold criteria", "members"), format, output=output,
        wide=wide, minor=("hold criteria",),
    )  # fmt: skip
