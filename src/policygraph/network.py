"""Families of like policies: the network whose links are materially similar hold criteria.

Likeness is not transitive (a judge's order is close to never holding, and so is never holding to
a plain refusal), so a family is a connected component: a chain of pairwise likeness. It shows at a
glance which places stand together and how many of them a list names.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from policygraph.policies import (
    Criterion,
    HoldScheme,
    Policy,
    Status,
    compare,
    read_criterion,
    read_standing,
)

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


def build_network(policies: Iterable[Policy], day: date, scheme: HoldScheme) -> nx.Graph[str]:
    """Link the places whose policies were materially similar on a day.

    Parameters
    ----------
    policies : iterable of Policy
        Policies with their claims.
    day : datetime.date
        The day.
    scheme : HoldScheme
        The scheme of conditions.

    Returns
    -------
    networkx.Graph
        Nodes are place IRIs with their ``criteria``; an edge has the ``grade`` of the likeness.

    Examples
    --------
    >>> from policygraph.dates import PartialDate
    >>> from policygraph.policies import PolicyClaim
    >>> never = Criterion("any-of", frozenset({"never-holds"}))
    >>> claim = PolicyClaim("c", "p", begins=PartialDate("2014"), criterion=never)
    >>> both = Policy("p", "", ("hennepin", "ramsey"), claims=(claim,))
    >>> list(build_network([both], date(2017, 3, 20), HoldScheme({}, frozenset(), {})).edges)
    [('hennepin', 'ramsey')]
    """
    import networkx as nx

    known = list(policies)
    heirs: dict[str, list[Policy]] = {}
    for policy in known:
        for old in policy.replaces:
            heirs.setdefault(old, []).append(policy)
    network: nx.Graph[str] = nx.Graph()
    for policy in known:
        standing = read_standing(policy, day, heirs.get(policy.iri, ()))
        if standing.status is not Status.IN_FORCE:
            continue
        for criterion in read_criterion(policy, day, scheme).criteria:
            for place in policy.places:
                network.add_node(place)
                network.nodes[place].setdefault("criteria", set()).add(criterion)
    # Places share few distinct criteria: compare those, not every pair of places.
    holders: dict[Criterion, list[str]] = {}
    for place, criteria in network.nodes(data="criteria"):
        for criterion in criteria:
            holders.setdefault(criterion, []).append(place)
    ordered = sorted(holders, key=str)
    for number, one in enumerate(ordered):
        for other in ordered[number:]:
            grade = compare(one, other, scheme).grade
            if grade is None:
                continue
            network.add_edges_from(
                (a, b, {"grade": grade.value})
                for a in holders[one]
                for b in holders[other]
                if a != b
            )
    return network


def find_families(network: nx.Graph[str]) -> tuple[Family, ...]:
    """Part a network into its families.

    Parameters
    ----------
    network : networkx.Graph
        As :func:`build_network` gives it.

    Returns
    -------
    tuple of Family
        The largest first; a place like no other is a family of its own.
    """
    import networkx as nx

    families = [
        Family(
            tuple(sorted(places)),
            tuple(
                sorted({c for place in places for c in network.nodes[place]["criteria"]}, key=str)
            ),
        )
        for places in nx.connected_components(network)
    ]
    return tuple(sorted(families, key=lambda family: (-len(family.places), family.places)))
