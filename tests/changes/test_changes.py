"""A patch turns the old data into the new, and is refused wherever it does not fit."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from policygraph.canonical import canonical_quads, hash_quads
from policygraph.changes import (
    Patch,
    apply_patch,
    compare,
    read_patch,
    write_changelog,
    write_changes_json,
    write_patch,
)
from policygraph.cli import app, main
from policygraph.errors import PatchError
from policygraph.namespaces import BASE

HEAD = """
@prefix pg: <https://w3id.org/policygraph/ontology/> .
@prefix s: <https://w3id.org/policygraph/source/> .
@prefix county: <https://w3id.org/policygraph/jurisdiction/us/county/> .
@prefix l: <https://w3id.org/policygraph/listing/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
OLD = f"""{HEAD}
s:a {{
  county:27053 a pg:CountyEquivalent ; rdfs:label "Henepin County"@en .
  county:27123 a pg:CountyEquivalent ; rdfs:label "Ramsey County"@en .
  l:old a pg:Listing ; pg:nameAsPublished "Ramsey_County" ; pg:listsJurisdiction county:27123 .
  [] rdfs:label "x" .
}}
"""
NEW = f"""{HEAD}
s:a {{
  county:27053 a pg:CountyEquivalent ; rdfs:label "Hennepin County"@en .
  county:27123 a pg:CountyEquivalent ; rdfs:label "Ramsey County"@en .
  l:new a pg:Listing ; pg:nameAsPublished "Hennepin" ; pg:listsJurisdiction county:27053 .
  [] rdfs:label "y" .
}}
"""


def _trig(text: str) -> list[ox.Quad]:
    return list(ox.parse(text.encode(), format=ox.RdfFormat.TRIG))


def _patch(old: list[ox.Quad], new: list[ox.Quad]) -> bytes:
    return write_patch(compare(old, new), from_hash=hash_quads(old), to_hash=hash_quads(new))


_iris = st.sampled_from([ox.NamedNode(f"{BASE}claim/{n}") for n in "abc"] + [ox.NamedNode("urn:d")])
_blanks = st.sampled_from([ox.BlankNode(n) for n in "xyz"])
_literals = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6).map(ox.Literal),
    st.sampled_from([ox.Literal("a", language="en"), ox.Literal(1)]),
)
_quads = st.lists(
    st.builds(
        ox.Quad,
        _iris | _blanks,
        st.sampled_from([ox.NamedNode("urn:p"), ox.NamedNode("urn:q")]),
        _iris | _blanks | _literals,
        st.sampled_from([ox.DefaultGraph(), ox.NamedNode("urn:g"), ox.NamedNode("urn:h")]),
    ),
    max_size=8,
)


@settings(max_examples=200, deadline=None)
@given(old=_quads, new=_quads)
def test_old_and_patch_give_new(old: list[ox.Quad], new: list[ox.Quad]) -> None:
    written = _patch(old, new)
    result = apply_patch(old, read_patch(written))
    assert result == canonical_quads(new)
    assert hash_quads(result) == hash_quads(new)
    assert _patch(old[::-1], new[::-1]) == written


@settings(max_examples=100, deadline=None)
@given(old=_quads, new=_quads)
def test_each_changed_quad_is_counted_once(old: list[ox.Quad], new: list[ox.Quad]) -> None:
    changes = compare(old, new)
    parts = (*changes.resources, *changes.elsewhere)
    for side in ("removed", "added"):
        counts = [getattr(part, side) for part in parts]
        total = sum(one if isinstance(one, int) else len(one) for one in counts)
        assert total == len(getattr(changes, side))
    assert bool(changes) == (hash_quads(old) != hash_quads(new))


def test_names_of_blank_nodes_are_no_change() -> None:
    assert not compare(_trig("_:a <urn:p> _:b ."), _trig("_:y <urn:p> _:z ."))


def test_resources_are_added_changed_and_deleted() -> None:
    changes = compare(_trig(OLD), _trig(NEW))
    assert [(one.iri.removeprefix(BASE), one.kind) for one in changes.resources] == [
        ("jurisdiction/us/county/27053", "MOD"),
        ("listing/new", "ADD"),
        ("listing/old", "DEL"),
    ]
    assert [(one.graph, one.removed, one.added) for one in changes.elsewhere] == [
        (f"{BASE}source/a", 1, 1)
    ]


def test_the_changelog_speaks_of_places_and_lists() -> None:
    text = write_changelog(compare(_trig(OLD), _trig(NEW)), title="From 1 to 2")
    county = f"- Hennepin County (<{BASE}jurisdiction/us/county/27053>)"
    assert f"## CountyEquivalent\n\n### Changed\n\n{county}\n" in text
    assert "  - rdfs:label: “Henepin County” → “Hennepin County”\n" in text
    assert f"## Listing\n\n### Added\n\n- Hennepin (<{BASE}listing/new>)\n" in text
    assert f"### Removed\n\n- Ramsey\\_County (<{BASE}listing/old>)\n" in text
    assert "- source:a: 1 removed, 1 added\n" in text
    assert "27123>" not in text  # did not change


