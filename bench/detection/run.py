"""Runs of the benchmark over the bundled graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

# Each module registers its operators.
from bench.detection import (
    claims,
    doubts,
    entries,
    harmless_claims,
    harmless_lists,
    harmless_omissions,
    law,
    lists,
    mended,
    names,
    omissions,
    spelling,
    support,
)
from bench.detection.measure import Bench, measure
from bench.detection.operators import HARMLESS, OPERATORS
from bench.detection.tally import Result

from policygraph.gaps.rules import Rule, load_rules
from policygraph.store import LocalStore

__all__ = ["HARMLESS", "OPERATORS", "make_bench", "seed_faults", "seed_harmless"]

SEED: Final = 2017
GRAPHS: Final = 12
EACH: Final = 8

#: Hears how many graphs of how many are done.
Teller = Callable[[int, int], None]

_MODULES: Final = (
    *(claims, doubts, entries, law, lists, names, omissions, spelling, support),
    *(harmless_claims, harmless_lists, harmless_omissions, mended),
)


def make_bench(rules: Iterable[Rule] | None = None) -> Bench:
    """Load the bundled graph and run the rules over it once."""
    return Bench(LocalStore.shipped(), load_rules().values() if rules is None else rules)


def seed_faults(
    bench: Bench,
    seed: int = SEED,
    graphs: int = GRAPHS,
    each: int = EACH,
    jobs: int = 1,
    tell: Teller | None = None,
) -> Result:
    """Seed faults and count what is found."""
    return measure(bench, OPERATORS, seed=seed, graphs=graphs, each=each, jobs=jobs, tell=tell)


def seed_harmless(
    bench: Bench,
    seed: int = SEED,
    graphs: int = GRAPHS // 3,
    each: int = EACH,
    jobs: int = 1,
    tell: Teller | None = None,
) -> Result:
    """Make harmless changes and count what is found all the same."""
    return measure(bench, HARMLESS, seed=seed, graphs=graphs, each=each, jobs=jobs, tell=tell)
