"""Where findings come from, as RDF: the report, its making, the software, the data, the rules.

Nothing here has a time: the same question to the same data gives the same facts.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import pyoxigraph as ox

from policygraph.gaps import Rule
from policygraph.graph import Facts, text
from policygraph.namespaces import BASE, SHAPES, SOURCE, SPDX, XSD
from policygraph.report.annotations import SEVERITIES
from policygraph.report.dimensions import CATEGORIES, read_dimensions
from policygraph.report.identity import Named, finding_iri, name_report, rule_iri
from policygraph.report.model import FindingsReport

LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"
#: The graph as a data set, whatever its version; the site describes it under this name.
DATASET: Final = f"{BASE}catalog#dataset"
AUTHORS: Final = f"{BASE}catalog#publisher"
_NAME: Final = "The policygraph authors"


def add_report(facts: Facts, report: FindingsReport, found: Iterable[Named]) -> str:
    """Describe a report, and how and of what it was made.

    Parameters
    ----------
    facts : Facts
        Where the facts go.
    report : FindingsReport
        The report.
    found : iterable of Named
        Its findings.

    Returns
    -------
    str
        IRI of the activity that made it.
    """
    name = name_report(report)
    made = f"{name}#activity"
    data = _add_data(facts, report)
    software = _add_software(facts, report.version.software)
    rules = [_add_rule(facts, rule) for rule in report.gaps.rules]
    facts.add(AUTHORS, "foaf:Agent", rdfs__label=text(_NAME), foaf__name=text(_NAME, None))
    facts.add(
        made,
        "prov:Activity",
        rdfs__label=text(f"Making of: {report.title}"),
        prov__used=[data, *rules],
        prov__wasAssociatedWith=software,
    )
    facts.add(
        name,
        "pg:FindingsReport",
        rdf__type=["dcat:Dataset", "dqv:QualityMetadata", "prov:Entity"],
        rdfs__label=text(report.title),
        dcterms__title=text(report.title),
        dcterms__identifier=text(name.rpartition("/")[2], None),
        dcterms__abstract=text(" ".join(report.summary)),
        dcterms__description=text(" ".join((*report.method, *report.limits))),
        dcterms__publisher=AUTHORS,
        dcterms__license=LICENCE,
        dcterms__bibliographicCitation=text(report.citation, None),
        dcterms__hasPart=[finding_iri(one.id) for one in found],
        prov__wasDerivedFrom=data,
        prov__wasGeneratedBy=made,
    )
    return made


def _add_data(facts: Facts, report: FindingsReport) -> str:
    """Describe the version of the data; that of an endpoint is not known."""
    digest = report.version.digest
    if not digest:
        return facts.add(DATASET, rdfs__label=text("policygraph: the data"))
    name = f"{BASE}data/{digest}"
    checksum = facts.add(
        f"{name}#checksum",
        "spdx:Checksum",
        rdfs__label=text(f"SHA-256 of the data: {digest}"),
        spdx__algorithm=f"{SPDX}checksumAlgorithm_sha256",
        spdx__checksumValue=ox.Literal(digest, datatype=ox.NamedNode(f"{XSD}hexBinary")),
    )
    label = text(f"policygraph: the data, version sha256-{digest[:12]}")
    sources = [
        facts.add(f"{SOURCE}{source.id}", rdfs__label=text(source.title))
        for source in report.sources
    ]
    facts.add(DATASET, rdfs__label=text("policygraph: the data"))
    return facts.add(
        name,
        "dcat:Dataset",
        rdf__type="prov:Entity",
        rdfs__label=label,
        dcterms__title=label,
        dcterms__identifier=text(digest, None),
        dcterms__description=text(
            "All statements of all sources, with the ontology. The checksum is taken over one line"
            " for each file: the IRI of its graph, a space, the SHA-256 of its bytes."
        ),
        dcterms__publisher=AUTHORS,
        dcterms__license=LICENCE,
        dcterms__isVersionOf=DATASET,
        dcterms__source=sources,
        spdx__checksum=checksum,
    )


def _add_software(facts: Facts, version: str) -> str:
    return facts.add(
        f"{BASE}software/{version}",
        "prov:SoftwareAgent",
        rdfs__label=text(f"policygraph {version}"),
        pav__version=text(version, None),
    )


def _add_rule(facts: Facts, rule: Rule) -> str:
    dimensions = read_dimensions(rule)
    for dimension in dimensions:
        facts.add(
            f"quality:{dimension}",
            "dqv:Dimension",
            rdfs__label=text(dimension),
            dqv__inCategory=f"category:{CATEGORIES[dimension]}",
        )
    shape = None
    if not rule.no_shape:
        title = "".join(word.capitalize() for word in rule.id.split("_"))
        shape = facts.add(
            f"{SHAPES}{title}Shape", rdfs__label=text(f"{rule.title}, as a SHACL shape")
        )
    return facts.add(
        rule_iri(rule.id),
        "pg:Rule",
        rdf__type="prov:Plan",
        rdfs__label=text(rule.title),
        rdfs__seeAlso=shape,
        dcterms__identifier=text(rule.id, None),
        dcterms__description=text(rule.query.question),
        pg__hasSeverity=SEVERITIES[rule.severity.value],
        pg__problem=text(rule.problem),
        pg__needsEvidence=text(rule.evidence),
        pg__remedy=text(rule.remedy),
        pg__reference=text(rule.reference),
        skos__example=text(rule.example),
        dqv__inDimension=[f"quality:{dimension}" for dimension in dimensions],
    )
