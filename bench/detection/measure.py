"""Running the cases on copies of the clean graph."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from functools import partial
from random import Random
from typing import Final

from bench.detection.cases import Case, Expect, compose
from bench.detection.corpus import Corpus
from bench.detection.draft import Draft
from bench.detection.operators import Named
from bench.detection.tally import Result, score

from policygraph.gaps.gap import GapFinding
from policygraph.gaps.rules import Rule
from policygraph.gaps.run import find_gaps
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
        self.known = {identify(finding) for finding in clean}
        self.clean = [describe(finding) for finding in clean]
        self.corpus.found = {(f.rule, f.part, f.subject) for f in self.clean}
        self.corpus.worded = {
            name for f in self.clean if f.rule in _SEVERAL for name in (f.place, f.subject)
        }

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


def measure(
    bench: Bench,
    operators: Sequence[Named],
    *,
    seed: int,
    graphs: int,
    each: int,
    jobs: int = 1,
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
    jobs : int, optional
        How many processes share the work; the result is the same.
    tell : callable, optional
        Hears of progress.

    Returns
    -------
    Result
        The counts.
    """
    result = Result()
    work = [(number, each) for number in range(seed, seed + graphs)]
    start = partial(_start, bench, operators)
    with ExitStack() as stack:
        if jobs == 1:
            start()
            parts: Iterable[Result] = map(_run_graph, work)
        else:
            # A copy of the process has the clean graph already.
            fork = multiprocessing.get_context("fork")
            pool = ProcessPoolExecutor(jobs, fork, initializer=start)
            parts = stack.enter_context(pool).map(_run_graph, work)
        for number, part in enumerate(parts):
            if tell:
                tell(number + 1, graphs)
            result.include(part)
    return result


_AT_WORK: dict[str, tuple[Bench, Sequence[Named]]] = {}


def _start(bench: Bench, operators: Sequence[Named]) -> None:
    _AT_WORK["now"] = (bench, operators)


def _run_graph(work: tuple[int, int]) -> Result:
    bench, operators = _AT_WORK["now"]
    seed, each = work
    result = Result()
    cases = fill_graph(bench.corpus, operators, Random(seed), each)
    score(result, cases, *bench.look(cases))
    return result
