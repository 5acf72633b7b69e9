"""What is said of a place that the list does name."""

from __future__ import annotations

import re
from datetime import date

import pytest

from policygraph.gaps import Columns, Naming, find_naming, find_part, read_columns
from policygraph.places import find_place
from policygraph.report.naming import explain_naming
from policygraph.report.sections import Section
from policygraph.store import LocalStore

FIRST = "us_ice_ddor_2017w1"


@pytest.fixture(scope="module")
def columns(shipped: LocalStore) -> Columns:
    return read_columns(shipped)


def name(columns: Columns, place: str, part: str = "section-3", day: date | None = None) -> Naming:
    one = find_place(columns.places.values(), place)
    return find_naming(columns, find_part(columns, FIRST, part), one, day)


def show(naming: Naming) -> dict[str, tuple[str, ...]]:
    return {section.heading: section.lines for section in explain_naming(naming)}


def test_hennepin_is_listed_and_disputes_it(columns: Columns) -> None:
    naming = name(columns, "27053")
    assert [entry.part.id for entry in naming.entries] == ["section-3", "section-2"]
    shown = show(naming)
    (verdict,) = shown["LISTED"]
    assert verdict.startswith("Hennepin County, MN is named in Section III of the Declined")
    assert verdict.endswith("as published 2017-03-20: it was not left out.")
    (event,) = shown["What became of the entry"]
    assert event.startswith("Disputed 2017-03-20 by Sheriff of Hennepin County, MN: ")
    (other,) = [lines for heading, lines in shown.items() if heading.startswith("Named as well")]
    kinds = [line.split()[0] for line in other[1:]]
    assert kinds == ["Disputed", "Upheld"]
    assert "judicial warrant or order" in " ".join(shown)


@pytest.mark.parametrize(
    ("place", "part", "kind", "words"),
    [
        ("19069", "section-1", "Corrected", "(reason: misattributed)"),
        ("12019", "section-3", "Removed", "(reason: not stated)"),
        ("20055", "section-3", "Disputed", "by Sheriff of Finney County, KS"),
        ("48021", "section-2", "Corrected", "by US Immigration and Customs Enforcement"),
    ],
)
def test_what_became_of_an_entry_is_told(
    columns: Columns, place: str, part: str, kind: str, words: str
) -> None:
    events = show(name(columns, place, part))["What became of the entry"]
    assert any(line.startswith(kind) and words in line for line in events), events


def test_every_event_of_a_listing_is_told_with_its_source(columns: Columns) -> None:
    parts = {part.iri: part for part in columns.parts if part.report_id == FIRST}
    placed = {
        listing.iri: listing
        for listing in columns.listings
        if listing.place and listing.part in parts
    }
    told = 0
    for listing, events in columns.events.items():
        if listing not in placed:
            continue
        part = parts[placed[listing].part]
        naming = name(columns, columns.places[placed[listing].place or ""].geoid, part.id)
        cited = {
            link.claim
            for entry in naming.entries
            for event in entry.events
            for link in event.evidence
        }
        assert {event.claim for event in events} <= cited
        told += len(events)
    assert told >= 18


def test_events_stand_in_the_order_of_time(columns: Columns) -> None:
    for listing in columns.listings:
        if listing.place is None or listing.iri not in columns.events:
            continue
        for entry in name(columns, columns.places[listing.place].geoid).entries:
            dates = [event.occurred or "9999" for event in entry.events]
            assert dates == sorted(dates)


def test_the_withdrawal_of_a_whole_list_is_told_of_each_entry(columns: Columns) -> None:
    part = find_part(columns, "us_dhs_sanctuary_2025")
    naming = find_naming(columns, part, find_place(columns.places.values(), "27053"))
    (event,) = naming.entries[0].events
    assert (event.kind, event.occurred) == ("withdrawn", "2025-06-01")


def test_a_place_with_two_policies_has_both_told_apart(columns: Columns) -> None:
    shown = show(name(columns, "20173"))
    headings = [heading for heading in shown if " on 2017-03-20: " in heading]
    assert [heading.rpartition(": ")[2] for heading in headings] == ["disputed", "in force"]
    assert len(set(headings)) == 2
    disputed, _ = (shown[heading] for heading in headings)
    assert any(line.startswith("Against: ") for line in disputed)
    assert "Last confirmed for 2017-03-20." in disputed


def test_a_policy_that_has_ended_is_not_presumed_to_continue(columns: Columns) -> None:
    naming = name(columns, "20173", day=date(2019, 1, 1))
    for policy in naming.policies:
        ended = policy.standing.status != "in force"
        lines = [
            line
            for heading, lines in show(naming).items()
            if heading.startswith(f"{policy.label} on ")
            for line in lines
        ]
        assert lines
        presumed = any("presumed to continue" in line for line in lines)
        assert presumed is not ended


def test_a_day_other_than_that_of_the_report_can_be_asked(columns: Columns) -> None:
    before = name(columns, "27053", day=date(2014, 1, 1))
    assert before.as_of == date(2014, 1, 1)
    assert any("on 2014-01-01: " in heading for heading in show(before))
    assert name(columns, "27053").as_of == date(2017, 3, 20)


def test_a_listed_place_without_a_policy_says_so(columns: Columns) -> None:
    state = name(columns, "35")
    if not state.policies:
        assert show(state)["Policy: unknown"] == ("No policy of the place is in the graph.",)
    assert "LISTED" in show(state)


def test_every_number_leads_to_a_source(columns: Columns) -> None:
    (part,) = [p.iri for p in columns.parts if (p.report_id, p.id) == (FIRST, "section-3")]
    listed = {
        item.place
        for item in columns.listings
        if item.place in columns.places and item.part == part
    }
    assert len(listed) > 40
    for place in sorted(filter(None, listed)):
        sections = explain_naming(name(columns, columns.places[place].geoid))
        _check_numbers(sections)


def _check_numbers(sections: tuple[Section, ...]) -> None:
    assert sections[-1].heading == "Sources"
    listed = [int(line[1:].partition("]")[0]) for line in sections[-1].lines]
    used = {
        int(number)
        for section in sections[:-1]
        for line in section.lines
        for numbers in re.findall(r"\[([\d, ]+): ", line)
        for number in numbers.split(", ")
    }
    assert used == set(listed) == set(range(1, len(listed) + 1))


def test_a_place_that_the_part_does_not_name_has_no_entry_there(columns: Columns) -> None:
    ramsey = name(columns, "27123")
    assert [entry for entry in ramsey.entries if entry.part == ramsey.part] == []
