"""Comparisons: with itself nothing, turned round the same, and every difference with its why."""

from __future__ import annotations

import csv
import io
import json
from copy import deepcopy
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policygraph.errors import OutputError, ReportFileError, UnknownReportError
from policygraph.gaps.twolists import Entry, TwoLists, Where
from policygraph.report import two_lists
from policygraph.report.compare import (
    COLUMNS,
    build_rows,
    compare_lists,
    compare_records,
    headline,
    read_report_file,
    write_comparison,
)
from policygraph.report.compose import build_report
from policygraph.report.model import Question
from policygraph.report.record import SCHEMA, build_report_record
from policygraph.report.two_reports import Change, Kind, TwoReports
from policygraph.store import LocalStore

DHS: Final = "us_dhs_sanctuary_2025"
DOJ: Final = "us_doj_eo14287_2025"
WEEK_1: Final = "us_ice_ddor_2017w1"
WEEK_2: Final = "us_ice_ddor_2017w2"
LISTS: Final = (DHS, DOJ, WEEK_1, WEEK_2, f"{WEEK_1}/section-1")
TURNED: Final = {
    Where.BOTH: Where.BOTH,
    Where.FIRST: Where.SECOND,
    Where.SECOND: Where.FIRST,
    Where.FIRST_UNSURE: Where.SECOND_UNSURE,
    Where.SECOND_UNSURE: Where.FIRST_UNSURE,
}
Record = dict[str, Any]


@pytest.fixture(scope="module")
def store() -> LocalStore:
    return LocalStore.shipped()


@pytest.fixture(scope="module")
def federal(store: LocalStore) -> TwoLists:
    return compare_lists(store, DHS, DOJ)


@pytest.fixture(scope="module")
def weeks(store: LocalStore) -> TwoLists:
    return compare_lists(store, WEEK_1, WEEK_2)


def entry(comparison: TwoLists, name: str) -> Entry:
    (found,) = [one for one in comparison.entries if str(one) == name]
    return found


# Two lists: what holds of any


@pytest.mark.parametrize("name", LISTS)
def test_a_list_does_not_differ_from_itself(name: str, store: LocalStore) -> None:
    found = compare_lists(store, name, name)
    assert {one.where for one in found.entries} == {Where.BOTH}
    assert not any(one.reasons for one in found.entries)
    assert "no difference" in two_lists.say_reasons(found)


@pytest.mark.parametrize(("first", "second"), list(combinations(LISTS, 2)))
def test_turned_round_it_says_the_same(first: str, second: str, store: LocalStore) -> None:
    there, back = compare_lists(store, first, second), compare_lists(store, second, first)

    def tell(comparison: TwoLists, *, is_turned: bool) -> dict[str, tuple[Where, list[str]]]:
        return {
            (one.place.iri if one.place else one.name): (
                TURNED[one.where] if is_turned else one.where,
                sorted(reason.text for reason in one.reasons),
            )
            for one in comparison.entries
        }

    assert tell(there, is_turned=False) == tell(back, is_turned=True)


@pytest.mark.parametrize("name", ["federal", "weeks"])
def test_every_entry_is_told_once_and_every_difference_has_a_reason(
    name: str, request: pytest.FixtureRequest
) -> None:
    found: TwoLists = request.getfixturevalue(name)
    places = [one.place.iri for one in found.entries if one.place]
    assert len(places) == len(set(places))
    for one in found.entries:
        assert bool(one.reasons) is (one.where is not Where.BOTH)
        assert one.evidence
        kinds = [reason.kind for reason in one.reasons]
        assert set(kinds) <= set(two_lists.KINDS)
        assert ("none" in kinds) <= (kinds == ["none"])
        # What a source is said to say has the claim.
        assert all(
            reason.evidence
            for reason in one.reasons
            if reason.kind not in {"none", "not known", "kind of place", "explained"}
        )


# Two lists: the shipped ones


