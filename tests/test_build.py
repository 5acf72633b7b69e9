"""The committed Turtle is what the builders make, always in the same bytes, and holds together."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from policygraph.build import build_graph, build_source, split_shared, write_graph
from policygraph.errors import OutputError, SourceError
from policygraph.graph import LABEL, TYPE, Facts, text
from policygraph.namespaces import BASE, PG, SOURCE, SPDX, VOID
from policygraph.resources import locate
from policygraph.sources import Row, Source, SourceFolder, load_sources, read_beside

EXCERPTS = Path(__file__).parent / "fixtures" / "sources"
COMMITTED = locate("data/ttl")

#: What differs for an excerpt of a table, and must: its checksum, and how much was built from it.
OF_THE_WHOLE = {f"{SPDX}checksumValue", f"{VOID}triples"}

Description = frozenset[tuple[str, str]]


@cache
def read(content: bytes) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(content, format=ox.RdfFormat.TURTLE)]


def name_of(triple: ox.Triple) -> str:
    assert isinstance(triple.subject, ox.NamedNode)
    return triple.subject.value


def describe(content: bytes) -> dict[str, Description]:
    """Return what a file says of each subject, but for what is of the whole table."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for triple in read(content):
        if triple.predicate.value not in OF_THE_WHOLE:
            found[name_of(triple)].add((triple.predicate.value, str(triple.object)))
    return {subject: frozenset(said) for subject, said in found.items()}


def terms(content: bytes) -> set[str]:
    """Return the classes and the properties of a file."""
    return {
        triple.object.value
        if triple.predicate.value == TYPE and isinstance(triple.object, ox.NamedNode)
        else triple.predicate.value
        for triple in read(content)
    }


def read_files(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder by its path there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def source_of(name: str) -> str:
    """Return the source of a file: one file of its own, beside a large one, or one a state."""
    room, _, file = name.rpartition("/")
    return "us_gazetteer" if room == "gazetteer" else file.removesuffix(".ttl")


@pytest.fixture(scope="module")
def built() -> dict[str, bytes]:
    return build_graph(SourceFolder(EXCERPTS, contracts=False))


@pytest.fixture(scope="module")
def committed() -> dict[str, bytes]:
    return read_files(COMMITTED)


@pytest.fixture(scope="module")
def shipped_triples(committed: dict[str, bytes]) -> list[ox.Triple]:
    return [triple for content in committed.values() for triple in read(content)]


# --- The committed files are what the builders make ---


def test_every_file_is_built_and_no_other_is_committed(
    built: dict[str, bytes], committed: dict[str, bytes]
) -> None:
    states = {row["usps"].lower() for row in read_beside("us_states.csv")}
    assert set(built) <= set(committed)
    # The excerpts have places of a few states only.
    assert set(committed) - set(built) <= {f"gazetteer/{state}.ttl" for state in states}
    assert any(name.startswith("gazetteer/") for name in built)


def find_differences(built: dict[str, bytes], committed: dict[str, bytes]) -> list[str]:
    """Return the subjects that an excerpt's build describes otherwise than the committed file."""
    return [
        f"{name}: {subject}"
        for name, content in built.items()
        for whole in [describe(committed[name])]
        for subject, said in describe(content).items()
        if said != whole.get(subject)
    ]


def test_the_excerpts_make_part_of_the_committed_turtle(
    built: dict[str, bytes], committed: dict[str, bytes]
) -> None:
    assert find_differences(built, committed) == []


def test_the_committed_turtle_is_what_the_builders_make(
    built: dict[str, bytes], committed: dict[str, bytes]
) -> None:
    """Every byte where the whole tables are at hand, every subject of the excerpts elsewhere."""
    tables = os.environ.get("POLICYGRAPH_SOURCES")
    if tables:
        assert build_graph(SourceFolder(Path(tables))) == committed
    else:
        assert find_differences(built, committed) == []


def test_the_excerpts_exercise_every_class_and_property(
    built: dict[str, bytes], committed: dict[str, bytes]
) -> None:
    missing: dict[str, set[str]] = defaultdict(set)
    for name, content in committed.items():
        missing[source_of(name)] |= terms(content)
    for name, content in built.items():
        missing[source_of(name)] -= terms(content)
    assert {source: left for source, left in missing.items() if left} == {}


# --- Always the same bytes ---


def test_two_builds_are_the_same(built: dict[str, bytes]) -> None:
    assert build_graph(SourceFolder(EXCERPTS, contracts=False)) == built


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_the_order_of_hashes_does_not_matter(
    seed: str, built: dict[str, bytes], tmp_path: Path
) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from policygraph.build import build_graph, write_graph\n"
        "from policygraph.sources import SourceFolder\n"
        "folder = SourceFolder(Path(sys.argv[1]), contracts=False)\n"
        "write_graph(build_graph(folder), Path(sys.argv[2]))\n"
    )
    subprocess.run(
        [sys.executable, "-c", program, str(EXCERPTS), str(tmp_path)],
        check=True,
        env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
    )
    assert read_files(tmp_path) == built


