"""What would change a verdict: each sentence is what judging a changed graph gives."""

from __future__ import annotations

import pytest
from tests.gaps.conftest import FIRST, Change, Judge

from policygraph.gaps import (
    Columns,
    OmissionReport,
    Verdict,
    find_omissions,
    find_part,
    tell_changes,
)
from policygraph.places import find_place
from policygraph.policies import Grade


def ask(columns: Columns, geoid: str, part: str | None = None) -> tuple[str, ...]:
    place = find_place(columns.places.values(), geoid)
    report = find_omissions(columns, find_part(columns, FIRST, part), place=place)
    (finding,) = tell_changes(columns, report).findings
    return finding.would_change


def one(told: tuple[str, ...], *parts: str) -> str:
    """Find the one sentence that has these parts, and no other condition."""
    found = [
        sentence
        for sentence in told
        for condition in [sentence.partition(", it ")[0].partition(", this ")[0]]
        if all(part in condition for part in parts) and condition.count(", and ") < len(parts)
    ]
    assert len(found) == 1, told
    return found[0]


#: Real changes of the graph, for what is only supposed: %s is the place, state or criterion.
ENDED = """
    INSERT DATA { <x:ended> a pg:PolicyClaim ; pg:aboutPolicy policy:%s\\/detainer ;
      pg:endedOn "2017-03-20"^^xsd:date ; CITED }"""
CONFIRMED = """
    INSERT DATA { <x:confirmed> a pg:PolicyClaim ; pg:aboutPolicy policy:%s\\/detainer ;
      pg:asOf "2017-03-20"^^xsd:date ; CITED }"""
KNOWN_WHOLE = """
    INSERT DATA { <x:coverage> a pg:CoverageStatement ; pg:hasCompleteness cover:complete ;
      pg:coversPart <https://w3id.org/policygraph/report/us_ice_ddor_2017w1/part/section-3> ;
      pg:coversScope state:%s ; CITED }"""
READ_AS = """
    DELETE { ?claim pg:statesHoldCriterion ?said }
    INSERT { ?claim pg:statesHoldCriterion criterion:%s }
    WHERE { ?claim pg:aboutPolicy policy:31109\\/detainer ; pg:statesHoldCriterion ?said }"""


# What is said is so


def test_ramsey_would_be_explained_if_its_policy_had_ended(
    columns: Columns, change: Change, judge: Judge
) -> None:
    said = one(ask(columns, "27123"), "a source shows that its policy had ended by 2017-03-20")
    assert "the absence is explained" in said
    found = judge(change(ENDED % "27123"), "27123")
    assert found is not None
    assert (found.verdict, found.explanation and found.explanation.kind) == (
        Verdict.EXPLAINED,
        "policy-not-in-force",
    )


def test_ramsey_could_not_be_told_if_nobody_said_that_it_is_absent(
    columns: Columns, change: Change, judge: Judge
) -> None:
    said = one(ask(columns, "27123"), "nobody can say that Ramsey County, MN is absent")
    assert "it cannot be told: The list is not known to be complete for Minnesota" in said
    silent = change("DELETE WHERE { ?claim pg:absentJurisdiction county:27123 ; ?p ?o }")
    found = judge(silent, "27123")
    assert found is not None
    assert found.verdict is Verdict.CANNOT_TELL


def test_alameda_needs_two_facts_and_neither_alone_is_told(
    columns: Columns, change: Change, judge: Judge
) -> None:
    told = ask(columns, "06001")
    said = one(told, "a source confirms that its policy stood", "is known to be absent")
    assert "this becomes omitted (exact with listed Alachua County, FL, Hennepin County, MN" in said
    assert len(told) == 2  # and that it had ended
    updates = (CONFIRMED % "06001", KNOWN_WHOLE % "06")
    for some in ([updates[0]], [updates[1]]):
        found = judge(change(*some), "06001")
        assert found is not None
        assert found.verdict is Verdict.CANNOT_TELL
    found = judge(change(*updates), "06001")
    assert found is not None
    assert (found.verdict, found.grade) == (Verdict.OMITTED, Grade.EXACT)