def test_dhs_and_doj(federal: TwoLists) -> None:
    counts = federal.count()
    assert counts[Where.BOTH] == 33
    assert counts[Where.FIRST] > 500
    assert counts[Where.SECOND] == 1
    notes = " ".join(note.text for note in federal.notes)
    assert "names 12 states, 1 federal district, 4 counties and 18 cities and towns" in notes
    assert "The whole list was withdrawn by US Department of Homeland Security" in notes
    assert "unless a judge has signed a warrant" in notes


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("Alameda County, CA", "state listed", "names California, in which it lies"),
        ("Maryland", "places listed", "names places in it: Baltimore County"),
        ("Nevada", "places listed", "Las Vegas"),
        ("Montour County, PA", "event", "was disputed by Board of Montour County, PA on 2025-06"),
        ("Montour County, PA", "agreement", "since 2025-06-17 (287(g) task force model)"),
        ("Amherst, MA", "kind of place", "names no townships"),
        ("New Jersey", "test", "its hold criterion is: any of: criminal predicate"),
        ("Annapolis, MD", "none", "No reason is recorded."),
        ("Ithaca", "name", "fits 2 places"),
    ],
)
def test_reasons_of_the_federal_lists(name: str, kind: str, words: str, federal: TwoLists) -> None:
    reasons = {reason.kind: reason for reason in entry(federal, name).reasons}
    assert words in reasons[kind].text


def test_what_became_of_an_entry_later_is_told_beside(federal: TwoLists) -> None:
    baltimore = entry(federal, "Baltimore County, MD")
    assert baltimore.where is Where.BOTH
    (later,) = baltimore.since
    assert "was removed by US Department of Justice on 2025-10-31" in later.text
    assert later.evidence


def test_of_a_list_known_in_part_nothing_is_concluded(weeks: TwoLists) -> None:
    counts = weeks.count()
    assert counts[Where.FIRST_UNSURE] > counts[Where.FIRST]
    hennepin = entry(weeks, "Clallam County, WA")
    assert hennepin.where is Where.FIRST_UNSURE
    assert [reason.kind for reason in hennepin.reasons] == ["not known"]
    nassau = entry(weeks, "Nassau County, NY")
    assert nassau.where is Where.FIRST
    assert "no reason was stated" in nassau.reasons[0].text


def test_a_policy_that_changes_between_is_a_reason(store: LocalStore) -> None:
    found = compare_lists(store, WEEK_1, DHS)
    travis = entry(found, "Travis County, TX")
    (reason,) = travis.reasons
    assert reason.kind == "policy"
    assert "is replaced by “Detainer policy (2017-09), Travis County, TX”" in reason.text
    assert "between the lists: 2017-09-25" in reason.text
    turned = entry(compare_lists(store, DHS, WEEK_1), "Monroe County, IN")
    assert "begins between the lists: 2024-06-29" in turned.reasons[0].text


def test_the_day_moves_what_is_read_of_policies(store: LocalStore, federal: TwoLists) -> None:
    early = compare_lists(store, DHS, DOJ, as_of=date(2014, 1, 1))
    assert early.count() == federal.count()
    assert entry(early, "New Jersey").reasons != entry(federal, "New Jersey").reasons
    assert "policies as of 2014-01-01" in headline(early)


def test_unknown_lists_are_refused_with_a_hint(store: LocalStore) -> None:
    with pytest.raises(UnknownReportError, match=f"Did you mean {DHS}"):
        compare_lists(store, "us_dhs_sanctuary_2026", DOJ)
    with pytest.raises(UnknownReportError, match="Parts: section-1"):
        compare_lists(store, f"{WEEK_1}/section-9", DOJ)
    with pytest.raises(UnknownReportError, match="has no part"):
        compare_lists(store, DHS, WEEK_1, second_part="section-9")


# Two lists: formats


