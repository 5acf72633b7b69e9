"""The query library: headers, parameters, and what each query promises."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from policygraph.errors import QuerySyntaxError, UnknownQueryError
from policygraph.namespaces import JURISDICTION
from policygraph.queries import (
    Parameter,
    Query,
    bind,
    check_expectations,
    find_query,
    load_library,
    read_query,
    run,
)
from policygraph.store import LocalStore, Table
from policygraph.store.text import read_kind

LIBRARY = load_library()
HEADER = "#+ title: A title\n#+ question: A question?\n"


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    def put(text: str) -> Path:
        path = tmp_path / "example.rq"
        path.write_text(text, encoding="utf-8")
        return path

    return put


# Headers


def test_a_header_is_read_whole(write: Callable[[str], Path]) -> None:
    path = write(
        "#+ title: Policies\n"
        "#+ question: Which policies?\n"
        "#+ summary: >-\n"
        "#+   Two\n"
        "#+   lines.\n"
        "#+ params:\n"
        "#+   - name: place\n"
        "#+     type: place\n"
        "#+     default: 01001\n"
        "#+     description: A GEOID.\n"
        "#+   - {name: day, type: date, example: 2017-03-20}\n"
        "#+ columns: [policy, until]\n"
        "#+\n"
        '#+ expect: [{policy: "pg:x", until: null}, {until: 2017-03-20}]\n'
        "#+ expect_rows: 2\n"
        "# an ordinary comment\n"
        "SELECT ?policy ?until WHERE { ?policy ?_place ?_day }\n"
    )
    assert read_query(path) == Query(
        name="example",
        title="Policies",
        question="Which policies?",
        description="Two lines.",
        parameters=(
            Parameter("place", "place", "01001", "A GEOID."),
            Parameter("day", "date", example="2017-03-20"),
        ),
        columns=("policy", "until"),
        expect=({"policy": "pg:x", "until": None}, {"until": "2017-03-20"}),
        expect_rows=2,
        expect_at_least=None,
        text=path.read_text(encoding="utf-8"),
        path=path,
    )
    assert read_query(path).examples() == {"day": "2017-03-20"}


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("SELECT * { }", 1, "no header"),
        ("", 1, "no header"),
        ("#+ - a list\nASK { }", 1, "no header"),
        ("#+ title: a: b\nASK { }", 1, "mapping values"),
        ("#+ title: x\nASK { }", 1, "no question"),
        (HEADER + "#+ bogus: 1\nASK { }", 3, "unknown key 'bogus'"),
        (HEADER + "#+ title: again\nASK { }", 3, "'title' is given twice"),
        (HEADER + "#+ params: place\nASK { }", 3, "a list is needed"),
        (HEADER + "#+ params: [place]\nASK { }", 3, "a mapping"),
        (HEADER + "#+ columns: [[a]]\nASK { }", 3, "a single value"),
        (HEADER + "#+ params: [{name: x y, type: date}]\nASK { }", 3, "cannot name"),
        (HEADER + "#+ params: [{name: x, type: day}]\nASK { }", 3, "unknown type 'day'"),
        (HEADER + "#+ params: [{name: x, type: date}]\nASK { }", 3, r"\?_x is not used"),
        (HEADER + "ASK { ?s ?p ?_x }", 1, r"\?_x is used but not declared"),
        (
            HEADER + "#+ params:\n#+  - name: x\n#+    type: date\n#+    default: 2017-02-30\n"
            "ASK { ?s ?p ?_x }",
            6,
            "default of 'x': '2017-02-30' is not a value of type date",
        ),
        (
            HEADER + "#+ params: [{name: x, type: iri}, {name: x, type: iri}]\nASK { ?_x ?p ?o }",
            3,
            "declared twice",
        ),
        (HEADER + "#+ expect_rows: two\nASK { }", 3, "'two' is not a number"),
        (HEADER + "#+ columns: [a]\n#+ expect:\n#+  - {b: 1}\nASK { }", 5, "unknown key 'b'"),
    ],
)
def test_a_faulty_header_is_named_with_file_and_line(
    write: Callable[[str], Path], text: str, line: int, why: str
) -> None:
    with pytest.raises(QuerySyntaxError, match=rf"example\.rq, line {line}: .*{why}"):
        read_query(write(text))


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.rq").write_bytes(b"#+ title: \xff")
    with pytest.raises(QuerySyntaxError, match=r"bad\.rq is not UTF-8"):
        read_query(tmp_path / "bad.rq")
    with pytest.raises(QuerySyntaxError, match=r"absent\.rq cannot be read"):
        read_query(tmp_path / "absent.rq")


def test_two_queries_of_one_name_are_refused(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "same.rq").write_text(HEADER + "ASK { }")
    with pytest.raises(QuerySyntaxError, match="have the same name"):
        load_library(tmp_path)


def test_an_unknown_query_is_answered_with_close_names() -> None:
    with pytest.raises(UnknownQueryError, match=r"Did you mean .*policies_of_place"):
        find_query("policy_of_places")
    with pytest.raises(UnknownQueryError, match="--list"):
        find_query("zzz")


# Expectations


def expecting(**changes: object) -> Query:
    query = Query("example", "", "", "", (), ("place", "n"), (), None, None, "", Path("example.rq"))
    return replace(query, **changes)  # type: ignore[arg-type]


ROWS = Table(("place", "n"), [(f"{JURISDICTION}us/county/27123", "1"), ("x", None)])


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"expect": ({"place": "county:27123", "n": "1"}, {"n": None})}, ""),
        ({"expect": ({"place": f"{JURISDICTION}us/county/27123"},)}, ""),
        ({"expect": ({"n": "1"}, {"place": "county:27123", "n": "1"})}, "no row with n: 1"),
        ({"expect": ({"n": "01"},)}, "no row with n: 01"),
        ({"expect": ({"n": ""},)}, "no row with n: "),
        ({"expect_rows": 2}, ""),
        ({"expect_rows": 3}, "2 rows where 3 are expected"),
        ({"expect_at_least": 2}, ""),
        ({"expect_at_least": 3}, "2 rows where at least 3 are expected"),
        ({"columns": ("n", "place")}, "columns place, n where n, place are declared"),
    ],
)
def test_expectations_are_held_against_the_rows(changes: dict[str, object], fault: str) -> None:
    found = check_expectations(expecting(**changes), ROWS)
    assert [fault in sentence for sentence in found] == ([True] if fault else [])


# The library


@pytest.mark.parametrize("name", LIBRARY)
def test_each_query_runs_anywhere_and_keeps_its_promise(name: str, shipped: LocalStore) -> None:
    query = LIBRARY[name]
    text = bind(query, query.examples())
    ox.Store().query(text)  # it declares the prefixes that it uses
    if read_kind(text) == "SELECT":
        assert query.columns
        assert check_expectations(query, run(query, shipped, query.examples())) == []


@pytest.mark.parametrize("name", LIBRARY)
def test_each_query_can_be_tried_without_reading_its_text(name: str) -> None:
    query = LIBRARY[name]
    assert query.question.endswith("?")
    assert all(p.default is not None or p.example is not None for p in query.parameters)
    assert all(p.description for p in query.parameters)
