"""The graph as the site sees it: read once, in one order, indexed both ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import pyoxigraph as ox

from policygraph.canonical import canonical_quads
from policygraph.errors import StoreError
from policygraph.graph import TYPE
from policygraph.namespaces import BASE, DCTERMS, XSD
from policygraph.store import Store, faults_named

_EVERYTHING: Final = "SELECT ?g ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } }"
_DATES: Final = frozenset({f"{DCTERMS}modified", f"{DCTERMS}issued"})


@dataclass(frozen=True)
class Snapshot:
    """Every quad of the graph, sorted, with blank nodes named by what they say.

    Parameters
    ----------
    quads : tuple of pyoxigraph.Quad
        See :func:`take_snapshot`.
    """

    quads: tuple[ox.Quad, ...]

    @cached_property
    def outgoing(self) -> Mapping[str, tuple[ox.Quad, ...]]:
        """Quads by their subject (``str`` of the node for a blank one), in order."""
        by_subject: defaultdict[str, list[ox.Quad]] = defaultdict(list)
        for quad in self.quads:
            by_subject[key(quad.subject)].append(quad)
        return {subject: tuple(quads) for subject, quads in sorted(by_subject.items())}

    @cached_property
    def incoming(self) -> Mapping[str, tuple[ox.Quad, ...]]:
        """Quads by the resource they point at, but for ``rdf:type``, in order."""
        by_object: defaultdict[str, list[ox.Quad]] = defaultdict(list)
        for quad in self.quads:
            if not isinstance(quad.object, ox.Literal) and quad.predicate.value != TYPE:
                by_object[key(quad.object)].append(quad)
        return {target: tuple(quads) for target, quads in by_object.items()}

    @cached_property
    def resources(self) -> tuple[str, ...]:
        """The IRIs of the project that something is said of, in order."""
        return tuple(subject for subject in self.outgoing if subject.startswith(BASE))

    @cached_property
    def instances(self) -> Mapping[str, tuple[str, ...]]:
        """The project's resources by class, classes and resources in order."""
        by_class: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for resource in self.resources:
            for kind in self.types(resource):
                by_class[kind][resource] = None
        return {kind: tuple(members) for kind, members in sorted(by_class.items())}

    @cached_property
    def triples(self) -> tuple[ox.Triple, ...]:
        """The union of all named graphs, each triple once."""
        return tuple(dict.fromkeys(quad.triple for quad in self.quads))

    @cached_property
    def modified(self) -> str | None:
        """The latest day of issue or change that the graph states of anything."""
        days = (
            quad.object.value
            for quad in self.quads
            if quad.predicate.value in _DATES
            and isinstance(quad.object, ox.Literal)
            and quad.object.datatype.value == f"{XSD}date"
        )
        return max(days, default=None)

    def types(self, subject: str) -> list[str]:
        """Give the classes of a resource, in order."""
        return list(self.targets(subject, TYPE))

    def targets(self, subject: str, predicate: str) -> dict[str, None]:
        """Give the IRIs that a resource has for a property, in order, each once."""
        return {
            quad.object.value: None
            for quad in self.outgoing.get(subject, ())
            if quad.predicate.value == predicate and isinstance(quad.object, ox.NamedNode)
        }

    def literal(self, subject: str, predicate: str) -> str | None:
        """Give the text that a resource has for a property: English first, else the first."""
        found = [
            quad.object
            for quad in self.outgoing.get(subject, ())
            if quad.predicate.value == predicate and isinstance(quad.object, ox.Literal)
        ]
        found.sort(key=lambda literal: literal.language not in ("en", None))
        return found[0].value if found else None

    def describe(self, subject: str) -> list[ox.Quad]:
        """Give all that is said of a resource, blank nodes spelt out.

        Parameters
        ----------
        subject : str
            Its IRI.

        Returns
        -------
        list of pyoxigraph.Quad
            The quads with that subject, and those of the blank nodes that they lead to.
        """
        return list(self._described(subject, set()))

    def _described(self, subject: str, seen: set[str]) -> Iterator[ox.Quad]:
        seen.add(subject)
        for quad in self.outgoing.get(subject, ()):
            yield quad
            if isinstance(quad.object, ox.BlankNode) and key(quad.object) not in seen:
                yield from self._described(key(quad.object), seen)


def key(node: ox.NamedNode | ox.BlankNode | ox.Triple) -> str:
    """Name a node in the indexes: the IRI, or ``_:label`` for a blank node.

    Examples
    --------
    >>> key(ox.NamedNode("https://example.org/x")), key(ox.BlankNode("b0"))
    ('https://example.org/x', '_:b0')
    """
    return node.value if isinstance(node, ox.NamedNode) else str(node)


def take_snapshot(store: Store) -> Snapshot:
    """Read the whole graph from a store.

    Parameters
    ----------
    store : Store
        Any store. Only named graphs are read.

    Returns
    -------
    Snapshot
        Its quads in an order that depends on nothing but what they say.

    Raises
    ------
    StoreError
        If the store holds nothing.
    """
    found = store.results(_EVERYTHING)
    if not isinstance(found, ox.QuerySolutions):
        raise StoreError("The store did not answer a SELECT query with rows.")
    with faults_named():
        snapshot = snapshot_of(ox.Quad(row["s"], row["p"], row["o"], row["g"]) for row in found)
    if not snapshot.quads:
        raise StoreError(
            "The store holds no named graph.", hint="Build or load the data before publishing it."
        )
    return snapshot


def snapshot_of(quads: Iterable[ox.Quad]) -> Snapshot:
    """Sort quads, and give blank nodes the names of the canonical form (RDFC-1.0).

    Parameters
    ----------
    quads : iterable of pyoxigraph.Quad
        Any order; repeats count once.

    Returns
    -------
    Snapshot
        The same for the same facts, whatever the order and the labels of blank nodes were.
    """
    return Snapshot(tuple(sorted(canonical_quads(quads), key=_order)))


def _order(quad: ox.Quad) -> tuple[str, str, bool, str, str]:
    predicate = quad.predicate.value
    name = str(quad.graph_name)
    return (name, str(quad.subject), predicate != TYPE, predicate, str(quad.object))
