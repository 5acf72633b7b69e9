"""A SPARQL endpoint, on a real Oxigraph server."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

import pyoxigraph as ox
import pytest

from policygraph.errors import QuerySyntaxError, StoreError
from policygraph.queries import bind, load_library
from policygraph.store import LocalStore, RemoteStore, open_store
from policygraph.store.text import read_kind

LIBRARY = load_library()
TABLES = "application/sparql-results+json"


class Serve(Protocol):
    def __call__(self, quads: list[ox.Quad], *flags: str) -> AbstractContextManager[str]: ...


# A real server


@pytest.mark.parametrize("name", LIBRARY)
def test_every_query_gives_the_same_table_here_and_there(
    name: str, shipped: LocalStore, endpoint: str
) -> None:
    text = bind(LIBRARY[name], LIBRARY[name].examples())
    remote = RemoteStore(endpoint)
    match read_kind(text):
        case "SELECT":
            here, there = shipped.select(text), remote.select(text)
            assert there.columns == here.columns
            assert sorted(map(str, there)) == sorted(map(str, here))
        case "ASK":
            assert remote.ask(text) == shipped.ask(text)
        case _:
            assert set(remote.construct(text)) == set(shipped.construct(text))


@pytest.mark.parametrize("name", LIBRARY)
def test_no_query_minds_that_a_triple_counts_once_for_each_of_its_graphs(
    name: str, shipped: LocalStore, union_endpoint: str
) -> None:
    text = bind(LIBRARY[name], LIBRARY[name].examples())
    if read_kind(text) == "SELECT":
        assert set(RemoteStore(union_endpoint).select(text)) == set(shipped.select(text))


def test_graphs_and_terms_come_back_as_they_are(shipped: LocalStore, endpoint: str) -> None:
    remote = open_store(endpoint)
    query = "CONSTRUCT { ?claim pg:summary ?text } WHERE { ?claim pg:summary ?text }"
    assert set(remote.construct(query)) == set(shipped.construct(query)) != set()
    query = "DESCRIBE county:27123"
    assert set(remote.construct(query)) == set(shipped.construct(query)) != set()
    query = "SELECT ?text WHERE { VALUES ?text { 1 1.0 true 'a\\n\"b\"'@en <http://a/é> UNDEF } }"
    found, again = remote.results(query), shipped.results(query)
    assert isinstance(found, ox.QuerySolutions)
    assert isinstance(again, ox.QuerySolutions)
    assert [row[0] for row in found] == [row[0] for row in again]


def test_a_server_answers_faults_in_one_sentence(endpoint: str) -> None:
    remote = RemoteStore(endpoint)
    with pytest.raises(QuerySyntaxError, match=r"line 2, column \d+: Prefix not found"):
        remote.select("SELECT ?x WHERE {\n ?x foo:bar pg:x }")
    with pytest.raises(StoreError, match=r"500: The custom function .* is not supported") as caught:
        remote.select("SELECT (<http://example.org/function>(1) AS ?x) { }")
    assert "\n" not in str(caught.value)
    with pytest.raises(StoreError, match=r"404.*Check the path"):
        RemoteStore(endpoint.replace("/query", "/nothing")).ask("ASK { }")
    with pytest.raises(QuerySyntaxError, match="only reads"):
        remote.results("INSERT DATA { <http://a> <http://b> <http://c> }")


def test_a_server_that_takes_too_long_is_left(endpoint: str) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?c != ?i) }"
    with pytest.raises(StoreError, match=r"did not answer within 0\.5 seconds"):
        RemoteStore(endpoint, timeout=0.5).select(slow)


def test_triples_only_in_named_graphs_are_not_taken_for_nothing(serve: Serve) -> None:
    node = ox.NamedNode("http://a/")
    with serve([ox.Quad(node, node, node, node)]) as address:
        remote = RemoteStore(address)
        with pytest.raises(StoreError, match="only in named graphs"):
            remote.select("SELECT * { ?s ?p ?o }")
    with serve([]) as address:
        assert len(RemoteStore(address).select("SELECT * { ?s ?p ?o }")) == 0


def test_a_server_that_is_not_there_is_named(closed_port: int) -> None:
    address = f"http://127.0.0.1:{closed_port}/query"
    with pytest.raises(StoreError, match=rf"{address} cannot be reached: Connection refused"):
        RemoteStore(address).ask("ASK { }")


@pytest.mark.parametrize(
    "address",
    ["localhost:7878", "file:///etc/passwd", "ftp://a/b", "http://", "http://a:b:c/", "query", ""],
)
def test_what_is_no_web_address_is_refused(address: str) -> None:
    with pytest.raises(StoreError, match="not a web address"):
        RemoteStore(address)
