"""Timelines: no two texts meet, dates keep their precision, and what has none is told."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pictures.conftest import Drawn

from policygraph.dates import PartialDate
from policygraph.gaps import Columns
from policygraph.pictures import (
    Event,
    draw_timeline,
    find_overlaps,
    read_list_events,
)
from policygraph.pictures.lanes import LEFT, RIGHT
from policygraph.pictures.scale import Scale
from policygraph.pictures.timeline import MOST_EVENTS
from policygraph.places import find_place, load_places
from policygraph.report.place import read_place
from policygraph.report.timeline import build_events
from policygraph.store import LocalStore

PLACES = ["27123", "27053", "06059", "17031", "12021", "3651000", "12", "20045"]


@pytest.mark.parametrize("geoid", PLACES)
def test_places_are_drawn_without_overlaps(shipped: LocalStore, geoid: str) -> None:
    place = find_place(load_places(shipped).values(), geoid)
    record = read_place(shipped, place)
    events = build_events(record)
    picture = draw_timeline(events, f"{place}: what is recorded.", day=date(2017, 3, 20))
    assert find_overlaps(picture.figure) == []
    told = " ".join([*Drawn(picture).tooltips("event").values(), *picture.notes])
    for section in ("policies", "listings", "rulings", "funding", "agreements"):
        for entry in record.sections[section]:
            assert entry.text in told, section
    assert len(picture.svg()) < 400_000


@pytest.mark.parametrize(
    "report", ["us_ice_ddor_2017w1", "us_dhs_sanctuary_2025", "us_doj_eo14287_2025"]
)
def test_lists_are_drawn_without_overlaps(columns: Columns, report: str) -> None:
    parts = [part for part in columns.parts if part.report_id == report]
    picture = draw_timeline(read_list_events(columns, parts), "What became of a list.")
    assert find_overlaps(picture.figure) == []
    told = picture.description
    for part in parts:
        for entry in (item for item in columns.listings if item.part == part.iri):
            for event in columns.events.get(entry.iri, ()):
                assert columns.citations[event.claim].summary.rstrip(".") in told
                assert entry.name in told


def test_a_list_that_was_withdrawn_says_so(columns: Columns) -> None:
    parts = [part for part in columns.parts if part.report_id == "us_dhs_sanctuary_2025"]
    versions = [e for e in read_list_events(columns, parts) if e.lane == "Versions"]
    assert [str(event.begin) for event in versions] == ["2025-05-29", "2025-06-01"]
    assert versions[0].label == "The whole list: 605 entries known"
    assert versions[1].label.startswith("Withdrawn: ")


def test_the_record_of_a_place_becomes_events(shipped: LocalStore) -> None:
    place = find_place(load_places(shipped).values(), "27123")
    events = build_events(read_place(shipped, place))
    policies = [event for event in events if event.lane == "Policies"]
    assert [str(event.begin) for event in policies[:2]] == ["2014-06", "2014-07"]
    assert [event.is_firm for event in policies[:3]] == [True, True, False]
    absent = [event for event in events if event.lane == "Not on lists"]
    # Lists of 4 to 10 February are known in part only: that they do not name it proves nothing.
    assert [(str(event.begin), event.label[:11]) for event in absent] == [
        ("2017-03-20", "Section III"),
        ("2025-08-05", "DOJ list of"),
    ]
    assert any(e.label.startswith("Federal funding in the budget: about $89") for e in events)


def test_agreements_run_from_their_signing_until_they_end(shipped: LocalStore) -> None:
    place = find_place(load_places(shipped).values(), "12021")
    record = read_place(shipped, place)
    agreements = [e for e in build_events(record) if e.lane == "Agreements"]
    assert agreements
    details = [entry.details for entry in record.sections["agreements"]]
    assert {str(e.begin) for e in agreements} <= {
        d.get("signed") or entry.date
        for d, entry in zip(details, record.sections["agreements"], strict=True)
    }
    assert all(event.is_open == (event.end is None) for event in agreements)


def test_an_open_end_is_an_arrow_to_the_edge() -> None:
    from matplotlib.patches import Polygon

    begun = Event("Agreements", "Goes on", PartialDate("2020-01-01"), is_open=True)
    ended = Event("Agreements", "Over", PartialDate("2020-01-01"), end=PartialDate("2021-12-31"))
    axes = draw_timeline([begun, ended], "Two agreements.").figure.axes[0]
    bars = [item for item in axes.get_children() if isinstance(item, Polygon)]
    tips: list[float] = sorted(max(x for x, _ in _points(bar)) for bar in bars)
    assert tips[1] == pytest.approx(RIGHT - 0.04)
    assert tips[0] < RIGHT - 0.1


def _points(bar: Any) -> list[tuple[float, float]]:
    return [tuple(point) for point in bar.get_xy()]


def test_a_year_is_a_span_and_a_day_is_a_point() -> None:
    from matplotlib.lines import Line2D

    events = [
        Event("A", "a year", PartialDate("2016")),
        Event("A", "day", PartialDate("2019-01-01")),
    ]
    axes = draw_timeline(events, "Two events.").figure.axes[0]
    lines: list[Any] = [item for item in axes.get_children() if isinstance(item, Line2D)]
    spans = [line for line in lines if line.get_linewidth() == 1.4]
    assert len(spans) == 1
    scale = Scale([(e.begin.earliest, e.begin.latest) for e in events if e.begin],
                  (LEFT + 0.12, RIGHT - 0.12), None)  # fmt: skip
    ends = [scale.place(date(2016, 1, 1)), scale.place(date(2016, 12, 31))]
    assert list(spans[0].get_xdata()) == pytest.approx(ends)


def test_what_has_no_date_is_named_and_not_drawn() -> None:
    events = [Event("A", "dated", PartialDate("2016")), Event("A", "undated", None, text="Whole.")]
    picture = draw_timeline(events, "Two events.")
    assert picture.notes == ("1 event has no date and is not drawn: Whole.",)
    assert list(Drawn(picture).tooltips("event").values()) == ["2016: dated"]
    assert picture.notes[0] in picture.description


def test_nothing_dated_is_a_picture_too() -> None:
    picture = draw_timeline([], "Nothing is recorded.")
    assert find_overlaps(picture.figure) == []
    assert "empty" in picture.description


def test_more_events_than_can_be_read_are_told() -> None:
    events = [Event("A", f"event {n}", PartialDate(f"2017-03-{n % 28 + 1:02}")) for n in range(50)]
    picture = draw_timeline(events, "Fifty events.")
    assert len(Drawn(picture).tooltips("event")) == MOST_EVENTS
    rest = re.findall(r"event \d+", picture.notes[0])
    assert len(rest) == 50 - MOST_EVENTS
    assert find_overlaps(picture.figure) == []


_DATES = st.dates(date(1990, 1, 1), date(2030, 12, 31)).flatmap(
    lambda day: st.sampled_from([day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]])
)
_EVENTS = st.builds(
    Event,
    lane=st.sampled_from(["Policies", "On lists", "Rulings"]),
    label=st.text("abcdefghij klmnop", min_size=1, max_size=150).filter(str.strip),
    begin=_DATES.map(PartialDate),
    is_open=st.booleans(),
    is_firm=st.booleans(),
)


@given(st.lists(_EVENTS, min_size=1, max_size=25))
@settings(max_examples=25, deadline=None)
def test_no_two_texts_ever_meet(events: list[Event]) -> None:
    assert find_overlaps(draw_timeline(events, "Whatever is recorded.").figure) == []


@given(_DATES.map(PartialDate), _DATES.map(PartialDate))
def test_later_days_are_further_right(one: PartialDate, other: PartialDate) -> None:
    scale = Scale([(one.earliest, one.latest), (other.earliest, other.latest)], (1.0, 8.0), None)
    first, second = sorted((one.earliest, other.earliest))
    assert 1.0 <= scale.place(first) <= scale.place(second) <= 8.0
    ticks = [day for day, _ in scale.ticks()]
    assert ticks == sorted(ticks)
    assert all(scale.first <= day <= scale.last for day in ticks)
