"""Gaps of lists as corrected by a day: what goes with an entry, and what is read as published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from policygraph.errors import StoreError, UnknownReportError
from policygraph.gaps import GapFinding, GapReport, find_gaps, load_rules
from policygraph.store import LocalStore, RemoteStore

RULES = load_rules()
FIRST = "us_ice_ddor_2017w1"
SECOND = "us_ice_ddor_2017w2"
DOJ = "us_doj_eo14287_2025"
DHS = "us_dhs_sanctuary_2025"
LAST = date(2025, 12, 31)

#: An event in the life of an entry, as a SPARQL update.
EVENT = """
    INSERT {{ <x:{name}> a pg:ListingEvent ; pg:aboutListing ?entry ; pg:hasEventKind event:{kind} ;
      {more} pg:occurredOn "{day}"^^xsd:date ; pg:citesDocument ?document ; pg:locator "1" ;
      pg:hasConfidence conf:verbatim ; pg:summary "Changed."@en }}
    WHERE {{
      ?entry pg:listsJurisdiction {place} ; pg:isListedIn ?part ; pg:citesDocument ?document .
      FILTER(STRENDS(STR(?part), "{part}")) }}"""


def happen(name: str, kind: str, place: str, part: str, day: str, more: str = "") -> str:
    return EVENT.format(name=name, kind=kind, place=place, part=part, day=day, more=more)


def changed(store: LocalStore, *updates: str) -> LocalStore:
    for update in updates:
        store = store.copy_with(update)
    return store


def say(findings: Iterable[GapFinding]) -> set[tuple[str, str]]:
    return {(f.rule.id, f.message) for f in findings}


def geoids(report: GapReport, rule: str) -> set[str]:
    return {f.place.geoid for f in report.findings if f.rule.id == rule and f.place}


@pytest.fixture(scope="module")
def published(shipped: LocalStore) -> GapReport:
    return find_gaps(shipped)


@pytest.fixture(scope="module")
def corrected(shipped: LocalStore) -> GapReport:
    return find_gaps(shipped, list_version=LAST)


# What goes


def test_what_was_taken_out_is_reproached_no_more(
    published: GapReport, corrected: GapReport
) -> None:
    gone = say(published.findings) - say(corrected.findings)
    words = " ".join(message for rule, message in gone if rule == "parent_listed_children_not")
    assert "Nevada is listed" in words
    assert (
        "children_listed_parent_not",
        "Maryland is not on this list; counties of it that are: 1.",
    ) in gone
    assert geoids(published, "ambiguous_name") >= {"19069", "36033", "42055", "19137"}
    assert geoids(corrected, "ambiguous_name") & {"19069", "36033", "42055", "19137"} == set()


def test_nothing_is_found_that_was_not_so_of_the_lists_as_published(
    published: GapReport, corrected: GapReport
) -> None:
    assert say(corrected.findings) < say(published.findings)


def test_a_list_that_was_withdrawn_whole_has_no_findings(shipped: LocalStore) -> None:
    day_before = find_gaps(shipped, report=DHS, list_version=date(2025, 5, 31))
    assert {f.rule.id for f in day_before.findings} >= {
        "unsupported_listing", "corrected_or_withdrawn_repeated", "wrong_heading", "misspelt_name",
    }  # fmt: skip
    assert find_gaps(shipped, report=DHS, list_version=date(2025, 6, 1)).findings == ()


def test_a_list_of_later_is_left_out_and_cannot_be_asked_for(shipped: LocalStore) -> None:
    report = find_gaps(shipped, [], list_version=date(2017, 3, 20))
    assert {part.report_id for part in report.parts} == {FIRST}
    assert set(report.versions) == {part.iri for part in report.parts}
    with pytest.raises(UnknownReportError, match="not yet published on 2017-03-19"):
        find_gaps(shipped, [], report=FIRST, list_version=date(2017, 3, 19))


def test_an_entry_that_is_given_to_another_place_is_read_as_of_that_place(
    shipped: LocalStore,
) -> None:
    rules = [RULES["ambiguous_name"], RULES["funding_unknown"]]
    given = happen(
        "given", "corrected", "county:19069", "2017w1/part/section-1", "2017-04-03",
        "pg:attributesTo county:38003 ; pg:hasCorrectionReason reason:misattributed ;",
    )  # fmt: skip
    month = (
        "DELETE { ?event ?p ?o } WHERE { ?event pg:aboutListing/pg:listsJurisdiction county:19069 ;"
        " pg:hasEventKind event:corrected ; ?p ?o }"
    )
    store = changed(shipped, month, given)
    (before, after) = (
        find_gaps(store, rules, report=FIRST, part="section-1", list_version=date(2017, 4, day))
        for day in (2, 3)
    )
    assert "19069" in geoids(before, "ambiguous_name") & geoids(before, "funding_unknown")
    assert {"19069", "38003"} & geoids(after, "ambiguous_name") == set()
    assert "19069" not in geoids(after, "funding_unknown")
    assert "38003" in geoids(after, "funding_unknown")


# What is read as published


def test_a_removal_without_a_reason_stays_a_drop(shipped: LocalStore) -> None:
    when = (
        'INSERT { ?event pg:occurredOn "2017-03-29"^^xsd:date }'
        " WHERE { ?event pg:aboutListing ?entry ; pg:hasEventKind event:removed ;"
        " pg:hasCorrectionReason reason:not-stated . ?entry pg:listsJurisdiction county:36059 }"
    )
    store = changed(shipped, when)
    rule = RULES["unexplained_drop"]
    day = date(2017, 4, 30)

    def found(*, as_published: bool) -> set[str]:
        asked = [replace(rule, as_published=as_published)]
        report = find_gaps(store, asked, report=SECOND, list_version=day)
        return geoids(report, "unexplained_drop")

    assert "36059" in found(as_published=True)
    # In the view the earlier list names the place no more, as if there had been nothing to drop.
    assert "36059" not in found(as_published=False)


def test_a_place_that_the_list_names_as_corrected_was_not_dropped(shipped: LocalStore) -> None:
    rules = [RULES["unexplained_drop"]]
    mended = happen(
        "mended", "corrected", "county:19167", "2017w2/part/section-3", "2017-04-05",
        "pg:attributesTo county:36059 ;",
    )  # fmt: skip
    store = changed(shipped, mended)
    assert "36059" in geoids(find_gaps(store, rules), "unexplained_drop")
    for day, there in ((4, True), (5, False)):
        report = find_gaps(store, rules, list_version=date(2017, 4, day))
        assert ("36059" in geoids(report, "unexplained_drop")) is there


def test_an_answer_counts_although_its_entry_is_gone(shipped: LocalStore) -> None:
    store = changed(
        shipped,
        happen("dispute", "disputed", "county:27053", "2017w1/part/section-3", "2017-04-01"),
        happen("answer", "removed", "county:27053", "2017w1/part/section-2", "2017-04-10"),
    )
    rule = RULES["disputed_unanswered"]

    def found(*, as_published: bool) -> set[str]:
        asked = [replace(rule, as_published=as_published)]
        return geoids(
            find_gaps(store, asked, report=FIRST, list_version=date(2017, 4, 30)), rule.id
        )

    assert "27053" not in found(as_published=True)
    assert "27053" in found(as_published=False)


def test_an_entry_that_was_taken_back_and_made_again_is_found(shipped: LocalStore) -> None:
    asked = [RULES["corrected_or_withdrawn_repeated"]]
    report = find_gaps(shipped, asked, list_version=date(2025, 5, 31))
    assert geoids(report, "corrected_or_withdrawn_repeated") == {"42029"}


def test_an_endpoint_has_no_copy_to_correct() -> None:
    # It is refused before anything is asked of the server.
    with pytest.raises(StoreError, match="from a copy of the graph in memory") as failure:
        find_gaps(RemoteStore("http://127.0.0.1:9/query"), [], list_version=LAST)
    assert "Leave out --list-version" in str(failure.value)
