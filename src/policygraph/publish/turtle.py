"""Canonical Turtle that stands alone, whatever is named in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pyoxigraph as ox

from policygraph.graph import serialise
from policygraph.namespaces import PREFIXES

_NAMESPACES: Final = {iri: prefix for prefix, iri in PREFIXES.items()}


def turtle_document(triples: Sequence[ox.Triple]) -> bytes:
    """Write triples as canonical Turtle.

    The canonical form declares the prefixes that names begin with, and overlooks a name that is a
    namespace and nothing more, as that of the ontology is: ``pg:``. Its prefix is added here.

    Parameters
    ----------
    triples : sequence of pyoxigraph.Triple
        Any order; repeats count once.

    Returns
    -------
    bytes
        UTF-8 Turtle.

    Examples
    --------
    >>> from policygraph.graph import Facts
    >>> facts = Facts()
    >>> _ = facts.add("https://w3id.org/policygraph/ontology/", "owl:Ontology")
    >>> print(turtle_document(list(facts)).decode(), end="")
    @prefix pg: <https://w3id.org/policygraph/ontology/> .
    @prefix owl: <http://www.w3.org/2002/07/owl#> .
    <BLANKLINE>
    pg: a owl:Ontology .
    """
    content = serialise(triples)
    bare = {
        node.value: None
        for triple in triples
        for node in (triple.subject, triple.object)
        if isinstance(node, ox.NamedNode) and node.value in _NAMESPACES
    }
    heads = [f"@prefix {_NAMESPACES[iri]}: <{iri}> .\n".encode() for iri in sorted(bare)]
    return b"".join(head for head in heads if head not in content) + content
