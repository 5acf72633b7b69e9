"""What to call a resource on a page: its own label, or one made of what is said of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from policygraph.graph import LABEL
from policygraph.namespaces import (
    BASE,
    DCAT,
    DCTERMS,
    FOAF,
    OWL,
    PG,
    PROV,
    QB,
    RDF,
    RDFS,
    SKOS,
    SPDX,
    VOCABULARY,
    VOID,
    compact,
)
from policygraph.publish.snapshot import Snapshot

#: The properties that name a thing, the first that it has counts.
NAMING: Final = (LABEL, f"{SKOS}prefLabel", f"{DCTERMS}title")

#: Words for terms of other vocabularies, which our ontology does not label.
_TERMS: Final[dict[str, str]] = {
    f"{RDF}type": "kind",
    f"{RDFS}label": "label",
    f"{RDFS}comment": "comment",
    f"{RDFS}domain": "domain",
    f"{RDFS}range": "range",
    f"{RDFS}subClassOf": "is a kind of",
    f"{RDFS}subPropertyOf": "is a narrower property than",
    f"{RDFS}isDefinedBy": "defined by",
    f"{RDFS}seeAlso": "see also",
    f"{OWL}Class": "Class",
    f"{OWL}ObjectProperty": "Property that links",
    f"{OWL}DatatypeProperty": "Property with a value",
    f"{OWL}AnnotationProperty": "Annotation property",
    f"{OWL}FunctionalProperty": "Functional property",
    f"{OWL}NamedIndividual": "Named individual",
    f"{OWL}Ontology": "Ontology",
    f"{OWL}AllDisjointClasses": "All disjoint classes",
    f"{OWL}versionInfo": "version",
    f"{OWL}versionIRI": "version address",
    f"{OWL}priorVersion": "earlier version",
    f"{OWL}imports": "imports",
    f"{OWL}members": "members",
    f"{OWL}unionOf": "any of",
    f"{OWL}disjointWith": "disjoint with",
    f"{OWL}equivalentClass": "same class as",
    f"{OWL}equivalentProperty": "same property as",
    f"{OWL}deprecated": "deprecated",
    f"{RDFS}Datatype": "Datatype",
    f"{SKOS}Concept": "Concept",
    f"{SKOS}ConceptScheme": "Concept scheme",
    f"{SKOS}prefLabel": "preferred label",
    f"{SKOS}altLabel": "also called",
    f"{SKOS}notation": "code",
    f"{SKOS}definition": "definition",
    f"{SKOS}scopeNote": "scope note",
    f"{SKOS}example": "example",
    f"{SKOS}inScheme": "in scheme",
    f"{SKOS}topConceptOf": "top concept of",
    f"{SKOS}hasTopConcept": "has top concept",
    f"{SKOS}broader": "broader",
    f"{SKOS}narrower": "narrower",
    f"{DCTERMS}publisher": "publisher",
    f"{DCTERMS}issued": "issued",
    f"{DCTERMS}temporal": "period covered",
    f"{DCTERMS}spatial": "area covered",
    f"{DCTERMS}license": "licence",
    f"{DCAT}Dataset": "Dataset",
    f"{DCAT}Catalog": "Catalogue",
    f"{DCAT}Distribution": "Distribution",
    f"{DCAT}downloadURL": "download",
    f"{DCAT}mediaType": "media type",
    f"{DCAT}byteSize": "size in bytes",
    f"{SPDX}checksum": "checksum",
    f"{SPDX}checksumValue": "checksum value",
    f"{SPDX}checksumAlgorithm_sha256": "SHA-256",
    f"{VOID}triples": "number of statements",
    f"{PROV}wasDerivedFrom": "derived from",
    f"{FOAF}homepage": "home page",
    f"{QB}Observation": "Observation",
    f"{QB}DataSet": "Data cube",
    f"{QB}DataStructureDefinition": "Data structure",
    f"{QB}dataSet": "data cube",
    "http://www.w3.org/2001/XMLSchema#gYear": "year",
    "http://www.w3.org/2001/XMLSchema#gYearMonth": "month",
    "http://www.w3.org/2001/XMLSchema#date": "day",
    "http://www.w3.org/2001/XMLSchema#string": "text",
    "http://www.w3.org/2001/XMLSchema#integer": "whole number",
    "http://www.w3.org/2001/XMLSchema#decimal": "decimal number",
    "http://www.w3.org/2001/XMLSchema#boolean": "true or false",
    "http://www.w3.org/2001/XMLSchema#anyURI": "web address",
    "https://creativecommons.org/licenses/by/4.0/": "CC BY 4.0",
    "https://creativecommons.org/publicdomain/mark/1.0/": "Public Domain Mark 1.0",
    "https://creativecommons.org/publicdomain/zero/1.0/": "CC0 1.0",
}


class Labels:
    """Labels for every resource of a graph and every term it uses.

    Parameters
    ----------
    snapshot : Snapshot
        The graph.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._graph = snapshot
        self._known: dict[str, str] = {}
        self._made: tuple[Callable[[str], str | None], ...] = (
            self._own,
            self._criterion,
            self._listing,
            self._summary,
            self._by_class,
        )

    def __getitem__(self, iri: str) -> str:
        """Give the label of an IRI; never the bare IRI of something that has a shorter name."""
        if iri not in self._known:
            made = (make(iri) for make in self._made)
            self._known[iri] = next(filter(None, made), None) or _fallback(iri)
        return self._known[iri]

    def term(self, iri: str) -> str:
        """Give the label of a property or class, if need be from the end of its IRI."""
        label = self[iri]
        if label != _fallback(iri):
            return label
        return _spaced(re.split(r"[/#:]", iri.rstrip("/#"))[-1]) or label

    def short(self, iri: str, limit: int = 96) -> str:
        """Give the label cut at a word, for titles and lists."""
        return shorten(self[iri], limit)

    def _own(self, iri: str) -> str | None:
        for predicate in NAMING:
            found = self._graph.literal(iri, predicate)
            if found and found.strip():
                return self._placed(iri, found.strip())
        return _TERMS.get(iri)

    def _placed(self, iri: str, label: str) -> str:
        """Add the postal code of the state: there are thirty Washington Counties."""
        if "," in label:
            return label
        for within in self._graph.targets(iri, f"{PG}isWithin"):
            code = self._graph.literal(within, f"{PG}uspsCode")
            if code:
                return f"{label}, {code}"
        return label

    def _criterion(self, iri: str) -> str | None:
        conditions = [self[each] for each in self._graph.targets(iri, f"{PG}hasCondition")]
        joined = " ".join(self._graph.targets(iri, f"{PG}isJoinedBy"))
        return (", and " if joined.endswith("/all-of") else ", or ").join(conditions) or None

    def _listing(self, iri: str) -> str | None:
        name = self._graph.literal(iri, f"{PG}nameAsPublished")
        state = self._graph.literal(iri, f"{PG}stateAsPublished")
        parts = self._graph.targets(iri, f"{PG}isListedIn")
        if name is None:
            return None
        said = f"“{name}”" + (f", {state}" if state else "")
        return said + "".join(f", in {self[part]}" for part in parts)

    def _summary(self, iri: str) -> str | None:
        return self._graph.literal(iri, f"{PG}summary")

    def _by_class(self, iri: str) -> str | None:
        """Say at least what kind of thing it is."""
        kinds = self._graph.types(iri) if iri.startswith(BASE) else []
        return f"{sentence(self[kinds[0]])} {_fallback(iri)}" if kinds else None


