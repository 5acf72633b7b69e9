"""A release is the same each time, agrees with other tools, and shows every kind of damage."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import to_canonical_graph
from typer.testing import CliRunner

from policygraph.cli import app
from policygraph.errors import ReleaseError
from policygraph.publish.snapshot import take_snapshot
from policygraph.releases.manifest import Manifest, read_manifest
from policygraph.releases.verify import verify_release
from policygraph.releases.write import Origin, write_release
from policygraph.store import LocalStore

# Blank nodes in two graphs, one alike in both: their labels must not run together.
TRIG = """
@prefix s: <https://w3id.org/policygraph/source/> .
@prefix j: <https://w3id.org/policygraph/jurisdiction/us/county/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
s:a { j:27053 rdfs:label "Hennepin County"@en ; rdfs:seeAlso [ rdfs:label "a\\nb" ] . }
s:b { j:27123 rdfs:label "Ramsey County, \u00e9\U0001f600"@en ;
      rdfs:seeAlso [ rdfs:label "a\\nb" ] , [ rdfs:label "c" ; rdfs:seeAlso [ rdfs:label "d" ] ] . }
"""
OUTSIDE = (
    b'{"form": "policygraph-release-1", "graphs": [], "files": '
    b'[{"path": "../x", "media_type": "", "bytes": 0, "sha256": ""}]}'
)
URL = "https://example.org/releases/1.0.0/"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> LocalStore:
    path = tmp_path_factory.mktemp("data") / "small.trig"
    path.write_text(TRIG, encoding="utf-8")
    return LocalStore.from_files([path])


@pytest.fixture
def release(store: LocalStore, tmp_path: Path) -> Path:
    write_release(store, tmp_path / "one", Origin("1.0.0", "2026-11-24", URL))
    return tmp_path / "one"


def _contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_release_is_whole_and_the_same_each_time(
    store: LocalStore, release: Path, tmp_path: Path
) -> None:
    manifest, faults = verify_release(release)
    assert not faults
    assert (manifest.version, manifest.quads, len(manifest.graphs)) == ("1.0.0", 10, 2)
    write_release(store, tmp_path / "two", Origin("1.0.0", "2026-11-24", URL))
    assert _contents(tmp_path / "two") == _contents(release)


def test_another_tool_checks_the_sums(release: Path) -> None:
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"],
        cwd=release, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(": OK") == len(read_manifest(release).files) + 1


def test_another_parser_reads_each_dump_alike(release: Path) -> None:
    forms = {"nt": "nt", "ttl": "turtle", "nq": "nquads", "trig": "trig", "jsonld": "json-ld"}
    graphs = {}
    for ending, form in forms.items():
        content = gzip.decompress((release / f"policygraph.{ending}.gz").read_bytes())
        data = rdflib.Dataset()
        data.parse(data=content, format=form)
        merged = rdflib.Graph()
        for subject, predicate, obj, _ in data.quads():
            merged.add((subject, predicate, obj))
        graphs[ending] = set(to_canonical_graph(merged))
    assert len(graphs["nt"]) == 10
    assert all(found == graphs["nt"] for found in graphs.values())


def test_the_catalogue_names_version_files_and_the_release_before(
    store: LocalStore, release: Path, tmp_path: Path
) -> None:
    origin = Origin("1.1.0", "2026-12-01", "https://example.org/releases/1.1.0", release)
    made = write_release(store, tmp_path / "next", origin)
    assert made.previous == "1.0.0"
    catalog = rdflib.Graph().parse(tmp_path / "next/catalog.ttl")
    dcat = rdflib.Namespace("http://www.w3.org/ns/dcat#")
    assert [str(one) for one in catalog.objects(None, dcat.version)] == ["1.1.0"]
    assert [str(one) for one in catalog.objects(None, dcat.previousVersion)] == [URL]
    files = {str(one) for one in catalog.objects(None, dcat.downloadURL)}
    assert files == {
        f"https://example.org/releases/1.1.0/policygraph.{ending}.gz"
        for ending in ("nt", "ttl", "trig", "nq", "jsonld")
    }
    pages = {str(one) for one in catalog.objects(None, dcat.accessURL)}
    assert pages == {"https://example.org/releases/1.1.0/catalog.ttl"}
    packed = "https://www.iana.org/assignments/media-types/application/gzip"
    assert {str(one) for one in catalog.objects(None, dcat.compressFormat)} == {packed}


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9])


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize(
    "name", ["policygraph.nq.gz", "policygraph.trig.gz", "catalog.ttl", "SHA256SUMS", "graphs"]
)
@pytest.mark.parametrize("harm", [_cut, _flip, Path.unlink], ids=["cut", "flip", "unlink"])
def test_every_damage_is_named(release: Path, name: str, harm: Callable[[Path], None]) -> None:
    path = next((release / name).iterdir()) if name == "graphs" else release / name
    harm(path)
    _, faults = verify_release(release)
    assert any(path.name in fault for fault in faults), faults


def test_a_forged_graph_is_found_though_its_checksum_is_mended(release: Path) -> None:
    import hashlib

    manifest = read_manifest(release)
    path = release / manifest.graphs[0].path
    text = gzip.decompress(path.read_bytes()).replace(b"Hennepin", b"Benneppin")
    path.write_bytes(gzip.compress(text, mtime=0))
    data = json.loads((release / "manifest.json").read_bytes())
    for entry in data["files"]:
        if entry["path"] == manifest.graphs[0].path:
            content = path.read_bytes()
            entry["bytes"], entry["sha256"] = len(content), hashlib.sha256(content).hexdigest()
    (release / "manifest.json").write_text(json.dumps(data), encoding="utf-8")
    _, faults = verify_release(release)
    assert any("does not say what the manifest's hash" in fault for fault in faults)
    assert "SHA256SUMS and manifest.json do not agree." in faults


def test_a_file_too_many_is_named(release: Path) -> None:
    (release / "extra.txt").write_text("x", encoding="utf-8")
    assert verify_release(release)[1] == ["extra.txt is not in the manifest."]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "is no JSON"),
        (b"[]", "is no manifest"),
        (b'{"form": "other"}', "another form"),
        (OUTSIDE, "leads out of the release"),
    ],
)  # fmt: skip
def test_a_bad_manifest_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "manifest.json").write_bytes(content)
    with pytest.raises(ReleaseError, match=said):
        read_manifest(tmp_path)


@pytest.mark.parametrize(
    ("version", "issued", "said"),
    [
        ("1.0", "2026-11-24", "'1.0' is no version"),
        ("1.0.0\n", "2026-11-24", "is no version"),
        ("1.0.0", "today", "'today' is no day"),
    ],
)
def test_a_bad_name_leaves_the_old_release(
    store: LocalStore, release: Path, version: str, issued: str, said: str
) -> None:
    before = _contents(release)
    with pytest.raises(ReleaseError, match=said):
        write_release(store, release, Origin(version, issued, URL))
    assert _contents(release) == before


def test_a_version_follows_another(store: LocalStore, release: Path, tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match=r"is itself version 1\.0\.0"):
        write_release(store, tmp_path / "next", Origin("1.0.0", "2026-12-01", URL, release))
    assert not (tmp_path / "next").exists()


def test_a_blank_node_of_two_graphs_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "shared.nq"
    path.write_text("_:x <urn:p> <urn:o> <urn:g1> .\n_:x <urn:p> <urn:o> <urn:g2> .\n")
    with pytest.raises(ReleaseError, match="A blank node stands in two graphs"):
        write_release(
            LocalStore.from_files([path]), tmp_path / "out", Origin("1.0.0", "2026-11-24", URL)
        )
    assert not (tmp_path / "out").exists()


def test_the_shipped_graph_is_released_and_verified(tmp_path: Path) -> None:
    out = tmp_path / "release"
    run = CliRunner().invoke
    made = run(
        app,
        ["release", "1.0.0", str(out), "--issued", "2026-11-24", "--base-url", URL,
         "--no-workspace"],
    )  # fmt: skip
    assert made.exit_code == 0, made.output
    manifest: Manifest = read_manifest(out)
    assert manifest.quads == len(take_snapshot(LocalStore.shipped()).quads)
    whole = run(app, ["verify", str(out)])
    assert whole.exit_code == 0
    assert f"is whole: {len(manifest.files)} files" in whole.stdout
    copy = tmp_path / "copy"
    shutil.copytree(out, copy)
    _flip(copy / "catalog.ttl")
    broken = run(app, ["verify", str(copy)])
    assert broken.exit_code == 1
    assert broken.stdout == "catalog.ttl has another checksum than the manifest says.\n"
    # What each graph says is what any reader of its file finds.
    for graph in manifest.graphs[:3]:
        held = gzip.decompress((out / graph.path).read_bytes())
        assert len(list(ox.parse(held, format=ox.RdfFormat.N_TRIPLES))) == graph.triples
