"""Facts, canonical Turtle (same triples, same bytes), and files that are whole or absent."""

from __future__ import annotations

import errno
import os
import re
import resource
import signal
import tempfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import example, given, settings
from hypothesis import strategies as st

from policygraph.dates import PartialDate
from policygraph.errors import OutputError
from policygraph.graph import Facts, iri, serialise, text, web_address, write_whole
from policygraph.namespaces import PG, PREFIXES, RDFS, XSD
from policygraph.resources import locate

NASTY = [
    "", '"', '"""', "'", "\\", '\\"', "\n", "\r\n", "\t", "\\t", "a\tb", "# no comment",
    "pg: x", "@prefix pg: <x> .", " ;\n    state: ", "<county:27>", "^^xsd:date", "ñ ü 雪 🦬",
    "\u0085", "\u2028", "\x0b", "\x0c", "\x1c", "\x7f", "e\u0301", "\u200f", "a." , ".",
]  # fmt: skip
literals = st.text(max_size=20) | st.sampled_from(NASTY) | st.text(alphabet="\"\\\n\t'<>:^@ap")
local_names = st.text(alphabet="abz019-_.~!$&'()*+,;=/?#@%:é", max_size=10).filter(
    lambda name: not re.search(r"%(?![0-9a-f]{2})", name)
)
iris = st.builds(
    lambda space, name: ox.NamedNode(space + name),
    st.sampled_from([*PREFIXES.values(), "https://example.org/", "urn:x:"]),
    local_names.filter(lambda name: name.count("#") == 0),
)
objects = (
    iris
    | st.builds(ox.Literal, literals)
    | st.builds(
        lambda value, language: ox.Literal(value, language=language),
        literals,
        st.sampled_from(["en", "es", "en-us", "zh-hant"]),
    )
    | st.builds(lambda value: ox.Literal(value, datatype=ox.NamedNode(f"{XSD}anyURI")), literals)
    | st.integers(0, 10**9).map(ox.Literal)
    | st.dates().map(lambda day: text(day.isoformat(), None))
)
triples = st.builds(ox.Triple, iris, iris, objects)


def parse(content: bytes) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(content, format=ox.RdfFormat.TURTLE)}


@settings(deadline=None)
@given(st.lists(triples, max_size=12), st.randoms(use_true_random=False))
def test_any_order_gives_the_same_bytes(given_triples: list[ox.Triple], random: Any) -> None:
    content = serialise(given_triples)
    shuffled = given_triples + given_triples[:3]
    random.shuffle(shuffled)
    assert serialise(shuffled) == content
    assert serialise(parse(content)) == content


@settings(deadline=None)
@given(st.sets(triples, max_size=12))
@example({ox.Triple(iri("pg:a"), iri("pg:b"), ox.Literal(value)) for value in NASTY})
@example({ox.Triple(ox.NamedNode(space), iri("pg:b"), iri("pg:c")) for space in PREFIXES.values()})
def test_it_parses_back_to_the_same_triples(given_triples: set[ox.Triple]) -> None:
    assert parse(serialise(given_triples)) == given_triples


rdflib_literals = st.sampled_from(NASTY) | st.text(
    alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=20
)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(sorted(PREFIXES)), rdflib_literals), max_size=6))
@example([("pg", value) for value in NASTY])
def test_rdflib_reads_the_same_text(pairs: list[tuple[str, str]]) -> None:
    facts = Facts()
    for prefix, value in pairs:
        facts.add(f"{PREFIXES[prefix]}a/b+c", rdfs__label=text(value), pg__x=text(value, None))
    read = rdflib.Graph().parse(data=serialise(facts), format="turtle")
    expected = {
        (rdflib.URIRef(f"{PREFIXES[prefix]}a/b+c"), rdflib.URIRef(predicate), literal)
        for prefix, value in pairs
        for predicate, literal in (
            (f"{RDFS}label", rdflib.Literal(value, lang="en")),
            (f"{PG}x", rdflib.Literal(value)),
        )
    }
    assert set(read) == expected


@settings(deadline=None)
@given(st.sets(triples, max_size=12))
@example({ox.Triple(iri("pg:a"), iri("pg:b"), text("hold: none, county:27"))})
@example({ox.Triple(iri("document:a/hold:b"), iri("pg:b"), iri("pg:c:state:27"))})
def test_just_the_prefixes_that_are_used_are_declared(given_triples: set[ox.Triple]) -> None:
    lines = serialise(given_triples).decode().split("\n")
    heads = [line.split()[1] for line in lines if line.startswith("@prefix ")]
    assert heads == sorted(set(heads))
    for head in heads:  # without the declaration the rest cannot be read
        rest = "\n".join(line for line in lines if not line.startswith(f"@prefix {head} "))
        with pytest.raises(SyntaxError):
            parse(rest.encode())


