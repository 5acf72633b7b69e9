"""Names beside points, with leader lines, so that none lies on another or on a ring."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from policygraph.pictures.text import INK, SMALL, font

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Box = tuple[float, float, float, float]
_PAD: Final = 2.0


@dataclass(frozen=True, slots=True)
class Callout:
    """A name for a point; width and height are those of its text, in units of the drawing."""

    text: str
    spot: tuple[float, float]
    width: float
    height: float
    radius: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A callout with the end of its leader and the box of its text."""

    callout: Callout
    end: tuple[float, float]
    box: Box


def arrange(
    wanted: Sequence[Callout],
    points: Sequence[tuple[float, float]],
    radius: float,
    frame: tuple[tuple[float, float], tuple[float, float]],
) -> tuple[tuple[Placed, ...], tuple[str, ...]]:
    """Find room for names beside their points.

    Parameters
    ----------
    wanted : sequence of Callout
        The names, the most important first.
    points : sequence of (float, float)
        Points that no name may cover, with a ring of this radius.
    radius : float
        The radius.
    frame : pair of (float, float)
        The limits of the drawing.

    Returns
    -------
    tuple of (tuple of Placed, tuple of str)
        The names with their places, and those for which no room was found.

    Examples
    --------
    >>> here = Callout("here", (5.0, 5.0), width=4.0, height=2.0, radius=1.0)
    >>> arrange([here], [here.spot], 1.0, ((0, 8), (0, 10)))[1]
    ('here',)
    >>> arrange([here], [here.spot], 1.0, ((0, 90), (0, 90)))[0][0].box
    (14.0, 4.0, 18.0, 6.0)
    """
    taken: list[Box] = [(x - radius, y - radius, x + radius, y + radius) for x, y in points]
    placed, lost = [], []
    for item in wanted:
        found = next((spot for spot in _offers(item) if _is_free(spot[1], taken, frame)), None)
        if found is None:
            lost.append(item.text)
            continue
        end, box = found
        taken.append(box)
        placed.append(Placed(item, end, box))
    return tuple(placed), tuple(lost)


def _offers(item: Callout) -> Iterator[tuple[tuple[float, float], Box]]:
    """Yield ends of a leader with the box of the text there, the nearest first."""
    x, y = item.spot
    for reach in range(6, 120, 8):
        for turn in (0, 180, -30, 30, -150, 150, -60, 60, -120, 120, -90, 90):
            away = item.radius + reach
            end = (
                x + away * math.cos(math.radians(turn)),
                y + away * math.sin(math.radians(turn)),
            )
            middle = abs(turn) == 90
            left = end[0] - item.width / 2 if middle else end[0] + _PAD
            if abs(turn) > 90:
                left = end[0] - item.width - _PAD
            top = end[1] - item.height / 2
            if middle:
                top = end[1] - item.height if turn < 0 else end[1]
            yield end, (left, top, left + item.width, top + item.height)


def _is_free(
    box: Box, taken: Sequence[Box], frame: tuple[tuple[float, float], tuple[float, float]]
) -> bool:
    (left, right), (top, bottom) = frame
    if not (left <= box[0] and box[2] <= right and top <= box[1] and box[3] <= bottom):
        return False
    return not any(
        box[0] - _PAD < other[2]
        and other[0] - _PAD < box[2]
        and box[1] - _PAD < other[3]
        and other[1] - _PAD < box[3]
        for other in taken
    )


def draw_callout(axes: Axes, placed: Placed) -> None:
    """Write a name and draw its leader, both with a light edge so that they stand off the map."""
    from matplotlib.patheffects import Normal, Stroke

    item, end, box = placed.callout, placed.end, placed.box
    x, y = item.spot
    away = math.dist(item.spot, end)
    near = (
        x + (end[0] - x) * item.radius / away,
        y + (end[1] - y) * item.radius / away,
    )
    axes.plot(
        *zip(near, end, strict=True),
        color=INK,
        lw=0.8,
        clip_on=False,
        zorder=6,
        path_effects=[Stroke(linewidth=2.4, foreground="#ffffff"), Normal()],
    )
    axes.text(
        box[0],
        (box[1] + box[3]) / 2,
        item.text,
        fontproperties=font(SMALL, "bold"),
        va="center_baseline",
        ha="left",
        color=INK,
        zorder=7,
        parse_math=False,
        path_effects=[Stroke(linewidth=2.4, foreground="#ffffff"), Normal()],
    )
