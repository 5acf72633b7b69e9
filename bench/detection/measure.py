"""Running the cases and counting: recall, precision and their intervals."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Final

from bench.detection.cases import Case, Expect, compose
from bench.detection.corpus import Corpus
from bench.detection.draft import Draft
from bench.detection.operators import Named

from policygraph.gaps.rules import Rule
from policygraph.gaps.run import GapFinding, find_gaps
from policygraph.store import LocalStore

_TRIES: Final = 25
#: Rules that can find several faults of one thing; of any other, one thing is one fault, and a row
#: that reads otherwise than before is not a new fault.
_SEVERAL: Final = frozenset(
    {
        "ambiguous_name",
        "conflicting_claims",
        "contradicted_by_agreement",
        "contrary_to_binding_ruling",
        "corrected_or_withdrawn_repeated",
        "date_conflict",
        "disputed_unanswered",
        "rests_on_undone_ruling",
        "wrong_heading",
        "wrong_kind",
    }
)


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


def fill_graph(corpus: Corpus, operators: Sequence[Named], rng: Random, each: int) -> list[Case]:
    """Draw cases of every operator that can stand in one graph."""
    cases: list[Case] = []
    writes: Counter[str] = Counter()
    reads: Counter[str] = Counter()
    order = [operator for operator in operators for _ in range(each)]
    rng.shuffle(order)
    for number, operator in enumerate(order):
        for _ in range(_TRIES):
            draft = Draft(corpus, rng, number, operator.rule, operator.kind)
            case = operator.make(draft)
            if case is None or any(writes[w] or reads[w] for w in case.writes):
                continue
            if any(writes[r] for r in case.reads):
                continue
            cases.append(case)
            writes.update(case.writes)
            reads.update(case.reads)
            break
    return cases


def identify(finding: GapFinding) -> str:
    """Tell one fault from another."""
    if finding.rule.id in _SEVERAL:
        return finding.id
    part = finding.part.iri if finding.part else ""
    return f"{finding.rule.id} {part} {finding.subject} {finding.cells.get('place')}"


def describe(finding: GapFinding) -> Expect:
    """Describe a finding in full."""
    return Expect(
        finding.rule.id,
        finding.part.iri if finding.part else "",
        finding.subject,
        finding.place.iri if finding.place else finding.cells.get("place") or "",
    )


class Bench:
    """The clean graph, the rules, and what they find before anything is seeded.

    Parameters
    ----------
    store : LocalStore
        The clean graph.
    rules : iterable of Rule
        The rules under test.
    """

    def __init__(self, store: LocalStore, rules: Iterable[Rule]) -> None:
        self.corpus = Corpus(store)
        self.rules = tuple(rules)
        clean = find_gaps(store, self.rules).findings
        self.found_clean = {(f.rule.id, f.part.iri if f.part else "", f.subject) for f in clean}
        self.corpus.found = self.found_clean
        self.known = {identify(finding) for finding in clean}
        self.clean = [describe(finding) for finding in clean]

    def look(self, cases: Sequence[Case]) -> tuple[list[tuple[Expect, str]], list[Expect]]:
        """Apply cases to a copy; return the new findings with their messages, and all findings."""
        store = self.corpus.store.copy_with(compose(self.corpus, cases))
        findings = find_gaps(store, self.rules).findings
        new = [
            (describe(finding), finding.message)
            for finding in findings
            if identify(finding) not in self.known
        ]
        return new, [describe(finding) for finding in findings]


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


def measure(
    bench: Bench,
    operators: Sequence[Named],
    *,
    seed: int,
    graphs: int,
    each: int,
    tell: Callable[[int, int], None] | None = None,
) -> Result:
    """Run operators on copies of the clean graph.

    Parameters
    ----------
    bench : Bench
        The clean graph and the rules.
    operators : sequence of Named
        What to seed.
    seed : int
        The first graph's; each later graph has the next number.
    graphs, each : int
        How many graphs, and how many cases of each operator in each.
    tell : callable, optional
        Hears of progress.

    Returns
    -------
    Result
        The counts.
    """
    result = Result()
    for number in range(graphs):
        if tell:
            tell(number, graphs)
        cases = fill_graph(bench.corpus, operators, Random(seed + number), each)
        score(result, cases, *bench.look(cases))
    return result
