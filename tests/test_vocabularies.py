"""The concept schemes hold what the domain lists, no more and no less, and hang together."""

from __future__ import annotations

import re
from itertools import chain
from typing import Final

import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import QB, RDF, RDFS, SKOS, VANN

from policygraph.namespaces import PG, SCHEMES, VOCABULARY
from policygraph.resources import locate

pg: Final = Namespace(PG)
vocabulary: Final = Namespace(VOCABULARY)

CONCEPTS: Final = {
    "hold": "honours-all mandated-by-state reimbursement-required criminal-predicate removal-order "
    "ice-administrative-warrant probable-cause-showing warrant-unspecified "
    "judicial-warrant-or-order never-holds case-by-case criminal-custody-basis "
    "no-hold-on-detainer-alone documented-basis-required conditional",
    "join": "any-of all-of",
    "notify": "always on-request if-hold-criterion-met public-roster-only prohibited",
    "access": "embedded open transfer-inside transfer-outside-only consent-or-notice "
    "judicial-warrant-only barred",
    "info": "full status-only-1373 restricted no-inquiry",
    "deleg": "none 287g-jail-enforcement 287g-warrant-service-officer 287g-task-force "
    "basic-ordering-agreement",
    "facil": "none usms-rider igsa",
    "cost": "local ice-reimburses",
    "instr": "sheriffs-directive ordinance resolution state-statute attorney-general-directive "
    "executive-order settlement court-order department-policy unwritten-practice",
    "auth": "sheriff board council mayor governor legislature attorney-general "
    "corrections-agency court police-department county-executive",
    "conf": "verbatim quoted paraphrased inferred weak-source",
    "verif": "seen partial memory",
    "part": "detainers-issued detainers-declined policies whole-list",
    "event": "asserted disputed upheld corrected withdrawn removed",
    "reason": "misattributed wrong-outcome wrong-addressee policy-changed not-stated",
    "cover": "complete partial unknown",
    "figure": "detainers-issued declined-detainers-recorded jurisdictions-limiting-cooperation",
    "scope": "binding persuasive parties-only nationwide advisory",
    "effect": "limits-holds supports-holds limits-federal-penalty supports-federal-penalty "
    "limits-information mixed pending",
    "measure": "federal-funding-in-budget direct-federal-aid",
    "base": "total-budget general-revenue",
    "yearbasis": "fiscal-year-stated year-of-publication",
    "charge": "convicted charged",
    "topic": "report-mandate report-content official-response expert-comment enforcement-practice "
    "legal-context list-basis funding-threat policy-status state-law-prevails "
    "local-policy-prevails",
    "verdict": "omitted explained cannot-tell not-comparable",
    "grade": "exact close as-written stated",
    "explan": "covered-by-listed-parent policy-not-in-force other-custodian no-jail outside-scope "
    "no-event",
    "quality": "accuracy completeness consistency credibility currentness compliance precision "
    "traceability understandability",
    "category": "inherent inherent-and-system-dependent",
}
BROADER: Final = {
    "judicial-warrant-or-order": "no-hold-on-detainer-alone",
    "never-holds": "no-hold-on-detainer-alone",
    "ice-administrative-warrant": "documented-basis-required",
    "probable-cause-showing": "documented-basis-required",
    "removal-order": "documented-basis-required",
    "criminal-predicate": "conditional",
    "reimbursement-required": "conditional",
}
FEATURES: Final = {
    "notify": ("statesReleaseNotification", "2.0"),
    "access": ("statesIceAccess", "2.0"),
    "info": ("statesInformationSharing", "1.0"),
    "deleg": ("statesDelegation", "2.0"),
    "facil": ("statesFacilityUse", "1.5"),
    "cost": ("statesCostRule", "0.5"),
    "instr": ("statesInstrument", "0.25"),
    "auth": ("statesAuthority", "0.25"),
}


@pytest.fixture(scope="module")
def ontology() -> Graph:
    graph = Graph()
    for path in locate("ontology").glob("*.ttl"):
        graph.parse(path)
    return graph


