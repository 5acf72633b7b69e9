"""The canonical form of a data set, RDFC-1.0, and the hash that names what it says.

Two files that say the same have the same hash, whatever their format, their order and the labels
of their blank nodes.

Source: RDF Dataset Canonicalization, W3C Recommendation of 21 May 2024,
https://www.w3.org/TR/rdf-canon/.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import pyoxigraph as ox


def canonical_quads(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Give blank nodes the names of the canonical form, and sort by code points.

    Parameters
    ----------
    quads : iterable of pyoxigraph.Quad
        Any order; repeats count once.

    Returns
    -------
    list of pyoxigraph.Quad
        In the order of their lines in canonical N-Quads.

    Examples
    --------
    >>> quad = ox.Quad(ox.BlankNode("x"), ox.NamedNode("urn:p"), ox.Literal("a"))
    >>> print(canonical_quads([quad, quad])[0])
    _:c14n0 <urn:p> "a"
    """
    return [quad for _, quad in _lines(quads)]


def canonical_nquads(quads: Iterable[ox.Quad]) -> bytes:
    r"""Write canonical N-Quads: one line a quad, sorted by code points.

    Parameters
    ----------
    quads : iterable of pyoxigraph.Quad
        Any order; repeats count once.

    Returns
    -------
    bytes
        UTF-8. Quads of the default graph come out as N-Triples.

    Examples
    --------
    >>> quad = ox.Quad(ox.BlankNode("x"), ox.NamedNode("urn:p"), ox.Literal("a\nb"))
    >>> canonical_nquads([quad])
    b'_:c14n0 <urn:p> "a\\nb" .\n'
    """
    return b"".join(line for line, _ in _lines(quads))


def hash_quads(quads: Iterable[ox.Quad]) -> str:
    """Name what a data set says: the SHA-256 of its canonical N-Quads.

    Parameters
    ----------
    quads : iterable of pyoxigraph.Quad
        Any order; repeats count once.

    Returns
    -------
    str
        64 hexadecimal digits.

    Examples
    --------
    >>> said = [ox.Quad(ox.BlankNode(n), ox.NamedNode("urn:p"), ox.Literal("a")) for n in "xy"]
    >>> hash_quads(said[:1]) == hash_quads(said[1:]) != hash_quads(said)
    True
    """
    return hashlib.sha256(canonical_nquads(quads)).hexdigest()


def _lines(quads: Iterable[ox.Quad]) -> list[tuple[bytes, ox.Quad]]:
    dataset = ox.Dataset(quads)
    if any(
        isinstance(node, ox.BlankNode)
        for q in dataset
        for node in (q.subject, q.object, q.graph_name)
    ):
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    written = ox.serialize(dataset, format=ox.RdfFormat.N_QUADS) or b""
    lines = written.splitlines(keepends=True)
    # UTF-8 sorts as code points do.
    return sorted(zip(lines, dataset, strict=True), key=lambda pair: pair[0])
