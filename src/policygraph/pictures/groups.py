"""Families of like policies as a drawing needs them: groups of places with the same criteria."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final

from policygraph.gaps import Columns
from policygraph.gaps.views import describe
from policygraph.network import Family, find_families
from policygraph.policies import Grade

if TYPE_CHECKING:
    import networkx as nx

#: Between two dots of a group, in inches.
SPACING: Final = 0.145


@dataclass(frozen=True, slots=True)
class Group:
    """Places of one family with the same criteria; all of them are alike.

    Parameters
    ----------
    words : str
        The criteria.
    places : tuple of str
        IRIs: the omitted first, then the listed, then the others, each by name.
    """

    words: str
    places: tuple[str, ...]

    @property
    def radius(self) -> float:
        """How large a circle its dots need, in inches."""
        return SPACING * (0.62 * math.sqrt(len(self.places)) + 0.35)

    def spread(self) -> Iterator[tuple[float, float]]:
        """Yield a spot for each place, in inches from the middle."""
        for number in range(len(self.places)):
            reach = 0.0 if len(self.places) == 1 else SPACING * 0.6 * math.sqrt(number + 0.5)
            turn = number * math.pi * (3 - math.sqrt(5))
            yield reach * math.cos(turn), reach * math.sin(turn)


@dataclass(frozen=True, slots=True)
class Bundle:
    """The links between two groups of a family: their numbers, and the grade that all have."""

    one: int
    other: int
    grade: Grade


@dataclass(frozen=True, slots=True)
class Cluster:
    """A family with its groups, the largest first, and the links between them."""

    family: Family
    groups: tuple[Group, ...]
    bundles: tuple[Bundle, ...]


def read_clusters(
    network: nx.Graph[str], columns: Columns, listed: Collection[str], omitted: Collection[str]
) -> tuple[Cluster, ...]:
    """Part a network into families, and these into groups.

    Parameters
    ----------
    network : networkx.Graph
        As :func:`policygraph.network.build_network` gives it.
    columns : Columns
        The graph, for names and words.
    listed, omitted : collection of str
        IRIs of places that come first in their group.

    Returns
    -------
    tuple of Cluster
        Also for families of one place, which come last.
    """
    return tuple(
        _read_cluster(family, network, columns, listed, omitted)
        for family in find_families(network)
    )


def _read_cluster(
    family: Family,
    network: nx.Graph[str],
    columns: Columns,
    listed: Collection[str],
    omitted: Collection[str],
) -> Cluster:
    by_criteria: dict[str, list[str]] = defaultdict(list)
    for place in family.places:
        criteria = sorted(describe(one, columns) for one in network.nodes[place]["criteria"])
        by_criteria[" / ".join(criteria)].append(place)
    ordered = sorted(by_criteria, key=lambda words: (-len(by_criteria[words]), words))
    groups = tuple(
        Group(
            words,
            tuple(
                sorted(
                    by_criteria[words],
                    key=lambda place: (
                        place not in omitted,
                        place not in listed,
                        str(columns.places[place]),
                    ),
                )
            ),
        )
        for words in ordered
    )
    # What links one place of a group links all of them, since they have the same criteria.
    bundles = tuple(
        Bundle(one, other, Grade(network.edges[ends]["grade"]))
        for one, other in combinations(range(len(groups)), 2)
        if network.has_edge(*(ends := (groups[one].places[0], groups[other].places[0])))
    )
    return Cluster(family, groups, bundles)
