"""The network of policies in words: bridges, adoptions and peers as rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Final

from policygraph.gaps import Columns
from policygraph.gaps.views import describe
from policygraph.network import (
    AdoptionOrder,
    Family,
    RankedPeer,
    find_bridges,
    find_seams,
)
from policygraph.policies import Criterion, Status, read_criterion, read_standing

if TYPE_CHECKING:
    import networkx as nx

    from policygraph.places import Place

Row = tuple[str | int | float | None, ...]

#: The columns of each table. Those after the bar are for programs: in csv and json alone.
BRIDGES: Final = ("kind", "place", "grade", "sides", "links", "claims")
ADOPTIONS: Final = (
    *("place", "begins", "within", "days_after", "stage", "after", "after_alike"),
    *("overlapping", "hold_criterion", "policy", "follows", "claims"),
)
PEERS: Final = (
    *("rank", "place", "grade", "score", "agreement", "coverage", "distance", "links"),
    *("hold_criterion", "geoid", "matching", "differing", "claims"),
)
#: What a table for people leaves out.
WIDE: Final = frozenset({"claims", "policy", "follows", "geoid", "matching", "differing"})


def narrow(rows: Iterable[Row], columns: tuple[str, ...]) -> tuple[list[Row], tuple[str, ...]]:
    """Leave out the columns that only programs want.

    Examples
    --------
    >>> narrow([("Ramsey County, MN", "27123")], ("place", "geoid"))
    ([('Ramsey County, MN',)], ('place',))
    """
    kept = [number for number, name in enumerate(columns) if name not in WIDE]
    return [tuple(row[i] for i in kept) for row in rows], tuple(columns[i] for i in kept)


def say_words(criteria: Iterable[Criterion], columns: Columns) -> str:
    """Say several criteria, each with the labels of its conditions."""
    return " / ".join(describe(criterion, columns) for criterion in criteria) or "unknown"


def _several(iris: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(iris))


def say_side(family: Family, columns: Columns) -> str:
    """Say how many places a family has, and with which criteria."""
    number = len(family.places)
    return f"{number} {'place' if number == 1 else 'places'}: {say_words(family.criteria, columns)}"


def build_bridge_rows(network: nx.Graph[str], columns: Columns) -> list[Row]:
    """Give the bridges and the seams as rows under :data:`BRIDGES`.

    Parameters
    ----------
    network : networkx.Graph
        The network of the day.
    columns : Columns
        The graph, for names and words.

    Returns
    -------
    list of tuple
        A row for each place without which a family falls apart, then one for each seam.
    """
    rows: list[Row] = [
        (
            "place",
            str(columns.places[bridge.place]),
            None,
            " | ".join(say_side(side, columns) for side in bridge.sides),
            network.degree(bridge.place),
            _several(
                claim.iri for held in network.nodes[bridge.place]["held"] for claim in held.claims
            ),
        )
        for bridge in find_bridges(network)
    ]
    for seam in find_seams(network, columns.scheme):
        sides = " | ".join(say_side(side, columns) for side in (seam.one, seam.other))
        rows.append(("seam", None, seam.grade.value, sides, seam.links, None))
    return rows


def build_adoption_rows(order: AdoptionOrder, columns: Columns) -> list[Row]:
    """Give adoptions as rows under :data:`ADOPTIONS`, by stage and then by interval."""
    names = {
        one.policy.iri: _several(str(columns.places[place]) for place in one.policy.places)
        for one in order.adoptions
    }
    return [
        (
            names[one.policy.iri],
            " / ".join(map(str, one.begins)),
            "yes" if one.is_within else "perhaps",
            str(one.days[0]) if one.days[0] == one.days[1] else f"{one.days[0]} to {one.days[1]}",
            one.stage,
            len(one.before),
            len(one.alike),
            len(one.overlapping),
            say_words(one.criteria, columns),
            one.policy.iri,
            _several(names[iri] for iri in one.follows),
            _several(claim.iri for claim in one.claims),
        )
        for one in order.adoptions
    ]


def build_peer_rows(peers: Iterable[RankedPeer], columns: Columns) -> list[Row]:
    """Give ranked peers as rows under :data:`PEERS`."""
    labels = {scheme.iri: scheme.label for scheme in columns.features}
    return [
        (
            peer.rank,
            str(columns.places[peer.place]),
            peer.grade.value if peer.grade else None,
            round(peer.score, 3),
            None if peer.agreement.agreement is None else round(peer.agreement.agreement, 3),
            round(peer.agreement.coverage, 3),
            peer.distance,
            peer.links,
            describe(peer.theirs.criterion, columns),
            columns.places[peer.place].geoid,
            _several(labels[scheme] for scheme in peer.agreement.matching),
            _several(labels[scheme] for scheme in peer.agreement.differing),
            _several(claim.iri for held in (peer.mine, peer.theirs) for claim in held.claims),
        )
        for peer in peers
    ]


def say_why_outside(place: Place, day: date, columns: Columns) -> str:
    """Say why a place is not in the network of a day.

    Parameters
    ----------
    place : Place
        A place that is not in it.
    day : datetime.date
        The day.
    columns : Columns
        The graph.

    Returns
    -------
    str
        One sentence.
    """
    policies = [policy for policy in columns.policies.values() if place.iri in policy.places]
    if not policies:
        why = "no policy of it is in the graph"
    else:
        reasons = set()
        for policy in policies:
            heirs = [other for other in columns.policies.values() if policy.iri in other.replaces]
            status = read_standing(policy, day, heirs).status
            if status is not Status.IN_FORCE:
                reasons.add(f"whether its policy was in force: {status}")
            elif not read_criterion(policy, day, columns.scheme).criteria:
                reasons.add("its hold criterion is unknown for that day")
        why = "; ".join(sorted(reasons))
    return f"{place} is not in the network of {day.isoformat()}: {why}."
