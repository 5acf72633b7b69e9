"""The ontology parses, keeps the house style, and contradicts neither itself nor its neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import owlrl
import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS, VANN
from rdflib.term import Node

from policygraph.namespaces import PG, SCHEMES, VOCABULARY, XSD
from policygraph.resources import locate

ONTOLOGY: Final = locate("ontology")
FILES: Final = sorted(ONTOLOGY.glob("*.ttl"))
MODULES: Final = [path.stem for path in FILES if path.stem != "policygraph"]
pg: Final = Namespace(PG)
vocabulary: Final = Namespace(VOCABULARY)
xsd: Final = Namespace(XSD)
module: Final = Namespace(f"{PG}module/")
SH: Final = Namespace("http://www.w3.org/ns/shacl#")
SAMPLE: Final = Namespace("https://example.org/sample/")
# owlrl reports a contradiction as a node with this property.
CONTRADICTION: Final = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")

PROPERTIES: Final = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


def read(paths: list[Path]) -> Graph:
    graph = Graph()
    for path in paths:
        graph.parse(path)
    return graph


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return read(FILES)


# --- Files and headers ---


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_both_parsers_read_the_same_number_of_triples(path: Path) -> None:
    triples = set(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
    assert len(triples) == len(Graph().parse(path)) > 0


def test_the_main_file_imports_every_module(ontology: Graph) -> None:
    imported = set(ontology.objects(URIRef(PG), OWL.imports))
    assert imported == {module[name] for name in MODULES}
    assert set(ontology.subjects(RDF.type, OWL.Ontology)) == imported | {URIRef(PG)}


@pytest.mark.parametrize("name", MODULES)
def test_a_term_names_the_module_that_it_stands_in(name: str) -> None:
    graph = Graph().parse(ONTOLOGY / f"{name}.ttl")
    assert set(graph.objects(None, RDFS.isDefinedBy)) <= {module[name]}
    assert (module[name], RDF.type, OWL.Ontology) in graph


@pytest.mark.parametrize("name", [name for name in MODULES if name != "alignments"])
def test_mappings_stand_in_the_alignments_only(name: str) -> None:
    graph = Graph().parse(ONTOLOGY / f"{name}.ttl")
    links = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.seeAlso)
    above = {target for link in links for target in graph.objects(None, link)}
    assert {str(term) for term in above if not str(term).startswith(PG)} == set()


# --- House style ---


def style_violations(graph: Graph) -> set[tuple[str, str]]:
    """Give each violation as the message about it and what is at fault."""
    shapes = Graph().parse(locate("shapes") / "ontology.ttl")
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inference="none")
    assert isinstance(report, Graph)
    return {
        (str(culprit), str(report.value(result, SH.resultMessage)))
        for result in report.subjects(RDF.type, SH.ValidationResult)
        for place in (
            SH.focusNode,
            SH.value,
        )  # what looks at a module whole names the term as value
        for culprit in report.objects(result, place)
    }


def test_the_ontology_keeps_the_house_style(ontology: Graph) -> None:
    assert style_violations(ontology) == set()


#: What is done to the ontology: a term, its property, the new value (None: none), the complaint.
MUTATIONS: Final[list[tuple[URIRef, URIRef, Node | None, str]]] = [
    (pg.Policy, SKOS.definition, None, "Give the term one skos:definition"),
    (pg.Report, SKOS.definition, Literal("a report", lang="en"), "as one sentence"),
    (pg.Country, SKOS.definition, Literal("Federal seat of power.", lang="en"), "say more than"),
    (pg.Court, RDFS.label, Literal("Gericht", lang="de"), "one rdfs:label, in English"),
    (pg.Ruling, RDFS.label, Literal("court ruling", lang="en"), "Choose another label"),
    (pg.Facility, SKOS.example, None, "at least one skos:example"),
    (pg.Listing, RDFS.isDefinedBy, None, "in which module"),
    (pg.badly_named, RDF.type, OWL.Class, "in UpperCamel"),
    (pg.IsMisnamed, RDF.type, OWL.ObjectProperty, "in lowerCamel"),
    (pg.affirms, RDFS.domain, None, "one rdfs:domain"),
    (pg.binds, RDFS.range, None, "one rdfs:range"),
    (pg.isWithin, SKOS.definition, Literal("Says what lies where.", lang="en"), "the word Links"),
    (pg.geoid, SKOS.definition, Literal("A code of the Census.", lang="en"), "Gives or Tells"),
    (pg.hasParty, RDFS.subPropertyOf, DCTERMS.identifier, "under properties that link"),
    (pg.locator, RDFS.subPropertyOf, DCTERMS.source, "under properties with values"),
    (pg.isPartOf, OWL.inverseOf, pg.hasPart, "Drop the inverse"),
    (pg.asOf, OWL.deprecated, Literal(True), "dcterms:isReplacedBy"),
    (module.ruling, DCTERMS.license, None, "Complete the ontology header"),
    (module.policy, OWL.versionInfo, Literal("0.2.0"), "Make the version IRI"),
    (vocabulary["grade/close"], SKOS.inScheme, None, "in exactly one scheme"),
    (vocabulary["grade/exact"], SKOS.notation, Literal("other"), "of its scheme"),
    (vocabulary["join/any-of"], SKOS.prefLabel, None, "one skos:prefLabel"),
    (vocabulary["join/all-of"], SKOS.topConceptOf, None, "Place the concept"),
    (vocabulary["verification/seen"], SKOS.broader, vocabulary["verification/seen"], "never lead"),
    (vocabulary["cost-rule"], pg.similarityWeight, None, "positive pg:similarityWeight"),
    (vocabulary["binding-scope"], VANN.preferredNamespacePrefix, None, "one prefix"),
]


@pytest.fixture(scope="module")
def mutated() -> set[tuple[str, str]]:
    graph = read(FILES)
    graph.set((pg.Country, RDFS.label, Literal("federal seat of power", lang="en")))
    for term, predicate, value, _ in MUTATIONS:
        graph.remove((term, predicate, None))
        if value is not None:
            graph.add((term, predicate, value))
    return style_violations(graph)


@pytest.mark.parametrize(
    ("term", "complaint"),
    [(term, complaint) for term, _, _, complaint in MUTATIONS],
    ids=[complaint for *_, complaint in MUTATIONS],
)
def test_a_breach_of_the_house_style_is_caught(
    term: URIRef, complaint: str, mutated: set[tuple[str, str]]
) -> None:
    assert any(culprit == str(term) and complaint in message for culprit, message in mutated)


# --- Logic ---

#: What the vocabularies that we align with say themselves, as far as it could clash with ours.
NEIGHBOURS: Final = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix geo: <http://www.opengis.net/ont/geosparql#> . @prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix prov: <http://www.w3.org/ns/prov#> .
@prefix qb: <http://purl.org/linked-data/cube#> . @prefix schema: <https://schema.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
foaf:Document owl:disjointWith foaf:Organization .
org:Organization owl:equivalentClass foaf:Organization .
foaf:Organization rdfs:subClassOf foaf:Agent . prov:Organization rdfs:subClassOf prov:Agent .
prov:Entity owl:disjointWith prov:Activity . prov:Organization owl:disjointWith prov:Person .
prov:wasAttributedTo rdfs:domain prov:Entity ; rdfs:range prov:Agent .
prov:wasDerivedFrom rdfs:domain prov:Entity ; rdfs:range prov:Entity .
prov:specializationOf rdfs:domain prov:Entity ; rdfs:range prov:Entity .
geo:sfWithin rdfs:domain geo:SpatialObject ; rdfs:range geo:SpatialObject .
geo:Feature rdfs:subClassOf geo:SpatialObject ; owl:disjointWith geo:Geometry .
dcat:prev rdfs:domain dcat:Resource ; rdfs:range dcat:Resource .
skos:Concept owl:disjointWith skos:ConceptScheme , skos:Collection .
skos:inScheme rdfs:range skos:ConceptScheme .
skos:hasTopConcept rdfs:domain skos:ConceptScheme ; rdfs:range skos:Concept .
skos:broader rdfs:domain skos:Concept ; rdfs:range skos:Concept ; owl:inverseOf skos:narrower .
qb:dataSet rdfs:domain qb:Observation ; rdfs:range qb:DataSet .
schema:State rdfs:subClassOf schema:AdministrativeArea .
"""
VALUES: Final = {
    pg.PartialDate: Literal("2014-07", datatype=xsd.gYearMonth),
    RDF.langString: Literal("in words", lang="en"),
    xsd.anyURI: Literal("https://example.org/", datatype=xsd.anyURI),
    xsd.boolean: Literal(True),
    xsd.date: Literal("2017-03-20", datatype=xsd.date),
    xsd.decimal: Literal("0.1", datatype=xsd.decimal),
    xsd.gYear: Literal("2017", datatype=xsd.gYear),
    xsd.integer: Literal("2", datatype=xsd.integer),
    xsd.string: Literal("as text"),
}


