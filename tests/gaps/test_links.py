"""Take a link out of the chain, or put another in, and the verdict changes as the rule says."""

from __future__ import annotations

from typing import Protocol

import pytest

from policygraph.gaps import Basis, Columns, Finding, Verdict, find_omissions, find_part
from policygraph.policies import Grade, Status

FIRST = "us_ice_ddor_2017w1"
RAMSEY, HENNEPIN, DOUGLAS, JOHNSON = "27123", "27053", "20045", "20091"
PART = "<https://w3id.org/policygraph/report/us_ice_ddor_2017w1/part/section-3>"
EVENTS = "<https://w3id.org/policygraph/report/us_ice_ddor_2017w1/part/section-2>"


class Change(Protocol):
    def __call__(self, *updates: str) -> Columns: ...


class Judge(Protocol):
    def __call__(
        self, columns: Columns, place: str, part: str = "section-3", day: str | None = None
    ) -> Finding | None: ...


def roles(finding: Finding | None) -> set[str]:
    assert finding is not None
    return {link.role for link in finding.evidence}


def no_stated_absence(geoid: str) -> str:
    return f"DELETE WHERE {{ ?absence pg:absentJurisdiction county:{geoid} }}"


def no_criterion(geoid: str, until: str = "9999-12-31") -> str:
    return f"""DELETE {{ ?claim pg:statesHoldCriterion ?criterion }}
        WHERE {{ ?claim pg:aboutPolicy policy:{geoid}\\/detainer ;
                   pg:statesHoldCriterion ?criterion ; pg:speaksFrom ?from .
                 FILTER(?from <= "{until}"^^xsd:date) }}"""


def end(geoid: str, written: str, first: str, last: str) -> str:
    return f"""INSERT DATA {{ claim:changed a pg:PolicyClaim ; CITED ;
        pg:aboutPolicy policy:{geoid}\\/detainer ; pg:endedOn {written} ;
        pg:endsFrom "{first}"^^xsd:date ; pg:endsUntil "{last}"^^xsd:date }}"""


def confidence(of: str, value: str) -> str:
    return f"""DELETE {{ ?claim pg:hasConfidence ?any }}
        INSERT {{ ?claim pg:hasConfidence conf:{value} }}
        WHERE {{ {of} ; pg:hasConfidence ?any }}"""


def coverage(part: str, scope: str = "", count: str = "", completeness: str = "complete") -> str:
    return f"""INSERT DATA {{ claim:changed-cover a pg:CoverageStatement ; CITED ;
        pg:coversPart {part} ; pg:hasCompleteness cover:{completeness}
        {f"; pg:coversScope {scope}" if scope else ""}
        {f"; pg:statedCount {count}" if count else ""} }}"""


def listing(what: str, part: str = PART) -> str:
    return f"""INSERT DATA {{ listing:changed a pg:Listing ; CITED ; pg:isListedIn {part} ;
        pg:nameAsPublished "Changed" ; {what} }}"""


NOT_LISTED = f"""DELETE {{ ?listing pg:isListedIn {PART} }}
    WHERE {{ ?listing pg:isListedIn {PART} ; pg:listsJurisdiction county:{HENNEPIN} }}"""
NOT_LIKENED = f"DELETE WHERE {{ ?claim pg:likensPolicyOf county:{RAMSEY} }}"
KANSAS = f"?claim pg:coversPart {PART} ; pg:coversScope state:20"


# Absence


def test_without_the_stated_absence_one_cannot_tell(change: Change, judge: Judge) -> None:
    ramsey = judge(change(no_stated_absence(RAMSEY)), RAMSEY)
    assert ramsey is not None
    assert (ramsey.verdict, ramsey.grade) == (Verdict.CANNOT_TELL, Grade.EXACT)
    assert ramsey.absence.basis is Basis.NONE
    assert ramsey.reasons == (
        "The list is not known to be complete for Minnesota, and no source says that it is absent.",
    )


