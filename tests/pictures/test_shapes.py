"""The shapes are those of us-atlas, whole, with the codes of our gazetteer and shared borders."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from itertools import pairwise

import pytest

from policygraph.pictures.shapes import SHAPES, Line, area, find_centre, read_shapes
from policygraph.places import load_places
from policygraph.store import LocalStore

#: Cities of Virginia that are a point or a line in the file: its makers thinned them away.
WITHOUT_AREA = {"51610", "51678", "51685"}


def test_the_file_is_the_published_one_and_its_licence_is_beside_it() -> None:
    readme = (SHAPES.parent / "README.md").read_text(encoding="utf-8")
    written = re.search(r"`([0-9a-f]{64})`", readme)
    assert written
    assert hashlib.sha256(gzip.decompress(SHAPES.read_bytes())).hexdigest() == written[1]
    assert "version 3.0.1" in readme
    licence = (SHAPES.parent / "LICENSE").read_text(encoding="utf-8")
    assert licence.startswith("Copyright 2013-2019 Michael Bostock")
    assert "Permission to use, copy, modify, and/or distribute this software" in licence


def test_the_codes_are_those_of_the_gazetteer_but_for_puerto_rico(shipped: LocalStore) -> None:
    shapes = read_shapes()
    places = load_places(shipped).values()
    counties = {p.geoid: p.state for p in places if p.kind == "CountyEquivalent"}
    assert set(shapes.counties) - set(counties) == set()
    assert {counties[geoid] for geoid in set(counties) - set(shapes.counties)} == {"PR"}
    states = {p.geoid for p in places if p.kind in {"State", "FederalDistrict"}}
    assert set(shapes.states) == states


def test_arcs_are_decoded_as_the_format_has_it() -> None:
    """Autauga County by hand: its first arc, step by step."""
    topology = json.loads(gzip.decompress(SHAPES.read_bytes()))
    autauga = next(c for c in topology["objects"]["counties"]["geometries"] if c["id"] == "01001")
    number = autauga["arcs"][0][0]
    steps = topology["arcs"][~number if number < 0 else number]
    x, y = sum(step[0] for step in steps), sum(step[1] for step in steps)
    if number < 0:
        x, y = steps[0]
    (across, down), (left, top) = topology["transform"]["scale"], topology["transform"]["translate"]
    ring = read_shapes(0.0).counties["01001"][0]
    assert any(point == pytest.approx((x * across + left, y * down + top)) for point in ring)
    assert ring[0] == ring[-1]


def test_every_county_has_an_area_and_its_centre_is_inside() -> None:
    shapes = read_shapes()
    for geoid, rings in shapes.counties.items():
        size = sum(area(ring) for ring in rings)
        assert (size > 0) == (geoid not in WITHOUT_AREA), geoid
        if size > 0:
            assert _is_inside(find_centre(rings), rings), geoid


def test_thinned_counties_still_fill_the_country() -> None:
    """Neither a gap nor an overlap opens between neighbours: it is as much as in the file."""
    excess = [
        sum(area(ring) for rings in shapes.counties.values() for ring in rings)
        - sum(area(ring) for ring in shapes.country)
        for shapes in (read_shapes(0.0), read_shapes())
    ]
    assert excess[1] == pytest.approx(excess[0], abs=1e-6)


def test_thinning_leaves_out_points_and_moves_none() -> None:
    whole, thin = read_shapes(0.0), read_shapes()
    kept = sum(map(len, thin.county_borders))
    assert 0.5 < kept / sum(map(len, whole.county_borders)) < 0.95
    for full, few in zip(whole.county_borders, thin.county_borders, strict=True):
        assert set(few) <= set(full)
        assert (few[0], few[-1]) == (full[0], full[-1])


def test_borders_are_of_neighbours_in_one_state_or_in_two() -> None:
    shapes = read_shapes()
    edges: dict[frozenset[tuple[float, float]], set[str]] = {}
    for geoid, rings in shapes.counties.items():
        for ring in rings:
            for pair in pairwise(ring):
                edges.setdefault(frozenset(pair), set()).add(geoid)
    for borders, number in ((shapes.county_borders, 1), (shapes.state_borders, 2)):
        for line in borders[::40]:
            sides = edges[frozenset(line[:2])]
            assert len(sides) == 2
            assert len({geoid[:2] for geoid in sides}) == number


def _is_inside(point: tuple[float, float], rings: tuple[Line, ...]) -> bool:
    x, y = point
    crossings = 0
    for ring in rings:
        for (left, top), (right, bottom) in pairwise(ring):
            if (top > y) != (bottom > y):
                crossings += x < left + (y - top) * (right - left) / (bottom - top)
    return crossings % 2 == 1
