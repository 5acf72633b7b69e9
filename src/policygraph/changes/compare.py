"""Two data sets side by side: which quads went, which came, and which resources they tell of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

import pyoxigraph as ox

from policygraph.canonical import canonical_quads
from policygraph.graph import TYPE
from policygraph.namespaces import BASE, DCTERMS, PG, RDFS, SKOS

Kind = Literal["ADD", "MOD", "DEL"]

#: What names a thing, best first. A listing has no label, and is known by the name it prints.
_NAMES: Final = {
    f"{RDFS}label": 0,
    f"{SKOS}prefLabel": 1,
    f"{DCTERMS}title": 2,
    f"{PG}nameAsPublished": 3,
}


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource of the base that one data set describes otherwise than the other.

    Parameters
    ----------
    iri : str
        Its IRI.
    kind : {"ADD", "MOD", "DEL"}
        Whether only the new data set, both, or only the old one describe it.
    type : str
        The IRI of its class, one of the ontology where it has several; empty without one.
    removed, added : tuple of pyoxigraph.Quad
        What is said of it no longer, and what newly.
    """

    iri: str
    kind: Kind
    type: str
    removed: tuple[ox.Quad, ...]
    added: tuple[ox.Quad, ...]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The changed quads of one graph whose subject is a blank node or not under the base.

    Parameters
    ----------
    graph : str
        The IRI of the graph; empty for the default graph.
    removed, added : int
        How many quads went and came.
    """

    graph: str
    removed: int
    added: int


@dataclass(frozen=True, slots=True)
class Changes:
    """All that differs between two data sets.

    Parameters
    ----------
    removed, added : tuple of pyoxigraph.Quad
        In canonical form and order: blank nodes of ``removed`` have the names of the old
        canonical form, those of ``added`` the names of the new one.
    resources : tuple of Resource
        By IRI.
    elsewhere : tuple of Elsewhere
        By graph.
    names : mapping of str to str
        What the resources in the changed quads are called, by IRI, where the data say it.
    """

    removed: tuple[ox.Quad, ...]
    added: tuple[ox.Quad, ...]
    resources: tuple[Resource, ...]
    elsewhere: tuple[Elsewhere, ...]
    names: Mapping[str, str]

    def __bool__(self) -> bool:
        return bool(self.removed or self.added)


def compare(old: Iterable[ox.Quad], new: Iterable[ox.Quad]) -> Changes:
    """Find what changed from one data set to another.

    Parameters
    ----------
    old, new : iterable of pyoxigraph.Quad
        Any order; the names of blank nodes do not matter.

    Returns
    -------
    Changes
        False where the two say the same.

    Examples
    --------
    >>> place = ox.NamedNode("https://w3id.org/policygraph/jurisdiction/us/county/27053")
    >>> label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    >>> said = [ox.Quad(place, label, ox.Literal(name)) for name in ("Henepin", "Hennepin")]
    >>> found = compare(said[:1], said[1:])
    >>> [(one.kind, found.names[one.iri]) for one in found.resources]
    [('MOD', 'Hennepin')]
    """
    before, after = canonical_quads(old), canonical_quads(new)
    old_set, new_set = set(before), set(after)
    removed = tuple(quad for quad in before if quad not in new_set)
    added = tuple(quad for quad in after if quad not in old_set)
    return Changes(
        removed,
        added,
        _resources(before, after, removed, added),
        _elsewhere(removed, added),
        _names(before, after, _mentioned((*removed, *added))),
    )


def _own(quad: ox.Quad) -> bool:
    return isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(BASE)


def _by_subject(quads: Iterable[ox.Quad]) -> dict[str, list[ox.Quad]]:
    groups: dict[str, list[ox.Quad]] = {}
    for quad in quads:
        if isinstance(quad.subject, ox.NamedNode) and _own(quad):
            groups.setdefault(quad.subject.value, []).append(quad)
    return groups


def _resources(
    before: list[ox.Quad],
    after: list[ox.Quad],
    removed: tuple[ox.Quad, ...],
    added: tuple[ox.Quad, ...],
) -> tuple[Resource, ...]:
    gone, come = _by_subject(removed), _by_subject(added)
    was, now = _by_subject(before), _by_subject(after)
    found = []
    for iri in sorted(gone.keys() | come.keys()):
        kind: Kind = "DEL" if iri not in now else "MOD" if iri in was else "ADD"
        type = _class(now.get(iri, ())) or _class(was.get(iri, ()))
        found.append(Resource(iri, kind, type, tuple(gone.get(iri, ())), tuple(come.get(iri, ()))))
    return tuple(found)


def _class(quads: Iterable[ox.Quad]) -> str:
    types = [
        quad.object.value
        for quad in quads
        if quad.predicate.value == TYPE and isinstance(quad.object, ox.NamedNode)
    ]
    return min(types, key=lambda iri: (not iri.startswith(PG), iri), default="")


def _elsewhere(removed: Iterable[ox.Quad], added: Iterable[ox.Quad]) -> tuple[Elsewhere, ...]:
    gone, come = (Counter(_graph(q) for q in side if not _own(q)) for side in (removed, added))
    return tuple(Elsewhere(g, gone[g], come[g]) for g in sorted(gone.keys() | come.keys()))


def _graph(quad: ox.Quad) -> str:
    match quad.graph_name:
        case ox.DefaultGraph():
            return ""
        case ox.NamedNode() as node:
            return node.value
        case node:
            return str(node)


def _mentioned(quads: Iterable[ox.Quad]) -> set[str]:
    return {
        node.value
        for quad in quads
        for node in (quad.subject, quad.predicate, quad.object, quad.graph_name)
        if isinstance(node, ox.NamedNode)
    }


def _names(before: list[ox.Quad], after: list[ox.Quad], wanted: set[str]) -> dict[str, str]:
    found: dict[str, tuple[int, bool, str]] = {}
    names: dict[str, str] = {}
    for side in (before, after):  # the new name wins
        found.clear()
        for quad in side:
            rank = _NAMES.get(quad.predicate.value)
            if rank is None or not isinstance(quad.object, ox.Literal):
                continue
            if isinstance(quad.subject, ox.NamedNode) and quad.subject.value in wanted:
                foreign = quad.object.language not in (None, "en")
                name = (rank, foreign, quad.object.value)
                found[quad.subject.value] = min(name, found.get(quad.subject.value, name))
        names |= {iri: name for iri, (_, _, name) in found.items()}
    return dict(sorted(names.items()))
