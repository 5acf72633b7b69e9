"""The first report: listings, what it says of policies, corrections, by name and not by row."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest

from policygraph.errors import SourceError
from policygraph.graph import Facts
from policygraph.namespaces import BASE, PG, jurisdiction_iri
from policygraph.sources import Row, SourceFolder
from policygraph.sources.us_ice_ddor_2017w1 import (
    CORRECTIONS,
    SECTION_1,
    SECTION_2,
    SECTION_3,
    build,
    listing_iri,
)

EXCERPTS = Path(__file__).parents[1] / "fixtures" / "sources"
TABLES = (SECTION_1, SECTION_2, SECTION_3, CORRECTIONS)
Tables = dict[str, list[Row]]


@pytest.fixture
def tables() -> Tables:
    folder = SourceFolder(EXCERPTS, contracts=False)
    return {table.path: folder.read(table) for table in TABLES}


@pytest.fixture
def facts(tables: Tables) -> Facts:
    return build(tables)


def describe(facts: Facts, iri: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for triple in facts:
        if str(triple.subject) == f"<{iri}>" and not isinstance(triple.object, ox.Triple):
            name = triple.predicate.value.removeprefix(PG)
            found[name].add(triple.object.value.removeprefix(BASE))
    return found


def claim(facts: Facts, local: str) -> dict[str, set[str]]:
    return describe(facts, f"{BASE}claim/us_ice_ddor_2017w1/{local}")


def test_the_order_of_rows_does_not_matter(tables: Tables, facts: Facts) -> None:
    assert set(build({path: rows[::-1] for path, rows in tables.items()})) == set(facts)


def test_a_listing_keeps_the_name_as_published(facts: Facts) -> None:
    listing = describe(facts, listing_iri("section-1", "Nassau County", "NY"))
    assert listing["nameAsPublished"] == {"Nassau County"}
    assert listing["listsJurisdiction"] == {"jurisdiction/us/county/36059"}
    assert listing["rank"] == {"2"}
    assert listing["detainersIssued"] == {"38"}


def test_a_name_that_fits_several_places_lists_none_of_them_for_sure(facts: Facts) -> None:
    listing = describe(facts, listing_iri("section-3", "Ithaca", "NY"))
    assert "listsJurisdiction" not in listing
    assert {BASE + iri for iri in listing["mayListJurisdiction"]} == {
        jurisdiction_iri("3638077"),
        jurisdiction_iri("3610938088"),
    }


def test_an_empty_count_is_not_zero(facts: Facts) -> None:
    listing = describe(facts, listing_iri("section-2", "Sac County", "IA"))
    assert listing["isListedIn"]
    assert "detainersDeclined" not in listing


def test_rows_of_other_weeks_are_left_out(facts: Facts, tables: Tables) -> None:
    assert any(row["jurisdiction"] == "Tulare" for row in tables[SECTION_3.path])
    assert describe(facts, listing_iri("section-3", "Tulare", "CA")) == {}
    travis = describe(facts, listing_iri("section-2", "Travis County", "TX"))
    assert travis["detainersDeclined"] == {"142"}
    assert describe(facts, listing_iri("section-3", "Sioux County", "IA"))  # of both weeks


def test_what_the_report_says_of_a_policy_is_ices_word(facts: Facts) -> None:
    said = claim(facts, "section-3-34")
    assert said["aboutPolicy"] == {"policy/us/county/20177/detainer"}
    assert said["statesHoldCriterion"] == {"criterion/probable-cause-showing"}
    assert said["enactedOn"] == {"2014-06"}
    assert said["asOf"] == {"2017-03-20"}
    assert said["isStatedBy"] == {"agency/us/ice"}


def test_a_later_policy_replaces_the_one_before(facts: Facts) -> None:
    policy = describe(facts, f"{BASE}policy/us/county/48453/detainer-2017")
    assert policy["replacesPolicy"] == {"policy/us/county/48453/detainer"}


def test_a_citys_code_is_not_taken_for_the_policy_of_the_county(facts: Facts) -> None:
    said = claim(facts, "section-3-4")
    assert said["aboutPolicy"] == {"policy/us/county/08013/municipal-code"}
    assert said["instrumentTitle"] == {"Boulder Municipal Code Title 12"}
    policy = describe(facts, f"{BASE}policy/us/county/08013/municipal-code")
    assert "replacesPolicy" not in policy


@pytest.mark.parametrize(
    ("local", "listing", "kind", "reason", "confidence"),
    [
        ("corrected-section-1-franklin-county-ia", "section-1/franklin-county-ia", "corrected",
         "misattributed", "quoted"),
        ("corrected-section-2-bastrop-county-tx", "section-2/bastrop-county-tx", "corrected",
         "wrong-outcome", "quoted"),
        ("corrected-section-2-chester-county-pa", "section-2/chester-county-pa", "corrected",
         "wrong-addressee", "quoted"),
        ("removed-section-3-nassau-county-ny", "section-3/nassau-county-ny", "removed",
         "not-stated", "paraphrased"),
        ("removed-section-3-bedford-county-pa", "section-3/bedford-county-pa", "removed",
         "not-stated", "weak-source"),
    ],
)  # fmt: skip
def test_each_kind_of_correction(
    facts: Facts, local: str, listing: str, kind: str, reason: str, confidence: str
) -> None:
    event = claim(facts, local)
    assert event["aboutListing"] == {f"listing/us_ice_ddor_2017w1/{listing}"}
    assert event["hasEventKind"] == {f"vocabulary/event-kind/{kind}"}
    assert event["hasCorrectionReason"] == {f"vocabulary/correction-reason/{reason}"}
    assert event["hasConfidence"] == {f"vocabulary/confidence/{confidence}"}
    assert ("occurredOn" in event) == (kind == "corrected")


def row(**cells: str) -> Row:
    blank = dict.fromkeys(
        ["jurisdiction", "state", "date_enacted", "policy", "declined_count", "kind"], ""
    )
    return Row({**blank, "report_week": "1", **cells}, "a table, line 9")


@pytest.mark.parametrize(
    ("path", "added", "expected"),
    [
        (SECTION_3.path, row(jurisdiction="Elsewhere", state="MN"),
         "a table, line 9: us_ice_ddor_2017w1.csv has no coding for Elsewhere, MN in section-3"),
        (SECTION_2.path, row(jurisdiction="Sac County", state="IA"),
         "a table, line 9: Sac County, IA stands in section-2 twice"),
        (SECTION_2.path, row(jurisdiction="Sioux County", state="IA", declined_count="²"),
         "declined_count is a whole number, not '²'"),
        (CORRECTIONS.path, row(jurisdiction="Sac County", state="IA", kind="gone"),
         "a table, line 9: no correction is of the kind 'gone'"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_coded_is_told(
    tables: Tables, path: str, added: Row, expected: str
) -> None:
    tables[path].append(added)
    with pytest.raises(SourceError) as caught:
        build(tables)
    assert expected in str(caught.value)
