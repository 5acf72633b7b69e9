"""Links, families, bridges and paths of made-up networks, against what brute force gives."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise, product
from typing import TypeAlias

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from policygraph.dates import PartialDate
from policygraph.gaps import read_columns
from policygraph.network import (
    COSTS,
    build_network,
    find_bridges,
    find_families,
    find_path,
    find_seams,
    rank_peers,
)
from policygraph.policies import (
    Criterion,
    FeatureScheme,
    Grade,
    HoldScheme,
    Policy,
    PolicyClaim,
    agree,
    compare,
    read_features,
)
from policygraph.store import LocalStore

Network: TypeAlias = "nx.Graph[str]"

DAY = date(2017, 3, 20)
SCHEME: HoldScheme = read_columns(LocalStore.shipped()).scheme
CONDITIONS = st.sampled_from(
    [
        "never-holds",
        "judicial-warrant-or-order",
        "warrant-unspecified",
        "criminal-predicate",
        "criminal-custody-basis",
        "no-hold-on-detainer-alone",
    ]
)
CRITERIA = st.builds(
    Criterion,
    st.sampled_from(["any-of", "all-of"]),
    st.frozensets(CONDITIONS, min_size=1, max_size=2),
)
#: Places, each with the criteria of its policies.
PLACES = st.lists(st.lists(CRITERIA, min_size=1, max_size=2), min_size=2, max_size=7)
FEATURES = (FeatureScheme("notify", "Notice", 2.0), FeatureScheme("access", "Access", 1.0))


def state(number: int, criterion: Criterion, features: dict[str, str] | None = None) -> Policy:
    """One policy of one place."""
    iri = f"p{number}"
    claim = PolicyClaim(
        f"c-{iri}-{criterion}",
        iri,
        begins=PartialDate("2014"),
        criterion=criterion,
        features={key: frozenset({value}) for key, value in (features or {}).items()},
    )
    return Policy(f"{iri}-{criterion}", "", (f"place{number}",), claims=(claim,))


def make(places: Iterable[Iterable[Criterion]], weakest: Grade = Grade.AS_WRITTEN) -> Network:
    policies = [state(i, criterion) for i, found in enumerate(places) for criterion in found]
    return build_network(policies, DAY, SCHEME, weakest=weakest)


@settings(deadline=None)
@given(CRITERIA, CRITERIA, CRITERIA)
def test_what_is_like_the_same_criterion_is_alike(
    one: Criterion, middle: Criterion, other: Criterion
) -> None:
    """So only a place with several criteria can be a bridge."""
    if compare(one, middle, SCHEME).grade and compare(middle, other, SCHEME).grade:
        assert compare(one, other, SCHEME).grade


@settings(deadline=None)
@given(PLACES, st.sampled_from([Grade.EXACT, Grade.CLOSE, Grade.AS_WRITTEN]))
def test_a_link_has_the_strongest_grade_and_the_criteria_that_give_it(
    places: list[list[Criterion]], weakest: Grade
) -> None:
    network = make(places, weakest)
    for one, other in product(range(len(places)), repeat=2):
        if one == other:
            continue
        grades = [compare(a, b, SCHEME).grade for a, b in product(places[one], places[other])]
        fit = [grade for grade in grades if grade and grade.rank <= weakest.rank]
        link = network.get_edge_data(f"place{one}", f"place{other}")
        assert bool(link) is bool(fit)
        if link:
            best = min(fit, key=lambda grade: grade.rank)
            here, there = (link["between"][f"place{n}"].criterion for n in (one, other))
            assert link["grade"] == best.value == compare(here, there, SCHEME).value
            assert here in places[one] and there in places[other]


@settings(deadline=None)
@given(PLACES)
def test_a_bridge_is_a_place_whose_loss_parts_its_family(places: list[list[Criterion]]) -> None:
    network = make(places)
    found = {bridge.place: bridge for bridge in find_bridges(network)}
    for place in network:
        rest = network.subgraph(set(network) - {place})
        alone = network.degree(place) == 0
        parts = nx.number_connected_components(rest) if len(rest) else 0
        grows = parts > nx.number_connected_components(network) - alone
        assert (place in found) is grows
    for place, bridge in found.items():
        assert len(bridge.criteria) > 1, "one criterion cannot be like two that are not alike"
        assert len(bridge.sides) > 1
        together = {place}.union(*(side.places for side in bridge.sides))
        assert together == set(bridge.family.places)


@settings(deadline=None)
@given(PLACES)
def test_the_seams_are_all_the_links_that_are_only_close(places: list[list[Criterion]]) -> None:
    network = make(places)
    grades = [grade for _, _, grade in network.edges(data="grade")]
    closest = [a for a in places if len(a) == 1]
    seams = find_seams(network, SCHEME)
    if len(closest) == len(places):  # with several criteria a pair can lie on several seams
        assert sum(seam.links for seam in seams) == grades.count("close") - sum(
            SCHEME.is_same(places[int(a[5:])][0], places[int(b[5:])][0]) and grade == "close"
            for a, b, grade in network.edges(data="grade")
        )
    apart = make(places, Grade.EXACT)
    assert len(find_families(apart)) >= len(find_families(network))


@settings(deadline=None)
@given(PLACES)
def test_the_path_is_the_shortest_there_is(places: list[list[Criterion]]) -> None:
    network = make(places)

    def cost(way: list[str]) -> tuple[int, int]:
        grades = [network.edges[pair]["grade"] for pair in pairwise(way)]
        return sum(COSTS[Grade(grade)] for grade in grades), len(grades)

    start, end = "place0", f"place{len(places) - 1}"
    ways = list(nx.all_simple_paths(network, start, end))
    found = find_path(network, start, end)
    if not ways:
        assert found is None
        return
    assert found
    best = min(map(cost, ways))
    shortest = sorted(way for way in ways if cost(way) == best)
    assert [start, *(step.end for step in found.steps)] == shortest[0]
    assert (found.cost, len(found.steps)) == best
    assert found.ways == len(shortest)
    for step in found.steps:
        assert compare(step.here.criterion, step.there.criterion, SCHEME).value == step.grade
        assert step.here.claims and step.there.claims
        assert set(step.several) == {
            place for place in (step.start, step.end) if len(network.nodes[place]["criteria"]) > 1
        }


VALUES = st.fixed_dictionaries(
    {}, optional={"notify": st.sampled_from("ab"), "access": st.just("a")}
)


@settings(deadline=None)
@given(st.lists(st.tuples(CRITERIA, VALUES), min_size=2, max_size=7))
def test_peers_are_ranked_by_grade_then_features_then_distance(
    places: list[tuple[Criterion, dict[str, str]]],
) -> None:
    policies = [state(i, criterion, found) for i, (criterion, found) in enumerate(places)]
    network = build_network(policies, DAY, SCHEME)
    peers = rank_peers(network, "place0", DAY, FEATURES)
    assert {peer.place for peer in peers} == nx.node_connected_component(network, "place0") - {
        "place0"
    }
    keys = []
    for peer in peers:
        other = policies[int(peer.place[5:])]
        mine, theirs = (read_features(p.claims, DAY) for p in (policies[0], other))
        agreement = agree(mine, theirs, FEATURES)
        assert peer.agreement == agreement
        share = (agreement.agreement or 0) * agreement.coverage
        rank = peer.grade.rank if peer.grade else 9
        keys.append((rank, -round(share, 9), peer.distance, peer.links))
    assert keys == sorted(keys)
    assert [peer.rank for peer in peers] == [1 + keys.index(key) for key in keys]
