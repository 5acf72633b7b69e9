"""The second coding of the policy table: its sample, its figures and its page."""

from __future__ import annotations

import doctest
import importlib.util
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from policygraph.gaps import read_columns
from policygraph.namespaces import VOCABULARY
from policygraph.policies import Criterion, compare
from policygraph.sources import read_beside
from policygraph.store import LocalStore

ROOT = Path(__file__).parents[2]
FIELDS = ("join", "conditions", "instrument", "authority", "notification")


@cache
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "make_agreement", ROOT / "docs" / "make_agreement.py"
    )
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def page() -> str:
    return (ROOT / "docs" / "reference" / "sources-coding.md").read_text(encoding="utf-8")


def test_its_examples_run() -> None:
    done = doctest.testmod(script())
    assert done.attempted >= 6
    assert done.failed == 0


def test_the_sample_is_the_draw_that_is_told() -> None:
    shown = re.search(r"random\.Random\((\d+)\)\.sample\(range\(1, (\d+)\), (\d+)\)", page())
    assert shown
    module = script()
    assert tuple(map(int, shown.groups())) == (module.SEED, module.ROWS + 1, module.SAMPLE)
    assert [int(row["row"]) for row in module.read_codings()] == module.draw_sample()


def test_the_first_coding_is_the_shipped_one() -> None:
    """A row that is corrected has to be named here, so that its first value stays in the file."""
    shipped = {row["row"]: row for row in read_beside("us_ice_policy_table_2014.csv")}
    assert len(shipped) == script().ROWS
    for row in script().read_codings():
        assert row["named"] == shipped[row["row"]]["named"]
        assert [row[f"first_{name}"] for name in FIELDS] == [
            shipped[row["row"]][name] for name in FIELDS
        ]


def test_the_second_coder_used_the_vocabularies(shipped: LocalStore) -> None:
    known = {
        scheme: {
            row[0] for row in shipped.select(
                f"SELECT ?n WHERE {{ ?c skos:inScheme <{VOCABULARY}{scheme}> ; skos:notation ?n }}"
            )
        }
        for scheme in ("join", "hold-criterion", "instrument", "authority", "release-notification")
    }  # fmt: skip
    for row in script().read_codings():
        for name, scheme in zip(FIELDS, known, strict=True):
            assert set(row[f"second_{name}"].split()) <= known[scheme], row["row"]


def test_the_page_is_fresh() -> None:
    assert script().write_page() == page(), "Run `make docs`."


def test_kappa_takes_off_what_habit_gives() -> None:
    """Both coders say yes nine times of ten, without a look at the case."""
    kappa = script().kappa
    pairs = [("y", "y")] * 81 + [("y", "n")] * 9 + [("n", "y")] * 9 + [("n", "n")]
    assert kappa(pairs) == pytest.approx(0)
    assert kappa([("y", "n"), ("n", "y")]) == -1


def criteria() -> Iterator[Criterion]:
    for names in (
        {"never-holds"}, {"judicial-warrant-or-order"}, {"no-hold-on-detainer-alone"},
        {"removal-order"}, {"judicial-warrant-or-order", "criminal-custody-basis"},
        {"judicial-warrant-or-order", "removal-order"}, {"criminal-predicate"},
    ):  # fmt: skip
        yield Criterion("any-of", frozenset(names))
    yield Criterion("all-of", frozenset({"criminal-predicate", "reimbursement-required"}))
    yield Criterion("any-of", frozenset({"criminal-predicate", "reimbursement-required"}))


def test_up_to_the_grade_is_what_the_program_finds_similar(shipped: LocalStore) -> None:
    scheme = read_columns(shipped).scheme
    reduce = script().up_to_grade
    for one in criteria():
        for other in criteria():
            similar = compare(one, other, scheme).grade is not None
            assert (reduce(one, scheme) == reduce(other, scheme)) is similar, (one, other)


def test_a_claim_read_another_way_can_move_a_verdict(shipped: LocalStore) -> None:
    """The measure is able to show a difference."""
    module = script()
    columns = read_columns(shipped)
    other = Criterion("any-of", frozenset({"honours-all"}))
    every = {
        one.iri: other
        for policy in columns.policies.values()
        for one in policy.claims
        if one.iri.startswith(f"{module.CLAIM}{module.TABLE}/")
    }
    before, after = module.judge(columns), module.judge(module.recode(columns, every))
    assert before.keys() == after.keys()
    assert sum(before[key][0] != after[key][0] for key in before) > 10
