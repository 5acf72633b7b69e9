"""The page of one resource: what is said of it, the claims about it, and what points to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import pyoxigraph as ox

from policygraph.graph import LABEL, TYPE
from policygraph.namespaces import DCTERMS, PG, RDFS, SKOS, compact
from policygraph.publish.labels import NAMING, Labels
from policygraph.publish.paths import path_of
from policygraph.publish.snapshot import Snapshot, key
from policygraph.publish.values import Display, Row, Value, key_of_graph, natural

_CITES: Final = f"{PG}citesDocument"
_LOCATOR: Final = f"{PG}locator"
_CONFIDENCE: Final = f"{PG}hasConfidence"
_SUMMARY: Final = f"{PG}summary"
_ABOUT_POLICY: Final = f"{PG}aboutPolicy"
_APPLIES_IN: Final = f"{PG}appliesIn"
_SHOWN_ON_CARD: Final = frozenset({TYPE, LABEL, _SUMMARY, _CITES, _LOCATOR, _CONFIDENCE})
_LEADS: Final = (f"{SKOS}definition", _SUMMARY, f"{DCTERMS}description")
_WHEN: Final = tuple(f"{PG}{name}" for name in ("asOf", "statedOn", "observedOn", "occurredOn"))

_VALUE_NAMES: Final = ("cites", "states", "has", "isStatedBy", "isActedBy")
_HOLDERS: Final = (
    f"{PG}isWithin",
    f"{PG}isListedIn",
    f"{PG}isPartOf",
    f"{PG}isInSeries",
    f"{SKOS}inScheme",
    f"{RDFS}isDefinedBy",
)

# Beyond this many, claims are listed by their labels: a card each would bury the page.
_MOST_CARDS: Final = 80


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim as a card: what it says, and where it says so.

    Parameters
    ----------
    link : Value
        The page of the claim; its text is the kind of claim.
    summary : str
        What it says, in our words.
    documents : tuple of Value
        What it cites.
    locator : str
        Where in the document.
    confidence : tuple of Value
        How directly the document says it.
    rows : tuple of Row
        The values that it states.
    """

    link: Value
    summary: str
    documents: tuple[Value, ...]
    locator: str
    confidence: tuple[Value, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ResourcePage:
    """All that the template of a resource needs.

    Parameters
    ----------
    iri : str
        The resource.
    path : str
        Where it stands.
    title, short_title : str
        Its label, whole and cut.
    lead : str
        A first paragraph: the definition of a term, the summary of a claim.
    crumbs : tuple of Value
        What it is within or part of, the widest first.
    kinds : tuple of Value
        Its classes, each leading to the list of its members.
    evidence : Claim or None
        Source, locator and confidence, if it is a claim.
    rows : tuple of Row
        What is said of it.
    claims : tuple of Claim
        The claims about it, or about a policy that applies in it, latest last.
    incoming : tuple of Row
        What else points to it, by property.
    members : Value or None
        The list of its instances, if it is a class.
    graphs : tuple of Value
        The named graphs in which its statements stand.
    """

    iri: str
    path: str
    title: str
    short_title: str
    lead: str
    crumbs: tuple[Value, ...]
    kinds: tuple[Value, ...]
    evidence: Claim | None
    rows: tuple[Row, ...]
    claims: tuple[Claim, ...]
    incoming: tuple[Row, ...]
    members: Value | None
    graphs: tuple[Value, ...]


class Pages:
    """Makes the page of each resource.

    Parameters
    ----------
    snapshot : Snapshot
        The graph.
    labels : Labels
        What things are called.
    lists : dict of str to str
        The path of the list of each class that has one.
    """

    def __init__(self, snapshot: Snapshot, labels: Labels, lists: dict[str, str]) -> None:
        self._graph = snapshot
        self._labels = labels
        self._lists = lists
        self.display = Display(snapshot, labels)

    def page(self, iri: str) -> ResourcePage:
        """Make the page of one resource."""
        quads = self._graph.describe(iri)
        own = [quad for quad in quads if key(quad.subject) == iri]
        title = self._labels[iri]
        lead = next(filter(None, (self._graph.literal(iri, name) for name in _LEADS)), "")
        shown = {
            quad.predicate.value
            for quad in own
            if isinstance(quad.object, ox.Literal)
            and (quad.predicate.value in _LEADS or quad.predicate.value in NAMING)
            and quad.object.value in (title, lead, title.rpartition(",")[0])
            and quad.object.language in ("en", None)
        }
        claim = self._claim(iri) if self._is_claim(iri) else None
        left_out = frozenset({TYPE, *shown, *(_SHOWN_ON_CARD if claim else ())})
        cards = self._claims_about(iri)
        carded = {subject for subject, _ in cards}
        return ResourcePage(
            iri=iri,
            path=path_of(iri),
            title=title if len(title) <= 160 else self._labels.short(iri, 160),
            short_title=self._labels.short(iri, 70),
            lead=lead if lead != title or len(title) > 160 else "",
            crumbs=tuple(map(self.display.link, self._above(iri))),
            kinds=tuple(map(self._kind, self._kinds(iri))),
            evidence=claim,
            rows=self.display.rows(own, leave_out=left_out),
            claims=tuple(card for _, card in cards),
            incoming=tuple(self._incoming(iri, carded)),
            members=self._members(iri),
            graphs=tuple(self.display.link(name) for name in _graph_names(quads)),
        )

    def _kinds(self, iri: str) -> list[str]:
        """Give the classes of a resource, ours first."""
        return sorted(self._graph.types(iri), key=lambda kind: not kind.startswith(PG))

    def _kind(self, kind: str) -> Value:
        return Value("link", self._labels[kind], self._lists[kind] + "/", compact(kind))

    def _above(self, iri: str) -> list[str]:
        """Climb from a resource to what holds it."""
        found = [iri]
        while True:
            holders = (self._graph.targets(found[-1], name) for name in _HOLDERS)
            step = next((h for each in holders for h in each if h not in found), None)
            if step is None or step not in self._graph.outgoing:
                return found[:0:-1]
            found.append(step)

    def _members(self, iri: str) -> Value | None:
        if iri not in self._lists:
            return None
        count = len(self._graph.instances[iri])
        return Value("link", f"{count:,} in a list", self._lists[iri] + "/")

    def _is_claim(self, iri: str) -> bool:
        return bool(self._graph.targets(iri, _CITES))

    def _claim(self, iri: str, about: str = "") -> Claim:
        quads = [
            quad
            for quad in self._graph.outgoing[iri]
            if not about or quad.object != ox.NamedNode(about)
        ]
        kinds = " · ".join(self._labels[kind] for kind in self._kinds(iri)[:1])
        link = self.display.link(iri)
        return Claim(
            link=Value("link", kinds, link.target, link.hint),
            summary=self._graph.literal(iri, _SUMMARY) or self._labels[iri],
            documents=tuple(map(self.display.link, self._graph.targets(iri, _CITES))),
            locator=self._graph.literal(iri, _LOCATOR) or "",
            confidence=tuple(map(self.display.link, self._graph.targets(iri, _CONFIDENCE))),
            rows=self.display.rows(quads, leave_out=_SHOWN_ON_CARD) if about else (),
        )

    def _claims_about(self, iri: str) -> list[tuple[str, Claim]]:
        """Find the claims to show as cards, latest last."""
        about: dict[str, str] = {}
        for quad in self._graph.incoming.get(iri, ()):
            subject, predicate = key(quad.subject), quad.predicate.value
            if self._is_claim(subject) and not _is_value(predicate):
                about[subject] = iri
            elif predicate == _APPLIES_IN:
                about.update(
                    (key(claim.subject), iri)
                    for claim in self._graph.incoming.get(subject, ())
                    if claim.predicate.value == _ABOUT_POLICY
                )
        if len(about) > _MOST_CARDS or f"{SKOS}Concept" in self._graph.types(iri):
            return []
        ordered = sorted(about, key=lambda claim: (self._when(claim), claim))
        return [(claim, self._claim(claim, about[claim])) for claim in ordered]

    def _when(self, claim: str) -> str:
        return next(filter(None, (self._graph.literal(claim, name) for name in _WHEN)), "9999")

    def _incoming(self, iri: str, carded: set[str]) -> Iterator[Row]:
        pairs = {
            (quad.predicate.value, owner)
            for quad in self._graph.incoming.get(iri, ())
            for owner in self._owners(quad.subject)
            if owner not in carded
        }
        for predicate, group in groupby(sorted(pairs), key=lambda pair: pair[0]):
            links = [self.display.link(subject) for _, subject in group]
            links.sort(key=lambda link: (natural(link.text), link.target))
            yield Row(self.display.property(predicate), tuple(links))

    def _owners(self, node: ox.NamedNode | ox.BlankNode | ox.Triple) -> set[str]:
        """Find the resources on whose pages a node stands; a blank one stands on another's."""
        if isinstance(node, ox.NamedNode):
            return {node.value}
        found: set[str] = set()
        seen, waiting = {key(node)}, [key(node)]
        while waiting:
            for quad in self._graph.incoming.get(waiting.pop(), ()):
                name = key(quad.subject)
                if isinstance(quad.subject, ox.NamedNode):
                    found.add(name)
                elif name not in seen:
                    seen.add(name)
                    waiting.append(name)
        return found


def _is_value(predicate: str) -> bool:
    """Tell whether a claim that points somewhere uses it as a value and is not about it."""
    return predicate.removeprefix(PG).startswith(_VALUE_NAMES)


def _graph_names(quads: Iterable[ox.Quad]) -> list[str]:
    return sorted({key_of_graph(quad) for quad in quads} - {""})


def list_path(kind: str) -> str:
    """Find the path of the list of a class.

    Parameters
    ----------
    kind : str
        The IRI of the class.

    Returns
    -------
    str
        Its path in the site.

    Examples
    --------
    >>> list_path("https://w3id.org/policygraph/ontology/CountyEquivalent")
    'list/pg-CountyEquivalent'
    """
    short = compact(kind)
    return "list/" + "".join(c if c.isalnum() and c.isascii() else "-" for c in short)
