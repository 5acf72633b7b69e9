"""Graphs that a query made, in formats of RDF."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import pyoxigraph as ox

from policygraph.errors import OutputError
from policygraph.namespaces import PREFIXES

#: What a graph can be written in.
GRAPH_FORMATS: Final[Mapping[str, ox.RdfFormat]] = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
}


def write_triples(triples: Iterable[ox.Triple], format: str) -> bytes:
    r"""Write triples in order, with only the prefixes that they use.

    Parameters
    ----------
    triples : iterable of pyoxigraph.Triple
        The triples.
    format : {"ttl", "nt", "jsonld"}
        Turtle, N-Triples or JSON-LD.

    Returns
    -------
    bytes
        UTF-8, ending with a newline where it is not empty.

    Raises
    ------
    OutputError
        If there is no such format.

    Examples
    --------
    >>> triple = ox.Triple(*(ox.NamedNode(f"http://example.org/{name}") for name in "abc"))
    >>> write_triples([triple], "nt")
    b'<http://example.org/a> <http://example.org/b> <http://example.org/c> .\n'
    """
    if format not in GRAPH_FORMATS:
        raise OutputError(f"There is no format {format!r}.", hint="Choose ttl, nt or jsonld.")
    ordered = sorted(triples, key=str)
    used = " ".join({str(term) for triple in ordered for term in triple})
    prefixes = {prefix: iri for prefix, iri in PREFIXES.items() if iri in used}
    content = ox.serialize(ordered, format=GRAPH_FORMATS[format], prefixes=prefixes)
    assert content is not None  # no output was given, so the bytes come back
    return content if content.endswith(b"\n") or not content else content + b"\n"
