"""Places by name and code: what a person means by "Ramsey County, MN"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from policygraph.errors import AmbiguousPlaceError, UnknownPlaceError
from policygraph.namespaces import PG
from policygraph.queries import find_query, run
from policygraph.store import Store

#: Words that a name may lack without meaning another place.
_GENERIC: Final = re.compile(
    r"\b(county|parish|borough|census area|municipality|municipio|city and borough|city|town)\b"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A jurisdiction as people know it.

    Parameters
    ----------
    iri, name, geoid, kind : str
        Its IRI, label, Census GEOID and class (local name).
    state : str
        USPS code of its state, or its own.
    state_iri : str
        The state's IRI, or its own.
    state_name : str
        The state's name, or its own.
    other_name : str
        Another name, such as the legal one; may be empty.
    """

    iri: str
    name: str
    geoid: str
    kind: str
    state: str
    state_iri: str
    state_name: str
    other_name: str = ""

    def __str__(self) -> str:
        return self.name if self.iri == self.state_iri else f"{self.name}, {self.state}"


def load_places(store: Store) -> dict[str, Place]:
    """Read every place that has a code.

    Parameters
    ----------
    store : Store
        The graph.

    Returns
    -------
    dict of str to Place
        IRI to place.

    Raises
    ------
    StoreError
        If the graph cannot be read.
    """
    rows = run(find_query("places"), store).records()
    states = {row["place"]: row for row in rows if row["code"]}
    places: dict[str, Place] = {}
    for row in rows:
        state = states.get(row["place"]) or states.get(row["within"])
        places[row["place"] or ""] = Place(
            iri=row["place"] or "",
            name=row["name"] or "",
            geoid=row["geoid"] or "",
            kind=(row["kind"] or "").removeprefix(PG),
            state=(state and state["code"]) or "",
            state_iri=(state and state["place"]) or "",
            state_name=(state and state["name"]) or "",
            other_name=row["other_name"] or "",
        )
    return places


def _plain(name: str) -> str:
    return name.lower().replace("saint ", "st. ").replace("’", "'")


def _core(name: str) -> str:
    bare = _GENERIC.sub(" ", _plain(name))
    return re.sub(r"[^a-z0-9ñáéíóúü']+", " ", bare).strip()


def _named(places: list[Place], name: str) -> list[Place]:
    """Return the places of a name: by full name where it gives a kind, else by the bare name.

    A bare name fits a county and a city alike, however famous one of them is.
    """
    core = _core(name)
    if not core:
        return []
    plain = _plain(name)
    full = [place for place in places if plain in {_plain(place.name), _plain(place.other_name)}]
    if full and _GENERIC.search(plain):
        return full
    return [place for place in places if _core(place.name) == core] or full


def find_place(places: Iterable[Place], text: str) -> Place:
    """Find the one place that a name or code means.

    Parameters
    ----------
    places : iterable of Place
        The gazetteer.
    text : str
        A GEOID, or a name with or without its kind and its state: ``27123``,
        ``Ramsey County, MN``, ``Ramsey, Minnesota``.

    Returns
    -------
    Place
        The place.

    Raises
    ------
    UnknownPlaceError
        If nothing fits.
    AmbiguousPlaceError
        If several places fit; the message names them all.

    Examples
    --------
    >>> ramsey = Place("x", "Ramsey County", "27123", "CountyEquivalent", "MN", "s", "Minnesota")
    >>> find_place([ramsey], "ramsey, mn").geoid
    '27123'
    """
    known = list(places)
    wanted, state = text.strip(), ""
    if wanted.isdigit():
        fits = [place for place in known if place.geoid == wanted]
    else:
        name, _, state = (part.strip() for part in wanted.rpartition(","))
        if not name:
            name, state = state, ""
        # "New York, NY" is a place in the state, never the state.
        fits = [
            place
            for place in _named(known, name)
            if not state
            or (
                place.iri != place.state_iri
                and state.lower() in {place.state.lower(), place.state_name.lower()}
            )
        ]
    if len(fits) == 1:
        return fits[0]
    if fits:
        choices = "; ".join(
            f"{place} ({_KINDS.get(place.kind, place.kind)}, GEOID {place.geoid})" for place in fits
        )
        raise AmbiguousPlaceError(
            f"{text!r} fits {len(fits)} places: {choices}.",
            hint="Give the GEOID." if state else "Add the state or give the GEOID.",
        )
    close = get_close_matches(wanted, [str(place) for place in known], n=3, cutoff=0.75)
    raise UnknownPlaceError(
        f"No place {text!r} is in the graph.",
        hint=f"Did you mean {' or '.join(close)}?" if close else "Give 'Name, ST' or the GEOID.",
    )


_KINDS: Final = {
    "CountyEquivalent": "county",
    "Municipality": "city",
    "Township": "town",
    "State": "state",
    "FederalDistrict": "federal district",
    "Territory": "territory",
}
