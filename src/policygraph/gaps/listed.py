"""What a part names, and on what ground a place can be called absent from it."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Final, Self

from policygraph.gaps.findings import Absence, Basis, Evidence
from policygraph.gaps.records import Columns, Coverage, Listing, Part

#: Confidence on which nothing is concluded: neither a peer nor an absence.
WEAK: Final = frozenset({"inferred", "weak-source"})


def cite(columns: Columns, role: str, claims: Iterable[str]) -> tuple[Evidence, ...]:
    """Turn claims into links of a proof."""
    return tuple(
        Evidence(role, claim, columns.citations[claim])
        for claim in claims
        if claim in columns.citations
    )


class ListedPart:
    """One part of a report with the places that it names.

    Parameters
    ----------
    columns : Columns
        The graph.
    part : Part
        Which part.
    """

    def __init__(self, columns: Columns, part: Part) -> None:
        self.columns = columns
        self.part = part
        self.listings = tuple(item for item in columns.listings if item.part == part.iri)
        self.by_place: dict[str, Listing] = {}
        for listing in self.listings:
            if listing.place:
                for place in {listing.place} | columns.alike.get(listing.place, frozenset()):
                    if place in columns.places:
                        self.by_place.setdefault(place, listing)

    def rebase(self, columns: Columns) -> Self:
        """Make the part of a changed graph; what it names is read anew only if that is changed."""
        if columns.listings is not self.columns.listings:
            return type(self)(columns, self.part)
        other = copy.copy(self)
        other.columns = columns
        return other

    def find_entries(self, place: str) -> tuple[Listing, ...]:
        """Return every listing that names a place, or one with which it shares a government."""
        names = {place} | self.columns.alike.get(place, frozenset())
        return tuple(item for item in self.listings if item.place in names)

    def find_parent(self, place: str) -> Listing | None:
        """Return the listing of the state that a place lies in, if there is one."""
        state = self.columns.places[place].state_iri
        return self.by_place.get(state) if state != place else None

    def find_uncertain(self, place: str) -> Listing | None:
        """Return a listing whose name may mean the place among others."""
        return next((item for item in self.listings if place in item.candidates), None)

    def is_closed(self, coverage: Coverage) -> bool:
        """Tell whether a coverage statement lets absence be concluded.

        It must call its scope complete, rest on more than a weak source, and name as many
        entries as are known, where it gives a number.
        """
        if coverage.completeness != "complete" or not self.is_firm(coverage.claim):
            return False
        known = sum(
            1
            for item in self.listings
            if item.place and coverage.scope in {None, item.place, self._state(item.place)}
        )
        return coverage.stated_count is None or coverage.stated_count == known

    def is_firm(self, claim: str) -> bool:
        """Tell whether a claim is more than inferred or from a weak source."""
        citation = self.columns.citations.get(claim)
        return citation is not None and citation.confidence not in WEAK

    def _state(self, place: str) -> str:
        known = self.columns.places.get(place)
        return known.state_iri if known else ""

    def read_absence(self, place: str) -> Absence:
        """Tell on what ground a place that is not named can be called absent.

        Parameters
        ----------
        place : str
            The place's IRI.

        Returns
        -------
        Absence
            Stated, covered, or no ground; with the claims, also those that fall short.
        """
        stated = self.columns.absences.get((place, self.part.iri), ())
        firm = [claim for claim in stated if self.is_firm(claim)]
        if firm:
            return Absence(Basis.STATED, cite(self.columns, "absence", firm))
        state = self.columns.places[place].state_iri
        about = [
            item
            for item in self.columns.coverage
            if item.part == self.part.iri and item.scope in {None, place, state}
        ]
        closed = [item.claim for item in about if self.is_closed(item)]
        if closed:
            return Absence(Basis.COVERAGE, cite(self.columns, "coverage", closed))
        short = [item.claim for item in about]
        return Absence(
            Basis.NONE,
            cite(self.columns, "absence", stated) + cite(self.columns, "coverage", short),
        )
