"""The list of 5 August 2025 that the Department of Justice published under Order 14287.

``us_doj_eo14287_2025.csv`` says of each of its 35 rows, in the order of the list, which place it
means; ``us_doj_eo14287_2025.toml`` has its coverage and the two removals that followed.
"""

from __future__ import annotations

from typing import Final

from policygraph.graph import Facts
from policygraph.sources import Row, Source, Table
from policygraph.sources.curated import Curation
from policygraph.sources.lists import WholeList, add_listings, add_report

ID: Final = "us_doj_eo14287_2025"

ROWS: Final = Table(
    "lists/doj_2025-08-05_sanctuary_list.csv", ("jurisdiction", "state", "type"), minimum=35
)

#: The list's own headings; the federal district stands among the states.
_HEADINGS: Final = {
    "state": "States",
    "district": "States",
    "county": "Counties",
    "city": "Cities",
}

WHOLE: Final = WholeList(
    id=ID,
    label="DOJ list of sanctuary jurisdictions under Executive Order 14287, August 2025",
    part_label="The whole list: states, counties and cities",
    agency="doj",
    agency_label="US Department of Justice",
    issued="2025-08-05",
    document="doj-eo14287-2025-08-05",
    named=lambda row: row["jurisdiction"],
    heading=lambda row: _HEADINGS[row["type"]],
    versions=(
        ("2025-08-05", "The list as published on 5 August 2025"),
        ("2025-09-26", "The list without Nevada"),
        ("2025-10-31", "The list without Nevada and Baltimore County"),
    ),
)


def build(tables: dict[str, list[Row]]) -> Facts:
    """Turn the list, with its coding, into facts.

    Parameters
    ----------
    tables : dict
        The rows of :data:`ROWS`.

    Returns
    -------
    policygraph.graph.Facts
        The report, its versions, its listings, the removals.

    Raises
    ------
    SourceError
        If a row has no coding, or the coding is of another name.
    """
    facts = Facts()
    add_report(facts, WHOLE)
    numbered = [(row["number"], row) for row in _number(tables[ROWS.path])]
    add_listings(facts, WHOLE, numbered)
    Curation(ID, facts).add_claims()
    return facts


def _number(rows: list[Row]) -> list[Row]:
    """Give each row the number of its name in the coding: the table itself has none."""
    return [Row({**row, "number": str(n)}, row.where) for n, row in enumerate(rows, start=1)]


SOURCE: Final = Source(
    id=ID,
    title="DOJ list of sanctuary jurisdictions under Executive Order 14287, August 2025",
    description=(
        "The 35 states, counties and cities that the Department of Justice listed on 5 August "
        "2025, and the two removals of that year."
    ),
    publisher="US Department of Justice",
    rights="A work of the US government.",
    retrieved="2026-11-24",
    coverage="Whole, as published; removals until 31 October 2025.",
    issued="2025-08-05",
    homepage=(
        "https://www.justice.gov/ag/us-sanctuary-jurisdiction-list-following-executive-order-"
        "14287-protecting-american-communities"
    ),
    tables=(ROWS,),
    build=build,
    least=400,
)
