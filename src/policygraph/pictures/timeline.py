"""A timeline: what happened to a place or a list, in lanes, with dates as exact as their source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from policygraph.pictures.drawing import drawn
from policygraph.pictures.events import LIST_LANES, PLACE_LANES, Event
from policygraph.pictures.lanes import DOT, LEFT, RIGHT, Placed, is_bar, pack, span, width_of
from policygraph.pictures.picture import Picture
from policygraph.pictures.scale import Scale
from policygraph.pictures.sheet import MARGIN, Sheet
from policygraph.pictures.text import BODY, FAINT, INK, MUTED, RULE, SMALL, font, measure
from policygraph.pictures.words import count, join_names

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: More events than this in one lane are told in a note.
MOST_EVENTS: Final = 40
_ROW: Final = 0.185
_PAD: Final = 0.1
_AXIS: Final = 0.3
_DAY: Final = 0.18

#: Lane to the colour and shape of its marks.
_LOOKS: Final = {
    "Policies": ("#0072b2", "o"),
    "On lists": ("#b84a00", "s"),
    "Not on lists": ("#b84a00", "s"),
    "Agreements": ("#00694b", "D"),
    "Rulings": ("#8f3d6b", "^"),
    "Funding": ("#7a5c00", "h"),
    "Versions": ("#0072b2", "o"),
    "Asserted": ("#00694b", "^"),
    "Upheld": ("#00694b", "P"),
    "Disputed": ("#b84a00", "D"),
    "Corrected": ("#8f3d6b", "s"),
    "Removed": ("#1a1a1a", "X"),
}


@drawn
def draw_timeline(
    events: Iterable[Event],
    title: str,
    *,
    subtitle: str = "",
    footer: str = "",
    day: date | None = None,
) -> Picture:
    """Draw events in lanes along the years.

    Parameters
    ----------
    events : iterable of Event
        The events, in any order.
    title : str
        A sentence that says what is seen.
    subtitle : str, optional
        A second one.
    footer : str, optional
        Sources and version of the data.
    day : datetime.date, optional
        A day to draw a line at, such as that of the question.

    Returns
    -------
    Picture
        The timeline. Events without a date are named in its notes.

    Examples
    --------
    >>> from policygraph.dates import PartialDate
    >>> begun = Event("Policies", "Holds nobody on a detainer", PartialDate("2014-07"))
    >>> later = Event("Named", "DHS list", None)
    >>> draw_timeline([begun, later], "One policy is known.").notes
    ('1 event has no date and is not drawn: DHS list.',)
    """
    given = list(events)
    dated = sorted(
        (event for event in given if event.begin),
        key=lambda event: (event.begin, event.end or event.begin, event.label),
    )
    lanes: dict[str, list[Event]] = defaultdict(list)
    for event in dated:
        lanes[event.lane].append(event)
    order = [*PLACE_LANES, *LIST_LANES]
    names = sorted(lanes, key=lambda lane: (order.index(lane) if lane in order else 99, lane))
    notes = _write_notes(given, lanes)
    for lane in names:
        del lanes[lane][MOST_EVENTS:]
    shown = [event for lane in names for event in lanes[lane]]
    scale = Scale([span(event) for event in shown], (LEFT + 0.12, RIGHT - 0.12), day)
    placed = {lane: pack(lanes[lane], scale) for lane in names}
    heights = {lane: _height(placed[lane]) for lane in names}
    said = [note if len(note) < 260 else f"{note[:240].rpartition(' ')[0]}…" for note in notes]
    if any(event.begin and len(event.begin.text) < 10 for event in shown):
        said.insert(
            0, "A line through a mark spans the month or the year that is all that is known of it."
        )
    if any(event.is_open for event in shown):
        said.insert(0, "An arrow has no end on record.")
    if not all(event.is_firm for event in shown):
        said.insert(
            0,
            "A hollow mark stands for what is weaker or negative: a later claim about a policy, a"
            " dispute, an absence, a ruling that was not read in full.",
        )
    height = sum(heights.values())
    sheet = Sheet(title, subtitle, (_DAY if day else 0) + height + _AXIS, said, footer)
    axes = sheet.draw()
    tooltips: dict[str, str] = {}
    top = sheet.top + (_DAY if day else 0)
    _draw_years(sheet, axes, scale, (top, height))
    if day:
        _draw_day(sheet, axes, scale.place(day), day, (top, height))
    for number, lane in enumerate(names):
        _draw_lane(sheet, axes, lane, placed[lane], top, tooltips, number)
        top += heights[lane]
    return Picture(title, _describe(title, shown, notes), notes, sheet.figure, tooltips)


def _height(placed: Sequence[Placed]) -> float:
    rows = max(item.row + item.rows for item in placed)
    return rows * _ROW + 2 * _PAD


def _draw_years(sheet: Sheet, axes: Axes, scale: Scale, room: tuple[float, float]) -> None:
    top, height = room
    axes.plot([MARGIN, RIGHT], [top + height] * 2, color=RULE, lw=0.6, zorder=0.7)
    for when, words in scale.ticks():
        x = scale.place(when)
        axes.plot([x, x], [top, top + height], color=FAINT, lw=0.6, zorder=0.5)
        sheet.write(x, top + height + 0.06, words, SMALL, ha="center", color=MUTED)


def _draw_day(sheet: Sheet, axes: Axes, x: float, day: date, room: tuple[float, float]) -> None:
    top, height = room
    axes.plot([x, x], [top, top + height], color=INK, lw=0.9, ls=(0, (4, 2)), zorder=0.6)
    words = f"as of {day.isoformat()}"
    half = measure(words, SMALL) / 2
    middle = min(max(x, LEFT + half), RIGHT - half)
    sheet.write(middle, top - 0.05, words, SMALL, ha="center", va="bottom")


def _draw_lane(
    sheet: Sheet,
    axes: Axes,
    lane: str,
    placed: Sequence[Placed],
    top: float,
    tooltips: dict[str, str],
    number: int,
) -> None:
    axes.plot([MARGIN, RIGHT], [top, top], color=RULE, lw=0.6, zorder=0.7)
    sheet.write(MARGIN, top + _PAD + 0.005, lane, BODY, weight="bold")
    colour, marker = _LOOKS.get(lane, (MUTED, "o"))
    for place, item in enumerate(placed):
        event = item.event
        name = f"event-{number}-{place}"
        tooltips[name] = f"{_when(event)}: {event.text or event.label}"
        y = top + _PAD + (item.row + 0.5) * _ROW
        fill = colour if event.is_firm else "#ffffff"
        for left, words, ink in (
            (item.left, str(event.begin), MUTED),
            (item.left + width_of(event, ""), item.label, INK),
        ):
            axes.text(
                left,
                y,
                words,
                fontproperties=font(SMALL),
                color=ink,
                va="center_baseline",
                parse_math=False,
                zorder=4,
                bbox={"fc": "#ffffff", "ec": "none", "pad": 0.6},
            )
        if item.rows == 2:
            y += _ROW * 0.9
        if is_bar(event):
            _draw_bar(axes, item, y, (colour, fill), name)
            continue
        middle = (item.start + item.end) / 2
        if item.end - item.start > 2 * DOT:
            axes.plot([item.start, item.end], [y, y], color=colour, lw=1.4, zorder=2)
        axes.plot(
            [middle],
            [y],
            marker=marker,
            ms=6 if marker in "^DXPh" else 5.6,
            mfc=fill,
            mec=colour,
            mew=1.1,
            zorder=3,
            gid=name,
        )


def _draw_bar(axes: Axes, item: Placed, y: float, colours: tuple[str, str], name: str) -> None:
    """Draw what has a duration; an arrow shows that it goes on."""
    from matplotlib.patches import Polygon

    half, tip = 0.04, 0.09 if item.event.is_open else 0.0
    points = [
        (item.start, y - half),
        (item.end - tip, y - half),
        (item.end, y),
        (item.end - tip, y + half),
        (item.start, y + half),
    ]
    line, fill = colours
    axes.add_artist(Polygon(points, fc=fill, ec=line, lw=0.9, gid=name, zorder=2))


def _when(event: Event) -> str:
    end = f" to {event.end}" if event.end else " on" if event.is_open else ""
    return f"{event.begin}{end}"


def _write_notes(given: Sequence[Event], lanes: dict[str, list[Event]]) -> tuple[str, ...]:
    undated = [event.text or event.label for event in given if event.begin is None]
    notes = []
    if undated:
        said = count(len(undated), "event has", "events have")
        verb = "is" if len(undated) == 1 else "are"
        notes.append(f"{said} no date and {verb} not drawn: {_list(undated)}.")
    for lane, events in lanes.items():
        if rest := events[MOST_EVENTS:]:
            said = count(len(rest), "later event")
            notes.append(f"{said} not drawn under {lane}: {_list([e.label for e in rest])}.")
    return tuple(notes)


def _list(texts: Sequence[str]) -> str:
    return "; ".join(text.rstrip(".") for text in texts)


def _describe(title: str, events: Sequence[Event], notes: Sequence[str]) -> str:
    lanes: dict[str, list[str]] = defaultdict(list)
    for event in events:
        lanes[event.lane].append(f"{_when(event)} {(event.text or event.label).rstrip('.')}")
    said = [f"{lane}: {'; '.join(texts)}." for lane, texts in lanes.items()]
    intro = f"A timeline with the lanes {join_names(lanes)}." if lanes else "An empty timeline."
    return " ".join([title, intro, *said, *notes])
