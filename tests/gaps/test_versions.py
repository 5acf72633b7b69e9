"""Lists as corrected by a day: what goes, what stays, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from policygraph.errors import StoreError, UnknownReportError
from policygraph.gaps import (
    Basis,
    Columns,
    ListVersion,
    OmissionReport,
    Verdict,
    find_omissions,
    find_part,
    read_as_corrected,
    read_columns,
    read_version,
)
from policygraph.gaps.listed import ListedPart
from policygraph.places import find_place
from policygraph.store import LocalStore, RemoteStore

FIRST = "us_ice_ddor_2017w1"
DOJ = "us_doj_eo14287_2025"
DHS = "us_dhs_sanctuary_2025"

Read = Callable[..., tuple[Columns, ListVersion]]


@pytest.fixture(scope="module")
def read(shipped: LocalStore) -> Read:
    """Read a part as corrected by a day, after SPARQL updates of the graph."""

    def version(
        report: str, day: str, part: str | None = None, *updates: str
    ) -> tuple[Columns, ListVersion]:
        store = shipped
        for update in updates:
            store = store.copy_with(update)
        until = date.fromisoformat(day)
        published = read_columns(store)
        corrected = read_columns(read_as_corrected(store, until))
        return corrected, read_version(
            published, corrected, find_part(published, report, part), until
        )

    return version


def named(columns: Columns, report: str, part: str | None = None) -> set[str]:
    listed = ListedPart(columns, find_part(columns, report, part))
    return {columns.places[iri].geoid for iri in listed.by_place}


def judge(found: tuple[Columns, ListVersion], geoid: str | None = None) -> OmissionReport:
    columns, version = found
    place = find_place(columns.places.values(), geoid) if geoid else None
    return find_omissions(columns, version.part, place=place, version=version)


# What the publisher took out


@pytest.mark.parametrize(
    ("report", "part", "day", "gone"),
    [
        (FIRST, "section-1", "2017-03-20", set()),
        (FIRST, "section-1", "2017-04-29", set()),
        (FIRST, "section-1", "2017-04-30", {"19069", "36033", "42055", "19137"}),
        (FIRST, "section-2", "2017-04-30", {"48021", "42029", "37153", "48491"}),
        (FIRST, "section-3", "2026-01-01", set()),
        (DOJ, "list", "2025-09-25", set()),
        (DOJ, "list", "2025-09-26", {"32"}),
        (DOJ, "list", "2025-10-30", {"32"}),
        (DOJ, "list", "2025-10-31", {"32", "24005"}),
        (DHS, "list", "2025-05-31", set()),
    ],
)
def test_what_the_publisher_took_out_by_the_day_is_not_named(
    read: Read, columns: Columns, report: str, part: str, day: str, gone: set[str]
) -> None:
    corrected, version = read(report, day, part)
    assert named(columns, report, part) - named(corrected, report, part) == gone
    assert named(corrected, report, part) <= named(columns, report, part)
    assert {corrected.places[iri].geoid for iri in version.former} == gone
    assert version.withdrawn is None
    assert str(version).startswith(f"as corrected by {day}; ")


def test_a_month_that_is_not_over_does_not_count_and_is_told(read: Read) -> None:
    _, version = read(FIRST, "2017-04-15", "section-1")
    assert [str(event.occurred) for event in version.open] == ["2017-04"] * 4
    assert "no entry changed; not applied: 4 of 2017-04, which may be later" in str(version)
    _, over = read(FIRST, "2017-04-30", "section-1")
    assert (over.open, str(over)) == ((), "as corrected by 2017-04-30; 4 changed")


def test_what_has_no_date_or_a_weak_source_does_not_count_and_is_told(read: Read) -> None:
    _, version = read(FIRST, "2026-01-01")
    assert "not applied: 4 without a date" in str(version)
    nevada = """
        DELETE { ?claim pg:hasConfidence ?c } INSERT { ?claim pg:hasConfidence conf:weak-source }
        WHERE { ?claim pg:aboutListing/pg:listsJurisdiction state:32 ;
          pg:hasEventKind event:removed ; pg:hasConfidence ?c }"""
    columns, weak = read(DOJ, "2025-09-30", None, nevada)
    assert "32" in named(columns, DOJ)
    assert "not applied: 1 of 2025-09-26 from a weak source" in str(weak)


def test_a_dispute_changes_nothing(read: Read) -> None:
    _, version = read(FIRST, "2017-03-25", "section-1")
    assert version.changed == 0


# Words of the verdict


def test_a_place_that_was_taken_off_is_absent_as_corrected(read: Read) -> None:
    for geoid, day in (("32", "2025-09-26"), ("24005", "2025-10-31")):
        (finding,) = judge(read(DOJ, "2025-12-31"), geoid).findings
        assert finding.absence.basis is Basis.COVERAGE
        assert f"the entry was removed {day}, so that it is absent as corrected" in (
            finding.formerly_listed
        )
        assert finding.evidence[0].role == "correction"


def test_taking_an_entry_out_states_no_absence(read: Read, columns: Columns) -> None:
    stood_on = """
        DELETE { ?claim pg:endedOn ?when } WHERE {
          ?policy pg:appliesIn county:19069 . ?claim pg:aboutPolicy ?policy ; pg:endedOn ?when }"""
    corrected, version = read(FIRST, "2017-04-30", "section-1", stood_on)
    assert corrected.absences == columns.absences
    (finding,) = judge((corrected, version), "19069").findings
    assert finding.absence.basis is Basis.NONE
    assert finding.verdict is Verdict.CANNOT_TELL
    assert "Its entry is gone, but the list is not known to be complete for Iowa" in " ".join(
        finding.reasons
    )
    assert "“Franklin County”" in finding.formerly_listed


def test_a_place_that_never_was_listed_is_not_said_to_have_been(read: Read) -> None:
    found = judge(read(DOJ, "2025-12-31"))
    assert {f.formerly_listed for f in found.findings} == {""}
    (montgomery,) = judge(read(FIRST, "2017-04-30", "section-1"), "19137").findings
    assert "corrected 2017-04" in montgomery.formerly_listed


# A whole list


def test_a_withdrawn_list_names_nobody_and_says_so(read: Read) -> None:
    columns, version = read(DHS, "2025-06-01")
    assert named(columns, DHS) == set()
    assert str(version) == "as corrected by 2025-06-01; the whole list withdrawn 2025-06-01"
    report = judge((columns, version))
    assert {f.verdict for f in report.findings} == {Verdict.NOT_COMPARABLE}
    assert report.counts[Verdict.NOT_COMPARABLE] == len(report.findings) > 100
    (finding,) = judge((columns, version), "27053").findings
    assert finding.reasons == (
        "The whole list was withdrawn 2025-06-01, and names no place any more.",
    )
    assert finding.formerly_listed.startswith("As published, the list named it (“Hennepin")
    assert any(link.role == "correction" for link in finding.evidence)


def test_a_list_that_is_put_up_again_stands(read: Read) -> None:
    again = """
        INSERT { <x:again> a pg:ListingEvent ; pg:aboutListingsIn ?part ;
          pg:hasEventKind event:asserted ; pg:occurredOn "2025-06-10"^^xsd:date }
        WHERE { ?claim pg:aboutListingsIn ?part }"""
    assert named(read(DHS, "2025-06-09", None, again)[0], DHS) == set()
    assert "27053" in named(read(DHS, "2025-06-10", None, again)[0], DHS)


# Another place


GIVEN = """
    DELETE { ?claim pg:occurredOn ?when }
    INSERT { ?claim pg:attributesTo county:27123 ; pg:occurredOn "2017-04-03"^^xsd:date }
    WHERE { ?claim pg:aboutListing/pg:listsJurisdiction county:19069 ;
      pg:hasEventKind event:corrected ; pg:occurredOn ?when }"""


def test_a_corrected_entry_lists_the_place_that_was_meant(read: Read) -> None:
    columns, version = read(FIRST, "2017-04-03", "section-1", GIVEN)
    assert "27123" in named(columns, FIRST, "section-1")
    assert {columns.places[iri].geoid for iri in version.former} == {"19069"}
    assert version.changed == 1
    before, _ = read(FIRST, "2017-04-02", "section-1", GIVEN)
    assert "27123" not in named(before, FIRST, "section-1")


def test_the_last_of_several_corrections_counts(read: Read) -> None:
    then = """
        INSERT { <x:then> a pg:ListingEvent ; pg:aboutListing ?listing ;
          pg:attributesTo county:27003 ; pg:hasEventKind event:corrected ;
          pg:occurredOn "2017-05"^^xsd:gYearMonth ; pg:hasConfidence conf:quoted }
        WHERE { ?listing pg:listsJurisdiction county:19069 }"""
    columns, _ = read(FIRST, "2017-05-31", "section-1", GIVEN, then)
    assert {"27123", "27003"} & named(columns, FIRST, "section-1") == {"27003"}
    earlier, _ = read(FIRST, "2017-05-30", "section-1", GIVEN, then)
    assert {"27123", "27003"} & named(earlier, FIRST, "section-1") == {"27123"}


# What is known of the list as a whole


def test_a_list_that_was_known_whole_still_is(read: Read, columns: Columns) -> None:
    corrected, version = read(DOJ, "2025-12-31")
    (published,) = [c for c in columns.coverage if c.part == version.part.iri]
    (now,) = [c for c in corrected.coverage if c.part == version.part.iri]
    assert (published.stated_count, now.stated_count) == (35, 33)
    assert ListedPart(corrected, version.part).is_closed(now)


def test_a_list_that_was_not_known_whole_does_not_become_so(read: Read) -> None:
    more = """
        DELETE { ?c pg:statedCount ?n } INSERT { ?c pg:statedCount 36 }
        WHERE { ?c pg:statedCount ?n ;
          pg:coversPart/pg:isPartOf/pg:reportId "us_doj_eo14287_2025" }"""
    corrected, version = read(DOJ, "2025-12-31", None, more)
    (now,) = [c for c in corrected.coverage if c.part == version.part.iri]
    assert now.stated_count == 34
    assert not ListedPart(corrected, version.part).is_closed(now)


# The view itself


def test_the_graph_itself_stays_as_it_is(shipped: LocalStore) -> None:
    before = len(shipped)
    view = read_as_corrected(shipped, date(2026, 1, 1))
    assert len(view) < before == len(shipped)
    assert (
        view.select("SELECT ?s WHERE { ?s ?p ?o FILTER(CONTAINS(STR(?p), '/view/')) }").rows == []
    )
    graph = (
        "GRAPH source:us_doj_eo14287_2025 { ?l pg:listsJurisdiction state:32 ; pg:isListedIn ?p }"
    )
    assert view.ask(f"ASK {{ {graph} }}")
    assert not view.ask(f"ASK {{ {graph.partition('{ ')[2]}")


def test_an_endpoint_is_refused_in_one_sentence() -> None:
    with pytest.raises(StoreError, match=r"a copy of the graph in memory.*--list-version"):
        read_as_corrected(RemoteStore("http://127.0.0.1:1/query"), date(2026, 1, 1))


def test_a_day_before_the_report_is_refused(read: Read) -> None:
    with pytest.raises(UnknownReportError, match=r"not yet published on 2017-03-19.*2017-03-20 on"):
        read(FIRST, "2017-03-19")
