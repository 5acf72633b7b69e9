"""All that is recorded of a place, in order, with the source of every line."""

from __future__ import annotations

import json
import re

import pytest

from policygraph.places import Place, find_place, load_places
from policygraph.report.place import NOTHING, PlaceRecord, read_place, write_place
from policygraph.store import LocalStore


@pytest.fixture(scope="module")
def places(shipped: LocalStore) -> dict[str, Place]:
    return load_places(shipped)


@pytest.fixture(scope="module")
def douglas(shipped: LocalStore, places: dict[str, Place]) -> PlaceRecord:
    return read_place(shipped, find_place(places.values(), "Douglas County, KS"))


def test_everything_known_of_douglas_county_is_there(douglas: PlaceRecord) -> None:
    assert ("GEOID", "20045") in douglas.identity
    assert ("lies in", "Kansas") in douglas.identity
    assert [entry.details["stands"] for entry in douglas.sections["policies"]] == ["as of"]
    lists = [entry.details["report"] for entry in douglas.sections["listings"]]
    assert any("DHS" in name for name in lists)
    absences = [entry.text for entry in douglas.sections["absences"]]
    assert any("stated as absent" in text for text in absences)
    assert any("held as complete" in text for text in absences)
    assert any("similar" in entry.text for entry in douglas.sections["remarks"])
    assert douglas.sections["rulings"]
    assert douglas.sections["agreements"] == ()


def test_events_follow_their_listing(shipped: LocalStore, places: dict[str, Place]) -> None:
    record = read_place(shipped, find_place(places.values(), "Baltimore County, MD"))
    claims = [entry.claim.rpartition("/")[2] for entry in record.sections["listings"]]
    assert claims.index("baltimore-county-disputed") < claims.index("baltimore-county-removed")


@pytest.mark.parametrize("geoid", ["20045", "27053", "27123", "06", "3651000", "11001"])
def test_sections_are_in_order_of_time_and_every_line_is_sourced(
    shipped: LocalStore, places: dict[str, Place], geoid: str
) -> None:
    record = read_place(shipped, find_place(places.values(), geoid))
    for name in ("policies", "rulings", "funding", "remarks"):
        dates = [entry.date for entry in record.sections[name]]
        known = [date for date in dates if date]
        assert known == sorted(known)
        assert dates == known + [""] * (len(dates) - len(known))
    for entry in (entry for found in record.sections.values() for entry in found):
        assert entry.evidence
        assert entry.locator
        assert entry.confidence


def test_a_ruling_binds_a_county_through_its_state_and_country(douglas: PlaceRecord) -> None:
    assert {entry.details["bound"] for entry in douglas.sections["rulings"]} >= {"United States"}


def test_text_markdown_and_json_hold_the_same(douglas: PlaceRecord) -> None:
    text, markdown = write_place(douglas), write_place(douglas, "md")
    data = json.loads(write_place(douglas, "json"))
    number = sum(len(found) for found in douglas.sections.values())
    assert sum(len(data[name]) for name in douglas.sections) == number
    for shown in (text, markdown):
        lines = [line for line in shown.splitlines() if re.match(r" *- ", line)]
        empty = sum(NOTHING in line for line in lines)
        others = len(douglas.identity) + len(douglas.agencies)
        assert len(lines) == number + others + empty
    assert markdown.startswith("# Douglas County, KS\n")


def test_what_a_source_writes_cannot_steer_terminal_or_page(douglas: PlaceRecord) -> None:
    from dataclasses import replace

    entry = replace(douglas.sections["policies"][0], text="\x1b[31m<b>*x*</b>")
    record = replace(douglas, sections={**douglas.sections, "policies": (entry,)})
    assert "\x1b" not in write_place(record)
    assert "<b>" not in write_place(record, "md").replace("\\<b>", "")
