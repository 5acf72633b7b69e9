"""Counting: recall, precision and their intervals."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bench.detection.cases import Case, Expect


@dataclass(slots=True)
class Tally:
    """What came of one rule."""

    demanded: int = 0
    found: int = 0
    false: int = 0
    consequences: int = 0
    missed: list[str] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)

    def count(self, hit: bool, words: str) -> None:
        """Count what is demanded, and tell of what was missed."""
        self.demanded += 1
        self.found += hit
        if not hit:
            self.missed.append(words)

    def alarm(self, words: str) -> None:
        """Count a false alarm."""
        self.false += 1
        self.alarms.append(words)

    def include(self, other: Tally) -> None:
        """Add the counts of another tally."""
        self.demanded += other.demanded
        self.found += other.found
        self.false += other.false
        self.consequences += other.consequences
        self.missed += other.missed
        self.alarms += other.alarms

    @property
    def recall(self) -> float | None:
        """The share of what is demanded that was found."""
        return self.found / self.demanded if self.demanded else None

    @property
    def precision(self) -> float | None:
        """The share of what was found, consequences aside, that is demanded."""
        return self.found / (self.found + self.false) if self.found + self.false else None


@dataclass(slots=True)
class Result:
    """What came of a run."""

    rules: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    kinds: dict[tuple[str, str], Tally] = field(default_factory=lambda: defaultdict(Tally))
    silent: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    graphs: int = 0
    cases: int = 0

    def include(self, other: Result) -> None:
        """Add the counts of another run."""
        self.graphs += other.graphs
        self.cases += other.cases
        for name, tally in other.rules.items():
            self.rules[name].include(tally)
        for key, tally in other.kinds.items():
            self.kinds[key].include(tally)
        for kind, tally in other.silent.items():
            self.silent[kind].include(tally)


def wilson(good: int, of: int) -> tuple[float, float]:
    """Give the 95 % interval of a share after Wilson (1927).

    Examples
    --------
    >>> [round(bound, 3) for bound in wilson(98, 100)]
    [0.93, 0.994]
    """
    if not of:
        return (0.0, 1.0)
    z = 1.959964
    share, spread = good / of, z * z / of
    middle = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * math.sqrt(share * (1 - share) / of + spread / of / 4)
    return (max(0.0, middle - half), min(1.0, middle + half))


def score(
    result: Result,
    cases: Sequence[Case],
    new: Sequence[tuple[Expect, str]],
    all_found: Sequence[Expect],
) -> None:
    """Count what one graph gave."""
    result.graphs += 1
    result.cases += len(cases)
    found = _by_rule(found for found, _ in new)
    still = _by_rule(all_found)
    for case in cases:
        own = result.kinds[case.rule, case.kind] if case.rule else result.silent[case.kind]
        for wanted in case.demanded:
            hit = any(wanted.fits(other) for other in found[wanted.rule])
            for tally in (result.rules[wanted.rule], own):
                tally.count(hit, f"{case.kind}: {case.words}")
        for gone in case.resolved:
            hit = not any(gone.fits(other) for other in still[gone.rule])
            own.count(hit, f"{case.words}: {gone.rule} stays")
        if not case.demanded and not case.resolved:
            own.count(True, "")
    _score_alarms(result, cases, new)


def _by_rule(expects: Iterable[Expect]) -> dict[str, list[Expect]]:
    found: dict[str, list[Expect]] = defaultdict(list)
    for expect in expects:
        found[expect.rule].append(expect)
    return found


def _score_alarms(result: Result, cases: Sequence[Case], new: Sequence[tuple[Expect, str]]) -> None:
    demanded = _by_rule(expect for case in cases for expect in case.demanded)
    allowed = _by_rule(expect for case in cases for expect in case.allowed)
    for found, message in new:
        if any(expect.fits(found) for expect in demanded[found.rule]):
            continue
        tally = result.rules[found.rule]
        if any(expect.fits(found) for expect in allowed[found.rule]):
            tally.consequences += 1
            continue
        cause = find_cause(cases, found)
        words = f"{message} ({cause.kind}: {cause.words})" if cause else f"{message} (no cause)"
        tally.alarm(words)
        if cause and not cause.rule:
            result.silent[cause.kind].alarm(words)


def find_cause(cases: Sequence[Case], found: Expect) -> Case | None:
    """Find the case that most likely caused a finding: one that changes its place or subject."""
    names = {found.place, found.subject} - {""}
    for case in cases:
        if names & case.writes or any(
            t.subject.value in names for t in case.facts if hasattr(t.subject, "value")
        ):
            return case
    return next((case for case in cases if names & case.reads), None)
