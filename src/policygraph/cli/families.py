"""`policygraph families`: places with like policies on a day, and how many a list names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from policygraph.cli.omissions import FIRST_REPORT, AsOf, PartId, Report
from policygraph.cli.options import (
    Endpoint,
    NoWorkspace,
    Output,
    WorkspaceDir,
    interruptible,
    open_graph,
)
from policygraph.cli.output import write_table
from policygraph.errors import OutputError

if TYPE_CHECKING:
    from policygraph.policies import Grade

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
    endpoint: Endpoint = None,
    workspace: WorkspaceDir = None,
    no_workspace: NoWorkspace = False,
) -> None:
    """Group the places whose policies were alike on a day, and count those that a list names."""
    from policygraph.dates import parse_day
    from policygraph.gaps import find_part, read_columns
    from policygraph.gaps.listed import ListedPart
    from policygraph.gaps.views import describe
    from policygraph.network import build_network, find_families

    day, weakest = parse_day(as_of) if as_of else None, read_grade(grade)
    with interruptible():
        columns = read_columns(open_graph(endpoint, workspace, no_workspace))
    chosen = find_part(columns, report, part)
    listed = ListedPart(columns, chosen).by_place
    network = build_network(
        columns.policies.values(), day or chosen.issued, columns.scheme, weakest=weakest
    )
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
        rows, ("family", "places", "listed", "hold criteria", "members"), format, output=output
    )


def read_grade(name: str) -> Grade:
    """Read the name of a grade that can make a link.

    Examples
    --------
    >>> read_grade("close").value
    'close'
    """
    from policygraph.network import COSTS

    for grade in COSTS:
        if grade.value == name:
            return grade
    known = ", ".join(grade.value for grade in COSTS)
    raise OutputError(f"There is no grade {name!r} of a link.", hint=f"Choose {known}.")