def test_the_schemes_are_those_of_the_namespaces(ontology: Graph) -> None:
    declared = {
        str(ontology.value(scheme, VANN.preferredNamespacePrefix)): str(scheme)
        for scheme in ontology.subjects(RDF.type, SKOS.ConceptScheme)
    }
    assert declared == {prefix: VOCABULARY + name for prefix, name in SCHEMES.items()}
    for scheme in declared.values():
        assert ontology.value(URIRef(scheme), VANN.preferredNamespaceUri) == Literal(f"{scheme}/")


@pytest.mark.parametrize("prefix", SCHEMES)
def test_a_scheme_has_just_the_concepts_that_the_domain_lists(prefix: str, ontology: Graph) -> None:
    scheme = vocabulary[SCHEMES[prefix]]
    found = {
        str(ontology.value(item, SKOS.notation)) for item in ontology[: SKOS.inScheme : scheme]
    }
    assert found == set(CONCEPTS[prefix].split())


def test_broader_is_as_the_domain_has_it_and_never_runs_in_circles(ontology: Graph) -> None:
    hold = Namespace(vocabulary["hold-criterion/"])
    assert set(ontology.subject_objects(SKOS.broader)) == {
        (hold[narrow], hold[wide]) for narrow, wide in BROADER.items()
    }
    for concept in ontology.subjects(SKOS.broader):
        above = set(
            chain.from_iterable(
                ontology.transitive_objects(parent, SKOS.broader)
                for parent in ontology.objects(concept, SKOS.broader)
            )
        )
        assert concept not in above


def test_only_the_criminal_basis_is_not_about_civil_detainers(ontology: Graph) -> None:
    flags = dict(ontology.subject_objects(pg.concernsCivilDetainers))
    assert set(flags) == set(ontology[: SKOS.inScheme : vocabulary["hold-criterion"]])
    odd = [concept for concept, flag in flags.items() if flag == Literal(False)]
    assert odd == [vocabulary["hold-criterion/criminal-custody-basis"]]


def test_an_unspecified_warrant_carries_its_caution(ontology: Graph) -> None:
    note = ontology.value(vocabulary["hold-criterion/warrant-unspecified"], SKOS.scopeNote)
    assert "Never count this as a match with judicial-warrant-or-order" in str(note)


def test_the_secondary_features_carry_weight_and_property(ontology: Graph) -> None:
    assert {
        str(scheme): (str(link), str(ontology.value(scheme, pg.similarityWeight)))
        for scheme, link in ontology.subject_objects(pg.isStatedThrough)
    } == {VOCABULARY + SCHEMES[p]: (PG + link, weight) for p, (link, weight) in FEATURES.items()}


def test_a_coded_property_says_of_which_scheme_its_concepts_are(ontology: Graph) -> None:
    for link in ontology.subjects(RDFS.range, SKOS.Concept):
        text = str(ontology.value(link, SKOS.definition))
        named = re.findall(r"of the scheme ([a-z-]+)(?: or ([a-z-]+))?\.", text)
        assert named, link
        assert {name for pair in named for name in pair if name} <= set(SCHEMES.values())


def test_the_funding_cube_is_well_formed(ontology: Graph) -> None:
    roles = {QB.dimension: QB.DimensionProperty, QB.measure: QB.MeasureProperty}
    roles[QB.attribute] = QB.AttributeProperty
    assert (pg.federalFunding, QB.structure, pg.federalFundingStructure) in ontology
    components = list(ontology.objects(pg.federalFundingStructure, QB.component))
    assert len(components) == len(list(ontology.subjects(QB.order))) == 9
    for component in components:
        [(role, link)] = [(r, o) for r in roles for o in ontology.objects(component, r)]
        assert (link, RDF.type, roles[role]) in ontology
        coded = ontology.value(link, RDFS.range) == SKOS.Concept
        assert coded == ((link, QB.codeList, None) in ontology)