def test_a_weak_statement_of_absence_is_no_ground(change: Change, judge: Judge) -> None:
    weak = confidence(f"?claim pg:absentJurisdiction county:{RAMSEY}", "weak-source")
    ramsey = judge(change(weak), RAMSEY)
    assert ramsey is not None
    assert (ramsey.verdict, ramsey.absence.basis) == (Verdict.CANNOT_TELL, Basis.NONE)
    assert "only a weak source says that it is absent" in ramsey.reasons[0]
    assert {link.role for link in ramsey.absence.evidence} == {"absence"}


def test_one_firm_statement_among_weak_ones_is_enough(change: Change, judge: Judge) -> None:
    weak = confidence(
        f'?claim pg:absentJurisdiction county:{RAMSEY} ; pg:locator "¶16"', "inferred"
    )
    ramsey = judge(change(weak), RAMSEY)
    assert ramsey is not None
    assert (ramsey.verdict, ramsey.absence.basis) == (Verdict.OMITTED, Basis.STATED)
    assert all(link.citation.confidence != "inferred" for link in ramsey.absence.evidence)


def test_where_the_list_is_complete_absence_needs_no_statement(
    change: Change, judge: Judge
) -> None:
    douglas = judge(change(no_stated_absence(DOUGLAS)), DOUGLAS)
    assert douglas is not None
    assert (douglas.verdict, douglas.grade) == (Verdict.OMITTED, Grade.AS_WRITTEN)
    assert douglas.absence.basis is Basis.COVERAGE
    assert "coverage" in roles(douglas)


@pytest.mark.parametrize(
    "spoil",
    [
        f"DELETE WHERE {{ {KANSAS} }}",
        f"""DELETE {{ ?claim pg:hasCompleteness ?any }}
            INSERT {{ ?claim pg:hasCompleteness cover:partial }}
            WHERE {{ {KANSAS} ; pg:hasCompleteness ?any }}""",
        f"""DELETE {{ ?claim pg:statedCount ?any }} INSERT {{ ?claim pg:statedCount 6 }}
            WHERE {{ {KANSAS} ; pg:statedCount ?any }}""",
        confidence(KANSAS, "weak-source"),
        confidence(KANSAS, "inferred"),
        # One of the five that are counted is no longer known.
        f"""DELETE {{ ?listing pg:listsJurisdiction county:20079 }}
            WHERE {{ ?listing pg:isListedIn {PART} ; pg:listsJurisdiction county:20079 }}""",
    ],
)
def test_without_a_closed_coverage_there_is_no_absence(
    change: Change, judge: Judge, spoil: str
) -> None:
    douglas = judge(change(no_stated_absence(DOUGLAS), spoil), DOUGLAS)
    assert douglas is not None
    assert (douglas.verdict, douglas.grade) == (Verdict.CANNOT_TELL, Grade.AS_WRITTEN)
    assert douglas.absence.basis is Basis.NONE
    johnson = judge(change(spoil), JOHNSON)
    assert johnson is not None
    assert johnson.absence.basis is Basis.NONE


@pytest.mark.parametrize(
    ("statement", "basis"),
    [
        (coverage(PART, "state:27"), Basis.COVERAGE),
        (coverage(PART, "state:27", "1"), Basis.COVERAGE),
        (coverage(PART, "state:27", "2"), Basis.NONE),
        (coverage(PART, f"county:{RAMSEY}"), Basis.COVERAGE),
        (coverage(PART, f"county:{RAMSEY}", "0"), Basis.COVERAGE),
        (coverage(PART, f"county:{RAMSEY}", "1"), Basis.NONE),
        (coverage(PART), Basis.COVERAGE),
        (coverage(PART, count="118"), Basis.NONE),
        (coverage(PART, "state:20"), Basis.NONE),
        (coverage(EVENTS, "state:27"), Basis.NONE),
        (coverage(PART, "state:27", completeness="unknown"), Basis.NONE),
    ],
)
def test_a_coverage_statement_speaks_for_its_part_and_scope(
    change: Change, judge: Judge, statement: str, basis: Basis
) -> None:
    ramsey = judge(change(no_stated_absence(RAMSEY), statement), RAMSEY)
    assert ramsey is not None
    assert ramsey.absence.basis is basis
    omitted = ramsey.verdict is Verdict.OMITTED
    assert omitted == (basis is Basis.COVERAGE)


