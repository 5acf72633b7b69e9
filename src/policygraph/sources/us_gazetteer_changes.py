"""Changes of county codes since 2013, as the Census Bureau announced them."""

from __future__ import annotations

from typing import Final

from policygraph.dates import PartialDate
from policygraph.graph import Facts, text
from policygraph.namespaces import BASE, jurisdiction_iri
from policygraph.sources import read_beside
from policygraph.sources.coding import add_document

CODE_CHANGE: Final = f"{BASE}code-change/us/"


def add_code_changes(facts: Facts) -> None:
    """State the changes, and the county equivalents under the codes that one edition lacks.

    Parameters
    ----------
    facts : Facts
        Where to.
    """
    for row in read_beside("us_gazetteer_changes.csv"):
        first = row["from"].split()[0]
        facts.add(
            f"{CODE_CHANGE}{first}",
            "pg:CodeChange",
            rdfs__label=text(row["label"]),
            changesCodeFrom=[jurisdiction_iri(code) for code in row["from"].split()],
            changesCodeTo=[jurisdiction_iri(code) for code in row["to"].split()],
            changedOn=PartialDate(row["on"]),
            dcterms__source=add_document(facts, row["document"]),
        )
    for row in read_beside("us_gazetteer_counties.csv"):
        facts.add(
            jurisdiction_iri(row["geoid"]),
            "pg:CountyEquivalent",
            rdfs__label=text(row["name"]),
            isWithin=jurisdiction_iri(row["geoid"][:2]),
            geoid=text(row["geoid"], None),
            geoidVintage=PartialDate(row["vintage"]),
        )
