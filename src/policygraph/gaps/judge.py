"""The omission rule: the verdict on a place that a part of a report does not name.

The rule, in order, for every place with a policy that the part does not name:

1. its state is listed, or somebody else runs its jail: **explained**;
2. its policy was not in force on the day: **explained**;
3. its hold criterion is unknown, or only an open term or a conflict of claims stands between it
   and a listed one: **cannot tell** (a source's own statement of similarity gives the grade
   *stated* where nothing can be computed);
4. its criterion is like none of the listed ones: **not comparable**;
5. it is like a listed one, but whether it was in force, or whether the place is absent at all, is
   not known: **cannot tell**;
6. it is like a listed one, in force, and absent: **omitted**. For a part that records events, an
   absent place had none: **explained**.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from policygraph.gaps.dossier import Dossier, Outcome, join_findings
from policygraph.gaps.findings import Basis, Evidence, Explanation, Finding, Verdict
from policygraph.gaps.listed import ListedPart, cite
from policygraph.gaps.peers import Comparison, PeerTable
from policygraph.gaps.records import Columns, Part
from policygraph.gaps.views import PolicyView
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


class Judge:
    """Judges places by one part, as of a day.

    Parameters
    ----------
    columns : Columns
        The graph.
    part : Part
        The part.
    day : datetime.date
        The day.
    """

    def __init__(self, columns: Columns, part: Part, day: date) -> None:
        self.columns = columns
        self.listed = ListedPart(columns, part)
        self.table = PeerTable(self.listed, day)
        self.dossier = Dossier(self.listed, self.table)
        self.day = day

    def judge(self, place: str) -> Finding:
        """Judge a place by each of its policies and report what weighs most.

        Parameters
        ----------
        place : str
            The place's IRI; the part does not name it.

        Returns
        -------
        Finding
            The verdict with its chain.
        """
        policies = self.table.by_place.get(place, [])
        if not policies:
            outcome = self._explain(place, None) or Outcome(
                Verdict.CANNOT_TELL, reasons=("No policy of the place is in the graph.",)
            )
            return self.dossier.build_finding(place, None, [], outcome)
        found = sorted(
            (self._judge_policy(place, policy) for policy in policies),
            key=lambda f: (_WEIGHT.index(f.verdict), f.grade.rank if f.grade else 9, f.policy),
        )
        return join_findings(found[0], [f for f in found[1:] if f.verdict is Verdict.OMITTED])

    def _judge_policy(self, place: str, policy: Policy) -> Finding:
        view = self.table.view(policy)
        compared = self.table.compare_all(view.criterion)
        outcome = self._explain(place, view) or self._weigh(place, view, compared)
        return self.dossier.build_finding(place, view, compared, outcome)

    def _explain(self, place: str, view: PolicyView | None) -> Outcome | None:
        parent = self.listed.find_parent(place)
        if parent:
            return replace(
                _explained(
                    "covered-by-listed-parent", f"The list names “{parent.name}”, which covers it."
                ),
                evidence=cite(self.columns, "parent listing", [parent.iri]),
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

    def _weigh(self, place: str, view: PolicyView, compared: list[Comparison]) -> Outcome:
        grades = [c.likeness.grade for c in compared if c.likeness.grade]
        if self.table.find_uncomputed(place, view):
            grades.append(Grade.STATED)
        if grades:
            best = min(grades, key=lambda grade: grade.rank)
            return self._weigh_absence(place, view, best)
        if not view.criterion.criteria:
            return self._weigh_unknown(view)
        open_ones = [c for c in compared if c.likeness is Likeness.UNDECIDED]
        if not open_ones:
            return Outcome(
                Verdict.NOT_COMPARABLE,
                reasons=("Its hold criterion is like that of no listed place.",),
            )
        names = {str(self.columns.places[c.place]): c.place for c in open_ones}
        shown = sorted(names)[:3]
        listed = ", ".join(shown) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
        why = (
            f"Sources conflict on a hold criterion: by some it is like that of listed {listed}."
            if any(c.conflicting for c in open_ones)
            else f"An open term stands between its hold criterion and that of listed {listed}: a "
            "judge's warrant and an ICE officer's are not the same."
        )
        return Outcome(
            Verdict.CANNOT_TELL,
            reasons=(why,),
            open_peers=frozenset(names[name] for name in shown),
        )

    def _weigh_unknown(self, view: PolicyView) -> Outcome:
        """Weigh a policy whose criterion is not known for the day."""
        later = tuple(sorted({c.criterion for c in view.criterion.later if c.criterion}, key=str))
        if later:
            known = self.table.compare_all(CriterionView(criteria=later))
            since = min(str(claim.moment) for claim in view.criterion.later)
            if known and all(c.likeness is Likeness.DIFFERENT for c in known):
                return Outcome(
                    Verdict.NOT_COMPARABLE,
                    reasons=(f"Its only known hold criterion, of {since}, is like no listed one.",),
                )
            return Outcome(
                Verdict.CANNOT_TELL,
                reasons=(f"What is known of its policy speaks only for {since} and later.",),
            )
        return Outcome(Verdict.CANNOT_TELL, reasons=("Its hold criterion is unknown.",))

    def _weigh_absence(self, place: str, view: PolicyView, grade: Grade) -> Outcome:
        """Weigh a policy that is like a listed one."""
        reasons = []
        if view.standing.status is not Status.IN_FORCE:
            reasons.append(
                "Whether its policy was in force on the day is "
                + ("disputed." if view.standing.status is Status.DISPUTED else "not known.")
            )
        uncertain = self.listed.find_uncertain(place)
        evidence: tuple[Evidence, ...] = ()
        if uncertain:
            reasons.append(f"The listed name “{uncertain.name}” may mean it.")
            evidence = cite(self.columns, "uncertain listing", [uncertain.iri])
        absence = self.listed.read_absence(place)
        if absence.basis is Basis.NONE and not uncertain:
            said = any(link.role == "absence" for link in absence.evidence)
            reasons.append(
                "The list is not known to be complete for "
                f"{self.columns.places[place].state_name}, and "
                + ("only a weak source" if said else "no source")
                + " says that it is absent."
            )
        if reasons:
            return Outcome(Verdict.CANNOT_TELL, grade, reasons=tuple(reasons), evidence=evidence)
        if self.listed.part.kind in EVENT_PARTS:
            return replace(
                _explained("no-event", "The part records events, and none is recorded for it."),
                grade=grade,
            )
        return Outcome(Verdict.OMITTED, grade)


def _explained(kind: str, text: str) -> Outcome:
    return Outcome(Verdict.EXPLAINED, explanation=Explanation(kind, text))
