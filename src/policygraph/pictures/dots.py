"""The dots of a network: a shape and colour for each family, filled where a list names it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from policygraph.gaps import Columns
from policygraph.pictures.groups import Group
from policygraph.pictures.sheet import MARGIN, Sheet
from policygraph.pictures.text import FAINT, INK, MUTED, RULE, SMALL, measure, wrap
from policygraph.pictures.words import count
from policygraph.policies import Grade

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_NAMES: Final = 4
_MOST_OMITTED: Final = 6

#: Colour and shape of a family, in turn; each has a contrast of 3 to 1 and more with white.
_LOOKS: Final = (
    ("#0072b2", "o"),
    ("#00694b", "s"),
    ("#8f3d6b", "^"),
    ("#7a5c00", "D"),
    ("#3a3a9e", "v"),
    ("#2f6f7a", "P"),
    ("#9a3324", "X"),
    ("#555555", "h"),
)
_OMITTED: Final = "#d55e00"
LINKS: Final[dict[Grade, tuple[float, Any, str]]] = {
    Grade.EXACT: (2.0, "solid", "exact"),
    Grade.CLOSE: (1.1, (0, (4, 2)), "close"),
    Grade.AS_WRITTEN: (1.1, (0, (1, 1.6)), "as written"),
}


@dataclass
class Room:
    """What is drawn on, and how the places are told apart."""

    sheet: Sheet
    axes: Axes
    columns: Columns
    listed: Collection[str]
    omitted: Collection[str]
    tooltips: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Counter:
    """Says how many places of a group or family there are, and names those that matter."""

    columns: Columns
    listed: Collection[str]
    omitted: Collection[str]

    def say(self, places: Sequence[str]) -> str:
        """Count places, with those that are listed and omitted."""
        parts = [count(len(places), "place")]
        for word, chosen in (("listed", self.listed), ("omitted", self.omitted)):
            if number := sum(place in chosen for place in places):
                parts.append(f"{number} {word}")
        return ", ".join(parts)

    def lines(self, group: Group, width: float) -> Iterator[tuple[str, str, str]]:
        """Yield the lines about a group: text, weight and colour."""
        for line in wrap(group.words[:1].upper() + group.words[1:], width, SMALL, "bold"):
            yield line, "bold", INK
        for line in wrap(self.say(group.places), width, SMALL):
            yield line, "normal", MUTED
        for word, chosen in (("Omitted", self.omitted), ("Listed", self.listed)):
            names = sorted(str(self.columns.places[p]) for p in group.places if p in chosen)
            if not names:
                continue
            most = _MOST_OMITTED if word == "Omitted" else _NAMES
            more = f" and {len(names) - most} more" if len(names) > most else ""
            text = f"{word}: {'; '.join(names[:most])}{more}"
            for line in wrap(text, width, SMALL):
                yield line, "normal", INK if word == "Omitted" else MUTED


def look_of(number: int) -> tuple[str, str]:
    """Return the colour and the shape of a family, by its number from 0."""
    return _LOOKS[number % len(_LOOKS)]


def draw_key(room: Room, top: float) -> None:
    """Draw what the dots and the lines mean, in one row."""
    x, y = MARGIN + 0.07, top + 0.06
    entries: list[tuple[str, dict[str, Any] | None]] = [
        ("not listed", {"mfc": "#ffffff"}),
        ("listed", {"mfc": RULE}),
        ("omitted", {"mfc": _OMITTED}),
    ]
    for words, look in entries:
        _add_dot(room.axes, (x, y), "o", mec="#555555", **(look or {}))
        if words == "omitted":
            _add_ring(room.axes, (x, y))
        room.sheet.write(x + 0.13, y, words, SMALL, va="center_baseline", color=MUTED)
        x += 0.13 + measure(words, SMALL) + 0.3
    for width, style, words in LINKS.values():
        room.axes.plot([x, x + 0.4], [y, y], color=RULE, lw=width, ls=style)
        room.sheet.write(x + 0.47, y, words, SMALL, va="center_baseline", color=MUTED)
        x += 0.47 + measure(words, SMALL) + 0.3


def draw_group(room: Room, group: Group, spot: tuple[float, float], number: int) -> None:
    """Draw the circle of a group around a spot, with a dot for each place; number: the family's."""
    from matplotlib.patches import Circle

    room.axes.add_artist(Circle(spot, group.radius, fc="#fafafa", ec=FAINT, lw=0.8, zorder=2))
    colour, marker = look_of(number)
    for place, (x, y) in zip(group.places, group.spread(), strict=True):
        named = room.columns.places[place]
        state = "listed" if place in room.listed else "not listed"
        state = "omitted" if place in room.omitted else state
        gid = f"node-{named.geoid}"
        room.tooltips[gid] = f"{named}: {group.words}; {state}"
        fill = {"listed": colour, "omitted": _OMITTED}.get(state, "#ffffff")
        at = (spot[0] + x, spot[1] + y)
        _add_dot(room.axes, at, marker, mfc=fill, mec=colour, gid=gid)
        if place in room.omitted:
            _add_ring(room.axes, at)


def _add_dot(axes: Axes, spot: tuple[float, float], marker: str, **options: Any) -> None:
    from matplotlib.lines import Line2D

    axes.add_artist(
        Line2D([spot[0]], [spot[1]], ls="none", marker=marker, ms=5.2, mew=0.9, zorder=4, **options)
    )


def _add_ring(axes: Axes, spot: tuple[float, float]) -> None:
    from matplotlib.patches import Circle

    axes.add_artist(Circle(spot, 0.072, fill=False, ec="#000000", lw=1.2, zorder=5))
