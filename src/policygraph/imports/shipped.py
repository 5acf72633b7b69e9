"""What the shipped graph holds already: an import points to it and does not say it again."""

from __future__ import annotations

from dataclasses import dataclass

from policygraph.store import LocalStore

_NAMES = """
SELECT DISTINCT ?name WHERE {
  { ?thing dcterms:identifier ?name } UNION { ?thing pg:reportId ?name }
}"""
_THINGS = """
SELECT DISTINCT ?thing WHERE {
  VALUES ?kind { pg:Policy pg:HoldCriterion }
  ?thing a ?kind
}"""
_PLACES = "SELECT DISTINCT ?thing WHERE { ?thing pg:geoid ?geoid }"
_AGENCIES = "SELECT ?agency ?label WHERE { ?agency a pg:FederalAgency ; rdfs:label ?label }"


@dataclass(frozen=True, slots=True)
class Shipped:
    """What the shipped graph holds.

    Parameters
    ----------
    ids : frozenset of str
        Ids of sources and reports.
    things : frozenset of str
        IRIs of policies and hold criteria.
    places : frozenset of str
        IRIs of the places that it describes.
    agencies : dict of str to str
        Federal agencies: name, in small letters, to IRI.
    """

    ids: frozenset[str]
    things: frozenset[str]
    places: frozenset[str]
    agencies: dict[str, str]


def read_shipped() -> Shipped:
    """Read what the shipped graph holds.

    Returns
    -------
    Shipped
        What an import must know of it.

    Raises
    ------
    StoreError
        If it cannot be read.
    """
    store = LocalStore.shipped()

    def column(query: str) -> frozenset[str]:
        return frozenset(row[0] or "" for row in store.select(query))

    agencies = {
        (row["label"] or "").lower(): row["agency"] or ""
        for row in store.select(_AGENCIES).records()
    }
    return Shipped(column(_NAMES), column(_THINGS), column(_PLACES), agencies)
