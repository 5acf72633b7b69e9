"""The embedded store, and what the environment says of it."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from policygraph.errors import GraphSyntaxError, QuerySyntaxError, StoreError
from policygraph.namespaces import SOURCE
from policygraph.settings import Settings, read_settings
from policygraph.store import LocalStore, RemoteStore, Table, faults_named, open_store


@pytest.fixture
def store(graph_fixtures: Path) -> LocalStore:
    return LocalStore.from_files(sorted(graph_fixtures.glob("*.ttl")))


# Loading


def test_a_source_is_a_named_graph_and_an_ontology_goes_by_its_iri(store: LocalStore) -> None:
    names = store.select("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g")
    assert names.rows == [
        ("https://example.org/ontology",),
        (f"{SOURCE}places",),
        (f"{SOURCE}press",),
    ]


@pytest.mark.parametrize("first", ["ASK { ?s ?p ?o }", "ASK { GRAPH ?g { ?s ?p ?o } }"])
def test_a_triple_in_two_graphs_counts_once(store: LocalStore, first: str) -> None:
    assert store.ask(first)
    query = 'SELECT (COUNT(*) AS ?n) WHERE { county:27123 pg:geoid "27123" }'
    assert store.select(query).rows == [("1",)]
    query = 'SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { county:27123 pg:geoid "27123" } }'
    assert store.select(query).rows == [("2",)]


def test_a_blank_node_is_the_same_in_its_graph_and_in_the_default_graph(store: LocalStore) -> None:
    assert store.ask(
        "ASK { ?c owl:unionOf ?list . GRAPH <https://example.org/ontology> { ?list rdf:first ?x } }"
    )


@pytest.mark.parametrize(
    "turtle",
    [
        '<http://a> <http://b> "[", [ a <http://c> ] .',
        '<http://a> <http://b> ( "1" ) .',
        "<http://a> <http://b> _:c .",
        "<http://a> <http://b> '\"', _:c, '\"' .",
        '<http://a> <http://b> """x\n"x""" , _:c , "y" .',
        "# a ' comment\n<http://a> <http://b> _:c . # another ' one",
    ],
)
def test_blank_nodes_are_seen_however_they_are_written(tmp_path: Path, turtle: str) -> None:
    path = tmp_path / "blank.ttl"
    path.write_text(turtle)
    store = LocalStore.from_files([path])
    assert store.ask(
        "ASK { <http://a> <http://b> ?node FILTER(isBlank(?node))"
        f" GRAPH <{SOURCE}blank> {{ <http://a> <http://b> ?node }} }}"
    )


def test_from_reads_only_the_graphs_it_names(store: LocalStore) -> None:
    query = f"SELECT ?s FROM <{SOURCE}press> WHERE {{ ?s pg:geoid ?code }}"
    assert len(store.select(query)) == 1
    assert not store.ask(f"ASK FROM <{SOURCE}none> WHERE {{ ?s ?p ?o }}")


def test_length_is_the_number_of_different_triples(store: LocalStore) -> None:
    assert store.select("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }").rows == [(str(len(store)),)]


