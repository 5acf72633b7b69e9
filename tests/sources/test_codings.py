"""The coding tables name real places, known concepts and documents that somebody cites."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any

import pyoxigraph as ox
import pytest

from policygraph.graph import LABEL
from policygraph.namespaces import DOCUMENT, PG, PREFIXES, SKOS, jurisdiction_iri
from policygraph.resources import locate
from policygraph.sources import Row, load_sources, read_beside

POLICY_TABLE = read_beside("us_ice_policy_table_2014.csv")
REPORT = read_beside("us_ice_ddor_2017w1.csv")
CURATED = [
    source.id
    for source in load_sources()
    if files("policygraph.sources").joinpath(f"{source.id}.toml").is_file()
    and source.id != "us_rulings"  # whose entries have a form of their own, tested with it
]

#: What a curated file says of names and titles, beside its claims.
REGISTERS = ("names", "policies")


@cache
def read(room: str, name: str) -> tuple[ox.Triple, ...]:
    folder = locate("ontology") if room == "ontology" else locate("data/ttl")
    quads = ox.parse(path=str(folder / name), format=ox.RdfFormat.TURTLE)
    return tuple(quad.triple for quad in quads)


@cache
def places() -> dict[str, str]:
    """Return the gazetteer: IRI to name with the state."""
    triples = read("data", "us_census_gazetteer_2017.ttl")
    values = {
        name: {
            str(t.subject).strip("<>"): t.object.value
            for t in triples
            if t.predicate.value == predicate and not isinstance(t.object, ox.Triple | ox.BlankNode)
        }
        for name, predicate in (
            ("label", LABEL), ("code", f"{PG}uspsCode"), ("within", f"{PG}isWithin"),
        )
    }  # fmt: skip
    return {
        iri: f"{label}, {values['code'].get(iri) or values['code'].get(values['within'][iri])}"
        for iri, label in values["label"].items()
        if iri in values["within"]
    }


@cache
def concepts() -> frozenset[str]:
    return frozenset(
        t.subject.value
        for t in read("ontology", "vocabularies.ttl")
        if isinstance(t.subject, ox.NamedNode) and t.object == ox.NamedNode(f"{SKOS}Concept")
    )


def curated(name: str) -> dict[str, Any]:
    content = files("policygraph.sources").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(content)


def plain(name: str) -> str:
    """Take a name to what two spellings of it share."""
    bare = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z, ]", "", bare)


# --- Places ---

#: Where a source's name is not the gazetteer's, and is still rightly coded.
OTHERWISE_NAMED = {
    "Colorado County Jails, CO": "Colorado, CO",
    "Kent City, WA": "Kent, WA",
    "Baltimore, MD": "Baltimore city, MD",
    "New York City, NY": "New York, NY",
    "Berkley, CA": "Berkeley, CA",
    "Washington, DC": "District of Columbia, DC",
    "Milwaukee, WI": "Milwaukee County, WI",
    "Taos, NM": "Taos County, NM",
    "San Miguel, NM": "San Miguel County, NM",
    "New Mexico county jails, NM": "New Mexico, NM",
}


def check_place(named: str, geoid: str) -> None:
    coded = places()[jurisdiction_iri(geoid)]
    expected = OTHERWISE_NAMED.get(named, named)
    assert plain(coded) == plain(expected), f"{named} is coded as {coded} ({geoid})"


@pytest.mark.parametrize("row", [*POLICY_TABLE, *REPORT], ids=lambda row: row.where)
def test_a_row_is_coded_with_the_place_that_it_names(row: Row) -> None:
    if row["geoid"]:
        check_place(row["named"], row["geoid"])
    else:
        assert len(row["maybe"].split()) > 1
        fits = [places()[jurisdiction_iri(geoid)] for geoid in row["maybe"].split()]
        for fit in fits:
            name, _, state = fit.rpartition(", ")
            assert name in row["named"].split(", ")
            assert row["named"].endswith(f", {state}")


def test_no_exception_is_stale() -> None:
    assert set(OTHERWISE_NAMED) <= {row["named"] for row in [*POLICY_TABLE, *REPORT]}


@pytest.mark.parametrize("name", CURATED)
def test_the_curated_names_are_those_of_the_gazetteer(name: str) -> None:
    for geoid, named in curated(name).get("names", {}).items():
        place = places()[jurisdiction_iri(geoid)]
        # A state stands without its own abbreviation.
        assert (place[: -len(", XX")] if len(geoid) == 2 else place) == named


@pytest.mark.parametrize("name", CURATED)
def test_every_curated_name_is_used(name: str) -> None:
    tables = curated(name)
    rest = {key: value for key, value in tables.items() if key != "names"}
    used = re.findall(r"(?<![\w/])(?:\d{2}|\d{5,})(?=/)", str(rest))
    assert set(tables.get("names", {})) == set(used)


def test_labels_are_the_gazetteers_where_they_are_not_the_sources() -> None:
    for row in POLICY_TABLE:
        if row["place"]:
            coded = places()[jurisdiction_iri(row["geoid"])]
            assert row["place"] in {coded, coded.rpartition(", ")[0]}, row.where
            assert row["place"] != row["named"], row.where


# --- Concepts ---

COLUMNS = {
    "conditions": "hold",
    "join": "join",
    "instrument": "instr",
    "authority": "auth",
    "notification": "notify",
    "confidence": "conf",
}


@pytest.mark.parametrize("row", [*POLICY_TABLE, *REPORT], ids=lambda row: row.where)
def test_every_code_is_a_concept_of_its_scheme(row: Row) -> None:
    for column, prefix in COLUMNS.items():
        for code in row.get(column, "").split():
            assert PREFIXES[prefix] + code in concepts(), f"{column}: {code}"
    assert bool(row["conditions"]) == bool(row["join"])
    if row["join"] == "all-of":
        assert len(row["conditions"].split()) > 1


def test_every_concept_in_the_data_is_in_the_vocabularies() -> None:
    space = PREFIXES["hold"].removesuffix("hold-criterion/")
    used = {
        t.object.value
        for path in locate("data/ttl").glob("*.ttl")
        for t in read("data", path.name)
        if isinstance(t.object, ox.NamedNode) and t.object.value.startswith(space)
    }
    assert used
    assert used <= concepts()


def test_every_row_of_the_policy_table_states_a_criterion() -> None:
    assert [row.where for row in POLICY_TABLE if not row["conditions"]] == []
    assert [row["row"] for row in POLICY_TABLE] == [str(n) for n in range(1, 167)]


# --- Documents ---


def test_every_document_is_cited_and_every_cited_one_exists() -> None:
    documents = {DOCUMENT + row["slug"] for row in read_beside("documents.csv")}
    cited = {
        str(t.object).strip("<>")
        for path in locate("data/ttl").glob("*.ttl")
        for t in read("data", path.name)
        if t.predicate.value == f"{PG}citesDocument"
    }
    assert cited - documents == set()
    # What the codes of places rest on is cited in the gazetteer, which is not loaded by default.
    gazetteer = "".join(
        path.read_text(encoding="utf-8") for path in locate("data/ttl").glob("gazetteer/*.ttl")
    )
    there = {name for name in documents if f"document:{name.removeprefix(DOCUMENT)} " in gazetteer}
    assert documents - cited - there == set()


@pytest.mark.parametrize("row", read_beside("documents.csv"), ids=lambda row: row["slug"])
def test_a_document_has_a_publisher_a_title_and_a_public_address(row: Row) -> None:
    assert row["publisher"]
    assert row["title"]
    assert re.fullmatch(r"[a-z0-9-]+", row["slug"])
    assert re.match(r"https?://[a-z][a-z0-9.-]+\.[a-z]{2,}(/|$)", row["url"]) or not row["url"]
    assert re.fullmatch(r"(\d{4}(-\d{2}(-\d{2})?)?)?", row["issued"])


def test_a_day_in_an_address_is_the_day_of_the_document() -> None:
    """Where an address shows the day of publication, ``issued`` says no other month."""
    for row in read_beside("documents.csv"):
        shown = re.search(r"/(20\d\d)[/-](\d\d)(?:[/-](\d\d))?[/-]", row["url"])
        if shown and len(row["issued"]) >= 7:
            assert row["issued"][:7] == f"{shown[1]}-{shown[2]}", row.where


# --- Claims ---


@pytest.mark.parametrize("name", CURATED)
def test_curated_claims_have_ids_of_their_own_and_say_where(name: str) -> None:
    tables = curated(name)
    for register in REGISTERS:
        tables.pop(register, None)
    entries = [entry for kind in tables.values() for entry in kind]
    ids = [entry["id"] for entry in entries]
    assert len(set(ids)) == len(ids)
    for entry in entries:
        assert entry["citesDocument"], entry["id"]
        assert entry["locator"], entry["id"]
        assert entry.get("summary") or entry.get("statesHoldCriterion"), entry["id"]


@pytest.mark.parametrize("name", CURATED)
def test_no_claim_is_dated_after_the_document_that_it_cites(name: str) -> None:
    """A document cannot tell what had not yet happened, save what it announces."""
    issued = {row["slug"]: row["issued"] for row in read_beside("documents.csv")}
    for kind in (tables for key, tables in curated(name).items() if key not in REGISTERS):
        for entry in kind:
            last = [issued[slug] for slug in entry["citesDocument"]]
            for date in ("asOf", "statedOn", "announcedOn", "occurredOn"):
                if date in entry and all(last):
                    told = str(entry[date])
                    assert any(told[: len(day)] <= day[: len(told)] for day in last), entry["id"]