# --- What the build promises ---


def test_each_source_is_in_the_catalogue_with_its_count(committed: dict[str, bytes]) -> None:
    counts = {
        name_of(triple): int(triple.object.value)
        for triple in read(committed["catalog.ttl"])
        if triple.predicate.value == f"{VOID}triples" and isinstance(triple.object, ox.Literal)
    }
    expected: Counter[str] = Counter()
    for name, content in committed.items():
        expected[SOURCE + source_of(name)] += len(read(content))
    del expected[f"{SOURCE}catalog"]
    assert counts == expected


def test_every_table_has_a_checksum(built: dict[str, bytes]) -> None:
    sums = [t for t in read(built["catalog.ttl"]) if t.predicate.value == f"{SPDX}checksumValue"]
    assert len(sums) == sum(len(source.tables) for source in load_sources())
    for triple in sums:
        assert isinstance(triple.object, ox.Literal)
        assert re.fullmatch("[0-9a-f]{64}", triple.object.value)


def test_progress_names_each_source_in_order() -> None:
    told: list[str] = []
    build_graph(SourceFolder(EXCERPTS, contracts=False), progress=told.append)
    assert told == [source.id for source in load_sources()]


def test_a_source_is_built_after_what_it_needs() -> None:
    """Places after all that names them; what is left out if it is said elsewhere, at the end."""
    order = [(source.divide is not None, source.describes_places) for source in load_sources()]
    assert order == sorted(order)
    assert order[0] == (False, False)
    assert order[-1] == (True, False)


def a_source(least: int) -> Source:
    def build(_: dict[str, list[Row]]) -> Facts:
        facts = Facts()
        facts.add("pg:a", "pg:Policy", rdfs__label=text("A"))
        return facts

    return Source("a_source", "Title", "Text", "Nobody", "None", "None", build, least=least)


def test_too_few_triples_stop_the_build(tmp_path: Path) -> None:
    assert len(build_source(a_source(2), SourceFolder(tmp_path))) == 2
    with pytest.raises(SourceError, match="a_source: 2 triples where at least 3 are due"):
        build_source(a_source(3), SourceFolder(tmp_path))
    assert len(build_source(a_source(3), SourceFolder(tmp_path, contracts=False))) == 2


def test_the_contracts_are_close_to_what_the_whole_tables_give(
    committed: dict[str, bytes],
) -> None:
    """A least far below the whole would let half a source pass."""
    sizes: Counter[str] = Counter()
    for name, content in committed.items():
        sizes[source_of(name)] += len(read(content))
    shared = sizes["register"]
    for source in load_sources():
        whole = sizes[source.id]
        assert 0.8 * whole <= source.least <= whole + shared, source.id


def test_identities_go_to_the_register_and_claims_stay() -> None:
    facts = Facts()
    facts.add("pg:policy", "pg:Policy", rdfs__label=text("A policy"))
    facts.add("pg:claim", "pg:PolicyClaim", aboutPolicy="pg:policy")
    own, register = split_shared(facts)
    assert {name_of(triple) for triple in own} == {f"{PG}claim"}
    assert {name_of(triple) for triple in register} == {f"{PG}policy"}
    assert len(own) + len(register) == len(facts)


