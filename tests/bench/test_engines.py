"""Joins, SPARQL and SHACL find the same, rule by rule; and where they did not, it would show."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from bench.engines import run
from bench.engines.engines import find_by_query, load_for_shapes, look, open_graph
from bench.engines.fixtures import FOLDER, read_fixtures
from bench.engines.graphs import choose_rules, make_graph, make_triples
from bench.engines.model import read_model
from bench.engines.page import LEAST, write_page

from policygraph.dates import PartialDate
from policygraph.gaps import Rule, load_rules
from policygraph.gaps.shapes import derive_shape

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "engines.md"
RULES = {rule.id: rule for rule in run.choose_rules()}
NAMES = tuple(RULES)
#: So many graphs that each rule has one made for it.
FEW = 6
#: The rules that pySHACL runs over the whole bundled graph in seconds; the page has them all.
QUICK = (
    *("ambiguous_name", "children_listed_parent_not", "corrected_or_withdrawn_repeated"),
    *("disputed_unanswered", "funding_unknown", "in_one_part_only", "listed_without_policy"),
    *("misspelt_name", "no_source_document", "rests_on_undone_ruling", "unexplained_drop"),
    *("wrong_heading", "wrong_kind"),
)


@pytest.fixture(scope="module")
def made() -> dict[str, run.Tally]:
    return run.compare_made(run.SEED, FEW)


@pytest.fixture(scope="module")
def bundled() -> dict[str, run.Tally]:
    return run.compare_shipped([RULES[name] for name in QUICK])


# What they find


@pytest.mark.parametrize("name", NAMES)
def test_the_engines_agree_on_made_up_graphs(made: dict[str, run.Tally], name: str) -> None:
    assert made[name].apart == []
    assert made[name].graphs == FEW
    assert len(set(made[name].found.values())) == 1


def test_most_rules_find_something_in_a_few_graphs(made: dict[str, run.Tally]) -> None:
    assert sum(bool(tally.fires) for tally in made.values()) >= 18


@pytest.mark.parametrize("name", QUICK)
def test_the_engines_agree_on_the_bundled_graph(bundled: dict[str, run.Tally], name: str) -> None:
    assert bundled[name].apart == []
    assert bundled[name].found["shape"] > 0


# What would show


def _spoil(name: str, old: str, new: str) -> Rule:
    rule = RULES[name]
    assert old in rule.query.text
    return replace(rule, query=replace(rule.query, text=rule.query.text.replace(old, new)))


FAULTS = [
    ("stale_listing", "FILTER(?end < ?day)", "FILTER(?end > ?day)"),
    ("conflicting_claims", "?from <= ?day && ?otherFrom <= ?day", "?from > ?day"),
    ("date_conflict", "?notBefore <= STR(?day)", "?notBefore > STR(?day)"),
    ("funding_unknown", "pg:amountUsd ?amount", "pg:neverSaid ?amount"),
    ("in_one_part_only", "pg:isAbsentFrom", "pg:neverSaid"),
    ("misspelt_name", "FILTER(?best = 1)", "FILTER(?best = 2)"),
    ("omitted", "pg:isAbsentFrom", "pg:neverSaid"),
    ("unconfirmed", "?latest < ?since", "?latest > ?since"),
    ("wrong_heading", "pg:headingAsPublished ?heading", "pg:neverSaid ?heading"),
]


def _find_seed(rule: Rule, spoilt: Rule) -> int:
    """Find a graph in which the fault matters, by the query alone."""
    for seed in range(run.SEED, run.SEED + len(NAMES)):
        if rule.id in choose_rules(seed, NAMES):
            store = open_graph(make_graph(seed, NAMES))
            if find_by_query(store, rule) != find_by_query(store, spoilt):
                return seed
    raise AssertionError(f"No graph has what {rule.id} is spoilt by.")


@pytest.mark.parametrize(("name", "old", "new"), FAULTS, ids=[fault[0] for fault in FAULTS])
def test_an_engine_that_goes_astray_is_noticed(name: str, old: str, new: str) -> None:
    rule, spoilt = RULES[name], _spoil(name, old, new)
    seed = _find_seed(rule, spoilt)
    for by_query, by_shape in ((spoilt, rule), (rule, spoilt)):
        shapes = {name: derive_shape(by_shape)}
        assert run.compare_made(seed, 1, rules=[by_query], shapes=shapes)[name].apart
    shapes = {name: derive_shape(rule)}
    assert run.compare_made(seed, 1, rules=[rule], shapes=shapes)[name].apart == []


def test_a_finding_that_one_engine_lacks_is_told() -> None:
    row = ("part", "place", "Wrong.")
    same = frozenset({row})
    assert run.tell_apart({"joins": same, "query": same, "shape": same}) == []
    told = run.tell_apart({"joins": same, "query": same, "shape": frozenset()})
    assert told == ["joins and query, and not shape: part place “Wrong.”"]


# What they did not agree on


@pytest.mark.parametrize(
    ("seen", "again", "found"),
    [
        ("2016", "2018", True),
        ("2017-02", "2017-04", True),
        ("2017", "2018", False),
        ("2017-03", "2017-04", False),
        ("2016", "2017", False),
        ("2016", "2017-03", False),
    ],
)
def test_a_vague_sighting_of_an_agreement_counts_if_it_is_surely_on_its_side_of_the_day(
    seen: str, again: str, found: bool
) -> None:
    # rdflib compares a month with a day, and Oxigraph does not: the rule asks neither to.
    name = "contradicted_by_agreement"
    text = (FOLDER / name / "invalid.seen-on-both-sides.ttl").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith(("x:early", "x:late"))]
    for old, new in (("2017-03-01", seen), ("2017-04-01", again)):
        moment = PartialDate(new)
        lines = [
            line.replace(f'"{old}"^^xsd:date', f'"{new}"^^<{moment.datatype}>') for line in lines
        ]
    graph = "\n".join(lines)
    outcome = look(
        open_graph(graph.encode()), load_for_shapes(graph), RULES[name], run.read_shapes()[name]
    )
    assert outcome.found["query"] == outcome.found["shape"]
    assert bool(outcome.found["query"]) is found


# The graphs


def test_a_graph_is_the_same_each_time() -> None:
    assert make_graph(3, NAMES) == make_graph(3, NAMES) != make_graph(4, NAMES)


@pytest.mark.parametrize("seed", range(10))
def test_a_graph_obeys_the_model(seed: int) -> None:
    triples = make_triples(seed, NAMES)
    model = read_model()
    times = Counter(
        (t.subject, t.predicate.value) for t in triples if t.predicate.value in model.once
    )
    assert max(times.values()) == 1
    assert not any(isinstance(t.subject, ox.BlankNode) for t in triples)


def test_each_rule_has_its_turn_as_often() -> None:
    turns = Counter(name for seed in range(len(NAMES)) for name in choose_rules(seed, NAMES))
    assert set(turns) == set(NAMES)
    assert len(set(turns.values())) == 1


def test_each_rule_has_material_of_both_kinds() -> None:
    assert {(one.rule, one.faulty) for one in read_fixtures()} == {
        (name, faulty) for name in NAMES for faulty in (True, False)
    }


# The page


def _rows(page: str) -> dict[str, list[str]]:
    rows = re.findall(r"^\| \[`(\w+)`\]\(rules\.md#\1\) \|(.*)\|$", page, re.MULTILINE)
    return {name: [cell.strip() for cell in rest.split("|")] for name, rest in rows}


def test_the_page_is_of_the_full_run_and_nothing_is_apart() -> None:
    rows = _rows(PAGE.read_text(encoding="utf-8"))
    assert tuple(rows) == NAMES
    for graphs, fires, silent, joins, query, shape, apart, *_ in rows.values():
        assert (int(graphs), apart) == (run.GRAPHS, "0")
        assert int(fires) + int(silent) == run.GRAPHS
        assert min(int(fires), int(silent)) >= LEAST
        assert int(joins) == int(query) == int(shape) >= int(fires)


def test_the_page_has_every_rule_on_the_bundled_graph() -> None:
    page = PAGE.read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (\d+) \| (\d+) \| (\d+) \| 0 \|", page, re.MULTILINE)
    assert tuple(name for name, *_ in rows) == NAMES
    assert all(len(set(found)) == 1 for _, *found in rows)
    assert sum(int(found) for _, found, *_ in rows) > 1000


def test_the_page_says_what_shacl_cannot_express() -> None:
    page = PAGE.read_text(encoding="utf-8")
    without = [rule for rule in load_rules().values() if rule.no_shape]
    assert without
    for rule in without:
        assert f"- [`{rule.id}`](rules.md#{rule.id}): {rule.no_shape}" in page


def test_a_page_of_a_disagreement_tells_it(made: dict[str, run.Tally]) -> None:
    name = NAMES[0]
    tally = replace(made[name], apart=["graph 1: shape, and not query: part place “Wrong.”"])
    page = write_page({**made, name: tally}, made, "command", run.SEED)
    assert "  - graph 1: shape, and not query: part place “Wrong.”" in page
    assert "Nothing: every finding" not in page
