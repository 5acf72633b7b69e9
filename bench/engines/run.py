"""Running the engines on many graphs, and on the bundled one."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from statistics import median
from typing import Any, Final

import pyoxigraph as ox
from bench.engines.engines import (
    Found,
    Outcome,
    compare_engines,
    find_by_joins,
    load_for_shapes,
    look,
)
from bench.engines.graphs import make_graph

from policygraph.gaps import Rule, load_rules
from policygraph.gaps.shapes import derive_shapes
from policygraph.store import LocalStore

SEED: Final = 2017
GRAPHS: Final = 200
ENGINES: Final = ("joins", "query", "shape")
Teller = Callable[[int, int], None]


@dataclass(slots=True)
class Tally:
    """What came of one rule.

    Parameters
    ----------
    graphs, fires : int
        In how many graphs the engines looked, and in how many of them the query found something.
    found : dict of str to int
        Engine to how many findings it had in all of them.
    seconds : dict of str to list of float
        Engine to how long it took in each graph.
    apart : list of str
        What one engine found and another did not, in words.
    """

    graphs: int = 0
    fires: int = 0
    found: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ENGINES, 0))
    seconds: dict[str, list[float]] = field(default_factory=dict)
    apart: list[str] = field(default_factory=list)

    @property
    def silent(self) -> int:
        """In how many graphs the query found nothing."""
        return self.graphs - self.fires

    def count(self, graph: str, outcome: Outcome) -> None:
        """Count what the engines found in one graph."""
        self.graphs += 1
        self.fires += bool(outcome.found["query"])
        for engine, found in outcome.found.items():
            self.found[engine] += len(found)
        for engine, seconds in outcome.seconds.items():
            self.seconds.setdefault(engine, []).append(seconds)
        self.apart += [f"{graph}: {words}" for words in tell_apart(outcome.found)]

    def middle(self, engine: str) -> float:
        """Return the median of how long an engine took, in seconds."""
        return median(self.seconds[engine])


def tell_apart(found: Mapping[str, Found]) -> list[str]:
    """Say what one engine found and another did not.

    Parameters
    ----------
    found : mapping of str to frozenset
        Engine to its findings.

    Returns
    -------
    list of str
        A line for each finding that not all engines have; none where they agree.

    Examples
    --------
    >>> tell_apart({"query": frozenset(), "shape": frozenset({("part", "place", "Wrong.")})})
    ['shape, and not query: part place “Wrong.”']
    """
    lines = []
    for row in sorted(frozenset().union(*found.values())):
        has = [engine for engine in found if row in found[engine]]
        if len(has) < len(found):
            lacks = [engine for engine in found if row not in found[engine]]
            focus, value, message = row
            words = " ".join(filter(None, (focus, value)))
            lines.append(f"{' and '.join(has)}, and not {' and '.join(lacks)}: {words} “{message}”")
    return lines


def choose_rules() -> tuple[Rule, ...]:
    """Return the rules that SHACL can express."""
    return tuple(rule for rule in load_rules().values() if not rule.no_shape)


def read_shapes() -> dict[str, str]:
    """Make the shape of each rule: rule to Turtle."""
    return {name.removesuffix(".ttl"): text for name, text in derive_shapes().items()}


def compare_made(
    seed: int,
    graphs: int,
    jobs: int = 1,
    tell: Teller | None = None,
    rules: Sequence[Rule] | None = None,
    shapes: Mapping[str, str] | None = None,
) -> dict[str, Tally]:
    """Compare the engines on made-up graphs.

    Parameters
    ----------
    seed : int
        The first graph's; each later graph has the next number.
    graphs : int
        How many.
    jobs : int, optional
        How many processes share the work; what they find is the same.
    tell : callable, optional
        Hears of progress.
    rules, shapes : optional
        The rules and their shapes; by default those of the project.

    Returns
    -------
    dict of str to Tally
        Rule to what came of it.
    """
    wanted = choose_rules() if rules is None else tuple(rules)
    work = partial(_compare_one, wanted, read_shapes() if shapes is None else shapes)
    tallies = {rule.id: Tally() for rule in wanted}
    with ExitStack() as stack:
        seeds = range(seed, seed + graphs)
        for number, outcomes in enumerate(_map(stack, work, seeds, jobs)):
            for name, outcome in outcomes.items():
                tallies[name].count(f"graph {seed + number}", outcome)
            if tell:
                tell(number + 1, graphs)
    return tallies


def _compare_one(rules: Sequence[Rule], shapes: Mapping[str, str], seed: int) -> dict[str, Outcome]:
    names = [rule.id for rule in choose_rules()]
    return compare_engines(make_graph(seed, names), rules, shapes)


def compare_shipped(
    rules: Sequence[Rule] | None = None,
    jobs: int = 1,
    tell: Teller | None = None,
    shapes: Mapping[str, str] | None = None,
) -> dict[str, Tally]:
    """Compare the engines on the whole bundled graph.

    Parameters
    ----------
    rules : sequence of Rule, optional
        Which; by default all that have a shape.
    jobs : int, optional
        How many processes share the rules.
    tell : callable, optional
        Hears of progress.
    shapes : mapping of str to str, optional
        Their shapes; by default those of the project.

    Returns
    -------
    dict of str to Tally
        Rule to what came of it.
    """
    wanted = choose_rules() if rules is None else tuple(rules)
    store = LocalStore.shipped()
    joins = find_by_joins(store, wanted)
    triples = store.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    content = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    assert content is not None  # no output was given, so the bytes come back
    graph = load_for_shapes(content.decode(), "nt11")
    _AT_WORK.update(store=store, graph=graph)
    work = partial(_look_shipped, read_shapes() if shapes is None else shapes)
    tallies = {}
    with ExitStack() as stack:
        for number, (rule, outcome) in enumerate(
            zip(wanted, _map(stack, work, wanted, jobs), strict=True)
        ):
            tallies[rule.id] = Tally()
            outcome.found["joins"] = joins[rule.id]
            tallies[rule.id].count("bundled graph", outcome)
            if tell:
                tell(number + 1, len(wanted))
    return tallies


#: What a forked process has already: a graph in either library is not handed over.
_AT_WORK: dict[str, object] = {}


def _look_shipped(shapes: Mapping[str, str], rule: Rule) -> Outcome:
    store = _AT_WORK["store"]
    assert isinstance(store, LocalStore)
    return look(store, _AT_WORK["graph"], rule, shapes[rule.id])


def _map(
    stack: ExitStack, work: Callable[[Any], Any], items: Iterable[Any], jobs: int
) -> Iterable[Any]:
    if jobs == 1:
        return map(work, items)
    fork = multiprocessing.get_context("fork")
    return stack.enter_context(ProcessPoolExecutor(jobs, fork)).map(work, items)
