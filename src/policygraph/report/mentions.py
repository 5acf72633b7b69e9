"""What findings mention, as RDF: places, parts, policies, claims with their documents, concepts.

All of it is quoted from the graph, and nothing is new but names where there were none. A claim has
its class and its citation; the rest of it stands in the graph of its source.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import pyoxigraph as ox

from policygraph.gaps import Columns, Part
from policygraph.graph import LABEL, Facts, iri, text, web_address
from policygraph.namespaces import DQV, SH, SPDX, VOCABULARY, compact
from policygraph.places import Place

#: Names of what others have defined.
_FOREIGN: Final = {
    f"{SH}Violation": "Violation",
    f"{SH}Warning": "Warning",
    f"{SH}Info": "Info",
    f"{DQV}qualityAssessment": "Quality assessment",
    f"{SPDX}checksumAlgorithm_sha256": "SHA-256",
    "https://creativecommons.org/licenses/by/4.0/": "Creative Commons Attribution 4.0",
}


def add_mentions(facts: Facts, columns: Columns, parts: Iterable[Part], told: Facts) -> None:
    """Describe what other facts mention and do not describe.

    Parameters
    ----------
    facts : Facts
        Where the facts go.
    columns : Columns
        The graph.
    parts : iterable of Part
        Parts of official reports.
    told : Facts
        The other facts.
    """
    by_iri = {part.iri: part for part in parts}
    waiting = _list_objects(told) - _list_labelled(told)
    while waiting:
        for name in sorted(waiting):
            _describe(facts, name, columns, by_iri)
        waiting = _list_objects(facts) - _list_labelled(told) - _list_labelled(facts)


def _list_labelled(facts: Facts) -> set[str]:
    return {
        triple.subject.value
        for triple in facts
        if isinstance(triple.subject, ox.NamedNode) and triple.predicate.value == LABEL
    }


def _list_objects(facts: Facts) -> set[str]:
    types = iri("rdf:type")
    return {
        triple.object.value
        for triple in facts
        if isinstance(triple.object, ox.NamedNode) and triple.predicate != types
    }


def _describe(facts: Facts, name: str, columns: Columns, parts: dict[str, Part]) -> None:
    if name in columns.places:
        _add_place(facts, columns.places[name])
    elif name in parts:
        _add_part(facts, parts[name])
    elif name in columns.policies:
        policy = columns.policies[name]
        facts.add(name, "pg:Policy", rdfs__label=text(policy.label), appliesIn=list(policy.places))
    elif name in columns.citations:
        _add_claim(facts, name, columns)
    else:
        facts.add(name, rdfs__label=text(_name(name, columns)))


def _add_place(facts: Facts, place: Place) -> None:
    is_state = place.iri == place.state_iri
    facts.add(
        place.iri,
        f"pg:{place.kind}",
        rdfs__label=text(place.name),
        geoid=text(place.geoid, None),
        isWithin=None if is_state else place.state_iri,
        uspsCode=text(place.state, None) if is_state else None,
    )


def _add_part(facts: Facts, part: Part) -> None:
    facts.add(
        part.iri,
        "pg:ReportPart",
        rdfs__label=text(part.label),
        isPartOf=part.report,
        hasPartKind=f"{VOCABULARY}part-kind/{part.kind}",
        partId=text(part.id, None),
    )
    facts.add(part.report, rdfs__label=text(part.report_label))


def _add_claim(facts: Facts, name: str, columns: Columns) -> None:
    citation = columns.citations[name]
    facts.add(
        name,
        f"pg:{citation.kind}",
        rdfs__label=text(citation.summary),
        citesDocument=[document.iri for document in citation.documents],
        locator=text(citation.locator, None),
        hasConfidence=f"{VOCABULARY}confidence/{citation.confidence}",
        summary=text(citation.summary),
    )
    for document in citation.documents:
        facts.add(
            document.iri,
            "pg:SourceDocument",
            rdfs__label=text(document.title),
            dcterms__title=text(document.title),
            dcterms__publisher=text(document.publisher, None),
            webAddress=web_address(document.web) if document.web else None,
        )


def _name(name: str, columns: Columns) -> str:
    if name in _FOREIGN:
        return _FOREIGN[name]
    if name in columns.concepts:
        return columns.concepts[name]
    if name.startswith(VOCABULARY):
        return name.rpartition("/")[2].replace("-", " ")
    return compact(name)
