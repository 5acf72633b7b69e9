"""A map of the counties: who is on a list, who is left out, and of whom nothing can be told."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from policygraph.pictures.callouts import Callout, Placed, arrange, draw_callout
from policygraph.pictures.drawing import drawn
from policygraph.pictures.land import add_path, draw_borders, draw_land, outline
from policygraph.pictures.legend import draw_legend, legend_height
from policygraph.pictures.marks import STYLES, Mark, Status
from policygraph.pictures.picture import Picture
from policygraph.pictures.seats import find_county
from policygraph.pictures.shapes import Line, Point, Shapes, area, find_centre, read_shapes
from policygraph.pictures.sheet import MARGIN, WIDTH, Sheet
from policygraph.pictures.text import SMALL, measure
from policygraph.pictures.words import count, cut_list, join_names

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: The part of the plane that the map shows; the Aleutian Islands reach over its left edge.
_FRAME: Final = ((-59.0, 975.0), (8.0, 612.0))
#: A county smaller than this has a dot too, or nobody would see it.
_SMALLEST: Final = 18.0
#: Such a state would vanish under a heavy outline.
_SMALL_STATE: Final = 400.0
#: Between the dots of one county.
_SPACING: Final = 6.2
_RING: Final = 8.5
#: More names than this on a map are too many; the others have a ring and stand in the notes.
MOST_LABELS: Final = 14

_WIDTH: Final = WIDTH - 2 * MARGIN
_HEIGHT: Final = _WIDTH * (_FRAME[1][1] - _FRAME[1][0]) / (_FRAME[0][1] - _FRAME[0][0])
_SCALE: Final = (_FRAME[0][1] - _FRAME[0][0]) / _WIDTH


@drawn
def draw_map(
    marks: Mapping[str, Mark] | Iterable[Mark],
    title: str,
    *,
    subtitle: str = "",
    footer: str = "",
) -> Picture:
    """Draw places on a map of the counties.

    A county is filled, a state is tinted with an outline, and a city or township is a dot in the
    county of its seat. Places that are left out have a ring and, up to
    :data:`MOST_LABELS` of them, their name.

    Parameters
    ----------
    marks : mapping of str to Mark, or iterable of Mark
        The places, as :func:`~policygraph.pictures.mark_places` gives them.
    title : str
        A sentence that says what is seen.
    subtitle : str, optional
        A second one.
    footer : str, optional
        Sources and version of the data.

    Returns
    -------
    Picture
        The map. Its notes name every place that it cannot show: the shapes have neither Puerto
        Rico nor the other territories.

    Examples
    --------
    >>> ramsey = Mark("Ramsey County, MN", Status.OMITTED, "27123")
    >>> guam = Mark("Guam", Status.LISTED, "66")
    >>> draw_map([ramsey, guam], "Ramsey County is left out.").notes
    ('1 place cannot be drawn, for the shapes do not have it: Guam (listed).',)
    """
    given = list(marks.values() if isinstance(marks, Mapping) else marks)
    shapes = read_shapes()
    order = {status: place for place, status in enumerate(Status)}
    given.sort(key=lambda mark: (-order[mark.status], mark.geoid))  # what matters most on top
    states = [mark for mark in given if mark.geoid in shapes.states]
    areas = [mark for mark in given if mark.geoid in shapes.counties]
    small = [mark for mark in areas if _measure(shapes.counties[mark.geoid]) < _SMALLEST]
    cities = [
        mark
        for mark in given
        if len(mark.geoid) > 5 and (find_county(mark.geoid) or "") in shapes.counties
    ]
    drawn = {mark.geoid for mark in (*states, *areas, *cities)}
    missing = [mark for mark in given if mark.geoid not in drawn]
    omitted = [m for m in given if m.status is Status.OMITTED and m.geoid in drawn]
    spots = _spread([*small, *cities], shapes)
    for mark in omitted:
        if mark.geoid not in spots:
            rings = shapes.counties.get(mark.geoid) or shapes.states[mark.geoid]
            spots[mark.geoid] = find_centre(rings)
    names, unnamed = _arrange_names(omitted, spots)
    notes = _write_notes(missing, unnamed)
    said = [cut_list(note) for note in notes]
    said.insert(0, "Unmarked places are not on the list, and no policy of theirs is on record.")
    if cities:
        said.insert(1, "A city or town is a dot in the county of its seat, not at its exact place.")
    said.append("Shapes: US Census Bureau, 2017, by us-atlas.")

    sheet = Sheet(title, subtitle, _HEIGHT + legend_height(given), said, footer)
    axes = sheet.axes((MARGIN, sheet.top, _WIDTH, _HEIGHT), *_FRAME)
    tooltips: dict[str, str] = {}
    draw_land(axes, shapes)
    for mark in states:
        _draw_state(axes, mark, shapes, tooltips)
    for mark in areas:
        _draw_county(axes, mark, shapes, tooltips)
    draw_borders(axes, shapes)
    for mark in states:
        _drawoutline(axes, mark, shapes)
    for mark in (*small, *cities):
        _draw_dot(axes, mark, spots[mark.geoid], tooltips)
    for mark in omitted:
        _draw_ring(axes, spots[mark.geoid])
    for placed in names:
        draw_callout(axes, placed)
    draw_legend(sheet, sheet.top + _HEIGHT, given)
    return Picture(title, _describe(title, given, omitted, notes), notes, sheet.figure, tooltips)


def _measure(rings: Sequence[Line]) -> float:
    return abs(sum(area(ring) for ring in rings))


def _tip(mark: Mark, tooltips: dict[str, str]) -> str:
    """Return the id of the group of a mark, and note what a pointer over it shows."""
    said = f"{mark.name}: {STYLES[mark.status].word.lower()}"
    tooltips[f"place-{mark.geoid}"] = f"{said}. {mark.text}" if mark.text else said
    return f"place-{mark.geoid}"


def _draw_state(axes: Axes, mark: Mark, shapes: Shapes, tooltips: dict[str, str]) -> None:
    style = STYLES[mark.status]
    add_path(
        axes,
        outline(shapes.states[mark.geoid]),
        facecolor=style.tint,
        edgecolor=style.pale,
        hatch=style.wide,
        lw=0,
        gid=_tip(mark, tooltips),
    )


def _drawoutline(axes: Axes, mark: Mark, shapes: Shapes) -> None:
    """Draw the border of a marked state on its inner side, so that neighbours have their own."""
    path = outline(shapes.states[mark.geoid])
    line = STYLES[mark.status].line
    width = 2.2 if _measure(shapes.states[mark.geoid]) > _SMALL_STATE else 1.0
    edge = add_path(axes, path, facecolor="none", edgecolor=line, lw=width, joinstyle="round")
    edge.set_clip_path(path, axes.transData)


def _draw_county(axes: Axes, mark: Mark, shapes: Shapes, tooltips: dict[str, str]) -> None:
    style = STYLES[mark.status]
    add_path(
        axes,
        outline(shapes.counties[mark.geoid]),
        facecolor=style.fill,
        edgecolor=style.line,
        hatch=style.hatch or None,
        lw=0.9 if mark.status is Status.OMITTED else 0.6,
        joinstyle="round",
        gid=_tip(mark, tooltips),
    )


def _spread(marks: Sequence[Mark], shapes: Shapes) -> dict[str, Point]:
    """Give each dot a spot in its county; several of one county stand round its middle."""
    by_county: dict[str, list[Mark]] = defaultdict(list)
    for mark in sorted(marks, key=lambda mark: mark.geoid):
        by_county[find_county(mark.geoid) or ""].append(mark)
    spots = {}
    for county, several in by_county.items():
        x, y = find_centre(shapes.counties[county])
        for place, mark in enumerate(several):
            # A sunflower: the golden angle keeps the dots apart, whatever their number.
            reach = _SPACING * 0.62 * math.sqrt(place + 0.4) if len(several) > 1 else 0.0
            turn = place * math.pi * (3 - math.sqrt(5))
            spots[mark.geoid] = (x + reach * math.cos(turn), y + reach * math.sin(turn))
    return spots


def _draw_dot(axes: Axes, mark: Mark, spot: Point, tooltips: dict[str, str]) -> None:
    style = STYLES[mark.status]
    gid = _tip(mark, tooltips) if len(mark.geoid) > 5 else None  # a county has its words already
    _add_dot(
        axes,
        spot,
        marker=style.marker,
        ms=3.6,
        mfc=style.dot,
        mec="#ffffff" if mark.status is Status.LISTED else style.line,
        mew=0.5 if mark.status is Status.LISTED else 0.7,
        gid=gid,
        zorder=4,
    )


def _add_dot(axes: Axes, spot: Point, **options: Any) -> None:
    from matplotlib.lines import Line2D

    axes.add_artist(Line2D([spot[0]], [spot[1]], ls="none", clip_on=False, **options))


def _arrange_names(
    omitted: Sequence[Mark], spots: Mapping[str, Point]
) -> tuple[tuple[Placed, ...], tuple[str, ...]]:
    """Find room for the names of the places that are left out; return those without any too."""
    named = sorted(omitted, key=lambda mark: mark.name)
    wanted = [
        Callout(
            mark.name,
            spots[mark.geoid],
            measure(mark.name, SMALL, "bold") * _SCALE,
            SMALL / 72 * _SCALE,
            _RING,
        )
        for mark in named[:MOST_LABELS]
    ]
    placed, lost = arrange(wanted, [spots[mark.geoid] for mark in omitted], _RING, _FRAME)
    return placed, (*lost, *(mark.name for mark in named[MOST_LABELS:]))


def _draw_ring(axes: Axes, spot: Point) -> None:
    from matplotlib.patches import Circle

    for colour, width in (("#ffffff", 3.2), ("#000000", 1.3)):
        axes.add_artist(
            Circle(spot, _RING, fill=False, ec=colour, lw=width, clip_on=False, zorder=5)
        )


def _write_notes(missing: Sequence[Mark], unnamed: Sequence[str]) -> tuple[str, ...]:
    notes = []
    if missing:
        names = join_names(
            f"{mark.name} ({STYLES[mark.status].word.lower()})"
            for mark in sorted(missing, key=lambda mark: (mark.status.value, mark.name))
        )
        notes.append(
            f"{count(len(missing), 'place')} cannot be drawn, for the shapes do not have"
            f" {'it' if len(missing) == 1 else 'them'}: {names}."
        )
    if unnamed:
        places = count(len(unnamed), "omitted place")
        notes.append(f"{places} without a label: {join_names(unnamed)}.")
    return tuple(notes)


def _describe(
    title: str, marks: Sequence[Mark], omitted: Sequence[Mark], notes: Sequence[str]
) -> str:
    numbers = Counter(mark.status for mark in marks)
    counted = join_names(
        f"{STYLES[status].word.lower()}: {numbers[status]}" for status in Status if numbers[status]
    )
    counted = counted[:1].upper() + counted[1:] or "None is marked"
    said = [title, f"A map of the counties of the United States with marked places. {counted}."]
    if omitted:
        said.append(f"Omitted are {join_names(sorted(mark.name for mark in omitted))}.")
    return " ".join([*said, *notes])
