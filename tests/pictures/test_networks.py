"""The network: each place once, each link as it is, and nothing overlaps."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from tests.pictures.conftest import Drawn

from policygraph.gaps import Columns, OmissionReport, Verdict
from policygraph.network import build_network
from policygraph.pictures import Picture, draw_network, find_overlaps
from policygraph.pictures.groups import read_clusters

if TYPE_CHECKING:
    import networkx as nx


@pytest.fixture
def network(judged: OmissionReport, columns: Columns) -> nx.Graph[str]:
    return build_network(columns.policies.values(), judged.as_of, columns.scheme)


@pytest.fixture
def picture(judged: OmissionReport, columns: Columns, network: nx.Graph[str]) -> Picture:
    return draw_network(
        network,
        columns,
        "Places whose policies are alike.",
        listed={place.iri for place in judged.listed},
        omitted=_omitted(judged),
        footer="Data 1.",
    )


def _omitted(judged: OmissionReport) -> set[str]:
    return {f.place.iri for f in judged.findings if f.verdict is Verdict.OMITTED}


def test_it_is_drawn_without_overlaps_and_small(picture: Picture) -> None:
    assert find_overlaps(picture.figure) == []
    assert len(picture.svg()) < 400_000


def test_every_place_is_a_dot_or_in_the_notes(
    picture: Picture, network: nx.Graph[str], columns: Columns, judged: OmissionReport
) -> None:
    dots = Drawn(picture).tooltips("node")
    alone = {iri for iri in network if not network.degree(iri)}
    assert len(dots) == len(network) - len(alone)
    for iri in network:
        place = columns.places[iri]
        if iri in alone:
            assert str(place) in " ".join(picture.notes)
        else:
            assert dots[place.geoid].startswith(f"{place}: ")
    listed = {place.geoid for place in judged.listed}
    for geoid, words in dots.items():
        assert words.endswith("; listed") == (geoid in listed)


def test_the_omitted_are_named_and_have_a_ring(picture: Picture, judged: OmissionReport) -> None:
    from matplotlib.patches import Circle

    rings = [
        item
        for item in picture.figure.axes[0].get_children()
        if isinstance(item, Circle) and not item.get_fill()
    ]
    omitted = [str(f.place) for f in judged.findings if f.verdict is Verdict.OMITTED]
    assert len(rings) == len(omitted) + 1, "and one in the key"
    texts = " ".join(text.get_text() for text in picture.figure.texts)
    for name in omitted:
        assert name in texts


def test_a_circle_and_a_line_stand_for_links_that_there_are(
    network: nx.Graph[str], columns: Columns
) -> None:
    """All within a circle are linked; two circles have a line if, and only if, all are linked."""
    for cluster in read_clusters(network, columns, (), ()):
        for group in cluster.groups:
            assert all(network.has_edge(*pair) for pair in combinations(group.places, 2))
        drawn = {(bundle.one, bundle.other): bundle.grade for bundle in cluster.bundles}
        for one, other in combinations(range(len(cluster.groups)), 2):
            grades = {
                network.edges[a, b]["grade"] if network.has_edge(a, b) else None
                for a in cluster.groups[one].places
                for b in cluster.groups[other].places
            }
            assert grades == {drawn.get((one, other))}


def test_dots_of_a_circle_do_not_touch(network: nx.Graph[str], columns: Columns) -> None:
    for cluster in read_clusters(network, columns, (), ()):
        for group in cluster.groups:
            spots = list(group.spread())
            for (x, y), (left, top) in combinations(spots, 2):
                assert ((x - left) ** 2 + (y - top) ** 2) ** 0.5 > 0.085
            assert all((x * x + y * y) ** 0.5 < group.radius for x, y in spots)


def test_an_empty_network_is_a_picture_too(columns: Columns) -> None:
    import networkx as nx

    picture = draw_network(nx.Graph(), columns, "No policy is known.")
    assert find_overlaps(picture.figure) == []
    assert picture.notes == ()