def alternatives(graph: Graph, node: Node) -> list[Node]:
    """List the members of a union, or the class itself."""
    union = graph.value(node, OWL.unionOf)
    return list(Collection(graph, union)) if union else [node]


def one_of_everything(graph: Graph) -> Graph:
    """Make an individual of every class, and a statement of every property for each of its ends."""
    sample = Graph()
    for owner in graph.subjects(RDF.type, OWL.Class):
        if not isinstance(owner, BNode):
            sample.add((SAMPLE[f"one/{re.sub('[^A-Za-z]', '', str(owner))}"], RDF.type, owner))
    for kind in PROPERTIES[:2]:
        for link in graph.subjects(RDF.type, kind):
            if str(link) not in pg:
                continue
            domain, target = graph.value(link, RDFS.domain), graph.value(link, RDFS.range)
            assert domain is not None
            assert target is not None
            pairs = [
                (s, o) for s in alternatives(graph, domain) for o in alternatives(graph, target)
            ]
            for number, (left, right) in enumerate(pairs):
                subject = SAMPLE[f"{str(link).removeprefix(PG)}/{number}"]
                value = VALUES[URIRef(str(right))] if kind == PROPERTIES[1] else subject + "/end"
                sample.add((subject, RDF.type, left))
                sample.add((subject, URIRef(str(link)), value))
                if isinstance(value, URIRef):
                    sample.add((value, RDF.type, right))
    return sample


