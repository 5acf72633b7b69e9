"""Links between places whose policies were materially similar on a day.

A place is a node with every hold criterion that it had on the day: one, unless it has several
policies or claims of the same time differ. A link has the strongest grade that any two of their
criteria give, and remembers which two those are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from policygraph.policies import (
    Criterion,
    Grade,
    HoldScheme,
    Policy,
    PolicyClaim,
    Standing,
    Status,
    compare,
    read_criterion,
    read_standing,
)

if TYPE_CHECKING:
    import networkx as nx

#: What a link costs on a path: the weaker the likeness, the longer the way.
COSTS: Final[Mapping[Grade, int]] = {Grade.EXACT: 1, Grade.CLOSE: 2, Grade.AS_WRITTEN: 3}


@dataclass(frozen=True, slots=True)
class Held:
    """A hold criterion that a place had on a day.

    Parameters
    ----------
    criterion : Criterion
        The criterion.
    policy : Policy
        The policy that has it.
    claims : tuple of PolicyClaim
        The claims that state it, or a vaguer form of it.
    standing : Standing
        Why the policy counts as in force.
    """

    criterion: Criterion
    policy: Policy
    claims: tuple[PolicyClaim, ...]
    standing: Standing


def build_network(
    policies: Iterable[Policy],
    day: date,
    scheme: HoldScheme,
    *,
    weakest: Grade = Grade.AS_WRITTEN,
) -> nx.Graph[str]:
    """Link the places whose policies were materially similar on a day.

    Parameters
    ----------
    policies : iterable of Policy
        Policies with their claims.
    day : datetime.date
        The day.
    scheme : HoldScheme
        The scheme of conditions.
    weakest : {Grade.AS_WRITTEN, Grade.CLOSE, Grade.EXACT}, optional
        The weakest likeness that makes a link.

    Returns
    -------
    networkx.Graph
        Nodes are place IRIs with their ``criteria`` (a set) and ``held`` (a tuple of
        :class:`Held`); a link has its ``grade`` and the :class:`Held` of each end in ``between``.

    Examples
    --------
    >>> from policygraph.dates import PartialDate
    >>> never = Criterion("any-of", frozenset({"never-holds"}))
    >>> claim = PolicyClaim("c", "p", begins=PartialDate("2014"), criterion=never)
    >>> both = Policy("p", "", ("hennepin", "ramsey"), claims=(claim,))
    >>> list(build_network([both], date(2017, 3, 20), HoldScheme({}, frozenset(), {})).edges)
    [('hennepin', 'ramsey')]
    """
    import networkx as nx

    network: nx.Graph[str] = nx.Graph()
    holders: dict[Criterion, dict[str, Held]] = {}
    for held in _read_held(policies, day, scheme):
        for place in held.policy.places:
            if place not in network:
                network.add_node(place, criteria=set(), held=())
            network.nodes[place]["criteria"].add(held.criterion)
            network.nodes[place]["held"] += (held,)
            holders.setdefault(held.criterion, {}).setdefault(place, held)
    # Places share few distinct criteria: compare those, not every pair of places.
    ordered = sorted(holders, key=str)
    pairs = [
        (grade, one, other)
        for number, one in enumerate(ordered)
        for other in ordered[number:]
        if (grade := compare(one, other, scheme).grade) and grade.rank <= weakest.rank
    ]
    for grade, one, other in sorted(pairs, key=lambda pair: pair[0].rank):
        for a, mine in holders[one].items():
            for b, theirs in holders[other].items():
                if a != b and not network.has_edge(a, b):  # the strongest came first
                    network.add_edge(a, b, grade=grade.value, between={a: mine, b: theirs})
    return network


def _read_held(policies: Iterable[Policy], day: date, scheme: HoldScheme) -> Iterable[Held]:
    known = list(policies)
    heirs: dict[str, list[Policy]] = {}
    for policy in known:
        for old in policy.replaces:
            heirs.setdefault(old, []).append(policy)
    for policy in known:
        standing = read_standing(policy, day, heirs.get(policy.iri, ()))
        if standing.status is not Status.IN_FORCE:
            continue
        view = read_criterion(policy, day, scheme)
        for criterion in view.criteria:
            claims = tuple(
                claim
                for claim in view.claims
                if claim.criterion
                and (
                    scheme.is_same(criterion, claim.criterion)
                    or scheme.is_sharper(criterion, claim.criterion)
                )
            )
            yield Held(criterion, policy, claims, standing)
