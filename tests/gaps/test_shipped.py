"""What the bundled graph says of the first Declined Detainer Outcome Report."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from policygraph.errors import UnknownReportError
from policygraph.gaps import (
    Basis,
    Columns,
    Finding,
    OmissionReport,
    Verdict,
    find_omissions,
    find_part,
)
from policygraph.policies import Grade, Status

FIRST = "us_ice_ddor_2017w1"
Findings = dict[str, Finding]


def peers(finding: Finding) -> dict[str, Grade | None]:
    """The best grade of each peer."""
    best: dict[str, Grade | None] = {}
    for peer in finding.peers:
        known = best.get(peer.place.geoid)
        if known is None or (peer.grade and peer.grade.rank < known.rank):
            best[peer.place.geoid] = peer.grade
    return best


# Ramsey


def test_ramsey_was_left_out_although_its_policy_is_that_of_hennepin(findings: Findings) -> None:
    ramsey = findings["27123"]
    assert (ramsey.verdict, ramsey.grade) == (Verdict.OMITTED, Grade.EXACT)
    assert str(ramsey.place) == "Ramsey County, MN"
    top = ramsey.peers[0]
    assert (str(top.place), top.place.geoid, top.grade) == (
        "Hennepin County, MN",
        "27053",
        Grade.EXACT,
    )
    assert ramsey.standing is not None
    assert ramsey.standing.status is Status.IN_FORCE


def test_the_seed_articles_own_claim_stands_beside_the_computed_grade(findings: Findings) -> None:
    notes = findings["27123"].similarity_claims
    assert {note.place.geoid for note in notes} == {"27053"}
    titles = {str(document) for note in notes for document in note.evidence.citation.documents}
    assert any("Hennepin County lands on new immigration list" in title for title in titles)


def test_ramseys_absence_is_stated(findings: Findings) -> None:
    absence = findings["27123"].absence
    assert absence.basis is Basis.STATED
    assert {link.role for link in absence.evidence} == {"absence"}
    publishers = {d.publisher for link in absence.evidence for d in link.citation.documents}
    assert "Star Tribune" in publishers
    assert len(absence.evidence) >= 3


def test_both_funding_figures_are_given_with_their_share(findings: Findings) -> None:
    facts = {
        fact.place.geoid: (fact.amount_usd, fact.share, fact.approximate, fact.base)
        for fact in findings["27123"].funding
    }
    assert facts == {
        "27123": (Decimal(89_600_000), Decimal("0.14"), True, "total budget"),
        "27053": (Decimal(198_000_000), Decimal("0.10"), True, "total budget"),
    }


def test_no_fact_on_money_is_given_twice(report: OmissionReport) -> None:
    for finding in report.findings:
        claims = [fact.evidence.claim for fact in finding.funding]
        assert len(claims) == len(set(claims)), str(finding.place)


def test_differences_from_hennepin_are_shown(findings: Findings) -> None:
    top = findings["27123"].peers[0]
    differing = {feature.label: (feature.here, feature.there) for feature in top.differing}
    assert differing["ICE access"] == (
        ("transfer outside only",),
        ("transfer inside",),
    )
    assert "facility use" in differing
    assert any("Marshals" in value for value in differing["facility use"][0])
    assert any("makes no difference" in note for note in top.notes)
    cited = {link.claim for link in top.evidence if link.role == "difference"}
    assert len(cited) >= 3


# Douglas, Leon, Martin, Johnson


def test_douglas_was_left_out_with_the_grade_that_its_wording_supports(
    findings: Findings,
) -> None:
    douglas = findings["20045"]
    assert (douglas.verdict, douglas.grade) == (Verdict.OMITTED, Grade.AS_WRITTEN)
    assert douglas.absence.basis is Basis.STATED
    found = peers(douglas)
    kansas = {"20173": "Sedgwick", "20015": "Butler", "20055": "Finney", "20079": "Harvey"}
    assert {geoid: found[geoid] for geoid in kansas} == dict.fromkeys(kansas, Grade.AS_WRITTEN)


def test_douglas_is_shown_beside_shawnee_whose_criterion_differs(findings: Findings) -> None:
    douglas = findings["20045"]
    shawnee = next(peer for peer in douglas.peers if peer.place.geoid == "20177")
    assert shawnee.grade is None
    assert "The coded hold criteria differ." in shawnee.notes
    assert {note.place.geoid for note in douglas.similarity_claims} == {
        *("20173", "20177", "20015", "20055", "20079"),
    }


def test_sedgwicks_policy_is_disputed_and_says_so(findings: Findings) -> None:
    sedgwick = next(
        peer
        for peer in findings["20045"].peers
        if peer.place.geoid == "20173" and peer.grade is Grade.AS_WRITTEN
    )
    assert any("another source ends it: 2017-02-14" in note for note in sedgwick.notes)
    assert "peer ended" in {link.role for link in sedgwick.evidence}


def test_leon_was_left_out_beside_alachua_clay_and_hernando(findings: Findings) -> None:
    leon = findings["12073"]
    assert (leon.verdict, leon.grade) == (Verdict.OMITTED, Grade.EXACT)
    assert leon.absence.basis is Basis.STATED
    found = peers(leon)
    assert {geoid: found[geoid] for geoid in ("12001", "12019", "12053")} == {
        "12001": Grade.EXACT,
        "12019": Grade.CLOSE,
        "12053": Grade.CLOSE,
    }
    # Those of its own state come first.
    assert {peer.place.geoid for peer in leon.peers[:3]} == {"12001", "12019", "12053"}


def test_martin_which_honours_all_was_not_left_out(findings: Findings) -> None:
    martin = findings["12085"]
    assert martin.verdict is Verdict.NOT_COMPARABLE
    assert martin.grade is None
    assert martin.peers == ()


def test_of_johnson_one_cannot_tell_since_sources_conflict(findings: Findings) -> None:
    johnson = findings["20091"]
    assert (johnson.verdict, johnson.grade) == (Verdict.CANNOT_TELL, None)
    assert johnson.absence.basis is Basis.COVERAGE
    assert any("Sources conflict" in reason for reason in johnson.reasons)
    # Whom the reason names is shown, with the claims on both sides of the conflict.
    assert {str(peer.place) for peer in johnson.peers} == {
        "Finney County, KS",
        "Shawnee County, KS",
    }
    for peer in johnson.peers:
        assert peer.grade is None
        assert {"peer criterion", "peer conflict"} <= {link.role for link in peer.evidence}


# The whole


def test_nobody_is_omitted_but_on_a_stated_absence_or_a_closed_coverage(
    report: OmissionReport, columns: Columns
) -> None:
    kansas = columns.places[
        next(iri for iri, place in columns.places.items() if place.geoid == "20")
    ]
    stated = {place for place, part in columns.absences if part == report.part.iri}
    for finding in report.findings:
        if finding.verdict is Verdict.OMITTED:
            in_kansas = finding.place.state_iri == kansas.iri
            assert finding.place.iri in stated or in_kansas, str(finding.place)
            assert finding.absence.basis is not Basis.NONE
    assert {finding.place.geoid for finding in report.findings
            if finding.verdict is Verdict.OMITTED} == {"27123", "20045", "12073"}  # fmt: skip


def test_similar_places_without_a_ground_for_absence_are_not_told(
    report: OmissionReport,
) -> None:
    open_ones = [
        finding
        for finding in report.findings
        if finding.absence.basis is Basis.NONE and finding.grade
    ]
    assert len(open_ones) > 50
    for finding in open_ones:
        assert finding.verdict is Verdict.CANNOT_TELL, str(finding.place)
        whys = " ".join(finding.reasons)
        assert "not known to be complete" in whys or "may mean it" in whys


def test_new_mexico_is_covered_by_the_listing_of_its_jails(findings: Findings) -> None:
    mexico = [finding for finding in findings.values() if finding.place.state == "NM"]
    assert len(mexico) >= 5
    for finding in mexico:
        assert finding.verdict is Verdict.EXPLAINED
        assert finding.explanation is not None
        assert finding.explanation.kind == "covered-by-listed-parent"
        assert "parent listing" in {link.role for link in finding.evidence}


@pytest.mark.parametrize("geoid", ["24510", "41021", "41027", "41055", "41065", "41069"])
def test_whoever_has_another_custodian_is_explained(findings: Findings, geoid: str) -> None:
    explanation = findings[geoid].explanation
    assert explanation is not None
    assert explanation.kind == "other-custodian"


def test_every_place_with_a_policy_is_either_listed_or_judged(
    columns: Columns, report: OmissionReport
) -> None:
    with_policy = {place for policy in columns.policies.values() for place in policy.places}
    judged = {finding.place.iri for finding in report.findings}
    named = {place.iri for place in report.listed}
    assert judged | named >= with_policy
    assert not judged & named
    assert Counter(finding.verdict for finding in report.findings) == {
        verdict: count for verdict, count in report.counts.items() if count
    }


def test_findings_stand_in_the_order_of_verdict_state_and_name(report: OmissionReport) -> None:
    order = [(list(Verdict).index(f.verdict), f.place.state, f.place.name) for f in report.findings]
    assert order == sorted(order)


def test_every_verdict_says_why(report: OmissionReport) -> None:
    for finding in report.findings:
        match finding.verdict:
            case Verdict.OMITTED:
                assert finding.grade
                assert not finding.reasons
            case Verdict.EXPLAINED:
                assert finding.explanation
            case _:
                assert finding.reasons


# Other parts and days


@pytest.mark.parametrize("part", ["section-1", "section-2"])
def test_a_part_of_events_leaves_nobody_out(columns: Columns, part: str) -> None:
    found = find_omissions(columns, find_part(columns, FIRST, part))
    assert found.counts[Verdict.OMITTED] == 0
    events = [f for f in found.findings if f.explanation and f.explanation.kind == "no-event"]
    assert all(f.grade and f.absence.basis is not Basis.NONE for f in events)


def test_on_another_day_another_policy_counts(columns: Columns) -> None:
    part = find_part(columns, FIRST)

    def verdict(day: date) -> Verdict:
        found = find_omissions(columns, part, day)
        return next(f.verdict for f in found.findings if f.place.geoid == "27123")

    assert verdict(date(2017, 3, 20)) is Verdict.OMITTED
    assert verdict(date(2014, 1, 1)) is not Verdict.OMITTED


def test_the_day_is_that_of_the_report_unless_another_is_given(columns: Columns) -> None:
    part = find_part(columns, FIRST)
    assert find_omissions(columns, part).as_of == part.issued == date(2017, 3, 20)
    assert find_omissions(columns, part, date(2016, 1, 1)).as_of == date(2016, 1, 1)


# Finding the part


def test_the_part_that_tables_policies_is_taken_by_itself(columns: Columns) -> None:
    assert find_part(columns, FIRST).id == "section-3"
    assert find_part(columns, FIRST, "section-2").kind == "detainers-declined"


@pytest.mark.parametrize(
    ("report_id", "part", "said"),
    [
        ("us_ice_ddor_2017w2", None, "Did you mean us_ice_ddor_2017w1?"),
        ("nothing like it", None, "Known reports: us_ice_ddor_2017w1"),
        (FIRST, "section-4", "Parts: section-1, section-2, section-3."),
        (FIRST, "", "Parts: section-1, section-2, section-3."),
    ],
)
def test_an_unknown_report_or_part_names_those_that_there_are(
    columns: Columns, report_id: str, part: str | None, said: str
) -> None:
    with pytest.raises(UnknownReportError) as caught:
        find_part(columns, report_id, part)
    assert said in str(caught.value)
