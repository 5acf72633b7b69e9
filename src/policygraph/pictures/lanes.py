"""The rows of a lane: each event has the first one in which it meets no other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from policygraph.pictures.events import Event
from policygraph.pictures.scale import Scale
from policygraph.pictures.sheet import MARGIN, WIDTH
from policygraph.pictures.text import SMALL, measure, shorten

#: Where the room of the events begins and ends.
LEFT: Final = MARGIN + 1.05
RIGHT: Final = WIDTH - MARGIN
#: Half the width of a mark.
DOT: Final = 0.075
_SPACE: Final = 0.07
#: A span longer than this has its label above it.
_LONG: Final = 1.0


@dataclass(frozen=True, slots=True)
class Placed:
    """An event with its row, and where its mark and its label stand, in inches."""

    event: Event
    row: int
    rows: int
    start: float
    end: float
    left: float
    label: str


def span(event: Event) -> tuple[date, date]:
    """Return the first and the last day that a dated event can mean."""
    assert event.begin is not None
    return event.begin.earliest, (event.end or event.begin).latest


def is_bar(event: Event) -> bool:
    """Tell whether an event has a duration."""
    return event.end is not None or event.is_open


def pack(events: Sequence[Event], scale: Scale) -> list[Placed]:
    """Put events into rows: each into the first in which neither mark nor label meets another."""
    free: list[float] = []  # from where on each row is free
    placed = []
    for event in events:
        first, last = span(event)
        start = scale.place(first)
        end = RIGHT - 0.04 if event.is_open else scale.place(last)
        rows = 2 if is_bar(event) or end - start > _LONG else 1
        low, high = start, end
        if rows == 1:  # the mark stands in the middle and may reach over a short span
            low, high = min(low, (low + high) / 2 - DOT), max(high, (low + high) / 2 + DOT)
        left, words = _set_label(event, low, high, rows)
        stop = max(high, left + width_of(event, words))
        row = next(
            (
                row
                for row in range(len(free) - rows + 1)
                if all(free[row + more] + 0.14 <= min(low, left) for more in range(rows))
            ),
            len(free),
        )
        free += [0.0] * (row + rows - len(free))
        free[row : row + rows] = [stop] * rows
        placed.append(Placed(event, row, rows, start, end, left, words))
    return placed


def _set_label(event: Event, low: float, high: float, rows: int) -> tuple[float, str]:
    """Choose where a label begins, and cut it to the room: right of the mark, left, or above."""
    width = width_of(event, event.label)
    right, left = RIGHT - high - _SPACE, low - _SPACE - LEFT
    if rows == 2:
        words = shorten(event.label, RIGHT - LEFT - width_of(event, ""), SMALL)
        return max(LEFT, min(low, RIGHT - width_of(event, words))), words
    if width <= right or (right >= left and width > left):
        return high + _SPACE, shorten(event.label, right - width_of(event, ""), SMALL)
    words = shorten(event.label, left - width_of(event, ""), SMALL)
    return low - _SPACE - width_of(event, words), words


def width_of(event: Event, label: str) -> float:
    """Return how wide a date with a label is."""
    return measure(f"{event.begin}", SMALL) + _SPACE + measure(label, SMALL)
