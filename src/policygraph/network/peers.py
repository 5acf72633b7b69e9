"""The peers of a place, ranked: by grade, then by secondary features, then by distance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import TYPE_CHECKING

from policygraph.network.links import Held
from policygraph.network.paths import measure_from
from policygraph.policies import Agreement, FeatureScheme, Grade, agree, read_features

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class RankedPeer:
    """A place of the same family.

    Parameters
    ----------
    place : str
        Its IRI.
    rank : int
        1 for the nearest. Peers that nothing tells apart share a rank, and the next is as many
        places lower.
    grade : Grade or None
        How alike the criteria are; None where only a chain of others links the two.
    agreement : Agreement
        The secondary features.
    distance, links : int
        The cost of the shortest path and the number of its links.
    mine, theirs : Held
        The criteria compared, with their policies and claims.
    """

    place: str
    rank: int
    grade: Grade | None
    agreement: Agreement
    distance: int
    links: int
    mine: Held
    theirs: Held

    @property
    def score(self) -> float:
        """Agreement times coverage: the share of all weight that is known to match."""
        return score(self.agreement)


def score(agreement: Agreement) -> float:
    """Return agreement times coverage, 0 where nothing is known of both.

    Examples
    --------
    >>> score(Agreement(1.0, 0.25, ("notify",), (), ("access",)))
    0.25
    """
    return round((agreement.agreement or 0.0) * agreement.coverage, 9)


def rank_peers(
    network: nx.Graph[str], place: str, day: date, features: Iterable[FeatureScheme]
) -> tuple[RankedPeer, ...]:
    """Rank the other places of a place's family.

    Parameters
    ----------
    network : networkx.Graph
        As :func:`~policygraph.network.build_network` gives it.
    place : str
        The IRI of a place in it.
    day : datetime.date
        The day for which secondary features are read.
    features : iterable of FeatureScheme
        The secondary features with their weights.

    Returns
    -------
    tuple of RankedPeer
        The nearest first; those of one rank in the order of their IRIs.
    """
    schemes = tuple(features)
    known = {
        held.policy.iri: read_features(held.policy.claims, day)
        for other in measure_from(network, place)
        for held in network.nodes[other]["held"]
    }

    def weigh(pair: tuple[Held, Held]) -> Agreement:
        return agree(known[pair[0].policy.iri], known[pair[1].policy.iri], schemes)

    found = []
    for other, (distance, links) in measure_from(network, place).items():
        if other == place:
            continue
        link = network.get_edge_data(place, other)
        if link:
            grade, pair = Grade(link["grade"]), (link["between"][place], link["between"][other])
        else:
            pairs = product(network.nodes[place]["held"], network.nodes[other]["held"])
            grade, pair = None, max(pairs, key=lambda pair: score(weigh(pair)))
        agreement = weigh(pair)
        key = (grade.rank if grade else len(Grade), -score(agreement), distance, links)
        found.append((key, other, RankedPeer(other, 0, grade, agreement, distance, links, *pair)))
    found.sort(key=lambda item: item[:2])
    keys = [key for key, _, _ in found]
    return tuple(_with_rank(peer, keys.index(key) + 1) for key, _, peer in found)


def _with_rank(peer: RankedPeer, rank: int) -> RankedPeer:
    return RankedPeer(
        peer.place,
        rank,
        peer.grade,
        peer.agreement,
        peer.distance,
        peer.links,
        peer.mine,
        peer.theirs,
    )
