"""What the model asks of every graph: what a thing must have, and what it has once at most."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

import pyoxigraph as ox

from policygraph.graph import LABEL, TYPE, Facts, iri, text
from policygraph.namespaces import DCTERMS, PG, VOCABULARY
from policygraph.resources import locate
from policygraph.store import LocalStore

Node = ox.NamedNode | ox.Literal
DOCUMENT: Final = "https://example.org/document"
PLACES: Final = ("State", "CountyEquivalent", "Municipality", "Township", "Territory")
_CARDINALITIES: Final = """
    SELECT DISTINCT ?path ?kind WHERE {
      { ?shape sh:path ?path ; sh:maxCount 1 . BIND("once" AS ?kind) }
      UNION { ?shape sh:path ?path ; sh:minCount 1 . BIND("must" AS ?kind) }
      FILTER(ISIRI(?path))
    }"""


@dataclass(frozen=True, slots=True)
class Model:
    """What a graph must obey, so that an engine may rely on it.

    Parameters
    ----------
    once : frozenset of str
        Properties of which a thing has one value at most.
    must : frozenset of str
        Properties that a thing may not lack.
    schemes : dict of str to tuple of str
        Scheme to its concepts.
    vocabularies : bytes
        The vocabularies, as N-Triples.
    """

    once: frozenset[str]
    must: frozenset[str]
    schemes: dict[str, tuple[str, ...]]
    vocabularies: bytes


@cache
def read_model() -> Model:
    """Read the model from its shapes and vocabularies."""
    rows = LocalStore(sorted(locate("shapes").glob("*.ttl"))).select(_CARDINALITIES)
    kinds = {kind: {path or "" for path, other in rows if other == kind} for _, kind in rows}
    path = locate("ontology") / "vocabularies.ttl"
    store = LocalStore([path])
    schemes: dict[str, list[str]] = {}
    for (concept,) in store.select("SELECT ?c WHERE { ?c a skos:Concept } ORDER BY ?c"):
        schemes.setdefault((concept or "").rpartition("/")[0], []).append(concept or "")
    triples = ox.serialize(
        store.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"), format=ox.RdfFormat.N_TRIPLES
    )
    assert triples is not None
    return Model(
        # A criterion has conditions; the one of which there is but one is that of a lawsuit.
        once=frozenset({*kinds["once"], LABEL} - {f"{PG}hasCondition"}),
        must=frozenset({*kinds["must"], TYPE, LABEL, f"{PG}aboutPolicy", f"{PG}uspsCode"}),
        schemes={scheme: tuple(found) for scheme, found in schemes.items()},
        vocabularies=triples,
    )


def complete(triples: set[ox.Triple]) -> None:
    """Give things what the model asks of them and a fixture leaves out, for it is of no account."""
    facts = Facts()
    facts.include(triples)
    has = {(t.subject, t.predicate.value) for t in triples}
    facts.add(
        DOCUMENT,
        "pg:SourceDocument",
        dcterms__title=text("A source", None),
        dcterms__publisher=text("Nobody", None),
    )

    def give(thing: ox.NamedNode, name: str, value: Node) -> None:
        if (thing, name) not in has:
            has.add((thing, name))
            facts.include([ox.Triple(thing, ox.NamedNode(name), value)])

    for thing, kind in sorted(_types(triples), key=str):
        local = thing.value.removeprefix("https://")
        label = text(local.rpartition("/")[2])
        if kind in {"Report", "ReportPart", "Policy", "Ruling", *PLACES} or kind.endswith("Agency"):
            give(thing, LABEL, label)
        if kind == "Report":
            give(thing, f"{PG}reportId", text(local, None))
        elif kind == "ReportPart":
            give(thing, f"{PG}partId", text("list", None))
            give(thing, f"{PG}hasPartKind", iri("part:policies"))
        elif kind in PLACES:
            give(thing, f"{PG}geoid", text("".join(filter(str.isdigit, local)), None))
        elif kind == "SourceDocument":
            give(thing, f"{DCTERMS}title", text("A source", None))
            give(thing, f"{DCTERMS}publisher", text("Nobody", None))
        elif kind in CLAIMS:
            give(thing, f"{PG}citesDocument", ox.NamedNode(DOCUMENT))
            give(thing, f"{PG}locator", text("1", None))
            give(thing, f"{PG}summary", text("Said."))
            give(thing, f"{PG}hasConfidence", iri("conf:quoted"))
            if kind == "Listing":
                give(thing, f"{PG}nameAsPublished", text("A name", None))
    triples.update(facts)


CLAIMS: Final = frozenset(
    {
        *("AgreementObservation", "CoverageStatement", "FundingObservation", "Listing"),
        *("ListingEvent", "PolicyClaim", "Remark", "RulingClaim", "SimilarityClaim"),
        "StatedAbsence",
    }
)
#: What a thing is that no fixture types, by the property that leads to it.
_RANGES: Final = {
    "isPartOf": "Report",
    "isListedIn": "ReportPart",
    "coversPart": "ReportPart",
    "isAbsentFrom": "ReportPart",
    "aboutPolicy": "Policy",
    "replacesPolicy": "Policy",
    "aboutRuling": "Ruling",
    "citesRuling": "Ruling",
    "citesDocument": "SourceDocument",
    "listsJurisdiction": "",
    "mayListJurisdiction": "",
    "appliesIn": "",
    "absentJurisdiction": "",
    "isWithin": "",
}


def type_all(triples: set[ox.Triple]) -> None:
    """Type what a fixture leaves without a class."""
    typed = {thing for thing, _ in _types(triples)}
    for triple in sorted(triples, key=str):
        kind = _RANGES.get(triple.predicate.value.removeprefix(PG))
        thing = triple.object
        if kind is None or not isinstance(thing, ox.NamedNode) or thing in typed:
            continue
        if not kind:
            kind = "State" if "/state/" in thing.value else "CountyEquivalent"
            kind = "Municipality" if "/place/" in thing.value else kind
        triples.add(ox.Triple(thing, ox.NamedNode(TYPE), ox.NamedNode(PG + kind)))
        typed.add(thing)


def _types(triples: set[ox.Triple]) -> set[tuple[ox.NamedNode, str]]:
    return {
        (t.subject, t.object.value.removeprefix(PG))
        for t in triples
        if t.predicate.value == TYPE
        and isinstance(t.object, ox.NamedNode)
        and isinstance(t.subject, ox.NamedNode)
    }


def keep_once(triples: set[ox.Triple]) -> None:
    """Leave one value of each property of which a thing has one at most: the first by name."""
    model = read_model()
    seen: set[tuple[object, str]] = set()
    for triple in sorted(triples, key=str):
        key = (triple.subject, triple.predicate.value)
        if triple.predicate.value in model.once:
            if key in seen:
                triples.discard(triple)
            seen.add(key)


def scheme_of(node: Node) -> tuple[str, ...]:
    """Return the concepts of the scheme that a node belongs to; none if it is no concept."""
    if isinstance(node, ox.NamedNode) and node.value.startswith(VOCABULARY):
        return read_model().schemes.get(node.value.rpartition("/")[0], ())
    return ()