def test_the_formats_have_the_same_numbers(federal: TwoLists) -> None:
    record = json.loads(write_comparison(federal, "json"))
    rows = list(csv.DictReader(io.StringIO(write_comparison(federal, "csv"))))
    counts = {where.value: number for where, number in federal.count().items()}
    assert record["counts"] == counts
    for where, number in counts.items():
        assert sum(row["where"] == where for row in rows) == number
        assert sum(one["where"] == where for one in record["places"]) == number
    assert tuple(rows[0]) == two_lists.COLUMNS
    for form in ("md", "text"):
        document = write_comparison(federal, form)
        assert f"{counts['only-a']:,} on A and not on B" in document
        assert "names California, in which it lies" in document
        assert "Sources" in document
    with pytest.raises(OutputError, match="'html'"):
        write_comparison(federal, "html")


def test_a_document_names_every_place(federal: TwoLists) -> None:
    document = write_comparison(federal, "text")
    assert [one for one in federal.entries if str(one) not in document] == []


# Two reports


@pytest.fixture(scope="module")
def old(store: LocalStore) -> Record:
    return build_report_record(build_report(store, Question(report=WEEK_1)))


@pytest.fixture(scope="module")
def new(store: LocalStore) -> Record:
    question = Question(report=WEEK_1, as_of=date(2025, 1, 1))
    return build_report_record(build_report(store, question))


@pytest.fixture(scope="module")
def later(old: Record, new: Record) -> TwoReports:
    return compare_records(old, new)


def named(comparison: TwoReports, place: str, kind: Kind) -> Change:
    (found,) = [one for one in comparison.changes if one.place == place and one.kind is kind]
    return found


def test_a_report_does_not_differ_from_itself(old: Record) -> None:
    found = compare_records(old, old)
    assert found.changes == ()
    assert set(found.count().values()) == {0}
    assert "Both were made of the same data." in found.notes


def test_turned_round_what_came_went(old: Record, new: Record, later: TwoReports) -> None:
    back = compare_records(new, old)
    turned = {Kind.APPEARED: Kind.WENT, Kind.WENT: Kind.APPEARED}
    how = {"new": "gone", "gone": "new", "changed": "changed"}

    def tell(comparison: TwoReports, *, is_turned: bool) -> set[tuple[object, ...]]:
        told: set[tuple[object, ...]] = set()
        for one in comparison.changes:
            kind = turned.get(one.kind, one.kind) if is_turned else one.kind
            what = " → ".join(one.what.split(" → ")[:: -1 if is_turned else 1])
            claims = frozenset(
                (claim.claim, how[claim.how] if is_turned else claim.how) for claim in one.claims
            )
            told.add((kind, what, one.place, one.list, claims))
        return told

    assert tell(later, is_turned=False) == tell(back, is_turned=True)
    assert back.count()[Kind.WENT] == later.count()[Kind.APPEARED] > 0


def test_a_later_day_and_what_it_changes(later: TwoReports) -> None:
    assert "The day as of which policies are read: each list's own; now 2025-01-01." in later.notes
    leon = named(later, "Leon County, FL", Kind.CHANGED)
    assert leon.what == "omitted (exact) → cannot-tell (exact)"
    assert leon.reasons[0] == "Policies are read as of 2025-01-01, not 2017-03-20."
    assert any(
        why.startswith("No source confirms its policy after 2018-01-21") for why in leon.reasons
    )
    stale = [one for one in later.changes if "stale_listing" in one.what]
    assert all(one.kind is Kind.APPEARED and one.claims for one in stale)
    assert any("2025-01-01" in why for one in stale for why in one.reasons)


@given(st.data())
@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_what_is_taken_out_of_a_report_went(small: Record, data: st.DataObject) -> None:
    ids = [one["id"] for one in small["findings"]]
    gone = set(data.draw(st.lists(st.sampled_from(ids), unique=True)))
    less = {**small, "findings": [one for one in small["findings"] if one["id"] not in gone]}
    found = compare_records(small, less)
    assert {one.id for one in found.changes} == gone
    assert {one.kind for one in found.changes} <= {Kind.WENT}
    assert all(one.reasons == ("Nothing in the two documents shows why.",) for one in found.changes)


