"""The competency questions on rulings and agreements: answered, and sensitive to their ground."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox
import pytest
import yaml

from policygraph.namespaces import PREFIXES
from policygraph.queries import Query, check_expectations, find_query, run
from policygraph.store import LocalStore, Store, Table
from policygraph.store.table import Results

CHANGES: Final[dict[str, list[dict[str, Any]]]] = yaml.safe_load(
    (Path(__file__).parent / "law_changes.yaml").read_text(encoding="utf-8")
)
LISTED: Final = "cq_06_agreements_of_the_listed"
PARTS: Final = "https://w3id.org/policygraph/report/"


class Changed(Store):
    """The bundled graph after a SPARQL update."""

    def __init__(self, triples: list[ox.Triple], update: str) -> None:
        self.graph = ox.Store()
        self.graph.bulk_extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
        self.graph.update(update, prefixes=PREFIXES)

    def results(self, query: str) -> Results:
        return self.graph.query(query, prefixes=PREFIXES)


@pytest.fixture(scope="module")
def triples(shipped: LocalStore) -> list[ox.Triple]:
    return shipped.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")


def holds(query: Query, table: Table, row: dict[str, str | None]) -> bool:
    cells = {name: None if value is None else str(value) for name, value in row.items()}
    only = replace(query, expect=(cells,), expect_rows=None, expect_at_least=None)
    return not check_expectations(only, table)


@pytest.mark.parametrize("name", CHANGES)
def test_the_answer_is_the_one_expected(name: str, shipped: LocalStore) -> None:
    query = find_query(name)
    assert query.path.parent.name == "competency"
    assert query.expect
    assert check_expectations(query, run(query, shipped)) == []


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
    query, values = find_query(name), change.get("values", {})
    before = run(query, shipped, values)
    after = run(query, Changed(triples, change["update"]), values)
    lost, gained, kept = (change.get(key, []) for key in ("lost", "gained", "kept"))
    assert lost or gained or kept
    assert [row for row in [*lost, *kept] if not holds(query, before, row)] == []
    assert [row for row in [*gained, *kept] if not holds(query, after, row)] == []
    assert [row for row in gained if holds(query, before, row)] == []
    assert [row for row in lost if holds(query, after, row)] == []


@pytest.mark.parametrize(
    ("part", "day", "answer"),
    [
        ("us_ice_ddor_2017w1/part/section-3", "2017-03-20", "not recorded"),
        ("us_doj_eo14287_2025/part/list", "2025-08-05", "none seen"),
    ],
)
def test_what_was_not_looked_at_is_not_recorded(
    shipped: LocalStore, part: str, day: str, answer: str
) -> None:
    rows = run(find_query(LISTED), shipped, {"part": f"{PARTS}{part}", "day": day}).records()
    found = {row["kind"]: row["answer"] for row in rows}
    assert found == {
        "287(g) agreement": answer,
        "detention contract or ICE staff": "not recorded",
    }


def test_120_days_after_the_ruling_is_the_default(shipped: LocalStore) -> None:
    first, last = find_query("cq_12_adopted_after_a_ruling").parameters
    assert (first.default, last.default) == ("2014-04-11", "2014-08-09")
    rows = shipped.select(
        "PREFIX pg: <https://w3id.org/policygraph/ontology/> SELECT ?day WHERE {"
        " ?claim pg:aboutRuling <https://w3id.org/policygraph/ruling/us/miranda-olivares-2014> ;"
        " pg:decidedOn ?day }"
    )
    assert [day for (day,) in rows] == [first.default]


def test_ramsey_and_hennepin_follow_the_ruling(shipped: LocalStore) -> None:
    rows = run(find_query("cq_12_adopted_after_a_ruling"), shipped).records()
    certain = {row["name"] for row in rows if row["within"] == "yes"}
    assert {"Hennepin County", "Ramsey County"} <= certain
    # A date in August 2014 may lie before the 9th or after it.
    assert all(row["within"] == "perhaps" for row in rows if row["begins"] == "2014-08")