# The listing


def test_without_hennepins_listing_the_peer_and_its_claim_are_gone(
    change: Change, judge: Judge
) -> None:
    changed = change(NOT_LISTED)
    ramsey = judge(changed, RAMSEY)
    assert ramsey is not None
    assert HENNEPIN not in {peer.place.geoid for peer in ramsey.peers}
    assert ramsey.similarity_claims == ()
    assert ramsey.verdict is Verdict.OMITTED  # others have the same criterion
    hennepin = judge(changed, HENNEPIN)
    assert hennepin is not None
    assert hennepin.verdict is Verdict.CANNOT_TELL  # Minnesota is not covered


def test_without_any_listing_nothing_is_comparable(change: Change, judge: Judge) -> None:
    ramsey = judge(change(f"DELETE WHERE {{ ?listing pg:isListedIn {PART} }}"), RAMSEY)
    assert ramsey is not None
    assert (ramsey.verdict, ramsey.peers) == (Verdict.NOT_COMPARABLE, ())


def test_a_weak_listing_makes_no_peer(change: Change, judge: Judge) -> None:
    weak = confidence(
        f"?claim pg:isListedIn {PART} ; pg:listsJurisdiction county:{HENNEPIN}", "inferred"
    )
    ramsey = judge(change(weak), RAMSEY)
    assert ramsey is not None
    assert HENNEPIN not in {peer.place.geoid for peer in ramsey.peers}


@pytest.mark.parametrize(
    "itself",
    [
        (listing(f"pg:listsJurisdiction county:{RAMSEY}"),),
        (
            f"INSERT DATA {{ place:2758000 pg:isConsolidatedWith county:{RAMSEY} }}",
            listing("pg:listsJurisdiction place:2758000"),
        ),
    ],
)
def test_a_listed_place_is_not_judged(
    change: Change, judge: Judge, itself: tuple[str, ...]
) -> None:
    changed = change(*itself)
    assert judge(changed, RAMSEY) is None
    found = find_omissions(changed, find_part(changed, FIRST))
    assert RAMSEY in {place.geoid for place in found.listed}
    assert RAMSEY not in {finding.place.geoid for finding in found.findings}


def test_a_listed_name_without_a_place_in_the_gazetteer_is_passed_over(
    change: Change, judge: Judge
) -> None:
    changed = change(listing("pg:listsJurisdiction place:9999999"))
    ramsey = judge(changed, RAMSEY)
    assert ramsey is not None
    assert ramsey.verdict is Verdict.OMITTED


def test_a_listing_in_another_part_does_not_count(change: Change, judge: Judge) -> None:
    ramsey = judge(change(listing(f"pg:listsJurisdiction county:{RAMSEY}", EVENTS)), RAMSEY)
    assert ramsey is not None
    assert ramsey.verdict is Verdict.OMITTED


def test_a_listed_state_covers_its_counties(change: Change, judge: Judge) -> None:
    ramsey = judge(change(listing("pg:listsJurisdiction state:27")), RAMSEY)
    assert ramsey is not None
    assert ramsey.verdict is Verdict.EXPLAINED
    assert ramsey.explanation is not None
    assert ramsey.explanation.kind == "covered-by-listed-parent"
    assert "“Changed”" in ramsey.explanation.text
    assert "parent listing" in roles(ramsey)


def test_a_listing_that_may_mean_the_place_leaves_it_open(change: Change, judge: Judge) -> None:
    two = listing(f"pg:mayListJurisdiction county:{RAMSEY} , county:38071")
    ramsey = judge(change(two), RAMSEY)
    assert ramsey is not None
    assert (ramsey.verdict, ramsey.grade) == (Verdict.CANNOT_TELL, Grade.EXACT)
    assert ramsey.reasons == ("The listed name “Changed” may mean it.",)
    assert "uncertain listing" in roles(ramsey)