def shorten(text: str, limit: int) -> str:
    """Cut a text at a word and say so with an ellipsis.

    Parameters
    ----------
    text : str
        Any text.
    limit : int
        The most characters to give back.

    Returns
    -------
    str
        The text, or its beginning.

    Examples
    --------
    >>> shorten("Holds only on a judge's order", 16)
    'Holds only on…'
    """
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def sentence(text: str) -> str:
    """Begin a text with a capital.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        The text, its other letters as they were.

    Examples
    --------
    >>> sentence("claim about an ICE policy")
    'Claim about an ICE policy'
    """
    return text[:1].upper() + text[1:]


def _fallback(iri: str) -> str:
    short = compact(iri)
    prefix, colon, local = short.partition(":")
    if short == iri:
        return re.sub(r"^https?://(www\.)?", "", iri)
    if colon and not local.startswith("/") and prefix != "pg" and not _is_ours(iri):
        return _spaced(local)
    return short


def _is_ours(iri: str) -> bool:
    return iri.startswith((PG, VOCABULARY))


def _spaced(name: str) -> str:
    """Turn ``bytesPerSecond`` into ``bytes per second``; names in capitals stay as they are."""
    if not re.fullmatch(r"[A-Za-z]+", name) or name.isupper():
        return name
    words = re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)
    first, *rest = words
    return " ".join([first, *(word if word.isupper() else word.lower() for word in rest)])
