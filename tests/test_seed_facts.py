"""The fourteen facts of the seed article, each asked of the graph with its source and place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest
import yaml

from policygraph.namespaces import PG, PREFIXES
from policygraph.store import LocalStore

ARTICLE: Final = "document:startribune-2017-03-20"

#: What a person's name could be written in, and no case may have; whatever is not here, too.
CASE_PROPERTIES: Final = {
    "isRecordedIn",
    "isDeclinedBy",
    "citizenship",
    "chargeClass",
    "hasChargeStatus",
    "requestedOn",
    "citesDocument",
    "locator",
    "hasConfidence",
    "summary",
    "isStatedBy",
    "statedOn",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact: the claims that make it up, what each must say, and words of our summary of it."""

    number: int
    claims: dict[str, str]
    words: dict[str, tuple[str, ...]]

    @property
    def pattern(self) -> str:
        parts = []
        for name, says in self.claims.items():
            parts.append(f"?{name} {says} .")
            parts.append(f"?{name} pg:citesDocument {ARTICLE} ; pg:locator ?{name}Locator .")
            parts.append(f'FILTER(STRLEN(?{name}Locator) > 0 && CONTAINS(?{name}Locator, "¶"))')
            parts.append(f"?{name} pg:summary ?{name}Summary .")
            parts += [f'FILTER(CONTAINS(?{name}Summary, "{word}"))' for word in self.words[name]]
        return " ".join(parts)


def read_facts() -> list[Fact]:
    text = (Path(__file__).parent / "mutations" / "seed_facts.yaml").read_text(encoding="utf-8")
    return [
        Fact(
            number,
            {name: claim["says"] for name, claim in claims.items()},
            {name: tuple(claim.get("words", ())) for name, claim in claims.items()},
        )
        for number, claims in yaml.safe_load(text).items()
    ]


FACTS: Final = read_facts()
CLAIMS: Final = [(item, name) for item in FACTS for name in item.claims]


@pytest.fixture(scope="module")
def graph(shipped: LocalStore) -> ox.Store:
    """The bundled graph in a store that can be changed."""
    store = ox.Store()
    triples = shipped.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    return store


def ask(graph: ox.Store, pattern: str) -> bool:
    return bool(graph.query(f"ASK {{ {pattern} }}", prefixes=PREFIXES))


def find(graph: ox.Store, name: str, pattern: str) -> list[ox.NamedNode]:
    rows = graph.query(f"SELECT DISTINCT ?{name} {{ {pattern} }}", prefixes=PREFIXES)
    assert isinstance(rows, ox.QuerySolutions)
    return [node for row in rows if isinstance(node := row[name], ox.NamedNode)]


@contextmanager
def without(graph: ox.Store, claims: list[ox.NamedNode]) -> Iterator[None]:
    """Take claims out of the graph for a while."""
    quads = [q for claim in claims for q in graph.quads_for_pattern(claim, None, None)]
    for quad in quads:
        graph.remove(quad)
    try:
        yield
    finally:
        graph.extend(quads)


def test_there_are_fourteen_facts() -> None:
    assert [item.number for item in FACTS] == list(range(1, 15))


@pytest.mark.parametrize("item", FACTS, ids=lambda item: f"fact-{item.number:02}")
def test_the_fact_is_in_the_graph_with_its_source(item: Fact, graph: ox.Store) -> None:
    assert ask(graph, item.pattern)


@pytest.mark.parametrize(
    ("item", "name"), CLAIMS, ids=[f"fact-{item.number:02}-{name}" for item, name in CLAIMS]
)
def test_the_fact_is_missed_without_its_claim(item: Fact, name: str, graph: ox.Store) -> None:
    claims = find(graph, name, item.pattern)
    assert len(claims) == 1
    with without(graph, claims):
        assert not ask(graph, item.pattern)
    assert ask(graph, item.pattern)


@pytest.mark.parametrize("item", FACTS, ids=lambda item: f"fact-{item.number:02}")
def test_the_fact_is_missed_without_its_locator(item: Fact, graph: ox.Store) -> None:
    name = next(iter(item.claims))
    (claim,) = find(graph, name, item.pattern)
    (quad,) = graph.quads_for_pattern(claim, ox.NamedNode(f"{PG}locator"), None)
    graph.remove(quad)
    try:
        assert not ask(graph, item.pattern)
    finally:
        graph.add(quad)


def test_every_claim_of_the_article_belongs_to_a_fact(shipped: LocalStore, graph: ox.Store) -> None:
    table = shipped.select(
        "SELECT ?claim { GRAPH source:us_startribune_2017_03_20 { ?claim pg:locator ?locator } }"
    )
    asked = {node.value for item, name in CLAIMS for node in find(graph, name, item.pattern)}
    assert {row[0] for row in table} == asked


# Privacy


def stray_properties(graph: ox.Store) -> set[str]:
    """List the properties of cases that are not among those allowed."""
    rows = graph.query(
        "SELECT DISTINCT ?p { ?case a pg:DetainerOutcome ; ?p ?o FILTER(?p != rdf:type) }",
        prefixes=PREFIXES,
    )
    assert isinstance(rows, ox.QuerySolutions)
    used = {node.value for row in rows if isinstance(node := row["p"], ox.NamedNode)}
    return used - {PG + name for name in CASE_PROPERTIES}


def cases(graph: ox.Store) -> list[ox.NamedNode]:
    return find(graph, "case", "?case a pg:DetainerOutcome")


def test_no_case_carries_a_name(graph: ox.Store) -> None:
    assert cases(graph)
    assert stray_properties(graph) == set()


@pytest.mark.parametrize(
    "name",
    [
        "http://www.w3.org/2000/01/rdf-schema#label",
        "http://xmlns.com/foaf/0.1/name",
        f"{PG}nameAsPublished",
        f"{PG}speaker",
    ],
)
def test_a_name_on_a_case_would_be_noticed(name: str, graph: ox.Store) -> None:
    quad = ox.Quad(cases(graph)[0], ox.NamedNode(name), ox.Literal("A Name"))
    graph.add(quad)
    try:
        assert stray_properties(graph) == {name}
    finally:
        graph.remove(quad)


def test_what_is_said_of_a_case_holds_no_name(graph: ox.Store) -> None:
    """A charge needs no capitals; a summary needs those of a sentence, a county, a country."""
    rows = graph.query(
        "SELECT ?charge ?summary ?country ?place { ?case a pg:DetainerOutcome ; "
        "pg:chargeClass ?charge ; pg:summary ?summary ; pg:citizenship ?country ; "
        "pg:isDeclinedBy/rdfs:label ?place }",
        prefixes=PREFIXES,
    )
    assert isinstance(rows, ox.QuerySolutions)
    for row in rows:
        charge, summary, country, place = (str(getattr(term, "value", "")) for term in row)
        assert charge == charge.lower()
        known = {*place.split(), *country.split(), summary.split()[0]}
        assert set(re.findall(r"\b[A-Z]\w+", summary)) <= known