def contradictions(graph: Graph) -> list[str]:
    """Expand a copy of the graph by the rules of OWL 2 RL and list what contradicts."""
    closure = Graph().parse(data=NEIGHBOURS, format="turtle") + graph
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closure)
    return sorted(str(message) for message in closure.objects(None, CONTRADICTION))


def test_one_of_everything_contradicts_nothing(ontology: Graph) -> None:
    sample = one_of_everything(ontology)
    assert len(sample) > 300
    assert contradictions(ontology + sample) == []


@pytest.mark.parametrize("source", ["us_startribune_2017_03_20", "us_press_policy_evidence"])
def test_what_the_press_says_contradicts_nothing(source: str, ontology: Graph) -> None:
    data = Graph().parse(locate("data/ttl") / f"{source}.ttl")
    assert len(data) > 0
    assert contradictions(ontology + data) == []


#: Statements that cannot be true, each with what the reasoner must find to clash.
IMPOSSIBLE: Final = {
    "a county that is a state": (
        "sample:a a pg:CountyEquivalent, pg:State .",
        ("CountyEquivalent", "State", "sample/a"),
    ),
    "a policy with a locator": (
        "sample:b a pg:Policy ; pg:locator 'page 1' .",
        ("Policy", "Claim", "sample/b"),
    ),
    "a finding about a place as if it were a part": (
        "sample:c a pg:Municipality . sample:finding pg:concernsPart sample:c .",
        ("Jurisdiction", "ReportPart", "sample/c"),
    ),
    "a sheriff's office that is a document": (
        "sample:d a pg:LawEnforcementAgency, foaf:Document .",
        ("Document", "Organization", "sample/d"),
    ),
    "a part of two reports": (
        "sample:e pg:isPartOf sample:f, sample:g . sample:f owl:differentFrom sample:g .",
        ("sample/f", "sample/g"),
    ),
    "a listing that is also a remark": (
        "sample:h a pg:Listing ; pg:isAbout sample:a .",
        ("Listing", "Remark", "sample/h"),
    ),
}


@pytest.fixture(scope="module")
def clashes(ontology: Graph) -> list[str]:
    prefixes = (
        f"@prefix pg: <{PG}> . @prefix sample: <{SAMPLE}> . @prefix owl: <{OWL}> . "
        "@prefix foaf: <http://xmlns.com/foaf/0.1/> .\n"
    )
    seeded = "\n".join(statement for statement, _ in IMPOSSIBLE.values())
    return contradictions(ontology + Graph().parse(data=prefixes + seeded, format="turtle"))


@pytest.mark.parametrize("case", IMPOSSIBLE)
def test_the_reasoner_finds_a_seeded_contradiction(case: str, clashes: list[str]) -> None:
    _, words = IMPOSSIBLE[case]
    assert any(all(word in clash for word in words) for clash in clashes), clashes


# --- Terms in use ---


def room_files() -> Iterator[Path]:
    yield from FILES
    yield from sorted(locate("shapes").rglob("*.ttl"))
    yield from sorted(locate("data/ttl").glob("*.ttl"))
    yield from sorted(locate("queries").rglob("*.rq"))


def terms_in(path: Path) -> set[str]:
    """Find the IRIs of ontology terms and concepts that a file uses, in triples or in text."""
    found = set()
    if path.suffix == ".ttl":
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            nodes = (quad.subject, quad.predicate, quad.object)
            found |= {node.value for node in nodes if isinstance(node, ox.NamedNode)}
    if path.parent.name != "ttl":  # data has no text that names terms; queries and shapes do
        text = path.read_text(encoding="utf-8")
        found |= set(re.findall(r"<(https://w3id\.org/policygraph/[^\s<>\"]*)>", text))
        for prefix, start in {
            "pg": PG,
            **{p: f"{VOCABULARY}{s}/" for p, s in SCHEMES.items()},
        }.items():
            names = re.findall(rf"(?<![\w:/?.-]){prefix}:([A-Za-z0-9](?:[\w-]*\w)?)", text)
            found |= {start + name for name in names}
    ours = (re.escape(PG) + r"[A-Za-z]\w*", re.escape(VOCABULARY) + r"[a-z].*[^/]")
    return {iri for iri in found if any(re.fullmatch(pattern, iri) for pattern in ours)}


@pytest.mark.parametrize("path", list(room_files()), ids=lambda path: path.name)
def test_every_term_in_use_is_declared(path: Path, ontology: Graph) -> None:
    declared = {str(term) for term in ontology.subjects(RDFS.isDefinedBy)}
    assert terms_in(path) - declared == set()


def test_an_undeclared_term_in_use_would_be_seen(tmp_path: Path) -> None:
    query = tmp_path / "wrong.rq"
    query.write_text("SELECT * { ?x pg:isWithni ?y ; pg:hasCondition hold:allways }")
    assert {PG + "isWithni", VOCABULARY + "hold-criterion/allways"} <= terms_in(query)
