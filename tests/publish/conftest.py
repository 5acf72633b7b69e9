"""A small graph with every difficulty that a site must bear, and the site made of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from policygraph.namespaces import PREFIXES
from policygraph.publish.site import publish_site
from policygraph.publish.snapshot import Snapshot, take_snapshot
from policygraph.store import LocalStore

# Labels that try to break out of the page; IRIs that begin other IRIs, end in a slash, or hold
# '+', a colon, a percent sign and a letter beyond ASCII; blank nodes; one triple in two graphs.
TRIG = r"""
<https://w3id.org/policygraph/ontology/> {
  <https://w3id.org/policygraph/ontology/> a owl:Ontology ; dcterms:title "Policygraph"@en .
  pg:CountyEquivalent a owl:Class ; rdfs:label "County equivalent"@en ;
    rdfs:isDefinedBy <https://w3id.org/policygraph/ontology/> ;
    skos:definition "A county or what stands for one."@en .
  pg:Policy a owl:Class ; rdfs:label "Policy"@en ;
    rdfs:isDefinedBy <https://w3id.org/policygraph/ontology/> .
  pg:PolicyClaim a owl:Class ; rdfs:label "Policy claim"@en .
  pg:isWithin a owl:ObjectProperty ; rdfs:label "is within"@en ;
    rdfs:domain [ a owl:Class ; owl:unionOf ( pg:CountyEquivalent pg:Policy ) ] .
  pg:appliesIn a owl:ObjectProperty ; rdfs:label "applies in"@en .
  hold:never-holds a skos:Concept ; skos:prefLabel "never holds"@en .
  hold:judicial-warrant-or-order a skos:Concept ; skos:prefLabel "judge's warrant or order"@en .
  conf:quoted a skos:Concept ; skos:prefLabel "quoted"@en .
}
source:places {
  <https://w3id.org/policygraph/jurisdiction/us> a pg:Country ; rdfs:label "United States"@en .
  state:27 a pg:State ; rdfs:label "Minnesota"@en ; pg:uspsCode "MN" ;
    pg:isWithin <https://w3id.org/policygraph/jurisdiction/us> .
  county:27053 a pg:CountyEquivalent ; rdfs:label "Hennepin County"@en ;
    skos:altLabel "Comté d'Hennepin"@fr ; pg:geoid "27053" ; pg:isWithin state:27 .
  county:27123 a pg:CountyEquivalent ; rdfs:label "Ramsey County"@en ; pg:isWithin state:27 .
  county:99999 a pg:CountyEquivalent ;
    rdfs:label "<script>alert(1)</script> & </script><!-- \"County\" 'x'"@en ;
    dcterms:source <javascript:alert(2)> , <https://example.com/?a=1&b=%22> ;
    pg:isWithin state:27 , <https://w3id.org/policygraph/nowhere> .
}
source:press {
  county:27053 pg:geoid "27053" ; skos:altLabel "Hennepin Co."@en .
  <https://w3id.org/policygraph/policy/us/county/27053/detainer> a pg:Policy ;
    rdfs:label "Detainer policy of Hennepin County"@en ; pg:appliesIn county:27053 .
  <https://w3id.org/policygraph/criterion/any-of/judicial-warrant-or-order+never-holds>
    a pg:HoldCriterion ; pg:isJoinedBy join:any-of ;
    pg:hasCondition hold:never-holds , hold:judicial-warrant-or-order .
  <https://w3id.org/policygraph/claim/press/1> a pg:PolicyClaim ;
    pg:aboutPolicy <https://w3id.org/policygraph/policy/us/county/27053/detainer> ;
    pg:summary "The sheriff asks for a judge's order before holding anyone."@en ;
    pg:statesHoldCriterion
      <https://w3id.org/policygraph/criterion/any-of/judicial-warrant-or-order+never-holds> ;
    pg:citesDocument document:tribune ; pg:locator "paragraph 3" ; pg:hasConfidence conf:quoted ;
    pg:asOf "2017-03"^^xsd:gYearMonth ; pg:announcedOn "2014"^^xsd:gYear .
  <https://w3id.org/policygraph/claim/press/a:b%20%C3%A9> a pg:FundingObservation ;
    pg:isReceivedBy county:27053 ; pg:amountUsd 198000000.50 ; pg:isApproximate true ;
    pg:summary "Federal money in the county's budget."@en ;
    pg:citesDocument document:tribune ; pg:locator "paragraph 14" ; pg:hasConfidence conf:quoted .
  document:tribune a pg:SourceDocument ; dcterms:title "A newspaper article"@en ;
    dcterms:issued "2017-03-20"^^xsd:date ; pg:webAddress "https://example.com/news"^^xsd:anyURI ,
      "javascript:alert(3)"^^xsd:anyURI .
}
source:catalog {
  source:places a dcat:Dataset ; dcterms:identifier "places" ; dcterms:title "Places"@en ;
    dcterms:issued "2017-01-01"^^xsd:date .
  source:press a dcat:Dataset ; dcterms:identifier "press" ; dcterms:title "Press"@en ;
    void:triples 999 .
}
"""


@pytest.fixture(scope="session")
def base_url() -> str:
    return "https://example.org/lists/"


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> LocalStore:
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    file = tmp_path_factory.mktemp("graph") / "small.trig"
    file.write_text(head + TRIG, encoding="utf-8")
    return LocalStore.from_files([file])


@pytest.fixture(scope="session")
def snapshot(store: LocalStore) -> Snapshot:
    return take_snapshot(store)


@pytest.fixture(scope="session")
def site(store: LocalStore, tmp_path_factory: pytest.TempPathFactory, base_url: str) -> Path:
    out = tmp_path_factory.mktemp("small") / "site"
    publish_site(store, out, base_url)
    return out
