"""The list of jurisdictions that the Department of Homeland Security posted on 29 May 2025.

It was captured whole on 31 May and was gone by 1 June. ``us_dhs_sanctuary_2025.csv`` says of each
of its 605 rows which place it means; names stand as they were printed, under the headings of the
page. ``us_dhs_sanctuary_2025.toml`` has its coverage, its withdrawal and the disputes about it.
"""

from __future__ import annotations

from typing import Final

from policygraph.graph import Facts
from policygraph.sources import Row, Source, Table
from policygraph.sources.curated import Curation
from policygraph.sources.lists import WholeList, add_listings, add_report

ID: Final = "us_dhs_sanctuary_2025"

ROWS: Final = Table(
    "lists/dhs_2025-05_sanctuary_list.csv",
    ("n", "state", "heading_on_page", "name_as_listed"),
    minimum=605,
)

WHOLE: Final = WholeList(
    id=ID,
    label="DHS list of sanctuary jurisdictions, May 2025",
    part_label="The whole list: states, counties and cities",
    agency="dhs",
    agency_label="US Department of Homeland Security",
    issued="2025-05-29",
    document="dhs-sanctuary-2025-05",
    named=lambda row: row["name_as_listed"],
    heading=lambda row: row["heading_on_page"],
    versions=(
        ("2025-05-29", "The list as first posted on 29 May 2025, not held"),
        ("2025-05-31", "The list as captured on 31 May 2025, held whole"),
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
        The report, its versions, its listings, what became of it.

    Raises
    ------
    SourceError
        If a row has no coding, or the coding is of another name.
    """
    facts = Facts()
    add_report(facts, WHOLE)
    add_listings(facts, WHOLE, [(row["n"], row) for row in tables[ROWS.path]])
    Curation(ID, facts).add_claims()
    return facts


SOURCE: Final = Source(
    id=ID,
    title="DHS list of sanctuary jurisdictions, May 2025",
    description=(
        "Every entry of the list that the Department of Homeland Security posted in May 2025 and "
        "took down within days: name and heading as printed, and the place that it means."
    ),
    publisher="US Department of Homeland Security",
    rights="A work of the US government.",
    retrieved="2026-11-24",
    coverage=(
        "Whole, as captured on 31 May 2025 (605 entries). Whether the page of 29 May read the same "
        "is not known. Four names fit two places each and one is no jurisdiction."
    ),
    issued="2025-05-29",
    homepage="https://www.dhs.gov/sanctuary-jurisdictions",
    tables=(ROWS,),
    build=build,
    least=5_500,
)