def test_the_layout_is_one_predicate_a_line_with_the_class_first() -> None:
    facts = Facts()
    facts.add("county:27123", "pg:CountyEquivalent", isWithin="state:27", geoid=text("27123", None))
    facts.add("county:27053", rdfs__label=[text("Hennepin County"), text("Hennepin", "es")])
    assert serialise(facts, comment="Two places.").decode() == (
        "# Two places.\n"
        "@prefix county: <https://w3id.org/policygraph/jurisdiction/us/county/> .\n"
        "@prefix pg: <https://w3id.org/policygraph/ontology/> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "@prefix state: <https://w3id.org/policygraph/jurisdiction/us/state/> .\n"
        "\n"
        'county:27053 rdfs:label "Hennepin County"@en , "Hennepin"@es .\n'
        "\n"
        "county:27123 a pg:CountyEquivalent ;\n"
        '    pg:geoid "27123" ;\n'
        "    pg:isWithin state:27 .\n"
    )


def test_no_triples_give_an_empty_file_that_parses() -> None:
    assert parse(serialise([])) == set()
    assert parse(serialise([], comment="Nothing.")) == set()


@pytest.mark.parametrize("path", sorted(locate("data/ttl").glob("*.ttl")), ids=lambda p: p.name)
def test_the_shipped_files_are_canonical(path: Path) -> None:
    content = path.read_bytes()
    comment = content.decode().split("\n", 1)[0].removeprefix("# ")
    assert serialise(parse(content), comment=comment) == content


# --- Facts ---


@pytest.mark.parametrize(
    ("value", "lexical", "datatype"),
    [
        (5, "5", "integer"),
        (True, "true", "boolean"),
        (Decimal("0.10"), "0.10", "decimal"),
        (Decimal("1.98E+8"), "198000000", "decimal"),
        (PartialDate("2014"), "2014", "gYear"),
        (PartialDate("2014-07"), "2014-07", "gYearMonth"),
        (PartialDate("2014-07-04"), "2014-07-04", "date"),
        (web_address("https://example.org/"), "https://example.org/", "anyURI"),
        (text("x", None), "x", "string"),
    ],
)
def test_values_become_literals_of_their_type(value: Any, lexical: str, datatype: str) -> None:
    facts = Facts()
    facts.add("pg:a", value=value)
    (triple,) = facts
    assert isinstance(triple.object, ox.Literal)
    assert triple.object.value == lexical
    assert triple.object.datatype.value == f"{XSD}{datatype}"


def test_nothing_is_stated_of_none_and_repeats_count_once() -> None:
    facts = Facts()
    facts.add("pg:a", "pg:Policy", appliesIn=None)
    facts.add("pg:a", "pg:Policy", appliesIn=["state:27", "state:27"])
    facts.include(facts)
    assert len(facts) == 2


def test_a_colon_in_a_full_iri_is_no_prefix() -> None:
    assert iri("https://example.org/a:b").value == "https://example.org/a:b"
    assert iri("urn:x").value == "urn:x"
    assert iri("pg:a:b").value == f"{PG}a:b"


# --- Writing ---


def fail_with(code: int) -> Callable[..., NoReturn]:
    def fail(*_: Any, **__: Any) -> NoReturn:
        raise OSError(code, os.strerror(code))

    return fail


def interrupt(*_: Any, **__: Any) -> NoReturn:
    raise KeyboardInterrupt


FAULTS: list[tuple[str, Any, Callable[..., NoReturn]]] = [
    ("fsync", os, fail_with(errno.EIO)),
    ("fsync", os, fail_with(errno.ENOSPC)),
    ("fdopen", os, fail_with(errno.EMFILE)),
    ("replace", Path, fail_with(errno.EXDEV)),
    ("chmod", Path, fail_with(errno.EPERM)),
    ("mkstemp", tempfile, fail_with(errno.ENOSPC)),
]


@pytest.mark.parametrize(("name", "owner", "fault"), FAULTS)
def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    name: str,
    owner: Any,
    fault: Callable[..., NoReturn],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "a.ttl"
    path.write_bytes(b"old")
    before = path.stat().st_mtime_ns
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, fault)
        with pytest.raises(OutputError, match=re.escape(f"{path} cannot be written: ")) as caught:
            write_whole(path, b"new")
    assert str(caught.value).endswith(".")
    assert "None" not in str(caught.value)
    assert path.read_bytes() == b"old"
    assert path.stat().st_mtime_ns == before
    assert list(tmp_path.iterdir()) == [path]
    assert write_whole(path, b"new")
    assert path.read_bytes() == b"new"


def test_a_disk_that_fills_up_halfway_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_bytes(b"old")

    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limit[1]))
    try:
        with pytest.raises(OutputError, match="File too large"):
            write_whole(path, b"x" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
        signal.signal(signal.SIGXFSZ, handler)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(("name", "owner"), [("fsync", os), ("replace", Path)])
def test_an_interrupt_leaves_the_old_file_and_goes_on(
    name: str, owner: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.ttl"
    path.write_bytes(b"old")
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, interrupt)
        with pytest.raises(KeyboardInterrupt):
            write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_the_same_content_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "a.ttl"
    assert write_whole(path, b"x")
    before = path.stat()
    assert not write_whole(path, b"x")
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert path.stat().st_ino == before.st_ino
    assert path.stat().st_mode & 0o777 == 0o644


def test_a_file_where_a_folder_is_due_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match=r"file/a\.ttl cannot be written"):
        write_whole(tmp_path / "file" / "a.ttl", b"x")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError, match="folder cannot be written"):
        write_whole(tmp_path / "folder", b"x")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]
