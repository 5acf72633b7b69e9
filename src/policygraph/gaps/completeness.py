"""Completeness: how far an answer goes, for each state.

Who was left out of a list can be told only where the list is known. Where it is known whole, the
answer is complete, among the places whose policy is known; where a part of it is known, what is
found holds but more may be missing; where nothing of it is known, nothing can be found.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from policygraph.gaps.listed import ListedPart
from policygraph.places import Place


class Completeness(StrEnum):
    """How far an answer goes."""

    COMPLETE = "complete"
    LOWER_BOUND = "lower-bound"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Scope:
    """How far an answer goes in a state, or all over; ``claims`` are the coverage statements."""

    state: Place | None
    completeness: Completeness
    claims: tuple[str, ...] = ()


def read_completeness(listed: ListedPart, states: Iterable[str]) -> tuple[Scope, ...]:
    """Tell how far an answer about a part of a report goes.

    Parameters
    ----------
    listed : ListedPart
        The part.
    states : iterable of str
        The IRIs of the states that are asked about.

    Returns
    -------
    tuple of Scope
        One for each state, by name; just one without a state where the whole list is known.
    """
    columns, part = listed.columns, listed.part.iri
    about = [item for item in columns.coverage if item.part == part]
    whole = tuple(item.claim for item in about if item.scope is None and listed.is_closed(item))
    if whole:
        return (Scope(None, Completeness.COMPLETE, whole),)

    def state_of(place: str | None) -> str:
        known_place = columns.places.get(place or "")
        return known_place.state_iri if known_place else ""

    closed: dict[str, list[str]] = {}
    known = {state_of(place) for place in listed.by_place}
    known |= {state_of(item.scope) for item in about if listed.is_firm(item.claim)}
    known |= {
        state_of(place)
        for (place, named), claims in columns.absences.items()
        if named == part and any(listed.is_firm(claim) for claim in claims)
    }
    for item in about:
        if item.scope and item.scope == state_of(item.scope) and listed.is_closed(item):
            closed.setdefault(item.scope, []).append(item.claim)

    def read(state: str) -> Scope:
        if state in closed:
            return Scope(columns.places[state], Completeness.COMPLETE, tuple(closed[state]))
        grade = Completeness.LOWER_BOUND if state in known else Completeness.UNKNOWN
        return Scope(columns.places[state], grade)

    found = [read(state) for state in {*states, *closed} if state in columns.places]
    return tuple(sorted(found, key=lambda scope: str(scope.state)))
