"""How firm a verdict is, and how far an answer goes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.gaps.conftest import Change, Judge

from policygraph.gaps import (
    Columns,
    Completeness,
    Finding,
    OmissionReport,
    Verdict,
    find_omissions,
    find_part,
    read_confidence,
    read_kinds,
)
from policygraph.gaps.strength import CONFIDENCE, find_links

KANSAS = "https://w3id.org/policygraph/jurisdiction/us/state/20"


def grade(columns: Columns, *claims: str, confidence: str) -> Columns:
    """Give claims another confidence."""
    citations = {
        claim: replace(citation, confidence=confidence) if claim in claims else citation
        for claim, citation in columns.citations.items()
    }
    return replace(columns, citations=citations)


# The weakest link


def test_the_proof_of_ramsey_is_as_firm_as_its_weakest_link(findings: dict[str, Finding]) -> None:
    links = find_links(findings["27123"])
    assert len(links) >= 5
    firmest = [min(CONFIDENCE.index(c.citation.confidence) for c in link) for link in links]
    assert read_confidence(findings["27123"]) == CONFIDENCE[max(firmest)] == "paraphrased"
    assert read_kinds(findings["27123"]) == ("Listing", "PolicyClaim", "StatedAbsence")


def test_a_verdict_falls_with_its_only_absence_and_not_with_one_claim_of_many(
    columns: Columns, judge: Judge
) -> None:
    ramsey = judge(columns, "27123")
    assert ramsey is not None
    absences = [link.claim for link in ramsey.absence.evidence]
    firm = judge(grade(columns, *columns.citations, confidence="verbatim"), "27123")
    assert firm is not None
    assert read_confidence(firm) == "verbatim"
    for claims in ([*absences], [c.claim for link in find_links(ramsey) for c in link]):
        changed = grade(columns, *columns.citations, confidence="verbatim")
        found = judge(grade(changed, *claims, confidence="quoted"), "27123")
        assert found is not None
        assert read_confidence(found) == "quoted"
    one_of_many = next(link for link in find_links(ramsey) if len(link) > 1)[0].claim
    changed = grade(columns, *columns.citations, confidence="verbatim")
    found = judge(grade(changed, one_of_many, confidence="quoted"), "27123")
    assert found is not None
    assert read_confidence(found) == "verbatim"


def test_of_several_peers_the_best_proved_one_counts(columns: Columns, judge: Judge) -> None:
    changed = grade(columns, *columns.citations, confidence="verbatim")
    ramsey = judge(changed, "27123")
    assert ramsey is not None
    peers = [peer for peer in ramsey.peers if peer.grade is ramsey.grade]
    weak = [link.claim for peer in peers[1:] for link in peer.evidence if link.role == "listing"]
    for claims, confidence in ((weak, "verbatim"), ([*weak, peers[0].evidence[0].claim], "quoted")):
        found = judge(grade(changed, *claims, confidence="quoted"), "27123")
        assert found is not None
        assert read_confidence(found) == confidence


def test_every_verdict_is_as_firm_as_what_it_rests_on(report: OmissionReport) -> None:
    for finding in report.findings:
        confidence, kinds = read_confidence(finding), read_kinds(finding)
        if finding.verdict is Verdict.CANNOT_TELL:
            assert confidence is None
        elif finding.verdict is Verdict.OMITTED:
            # Nothing is called omitted on an inferred claim or one from a weak source.
            assert confidence in CONFIDENCE[:3]
            assert {"Listing", "PolicyClaim"} < set(kinds)
        elif finding.explanation and finding.explanation.kind == "other-custodian":
            assert confidence is None  # the register of agencies has no claims
        else:
            assert confidence in CONFIDENCE
        assert kinds or {link.role for link in finding.evidence} <= {"funding"}
        assert "FundingObservation" not in kinds


# How far an answer goes


def scopes(report: OmissionReport) -> dict[str | None, Completeness]:
    return {s.state.name if s.state else None: s.completeness for s in report.completeness}


def test_the_first_report_is_known_whole_for_kansas_only(report: OmissionReport) -> None:
    found = scopes(report)
    assert [n for n, c in found.items() if c is Completeness.COMPLETE] == ["Kansas"]
    assert found["Minnesota"] is Completeness.LOWER_BOUND
    assert found["Missouri"] is Completeness.UNKNOWN if "Missouri" in found else True
    assert {f.place.state_name for f in report.findings} <= set(found)


@pytest.mark.parametrize("report_id", ["us_doj_eo14287_2025", "us_dhs_sanctuary_2025"])
def test_a_list_that_is_held_whole_is_complete_everywhere(columns: Columns, report_id: str) -> None:
    found = find_omissions(columns, find_part(columns, report_id))
    assert scopes(found) == {None: Completeness.COMPLETE}


@pytest.mark.parametrize(
    ("property", "value"),
    [
        ("hasCompleteness", "cover:partial"),
        ("hasConfidence", "conf:weak-source"),
        ("statedCount", "6"),
    ],
)
def test_kansas_is_a_lower_bound_where_its_coverage_falls_short(
    change: Change, property: str, value: str
) -> None:
    columns = change(
        f"DELETE {{ ?c pg:{property} ?x }} INSERT {{ ?c pg:{property} {value} }}"
        f" WHERE {{ ?c pg:coversScope state:20 ; pg:{property} ?x }}"
    )
    found = find_omissions(columns, find_part(columns, "us_ice_ddor_2017w1"))
    assert scopes(found)["Kansas"] is Completeness.LOWER_BOUND


def test_a_state_of_which_nothing_is_said_is_unknown(change: Change) -> None:
    columns = change(
        "DELETE { ?c pg:absentJurisdiction ?p } WHERE { ?c pg:absentJurisdiction ?p }",
        "DELETE { ?l pg:listsJurisdiction ?p } WHERE {"
        " ?l pg:listsJurisdiction ?p . ?p pg:isWithin? state:27 }",
    )
    found = find_omissions(columns, find_part(columns, "us_ice_ddor_2017w1"))
    assert scopes(found)["Minnesota"] is Completeness.UNKNOWN
