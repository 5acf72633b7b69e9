"""The competency questions: each answered, each answer sensitive to what it rests on."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox
import pytest
import yaml

from policygraph.gaps import Columns, Verdict, find_omissions, find_part, read_columns
from policygraph.namespaces import PREFIXES
from policygraph.policies import Grade
from policygraph.queries import Query, bind, check_expectations, find_query, load_library, run
from policygraph.store import LocalStore, Store, Table
from policygraph.store.table import Results

LIBRARY: Final = load_library()
FIRST: Final = "us_ice_ddor_2017w1"
ISSUED: Final = date(2017, 3, 20)
CHANGES: Final[dict[str, list[dict[str, Any]]]] = yaml.safe_load(
    (Path(__file__).parent / "mutations" / "queries.yaml").read_text(encoding="utf-8")
)


def in_folder(*names: str) -> list[str]:
    return [name for name, query in LIBRARY.items() if query.path.parent.name in names]


class Changed(Store):
    """The bundled graph, or a part of it, after a SPARQL update."""

    def __init__(self, triples: list[ox.Triple], update: str = "") -> None:
        self.graph = ox.Store()
        self.graph.bulk_extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
        if update:
            self.graph.update(update, prefixes=PREFIXES)

    def results(self, query: str) -> Results:
        return self.graph.query(query, prefixes=PREFIXES)


@pytest.fixture(scope="module")
def triples(shipped: LocalStore) -> list[ox.Triple]:
    return shipped.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")


@pytest.fixture(scope="module")
def columns(shipped: LocalStore) -> Columns:
    return read_columns(shipped)


def holds(query: Query, table: Table, row: dict[str, str | None]) -> bool:
    """Tell whether a table has a row with these cells."""
    cells = {name: None if value is None else str(value) for name, value in row.items()}
    only = replace(query, expect=(cells,), expect_rows=None, expect_at_least=None)
    return not check_expectations(only, table)


# Every query has an answer


@pytest.mark.parametrize("name", LIBRARY)
def test_every_query_says_what_it_expects(name: str) -> None:
    query = LIBRARY[name]
    assert query.expect or query.expect_rows is not None or query.expect_at_least


@pytest.mark.parametrize("name", in_folder("competency", "gaps"))
def test_the_answer_is_the_one_expected(name: str, shipped: LocalStore) -> None:
    query = LIBRARY[name]
    assert query.expect or query.expect_rows == 0
    assert check_expectations(query, run(query, shipped)) == []


def test_the_questions_built_so_far_are_there() -> None:
    numbers = [int(name.split("_")[1]) for name in in_folder("competency")]
    assert sorted(numbers) == list(range(1, 26))
    assert len(numbers) == len(set(numbers))


# Every answer rests on something


def test_every_competency_and_gap_query_has_a_change_that_it_must_notice() -> None:
    # What reads findings has a test of its own: left_out_twice in tests/gaps/test_run.py.
    of_the_graph = {
        n for n in in_folder("gaps") if (LIBRARY[n].rule or {}).get("scope") != "findings"
    }
    assert set(CHANGES) == {*in_folder("competency"), *of_the_graph}
    for name, changes in CHANGES.items():
        wanted = "gained" if LIBRARY[name].expect_rows == 0 else "lost"
        assert any(wanted in change for change in changes), name


@pytest.mark.parametrize(
    ("name", "change"),
    [
        pytest.param(name, change, id=f"{name}: {change['name']}")
        for name, changes in CHANGES.items()
        for change in changes
    ],
)
def test_a_change_of_the_graph_changes_the_answer(
    name: str, change: dict[str, Any], shipped: LocalStore, triples: list[ox.Triple]
) -> None:
    query, values = LIBRARY[name], change.get("values", {})
    before = run(query, shipped, values)
    after = run(query, Changed(triples, change["update"]), values)
    lost, gained, kept = (change.get(key, []) for key in ("lost", "gained", "kept"))
    assert lost or gained or kept
    for row in [*lost, *kept]:
        assert holds(query, before, row), f"before, there is no row {row}"
    for row in [*gained, *kept]:
        assert holds(query, after, row), f"afterwards, there is no row {row}"
    for row in gained:
        assert not holds(query, before, row), f"before, there is a row {row}"
    for row in [*lost, *change.get("absent", [])]:
        assert not holds(query, after, row), f"afterwards, there is still a row {row}"


@pytest.mark.parametrize("name", [n for n in in_folder("columns") if n != "claim_counts"])
def test_a_column_loses_the_rows_of_what_is_deleted(
    name: str, shipped: LocalStore, triples: list[ox.Triple]
) -> None:
    query = LIBRARY[name]
    before = run(query, shipped)
    subject = before.rows[0][0]
    after = run(query, Changed(triples, f"DELETE WHERE {{ <{subject}> ?p ?o }}"))
    assert all(row[0] != subject for row in after)
    assert [row for row in before if subject not in row] == [
        row for row in after if subject not in row
    ]


def test_the_claims_counted_for_a_source_are_those_of_its_graph(shipped: LocalStore) -> None:
    query = LIBRARY["claim_counts"]
    before = run(query, shipped).rows
    few = Changed([])
    for source, _ in before[:2]:
        whole = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{source}> {{ ?s ?p ?o }} }}"
        name = ox.NamedNode(str(source))
        few.graph.extend(
            ox.Quad(t.subject, t.predicate, t.object, name) for t in shipped.construct(whole)
        )
    assert run(query, few).rows == before[:2]
    few.graph.update(f"CLEAR GRAPH <{before[0][0]}>")
    assert run(query, few).rows == before[1:2]


# One rule, kept in one place


def cut(text: str, first: str, last: str) -> str:
    """Cut a piece of a query, from one text to another, without its indentation."""
    start = text.rindex("\n", 0, text.index(first)) + 1
    return textwrap.dedent(text[start : text.index(last, start) + len(last)])


def is_in(piece: str, text: str) -> bool:
    """Tell whether a piece stands in a text, however deep it is indented there."""
    wanted = [line.strip() for line in piece.strip().splitlines()]
    lines = [line.strip() for line in text.splitlines()]
    return any(lines[i : i + len(wanted)] == wanted for i in range(len(lines)))


RULE: Final = find_query("omitted").text
WHOLE_RULE: Final = cut(RULE, "SELECT DISTINCT ?place ?peer", "\nORDER BY").removesuffix(
    "\nORDER BY"
)
CRITERION_OF_A_DAY: Final = cut(RULE, "# Its criterion is that of the latest", "AS ?criterion)")
BORROWED: Final = {
    "cq_01_left_out": WHOLE_RULE,
    "cq_02_side_by_side": CRITERION_OF_A_DAY,
    "cq_04_criterion_of_the_day": CRITERION_OF_A_DAY,
    "cq_15_policy_on_three_days": CRITERION_OF_A_DAY,
    "cq_24_would_list": CRITERION_OF_A_DAY,
}


@pytest.mark.parametrize("name", BORROWED)
def test_what_is_borrowed_from_the_rule_is_what_the_rule_says(name: str) -> None:
    assert is_in(BORROWED[name], LIBRARY[name].text), (
        f"{name} holds an older copy of this part of queries/gaps/omitted.rq; put it in its place:"
        f"\n\n{BORROWED[name]}"
    )


def test_a_stale_copy_of_the_rule_is_noticed() -> None:
    text = LIBRARY["cq_01_left_out"].text
    lines = [line for line in WHOLE_RULE.splitlines() if line.strip(" {}")]
    for line in lines:
        assert not is_in(WHOLE_RULE, text.replace(line.strip(), "?stale ?copy ?here ."))


# The same answers from elsewhere


@pytest.mark.parametrize("day", ["2014-08-01", "2016-12-31", "2017-03-20", "2018-06-01"])
def test_the_places_left_out_are_those_of_the_rule_and_of_the_joins(
    day: str, shipped: LocalStore, columns: Columns
) -> None:
    values = {"as_of": day}
    asked = {row["place"]: row for row in run(LIBRARY["cq_01_left_out"], shipped, values).records()}
    pairs = run(LIBRARY["omitted"], shipped, values).records()
    report = find_omissions(columns, find_part(columns, FIRST), date.fromisoformat(day))
    joined = {
        finding.place.iri: finding.grade
        for finding in report.findings
        if finding.verdict is Verdict.OMITTED and finding.grade is not Grade.STATED
    }
    assert set(asked) == {row["place"] for row in pairs} == set(joined) != set()
    for place, row in asked.items():
        assert row["grade"] == joined[str(place)]
        assert row["peers"] == str(len({r["peer"] for r in pairs if r["place"] == place}))


def test_two_policies_side_by_side_are_those_of_the_joins(
    shipped: LocalStore, columns: Columns
) -> None:
    report = find_omissions(columns, find_part(columns, FIRST), ISSUED)
    policies = [place for policy in columns.policies.values() for place in policy.places]
    compared = 0
    for finding in report.findings:
        for peer in finding.peers if finding.verdict is Verdict.OMITTED else ():
            if policies.count(peer.place.iri) > 1:
                continue
            compared += 1
            table = run(
                LIBRARY["cq_02_side_by_side"],
                shipped,
                {"place": finding.place.iri, "peer": peer.place.iri},
            )
            found = {
                (row["feature"], row["result"])
                for row in table.records()
                if row["feature"] != "hold criteria"
            }
            assert found == {
                (feature.label, result)
                for result in ("match", "differ", "unknown")
                for feature in {
                    "match": peer.matching,
                    "differ": peer.differing,
                    "unknown": peer.unknown,
                }[result]
            }
            same = {r["result"] for r in table.records() if r["feature"] == "hold criteria"}
            if peer.grade is Grade.EXACT:
                assert same - {"not compared"} == {"match"}
            elif peer.grade is Grade.CLOSE:
                assert same - {"not compared"} == {"differ"}
    assert compared > 20


@pytest.mark.parametrize("part", ["section-2", "section-3"])
def test_what_is_explained_is_what_the_joins_explain(
    part: str, shipped: LocalStore, columns: Columns
) -> None:
    section = find_part(columns, FIRST, part)
    report = find_omissions(columns, section, ISSUED)
    seen = set()
    for finding in report.findings:
        values = {"place": finding.place.iri, "part": section.iri}
        rows = run(LIBRARY["cq_03_explained"], shipped, values).records()
        found = {row["explanation"] for row in rows}
        kind = finding.explanation.kind if finding.explanation else "not explained"
        seen.add(kind)
        # A part of events explains by itself; the joins say so only where a policy is alike.
        assert kind in found or (part == "section-2" and found >= {"no-event"}), finding.place
        assert "listed" not in found
    assert "other-custodian" in seen
    assert ("covered-by-listed-parent" in seen) is (part == "section-3")
    for place in report.listed:
        values = {"place": place.iri, "part": section.iri}
        rows = run(LIBRARY["cq_03_explained"], shipped, values).records()
        assert "listed" in {row["explanation"] for row in rows}


# The same answers from another engine


@dataclass(frozen=True, slots=True)
class Engines:
    """A part of the graph in both engines."""

    oxigraph: Store
    rdflib: Any


@pytest.fixture(scope="module")
def engines(triples: list[ox.Triple]) -> Iterator[Engines]:
    """Policies of four states, and nothing that nobody mentions: rdflib takes its time."""
    import rdflib

    store = Changed(
        triples,
        """
        DELETE { ?claim ?p ?o } WHERE {
          ?claim pg:aboutPolicy/pg:appliesIn ?place ; ?p ?o .
          FILTER NOT EXISTS {
            ?place pg:isWithin ?state . FILTER(?state IN (state:19, state:20, state:25, state:27))
          }
        } ;
        DELETE { ?place ?p ?o } WHERE {
          ?place pg:isWithin ?state ; ?p ?o .
          FILTER NOT EXISTS { ?thing ?says ?place }
        } ;
        DELETE { ?criterion ?p ?o } WHERE {
          ?criterion pg:hasCondition ?condition ; ?p ?o .
          FILTER NOT EXISTS { ?claim pg:statesHoldCriterion ?criterion }
        }
        """,
    )
    data = ox.serialize(
        store.construct("CONSTRUCT WHERE { ?s ?p ?o }"), format=ox.RdfFormat.N_TRIPLES
    )
    yield Engines(store, rdflib.Graph().parse(data=data, format="nt"))


@pytest.mark.parametrize("name", in_folder("competency"))
def test_rdflib_gives_the_same_answer(name: str, engines: Engines) -> None:
    query = LIBRARY[name]
    expected = run(query, engines.oxigraph)
    answer = engines.rdflib.query(bind(query))
    assert tuple(str(variable) for variable in answer.vars) == expected.columns
    rows = [tuple(None if term is None else str(term) for term in row) for row in answer]
    assert len(rows) > 0
    assert sorted(rows, key=repr) == sorted(expected.rows, key=repr)
