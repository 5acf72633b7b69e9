"""The shapes of the counties and states, as points of a plane.

They come from the file of the npm package us-atlas that lies beside this module, which is the
Census Bureau's cartographic boundaries of 2017, projected so that the country with Alaska and
Hawaii fits into 975 by 610 units. It is TopoJSON: a border that two counties share is stored once,
as an arc, and a county names its arcs. Arcs are thinned before counties are put together, so that
neighbours still share their border to the point.
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

Point = tuple[float, float]
Line = tuple[Point, ...]

SHAPES: Final = Path(__file__).parent / "us_atlas" / "counties-albers-10m.json.gz"
#: How far a thinned border may stray, in units of the map.
_TOLERANCE: Final = 0.4


@dataclass(frozen=True, slots=True)
class Shapes:
    """Counties, states and the borders between them.

    Parameters
    ----------
    counties, states : mapping of str to tuple of lines
        GEOID to the rings of the outline; holes run the other way round.
    names : mapping of str to str
        GEOID to the name in the file.
    country : tuple of lines
        The rings of the country.
    county_borders, state_borders : tuple of lines
        What runs between two counties of one state, and between two states, each once.
    """

    counties: Mapping[str, tuple[Line, ...]]
    states: Mapping[str, tuple[Line, ...]]
    names: Mapping[str, str]
    country: tuple[Line, ...]
    county_borders: tuple[Line, ...]
    state_borders: tuple[Line, ...]


@cache
def read_shapes(tolerance: float = _TOLERANCE) -> Shapes:
    """Read the shapes that come with the package.

    Parameters
    ----------
    tolerance : float, optional
        How far a thinned border may stray from the one in the file; 0 keeps every point.

    Returns
    -------
    Shapes
        The shapes.

    Examples
    --------
    >>> shapes = read_shapes()
    >>> len(shapes.counties), len(shapes.states), shapes.names["27123"]
    (3142, 51, 'Ramsey')
    """
    topology = json.loads(gzip.decompress(SHAPES.read_bytes()))
    whole = [tuple(_place(arc, topology["transform"])) for arc in topology["arcs"]]
    objects = {name: item["geometries"] for name, item in topology["objects"].items()}
    users: dict[int, list[str]] = defaultdict(list)
    for county in objects["counties"]:
        for arc in {_index(arc) for ring in _rings(county) for arc in ring}:
            users[arc].append(county["id"])
    arcs = [_thin(arc, tolerance) for arc in whole]
    for county in objects["counties"]:
        for ring in _rings(county):
            if tolerance and abs(area(_join(ring, arcs))) < tolerance**2:
                for arc in ring:  # a county of a few points must not collapse
                    arcs[_index(arc)] = whole[_index(arc)]

    def outline(item: Mapping[str, Any]) -> tuple[Line, ...]:
        return tuple(_join(ring, arcs) for ring in _rings(item))

    shared = {arc: ids for arc, ids in users.items() if len(ids) == 2}
    return Shapes(
        counties={item["id"]: outline(item) for item in objects["counties"]},
        states={item["id"]: outline(item) for item in objects["states"]},
        names={
            item["id"]: item["properties"]["name"]
            for item in (*objects["counties"], *objects["states"])
        },
        country=tuple(ring for item in objects["nation"] for ring in outline(item)),
        county_borders=tuple(
            arcs[arc] for arc, (one, other) in sorted(shared.items()) if one[:2] == other[:2]
        ),
        state_borders=tuple(
            arcs[arc] for arc, (one, other) in sorted(shared.items()) if one[:2] != other[:2]
        ),
    )


def _place(arc: Iterable[Sequence[int]], transform: Mapping[str, Any]) -> Iterator[Point]:
    """Add up the steps of an arc, and bring them to the scale of the map."""
    (across, down), (left, top) = transform["scale"], transform["translate"]
    x = y = 0
    for step in arc:
        x, y = x + step[0], y + step[1]
        yield x * across + left, y * down + top


def _rings(item: Mapping[str, Any]) -> Iterator[list[int]]:
    for polygon in [item["arcs"]] if item["type"] == "Polygon" else item["arcs"]:
        yield from polygon


def _index(arc: int) -> int:
    """Return the number of an arc; those that are run backwards are given as its complement."""
    return ~arc if arc < 0 else arc


def _join(ring: Iterable[int], arcs: Sequence[Line]) -> Line:
    points: list[Point] = []
    for arc in ring:
        line = arcs[_index(arc)]
        # Each arc begins where the one before it ends.
        points += (line[::-1] if arc < 0 else line)[1 if points else 0 :]
    return tuple(points)


def _thin(line: Line, tolerance: float) -> Line:
    """Leave out the points that a straight line passes near (Ramer, Douglas and Peucker)."""
    if len(line) < 3 or not tolerance:
        return line
    keep = {0, len(line) - 1}
    if line[0] == line[-1]:  # an island: its two farthest points stand, and one more
        far = max(range(len(line)), key=lambda i: _gap(line[i], line[0], line[0]))
        keep |= {far, max(range(len(line)), key=lambda i: _gap(line[i], line[0], line[far]))}
    ends = sorted(keep)
    spans = list(pairwise(ends))
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        gaps = [_gap(line[i], line[first], line[last]) for i in range(first + 1, last)]
        widest = max(gaps)
        if widest > tolerance**2:
            middle = first + 1 + gaps.index(widest)
            keep.add(middle)
            spans += [(first, middle), (middle, last)]
    return tuple(line[i] for i in sorted(keep))


def _gap(point: Point, start: Point, end: Point) -> float:
    """Return the square of the distance of a point from a straight line between two others."""
    (x, y), (left, top), (right, bottom) = point, start, end
    across, down = right - left, bottom - top
    length = across * across + down * down
    share = 0.0
    if length:
        share = min(1.0, max(0.0, ((x - left) * across + (y - top) * down) / length))
    return (x - left - share * across) ** 2 + (y - top - share * down) ** 2


def area(ring: Sequence[Point]) -> float:
    """Measure a ring; the sign tells which way round it runs.

    Parameters
    ----------
    ring : sequence of points
        The ring, closed.

    Returns
    -------
    float
        Its area in square units of the map.

    Examples
    --------
    >>> area([(0, 0), (2, 0), (2, 1), (0, 1), (0, 0)])
    2.0
    """
    pairs = pairwise(ring)
    return sum(x * below - right * y for (x, y), (right, below) in pairs) / 2


def find_centre(rings: Sequence[Line]) -> Point:
    """Find a point that is surely inside a shape, near the middle of its largest part.

    Parameters
    ----------
    rings : sequence of lines
        The rings of the shape.

    Returns
    -------
    point
        The centre of mass of the largest part; where that lies outside, or in a hole, the middle
        of what is widest at its height.

    Examples
    --------
    >>> find_centre([((0, 0), (4, 0), (4, 2), (0, 2), (0, 0))])
    (2.0, 1.0)
    """
    ring = max(rings, key=lambda item: abs(area(item)))
    size = 6 * area(ring)
    if not size:  # three cities of Virginia are a point or a line in the file
        return ring[0]
    x = y = 0.0
    for (left, top), (right, bottom) in pairwise(ring):
        part = (left * bottom - right * top) / size
        x, y = x + (left + right) * part, y + (top + bottom) * part
    crossings = sorted(
        left + (y - top) * (right - left) / (bottom - top)
        for other in rings  # a hole is another ring
        for (left, top), (right, bottom) in pairwise(other)
        if (top > y) != (bottom > y)
    )
    inside = list(zip(crossings[::2], crossings[1::2], strict=True))
    if inside and not any(left <= x <= right for left, right in inside):
        left, right = max(inside, key=lambda pair: pair[1] - pair[0])
        x = (left + right) / 2
    return x, y
