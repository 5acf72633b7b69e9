"""The measured detector: a small run meets the targets, and a broken rule is noticed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from bench.detection import run
from bench.detection.cases import Case, Expect, compose
from bench.detection.measure import Bench, fill_graph, measure
from bench.detection.operators import Named
from bench.detection.page import read_real, read_titles, say_share
from bench.detection.tally import Result, score, wilson

from policygraph.gaps import load_rules, peers
from policygraph.gaps.listed import ListedPart
from policygraph.gaps.rules import Rule

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "detection.md"
RULES = load_rules()
#: Recall and precision that a rule must reach.
TARGETS = {"omitted": (0.99, 0.98)}
USUAL = (0.95, 0.95)


@pytest.fixture(scope="module")
def bench() -> Bench:
    return run.make_bench()


@pytest.fixture(scope="module")
def seeded(bench: Bench) -> Result:
    return run.seed_faults(bench, seed=7, graphs=1, each=2)


@pytest.fixture(scope="module")
def silent(bench: Bench) -> Result:
    return run.seed_harmless(bench, seed=7, graphs=1, each=2)


# A small run


@pytest.mark.parametrize("name", RULES)
def test_nothing_in_a_small_run_speaks_against_the_targets(seeded: Result, name: str) -> None:
    tally = seeded.rules[name]
    recall, precision = TARGETS.get(name, USUAL)
    assert tally.demanded >= 2
    assert wilson(tally.found, tally.demanded)[1] >= recall, tally.missed
    assert wilson(tally.found, tally.found + tally.false)[1] >= precision, tally.alarms


def test_a_small_run_over_all_rules_meets_the_targets(seeded: Result) -> None:
    found = sum(tally.found for tally in seeded.rules.values())
    assert found / sum(tally.demanded for tally in seeded.rules.values()) >= 0.98
    assert found / (found + sum(tally.false for tally in seeded.rules.values())) >= 0.98


def test_every_rule_has_an_operator_and_no_other() -> None:
    assert {named.rule for named in run.OPERATORS} == set(RULES)


def test_operators_have_names_of_their_own() -> None:
    names = [(named.rule, named.kind) for named in (*run.OPERATORS, *run.HARMLESS)]
    assert len(names) == len(set(names))


def test_harmless_changes_stay_silent(silent: Result) -> None:
    quiet = [kind for kind in silent.silent if not kind.startswith("mended: ")]
    assert len(quiet) >= 15
    assert [words for tally in silent.rules.values() for words in tally.alarms] == []


def test_findings_go_when_faults_are_mended(silent: Result) -> None:
    mended = {kind: tally for kind, tally in silent.silent.items() if kind.startswith("mended: ")}
    assert len(mended) >= 3
    assert [words for tally in mended.values() for words in tally.missed] == []


def test_one_seed_makes_one_graph(bench: Bench) -> None:
    one, same, other = (
        compose(bench.corpus, fill_graph(bench.corpus, run.OPERATORS, Random(seed), 1))
        for seed in (5, 5, 6)
    )
    assert one == same != other


def test_cases_of_one_graph_do_not_touch(bench: Bench) -> None:
    cases = fill_graph(bench.corpus, run.OPERATORS, Random(3), 2)
    for number, one in enumerate(cases):
        for other in cases[number + 1 :]:
            assert not one.touches(other)


# Counting


def _score(demanded: list[Expect], allowed: list[Expect], found: list[Expect]) -> Result:
    result = Result()
    case = Case("omitted", "kind", demanded=demanded, allowed=allowed)
    score(result, [case], [(expect, "words") for expect in found], found)
    return result


def test_what_is_neither_demanded_nor_allowed_is_a_false_alarm() -> None:
    a, b, c = (Expect("omitted", "part", place, place) for place in "abc")
    tally = _score([Expect("omitted", place="a")], [Expect("omitted", place="b")], [a, b, c]).rules[
        "omitted"
    ]
    assert (tally.found, tally.consequences, tally.false) == (1, 1, 1)
    assert tally.precision == 0.5


def test_what_is_demanded_and_not_found_is_missed() -> None:
    tally = _score(
        [Expect("omitted", place="a"), Expect("omitted", part="other", place="b")],
        [],
        [Expect("omitted", "part", "b", "b")],
    ).rules["omitted"]
    assert (tally.demanded, tally.found, tally.false) == (2, 0, 1)
    assert tally.recall == 0


def test_wilson_knows_the_table() -> None:
    # Newcombe (1998), Statistics in Medicine 17, table I, method 3.
    for good, of, low, high in (
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (1, 29, 0.0061, 0.1718),
    ):
        assert wilson(good, of) == pytest.approx((low, high), abs=5e-5)
    assert wilson(20, 20)[1] == 1
    assert say_share(0, 0) == "–"


# A broken rule


def _without(name: str, old: str, new: str = "") -> Rule:
    rule = RULES[name]
    assert old in rule.query.text
    return replace(rule, query=replace(rule.query, text=rule.query.text.replace(old, new)))


def _run(bench: Bench, rule: Rule, operators: list[Named]) -> Result:
    broken = Bench(bench.corpus.store, [rule])
    return measure(broken, operators, seed=11, graphs=1, each=6)


def _seeding(name: str) -> list[Named]:
    return [named for named in run.OPERATORS if named.rule == name]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("wrong_heading", '"^(count|parish)"', '"^countless"'),
        ("unsupported_listing", "hold:honours-all, hold:mandated-by-state)", "hold:never-holds)"),
        ("rests_on_undone_ruling", "?undoer pg:vacates ?ground", "?undoer pg:affirms ?ground"),
        ("date_conflict", "pg:enactedOn, pg:effectiveOn", "pg:effectiveOn"),
        ("misspelt_name", "FILTER(?best = 1)", "FILTER(?best = 0)"),
    ],
)
def test_a_rule_that_misses_faults_is_noticed(bench: Bench, name: str, old: str, new: str) -> None:
    tally = _run(bench, _without(name, old, new), _seeding(name)).rules[name]
    assert tally.recall is not None
    assert tally.recall < USUAL[0]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("contradicted_by_agreement", "?seen <= STR(?day) && ?again >= STR(?day)", "true"),
        ("rests_on_undone_ruling", "?verification != verif:memory", "true"),
        ("contrary_to_binding_ruling", "FILTER(?lax != hold:warrant-unspecified)", ""),
        ("date_conflict", "0000-12-31", "0000-01-01"),
        ("corrected_or_withdrawn_repeated", "?occurred < SUBSTR", "?occurred != SUBSTR"),
    ],
)
def test_a_rule_that_cries_wolf_is_noticed(bench: Bench, name: str, old: str, new: str) -> None:
    result = _run(bench, _without(name, old, new), run.HARMLESS)
    assert result.rules[name].false


@pytest.mark.parametrize(
    ("thing", "name", "value"),
    [
        (peers, "_LIMITS_NOTHING", frozenset[str]()),
        (ListedPart, "find_parent", lambda *_: None),
        (ListedPart, "find_uncertain", lambda *_: None),
    ],
)
def test_omissions_without_a_condition_are_noticed(
    bench: Bench,
    monkeypatch: pytest.MonkeyPatch,
    thing: object,
    name: str,
    value: Callable[[], None],
) -> None:
    monkeypatch.setattr(thing, name, value)
    assert _run(bench, RULES["omitted"], run.HARMLESS).rules["omitted"].false


# Real cases and the page


def test_each_real_case_is_found_or_says_why_not(bench: Bench) -> None:
    for case in read_real(bench):
        assert case.found is not bool(case.why), case.case
        assert case.expect.rule in RULES


def test_real_cases_cite_documents_of_the_graph(bench: Bench) -> None:
    titles = read_titles(bench)
    cited = {slug for case in read_real(bench) for slug in case.documents}
    assert sorted(cited - titles.keys()) == []


def _rows(page: str) -> dict[str, list[str]]:
    rows = re.findall(r"^\| \[`(\w+)`\]\(rules\.md#\1\) \|(.*)\|$", page, re.MULTILINE)
    return {name: [cell.strip() for cell in rest.split("|")] for name, rest in rows}


def test_the_page_has_every_rule_and_operator() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert list(_rows(page)) == list(RULES)
    assert [
        named.kind
        for named in (*run.OPERATORS, *run.HARMLESS)
        if named.kind.removeprefix("mended: ") not in page
    ] == []


def test_the_page_is_of_the_full_run() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert "\n    python -m bench.detection\n" in page
    assert f"seed {run.SEED}" in page
    assert sum(int(cells[0]) for cells in _rows(page).values()) > 2000


def test_a_figure_below_its_target_is_explained_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    notes = (ROOT / "bench" / "detection" / "notes.md").read_text(encoding="utf-8")
    assert notes.strip() in page
    for name, cells in _rows(page).items():
        shares = [float(cells[2].split()[0]), float(cells[4].split()[0])]
        for share, target in zip(shares, TARGETS.get(name, USUAL), strict=True):
            assert share >= target or f"`{name}`" in notes


def test_the_index_leads_to_the_page() -> None:
    assert "(reference/detection.md)" in (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
