"""Findings as RDF: one set of facts in three formats, to the letter of the vocabularies."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from policygraph.gaps import Verdict, load_rules
from policygraph.graph import LABEL, TYPE, serialise
from policygraph.namespaces import DQV, FINDING, OA, PG, PREFIXES, PROV, SCHEMES, VOCABULARY
from policygraph.report.compose import build_report
from policygraph.report.dimensions import CATEGORIES, read_dimensions
from policygraph.report.identity import finding_iri, list_findings, name_report
from policygraph.report.model import FindingsReport, Question
from policygraph.report.rdf import build_quads, write_jsonld, write_trig, write_turtle
from policygraph.report.record import build_report_record
from policygraph.report.tree import CONTEXT, read_context
from policygraph.resources import locate
from policygraph.store import LocalStore
from policygraph.validation import validate_files

FIRST: Final = "us_ice_ddor_2017w1"
RAMSEY: Final = f"{FINDING}omitted/2c90a93d4096"
PAGE: Final = Path(__file__).parents[2] / "docs/reference/findings-rdf.md"
Triples = set[ox.Triple]


def iri(node: object) -> str:
    assert isinstance(node, ox.NamedNode)
    return node.value


@pytest.fixture(scope="module")
def store() -> LocalStore:
    return LocalStore.shipped()


@pytest.fixture(scope="module")
def report(store: LocalStore) -> FindingsReport:
    return build_report(store, Question(report=FIRST))


@pytest.fixture(scope="module")
def ramsey(store: LocalStore) -> FindingsReport:
    return build_report(store, Question(report=FIRST, jurisdiction="Ramsey County, MN"))


@pytest.fixture(scope="module")
def triples(report: FindingsReport) -> Triples:
    return {quad.triple for quad in build_quads(report)}


@pytest.fixture(scope="module")
def dhs(store: LocalStore) -> FindingsReport:
    return build_report(store, Question(report="us_dhs_sanctuary_2025", state="KS"))


# Three formats, one set of facts


@pytest.mark.parametrize("name", ["report", "dhs"])
def test_turtle_trig_and_json_ld_hold_the_same_facts(
    name: str, request: pytest.FixtureRequest
) -> None:
    given: FindingsReport = request.getfixturevalue(name)
    facts = {quad.triple for quad in build_quads(given)}
    for written, form in (
        (write_turtle(given), ox.RdfFormat.TURTLE),
        (write_trig(given), ox.RdfFormat.TRIG),
        (write_jsonld(given), ox.RdfFormat.JSON_LD),
    ):
        assert {quad.triple for quad in ox.parse(written, format=form)} == facts, form


def test_another_parser_reads_the_same(ramsey: FindingsReport) -> None:
    turtle = rdflib.Graph().parse(data=write_turtle(ramsey), format="turtle")
    linked = rdflib.Graph().parse(data=write_jsonld(ramsey), format="json-ld")
    trig = rdflib.Dataset(default_union=True)
    trig.parse(data=write_trig(ramsey), format="trig")
    assert len(turtle) == len({quad.triple for quad in build_quads(ramsey)})
    assert isomorphic(turtle, linked)
    assert set(turtle) == {(s, p, o) for s, p, o, _ in trig.quads()}


def test_the_findings_stand_in_a_graph_of_their_own(report: FindingsReport) -> None:
    name = name_report(report)
    graphs: dict[str, set[str]] = {}
    for quad in build_quads(report):
        graph = "" if isinstance(quad.graph_name, ox.DefaultGraph) else str(quad.graph_name.value)
        graphs.setdefault(graph, set()).add(iri(quad.subject))
    assert set(graphs) == {"", name, f"{name}/evidence"}
    named = {finding_iri(found.id) for found in list_findings(report)}
    assert {iri.partition("#")[0] for iri in graphs[name]} == named
    assert {name, f"{name}/evidence"} <= graphs[""]
    assert not any(iri.startswith(FINDING) for iri in graphs[""] | graphs[f"{name}/evidence"])


def test_the_same_report_gives_the_same_bytes(store: LocalStore, ramsey: FindingsReport) -> None:
    again = build_report(store, ramsey.question)
    for write in (write_turtle, write_trig, write_jsonld):
        assert write(again) == write(ramsey)


# The facts


def test_there_are_no_blank_nodes_and_everything_has_one_name(triples: Triples) -> None:
    assert all(isinstance(triple.subject, ox.NamedNode) for triple in triples)
    assert not any(isinstance(triple.object, ox.BlankNode) for triple in triples)
    labels: dict[str, list[str]] = {}
    for triple in triples:
        if triple.predicate.value == LABEL:
            assert isinstance(triple.object, ox.Literal)
            labels.setdefault(iri(triple.subject), []).append(triple.object.value)
    mentioned = {iri(triple.subject) for triple in triples}
    mentioned |= {
        iri(triple.object)
        for triple in triples
        if isinstance(triple.object, ox.NamedNode) and triple.predicate.value != TYPE
    }
    assert mentioned - set(labels) == set()
    assert {iri: names for iri, names in labels.items() if len(names) > 1} == {}
    raw = {name for [name] in labels.values() if re.match(r"(https?|[a-z]+):\S*$", name)}
    assert raw == set()


def test_every_finding_is_there_with_what_the_record_says_of_it(
    report: FindingsReport, triples: Triples
) -> None:
    record = build_report_record(report)
    graph = ox.Store()
    graph.extend(ox.Quad(*triple) for triple in triples)

    def ask(about: str, name: str) -> str | None:
        prefix, colon, local = name.partition(":")
        predicate = ox.NamedNode((PREFIXES[prefix] + local) if colon else PG + name)
        found = [q.object for q in graph.quads_for_pattern(ox.NamedNode(about), predicate, None)]
        assert len(found) <= 1, (about, name)
        value = found[0] if found else None
        assert value is None or isinstance(value, ox.NamedNode | ox.Literal)
        return value.value if value else None

    found = {one["iri"]: one for one in record["findings"]}
    judged = {one["iri"]: one for each in record["lists"] for one in each["findings"]}
    kind = ox.NamedNode(f"{PG}Finding")
    members = graph.quads_for_pattern(None, ox.NamedNode(TYPE), kind)
    assert {iri(quad.subject) for quad in members} == set(found) | set(judged)
    for about, one in found.items():
        assert ask(about, "isFoundBy") == f"{PREFIXES['rule']}{one['rule']}"
        assert ask(about, "hasSeverity") == PREFIXES["sh"] + one["severity"].capitalize()
        assert ask(about, "findsAsOf") == one["as_of"]
        assert ask(about, "dcterms:identifier") == one["id"]
        if about not in judged:
            assert ask(about, "message") == one["message"]
    for about, one in judged.items():
        assert ask(about, "hasVerdict") == f"{VOCABULARY}verdict/{one['verdict']}"
        assert ask(about, "findsJurisdiction") == one["jurisdiction"]["iri"]
        assert ask(about, "message") == one["sentence"]
        grade = ask(about, "hasGrade")
        assert (grade or "").rpartition("/")[2] == (one["grade"] or "")


def test_counts_are_those_of_the_report(report: FindingsReport, triples: Triples) -> None:
    counts = report.count()
    for verdict in Verdict:
        concept = ox.NamedNode(f"{VOCABULARY}verdict/{verdict.value}")
        told = sum(t.predicate.value == f"{PG}hasVerdict" and t.object == concept for t in triples)
        assert told == counts[verdict.value]
    rules = {finding_iri(gap.id) for gap in report.gaps.findings}
    for severity in ("violation", "warning", "info"):
        node = ox.NamedNode(PREFIXES["sh"] + severity.capitalize())
        graded = {iri(t.subject) for t in triples if t.object == node}
        assert len(graded & rules) == counts[severity]


def test_each_proof_leads_to_documents(triples: Triples) -> None:
    graph = ox.Store()
    graph.extend(ox.Quad(*triple) for triple in triples)
    loose = """SELECT ?x ?claim {
        ?x pg:hasEvidence ?claim
        FILTER NOT EXISTS { ?claim pg:locator ?where ; pg:citesDocument ?document .
                            ?document dcterms:title ?title ; dcterms:publisher ?publisher }
    }"""
    assert list(graph.query(loose, prefixes=PREFIXES)) == []  # type: ignore[arg-type]
    twisted = """SELECT ?x ?claim {
        { ?x pg:hasEvidence ?claim
          FILTER NOT EXISTS { ?x prov:qualifiedDerivation/prov:entity ?claim } }
        UNION { ?x prov:qualifiedDerivation/prov:entity ?claim
          FILTER NOT EXISTS { ?x pg:hasEvidence ?claim } }
        UNION { ?x pg:hasEvidence ?claim FILTER NOT EXISTS { ?x prov:wasDerivedFrom ?claim } }
    }"""
    assert list(graph.query(twisted, prefixes=PREFIXES)) == []  # type: ignore[arg-type]


def test_a_missing_place_is_the_fault_of_the_part_and_an_entry_that_of_itself(
    triples: Triples,
) -> None:
    targets = {
        iri(triple.subject): iri(triple.object)
        for triple in triples
        if triple.predicate.value == f"{OA}hasTarget"
    }
    assert targets[RAMSEY].endswith(f"report/{FIRST}/part/section-3")
    stale = next(target for iri, target in targets.items() if "/stale_listing/" in iri)
    assert stale.endswith("/sedgwick-county-ks")


#: Terms of the vocabularies that we use, as their specifications name them.
TERMS: Final = {
    OA: {"TextualBody", "hasBody", "hasTarget", "motivatedBy"},
    DQV: {
        *("QualityAnnotation", "QualityMetadata", "Dimension"),
        *("inDimension", "inCategory", "qualityAssessment"),
    },
    PROV: {
        *("Entity", "Activity", "SoftwareAgent", "Plan", "Derivation"),
        *("used", "wasAssociatedWith", "wasDerivedFrom", "wasGeneratedBy"),
        *("qualifiedDerivation", "entity"),
    },
}


def test_terms_are_those_of_the_standards(triples: Triples) -> None:
    used = {t.predicate.value for t in triples}
    used |= {iri(t.object) for t in triples if isinstance(t.object, ox.NamedNode)}
    for namespace, names in TERMS.items():
        found = {iri.removeprefix(namespace) for iri in used if iri.startswith(namespace)}
        assert found == names


def test_nothing_has_a_time_of_its_making(triples: Triples) -> None:
    kinds = {t.object.datatype.value for t in triples if isinstance(t.object, ox.Literal)}
    assert not any(kind.endswith("dateTime") for kind in kinds)


# The shapes


@pytest.mark.parametrize(
    ("name", "ending"), [("report", "ttl"), ("ramsey", "trig"), ("dhs", "jsonld")]
)
def test_a_report_keeps_to_the_shapes(
    name: str, ending: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    given: FindingsReport = request.getfixturevalue(name)
    write = {"ttl": write_turtle, "trig": write_trig, "jsonld": write_jsonld}[ending]
    file = tmp_path / f"findings.{ending}"
    file.write_bytes(write(given))
    checked = validate_files([file])
    assert [r for r in checked.results if r.severity == "violation"] == []
    # Some claims cite documents that bear no date: so does the graph that they are from.
    assert {r.shape.rpartition("/")[2] for r in checked.results} <= {"ClaimShape"}
    assert checked.checked > len(list_findings(given))


def test_a_spoilt_finding_does_not(ramsey: FindingsReport, tmp_path: Path) -> None:
    file = tmp_path / "spoilt.ttl"
    text = write_turtle(ramsey).decode()
    assert text.count("pg:hasVerdict verdict:omitted") == 1
    file.write_text(
        text.replace("pg:hasVerdict verdict:omitted", "pg:hasVerdict verdict:left-out"),
        encoding="utf-8",
    )
    found = {(r.focus, r.path) for r in validate_files([file]).results}
    assert (RAMSEY, f"{PG}hasVerdict") in found


# JSON-LD


def _keys(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {key for item in value.values() for key in _keys(item)}
    if isinstance(value, list):
        return {key for item in value for key in _keys(item)}
    return set()


def test_json_ld_reads_like_json(ramsey: FindingsReport) -> None:
    document = json.loads(write_jsonld(ramsey))
    assert document.pop("@context") == read_context()
    assert not [key for key in _keys(document) if key.startswith("@") or ":" in key]
    (finding,) = document["findings"]
    assert finding["id"] == RAMSEY
    assert (finding["verdict"], finding["grade"], finding["asOf"]) == (
        "omitted",
        "exact",
        "2017-03-20",
    )
    assert (finding["severity"], finding["dimension"]) == ("Violation", ["completeness"])
    assert [step["id"] for step in finding["proof"]] == [
        f"{RAMSEY}#evidence-{number}" for number in range(1, len(finding["proof"]) + 1)
    ]
    claims = {one["id"] for one in document["included"] if "locator" in one}
    assert set(finding["evidence"]) == {step["claim"] for step in finding["proof"]} <= claims


def test_the_context_names_its_version_and_only_what_exists() -> None:
    assert re.fullmatch(
        r"https://w3id\.org/policygraph/context/findings/\d+\.\d+\.\d+\.jsonld", CONTEXT
    )
    declared = {
        iri(triple.subject)
        for path in locate("ontology").glob("*.ttl")
        for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
        if isinstance(triple.subject, ox.NamedNode)
    }
    for term, given in read_context().items():
        name = given if isinstance(given, str) else given["@id"] if isinstance(given, dict) else ""
        if name.startswith("pg:"):
            assert PG + name.removeprefix("pg:") in declared, term
        elif ":" in name and not name.startswith(("http", "@")):
            assert name.partition(":")[0] in read_context(), term


# Dimensions


def test_every_rule_falls_into_dimensions_of_the_ontology() -> None:
    facts = [
        triple
        for name in ("alignments", "vocabularies")
        for triple in ox.parse(
            path=str(locate("ontology") / f"{name}.ttl"), format=ox.RdfFormat.TURTLE
        )
    ]
    base = VOCABULARY + SCHEMES["quality"] + "/"
    grouped = {
        iri(t.subject).removeprefix(base): iri(t.object).rpartition("/")[2]
        for t in facts
        if t.predicate.value == f"{DQV}inCategory"
    }
    assert grouped == dict(CATEGORIES)
    used = {name for rule in load_rules().values() for name in read_dimensions(rule)}
    assert used == set(CATEGORIES)
    assert read_dimensions(load_rules()["omitted"]) == ("completeness",)


# The page


def _normalise(text: str) -> str:
    text = re.sub(r"sha256-[0-9a-f]{12}", "sha256-…", text)
    return re.sub(r"findings/[0-9a-f]{12}|findings:[0-9a-f]{12}", "findings/…", text)


def _show(report: FindingsReport) -> str:
    """Write what the page shows: the finding, the first step of its proof, its claim, the rule."""
    facts = {quad.triple for quad in build_quads(report)}

    def about(*subjects: str) -> Triples:
        return {triple for triple in facts if iri(triple.subject) in subjects}

    step = f"{RAMSEY}#evidence-1"
    claim = next(iri(t.object) for t in about(step) if t.predicate.value == f"{PROV}entity")
    document = next(
        iri(t.object) for t in about(claim) if t.predicate.value == f"{PG}citesDocument"
    )
    rule = f"{PREFIXES['rule']}omitted"
    shown = about(RAMSEY, f"{RAMSEY}#body", step, claim, document, rule)
    return serialise(shown).decode()


def test_the_page_shows_what_is_written(ramsey: FindingsReport) -> None:
    (block,) = re.findall(r"^```turtle\n(.*?)^```$", PAGE.read_text("utf-8"), re.M | re.S)
    assert _normalise(block) == _normalise(_show(ramsey))
