"""The shortest explanation path between two places: how one policy leads to another by likeness."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policygraph.network.links import COSTS, Held
from policygraph.policies import Grade

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Step:
    """A link of a path.

    Parameters
    ----------
    start, end : str
        The places.
    grade : Grade
        How alike their criteria are.
    here, there : Held
        The criteria that are alike, each with its policy and its claims.
    several : tuple of str
        Which of the two places has other criteria as well, on the day.
    """

    start: str
    end: str
    grade: Grade
    here: Held
    there: Held
    several: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """A path; ``cost`` is the sum over its links, ``ways`` how many paths are as short."""

    steps: tuple[Step, ...]
    cost: int
    ways: int


def find_path(network: nx.Graph[str], start: str, end: str) -> Path | None:
    """Find the shortest explanation path between two places.

    A link costs 1 where the criteria are exactly alike, 2 where they are close, 3 where they are
    alike as written; of paths that cost the same, the one with fewer links counts as shorter.

    Parameters
    ----------
    network : networkx.Graph
        As :func:`~policygraph.network.build_network` gives it.
    start, end : str
        IRIs of places; both must be in the network.

    Returns
    -------
    Path or None
        The shortest path; of several, the first by the places on it, with their number. None where
        the two are in different families.
    """
    left = measure_from(network, end)
    if start not in left:
        return None
    ways: dict[str, int] = {end: 1}
    for place in sorted(left, key=left.__getitem__):  # every next place comes before
        if place != end:
            ways[place] = sum(ways[near] for near in _nearer(network, left, place))
    steps = []
    here = start
    while here != end:
        there = min(_nearer(network, left, here))
        steps.append(_read_step(network, here, there))
        here = there
    return Path(tuple(steps), left[start][0], ways[start])


def measure_from(network: nx.Graph[str], place: str) -> dict[str, tuple[int, int]]:
    """Measure how far every place of a family is from one of them.

    Parameters
    ----------
    network : networkx.Graph
        As :func:`~policygraph.network.build_network` gives it.
    place : str
        The IRI of a place in it.

    Returns
    -------
    dict of str to (int, int)
        Place to the cost of the shortest path and the number of its links.
    """
    import networkx as nx

    many = len(network) + 1  # more than any path has links, so that these only break ties

    def weigh(_one: str, _other: str, link: dict[str, str]) -> int:
        return COSTS[Grade(link["grade"])] * many + 1

    found = nx.single_source_dijkstra_path_length(network, place, weight=weigh)
    return {other: divmod(length, many) for other, length in found.items()}


def _nearer(network: nx.Graph[str], left: dict[str, tuple[int, int]], place: str) -> list[str]:
    """Return the places that follow on a shortest path."""
    cost, links = left[place]
    return [
        other
        for other, link in network[place].items()
        if left[other] == (cost - COSTS[Grade(link["grade"])], links - 1)
    ]


def _read_step(network: nx.Graph[str], here: str, there: str) -> Step:
    link = network.edges[here, there]
    return Step(
        here,
        there,
        Grade(link["grade"]),
        link["between"][here],
        link["between"][there],
        tuple(place for place in (here, there) if len(network.nodes[place]["criteria"]) > 1),
    )
