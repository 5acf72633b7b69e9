"""Omissions: which places a part leaves out although their policy is like a listed one.

The rule, in order, for every place with a policy that the part does not name:

1. its state is listed, or somebody else runs its jail: **explained**;
2. its policy was not in force on the day: **explained**;
3. its hold criterion is unknown, or only an open term or a conflict of claims stands between it
   and a listed one: **cannot tell** (a source's own statement of similarity gives the grade
   *stated* where the criterion is unknown);
4. its criterion is like none of the listed ones: **not comparable**;
5. it is like a listed one, but whether it was in force, or whether the place is absent at all, is
   not known: **cannot tell**;
6. it is like a listed one, in force, and absent: **omitted**. For a part that records events, an
   absent place had none: **explained**.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import Final

from policygraph.errors import UnknownReportError
from policygraph.gaps.columns import Columns, Part
from policygraph.gaps.findings import (
    Absence,
    Basis,
    Explanation,
    Finding,
    FundingFact,
    OmissionReport,
    Peer,
    SimilarityNote,
    Verdict,
)
from policygraph.gaps.listed import ListedPart, cite
from policygraph.gaps.peers import Comparison, PeerTable, PolicyView, describe
from policygraph.places import Place
from policygraph.policies import CriterionView, Grade, Likeness, Policy, Status

#: Parts whose entries are events: a place may be absent because nothing happened.
EVENT_PARTS: Final = frozenset({"detainers-issued", "detainers-declined"})

#: Where a place has several policies, the finding that weighs most is reported.
_WEIGHT: Final = (
    Verdict.OMITTED,
    Verdict.CANNOT_TELL,
    Verdict.NOT_COMPARABLE,
    Verdict.EXPLAINED,
)


def find_part(columns: Columns, report: str, part: str | None = None) -> Part:
    """Find a part of a report by their ids.

    Parameters
    ----------
    columns : Columns
        The graph.
    report : str
        The report's id, such as ``us_ice_ddor_2017w1``.
    part : str, optional
        The part's id, such as ``section-3``; by default the part that tables policies, or the
        only one there is.

    Returns
    -------
    Part
        The part.

    Raises
    ------
    UnknownReportError
        If there is no such report or part; the message names those that there are.
    """
    known = sorted({item.report_id for item in columns.parts})
    parts = [item for item in columns.parts if item.report_id == report]
    if not parts:
        close = get_close_matches(report, known, n=1)
        hint = f"Did you mean {close[0]}?" if close else f"Known reports: {', '.join(known)}."
        raise UnknownReportError(f"No report {report!r} is in the graph.", hint=hint)
    ids = ", ".join(item.id for item in parts)
    if part is None:
        tables = [item for item in parts if item.kind not in EVENT_PARTS]
        if len(tables) != 1:
            raise UnknownReportError(
                f"Report {report!r} has several parts: {ids}.", hint="Choose one with --part."
            )
        return tables[0]
    for item in parts:
        if item.id == part:
            return item
    raise UnknownReportError(f"Report {report!r} has no part {part!r}.", hint=f"Parts: {ids}.")


def find_omissions(
    columns: Columns,
    part: Part,
    day: date | None = None,
    *,
    place: Place | None = None,
) -> OmissionReport:
    """Judge every place with a policy that a part does not name.

    Parameters
    ----------
    columns : Columns
        The graph.
    part : Part
        The part, read as published.
    day : datetime.date, optional
        The day as of which policies are read; by default the day of the report.
    place : Place, optional
        Judge only this place, also where no policy of it is known.

    Returns
    -------
    OmissionReport
        Findings in the order of the verdicts, then of state and name.
    """
    as_of = day or part.issued
    judge = _Judge(columns, part, as_of)
    places = [place.iri] if place else judge.table.by_place
    findings = [
        judge.judge(iri)
        for iri in places
        if iri not in judge.listed.by_place and iri in columns.places
    ]
    findings.sort(
        key=lambda f: (list(Verdict).index(f.verdict), f.place.state, f.place.name, f.place.iri)
    )
    counts = dict.fromkeys(Verdict, 0)
    for finding in findings:
        counts[finding.verdict] += 1
    return OmissionReport(
        part=part,
        as_of=as_of,
        list_version=f"as published {part.issued.isoformat()}",
        counts=counts,
        findings=tuple(findings),
        listed=tuple(
            sorted(
                (columns.places[iri] for iri in judge.listed.by_place),
                key=lambda item: (item.state, item.name),
            )
        ),
    )


@dataclass(frozen=True, slots=True)
class _Outcome:
    """A verdict before its evidence is gathered."""

    verdict: Verdict
    grade: Grade | None = None
    explanation: Explanation | None = None
    reasons: tuple[str, ...] = ()


class _Judge:
    def __init__(self, columns: Columns, part: Part, day: date) -> None:
        self.columns = columns
        self.listed = ListedPart(columns, part)
        self.table = PeerTable(self.listed, day)
        self.day = day

    def judge(self, place: str) -> Finding:
        """Judge a place by each of its policies and report what weighs most."""
        policies = self.table.by_place.get(place, [])
        if not policies:
            outcome = self._explain(place, None) or _Outcome(
                Verdict.CANNOT_TELL, reasons=("No policy of the place is in the graph.",)
            )
            return self._report(place, None, [], outcome)
        found = [self._judge_policy(place, policy) for policy in policies]
        return min(found, key=lambda f: (_WEIGHT.index(f.verdict), f.grade.rank if f.grade else 9))

    def _judge_policy(self, place: str, policy: Policy) -> Finding:
        view = self.table.view(policy)
        compared = self.table.compare_all(view.criterion)
        outcome = self._explain(place, view) or self._weigh(place, view, compared)
        return self._report(place, view, compared, outcome)

    def _explain(self, place: str, view: PolicyView | None) -> _Outcome | None:
        parent = self.listed.find_parent(place)
        if parent:
            return _explained(
                "covered-by-listed-parent", f"The list names “{parent.name}”, which covers it."
            )
        if view is None:
            return None
        for _, label, held in self.columns.custodians.get(view.policy.iri, ()):
            if place in held:
                return _explained("other-custodian", f"Its prisoners are held by {label}.")
        if view.standing.status in {Status.ENDED, Status.NOT_YET}:
            return _explained(
                "policy-not-in-force",
                f"Its policy was {view.standing.status} on {self.day.isoformat()}.",
            )
        return None

    def _weigh(self, place: str, view: PolicyView, compared: list[Comparison]) -> _Outcome:
        grades = [c.likeness.grade for c in compared if c.likeness.grade]
        if self._uncomputed(place, view):
            grades.append(Grade.STATED)
        if grades:
            best = min(grades, key=lambda grade: grade.rank)
            return self._weigh_absence(place, view, best)
        if not view.criterion.criteria:
            return self._weigh_unknown(view)
        open_ones = [c for c in compared if c.likeness is Likeness.UNDECIDED]
        if not open_ones:
            return _Outcome(
                Verdict.NOT_COMPARABLE,
                reasons=("Its hold criterion is like that of no listed place.",),
            )
        names = sorted({str(self.columns.places[c.place]) for c in open_ones})
        listed = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
        why = (
            f"Sources conflict on a hold criterion: by some it is like that of listed {listed}."
            if any(c.conflicting for c in open_ones)
            else f"An open term stands between its hold criterion and that of listed {listed}: a "
            "judge's warrant and an ICE officer's are not the same."
        )
        return _Outcome(Verdict.CANNOT_TELL, reasons=(why,))

    def _weigh_unknown(self, view: PolicyView) -> _Outcome:
        """Weigh a policy whose criterion is not known for the day."""
        later = tuple(sorted({c.criterion for c in view.criterion.later if c.criterion}, key=str))
        if later:
            known = self.table.compare_all(CriterionView(criteria=later))
            since = min(str(claim.moment) for claim in view.criterion.later)
            if known and all(c.likeness is Likeness.DIFFERENT for c in known):
                return _Outcome(
                    Verdict.NOT_COMPARABLE,
                    reasons=(f"Its only known hold criterion, of {since}, is like no listed one.",),
                )
            return _Outcome(
                Verdict.CANNOT_TELL,
                reasons=(f"What is known of its policy speaks only for {since} and later.",),
            )
        return _Outcome(Verdict.CANNOT_TELL, reasons=("Its hold criterion is unknown.",))

    def _weigh_absence(self, place: str, view: PolicyView, grade: Grade) -> _Outcome:
        """Weigh a policy that is like a listed one."""
        reasons = []
        if view.standing.status is not Status.IN_FORCE:
            reasons.append(
                "Whether its policy was in force on the day is "
                + ("disputed." if view.standing.status is Status.DISPUTED else "not known.")
            )
        uncertain = self.listed.find_uncertain(place)
        if uncertain:
            reasons.append(f"The listed name “{uncertain.name}” may mean it.")
        absence = self.listed.read_absence(place)
        if absence.basis is Basis.NONE and not uncertain:
            reasons.append(
                "The list is not known to be complete for "
                f"{self.columns.places[place].state_name}, and no source says that it is absent."
            )
        if reasons:
            return _Outcome(Verdict.CANNOT_TELL, grade, reasons=tuple(reasons))
        if self.listed.part.kind in EVENT_PARTS:
            return replace(
                _explained("no-event", "The part records events, and none is recorded for it."),
                grade=grade,
            )
        return _Outcome(Verdict.OMITTED, grade)

    def _likened(self, place: str) -> list[tuple[str, str]]:
        """Return the listed places that a source likens the place to, with the claims."""
        return [
            (other, claim)
            for other, claim in self.columns.similar.get(place, ())
            if other in self.listed.by_place
        ]

    def _uncomputed(self, place: str, view: PolicyView) -> set[str]:
        """Return the likened places with which nothing can be computed."""
        computable = {peer for peer, _ in self.table.peers} if view.criterion.criteria else set()
        return {other for other, _ in self._likened(place)} - computable

    def _report(
        self, place: str, view: PolicyView | None, compared: list[Comparison], outcome: _Outcome
    ) -> Finding:
        columns = self.columns
        likened = self._likened(place)
        peers = self._peers(place, view, compared, {other for other, _ in likened})
        absence = self.listed.read_absence(place)
        evidence = [*absence.evidence]
        if view:
            evidence += cite(columns, "in force", (c.iri for c in view.standing.supports))
            evidence += cite(columns, "not in force", (c.iri for c in view.standing.contradicts))
            evidence += cite(columns, "criterion", (c.iri for c in view.criterion.claims))
            evidence += cite(columns, "conflict", (c.iri for c in view.criterion.conflicting))
            evidence += cite(columns, "later", (c.iri for c in view.criterion.later))
        notes = tuple(
            SimilarityNote(columns.places[other], link)
            for other, claim in likened
            for link in cite(columns, "similarity", [claim])
        )
        funding = tuple(
            fact
            for iri in (place, *(peer.place.iri for peer in peers))
            for fact in self._funding(iri)
        )
        evidence += [note.evidence for note in notes]
        for peer in peers:
            evidence += peer.evidence
        evidence += [fact.evidence for fact in funding]
        return Finding(
            place=columns.places[place],
            verdict=outcome.verdict,
            grade=outcome.grade,
            policy=view.policy.iri if view else "",
            criterion=self._words(view),
            standing=view.standing if view else None,
            explanation=outcome.explanation,
            reasons=outcome.reasons,
            absence=absence,
            peers=peers,
            similarity_claims=notes,
            funding=funding,
            evidence=tuple(dict.fromkeys(evidence)),
        )

    def _words(self, view: PolicyView | None) -> str:
        criteria = view.criterion.criteria if view else ()
        return " / ".join(describe(criterion, self.columns) for criterion in criteria)

    def _peers(
        self,
        place: str,
        view: PolicyView | None,
        compared: Iterable[Comparison],
        likened: set[str],
    ) -> tuple[Peer, ...]:
        """Build the peers: first those a source names, then the nearest."""
        if view is None:
            return ()
        stated = self._uncomputed(place, view)
        peers = [
            self.table.build_peer(
                view, found, grade=Grade.STATED if found.place in stated else None
            )
            for found in compared
            if found.likeness.grade or found.place in likened
        ]
        state = self.columns.places[place].state
        return tuple(
            sorted(
                peers,
                key=lambda peer: (
                    peer.place.iri not in likened,
                    peer.place.state != state,
                    peer.grade.rank if peer.grade else 9,
                    -(peer.agreement.agreement or 0.0) * peer.agreement.coverage,
                    str(peer.place),
                ),
            )
        )

    def _funding(self, place: str) -> Iterable[FundingFact]:
        concepts = self.columns.concepts
        for row in self.columns.funding.get(place, ()):
            for link in cite(self.columns, "funding", [row["claim"] or ""]):
                yield FundingFact(
                    place=self.columns.places[place],
                    amount_usd=Decimal(row["amount_usd"]) if row["amount_usd"] else None,
                    share=Decimal(row["share"]) if row["share"] else None,
                    measure=concepts.get(row["measure"] or "", ""),
                    base=concepts.get(row["base"]) if row["base"] else None,
                    year=row["year"] or "",
                    approximate=row["approximate"] in {"true", "1"},
                    evidence=link,
                )


def _explained(kind: str, text: str) -> _Outcome:
    return _Outcome(Verdict.EXPLAINED, explanation=Explanation(kind, text))


__all__ = ["EVENT_PARTS", "Absence", "find_omissions", "find_part"]
