"""The places of the clean graph, and the questions that are asked of it: plain facts, no rule."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property

import pyoxigraph as ox

from policygraph.namespaces import PG
from policygraph.store import LocalStore


@dataclass(frozen=True, slots=True)
class Place:
    """A jurisdiction: its class, name, state and those that are one with it."""

    iri: str
    kind: str
    label: str
    within: str | None
    geoid: str


class Gazetteer:
    """The places of the clean graph, and what is known of them beside lists and policies.

    Parameters
    ----------
    store : LocalStore
        What is shipped.
    """

    def __init__(self, store: LocalStore) -> None:
        self.store = store
        # The graph never changes, so that each question is asked once.
        self.triples = cache(self._triples)
        self.pairs = cache(self._pairs)
        self.ones = cache(self._ones)

    def _triples(self, subject: str) -> tuple[ox.Triple, ...]:
        return tuple(
            self.store.construct(f"CONSTRUCT {{ <{subject}> ?p ?o }} WHERE {{ <{subject}> ?p ?o }}")
        )

    def _pairs(self, pattern: str) -> list[tuple[str, str]]:
        """Select ``?a`` and ``?b`` of a pattern."""
        rows = self.store.select(f"SELECT DISTINCT ?a ?b WHERE {{ {pattern} }} ORDER BY ?a ?b")
        return [(a or "", b or "") for a, b in rows]

    def _ones(self, pattern: str) -> list[str]:
        """Select ``?a`` of a pattern."""
        return [
            row[0] or ""
            for row in self.store.select(f"SELECT DISTINCT ?a WHERE {{ {pattern} }} ORDER BY ?a")
        ]

    @cached_property
    def places(self) -> dict[str, Place]:
        """Every jurisdiction."""
        rows = self.store.select(
            "SELECT ?place ?kind ?label ?within ?geoid WHERE { ?place a ?kind ; pg:geoid ?geoid ;"
            " rdfs:label ?label OPTIONAL { ?place pg:isWithin ?within } } ORDER BY ?place"
        )
        return {
            row[0]: Place(
                row[0], (row[1] or "").removeprefix(PG), row[2] or "", row[3], row[4] or ""
            )
            for row in rows
            if row[0]
        }

    @cached_property
    def codes(self) -> dict[str, str]:
        """State to its postal code."""
        return dict(self.pairs("?a pg:uspsCode ?b"))

    def usps(self, place: str) -> str | None:
        """Return the postal code of a place's state."""
        known = self.places[place]
        return self.codes.get(known.within or "") or self.codes.get(place)

    @cached_property
    def named(self) -> set[str]:
        """Places that any source names: in a list, a policy, an agreement, a ruling, a figure."""
        return (
            set(
                self.ones(
                    "?x ?p ?a . ?a pg:geoid ?code . FILTER(?p NOT IN"
                    " (pg:isWithin, pg:isConsolidatedWith, pg:servesJurisdiction))"
                )
            )
            | set(self.ones("?agreement pg:hasParty/pg:servesJurisdiction ?a"))
            | set(
                self.ones("{ ?a pg:isConsolidatedWith ?b } UNION { ?b pg:isConsolidatedWith ?a }")
            )
        )

    @cached_property
    def quiet(self) -> list[str]:
        """Counties of which nobody says anything."""
        return [
            place.iri
            for place in self.places.values()
            if place.kind == "CountyEquivalent" and place.iri not in self.named and place.within
        ]

    @cached_property
    def namesakes(self) -> dict[tuple[str, str], list[str]]:
        """Class and name to the places of that class and name, where there are several."""
        found = defaultdict(list)
        for place in self.places.values():
            found[place.kind, place.label].append(place.iri)
        return {key: places for key, places in found.items() if len(places) > 1}

    @cached_property
    def one_with(self) -> dict[str, set[str]]:
        """Place to those whose government is one with its own."""
        found: dict[str, set[str]] = defaultdict(set)
        for one, other in self.pairs("?a pg:isConsolidatedWith ?b"):
            found[one].add(other)
            found[other].add(one)
        return dict(found)

    @cached_property
    def candidates(self) -> set[str]:
        """Places that an entry may mean."""
        return set(self.ones("?x pg:mayListJurisdiction ?a"))

    @cached_property
    def agreed(self) -> set[str]:
        """Places of which an agency has an agreement with ICE, on whatever day."""
        return set(self.ones("?agreement pg:hasParty/pg:servesJurisdiction ?a"))

    @cached_property
    def held_elsewhere(self) -> set[str]:
        """Places whose prisoners somebody else holds."""
        return set(self.ones("?x pg:takesCustodyFor ?a"))

    @cached_property
    def funded(self) -> set[str]:
        """Places with an amount of federal funds."""
        return set(self.ones("?x pg:isReceivedBy ?a ; pg:amountUsd ?amount"))