@pytest.fixture(scope="module")
def small(store: LocalStore) -> Record:
    rules = ("stale_listing", "listed_without_policy", "ambiguous_name")
    return build_report_record(build_report(store, Question(report=WEEK_1, rules=rules)))


def test_other_data_are_told_by_their_claims(small: Record) -> None:
    other = deepcopy(small)
    finding = next(one for one in other["findings"] if one["rule"] == "stale_listing")
    claim = finding["evidence"][0]["claim"]
    other["claims"][claim]["summary"] = "The source says something else."
    other["data"]["digest"] = "0" * 64
    found = compare_records(small, other)
    touched = {
        one["id"]
        for one in small["findings"]
        if claim in {link["claim"] for link in one["evidence"]}
    }
    assert {one.id for one in found.changes} == touched
    for one in found.changes:
        assert one.kind is Kind.OTHER_PROOF
        (change,) = one.claims
        assert (change.claim, change.how) == (claim, "changed")
        assert change.record["summary"] == "The source says something else."
    assert any(note.startswith("The data differ") for note in found.notes)


def test_another_rule_and_severity_are_told(small: Record) -> None:
    other = deepcopy(small)
    rule = next(one for one in other["rules"] if one["id"] == "stale_listing")
    rule["severity"] = "warning"
    for one in other["findings"]:
        if one["rule"] == "stale_listing":
            one["severity"] = "warning"
    found = compare_records(small, other)
    assert "The rule stale_listing reads otherwise: severity." in found.notes
    assert {one.what for one in found.changes} == {
        "violation: stale_listing → warning: stale_listing"
    }
    assert all("The rule reads otherwise: severity." in one.reasons for one in found.changes)


def test_what_was_not_asked_for_is_no_mystery(store: LocalStore, old: Record) -> None:
    kansas = build_report_record(build_report(store, Question(report=WEEK_1, state="KS")))
    found = compare_records(kansas, old)
    came = [one for one in found.changes if one.kind is Kind.APPEARED]
    assert {one.kind for one in found.changes} == {Kind.APPEARED}
    assert all("The other report is about places in KS only." in one.reasons for one in came)


def test_the_formats_of_a_comparison_of_reports(later: TwoReports) -> None:
    record = json.loads(write_comparison(later, "json"))
    rows = list(csv.DictReader(io.StringIO(write_comparison(later, "csv"))))
    assert record["counts"] == {kind.value: number for kind, number in later.count().items()}
    assert len(rows) == len(record["changes"]) == len(build_rows(later))
    assert tuple(rows[0]) == COLUMNS
    document = write_comparison(later, "md")
    assert headline(later) in document
    assert "Leon County, FL" in document and "not 2017-03-20" in document


# Files


def test_a_file_that_is_no_report_is_refused(tmp_path: Path, small: Record) -> None:
    file = tmp_path / "report.json"
    cases = [
        ("{", "is not JSON"),
        ("[]", "is no report of findings: the document is a list"),
        (json.dumps({**small, "$schema": SCHEMA.replace("0.1", "9.1")}), "of the form 9.1.0"),
        (json.dumps({**small, "counts": 1}), "counts is 1, not of the type object"),
        (json.dumps({"$schema": SCHEMA}), "lacks 'iri'"),
    ]
    for content, words in cases:
        file.write_text(content, encoding="utf-8")
        with pytest.raises(ReportFileError, match=r"report\.json") as raised:
            read_report_file(file)
        assert words in str(raised.value)
    file.write_bytes(b"\xff")
    with pytest.raises(ReportFileError, match="not text in UTF-8"):
        read_report_file(file)
    with pytest.raises(ReportFileError, match="cannot be read"):
        read_report_file(tmp_path / "nowhere.json")
    file.write_text(json.dumps(small), encoding="utf-8")
    assert read_report_file(file) == json.loads(json.dumps(small))


def test_the_faulty_one_of_two_is_named(small: Record) -> None:
    with pytest.raises(ReportFileError, match="The new report is no report"):
        compare_records(small, {})
