"""`policygraph families`: places with like policies on a day, and how many a list names."""

from __future__ import annotations

from typing import Annotated

import typer

from policygraph.cli.omissions import FIRST_REPORT, AsOf, PartId, Report
from policygraph.cli.options import Endpoint, Output, interruptible
from policygraph.cli.output import write_table


def families(
    report: Report = FIRST_REPORT,
    part: PartId = None,
    as_of: AsOf = None,
    format: Annotated[str, typer.Option(help="table, md, csv, tsv or json.")] = "table",
    output: Output = None,
    endpoint: Endpoint = None,
) -> None:
    """Group the places whose policies were alike on a day, and count those that a list names."""
    from policygraph.dates import parse_day
    from policygraph.gaps import find_part, read_columns
    from policygraph.gaps.listed import ListedPart
    from policygraph.gaps.views import describe
    from policygraph.network import build_network, find_families
    from policygraph.store import open_store

    day = parse_day(as_of) if as_of else None
    with interruptible():
        columns = read_columns(open_store(endpoint))
    chosen = find_part(columns, report, part)
    listed = ListedPart(columns, chosen).by_place
    network = build_network(columns.policies.values(), day or chosen.issued, columns.scheme)
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
