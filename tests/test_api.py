"""The Python interface: light to import, typed, and saying what the command line says."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox
import pytest

import policygraph as pg
from policygraph.api.origin import Origin
from policygraph.cli import main
from policygraph.errors import (
    AmbiguousPlaceError,
    DateFormatError,
    OutputError,
    QueryParameterError,
    QuerySyntaxError,
    StoreError,
    UnknownPlaceError,
    UnknownQueryError,
    UnknownReportError,
    UnknownRuleError,
    WorkspaceError,
)
from policygraph.gaps import Finding, Verdict

RAMSEY = "https://w3id.org/policygraph/jurisdiction/us/county/27123"


class Program(Protocol):
    def __call__(
        self, *arguments: str, stdin: bytes = b"", **environment: str
    ) -> subprocess.CompletedProcess[bytes]: ...


@pytest.fixture(scope="module")
def g() -> pg.Graph:
    return pg.load()


def _python(code: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True, env=environment
    )
    return done.stdout


# The package


def test_importing_the_package_reads_no_more_than_one_file() -> None:
    code = (
        "import sys; before = set(sys.modules); import policygraph, json;"
        "policygraph.__version__; dir(policygraph);"
        "print(json.dumps(sorted(set(sys.modules) - before)))"
    )
    new = json.loads(_python(code))
    assert [name for name in new if name.startswith("policygraph")] == ["policygraph"]
    for heavy in ("pyoxigraph", "networkx", "rich", "typer", "pandas", "polars", "rdflib", "yaml"):
        assert heavy not in new


def test_opening_a_graph_loads_no_library_that_is_optional() -> None:
    code = (
        "import policygraph as pg, sys, json; g = pg.load(); g.omissions(verdict='omitted');"
        "print(json.dumps(sorted(sys.modules)))"
    )
    modules = json.loads(_python(code))
    for optional in ("pandas", "polars", "matplotlib", "weasyprint", "typer", "rich", "jinja2"):
        assert optional not in modules


def test_every_public_name_is_there_and_shown() -> None:
    for name in pg.__all__:
        assert getattr(pg, name) is not None
        assert name in dir(pg)
    assert pg.Finding is Finding
    with pytest.raises(AttributeError, match="nothing"):
        _ = pg.nothing


# Opening


def test_the_bundled_graph_is_read_once(g: pg.Graph) -> None:
    assert pg.load() is g
    assert "data sha256-" in repr(g)


def test_neither_the_environment_nor_the_folder_is_read_unasked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["init", str(tmp_path)]) == 0
    monkeypatch.setenv("POLICYGRAPH_ENDPOINT", "http://127.0.0.1:1/query")
    monkeypatch.setenv("POLICYGRAPH_WORKSPACE", str(tmp_path / "nowhere"))
    monkeypatch.chdir(tmp_path)
    graph = pg.load()
    assert graph.origin == Origin()
    assert graph.sparql("ASK { county:27123 a pg:CountyEquivalent }") is True


def test_a_workspace_is_read_when_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["init", str(tmp_path)]) == 0
    fact = "<https://example.org/a> <https://example.org/b> 1 ."
    (tmp_path / "data" / "mine.ttl").write_text(fact)
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    monkeypatch.delenv("POLICYGRAPH_WORKSPACE", raising=False)
    question = "ASK { <https://example.org/a> ?p 1 }"
    assert pg.load(workspace=True).sparql(question) is True
    assert pg.load(workspace=tmp_path).sparql(question) is True
    assert pg.load().sparql(question) is False
    monkeypatch.chdir(tmp_path.parent)
    with pytest.raises(WorkspaceError):
        pg.load(workspace=tmp_path / "below")


def test_files_of_ones_own_are_read_alone(tmp_path: Path) -> None:
    one, two = tmp_path / "one.ttl", tmp_path / "two.ttl"
    one.write_text("<https://example.org/a> <https://example.org/b> 1 .")
    two.write_text("<https://example.org/a> <https://example.org/b> 2 .")
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert pg.load(one).query(count).rows == ((1,),)
    assert pg.load(str(one)).query(count).rows == ((1,),)
    assert pg.load([one, two]).query(count).rows == ((2,),)
    with pytest.raises(StoreError, match="cannot be read"):
        pg.load(tmp_path / "none.ttl")


def test_an_endpoint_is_asked(endpoint: str) -> None:
    graph = pg.load(endpoint=endpoint)
    found = graph.omissions(jurisdiction="27123")
    assert [finding.verdict for finding in found] == [Verdict.OMITTED]
    assert graph.place("27123").content.place.iri == RAMSEY
    assert {source.origin for source in graph.sources()} == {"endpoint"}


@pytest.mark.parametrize(
    "asked",
    [
        {"source": "a.ttl", "endpoint": "http://localhost/"},
        {"source": "a.ttl", "workspace": "."},
        {"endpoint": "http://localhost/", "gazetteer": True},
        {"endpoint": "http://localhost/", "workspace": True},
    ],
)
def test_what_does_not_go_together_is_refused(asked: dict[str, object]) -> None:
    with pytest.raises(StoreError, match="apart"):
        pg.load(**asked)  # type: ignore[arg-type]


# Lists


def test_omissions_are_those_of_the_command(g: pg.Graph, policygraph: Program) -> None:
    found = g.omissions()
    printed = policygraph("omissions", "--format", "csv").stdout.decode()
    rows = list(csv.DictReader(io.StringIO(printed, newline="")))
    assert [
        {name: "" if row[name] is None else row[name] for name in rows[0]}
        for row in found.to_dicts()
    ] == rows
    whole = policygraph("omissions", "--format", "json").stdout.decode()
    assert found.to_json() == whole
    assert found.counts == json.loads(whole)["counts"]
    assert {row["as_of"] for row in found.to_dicts()} == {date(2017, 3, 20)}


@pytest.mark.parametrize("day", ["2014-07-31", date(2014, 7, 31), datetime(2014, 7, 31, 12)])
def test_days_are_dates_or_text(g: pg.Graph, day: str | date) -> None:
    found = g.omissions(as_of=day, verdict=["omitted", "cannot-tell"])
    assert found.report.as_of == date(2014, 7, 31)
    assert {finding.verdict.value for finding in found} <= {"omitted", "cannot-tell"}
    assert len(found) == found.counts["omitted"] + found.counts["cannot-tell"] > 0
    assert found.headline.endswith(f"Shown: {len(found)}.")


def test_a_list_can_be_read_as_corrected(g: pg.Graph) -> None:
    asked = {"report": "us_doj_eo14287_2025", "jurisdiction": "32"}
    assert g.omissions(**asked).is_listed
    later = g.omissions(**asked, list_version="2025-09-26")
    assert not later.is_listed
    assert "removed" in later[0].formerly_listed
    page = g.explain("32", "us_doj_eo14287_2025", list_version=date(2025, 9, 26))
    assert "2025-09-26" in str(page)


def test_an_explanation_is_that_of_the_command(g: pg.Graph, policygraph: Program) -> None:
    for place in ("27123", "Martin County, FL", "Hennepin County, MN"):
        page = g.explain(place)
        assert f"{page}\n" == policygraph("explain", place).stdout.decode()
        assert page.to_markdown() == policygraph("explain", place, "--format", "md").stdout.decode()
        assert page._repr_html_().startswith('<section class="policygraph">\n<h3>')


def test_an_explanation_needs_one_place(g: pg.Graph) -> None:
    with pytest.raises(ValueError, match="one"):
        g.omissions().explain()


def test_gaps_are_narrowed_as_asked(g: pg.Graph) -> None:
    part = {"report": "us_ice_ddor_2017w1"}
    every = g.gaps(**part)
    assert every.counts["violation"] == len(g.gaps(severity="violation", **part))
    ramsey = [finding for finding in every if finding.place and finding.place.iri == RAMSEY]
    assert list(g.gaps(jurisdiction="27123", **part)) == ramsey
    assert len(ramsey) > 0
    state = g.gaps(["omitted"], state="mn", **part)
    assert {finding.rule.id for finding in state} == {"omitted"}
    assert all(finding.place and finding.place.state == "MN" for finding in state)
    assert str(every.to_pandas().dtypes["as_of"]) == "datetime64[s]"
    assert json.loads(every.to_json())["findings"][0]["id"] == every[0].id


def test_a_criterion_would_list_what_the_command_says(g: pg.Graph, policygraph: Program) -> None:
    found = g.would_list("doj-2025", report="us_ice_ddor_2017w1", as_of=date(2017, 3, 20))
    printed = policygraph(
        *("would-list", "--criterion", "doj-2025", "--report", "us_ice_ddor_2017w1"),
        *("--as-of", "2017-03-20", "--format", "json"),
    )
    assert found.to_json() == printed.stdout.decode()
    both = g.would_list("doj-2025", report="us_ice_ddor_2017w1", outcome="both")
    assert len(both) == both.counts["both"] > 0


def test_two_lists_are_compared(g: pg.Graph) -> None:
    found = g.compare("us_dhs_sanctuary_2025", "us_doj_eo14287_2025")
    assert sum(found.counts.values()) == len(found) > 400
    assert json.loads(found.to_json())
    assert found.to_markdown().startswith("# ")
    assert found.to_pandas()["where"].value_counts().to_dict() == {
        where: number for where, number in found.counts.items() if number
    }
    with pytest.raises(UnknownReportError):
        g.compare("us_dhs_sanctuary_2025", "nothing")


def test_lists_are_listed_with_the_ids_that_questions_take(g: pg.Graph) -> None:
    for part in g.lists():
        assert g.omissions(part.report_id, part.id).report.part == part


# Queries


def test_values_of_a_query_have_their_types(g: pg.Graph) -> None:
    found = g.query("""SELECT ?iri ?whole ?exact ?double ?truth ?day ?moment ?month ?text ?none {
        VALUES (?iri ?whole ?exact ?double ?truth ?day ?moment ?month ?text ?none) {
          (county:27123 7 0.25 1e3 true "2017-03-20"^^xsd:date
           "2017-03-20T09:30:00"^^xsd:dateTime "2014-07"^^xsd:gYearMonth "a"@en UNDEF) } }""")
    assert found[0].cells == (
        RAMSEY, 7, Decimal("0.25"), 1000.0, True, date(2017, 3, 20),
        datetime(2017, 3, 20, 9, 30), "2014-07", "a", None,
    )  # fmt: skip
    assert [type(cell) for cell in found.rows[0]] == [
        str, int, Decimal, float, bool, date, datetime, str, str, type(None),
    ]  # fmt: skip
    assert [str(kind) for kind in found.to_pandas().dtypes] == [
        "string", "Int64", "Float64", "Float64", "boolean", "datetime64[s]", "datetime64[us]",
        "string", "string", "string",
    ]  # fmt: skip


def test_a_literal_that_is_none_of_its_datatype_stays_text(g: pg.Graph) -> None:
    found = g.query('SELECT ("x"^^xsd:integer AS ?a) ("maybe"^^xsd:boolean AS ?b) {}')
    assert found.rows == (("x", "maybe"),)


def test_a_query_of_the_library_takes_values_of_python(g: pg.Graph) -> None:
    place = g.omissions(jurisdiction="27123").place
    assert place is not None
    by_iri = g.query("place_policies", place=RAMSEY)
    assert len(by_iri) > 0
    assert by_iri.rows == g.query("place_policies", place=place).rows
    day = date(2017, 3, 20)
    assert g.query("omitted", as_of=day).rows == g.query("omitted", as_of="2017-03-20").rows


def test_sparql_answers_in_the_form_of_the_query(g: pg.Graph) -> None:
    assert g.sparql("ASK { county:27123 a pg:State }") is False
    rows = g.sparql("SELECT ?s { ?s a pg:FederalDistrict }")
    assert isinstance(rows, pg.Result)
    assert len(rows) == 1
    graph = g.sparql("DESCRIBE state:27")
    assert isinstance(graph, pg.Triples)
    assert len(graph) > 3
    for form, name in ((ox.RdfFormat.TURTLE, "ttl"), (ox.RdfFormat.JSON_LD, "jsonld")):
        parsed = {quad.triple for quad in ox.parse(graph.to_rdf(name).encode(), form)}
        assert parsed == set(graph)


# Places, sources, networks, checks


def test_a_place_that_no_source_names_is_known(g: pg.Graph, policygraph: Program) -> None:
    page = g.place("Adams township, ND")
    assert f"{page}\n" == policygraph("show", "Adams township, ND").stdout.decode()
    assert g.place("Minnesota").content.place.geoid == "27"
    assert g.place(page.content.place).content == page.content


def test_the_law_is_that_of_the_command(g: pg.Graph, policygraph: Program) -> None:
    page = g.law("27123", date(2014, 5, 1))
    assert f"{page}\n" == policygraph("law", "27123", "--as-of", "2014-05-01").stdout.decode()
    assert page.content.entries


def test_the_network_names_its_places(g: pg.Graph) -> None:
    network = g.network(date(2017, 3, 20))
    assert network.nodes[RAMSEY]["name"] == "Ramsey County, MN"
    assert {data["grade"] for _, _, data in network.edges(data=True)} <= {
        "exact", "close", "as-written",
    }  # fmt: skip
    exact = g.network(grade="exact")
    assert 0 < exact.number_of_edges() < network.number_of_edges()


def test_sources_have_their_numbers(g: pg.Graph) -> None:
    frame = g.sources().to_pandas()
    assert str(frame.dtypes["claims"]) == "Int64"
    assert frame["claims"].sum() > 1000


def test_files_of_ones_own_are_checked(g: pg.Graph, tmp_path: Path) -> None:
    file = tmp_path / "mine.ttl"
    prefix = "@prefix pg: <https://w3id.org/policygraph/ontology/> ."
    file.write_text(f"{prefix}\n<https://example.org/p> a pg:Policy .\n")
    found = g.validate(file)
    assert not found.conforms
    assert {result.line for result in found} == {2}
    assert found.headline.startswith("Does not conform: 2 violations")


# What goes wrong


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        (lambda g: g.omissions("nothing"), UnknownReportError),
        (lambda g: g.omissions(part="nothing"), UnknownReportError),
        (lambda g: g.omissions(as_of="2017-02-30"), DateFormatError),
        (lambda g: g.omissions(as_of="2017-W12-1"), DateFormatError),
        (lambda g: g.omissions(verdict="guilty"), OutputError),
        (lambda g: g.omissions(list_version="2016-01-01"), UnknownReportError),
        (lambda g: g.omissions(jurisdiction="Nowhere"), UnknownPlaceError),
        (lambda g: g.explain("Ramsey County"), AmbiguousPlaceError),
        (lambda g: g.gaps("nothing"), UnknownRuleError),
        (lambda g: g.gaps(severity="grave"), OutputError),
        (lambda g: g.query("nothing"), UnknownQueryError),
        (lambda g: g.query("omitted", nothing=1), QueryParameterError),
        (lambda g: g.query("SELECT ?s {}", nothing=1), QueryParameterError),
        (lambda g: g.query("ASK {}"), QuerySyntaxError),
        (lambda g: g.sparql("DROP ALL"), QuerySyntaxError),
        (lambda g: g.place("Nowhere"), UnknownPlaceError),
        (lambda g: g.law("27123", "today"), DateFormatError),
        (lambda g: g.network(grade="stated"), OutputError),
        (lambda g: g.report("nothing"), UnknownReportError),
        (lambda g: g.report(state="ZZ", rules="omitted"), OutputError),
    ],
)
def test_what_cannot_be_is_one_sentence(
    g: pg.Graph, asked: Iterator[object], error: type[Exception]
) -> None:
    with pytest.raises(error) as caught:
        asked(g)  # type: ignore[operator]
    assert isinstance(caught.value, pg.PolicyGraphError)
    assert "\n" not in str(caught.value)
