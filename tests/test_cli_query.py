"""``policygraph query`` and ``policygraph sparql``, run as a user runs them."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox
import pytest

from policygraph.cli.answers import FORMATS
from policygraph.cli.output import write_table
from policygraph.errors import OutputError
from policygraph.namespaces import JURISDICTION

RAMSEY = f"{JURISDICTION}us/county/27123"


class Program(Protocol):
    def __call__(
        self, *arguments: str, stdin: bytes = b"", **environment: str
    ) -> subprocess.CompletedProcess[bytes]: ...


# The library


def test_the_list_names_every_query(policygraph: Program) -> None:
    listed = json.loads(policygraph("query", "--list", "--format", "json").stdout)
    names = [entry["name"] for entry in listed]
    assert {"places_by_name", "sources", "policies_of_place"} <= set(names)
    assert all(entry["question"] for entry in listed)
    assert b"places_by_name" in policygraph("query", "--list").stdout


def test_a_query_can_be_shown_before_it_is_run(policygraph: Program) -> None:
    text = policygraph("query", "policies_of_place", "--show").stdout.decode()
    assert text.startswith("#+ title: Policies of a place\n")
    assert "?_place" in text
    bound = policygraph("query", "policies_of_place", "--show", "-p", "place=27053").stdout.decode()
    assert f"<{JURISDICTION}us/county/27053>" in bound
    assert policygraph("sparql", "-", "-f", "json", stdin=bound.encode()).returncode == 0


@pytest.mark.parametrize("format", FORMATS["SELECT"])
def test_a_query_gives_its_rows_in_every_format(policygraph: Program, format: str) -> None:
    done = policygraph("query", "places_by_name", "-p", "name=Ramsey County", "--format", format)
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode()
    match format:
        case "csv":
            assert text.startswith("place,name,kind,geoid,state\r\n")
            records = list(csv.DictReader(io.StringIO(text, newline="")))
            assert {"27123", "38071"} == {record["geoid"] for record in records}
            assert RAMSEY in {record["place"] for record in records}
        case "tsv":
            assert text.startswith("?place\t?name\t?kind\t?geoid\t?state\n")
            assert f"<{RAMSEY}>" in text
        case "json":
            bindings = json.loads(text)["results"]["bindings"]
            assert {"type": "uri", "value": RAMSEY} in [row["place"] for row in bindings]
        case "md":
            assert text.splitlines()[:2] == [
                "| place | name | kind | geoid | state |",
                "| --- | --- | --- | --- | --- |",
            ]
            assert "| county:27123 | Ramsey County | pg:CountyEquivalent | 27123 | MN |" in text
        case _:
            heads, _, *rows = [line.split() for line in text.splitlines()]
            assert heads == ["place", "name", "kind", "geoid", "state"]
            assert [
                "county:27123",
                "Ramsey",
                "County",
                "pg:CountyEquivalent",
                "27123",
                "MN",
            ] in rows


def test_no_rows_are_said_aloud_beside_the_result(policygraph: Program) -> None:
    for format in FORMATS["SELECT"]:
        done = policygraph("query", "places_by_name", "-p", "name=Atlantis", "-f", format)
        assert (done.returncode, done.stderr) == (0, b"No rows.\n"), format
    done = policygraph("sparql", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p 'Atlantis' BIND(1 AS ?o) }")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"No triples.\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["query", "places_by_nane"], "Did you mean places_by_name"),
        (["query", "policies_of_place", "-p", "place=Ramsey"], "Give a GEOID of 2, 5 or 7 digits"),
        (["query", "policies_of_place", "-p", "plaice=27123"], "Its parameters: place (place)."),
        (["query", "policies_of_place", "-p", "place"], "'place' is not of the form NAME=VALUE."),
        (["query", "policies_of_place", "-p", "place=1", "-p", "place=2"], "is given twice"),
        (["query", "sources", "-f", "ttl"], "Choose table, csv, tsv, json or md."),
        (["query", "--list", "-f", "ttl"], "Choose table, csv, tsv, json or md."),
        (["sparql", "SELECT ?x {\n ?x foo:bar ?y }"], "at line 2, column"),
        (["sparql", "absent.rq"], "absent.rq cannot be read: No such file or directory."),
        (["sparql", " "], "The query is empty."),
        (["sparql", "-"], "The query is empty."),
        (["sparql", "DROP ALL"], "DROP is a SPARQL update, and policygraph only reads."),
        (["sparql", "ASK {}", "-f", "csv"], "An ASK query has no format 'csv'."),
        (["sparql", "DESCRIBE pg:x", "-f", "csv"], "Choose ttl, nt or jsonld."),
        (["sparql", "SELECT (<http://a/f>(1) AS ?x) {}"], "is not supported"),
        (["sparql", "ASK { SERVICE <http://127.0.0.1:1/> { } }"], "SERVICE is not followed"),
        (["sparql", "ASK {}", "--endpoint", "nowhere"], "is not a web address"),
        (["sparql", "ASK {}", "-o", "/dev/null/x"], "cannot be written"),
        (["sparql", "ASK {}", "-o", "/"], "is a folder"),
    ],
)
def test_what_a_person_must_mend_is_one_sentence_with_status_2(
    policygraph: Program, arguments: list[str], said: str
) -> None:
    done = policygraph(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    message = done.stderr.decode()
    assert message.startswith("Error: ")
    assert said in message
    assert message.count("\n") == 1


# One's own queries


def test_a_query_may_come_as_text_as_a_file_or_as_input(
    policygraph: Program, tmp_path: Path
) -> None:
    text = 'SELECT ?place { ?place pg:geoid "27123" }'
    path = tmp_path / "a query.rq"
    path.write_text("\ufeff" + text, encoding="utf-8")
    wanted = f"place\r\n{RAMSEY}\r\n".encode()
    for done in (
        policygraph("sparql", text, "-f", "csv"),
        policygraph("sparql", str(path), "-f", "csv"),
        policygraph("sparql", "-", "-f", "csv", stdin=text.encode()),
    ):
        assert (done.returncode, done.stdout, done.stderr) == (0, wanted, b"")
    assert b"not UTF-8" in policygraph("sparql", "-", stdin=b"\xff").stderr


def test_truth_is_told_for_people_and_programs(policygraph: Program) -> None:
    assert policygraph("sparql", "ASK { ?s ?p ?o }").stdout == b"true\n"
    done = policygraph("sparql", "ASK { ?s ?p 'Atlantis' }", "-f", "json")
    assert json.loads(done.stdout) == {"head": {}, "boolean": False}


@pytest.mark.parametrize(
    ("format", "form"),
    [
        ("ttl", ox.RdfFormat.TURTLE),
        ("nt", ox.RdfFormat.N_TRIPLES),
        ("jsonld", ox.RdfFormat.JSON_LD),
    ],
)
def test_graphs_come_in_every_format_and_always_in_the_same_bytes(
    policygraph: Program, format: str, form: ox.RdfFormat
) -> None:
    done = policygraph("sparql", "DESCRIBE county:27123", "-f", format)
    again = policygraph("sparql", "DESCRIBE county:27123", "-f", format)
    assert done.stdout == again.stdout
    subjects = {quad.subject for quad in ox.parse(done.stdout, form)}
    assert subjects == {ox.NamedNode(RAMSEY)}


def test_a_result_goes_to_a_file_whole(policygraph: Program, tmp_path: Path) -> None:
    path = tmp_path / "new" / "rows.csv"
    done = policygraph("query", "sources", "-f", "csv", "-o", str(path))
    assert (done.returncode, done.stdout) == (0, b"")
    assert path.read_bytes() == policygraph("query", "sources", "-f", "csv", "-o", "-").stdout


# Endpoints


def test_an_endpoint_answers_as_the_bundled_graph_does(policygraph: Program, endpoint: str) -> None:
    here = policygraph("query", "policies_of_place", "-f", "csv")
    option = policygraph("query", "policies_of_place", "-f", "csv", "--endpoint", endpoint)
    variable = policygraph("query", "policies_of_place", "-f", "csv", POLICYGRAPH_ENDPOINT=endpoint)
    assert here.stdout == option.stdout == variable.stdout
    there = policygraph("sparql", "DESCRIBE county:27123", "--endpoint", endpoint)
    assert there.stdout == policygraph("sparql", "DESCRIBE county:27123").stdout


def test_an_endpoint_that_is_down_is_one_sentence(policygraph: Program, closed_port: int) -> None:
    address = f"http://127.0.0.1:{closed_port}/query"
    done = policygraph("query", "sources", POLICYGRAPH_ENDPOINT=address)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == (
        f"Error: {address} cannot be reached: Connection refused."
        " Check the address and that the server runs.\n"
    )


# Tables


CELLS = [("a|b *c* `d` <e> \\", 1, None), ("two\nlines\t\x1b[31m", -2.5, True)]


def table(capfdbinary: pytest.CaptureFixture[bytes], format: str, title: str = "") -> str:
    write_table(CELLS, ("text", "number", "other"), format, title=title)
    return capfdbinary.readouterr().out.decode()


def test_plain_tables_are_aligned_and_never_steer_a_terminal(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    assert table(capfdbinary, "table", "A title") == (
        "A title\n\n"
        "text               number  other\n"
        "-----------------  ------  -----\n"
        "a|b *c* `d` <e> \\  1\n"
        "two lines  [31m    -2.5    True\n"
    )


def test_markdown_is_escaped(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert table(capfdbinary, "md", "A title").splitlines()[4:] == [
        "| a\\|b \\*c\\* \\`d\\` \\<e> \\\\ | 1 |  |",
        "| two lines  [31m | -2.5 | True |",
    ]


def test_tables_for_programs_keep_every_character(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    text = table(capfdbinary, "csv")
    assert text.startswith("text,number,other\r\n")
    assert list(csv.reader(io.StringIO(text, newline="")))[1:] == [
        ["a|b *c* `d` <e> \\", "1", ""],
        ["two\nlines\t\x1b[31m", "-2.5", "True"],
    ]
    assert table(capfdbinary, "tsv").splitlines()[1:] == [
        "a|b *c* `d` <e> \\\\\t1\t",
        "two\\nlines\\t\x1b[31m\t-2.5\tTrue",
    ]
    assert json.loads(table(capfdbinary, "json")) == [
        {"text": CELLS[0][0], "number": 1, "other": None},
        {"text": CELLS[1][0], "number": -2.5, "other": True},
    ]


def test_an_unknown_format_is_answered_with_the_known_ones() -> None:
    with pytest.raises(OutputError, match="Choose table, csv, tsv, json or md"):
        write_table(CELLS, ("text", "number", "other"), "xml")