@pytest.mark.parametrize("name", ["data.nt", "data.nq", "data.trig", "data.jsonld", "data.rdf"])
def test_every_rdf_format_is_read_with_or_without_graphs(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    form = ox.RdfFormat.from_extension(path.suffix[1:])
    assert form is not None
    graph = ox.NamedNode("https://example.org/g") if path.suffix in (".nq", ".trig") else None
    quad = ox.Quad(
        ox.NamedNode("https://example.org/s"),
        ox.NamedNode("https://example.org/p"),
        ox.Literal("o"),
        graph,
    )
    if graph:
        ox.serialize([quad], str(path), form)
    else:
        ox.serialize([quad.triple], str(path), form)
    store = LocalStore.from_files([path])
    assert store.select("SELECT ?o { ?s ?p ?o }").rows == [("o",)]
    named = store.select("SELECT ?g { GRAPH ?g { ?s ?p ?o } }").rows
    assert named == [("https://example.org/g" if graph else f"{SOURCE}data",)]


def test_a_broken_file_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.ttl"
    path.write_text("<http://a> <http://b> <http://c> .\n<http://a> <http://b> .\n")
    with pytest.raises(GraphSyntaxError, match=r"broken\.ttl, line 2: "):
        LocalStore.from_files([path])


@pytest.mark.parametrize("name", ["absent.ttl", "table.csv", "bare"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreError, match=name):
        LocalStore.from_files([tmp_path / name])


def test_the_bundled_graph_has_places_policies_and_words(shipped: LocalStore) -> None:
    assert shipped.ask('ASK { ?place a pg:CountyEquivalent ; pg:geoid "27123" }')
    assert shipped.ask("ASK { ?claim pg:statesHoldCriterion/pg:hasCondition ?condition }")
    assert shipped.ask("ASK { hold:never-holds skos:prefLabel ?label }")


# Asking


def test_rows_are_lexical_values_with_none_where_unbound(store: LocalStore) -> None:
    table = store.select(
        "SELECT ?claim ?when ?nothing "
        "WHERE { ?claim pg:asOf ?when OPTIONAL { ?claim pg:none ?nothing } }"
    )
    assert table == Table(
        ("claim", "when", "nothing"),
        [("https://w3id.org/policygraph/claim/press/1", "2017-03", None)],
    )
    assert table.records()[0]["when"] == "2017-03"
    assert (len(table), list(table)) == (1, table.rows)


def test_a_blank_node_is_told_from_a_word(store: LocalStore) -> None:
    (value,) = store.select("SELECT ?list { ?class owl:unionOf ?list }").rows[0]
    assert value is not None
    assert value.startswith("_:")


def test_construct_and_describe_give_each_triple_once(store: LocalStore) -> None:
    built = store.construct("CONSTRUCT { pg:x pg:y ?kind } WHERE { ?s a ?kind }")
    assert len(built) == len(set(built)) > 1
    assert len(store.construct("DESCRIBE county:27123")) == 4


@pytest.mark.parametrize(
    ("method", "query"),
    [("select", "ASK { }"), ("ask", "SELECT * { }"), ("construct", "SELECT * { }")],
)
def test_a_query_of_another_form_is_refused(store: LocalStore, method: str, query: str) -> None:
    with pytest.raises(QuerySyntaxError, match="was asked for"):
        getattr(store, method)(query)


def test_the_prefixes_of_the_text_win_over_those_of_the_project(store: LocalStore) -> None:
    query = "PREFIX pg: <https://example.org/> ASK { ?s pg:geoid ?o }"
    assert not store.ask(query)
    assert store.ask("ASK { ?s pg:geoid ?o }")


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("SELECT ?x WHERE {\n ?x foo:bar ?y }", r"line 2, column \d+: Prefix not found"),
        ("SELECT ?x (COUNT(*) AS ?n) { ?x ?y ?z } GROUP BY ?z", "variable that is unbound"),
        ("SELECT * WHERE { ?s ?p", "line 1, column"),
        ("", "is empty"),
        ("# nothing", "is empty"),
        ("PREFIX a: <http://a/>", "stops after its prefixes"),
        ("HELLO", "begins with 'HELLO'"),
    ],
)
def test_a_query_that_does_not_parse_gets_one_sentence(
    store: LocalStore, query: str, why: str
) -> None:
    with pytest.raises(QuerySyntaxError, match=why) as caught:
        store.results(query)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <http://a> <http://b> <http://c> }",
        "PREFIX a: <http://a/> # SELECT\ndelete where { ?s ?p ?o }",
        "WITH <http://g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "DROP ALL",
        "LOAD <http://localhost:1/>",
        "CLEAR ALL",
    ],
)
def test_an_update_is_refused_and_changes_nothing(store: LocalStore, update: str) -> None:
    before = len(store)
    with pytest.raises(QuerySyntaxError, match="only reads"):
        store.results(update)
    assert len(store) == before


def test_service_is_not_followed_but_may_be_spoken_of(store: LocalStore) -> None:
    with pytest.raises(StoreError, match="SERVICE is not followed"):
        store.results("SELECT * { service<http://127.0.0.1:1/x> { ?s ?p ?o } }")
    assert store.select("SELECT ?service { BIND('SERVICE' AS ?service) } # SERVICE").rows


def test_a_fault_while_the_rows_are_read_is_ours_too(store: LocalStore) -> None:
    with pytest.raises(StoreError, match="not supported"):
        store.select("SELECT (<http://example.org/function>(1) AS ?x) { }")
    with pytest.raises(StoreError, match="MemoryError"), faults_named():
        raise MemoryError


# Settings


def test_the_environment_is_read_at_each_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYGRAPH_ENDPOINT", "http://localhost:1/query")
    assert isinstance(open_store(), RemoteStore)
    monkeypatch.setenv("POLICYGRAPH_ENDPOINT", "")
    assert isinstance(open_store(), LocalStore)


def test_the_address_given_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYGRAPH_ENDPOINT", "http://localhost:1/query")
    assert repr(open_store("http://localhost:2/q")) == "RemoteStore('http://localhost:2/q')"


@pytest.mark.parametrize("value", ["soon", "0", "-1", "inf", "nan"])
def test_a_timeout_that_is_no_time_is_refused(value: str) -> None:
    with pytest.raises(StoreError, match="POLICYGRAPH_TIMEOUT"):
        read_settings({"POLICYGRAPH_TIMEOUT": value})
    assert read_settings({}) == Settings(None, 60.0)
