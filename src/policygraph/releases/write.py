"""Write a release: the data of one day, in every form, with what proves it whole."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from policygraph.canonical import canonical_nquads, hash_quads
from policygraph.dates import PartialDate
from policygraph.errors import ReleaseError
from policygraph.graph import Facts, serialise, text
from policygraph.publish import catalog
from policygraph.publish.dumps import make_dumps
from policygraph.publish.folder import SiteFolder, replaced_folder
from policygraph.publish.jsonld import graph_document
from policygraph.publish.paths import checked_base
from policygraph.publish.snapshot import Snapshot, take_snapshot
from policygraph.releases.manifest import (
    MANIFEST,
    SUMS,
    FileEntry,
    GraphEntry,
    Manifest,
    read_manifest,
)
from policygraph.store import Store

# Source: Semantic Versioning 2.0.0, https://semver.org/, without build metadata.
_VERSION: Final = re.compile(r"\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Origin:
    """What a release is called.

    Parameters
    ----------
    version : str
        As in ``1.0.0``.
    issued : str
        The day of issue, ``YYYY-MM-DD``.
    base_url : str
        The address at which the folder will be served.
    previous : pathlib.Path, optional
        The folder of the release before.
    """

    version: str
    issued: str
    base_url: str
    previous: Path | None = None


def write_release(store: Store, out: Path, origin: Origin) -> Manifest:
    """Write a release of a graph.

    Parameters
    ----------
    store : Store
        The graph; only its named graphs are released.
    out : pathlib.Path
        The folder: new, empty, or an earlier release, which is replaced as a whole.
    origin : Origin
        What it is called.

    Returns
    -------
    Manifest
        What was written.

    Raises
    ------
    ReleaseError
        If the version or the day is none, or the release before has the same version.
    OutputError
        If the folder will not do or a file cannot be written; an earlier one then stays.
    StoreError
        If there is nothing to release.
    """
    if not _VERSION.fullmatch(origin.version):
        raise ReleaseError(f"{origin.version!r} is no version.", hint="Write it as in 1.0.0.")
    if not _DAY.fullmatch(origin.issued):
        raise ReleaseError(f"{origin.issued!r} is no day.", hint="Write it as in 2026-11-24.")
    day = PartialDate(origin.issued)
    base = checked_base(origin.base_url)
    before = read_manifest(origin.previous) if origin.previous else None
    if before and before.version == origin.version:
        raise ReleaseError(
            f"{origin.previous} is itself version {origin.version}.",
            hint="Give the new release another version.",
        )
    with replaced_folder(out) as folder:
        snapshot = take_snapshot(store)
        writer = _Writer(folder)
        graphs = tuple(_write_graphs(snapshot, writer))
        dumps = []
        for dump, content in make_dumps(snapshot):
            path = f"{dump.path.removeprefix('dump/')}.gz"
            entry = writer.write(path, _pack(content), dump.media_type)
            dumps.append(replace(dump, path=path, size=entry.bytes, sha256=entry.sha256))
        facts = Facts()
        facts.include(catalog.describe_site(snapshot, dumps, base, page="catalog.ttl"))
        facts.add(
            catalog.DATASET,
            dcat__version=text(origin.version, None),
            dcterms__issued=day,
            # All versions share the name of the dataset, so the one before is named by its address.
            dcat__previousVersion=before.base_url if before else None,
        )
        triples = sorted(facts, key=str)
        writer.write("catalog.ttl", serialise(triples), "text/turtle")
        writer.write("catalog.jsonld", graph_document(triples), "application/ld+json")
        manifest = Manifest(
            version=origin.version,
            issued=origin.issued,
            base_url=base,
            previous=before.version if before else None,
            hash=hash_quads(snapshot.quads),
            quads=len(snapshot.quads),
            graphs=graphs,
            files=tuple(sorted(writer.entries, key=lambda one: one.path)),
        )
        content = manifest.write()
        folder.write(MANIFEST, content)
        folder.write(SUMS, manifest.write_sums(content))
    return manifest


class _Writer:
    """Writes files and keeps their entries."""

    def __init__(self, folder: SiteFolder) -> None:
        self._folder = folder
        self.entries: list[FileEntry] = []

    def write(self, path: str, content: bytes, media_type: str) -> FileEntry:
        self._folder.write(path, content)
        self.entries.append(FileEntry(path, media_type, len(content), _sum(content)))
        return self.entries[-1]


def _write_graphs(snapshot: Snapshot, writer: _Writer) -> Iterator[GraphEntry]:
    by_graph: defaultdict[str, list[ox.Quad]] = defaultdict(list)
    homes: dict[ox.BlankNode, str] = {}
    for quad in snapshot.quads:
        assert isinstance(quad.graph_name, ox.NamedNode)  # a snapshot has named graphs only
        plain = ox.Quad(quad.subject, quad.predicate, quad.object)
        by_graph[quad.graph_name.value].append(plain)
        for node in (quad.subject, quad.object):
            if not isinstance(node, ox.BlankNode):
                continue
            home = homes.setdefault(node, quad.graph_name.value)
            if home != quad.graph_name.value:
                raise ReleaseError(
                    f"A blank node stands in two graphs, <{home}> and <{quad.graph_name.value}>, "
                    "which a file for each graph cannot say.",
                    hint="Give it an IRI.",
                )
    for number, (iri, quads) in enumerate(sorted(by_graph.items()), 1):
        content = canonical_nquads(quads)
        name = iri.rstrip("/").rpartition("/")[2]
        path = f"graphs/{number:03}-{re.sub(r'[^A-Za-z0-9_-]', '_', name)}.nt.gz"
        writer.write(path, _pack(content), "application/n-triples")
        yield GraphEntry(iri, len(quads), _sum(content), path)


def _pack(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
