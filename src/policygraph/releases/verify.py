"""Prove that a release is whole: every file, every graph, and all of it together."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from pathlib import Path

import pyoxigraph as ox

from policygraph.canonical import hash_quads
from policygraph.publish.folder import MARKER
from policygraph.releases.manifest import MANIFEST, SUMS, GraphEntry, Manifest, read_manifest


def verify_release(folder: Path) -> tuple[Manifest, list[str]]:
    """Check a release against its own manifest.

    Every file is there with its size and checksum and no other file is; each graph has its count
    and its hash; all graphs together, and the N-Quads dump read for itself, have the hash of the
    whole.

    Parameters
    ----------
    folder : pathlib.Path
        The release.

    Returns
    -------
    tuple of Manifest and list of str
        What the release says, and one sentence for every fault: none if it is whole.

    Raises
    ------
    ReleaseError
        If it has no manifest that can be read.
    """
    manifest = read_manifest(folder)
    faults = [*_check_files(folder, manifest), *_check_sums(folder, manifest)]
    quads: list[ox.Quad] = []
    for graph in manifest.graphs:
        try:
            found = _read_graph(folder, graph)
        except (OSError, EOFError, zlib.error, SyntaxError) as error:
            faults.append(f"{graph.path} cannot be read: {_reason(error)}.")
            continue
        if len(found) != graph.triples:
            faults.append(
                f"{graph.path} has {len(found):,} triples, but the manifest says {graph.triples:,}."
            )
        if hash_quads(found) != graph.hash:
            faults.append(f"{graph.path} does not say what the manifest's hash says it does.")
        name = ox.NamedNode(graph.iri)
        quads += [ox.Quad(one.subject, one.predicate, one.object, name) for one in found]
    if len(quads) != manifest.quads or hash_quads(quads) != manifest.hash:
        faults.append("The graphs together are not the data set that the manifest names.")
    dump = folder / "policygraph.nq.gz"
    try:
        held = ox.parse(gzip.decompress(dump.read_bytes()), format=ox.RdfFormat.N_QUADS)
        if hash_quads(held) != manifest.hash:
            faults.append(f"{dump.name} is not the data set that the manifest names.")
    except (OSError, EOFError, zlib.error, SyntaxError) as error:
        faults.append(f"{dump.name} cannot be read: {_reason(error)}.")
    return manifest, faults


def _read_graph(folder: Path, graph: GraphEntry) -> list[ox.Quad]:
    content = gzip.decompress((folder / graph.path).read_bytes())
    # Each file numbers its blank nodes from nought: they are not the same nodes.
    return list(ox.parse(content, format=ox.RdfFormat.N_TRIPLES, rename_blank_nodes=True))


def _check_files(folder: Path, manifest: Manifest) -> list[str]:
    faults = []
    for entry in manifest.files:
        try:
            content = (folder / entry.path).read_bytes()
        except OSError as error:
            faults.append(f"{entry.path} cannot be read: {_reason(error)}.")
            continue
        if len(content) != entry.bytes:
            faults.append(
                f"{entry.path} has {len(content):,} bytes, but the manifest says {entry.bytes:,}."
            )
        elif hashlib.sha256(content).hexdigest() != entry.sha256:
            faults.append(f"{entry.path} has another checksum than the manifest says.")
    known = {entry.path for entry in manifest.files} | {MANIFEST, SUMS, MARKER}
    there = {one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file()}
    faults += [f"{path} is not in the manifest." for path in sorted(there - known)]
    return faults


def _check_sums(folder: Path, manifest: Manifest) -> list[str]:
    """Check the list of sums, which vouches for the manifest too: `sha256sum -c` covers all."""
    wanted = manifest.write_sums((folder / MANIFEST).read_bytes())
    try:
        same = (folder / SUMS).read_bytes() == wanted
    except OSError as error:
        return [f"{SUMS} cannot be read: {_reason(error)}."]
    return [] if same else [f"{SUMS} and {MANIFEST} do not agree."]


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error).rstrip(".")