# The policy in force


@pytest.mark.parametrize(
    ("ended", "status", "verdict"),
    [
        (end(RAMSEY, '"2017-03-20"^^xsd:date', "2017-03-20", "2017-03-20"), "ended", "explained"),
        (end(RAMSEY, '"2017-03-21"^^xsd:date', "2017-03-21", "2017-03-21"), "in force", "omitted"),
        (
            end(RAMSEY, '"2017-03"^^xsd:gYearMonth', "2017-03-01", "2017-03-31"),
            "unknown",
            "cannot-tell",
        ),
        # The seed article says that it still stood on the day.
        (end(RAMSEY, '"2016"^^xsd:gYear', "2016-01-01", "2016-12-31"), "disputed", "cannot-tell"),
    ],
)
def test_an_end_of_the_policy(
    change: Change, judge: Judge, ended: str, status: str, verdict: str
) -> None:
    ramsey = judge(change(ended), RAMSEY)
    assert ramsey is not None
    assert ramsey.standing is not None
    assert (ramsey.standing.status, ramsey.verdict) == (status, verdict)
    if ramsey.verdict is Verdict.EXPLAINED:
        assert ramsey.explanation is not None
        assert ramsey.explanation.kind == "policy-not-in-force"
    if ramsey.verdict is Verdict.CANNOT_TELL:
        assert "in force on the day" in ramsey.reasons[0]
    if ramsey.standing.status is not Status.IN_FORCE:
        assert "not in force" in roles(ramsey)


def test_a_policy_that_is_replaced_is_not_the_one_compared(change: Change, judge: Judge) -> None:
    heir = f"""INSERT DATA {{
        policy:{RAMSEY}\\/new a pg:Policy ; rdfs:label "New" ; pg:appliesIn county:{RAMSEY} ;
          pg:replacesPolicy policy:{RAMSEY}\\/detainer .
        claim:changed a pg:PolicyClaim ; CITED ; pg:aboutPolicy policy:{RAMSEY}\\/new ;
          pg:effectiveOn "2017-03-20"^^xsd:date ; pg:statesHoldCriterion criterion:honours-all ;
          pg:beginsFrom "2017-03-20"^^xsd:date ; pg:beginsUntil "2017-03-20"^^xsd:date ;
          pg:speaksFrom "2017-03-20"^^xsd:date ; pg:speaksUntil "2017-03-20"^^xsd:date .
        criterion:honours-all a pg:HoldCriterion ; pg:isJoinedBy join:any-of ;
          pg:hasCondition hold:honours-all }}"""
    changed = change(heir)
    ramsey = judge(changed, RAMSEY)
    assert ramsey is not None
    assert ramsey.policy.endswith("/new")
    assert ramsey.verdict is Verdict.NOT_COMPARABLE
    before = judge(changed, RAMSEY, day="2017-03-19")
    assert before is not None
    assert before.verdict is Verdict.OMITTED


def test_a_peer_whose_policy_ended_is_no_peer(change: Change, judge: Judge) -> None:
    over = end(HENNEPIN, '"2017-03-20"^^xsd:date', "2017-03-20", "2017-03-20")
    ramsey = judge(change(over), RAMSEY)
    assert ramsey is not None
    assert HENNEPIN not in {peer.place.geoid for peer in ramsey.peers}


def test_another_custodian_explains(change: Change, judge: Judge) -> None:
    jailer = f"""INSERT DATA {{ policy:{RAMSEY}\\/detainer pg:isCarriedOutBy agency:changed .
        agency:changed a pg:CorrectionsAgency ; rdfs:label "The other jail" ;
          pg:takesCustodyFor county:{RAMSEY} }}"""
    ramsey = judge(change(jailer), RAMSEY)
    assert ramsey is not None
    assert ramsey.verdict is Verdict.EXPLAINED
    assert ramsey.explanation is not None
    assert (ramsey.explanation.kind, ramsey.explanation.text) == (
        "other-custodian",
        "Its prisoners are held by The other jail.",
    )


