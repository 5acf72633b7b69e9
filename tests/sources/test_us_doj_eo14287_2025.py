"""The list of August 2025: 35 entries, all attributed, and two removals."""

from __future__ import annotations

from collections import Counter

import pyoxigraph as ox

from policygraph.resources import locate
from policygraph.sources import read_beside
from policygraph.sources.us_doj_eo14287_2025 import ID

PROLOGUE = (
    "PREFIX pg: <https://w3id.org/policygraph/ontology/> "
    "PREFIX dcterms: <http://purl.org/dc/terms/> "
    "PREFIX event: <https://w3id.org/policygraph/vocabulary/event-kind/> "
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


def test_every_entry_names_one_place() -> None:
    codings = read_beside(f"{ID}.csv")
    assert [row["row"] for row in codings] == [str(number) for number in range(1, 36)]
    assert Counter(len(row["geoid"]) for row in codings) == {2: 13, 5: 4, 7: 18}
    assert not any(row["maybe"] for row in codings)


def test_the_headings() -> None:
    rows = select("SELECT ?l ?h { ?l pg:headingAsPublished ?h }")
    assert Counter(heading for _, heading in rows) == {"States": 13, "Counties": 4, "Cities": 18}


def test_two_were_removed() -> None:
    removed = select(
        "SELECT ?place ?day { ?e pg:hasEventKind event:removed ; pg:occurredOn ?day ; "
        "pg:aboutListing/pg:listsJurisdiction ?place }"
    )
    assert removed == {("32", "2025-09-26"), ("24005", "2025-10-31")}


def test_each_removal_makes_a_version() -> None:
    assert select("SELECT ?d { ?v pg:isVersionOf ?r ; dcterms:issued ?d }") == {
        ("2025-08-05",),
        ("2025-09-26",),
        ("2025-10-31",),
    }


def test_the_list_is_known_whole() -> None:
    assert select("SELECT ?c ?n { ?s pg:hasCompleteness ?c ; pg:statedCount ?n }") == {
        ("complete", "35")
    }
