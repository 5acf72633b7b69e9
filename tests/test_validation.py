"""The data shapes catch what they should and nothing else; `policygraph validate` says where."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Final

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib import OWL, RDF, SH, BNode, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from policygraph.cli import main
from policygraph.errors import GraphSyntaxError, PolicyGraphError, ValidationInputError
from policygraph.namespaces import PG, PREFIXES, SHAPES, VOCABULARY
from policygraph.resources import locate
from policygraph.validation import NOUNS, ValidationReport, validate_files, validate_shipped
from policygraph.validation.files import Triple, find_subjects, read_file
from policygraph.validation.terms import TERM_SHAPE

FOLDER: Final = Path(__file__).parent / "shapes"
VALID: Final = sorted(FOLDER.glob("*/valid.*.ttl"))
INVALID: Final = sorted(FOLDER.glob("*/invalid.*.ttl"))
TARGETS: Final = (SH.targetClass, SH.targetSubjectsOf, SH.targetNode)
#: Terms of the vocabularies and the data structure, which no data uses.
OF_THE_ONTOLOGY: Final = {"concernsCivilDetainers", "similarityWeight", "isStatedThrough"}
HENNEPIN: Final = PREFIXES["county"] + "27053"


def label(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def turtle(body: str) -> str:
    return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items()) + body


Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_file(body: str, name: str = "mine.ttl") -> Path:
        file = tmp_path / name
        file.write_text(turtle(body), encoding="utf-8")
        return file

    return write_file


@pytest.fixture(autouse=True)
def literals_as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep rdflib's own parser from mending a month 13 or a time zone before a shape sees it."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


@cache
def shapes_of(noun: str) -> Graph:
    return Graph().parse(locate("shapes") / f"{noun}.ttl")


@cache
def all_shapes() -> Graph:
    graph = Graph()
    for noun in NOUNS:
        graph.parse(locate("shapes") / f"{noun}.ttl")
    return graph


@cache
def ontology() -> Graph:
    graph = Graph()
    for path in locate("ontology").glob("*.ttl"):
        graph.parse(path)
    return graph


def targeted(graph: Graph) -> set[Node]:
    return {shape for target in TARGETS for shape in graph.subjects(target)}


def owners(data: Graph) -> set[str]:
    """Run pySHACL as a partner would, on a file alone, and name the shapes that complain."""
    shapes = all_shapes()
    _, outcome, _ = pyshacl.validate(data, shacl_graph=shapes)
    assert isinstance(outcome, Graph)
    found = set()
    for result in outcome.objects(None, SH.result):
        (shape,) = outcome.objects(result, SH.sourceShape)
        owner = next(shapes.subjects(SH.property, shape)) if isinstance(shape, BNode) else shape
        found.add(str(owner).removeprefix(SHAPES))
    return found


def faults(report: ValidationReport) -> set[tuple[str, str | None]]:
    return {(result.focus, result.path) for result in report.results}


# --- The shapes and their files ---------------------------------------------------------------


@pytest.mark.parametrize("noun", NOUNS)
def test_every_shape_has_a_valid_and_an_invalid_file(noun: str) -> None:
    graph = shapes_of(noun)
    names = {str(shape).removeprefix(SHAPES) for shape in targeted(graph)}
    assert names
    assert {path.name.split(".")[1] for path in INVALID if path.parent.name == noun} == names
    valid = Graph()
    for path in VALID:
        if path.parent.name == noun:
            valid.parse(path)
    for shape in targeted(graph):
        classes = set(graph.objects(shape, SH.targetClass))
        assert classes <= set(valid.objects(None, RDF.type)) | {URIRef(f"{PG}Agency")} | {
            URIRef(f"{PG}{name}") for name in EXEMPLIFIED_ELSEWHERE
        }, shape
        assert all(
            (None, path, None) in valid for path in graph.objects(shape, SH.targetSubjectsOf)
        )


#: Classes with no finer name, or whose valid file stands in the folder of their own noun.
EXEMPLIFIED_ELSEWHERE: Final = {
    *("CorrectionsAgency", "FederalAgency", "GoverningBody", "Agreement", "Ruling"),
    *("Listing", "PolicyClaim", "SimilarityClaim", "AgreementObservation", "RulingClaim"),
    *("FundingObservation", "ListingEvent", "StatedAbsence", "CoverageStatement"),
    *("ReportFigure", "DetainerOutcome", "ListCriterion"),
}


@pytest.mark.parametrize("path", INVALID, ids=label)
def test_an_invalid_file_triggers_just_the_shape_it_is_named_after(path: Path) -> None:
    assert owners(Graph().parse(path)) == {path.name.split(".")[1]}


@pytest.mark.parametrize("path", VALID, ids=label)
def test_a_valid_file_has_no_result_alone(path: Path) -> None:
    assert owners(Graph().parse(path)) == set()


def test_the_valid_files_have_no_result_with_the_ontology_loaded() -> None:
    for path in VALID:
        assert owners(Graph().parse(path) + ontology()) == set(), path


def test_both_ways_of_running_agree() -> None:
    # All are read first: a run of pySHACL lets rdflib mend literals again.
    graphs = {path: Graph().parse(path) for path in INVALID[::9]}
    for path, graph in graphs.items():
        found = {result.shape.removeprefix(SHAPES) for result in validate_files([path]).results}
        assert found == owners(graph), path


def test_shapes_speak_to_people() -> None:
    graph = all_shapes()
    nodes = set(graph.subjects(RDF.type, SH.NodeShape))
    for node in nodes | {p for shape in nodes for p in graph.objects(shape, SH.property)}:
        for path in (SH.name, SH.message, SH.severity):
            assert len(list(graph.objects(node, path))) == 1, (node, path)
        message = str(graph.value(node, SH.message))
        assert message[0].isupper() and message[-1] in ".?", message


# --- The shapes and the ontology --------------------------------------------------------------


def test_shapes_and_ontology_have_the_same_terms() -> None:
    def declared(*kinds: Node) -> set[str]:
        terms = {str(term) for kind in kinds for term in ontology().subjects(RDF.type, kind)}
        return {term.removeprefix(PG) for term in terms if term.startswith(PG)}

    graph = all_shapes()
    named = {str(term).removeprefix(PG) for term in graph.objects() if str(term).startswith(PG)}
    classes = declared(OWL.Class)
    properties = declared(OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    assert named - {"", "federalFunding"} == (classes | properties) - OF_THE_ONTOLOGY
    targets = {str(kind).removeprefix(PG) for kind in graph.objects(None, SH.targetClass)}
    assert {name for name in targets if "/" not in name} == classes


def test_a_property_is_functional_just_where_the_shapes_allow_one_value() -> None:
    graph = all_shapes()
    single = set()
    for shape in graph.subjects(RDF.type, SH.NodeShape):
        for constraint in graph.objects(shape, SH.property):
            if (constraint, SH.maxCount, None) in graph:
                single.add(str(graph.value(constraint, SH.path)))
    functional = {str(term) for term in ontology().subjects(RDF.type, OWL.FunctionalProperty)}
    outside = {f"{PG}{name}" for name in OF_THE_ONTOLOGY}
    assert {term for term in single if term.startswith(PG)} == functional - outside


def test_value_lists_are_the_concept_schemes() -> None:
    graph, concepts = all_shapes(), ontology()
    in_scheme = URIRef(f"{PREFIXES['skos']}inScheme")
    seen = set()
    for head in graph.objects(None, SH["in"]):
        items = {str(item) for item in Collection(graph, head)}
        if not any(item.startswith(VOCABULARY) for item in items):
            continue
        schemes = {item.rpartition("/")[0] for item in items}
        whole = {str(c) for s in schemes for c in concepts.subjects(in_scheme, URIRef(s))}
        assert items == whole
        seen |= schemes
    assert seen == {str(scheme) for scheme in concepts.objects(None, in_scheme)}


def test_what_a_file_only_quotes_is_checked_with_the_rest_of_it(write: Write) -> None:
    # A listing needs much more than this, which the shipped graph has.
    quoted = write(
        "<https://w3id.org/policygraph/listing/us_ice_ddor_2017w1/section-3/hennepin-county-mn>"
        " a pg:Listing ; rdfs:label 'An entry'@en ; pg:nameAsPublished 'Hennepin County' ."
    )
    assert not validate_files([quoted]).results
    altered = write(quoted.read_text(encoding="utf-8").rpartition("\n")[2].replace("Henn", "Benn"))
    missing = {result.path for result in validate_files([altered]).results}
    assert f"{PG}isListedIn" in missing


# --- Mutations --------------------------------------------------------------------------------

LOOSE_TEXT: Final = {
    *("altLabel", "speaker", "instrumentTitle", "citizenship", "chargeClass"),
    *("title", "description", "publisher", "rights", "byteSize"),
}
LOOSE_LINKS: Final = {"isAbout", "license", "publisher"}


def mutate(path: Path, kind: str) -> Iterator[tuple[Triple, bool]]:
    """Spoil all facts of a file in one way; say of each whether a shape must see it."""
    for subject, predicate, value in read_file(path).triples:
        name = predicate.value.replace("#", "/").rpartition("/")[2]
        if predicate.value == str(RDF.type):
            yield (subject, predicate, value), False
        elif kind == "misspelt":
            yield (subject, ox.NamedNode(predicate.value + "x"), value), True
        elif kind == "other datatype" and isinstance(value, ox.Literal):
            byte = ox.NamedNode(f"{PREFIXES['xsd']}unsignedByte")
            yield (subject, predicate, ox.Literal("1", datatype=byte)), name not in LOOSE_TEXT
        elif kind == "nowhere" and isinstance(value, ox.NamedNode):
            nowhere = ox.NamedNode(value.value + "/nowhere")
            yield (subject, predicate, nowhere), name not in LOOSE_LINKS
        else:
            yield (subject, predicate, value), False


def dump(triples: Iterable[Triple], file: Path) -> Path:
    ox.serialize([ox.Triple(*t) for t in triples], str(file), format=ox.RdfFormat.N_TRIPLES)
    return file


@pytest.mark.parametrize("kind", ["misspelt", "other datatype", "nowhere"])
@pytest.mark.parametrize("path", VALID, ids=label)
def test_every_spoilt_fact_is_seen(path: Path, kind: str, tmp_path: Path) -> None:
    spoilt = list(mutate(path, kind))
    file = dump([triple for triple, _ in spoilt], tmp_path / "spoilt.nt")
    expected = {(_value(t[0]), t[1].value) for t, seen in spoilt if seen}
    assert expected
    assert expected <= faults(validate_files([file]))


def _value(term: object) -> str:
    assert isinstance(term, ox.NamedNode)
    return term.value


@pytest.mark.parametrize("path", VALID, ids=label)
def test_dropping_any_required_fact_is_seen(path: Path, tmp_path: Path) -> None:
    graph = all_shapes()
    bare = [triple for triple in read_file(path).triples if triple[1].value == str(RDF.type)]
    found = faults(validate_files([dump(bare, tmp_path / "bare.nt")]))
    for subject, _, kind in bare:
        for shape in graph.subjects(SH.targetClass, URIRef(_value(kind))):
            for constraint in graph.objects(shape, SH.property):
                required = graph.value(constraint, SH.path)
                if (constraint, SH.minCount, None) in graph and isinstance(required, URIRef):
                    assert (_value(subject), str(required)) in found


# --- Beside SHACL -----------------------------------------------------------------------------


def test_a_misspelt_class_is_named_with_the_class_that_was_meant(write: Write) -> None:
    report = validate_files([write("<x:p> a pg:PolicyClam ; rdfs:label 'x'@en .")])
    (result,) = report.results
    assert (result.shape, result.value) == (TERM_SHAPE, ox.NamedNode(f"{PG}PolicyClam"))
    assert "pg:PolicyClaim?" in result.message
    assert report.checked == 0


def test_an_unknown_term_is_reported_on_any_subject(write: Write) -> None:
    report = validate_files([write("<x:p> a <x:Thing> ; pg:apliesIn county:27053 .")])
    (result,) = report.results
    assert (result.focus, result.path) == ("x:p", f"{PG}apliesIn")
    assert "pg:appliesIn?" in result.message


def test_a_resource_without_a_class_is_reported_once(write: Write) -> None:
    report = validate_files([write("<x:p> pg:appliesIn county:27053 ; pg:locator 'p. 1' .")])
    assert [(r.focus, r.path) for r in report.results] == [("x:p", str(RDF.type))]


def test_terms_of_others_are_left_alone(write: Write) -> None:
    file = write("<x:p> a <x:Thing> ; <x:colour> 'red' . <x:q> <x:colour> 'red' .")
    assert validate_files([file]).results == ()


# --- The shipped graph as context -------------------------------------------------------------


def test_a_file_may_point_to_the_shipped_graph(write: Write) -> None:
    policy = "<x:p> a pg:Policy ; rdfs:label 'Policy'@en ; pg:appliesIn county:"
    assert validate_files([write(policy + "27053 .")]).results == ()
    report = validate_files([write(policy + "99999 .")])
    assert faults(report) == {("x:p", f"{PG}appliesIn")}
    assert report.checked == 1


def test_what_a_file_adds_to_a_shipped_resource_is_checked_with_it(write: Write) -> None:
    assert validate_files([write("county:27053 skos:altLabel 'Hennepin'@en .")]).results == ()
    report = validate_files([write("county:27053 pg:geoid '27123' .")])
    shapes = {result.shape.removeprefix(SHAPES) for result in report.results}
    assert shapes == {"CountyEquivalentShape", "GeoidIdentifierShape"}
    assert {result.focus for result in report.results} == {HENNEPIN}


def test_files_are_checked_together(write: Write) -> None:
    claim = write("<x:p> a pg:Policy ; rdfs:label 'Policy'@en ; pg:appliesIn <x:c> .", "a.ttl")
    assert not validate_files([claim]).conforms
    place = write(
        "<x:c> a pg:CountyEquivalent ; rdfs:label 'C'@en ; pg:geoid '27999' ."
        "<x:c> pg:misspelt true .",
        "b.ttl",
    )
    report = validate_files([claim, place])
    assert [(r.file, r.focus) for r in report.results] == [(str(place), "x:c")]


def test_the_shipped_graph_conforms() -> None:
    report = validate_shipped()
    assert len(report.files) == len(list(locate("data/ttl").glob("*.ttl"))) > 0
    assert report.checked > 3000
    assert [result for result in report.results if result.severity == "violation"] == []


# --- Files ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ending", "kind"),
    [
        ("nt", ox.RdfFormat.N_TRIPLES),
        ("nq", ox.RdfFormat.N_QUADS),
        ("trig", ox.RdfFormat.TRIG),
        ("jsonld", ox.RdfFormat.JSON_LD),
        ("rdf", ox.RdfFormat.RDF_XML),
    ],
)
def test_every_format_gives_the_same_results(
    ending: str, kind: ox.RdfFormat, tmp_path: Path
) -> None:
    source = FOLDER / "listing" / "invalid.ListingShape.count.ttl"
    file = tmp_path / f"same.{ending}"
    triples = [ox.Triple(*triple) for triple in read_file(source).triples]
    ox.serialize(triples, str(file), format=kind, prefixes={"pg": PG})
    assert faults(validate_files([file])) == faults(validate_files([source]))


def test_the_line_is_where_the_resource_is_described() -> None:
    path = FOLDER / "listing" / "invalid.ListingShape.count.ttl"
    (result,) = validate_files([path]).results
    assert result.line is not None
    assert path.read_text(encoding="utf-8").splitlines()[result.line - 1].startswith("claim:")


def test_lines_are_found_in_awkward_turtle() -> None:
    text = (
        "@base <https://example.org/> .\n"
        "PREFIX e: <https://example.org/> # no full stop. e:z e:y e:x .\n"
        'e:a e:p """long\ne:b e:p "x" .\n""" , [ e:q ( e:c "." ) ] ;\n'
        "    e:p 1.5, e:d .\n"
        "e:e.f e:p <https://example.org/#x> . e:g\\/h\n"
        "  e:p 'it\\'s . ' .\n"
        "<https://example.org/i> a e:J .\n"
        "e:a e:p 2 ."
    )
    triples = list(ox.parse(text, format=ox.RdfFormat.TURTLE))
    found = find_subjects(text)
    local = {iri.removeprefix("https://example.org/"): line for iri, line in found.items()}
    assert local == {"a": 3, "e.f": 7, "g/h": 7, "i": 9}
    assert set(found) == {t.subject.value for t in triples if isinstance(t.subject, ox.NamedNode)}


def test_lines_are_found_for_every_subject_of_the_files() -> None:
    for path in [*VALID, *INVALID, *locate("data/ttl").glob("*.ttl")]:
        file = read_file(path)
        assert set(file.lines) == {s.value for s in file.subjects}, path


@pytest.mark.parametrize(
    ("name", "content", "error", "says"),
    [
        ("gone.ttl", None, ValidationInputError, "gone.ttl cannot be read: No such file"),
        ("list.csv", b"a,b", ValidationInputError, "list.csv: the ending does not tell"),
        ("a.ttl", b"<x:a> a <x:B> .\n<x:a> <x:b> .", GraphSyntaxError, "a.ttl, line 2: "),
        ("a.ttl", b'<x:a> <x:b> "\xff" .', GraphSyntaxError, "a.ttl, line 1: "),
        ("a.rdf", b"<rdf:RDF>", GraphSyntaxError, "a.rdf: "),
        ("a.nt", b"<x:a> <x:b> <<( <x:c> <x:d> <x:e> )>> .", ValidationInputError, "RDF-star"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(
    name: str, content: bytes | None, error: type[PolicyGraphError], says: str, tmp_path: Path
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(error) as raised:
        validate_files([file])
    assert says in str(raised.value)


def test_broken_shapes_are_said_in_a_sentence(write: Write) -> None:
    shapes = write(
        "<x:S> a sh:NodeShape ; sh:targetClass pg:Policy ; sh:property [ sh:minCount 1 ] ."
    )
    with pytest.raises(ValidationInputError, match="shapes are not well formed"):
        validate_files([GOOD], shapes=[shapes])


def test_shapes_of_ones_own(write: Write) -> None:
    shapes = write(
        "<x:S> a sh:NodeShape ; sh:targetClass pg:County, pg:CountyEquivalent ;"
        "sh:property [ sh:path pg:gnisId ; sh:minCount 1 ; sh:severity sh:Info ] ."
    )
    file = FOLDER / "policy" / "invalid.PolicyShape.adopter.ttl"
    report = validate_files([file], shapes=[shapes])
    assert [(r.focus, r.severity) for r in report.results] == [(HENNEPIN, "info")]
    assert report.counts == {"violation": 0, "warning": 0, "info": 1}


# --- The command ------------------------------------------------------------------------------

BAD: Final = str(FOLDER / "policy" / "invalid.PolicyClaimShape.misspelt.ttl")
GOOD: Final = str(FOLDER / "policy" / "valid.policy.ttl")
UNDATED: Final = str(FOLDER / "evidence" / "invalid.ClaimShape.undated.ttl")


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ([GOOD], 0),
        ([BAD], 1),
        ([GOOD, BAD], 1),
        ([BAD, "--fail-on", "never"], 0),
        ([UNDATED], 0),
        ([UNDATED, "--fail-on", "warning"], 1),
        ([UNDATED, "--fail-on", "info"], 1),
        (["gone.ttl"], 2),
        ([GOOD, "--format", "xml"], 2),
        ([GOOD, "--fail-on", "sometimes"], 2),
    ],
)
def test_the_exit_tells_the_outcome(arguments: list[str], status: int) -> None:
    assert main(["validate", *arguments]) == status


def test_the_outcome_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    main(["validate", GOOD])
    assert capsys.readouterr().out.startswith("Conforms: 16 resources in 1 file.")
    main(["validate", BAD])
    captured = capsys.readouterr()
    assert "pg:enactedOn?" in captured.out
    assert captured.err == "Does not conform: 1 violation; 5 resources in 1 file checked.\n"


def test_formats(capsys: pytest.CaptureFixture[str]) -> None:
    main(["validate", BAD, "--format", "json"])
    (record,) = json.loads(capsys.readouterr().out)
    assert record["property"] == f"{PG}enactdOn"
    assert record["shape"] == f"{SHAPES}PolicyClaimShape"
    assert record["file"] == BAD
    main(["validate", BAD, "--format", "csv"])
    head, row = capsys.readouterr().out.splitlines()
    assert head == "severity,file,line,resource,property,value,shape,message"
    assert row.startswith(f"violation,{BAD},{record['line']},")
    main(["validate", BAD, "--format", "md"])
    assert "| pg:enactdOn | 2014-06-11 | PolicyClaimShape |" in capsys.readouterr().out
    main(["validate", GOOD, "--format", "json"])
    assert json.loads(capsys.readouterr().out) == []


def test_the_turtle_is_a_shacl_report(capsys: pytest.CaptureFixture[str]) -> None:
    main(["validate", BAD, "--format", "ttl"])
    report = Graph().parse(data=capsys.readouterr().out, format="turtle")
    assert [str(truth) for truth in report.objects(None, SH.conforms)] == ["false"]
    (result,) = report.objects(None, SH.result)
    assert report.value(result, SH.resultPath) == URIRef(f"{PG}enactdOn")
    assert report.value(result, SH.resultSeverity) == SH.Violation
    component = report.value(result, SH.sourceConstraintComponent)
    assert component == SH.ClosedConstraintComponent
    main(["validate", GOOD, "--format", "ttl"])
    report = Graph().parse(data=capsys.readouterr().out, format="turtle")
    assert [str(truth) for truth in report.objects(None, SH.conforms)] == ["true"]


def test_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    content = Path(BAD).read_bytes()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))
    assert main(["validate", "-", "--format", "csv"]) == 1
    assert "violation,<stdin>," in capsys.readouterr().out
