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

import copy
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Self

from policygraph.gaps.dossier import Dossier, Outcome, join_findings
from policygraph.gaps.findings import Basis, Evidence, Explanation, Finding, Verdict
from policygraph.gaps.listed import ListedPart, cite
from policygraph.gaps.peers import Comparison, PeerTable
from policygraph.gaps.records import Columns, Part
from policygraph.gaps.versions import ListVersion
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


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided of a place by one of its policies, before the evidence is gathered."""

    view: PolicyView | None
    compared: list[Comparison]
    outcome: Outcome

    @property
    def order(self) -> tuple[int, int, str]:
        """Where it stands among the decisions on one place, the weightiest first."""
        grade = self.outcome.grade
        return (
            _WEIGHT.index(self.outcome.verdict),
            grade.rank if grade else 9,
            self.view.policy.iri if self.view else "",
        )


class Judge:
    """Judges places by one part, as of a day.

    Parameters
    ----------
    columns : Columns
        The graph; where a version is given, the view of it as corrected.
    part : Part
        The part.
    day : datetime.date
        The day.
    version : ListVersion, optional
        How the part as corrected differs from the part as published.
    """

    def __init__(
        self, columns: Columns, part: Part, day: date, version: ListVersion | None = None
    ) -> None:
        self.columns = columns
        self.version = version
        self.listed = ListedPart(columns, part)
        self.table = PeerTable(self.listed, day)
        self.dossier = Dossier(self.listed, self.table)
        self.day = day

    def suppose(self, columns: Columns, changed: Iterable[str] = ()) -> Self:
        """Make a judge of a changed graph, at little cost.

        Parameters
        ----------
        columns : Columns
            The graph with something changed: in what is known of the part, or in policies of
            places that it does not name. What it names and their policies must be the same.
        changed : iterable of str
            IRIs of the policies that are new or changed.

        Returns
        -------
        Judge
            A judge that shares with this one what is not changed.
        """
        other = copy.copy(self)
        other.columns = columns
        other.listed = self.listed.rebase(columns)
        other.table = self.table.rebase(other.listed, changed)
        other.dossier = Dossier(other.listed, other.table)
        return other

    def decide(self, place: str) -> list[Decision]:
        """Decide on a place by each of its policies.

        Parameters
        ----------
        place : str
            The place's IRI; the part does not name it.

        Returns
        -------
        list of Decision
            One for each policy, the weightiest first; one where no policy is known.
        """
        policies = self.table.by_place.get(place, [])
        if not policies:
            outcome = self._explain(place, None) or Outcome(
                Verdict.CANNOT_TELL, reasons=("No policy of the place is in the graph.",)
            )
            return [Decision(None, [], self._find_withdrawn() or outcome)]
        return sorted(
            (self._decide_by(place, policy) for policy in policies), key=lambda found: found.order
        )

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
        first, *others = self.decide(place)
        finding = join_findings(
            self._build(place, first),
            [self._build(place, o) for o in others if o.outcome.verdict is Verdict.OMITTED],
        )
        former = self.version.former.get(place) if self.version else None
        if former is None:
            return finding
        return replace(
            finding,
            formerly_listed=str(former),
            evidence=tuple(dict.fromkeys((*former.evidence, *finding.evidence))),
        )

    def _build(self, place: str, found: Decision) -> Finding:
        return self.dossier.build_finding(place, found.view, found.compared, found.outcome)

    def _decide_by(self, place: str, policy: Policy) -> Decision:
        view = self.table.view(policy)
        compared = self.table.compare_all(view.criterion)
        outcome = (
            self._find_withdrawn()
            or self._explain(place, view)
            or self._weigh(place, view, compared)
        )
        return Decision(view, compared, outcome)

    def _find_withdrawn(self) -> Outcome | None:
        """Say that a list that was withdrawn whole leaves nothing to compare with."""
        withdrawn = self.version.withdrawn if self.version else None
        if withdrawn is None:
            return None
        return Outcome(
            Verdict.NOT_COMPARABLE, reasons=(str(withdrawn),), evidence=withdrawn.evidence
        )

    def _explain(self, place: str, view: PolicyView | None) -> Outcome | None:
        parent = self.listed.find_parent(place)
        if parent:
            label = self.columns.places[parent.place or ""].name
            words = label if parent.name == label else f"{label} (“{parent.name}”)"
            return replace(
                _explained("covered-by-listed-parent", f"The list names {words}, which covers it."),
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
        elif not view.standing.fresh:
            reasons.append(
                f"No source confirms its policy after {view.standing.confirmed}; whether it was "
                "still in force is not known."
            )
        uncertain = self.listed.find_uncertain(place)
        evidence: tuple[Evidence, ...] = ()
        if uncertain:
            reasons.append(f"The listed name “{uncertain.name}” may mean it.")
            evidence = cite(self.columns, "uncertain listing", [uncertain.iri])
        absence = self.listed.read_absence(place)
        if absence.basis is Basis.NONE and not uncertain:
            said = any(link.role == "absence" for link in absence.evidence)
            gone = self.version is not None and place in self.version.former
            reasons.append(
                ("Its entry is gone, but the list" if gone else "The list")
                + f" is not known to be complete for {self.columns.places[place].state_name}, and "
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
