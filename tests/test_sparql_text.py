"""The reading of SPARQL texts: what is code, what form a query has, what it lacks."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from policygraph.store.text import (
    declare_prefixes,
    has_word,
    read_kind,
    read_limit,
    select_form,
    tokens,
)

_PIECES = st.sampled_from(
    ["SELECT", " ", "\n", "{", "}", "?_x", "?x", "$_x", "<http://a/#b>", "<", ">", "'", '"', '"""',
     "\\", "#", ":", "pg:a", "pg:a\\#b", "@en", "^^", "1.5e3", "FROM", "SERVICE", "\\u0022", "."]
)  # fmt: skip


@given(st.lists(_PIECES).map("".join) | st.text())
@example("'''a'b''c'''?_x")
def test_tokens_lose_nothing(text: str) -> None:
    assert "".join(token.text for token in tokens(text)) == text


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("?a<?_b&&?c>?d", ["variable", "variable", "variable", "variable"]),
        ("<http://a/?_x#y> ?_b", ["iri", "variable"]),
        ("'''a'?_x''b''' ?_b", ["string", "variable"]),
        ('"a\\"?_x" ?_b', ["string", "variable"]),
        ("pg:a\\?_x ?_b", ["name", "variable"]),
        ("pg:a\\#b ?_b", ["name", "variable"]),
        ("<http://a/\\u00e9#b> ?_b", ["iri", "variable"]),
        ('"x"@from ?_b', ["string", "language", "variable"]),
        ("# it's ?_x\r?_b", ["comment", "variable"]),
        ("<> ?_b", ["iri", "variable"]),
    ],
)
def test_code_is_told_from_what_only_looks_like_it(text: str, kinds: list[str]) -> None:
    assert [t.kind for t in tokens(text) if t.kind not in ("space", "other")] == kinds


@given(st.sampled_from(["SELECT * {}", "ASK {}", "CONSTRUCT WHERE {}", "DESCRIBE <http://a>"]))
def test_the_form_is_found_behind_any_prologue(query: str) -> None:
    text = f"#SELECT\nBASE <http://a/> prefix select: <http://ask/#> #DROP\n{query.lower()}"
    assert read_kind(text) == query.split(maxsplit=1)[0]


def test_prefixes_are_declared_only_where_they_are_missing() -> None:
    text = (
        "PREFIX pg: <http://mine/>\nASK { ?s pg:a hold:b ; 'conf:c' <http://cover:80/> } # join:x"
    )
    first, rest = declare_prefixes(text).split(" PREFIX pg: ", 1)
    assert first == "PREFIX hold: <https://w3id.org/policygraph/vocabulary/hold-criterion/>"
    assert rest.startswith("<http://mine/>\nASK")


@pytest.mark.parametrize(
    ("query", "limit"),
    [
        ("SELECT * { ?s ?p ?o }", None),
        ("SELECT * { ?s ?p ?o } limit 10 OFFSET 20", 10),
        ("SELECT * { { SELECT * { ?s ?p ?o } LIMIT 5 } }", None),
        ("SELECT * { ?s ?p 'LIMIT 3' } # LIMIT 4", None),
        ("SELECT ?limit { ?limit ?p ?o } LIMIT\n7", 7),
    ],
)
def test_the_limit_of_the_whole_query_is_found(query: str, limit: int | None) -> None:
    assert read_limit(query) == limit


@pytest.mark.parametrize(
    "construct",
    [
        "PREFIX a: <http://a/> CONSTRUCT { ?s a:b '}' . ?s a:c ?o } WHERE { ?s ?p ?o } LIMIT 2",
        "CONSTRUCT { ?s ?p ?o } FROM <http://g> { ?s ?p ?o }",
        "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 2",
        "CONSTRUCT # {\n{ } WHERE { ?s ?p ?o }",
    ],
)
def test_the_select_of_a_construct_parses(construct: str) -> None:
    select = select_form(construct)
    assert select is not None
    assert read_kind(select) == "SELECT"
    ox.Store().query(select)
    ox.Store().query(construct)


def test_a_keyword_is_a_whole_word_of_code() -> None:
    assert has_word("ASK FROM <http://g> { }", "FROM")
    assert not has_word("ASK { ?from pg:from 'FROM', <http://FROM> } # FROM", "FROM")
