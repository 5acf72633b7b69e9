"""A report holds every finding and verdict that the parts of it hold, with the proof of each."""

from __future__ import annotations

from datetime import date

import pytest

from policygraph.errors import OutputError, UnknownReportError
from policygraph.gaps import Verdict, find_gaps
from policygraph.report.compose import build_report
from policygraph.report.model import FindingsReport, Question
from policygraph.store import LocalStore

FIRST = "us_ice_ddor_2017w1"


@pytest.fixture(scope="module")
def shipped() -> LocalStore:
    return LocalStore.shipped()


@pytest.fixture(scope="module")
def first(shipped: LocalStore) -> FindingsReport:
    return build_report(shipped, Question(report=FIRST))


def test_a_card_for_every_finding_and_verdict(first: FindingsReport) -> None:
    counts = first.count()
    verdicts = counts["explained"] + counts["cannot-tell"] + counts["not-comparable"]
    assert len(first.cases) == len(first.gaps.findings) + verdicts
    assert len({case.id for case in first.cases}) == len(first.cases)
    assert all(case.sections and case.sentence for case in first.cases)


def test_an_omission_has_both_its_finding_and_its_verdict(first: FindingsReport) -> None:
    ramsey = next(case for case in first.cases if case.place and case.place.geoid == "27123")
    assert ramsey.gap and ramsey.judgement and ramsey.record
    assert ramsey.weight == "violation"
    assert "Hennepin County, MN" in ramsey.sentence
    assert ramsey.judgement.would_change
    assert ramsey.iri.startswith("https://w3id.org/policygraph/finding/omitted/")


def test_every_claim_of_a_finding_is_told_in_its_card(first: FindingsReport) -> None:
    for case in first.cases:
        if case.gap and not case.judgement:
            told = "\n".join(line for section in case.sections for line in section.lines)
            assert all(link.citation.summary in told for link in case.gap.evidence), case.id


def test_findings_are_those_of_the_rules(shipped: LocalStore, first: FindingsReport) -> None:
    direct = find_gaps(shipped, report=FIRST)
    assert [finding.id for finding in direct.findings] == [f.id for f in first.gaps.findings]


def test_a_report_on_every_list_shows_findings_only(shipped: LocalStore) -> None:
    report = build_report(shipped, Question())
    assert len(report.cases) == len(report.gaps.findings)
    assert len(report.lists) > 1
    omitted = sum(one.counts[Verdict.OMITTED] for one in report.lists)
    assert omitted == report.count()["omitted"]


def test_narrowing_leaves_only_what_was_asked_for(shipped: LocalStore) -> None:
    of_state = build_report(shipped, Question(report=FIRST, state="mn"))
    assert {case.place.state for case in of_state.cases if case.place} == {"MN"}
    assert {str(s.state) for s in of_state.lists[0].completeness} == {"Minnesota"}
    of_place = build_report(shipped, Question(report=FIRST, jurisdiction="Ramsey County, MN"))
    assert [case.gap.rule.id for case in of_place.cases if case.gap] == ["omitted"]
    assert all(case.record for case in of_place.cases)
    assert "of 1 place with" in of_place.summary[0]


def test_rules_narrow_both_findings_and_verdicts(shipped: LocalStore) -> None:
    report = build_report(shipped, Question(report=FIRST, rules=("stale-listing",)))
    assert not report.lists
    assert {finding.rule.id for finding in report.gaps.findings} <= {"stale_listing"}


def test_another_day_is_another_report(shipped: LocalStore, first: FindingsReport) -> None:
    later = build_report(shipped, Question(report=FIRST, as_of=date(2025, 1, 1)))
    assert later.count() != first.count()
    assert later.title.endswith("as of 2025-01-01")


def test_a_list_read_as_corrected_is_another_list(shipped: LocalStore) -> None:
    doj, day = "us_doj_eo14287_2025", date(2025, 12, 31)
    before = build_report(shipped, Question(report=doj))
    after = build_report(shipped, Question(report=doj, list_version=day))
    gaps = find_gaps(shipped, report=doj, list_version=day)
    assert [finding.id for finding in after.gaps.findings] == [f.id for f in gaps.findings]
    assert "2025-12-31" in after.lists[0].list_version
    assert len(after.lists[0].listed) < len(before.lists[0].listed)


def test_what_is_not_there_is_refused(shipped: LocalStore) -> None:
    with pytest.raises(UnknownReportError):
        build_report(shipped, Question(report="us_ice_ddor_2017w9"))
    with pytest.raises(OutputError, match="'XX' is not the postal code"):
        build_report(shipped, Question(report=FIRST, state="XX"))


def test_the_same_graph_gives_the_same_version(shipped: LocalStore, first: FindingsReport) -> None:
    again = LocalStore.shipped()
    assert again.digest == shipped.digest == first.version.digest
    assert again.copy_with("INSERT DATA { <x:a> <x:b> <x:c> }").digest != again.digest
    assert first.version.digest[:12] in first.citation
