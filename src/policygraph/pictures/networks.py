"""The network of policies: families of places whose policies are alike, and what links them."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Final

from policygraph.gaps import Columns
from policygraph.pictures.dots import LINKS, Counter, Room, draw_group, draw_key, look_of
from policygraph.pictures.drawing import drawn
from policygraph.pictures.groups import Cluster, read_clusters
from policygraph.pictures.picture import Picture
from policygraph.pictures.sheet import MARGIN, WIDTH, Sheet, line_height
from policygraph.pictures.text import BODY, MUTED, RULE, SMALL, measure
from policygraph.pictures.words import count, join_names

if TYPE_CHECKING:
    import networkx as nx

#: Families of several groups have a room of their own; of the others, so many are drawn.
MOST_FAMILIES: Final = 16
_LINE: Final = line_height(SMALL)
_CELLS: Final = 4
_CELL: Final = (WIDTH - 2 * MARGIN) / _CELLS
_COLUMNS: Final = (3.4, WIDTH - 3.4)
_BULGE: Final = 0.75
_PAD: Final = 0.16


@drawn
def draw_network(
    network: nx.Graph[str],
    columns: Columns,
    title: str,
    *,
    listed: Collection[str] = (),
    omitted: Collection[str] = (),
    subtitle: str = "",
    footer: str = "",
) -> Picture:
    """Draw the families of a network.

    Each place is a dot. Places with the same hold criterion stand in one circle and are all linked
    with one another; a line between two circles stands for a link between every two of their
    places. A dot is filled where a list names the place, and has a ring where it is left out.

    Parameters
    ----------
    network : networkx.Graph
        As :func:`policygraph.network.build_network` gives it.
    columns : Columns
        The graph that it was built from.
    title : str
        A sentence that says what is seen.
    listed, omitted : collection of str, optional
        IRIs of the places that a list names, and of those that it leaves out.
    subtitle : str, optional
        A second sentence.
    footer : str, optional
        Sources and version of the data.

    Returns
    -------
    Picture
        The network. Places that are like no other are named in its notes.
    """
    clusters = read_clusters(network, columns, listed, omitted)
    several = [cluster for cluster in clusters if len(cluster.family.places) > 1]
    wide = [cluster for cluster in several if len(cluster.groups) > 1]
    small = [cluster for cluster in several if len(cluster.groups) == 1]
    shown, rest = small[:MOST_FAMILIES], small[MOST_FAMILIES:]
    alone = [cluster for cluster in clusters if len(cluster.family.places) == 1]
    notes = _write_notes(alone, rest, columns)
    linked = (
        "All places of a circle are linked with one another, and a line links all of one circle"
        " with all of another."
    )
    said = [
        linked,
        *(f"{note.partition(':')[0]}." for note in notes),
    ]
    counter = Counter(columns, listed, omitted)
    heights = [_wide_height(cluster, counter) for cluster in wide]
    rows = [shown[start : start + _CELLS] for start in range(0, len(shown), _CELLS)]
    tall = [max(_cell_height(cluster, counter) for cluster in row) for row in rows]
    sheet = Sheet(title, subtitle, _KEY + sum(heights) + sum(tall), said, footer)
    room = Room(sheet, sheet.draw(), columns, listed, omitted)
    draw_key(room, sheet.top)
    top, number = sheet.top + _KEY, 0
    for cluster, height in zip(wide, heights, strict=True):
        _draw_wide(room, counter, cluster, top, number)
        top, number = top + height, number + 1
    for row, height in zip(rows, tall, strict=True):
        for place, cluster in enumerate(row):
            left = MARGIN + place * _CELL
            _draw_cell(room, counter, cluster, (left, top), number)
            number += 1
        top += height
    description = _describe(title, several, counter, notes)
    return Picture(title, description, notes, sheet.figure, room.tooltips)


_KEY: Final = 0.34


def _wide_rows(cluster: Cluster, counter: Counter) -> list[tuple[float, list[int]]]:
    """Return the height of each row of a family with several groups, and its two groups."""
    rows = []
    for start in range(0, len(cluster.groups), 2):
        pair = list(range(start, min(start + 2, len(cluster.groups))))
        tall = [
            max(
                2 * cluster.groups[number].radius,
                len(list(counter.lines(cluster.groups[number], _text_width(cluster)))) * _LINE,
            )
            for number in pair
        ]
        rows.append((max(tall) + _PAD, pair))
    return rows


def _text_width(cluster: Cluster) -> float:
    """Return how wide the words beside the circles can be."""
    return _COLUMNS[0] - _BULGE - max(group.radius for group in cluster.groups) - MARGIN - 0.12


def _wide_height(cluster: Cluster, counter: Counter) -> float:
    return _HEAD + sum(height for height, _ in _wide_rows(cluster, counter)) + _PAD


_HEAD: Final = 0.36


def _head(
    room: Room, counter: Counter, cluster: Cluster, spot: tuple[float, float], number: int
) -> None:
    left, top = spot
    words = f"Family {number + 1}"
    room.sheet.write(left, top + 0.1, words, BODY, weight="bold", color=look_of(number)[0])
    if len(cluster.groups) > 1:
        room.sheet.write(
            left + measure(words, BODY, "bold") + 0.1,
            top + 0.1,
            counter.say(cluster.family.places),
            BODY,
            color=MUTED,
        )


def _draw_wide(room: Room, counter: Counter, cluster: Cluster, top: float, number: int) -> None:
    """Draw a family in two columns that bulge outwards, so that no line runs through a circle."""
    axes = room.axes
    axes.plot([MARGIN, WIDTH - MARGIN], [top, top], color=RULE, lw=0.6)
    _head(room, counter, cluster, (MARGIN, top), number)
    rows = _wide_rows(cluster, counter)
    y, spots = top + _HEAD, {}
    for place, (height, pair) in enumerate(rows):
        out = _BULGE * math.sin(math.pi * (place + 0.5) / len(rows))
        for side, one in enumerate(pair):
            spots[one] = (_COLUMNS[side] + (out if side else -out), y + height / 2)
        y += height
    for bundle in cluster.bundles:
        width, style, _ = LINKS[bundle.grade]
        xs, ys = zip(spots[bundle.one], spots[bundle.other], strict=True)
        axes.plot(xs, ys, color=RULE, lw=width, ls=style, zorder=1)
    text = _text_width(cluster)
    for one, group in enumerate(cluster.groups):
        draw_group(room, group, spots[one], number)
        lines = list(counter.lines(group, text))
        down = spots[one][1] - len(lines) * _LINE / 2
        right = one % 2 == 1
        for line, weight, colour in lines:
            x = WIDTH - MARGIN - text if right else MARGIN
            room.sheet.write(x, down, line, SMALL, weight=weight, color=colour)
            down += _LINE


def _cell_height(cluster: Cluster, counter: Counter) -> float:
    (group,) = cluster.groups
    lines = len(list(counter.lines(group, _CELL - 0.15)))
    return _HEAD + 2 * group.radius + 0.1 + lines * _LINE + _PAD


def _draw_cell(
    room: Room, counter: Counter, cluster: Cluster, spot: tuple[float, float], number: int
) -> None:
    """Draw a family of one group: its circle, with the words under it."""
    left, top = spot
    room.axes.plot([left, left + _CELL - 0.15], [top, top], color=RULE, lw=0.6)
    _head(room, counter, cluster, spot, number)
    (group,) = cluster.groups
    down = top + _HEAD + group.radius
    draw_group(room, group, (left + group.radius, down), number)
    down += group.radius + 0.1
    for line, weight, colour in counter.lines(group, _CELL - 0.15):
        room.sheet.write(left, down, line, SMALL, weight=weight, color=colour)
        down += _LINE


def _write_notes(
    alone: Sequence[Cluster], rest: Sequence[Cluster], columns: Columns
) -> tuple[str, ...]:
    notes = []
    if alone:
        names = sorted(str(columns.places[cluster.family.places[0]]) for cluster in alone)
        verb = "is" if len(names) == 1 else "are"
        notes.append(
            f"{count(len(names), 'place')} like no other {verb} not drawn: {'; '.join(names)}."
        )
    if rest:
        said = "; ".join(
            f"{cluster.groups[0].words} ({len(cluster.family.places)})" for cluster in rest
        )
        notes.append(f"{count(len(rest), 'smaller family', 'smaller families')} not drawn: {said}.")
    return tuple(notes)


def _describe(
    title: str, clusters: Sequence[Cluster], counter: Counter, notes: Sequence[str]
) -> str:
    said = [
        f"Family {number}: {counter.say(cluster.family.places)};"
        f" {'; '.join(f'{group.words} ({len(group.places)})' for group in cluster.groups)}."
        for number, cluster in enumerate(clusters[:MOST_FAMILIES], start=1)
    ]
    omitted = sorted(
        str(counter.columns.places[place])
        for cluster in clusters
        for place in cluster.family.places
        if place in counter.omitted
    )
    if omitted:
        said.append(f"Omitted are {join_names(omitted)}.")
    return " ".join([title, "Families of places whose policies are alike.", *said, *notes])
