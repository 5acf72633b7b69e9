"""Counterfactuals: what would change a verdict, found by really judging again.

For a place that was left out, or of which one cannot tell, each fact that could be otherwise is
changed, alone and together with others, and the place is judged by the changed graph. A set of
changes is told if the verdict is another than now, and than with fewer of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import combinations, groupby
from typing import Final

from policygraph.dates import PartialDate
from policygraph.gaps.findings import Finding, OmissionReport, Verdict
from policygraph.gaps.judge import Decision, Judge
from policygraph.gaps.list_suppositions import suppose_list
from policygraph.gaps.records import Columns
from policygraph.gaps.suppositions import (
    SUPPOSED,
    Supposition,
    name_some,
    state,
    suppose_policy,
    with_policy,
)
from policygraph.gaps.versions import ListVersion
from policygraph.gaps.views import describe
from policygraph.policies import Criterion, Grade, Policy, PolicyClaim

#: How many facts are changed together, at most: several stand between "cannot tell" and a verdict.
_TOGETHER: Final = {Verdict.CANNOT_TELL: 4, Verdict.OMITTED: 2}


@dataclass(frozen=True, slots=True)
class Result:
    """What a place is found to be: a decision on it, or None where the list names it."""

    decision: Decision | None
    peers: str = ""

    @property
    def key(self) -> tuple[Verdict | None, Grade | None]:
        """The verdict, and the grade of an omission: what makes two results differ."""
        outcome = self.decision.outcome if self.decision else None
        if outcome is None:
            return None, None
        omitted = outcome.verdict is Verdict.OMITTED
        return outcome.verdict, outcome.grade if omitted else None


class Counterfactuals:
    """Judges places by changed graphs.

    Parameters
    ----------
    columns : Columns
        The graph by which a report was made.
    report : OmissionReport
        The report.
    version : ListVersion, optional
        The version of the list by which it was made.
    """

    def __init__(
        self, columns: Columns, report: OmissionReport, version: ListVersion | None = None
    ) -> None:
        self._report, self._version = report, version
        self._judge = Judge(columns, report.part, report.as_of, version)
        # A change of what is listed concerns many places, and costs a judge of its own.
        self._judges: dict[tuple[str, ...], Judge] = {(): self._judge}

    def find(self, finding: Finding) -> tuple[str, ...]:
        """Say what would change a verdict.

        Parameters
        ----------
        finding : Finding
            The finding.

        Returns
        -------
        tuple of str
            One sentence for each set of changes; none for verdicts that leave nothing open.
        """
        most = _TOGETHER.get(finding.verdict)
        if most is None:
            return ()
        place = finding.place.iri
        now = Result(self._judge.decide(place)[0])
        assert now.decision is not None  # the report found it not to be listed
        known = [
            *suppose_policy(self._judge, place, now.decision),
            *suppose_list(self._judge, place, now.decision),
        ]
        told = [
            f"If {_join(item.words for item in chosen)}, {self._say(result, now)}."
            for chosen, result in self._find_sets(place, now, known, most)
        ]
        view = now.decision.view
        if view is None or not (view.criterion.criteria or view.criterion.later):
            told = [*self._try_criteria(place, now, known), *told]
        return tuple(dict.fromkeys(told))

    def _find_sets(
        self, place: str, now: Result, known: list[Supposition], most: int
    ) -> list[tuple[tuple[Supposition, ...], Result]]:
        """Find the sets of changes that make a difference, and none of whose parts makes it."""
        results: dict[frozenset[int], Result] = {frozenset(): now}
        ends: list[frozenset[int]] = []
        told = []
        for size in range(1, most + 1):
            for numbers in combinations(range(len(known)), size):
                chosen = tuple(known[number] for number in numbers)
                if len({item.about for item in chosen}) < size or any(
                    end < frozenset(numbers) for end in ends
                ):
                    continue
                result = self._decide(place, chosen)
                fewer = {
                    results[frozenset(part)].key
                    for n in range(size)
                    for part in combinations(numbers, n)
                }
                results[frozenset(numbers)] = result
                if result.key[0] in (None, Verdict.EXPLAINED):
                    ends.append(frozenset(numbers))  # nothing that is added changes this
                if result.key not in fewer:
                    told.append((chosen, result))
        return told

    def _decide(self, place: str, chosen: Iterable[Supposition]) -> Result:
        """Judge a place again by a changed graph."""
        relisting = [item for item in chosen if item.relists]
        key = tuple(sorted(item.words for item in relisting))
        if key not in self._judges:
            columns = self._judge.columns
            for item in relisting:
                columns = item.change(columns)
            self._judges[key] = Judge(columns, self._report.part, self._report.as_of, self._version)
        judge = self._judges[key]
        columns, changed = judge.columns, set[str]()
        for item in chosen:
            if not item.relists:
                columns = item.change(columns)
                changed |= item.policies
        judge = judge.suppose(columns, changed)
        if place in judge.listed.by_place:
            return Result(None)
        decision = judge.decide(place)[0]
        grade = decision.outcome.grade
        alike = [c for c in decision.compared if grade and c.likeness.grade is grade]
        near = [c.place for c in alike] or [other for other, _ in judge.table.find_likened(place)]
        return Result(decision, name_some(str(judge.columns.places[other]) for other in near))

    def _try_criteria(self, place: str, now: Result, known: list[Supposition]) -> Iterable[str]:
        """Give a place whose criterion is unknown each of the listed ones, and none of them."""
        columns, day = self._judge.columns, self._report.as_of
        view = now.decision.view if now.decision else None
        listed = {
            criterion
            for _, peer in self._judge.table.peers
            for criterion in peer.criterion.criteria
        } | {Criterion("any-of", frozenset({"honours-all"}))}
        tried = []
        for criterion in sorted(listed, key=lambda item: describe(item, columns)):
            change = (
                state(view.policy.iri, criterion, day)
                if view
                else _invent(place, criterion, PartialDate(day.isoformat()))
            )
            policy = view.policy.iri if view else f"{SUPPOSED}policy"
            words = f"“{describe(criterion, columns)}”"
            given = Supposition("criterion", words, change, frozenset({policy}))
            needed = next(
                (
                    (chosen, result)
                    for chosen, result in self._find_sets(place, now, [given, *known], 4)
                    if given in chosen
                ),
                None,
            )
            if needed:
                others = tuple(item.words for item in needed[0] if item is not given)
                tried.append((others, needed[1], words))
        tried.sort(key=lambda item: (item[0], str(item[1].key)))
        lead = "its hold criterion is" if view else "it had a policy in force with the criterion"
        for (others, _), group in groupby(tried, key=lambda item: (item[0], item[1].key)):
            same = list(group)
            condition = _join([f"{lead} {' or '.join(item[2] for item in same)}", *others])
            result = same[0][1] if len(same) == 1 else replace(same[0][1], peers="")
            yield f"If {condition}, {self._say(result, now)}."

    def _say(self, result: Result, now: Result) -> str:
        """Say a result after "if"."""
        if result.decision is None:
            return "the list names it, and nothing is left out"
        outcome = result.decision.outcome
        why = " ".join(outcome.reasons).rstrip(".")
        match outcome.verdict:
            case Verdict.OMITTED:
                peers = f" with listed {result.peers}" if result.peers else ""
                if now.key[0] is Verdict.OMITTED:
                    return f"it stays omitted, but {outcome.grade}{peers}"
                return f"this becomes omitted ({outcome.grade}{peers})"
            case Verdict.EXPLAINED:
                text = outcome.explanation.text if outcome.explanation else ""
                return f"the absence is explained: {text.rstrip('.')}"
            case Verdict.NOT_COMPARABLE:
                return f"it is not comparable: {why}"
            case Verdict.CANNOT_TELL:
                return f"it cannot be told: {why}"


def _join(words: Iterable[str]) -> str:
    return ", and ".join(words)


def _invent(place: str, criterion: Criterion, day: PartialDate) -> Callable[[Columns], Columns]:
    """Make a change that gives a place a policy."""
    iri = f"{SUPPOSED}policy"
    claim = PolicyClaim(f"{SUPPOSED}criterion", iri, as_of=day, criterion=criterion)
    return lambda columns: with_policy(columns, Policy(iri, "", (place,), claims=(claim,)))


def tell_changes(
    columns: Columns,
    report: OmissionReport,
    version: ListVersion | None = None,
    *,
    only: Iterable[Verdict] = (Verdict.OMITTED, Verdict.CANNOT_TELL),
) -> OmissionReport:
    """Add to each finding what would change its verdict.

    Parameters
    ----------
    columns : Columns
        The graph by which the report was made.
    report : OmissionReport
        The report.
    version : ListVersion, optional
        The version of the list by which it was made.
    only : iterable of Verdict, optional
        The verdicts whose findings are asked about.

    Returns
    -------
    OmissionReport
        The same findings, with ``would_change``.
    """
    wanted = frozenset(only)
    again = Counterfactuals(columns, report, version)
    return replace(
        report,
        findings=tuple(
            replace(finding, would_change=again.find(finding))
            if finding.verdict in wanted
            else finding
            for finding in report.findings
        ),
    )
