"""What reasons are made of: a reason itself, the kinds of places, and agreements with ICE."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from policygraph.dates import PartialDate
from policygraph.gaps.findings import Evidence
from policygraph.gaps.listed import ListedPart
from policygraph.gaps.records import Columns
from policygraph.queries import find_query, run
from policygraph.store import Store

#: Classes of places in words: one, and several.
KINDS: Final = {
    "State": ("state", "states"),
    "FederalDistrict": ("federal district", "federal districts"),
    "Territory": ("territory", "territories"),
    "CountyEquivalent": ("county", "counties"),
    "Municipality": ("city or town", "cities and towns"),
    "Township": ("township", "townships"),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """What is recorded as to why lists differ: its kind, a sentence, and the claims behind it."""

    kind: str
    text: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Sighting:
    """An agreement with ICE as one source saw it."""

    claim: str
    party: str
    model: str
    begins: PartialDate | None
    ended: PartialDate | None


Agreements = Mapping[str, tuple[Sighting, ...]]


def read_agreements(store: Store) -> Agreements:
    """Read the agreements with ICE of every place.

    Parameters
    ----------
    store : Store
        The graph.

    Returns
    -------
    mapping of str to tuple of Sighting
        Place to what was seen of its agreements, in order of time.
    """
    found: dict[str, list[Sighting]] = defaultdict(list)
    for row in run(find_query("agreements"), store).records():
        begins = row["signed"] or row["observed"]
        found[row["place"] or ""].append(
            Sighting(
                claim=row["claim"] or "",
                party=row["party"] or "",
                model=row["model"] or "",
                begins=PartialDate(begins) if begins else None,
                ended=PartialDate(row["ended"]) if row["ended"] else None,
            )
        )
    return {
        place: tuple(sorted(seen, key=lambda one: (str(one.begins), one.claim)))
        for place, seen in found.items()
    }


def describe_kinds(columns: Columns, listed: ListedPart) -> str:
    """Say how many places of each kind a list names.

    Parameters
    ----------
    columns : Columns
        The graph.
    listed : ListedPart
        The list.

    Returns
    -------
    str
        Such as ``12 states, 4 counties and 18 cities and towns``.
    """
    places = {item.place for item in listed.listings if item.place in columns.places}
    counts = Counter(columns.places[place or ""].kind for place in places)
    words = [
        f"{counts[kind]:,} {one if counts[kind] == 1 else many}"
        for kind, (one, many) in KINDS.items()
        if counts[kind]
    ]
    names = sum(item.place not in columns.places for item in listed.listings)
    if names:
        words.append(
            f"{names} {'name that means' if names == 1 else 'names that mean'} no one place"
        )
    return _join(words) or "no place"


def _join(words: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
