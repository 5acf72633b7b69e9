"""The pictures of a page: maps of the lists, the money, and timelines of what matters most."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from policygraph.gaps import OmissionReport
from policygraph.pictures import Picture, draw_funding, draw_map, draw_timeline, mark_places
from policygraph.report.model import Case, FindingsReport
from policygraph.report.timeline import build_events
from policygraph.report.words import say_day, say_part

#: The cards that have a picture; more of them would make the page heavy, and say little.
_DRAWN: Final = "violation"
MOST_TIMELINES: Final = 12
#: Fewer bars than these say no more than the table does.
_FEWEST_BARS: Final = 3


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture as it stands in a page.

    Parameters
    ----------
    svg : str
        The drawing, which has its own accessible name and description.
    caption : str
        What is seen.
    notes : tuple of str
        What it leaves out.
    """

    svg: str
    caption: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """The pictures of a page; ``timelines`` are by the id of their case.

    ``undrawn`` counts the violations whose timeline stands in their card as a list alone.
    """

    maps: tuple[Drawing, ...]
    money: Drawing | None
    timelines: Mapping[str, Drawing]
    undrawn: int


def draw_figures(report: FindingsReport) -> Figures:
    """Draw the pictures of a report.

    Parameters
    ----------
    report : FindingsReport
        The report.

    Returns
    -------
    Figures
        A map of each list that was judged, the federal money of the places, and a timeline of each
        violation, up to :data:`MOST_TIMELINES`.
    """
    drawn = [case for case in report.cases if case.weight == _DRAWN and case.record]
    return Figures(
        maps=tuple(
            _place(draw_map(mark_places(one), _title(one)), f"m{number}")
            for number, one in enumerate(report.lists, start=1)
        ),
        money=_draw_money(report),
        timelines={
            case.id: _place(_draw_timeline(case), f"t{number}")
            for number, case in enumerate(drawn[:MOST_TIMELINES], start=1)
        },
        undrawn=max(0, len(drawn) - MOST_TIMELINES),
    )


def _title(one: OmissionReport) -> str:
    return f"Who is on and who is left out of {say_part(one.part)}, as of {say_day(one.as_of)}"


def _draw_money(report: FindingsReport) -> Drawing | None:
    stakes = report.stakes
    if len(stakes.stakes) - stakes.unknown < _FEWEST_BARS:
        return None
    return _place(draw_funding(stakes, "Federal money of the places with a finding"), "f")


def _place(picture: Picture, prefix: str) -> Drawing:
    return Drawing(_shorten(picture.svg(prefix), prefix), picture.title, picture.notes)


def _shorten(svg: str, prefix: str) -> str:
    """Give every id a short name: a picture of text names its letters thousands of times."""
    names: dict[str, str] = {}
    used = re.compile(rf'(?<=["#( ]){re.escape(prefix)}-[\w.-]+(?=[") ])')
    short = used.sub(lambda found: names.setdefault(found[0], f"{prefix}-{len(names):x}"), svg)
    return short.replace("xlink:href", "href")


def _draw_timeline(case: Case) -> Picture:
    assert case.record is not None
    return draw_timeline(
        build_events(case.record),
        f"{case.place}: what is recorded, in order of time",
        day=case.as_of,
    )