def test_json_has_every_statement() -> None:
    found = json.loads(write_changes_json(compare(_trig(OLD), _trig(NEW))))
    assert (found["removed"], found["added"]) == (5, 5)
    assert [one["change"] for one in found["resources"]] == ["MOD", "ADD", "DEL"]
    assert found["resources"][0]["label"] == "Hennepin County"
    assert found["resources"][0]["removed"] == [
        {
            "predicate": "http://www.w3.org/2000/01/rdf-schema#label",
            "object": '"Henepin County"@en',
            "graph": f"{BASE}source/a",
        }
    ]


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ((b"TX .\n", b""), "Line 4 of the patch has D out of place"),
        ((b"TX .\n", b"TX .\nTX .\n"), "Line 5 of the patch has TX out of place"),
        ((b"TX .\n", b"TX\n"), "Line 4 of the patch is no 'TX .'"),
        ((b"TX .\n", b"TX .\nPA x <urn:x> .\n"), "Line 5 of the patch is no row"),
        ((b"TX .\n", b"TX .\nA <urn:x> <urn:y> .\n"), "Line 5 of the patch does not parse"),
        ((b"TX .\n", b"TX .\nA # nothing\n"), "Line 5 of the patch has 0 quads"),
        (
            (b"TX .\n", b"TX .\nA <urn:\xff> <urn:y> <urn:z> .\n"),
            "Line 5 of the patch is not UTF-8",
        ),
        ((b"TC .\n", b""), "does not end"),
        ((b'H from "', b'H from "x'), "Line 2 of the patch has no hash"),
        ((b"H from ", b"H form "), "no row 'H from'"),
        ((b"H from ", b"H to "), "Line 3 of the patch states 'to' again"),
        ((b"H id ", b"H "), "Line 1 of the patch is no header"),
        ((b"TC .\n", b"TC .\nTX .\n"), "has TX out of place"),
    ],
)
def test_a_damaged_patch_is_refused(damage: tuple[bytes, bytes], said: str) -> None:
    written = _patch(_trig(OLD), _trig(NEW))
    damaged = written.replace(*damage, 1)
    assert damaged != written
    with pytest.raises(PatchError) as caught:
        read_patch(damaged)
    assert said in str(caught.value)


def test_a_patch_is_refused_where_it_does_not_fit() -> None:
    old, new = _trig(OLD), _trig(NEW)
    good = read_patch(_patch(old, new))
    kept = next(q for q in canonical_quads(old) if q not in good.removed)

    def refused(data: list[ox.Quad], patch: Patch) -> str:
        with pytest.raises(PatchError) as caught:
            apply_patch(data, patch)
        return str(caught.value)

    def changed(removed: tuple[ox.Quad, ...], added: tuple[ox.Quad, ...]) -> Patch:
        return Patch(good.from_hash, good.to_hash, removed, added)

    assert "not those that the patch was made for" in refused(new, good)
    absent, present = good.added[:1], (kept,)
    assert "removes what is not there" in refused(old, changed(good.removed + absent, good.added))
    assert "adds what is there already" in refused(old, changed(good.removed, good.added + present))
    twice = good.removed + good.removed[:1]
    assert "removes what is not there" in refused(old, changed(twice, good.added))
    assert "not what the patch promises" in refused(old, changed(good.removed, good.added[1:]))
    assert "not what the patch promises" in refused(old, changed(good.removed[1:], good.added))


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "old.trig").write_text(OLD, encoding="utf-8")
    packed = ox.serialize(_trig(NEW), format=ox.RdfFormat.N_QUADS)
    assert packed is not None
    (tmp_path / "new.nq.gz").write_bytes(gzip.compress(packed))
    return str(tmp_path / "old.trig"), str(tmp_path / "new.nq.gz")


def test_the_command_writes_each_format(files: tuple[str, str], tmp_path: Path) -> None:
    run = CliRunner().invoke
    assert "Hennepin County" in run(app, ["diff", *files]).stdout
    assert (
        json.loads(run(app, ["diff", *files, "--format", "json", "-o", "-"]).stdout)["added"] == 5
    )
    target = tmp_path / "x.rdfp"
    assert run(app, ["diff", *files, "--format", "rdfp", "-o", str(target)]).exit_code == 0
    result = apply_patch(_trig(OLD), read_patch(target.read_bytes()))
    assert hash_quads(result) == hash_quads(_trig(NEW))


def test_the_command_fails_on_changes_when_asked(files: tuple[str, str]) -> None:
    old, new = files
    assert main(["diff", old, new]) == 0
    assert main(["diff", old, new, "--fail-on", "changes"]) == 1
    assert main(["diff", old, old, "--fail-on", "changes"]) == 0


@pytest.mark.parametrize(
    ("name", "content"),
    [("x.txt", b""), ("x.ttl", b"<urn:a> ."), ("x.nq.gz", b"no gzip"), ("missing.nt", None)],
)
def test_the_command_says_what_it_cannot_read(
    name: str,
    content: bytes | None,
    files: tuple[str, str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert main(["diff", files[0], str(tmp_path / name)]) == 2
    said = capsys.readouterr()
    assert name in said.err
    assert not said.out


@pytest.mark.parametrize("option", [["--format", "xml"], ["--fail-on", "x"]])
def test_the_command_knows_its_options(option: list[str], files: tuple[str, str]) -> None:
    assert main(["diff", *files, *option]) == 2