# The criterion, and what a source says itself


def test_where_the_criterion_is_unknown_a_sources_own_statement_gives_the_grade(
    change: Change, judge: Judge
) -> None:
    ramsey = judge(change(no_criterion(RAMSEY)), RAMSEY)
    assert ramsey is not None
    assert (ramsey.verdict, ramsey.grade) == (Verdict.OMITTED, Grade.STATED)
    assert [(peer.place.geoid, peer.grade) for peer in ramsey.peers] == [(HENNEPIN, Grade.STATED)]
    assert ramsey.criterion == ""
    assert "similarity" in roles(ramsey)


def test_where_only_later_criteria_are_known_the_statement_still_counts(
    change: Change, judge: Judge
) -> None:
    ramsey = judge(change(no_criterion(RAMSEY, "2017-03-20")), RAMSEY)
    assert ramsey is not None
    assert (ramsey.verdict, ramsey.grade) == (Verdict.OMITTED, Grade.STATED)
    assert "later" in roles(ramsey)
    alone = judge(change(no_criterion(RAMSEY, "2017-03-20"), NOT_LIKENED), RAMSEY)
    assert alone is not None
    assert (alone.verdict, alone.grade) == (Verdict.CANNOT_TELL, None)
    assert "speaks only for 2025-01 and later" in alone.reasons[0]


@pytest.mark.parametrize(
    "spoil",
    [
        NOT_LIKENED,
        confidence(f"?claim pg:likensPolicyOf county:{RAMSEY}", "weak-source"),
        confidence(
            f"?claim pg:isListedIn {PART} ; pg:listsJurisdiction county:{HENNEPIN}", "weak-source"
        ),
        NOT_LISTED,
        # A policy that is known to have been over is like no policy of the day.
        end(HENNEPIN, '"2017-03-20"^^xsd:date', "2017-03-20", "2017-03-20"),
    ],
)
def test_the_grade_stated_needs_a_firm_statement_on_a_listed_policy(
    change: Change, judge: Judge, spoil: str
) -> None:
    ramsey = judge(change(no_criterion(RAMSEY), spoil), RAMSEY)
    assert ramsey is not None
    assert (ramsey.verdict, ramsey.grade) == (Verdict.CANNOT_TELL, None)
    assert ramsey.reasons == ("Its hold criterion is unknown.",)


def test_what_is_computed_goes_before_what_is_stated(change: Change, judge: Judge) -> None:
    # The newspaper likens Douglas to Shawnee too, but their criteria are known to differ.
    only = f"""DELETE {{ ?claim pg:toPolicyOf ?other }}
        WHERE {{ ?claim pg:likensPolicyOf county:{DOUGLAS} ; pg:toPolicyOf ?other .
                 FILTER(?other != county:20177) }}"""
    differ = f"""DELETE {{ ?claim pg:statesHoldCriterion ?old }}
        INSERT {{ ?claim pg:statesHoldCriterion criterion:case-by-case .
                  criterion:case-by-case a pg:HoldCriterion ; pg:isJoinedBy join:any-of ;
                    pg:hasCondition hold:case-by-case }}
        WHERE {{ ?claim pg:statesHoldCriterion ?old ;
                   pg:aboutPolicy policy:{DOUGLAS}\\/detainer }}"""
    douglas = judge(change(only, differ), DOUGLAS)
    assert douglas is not None
    assert (douglas.verdict, douglas.grade) == (Verdict.NOT_COMPARABLE, None)
    assert [(peer.place.geoid, peer.grade) for peer in douglas.peers] == [("20177", None)]


