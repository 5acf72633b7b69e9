"""Families of like policies, the places that hold one together, and the seams within it.

Whether two *criteria* are alike is an equivalence: what is like the same criterion is alike (a
test holds this). Two families can therefore be linked by one thing only, a place of which more
than one criterion is held, because claims of the same time differ or because it has several
policies. Such a place is a **bridge** where nothing else links what it links: its criteria are
alike to those of two groups of places that are not alike, and without it the family falls apart.
In the words of graph theory it is an articulation point. A single link whose loss would part a
family of three or more always ends in such a place, so links are not told apart.

Within a family, a **seam** runs between two groups of places whose criteria are only close: each
group is the same by the word, and the family would part there if closeness did not count.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from policygraph.policies import Criterion, Grade, HoldScheme, compare

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Family:
    """Places that a chain of like policies links.

    Parameters
    ----------
    places : tuple of str
        Their IRIs, in order.
    criteria : tuple of Criterion
        The hold criteria found among them.
    """

    places: tuple[str, ...]
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Bridge:
    """A place without which its family falls apart.

    Parameters
    ----------
    place : str
        Its IRI.
    criteria : tuple of Criterion
        The criteria that are held of it.
    family : Family
        The family that it holds together.
    sides : tuple of Family
        What the family falls into without it, the largest first.
    """

    place: str
    criteria: tuple[Criterion, ...]
    family: Family
    sides: tuple[Family, ...]


@dataclass(frozen=True, slots=True)
class Seam:
    """Two groups of places in one family whose criteria are close and not the same.

    ``links`` is the number of pairs of places that only this closeness links.
    """

    one: Family
    other: Family
    grade: Grade
    links: int


def _gather(network: nx.Graph[str], places: set[str]) -> Family:
    found = {criterion for place in places for criterion in network.nodes[place]["criteria"]}
    return Family(tuple(sorted(places)), tuple(sorted(found, key=str)))


def _part(network: nx.Graph[str], places: set[str]) -> tuple[Family, ...]:
    import networkx as nx

    parts = (_gather(network, part) for part in nx.connected_components(network.subgraph(places)))
    return tuple(sorted(parts, key=lambda part: (-len(part.places), part.places)))


def find_families(network: nx.Graph[str]) -> tuple[Family, ...]:
    """Part a network into its families.

    Parameters
    ----------
    network : networkx.Graph
        As :func:`~policygraph.network.build_network` gives it.

    Returns
    -------
    tuple of Family
        The largest first; a place like no other is a family of its own.
    """
    return _part(network, set(network))


def find_bridges(network: nx.Graph[str]) -> tuple[Bridge, ...]:
    """Find the places without which a family falls apart.

    Parameters
    ----------
    network : networkx.Graph
        As :func:`~policygraph.network.build_network` gives it.

    Returns
    -------
    tuple of Bridge
        In the order of the families, then of the places.
    """
    import networkx as nx

    bridges = []
    for family in find_families(network):
        places = set(family.places)
        for place in sorted(nx.articulation_points(network.subgraph(places))):
            criteria = tuple(sorted(network.nodes[place]["criteria"], key=str))
            bridges.append(Bridge(place, criteria, family, _part(network, places - {place})))
    return tuple(bridges)


def find_seams(network: nx.Graph[str], scheme: HoldScheme) -> tuple[Seam, ...]:
    """Find where a family holds together by closeness alone.

    Parameters
    ----------
    network : networkx.Graph
        As :func:`~policygraph.network.build_network` gives it.
    scheme : HoldScheme
        The scheme of conditions.

    Returns
    -------
    tuple of Seam
        The seam with most links first.
    """
    groups: list[list[Criterion]] = []
    every = {criterion for _, found in network.nodes(data="criteria") for criterion in found}
    for criterion in sorted(every, key=str):
        same = next((group for group in groups if scheme.is_same(group[0], criterion)), None)
        if same is None:
            groups.append([criterion])
        else:
            same.append(criterion)
    sides = [
        Family(
            tuple(sorted(p for p, found in network.nodes(data="criteria") if found & set(group))),
            tuple(group),
        )
        for group in groups
    ]
    seams = []
    for one, other in combinations(sides, 2):
        grade = compare(one.criteria[0], other.criteria[0], scheme).grade
        if grade is None:
            continue
        links = sum(
            1
            for a in one.places
            for b in other.places
            if a != b and network.has_edge(a, b) and network.edges[a, b]["grade"] == grade.value
        )
        if links:
            seams.append(Seam(one, other, grade, links))
    return tuple(sorted(seams, key=lambda seam: (-seam.links, seam.one.places, seam.other.places)))
