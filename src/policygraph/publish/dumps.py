"""Dumps of the whole graph, in every form that a partner may want to load."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from policygraph.graph import serialise
from policygraph.namespaces import PREFIXES
from policygraph.publish.jsonld import dataset_document
from policygraph.publish.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Dump:
    """A file that holds the whole graph.

    Parameters
    ----------
    path : str
        Where it stands in the site.
    name : str
        What the form is called.
    note : str
        What it is good for.
    media_type : str
        Its IANA media type.
    format_iri : str
        The W3C's name of the form, for VoID.
    size : int
        Bytes.
    sha256 : str
        Checksum in hexadecimal digits.
    """

    path: str
    name: str
    note: str
    media_type: str
    format_iri: str
    size: int
    sha256: str

    @property
    def suffix(self) -> str:
        """The ending of the file name, without that of a compressed file."""
        return self.path.removesuffix(".gz").rpartition(".")[2]


def make_dumps(snapshot: Snapshot) -> Iterator[tuple[Dump, bytes]]:
    """Serialise the whole graph, one form at a time.

    Parameters
    ----------
    snapshot : Snapshot
        The graph.

    Yields
    ------
    tuple of Dump and bytes
        The description of the file, and what it holds.
    """
    quads = list(snapshot.quads)
    one, many = "one graph: all sources together", "one named graph per source"

    yield _dump(
        ox.RdfFormat.N_TRIPLES, f"{one}, a statement a line", in_lines(list(snapshot.triples))
    )
    yield _dump(ox.RdfFormat.TURTLE, f"{one}, to read and compare", serialise(snapshot.triples))
    trig = ox.serialize(quads, format=ox.RdfFormat.TRIG, prefixes=PREFIXES)
    assert trig is not None  # no output was given, so the bytes come back
    yield _dump(ox.RdfFormat.TRIG, f"{many}, to read and compare", trig)
    yield _dump(ox.RdfFormat.N_QUADS, f"{many}, a statement a line", in_lines(quads))
    yield _dump(ox.RdfFormat.JSON_LD, f"{many}, for JSON tools", dataset_document(quads))


def in_lines(statements: Sequence[ox.Triple] | Sequence[ox.Quad]) -> bytes:
    """Write a statement a line (N-Triples or N-Quads), in order.

    Parameters
    ----------
    statements : sequence of pyoxigraph.Triple or pyoxigraph.Quad
        Any order.

    Returns
    -------
    bytes
        The lines, sorted.

    Examples
    --------
    >>> a, b = ox.NamedNode("https://example.org/a"), ox.NamedNode("https://example.org/b")
    >>> print(in_lines([ox.Triple(b, b, b), ox.Triple(a, b, a)]).decode(), end="")
    <https://example.org/a> <https://example.org/b> <https://example.org/a> .
    <https://example.org/b> <https://example.org/b> <https://example.org/b> .
    """
    return "".join(sorted(f"{statement} .\n" for statement in statements)).encode()


def _dump(form: ox.RdfFormat, note: str, content: bytes) -> tuple[Dump, bytes]:
    dump = Dump(
        path=f"dump/policygraph.{form.file_extension}",
        name=form.name,
        note=note,
        media_type=form.media_type,
        format_iri=f"http://www.w3.org/ns/formats/{form.name}",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    return dump, content