def test_an_open_term_against_a_judges_order_is_never_a_match(change: Change, judge: Judge) -> None:
    opened = f"""DELETE {{ ?claim pg:statesHoldCriterion ?old }}
        INSERT {{ ?claim pg:statesHoldCriterion criterion:changed .
                  criterion:changed a pg:HoldCriterion ; pg:isJoinedBy join:any-of ;
                    pg:hasCondition hold:warrant-unspecified , hold:criminal-custody-basis }}
        WHERE {{ ?claim pg:statesHoldCriterion ?old ;
                   pg:aboutPolicy policy:{RAMSEY}\\/detainer }}"""
    ramsey = judge(change(opened), RAMSEY)
    assert ramsey is not None
    graded = {peer.place.geoid for peer in ramsey.peers if peer.grade}
    assert HENNEPIN not in graded
    assert all(peer.grade is not Grade.EXACT for peer in ramsey.peers)
    only_hennepin = f"""DELETE {{ ?other pg:isListedIn {PART} }}
        WHERE {{ ?other pg:isListedIn {PART} .
                 FILTER NOT EXISTS {{ ?other pg:listsJurisdiction county:{HENNEPIN} }} }}"""
    ramsey = judge(change(opened, only_hennepin), RAMSEY)
    assert ramsey is not None
    assert (ramsey.verdict, ramsey.grade) == (Verdict.CANNOT_TELL, None)
    assert "An open term stands between" in ramsey.reasons[0]
    assert [(peer.place.geoid, peer.grade) for peer in ramsey.peers] == [(HENNEPIN, None)]


# Several policies


def test_the_policies_of_a_place_are_judged_together(change: Change, judge: Judge) -> None:
    second = f"""INSERT DATA {{
        policy:{RAMSEY}\\/second a pg:Policy ; rdfs:label "Second" ; pg:appliesIn county:{RAMSEY} .
        claim:changed a pg:PolicyClaim ; CITED ; pg:aboutPolicy policy:{RAMSEY}\\/second ;
          pg:asOf "2017-03-20"^^xsd:date ; pg:statesHoldCriterion criterion:probable-cause-showing ;
          pg:speaksFrom "2017-03-20"^^xsd:date ; pg:speaksUntil "2017-03-20"^^xsd:date }}"""
    ramsey = judge(change(second), RAMSEY)
    assert ramsey is not None
    assert ramsey.verdict is Verdict.OMITTED
    assert ramsey.peers[0].place.geoid == HENNEPIN
    others = [
        peer for peer in ramsey.peers if any("another policy of the place" in n for n in peer.notes)
    ]
    assert others
    assert {link for peer in others for link in peer.evidence} <= set(ramsey.evidence)
    assert len(ramsey.evidence) == len(set(ramsey.evidence))


# Parts of events


def test_an_absence_from_a_part_of_events_is_no_event(change: Change, judge: Judge) -> None:
    ramsey = judge(change(coverage(EVENTS)), RAMSEY, "section-2")
    assert ramsey is not None
    assert ramsey.verdict is Verdict.EXPLAINED
    assert ramsey.explanation is not None
    assert ramsey.explanation.kind == "no-event"
    assert ramsey.grade is Grade.EXACT
    assert ramsey.absence.basis is Basis.COVERAGE


def test_without_coverage_one_cannot_tell_of_events(judge: Judge, columns: Columns) -> None:
    ramsey = judge(columns, RAMSEY, "section-2")
    assert ramsey is not None
    assert ramsey.verdict is Verdict.CANNOT_TELL


# Places of which nothing is known


def test_a_place_without_a_policy_cannot_be_judged(judge: Judge, columns: Columns) -> None:
    anoka = judge(columns, "Anoka County, MN")
    assert anoka is not None
    assert (anoka.verdict, anoka.standing, anoka.policy) == (Verdict.CANNOT_TELL, None, "")
    assert anoka.reasons == ("No policy of the place is in the graph.",)
    covered = judge(columns, "Catron County, NM")
    assert covered is not None
    assert covered.verdict is Verdict.EXPLAINED
    assert "parent listing" in roles(covered)
