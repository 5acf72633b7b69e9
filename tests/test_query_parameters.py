"""Parameters of queries: typed, and never pasted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import example, given, settings
from hypothesis import strategies as st

from policygraph.errors import QueryParameterError
from policygraph.namespaces import JURISDICTION, REPORT, XSD
from policygraph.queries import Parameter, ParameterType, Query, bind, placeholders, write_term


def with_parameter(text: str, kind: ParameterType, default: str | None = None) -> Query:
    parameter = Parameter("x", kind, default)
    return Query("example", "", "", "", (parameter,), (), (), None, None, text, Path("example.rq"))


def solve(text: str) -> list[object]:
    """Run a query on an empty store and return its column ?v."""
    solutions = ox.Store().query(text)
    assert isinstance(solutions, ox.QuerySolutions)
    return [solution["v"] for solution in solutions]


@settings(deadline=None)  # rdflib takes its time over the first query
@given(st.text(st.characters(codec="utf-8")))
@example("\\u0022 ?_x } DROP ALL #")
@example('"\n\r\t\\')
@example("\x00\\u005C\\U0001F600")
def test_no_string_escapes_from_its_place(value: str) -> None:
    """Bound as a parameter, any text comes back as it was: from Oxigraph and from rdflib."""
    text = bind(with_parameter("SELECT ?v WHERE { BIND(?_x AS ?v) }", "string"), {"x": value})
    assert solve(text)[0] == ox.Literal(value)
    rows = rdflib.Graph().query(text).bindings
    assert str(rows[0][rdflib.Variable("v")]) == value


@given(st.text())
@example("http://a/> } DROP ALL #")
@example("hold:x> ?_x <y")
def test_no_iri_escapes_from_its_place(value: str) -> None:
    query = with_parameter("SELECT ?v WHERE { BIND(?_x AS ?v) }", "iri")
    try:
        text = bind(query, {"x": value})
    except QueryParameterError:
        return
    assert isinstance(solve(text)[0], ox.NamedNode)


_CODE = st.sampled_from(["?s ", "<http://a/b> ", "{ ", "} ", ". ", "pg:a ", "1 ", "\n", "a<b "])
_HIDDEN = st.sampled_from(
    ["'?_x' ", '"\\"?_x" ', "'''?_x' ?_x''' ", '"""\n?_x""" ', "<http://a/?_x> ", "# ?_x\n",
     "pg:a\\?_x ", "?_xy ", "?x ", "$_x1 "]
)  # fmt: skip


@given(st.lists(st.tuples(_CODE | _HIDDEN, st.booleans())))
def test_just_the_holes_are_filled(parts: list[tuple[str, bool]]) -> None:
    """Holes are put between pieces of code and of what only looks like a hole."""
    text = "".join(piece + ("?_x " if hole else "") for piece, hole in parts)
    wanted = "".join(piece + (" 7  " if hole else "") for piece, hole in parts)
    assert bind(with_parameter(text, "integer"), {"x": "7"}) == wanted
    assert ("x" in placeholders(text)) == any(hole for _, hole in parts)


def test_lines_keep_their_numbers_and_terms_do_not_grow_together() -> None:
    query = with_parameter("ASK {\n FILTER(?a<?_x)\n}", "iri")
    assert bind(query, {"x": "http://b"}) == "ASK {\n FILTER(?a< <http://b> )\n}"


@pytest.mark.parametrize(
    ("kind", "value", "term"),
    [
        ("iri", "https://example.org/x", "<https://example.org/x>"),
        ("iri", "county:27123", f"<{JURISDICTION}us/county/27123>"),
        ("iri", "mailto:x@example.org", "<mailto:x@example.org>"),
        ("date", "2017-03-20", f'"2017-03-20"^^<{XSD}date>'),
        ("partial-date", "2017-03-20", f'"2017-03-20"^^<{XSD}date>'),
        ("partial-date", "2017-03", f'"2017-03"^^<{XSD}gYearMonth>'),
        ("partial-date", "2017", f'"2017"^^<{XSD}gYear>'),
        ("string", "Ramsey", '"Ramsey"'),
        ("integer", "-007", "-7"),
        ("place", "27", f"<{JURISDICTION}us/state/27>"),
        ("place", "01001", f"<{JURISDICTION}us/county/01001>"),
        ("place", f"{JURISDICTION}us", f"<{JURISDICTION}us>"),
        ("place", "county:27123", f"<{JURISDICTION}us/county/27123>"),
        ("report", "us_ice_ddor_2017w1", f"<{REPORT}us_ice_ddor_2017w1>"),
        ("report", "report:x", f"<{REPORT}x>"),
    ],
)
def test_values_become_typed_terms(kind: ParameterType, value: str, term: str) -> None:
    assert write_term(value, kind) == term


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("iri", "no scheme"),
        ("iri", "relative"),
        ("iri", ""),
        ("date", "2017-02-30"),
        ("date", "2017-03"),
        ("partial-date", "2017-13"),
        ("string", "\ud800"),
        ("integer", "1.5"),
        ("integer", "٣"),
        ("integer", ""),
        ("place", "Ramsey"),
        ("place", "270"),
        ("place", "https://example.org/27123"),
        ("place", JURISDICTION),
        ("report", "two words"),
        ("report", "https://example.org/report"),
        ("report", ""),
    ],
)
def test_a_value_of_another_type_is_refused(kind: ParameterType, value: str) -> None:
    with pytest.raises(QueryParameterError, match=f"is not a value of type {kind}") as caught:
        write_term(value, kind)
    assert caught.value.hint


def test_limits_can_be_parameters() -> None:
    text = bind(with_parameter("SELECT * { VALUES ?v { 1 2 3 } } LIMIT ?_x", "integer"), {"x": "2"})
    assert len(solve(text)) == 2


def test_faults_of_parameters_name_the_alternatives() -> None:
    query = with_parameter("ASK { ?s ?p ?_x }", "date")
    with pytest.raises(QueryParameterError, match=r"needs a value for 'x'.*x \(date\)"):
        bind(query)
    with pytest.raises(QueryParameterError, match=r"no parameter 'y'.*x \(date\)"):
        bind(query, {"y": "1"})
    with pytest.raises(QueryParameterError, match=r"'x' of query 'example': 'soon' .* YYYY-MM-DD"):
        bind(query, {"x": "soon"})
    with pytest.raises(QueryParameterError, match="It takes none"):
        bind(replace(query, parameters=(), text="ASK { }"), {"y": "1"})


def test_a_default_fills_in_and_gives_way() -> None:
    query = with_parameter("ASK { ?s ?p ?_x }", "integer", "1")
    assert " 1 " in bind(query)
    assert " 2 " in bind(query, {"x": "2"})
