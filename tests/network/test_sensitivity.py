"""The sensitivity table is fresh, and counts what a plain run with other numbers gives."""

from __future__ import annotations

import csv
import io
import runpy
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest

from policygraph.cli import main
from policygraph.dates import PartialDate
from policygraph.gaps import Columns, Verdict, find_omissions, find_part, read_columns
from policygraph.gaps.judge import Judge
from policygraph.gaps.listed import WEAK
from policygraph.gaps.sensitivity import (
    CONFIDENCE,
    YEARS,
    Effect,
    count_as_weak,
    judge_all,
    measure,
    vary,
)
from policygraph.policies import FRESH_YEARS, Policy, PolicyClaim, read_standing
from policygraph.report.sensitivity import COLUMNS, write_sensitivity
from policygraph.store import LocalStore

ROOT: Final = Path(__file__).parents[2]
FIRST: Final = "us_ice_ddor_2017w1"
LATER: Final = "us_dhs_sanctuary_2025"

Told = dict[str, tuple[object, ...]]


@pytest.fixture(scope="module")
def columns() -> Columns:
    return read_columns(LocalStore.shipped())


@pytest.fixture(scope="module")
def effects(columns: Columns) -> tuple[Effect, ...]:
    return measure(columns)


def run(columns: Columns, report: str) -> Told:
    """Judge by the command's own way, with nothing shared and nothing kept."""
    result = find_omissions(columns, find_part(columns, report))
    return {
        f.place.iri: (f.verdict, f.grade, tuple((peer.place.iri, peer.policy) for peer in f.peers))
        for f in result.findings
    }


def test_the_page_is_fresh(columns: Columns, effects: tuple[Effect, ...]) -> None:
    script = runpy.run_path(str(ROOT / "docs" / "make_sensitivity.py"))
    assert script["PAGE"] == ROOT / "docs" / "reference" / "sensitivity.md"
    page = script["PAGE"].read_text(encoding="utf-8")
    assert write_sensitivity(columns, effects) == page, "Run `make docs`."


def test_the_starting_point_is_what_omissions_finds(columns: Columns) -> None:
    part = find_part(columns, FIRST)
    found = judge_all(Judge(columns, part, part.issued))
    wanted = run(columns, FIRST)
    assert {place: (f.verdict, f.grade, f.peers) for place, f in found.items()} == wanted


def test_the_shipped_threshold_of_confidence_changes_nothing(columns: Columns) -> None:
    assert set(CONFIDENCE) > WEAK
    assert run(count_as_weak(columns, WEAK), FIRST) == run(columns, FIRST)


def test_each_effect_is_that_of_a_run_of_its_own(
    columns: Columns, effects: tuple[Effect, ...]
) -> None:
    before = run(columns, LATER)
    found = {
        (e.variation.kind, e.variation.name, e.variation.value): e
        for e in effects
        if e.part.report_id == LATER
    }
    assert len(found) == len(list(vary(columns)))
    some = [
        ("weight", "instruments", "0 (for 0.25)"),
        ("weight", "release notification", "1 (for 2)"),
        ("weight", "All features", "1 each"),
        ("years", "Years without a word", "no limit"),
    ]
    seen = set()
    for key in some:
        effect = found[key]
        after = run(effect.variation.columns, LATER)
        for number, count in ((0, effect.verdicts), (1, effect.grades), (2, effect.rankings)):
            assert count == sum(before[p][number] != after[p][number] for p in before), key
            seen |= {number} if count else set()
        assert effect.verdicts == sum(number for _, _, number in effect.moves)
    assert {0, 2} <= seen, "or nothing was shown"


def test_weights_order_peers_and_move_no_verdict(
    columns: Columns, effects: tuple[Effect, ...]
) -> None:
    weights = [effect for effect in effects if effect.variation.kind == "weight"]
    assert len(weights) == (3 * len(columns.features) + 1) * len(columns.parts)
    assert not any(effect.verdicts or effect.grades for effect in weights)
    assert any(effect.rankings for effect in weights)


def test_the_longer_the_presumption_the_more_is_omitted(columns: Columns) -> None:
    assert FRESH_YEARS in YEARS
    omitted = [
        {
            place
            for place, found in run(replace(columns, fresh_years=years), LATER).items()
            if found[0] is Verdict.OMITTED
        }
        for years in YEARS
    ]
    assert all(fewer <= more for fewer, more in pairwise(omitted))
    assert omitted[0] < omitted[-1]


@pytest.mark.parametrize(("years", "fresh"), [(1, False), (2, False), (3, True), (None, True)])
def test_a_policy_is_fresh_for_so_many_years(years: int | None, fresh: bool) -> None:
    claim = PolicyClaim("c", "p", begins=PartialDate("2014-03-20"))
    policy = Policy("p", "", ("x",), claims=(claim,))
    standing = read_standing(policy, date(2017, 3, 20), fresh_years=years)
    assert standing.fresh is fresh
    leap = read_standing(policy, date(2016, 2, 29), fresh_years=1)
    assert not leap.fresh


def test_the_command_gives_a_row_for_each_variation_and_part(
    capsys: pytest.CaptureFixture[str], columns: Columns
) -> None:
    part = ["--report", "us_ice_ddor_2017w2", "--part", "section-1"]
    assert main(["network", "sensitivity", *part, "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == len(list(vary(columns)))
    assert {row["kind"] for row in rows} == {"weight", "years", "confidence"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--report", "us_ice_ddor_2017w9"], "Did you mean us_ice_ddor_2017w"),
        (["--report", FIRST, "--part", "section-9"], "has no part 'section-9'"),
        (["--part", "section-3"], "Give --report with --part."),
        (["--format", "tsv"], "Choose table, md, csv or json."),
    ],
)
def test_what_cannot_be_answered_is_one_sentence(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main(["network", "sensitivity", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in " ".join(err.split())