@pytest.mark.parametrize(
    ("words", "criterion", "peer"),
    [
        (
            "the warrant that Lancaster County, NE asks for is a judge's",
            "judicial-warrant-or-order",
            "Hennepin County, MN",
        ),
        (
            "an ICE officer's warrant is enough for Lancaster County, NE",
            "ice-administrative-warrant",
            "Sedgwick County, KS",
        ),
    ],
)
def test_lancaster_depends_on_whose_warrant_it_asks_for(
    columns: Columns, change: Change, judge: Judge, words: str, criterion: str, peer: str
) -> None:
    said = one(ask(columns, "31109"), "confirms that its policy stood", words, "known to be absent")
    assert "this becomes omitted (exact with listed " in said
    assert peer in said
    updates = (CONFIRMED % "31109", KNOWN_WHOLE % "31", READ_AS % criterion)
    found = judge(change(*updates), "31109")
    assert found is not None
    assert (found.verdict, found.grade) == (Verdict.OMITTED, Grade.EXACT)
    assert peer in {str(p.place) for p in found.peers if p.grade is Grade.EXACT}


def test_a_warrant_of_the_listed_places_can_be_settled_too(columns: Columns) -> None:
    told = ask(columns, "20045")
    unlike = one(
        told,
        "an ICE officer's warrant is enough for Douglas County, KS",
        "the warrant that listed Boulder County, CO, Butler County, KS",
    )
    assert "ask for is a judge's, it is not comparable" in unlike
    alike = one(
        told,
        "an ICE officer's warrant is enough for Douglas County, KS",
        "an ICE officer's warrant is enough for listed Boulder County, CO",
    )
    assert "it stays omitted, but exact with listed" in alike


def test_an_uncertain_name_means_the_place_or_not(change: Change) -> None:
    maybe = change(
        """INSERT DATA { <x:maybe> a pg:Listing ; pg:nameAsPublished "Ramsey" ;
          pg:mayListJurisdiction county:27123 ;
          pg:isListedIn <https://w3id.org/policygraph/report/us_ice_ddor_2017w1/part/section-3> ;
          CITED }"""
    )
    told = ask(maybe, "27123")
    assert "this becomes omitted (exact" in one(told, "“Ramsey” does not mean Ramsey County, MN")
    assert "the list names it" in one(told, "“Ramsey” means Ramsey County, MN", "the list names it")


def test_of_conflicting_claims_each_can_be_right(columns: Columns) -> None:
    said = one(ask(columns, "12073"), "of the sources that conflict on Leon County, FL,")
    assert "Mount Holyoke College (digital archive) (2014-08-21) is right" in said
    assert "it cannot be told: No source confirms its policy after 2014-08-21" in said


def test_a_later_criterion_may_have_held_already(columns: Columns) -> None:
    said = [s for s in ask(columns, "12009") if "its hold criterion of 2017-05" in s]
    assert said
    assert all("held already" in s and "this becomes omitted" in s for s in said)


def test_a_place_without_a_known_policy_is_given_one(columns: Columns) -> None:
    told = ask(columns, "27003")
    assert any(
        s.startswith("If it had a policy in force with the criterion “honours all”, it is not comp")
        for s in told
    )
    assert any("judicial warrant or order" in s and "becomes omitted (exact)" in s for s in told)
    assert all("Anoka County, MN is known to be absent" in s for s in told if "omitted" in s)


def test_in_a_part_of_events_nothing_becomes_omitted(columns: Columns) -> None:
    part = find_part(columns, FIRST, "section-2")
    report = tell_changes(columns, find_omissions(columns, part))
    told = [s for finding in report.findings for s in finding.would_change]
    assert any("and none is recorded for it" in s for s in told)
    assert not any("becomes omitted" in s for s in told)


# Whom it concerns


@pytest.fixture(scope="module")
def whole(columns: Columns, report: OmissionReport) -> OmissionReport:
    return tell_changes(columns, report)


def test_all_that_is_left_open_is_told_and_nothing_else(whole: OmissionReport) -> None:
    for finding in whole.findings:
        assert len(set(finding.would_change)) == len(finding.would_change)
        assert all(s.startswith("If ") and s.endswith(".") for s in finding.would_change)
        open_to_change = finding.verdict in {Verdict.OMITTED, Verdict.CANNOT_TELL}
        assert bool(finding.would_change) is open_to_change, finding.place


def test_the_verdicts_themselves_do_not_move(whole: OmissionReport, report: OmissionReport) -> None:
    assert [(f.place, f.verdict, f.grade) for f in whole.findings] == [
        (f.place, f.verdict, f.grade) for f in report.findings
    ]
    assert {f.would_change for f in report.findings} == {()}


def test_only_the_verdicts_asked_about_are_judged_again(
    columns: Columns, report: OmissionReport, whole: OmissionReport
) -> None:
    some = tell_changes(columns, report, only=[Verdict.OMITTED])
    for finding, full in zip(some.findings, whole.findings, strict=True):
        kept = full.would_change if finding.verdict is Verdict.OMITTED else ()
        assert finding.would_change == kept