def test_a_file_that_cannot_be_written_leaves_the_others_whole(tmp_path: Path) -> None:
    (tmp_path / "b.ttl").mkdir()
    with pytest.raises(OutputError, match=r"b\.ttl cannot be written"):
        write_graph({"a.ttl": b"a", "b.ttl": b"b", "c.ttl": b"c"}, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.ttl", "b.ttl"]
    assert (tmp_path / "a.ttl").read_bytes() == b"a"


# --- What the shipped graph promises ---


def test_no_triple_stands_in_two_files(committed: dict[str, bytes]) -> None:
    where: dict[ox.Triple, list[str]] = defaultdict(list)
    for name, content in committed.items():
        for triple in read(content):
            where[triple].append(name)
    assert {str(triple): names for triple, names in where.items() if len(names) > 1} == {}


def test_there_are_no_blank_nodes(shipped_triples: list[ox.Triple]) -> None:
    for triple in shipped_triples:
        assert isinstance(triple.subject, ox.NamedNode)
        assert isinstance(triple.object, ox.NamedNode | ox.Literal)


def test_every_subject_has_one_class_of_ours_and_at_most_one_label(
    shipped_triples: list[ox.Triple],
) -> None:
    labels: dict[str, set[str]] = defaultdict(set)
    kinds: dict[str, set[str]] = defaultdict(set)
    for triple in shipped_triples:
        if triple.predicate.value == LABEL:
            labels[name_of(triple)].add(str(triple.object))
        if triple.predicate.value == TYPE and str(triple.object).startswith(f"<{PG}"):
            kinds[name_of(triple)].add(str(triple.object))
    assert {subject: said for subject, said in labels.items() if len(said) > 1} == {}
    assert {subject: said for subject, said in kinds.items() if len(said) > 1} == {}
    subjects = {name_of(triple) for triple in shipped_triples}
    catalogued = {s for s in subjects if s.startswith(SOURCE)} | {BASE.rstrip("/")}
    assert subjects - catalogued == set(kinds)


def test_no_two_policies_or_agencies_share_a_label(committed: dict[str, bytes]) -> None:
    """In the default load; agencies of the gazetteer bear the FBI's names and differ by ORI."""
    bearers: dict[str, set[str]] = defaultdict(set)
    triples = [t for name, content in committed.items() if "/" not in name for t in read(content)]
    for triple in triples:
        if triple.predicate.value == LABEL and re.search("/(policy|agency)/", name_of(triple)):
            bearers[str(triple.object)].add(name_of(triple))
    assert bearers
    assert {label: who for label, who in bearers.items() if len(who) > 1} == {}


def test_whatever_the_graph_points_to_in_its_own_space_is_there(
    shipped_triples: list[ox.Triple],
) -> None:
    known = {BASE, *(name_of(triple) for triple in shipped_triples)}
    dangling = {
        triple.object.value
        for triple in shipped_triples
        if isinstance(triple.object, ox.NamedNode)
        and triple.object.value.startswith(BASE)
        and not triple.object.value.startswith((PG, f"{BASE}vocabulary/"))
        and triple.object.value not in known
    }
    assert dangling == set()


# --- Privacy: of the people that detainers are about, citizenship and charge are enough ---

OUTCOME = {
    TYPE,
    *(
        PG + name
        for name in (
            "chargeClass", "citesDocument", "citizenship", "hasChargeStatus", "hasConfidence",
            "isDeclinedBy", "isRecordedIn", "isStatedBy", "locator", "requestedOn", "statedOn",
            "summary",
        )
    ),
}  # fmt: skip

#: Everyone whose name the data give: they spoke in a public office or as an expert.
SPEAKERS = {
    "Thomas Homan, acting director of ICE",
    "Virgil Wiebe, law professor at the University of St. Thomas",
    "Rich Stanek, sheriff of Hennepin County",
    "Sgt. John Eastham, spokesman of the Ramsey County Sheriff's Office",
}


def test_a_declined_detainer_says_nothing_of_a_person_but_citizenship_and_charge(
    shipped_triples: list[ox.Triple],
) -> None:
    outcomes = {
        name_of(triple)
        for triple in shipped_triples
        if triple.object == ox.NamedNode(f"{PG}DetainerOutcome")
    }
    assert outcomes
    said = [triple for triple in shipped_triples if name_of(triple) in outcomes]
    assert {triple.predicate.value for triple in said} <= OUTCOME
    words = {
        word
        for triple in said
        if isinstance(triple.object, ox.Literal)
        and not triple.object.datatype.value.endswith("date")
        for word in re.findall(r"\b[A-Z]\w+", triple.object.value)
    }
    assert words <= {"One", "The", "Hennepin", "County", "Mexico"}


def test_nobody_is_named_but_those_who_spoke_in_public(shipped_triples: list[ox.Triple]) -> None:
    speakers = {
        triple.object.value
        for triple in shipped_triples
        if triple.predicate.value == f"{PG}speaker" and isinstance(triple.object, ox.Literal)
    }
    assert speakers <= SPEAKERS
    naming = {t.predicate.value for t in shipped_triples if t.predicate.value.endswith("/name")}
    assert naming == set()
