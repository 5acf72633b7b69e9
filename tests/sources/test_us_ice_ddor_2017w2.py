"""The second detainer report: what is known of it, and what is only inferred."""

from __future__ import annotations

from collections import Counter

import pyoxigraph as ox
import pytest

from policygraph.errors import SourceError
from policygraph.resources import locate
from policygraph.sources import Row
from policygraph.sources.us_ice_ddor_2017w1 import SECTION_2, SECTION_3
from policygraph.sources.us_ice_ddor_2017w2 import ID, build

PROLOGUE = (
    "PREFIX pg: <https://w3id.org/policygraph/ontology/> "
    "PREFIX cover: <https://w3id.org/policygraph/vocabulary/completeness/> "
)


def select(query: str) -> set[tuple[str, ...]]:
    store = ox.Store()
    store.bulk_load(locate("data/ttl").joinpath(f"{ID}.ttl").read_bytes(), ox.RdfFormat.TURTLE)
    found = store.query(PROLOGUE + query)
    assert isinstance(found, ox.QuerySolutions)
    return {
        tuple("" if value is None else value.value.rpartition("/")[2] for value in row)
        for row in found
    }


def test_it_follows_the_first_report() -> None:
    assert select("SELECT ?r { ?x pg:followsReport ?r }") == {("us_ice_ddor_2017w1",)}


def test_the_totals() -> None:
    figures = select("SELECT ?k ?n { ?f pg:hasFigureKind ?k ; pg:figureValue ?n }")
    assert {number for _, number in figures} == {"2825", "47", "150"}


def test_listings_by_section_and_confidence() -> None:
    rows = select("SELECT ?l ?p ?c { ?l pg:isListedIn ?p ; pg:hasConfidence ?c }")
    assert Counter((part, confidence) for _, part, confidence in rows) == {
        ("section-1", "paraphrased"): 1,
        ("section-2", "paraphrased"): 2,
        ("section-3", "paraphrased"): 1,
        ("section-3", "weak-source"): 4,
        ("section-3", "inferred"): 22,
    }


def test_a_row_of_an_unknown_week_is_no_more_than_inferred() -> None:
    rows = select('SELECT ?c { ?l pg:nameAsPublished "Chicago" ; pg:hasConfidence ?c }')
    assert rows == {("inferred",)}


def test_one_entry_of_two_rows_is_one_listing() -> None:
    rows = select('SELECT ?l { ?l pg:nameAsPublished "California (statewide)" }')
    assert len(rows) == 1


def test_san_diego_county_is_in_section_1_only() -> None:
    """The table was collected as Section III; the newspaper says otherwise."""
    assert select(
        'SELECT ?p ?n { ?l pg:nameAsPublished "San Diego County" ; pg:isListedIn ?p ; '
        "pg:detainersIssued ?n }"
    ) == {("section-1", "44")}


def test_tulare_is_a_city_or_a_county() -> None:
    rows = select('SELECT ?p { ?l pg:nameAsPublished "Tulare" ; pg:mayListJurisdiction ?p }')
    assert rows == {("06107",), ("0680644",)}


def test_no_part_is_known_whole() -> None:
    rows = select("SELECT ?p ?c { ?s pg:coversPart ?p ; pg:hasCompleteness ?c }")
    assert rows == {("section-1", "partial"), ("section-2", "partial"), ("section-3", "partial")}


def test_a_row_without_coding_is_refused() -> None:
    row = Row(
        {"jurisdiction": "Nowhere", "state": "MN", "report_week": "2", "declined_count": ""}, "a"
    )
    with pytest.raises(SourceError, match="no coding for Nowhere, MN"):
        build({SECTION_2.path: [], SECTION_3.path: [row]})
