"""The big gazetteer: places, agencies and whom they serve, code changes, one graph a state."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from policygraph.graph import Facts, iri, text
from policygraph.namespaces import AGENCY, BASE, PG, jurisdiction_iri
from policygraph.resources import locate
from policygraph.sources import Row, SourceFolder, read_beside
from policygraph.sources.governments import Government, Governments
from policygraph.sources.us_gazetteer import SOURCE, build, divide
from policygraph.sources.us_gazetteer_agencies import add_agencies
from policygraph.store import LocalStore

EXCERPTS = Path(__file__).parents[1] / "fixtures" / "sources"
SERVES = iri("pg:servesJurisdiction")


def county(geoid: str, usps: str, name: str) -> Row:
    return Row({"geoid": geoid, "usps": usps, "name": name})


def place(geoid: str, full_name: str, county: str) -> Government:
    name = full_name.rpartition(" ")[0]
    return Government(geoid, name, full_name, county, "2022", None, "")


COUNTIES = [
    county("27013", "MN", "Blue Earth County"),
    county("24005", "MD", "Baltimore County"),
    county("24510", "MD", "Baltimore city"),
    county("31001", "NE", "Adams County"),
    county("36059", "NY", "Nassau County"),
    county("35013", "NM", "Doña Ana County"),
    county("17099", "IL", "LaSalle County"),
    county("26145", "MI", "Saginaw County"),
    county("34021", "NJ", "Mercer County"),
    county("34001", "NJ", "Atlantic County"),
    county("50021", "VT", "Rutland County"),
    county("50011", "VT", "Franklin County"),
    county("55025", "WI", "Dane County"),
]
PLACES = [
    place("2739878", "Mankato city", "27013"),
    place("2701339896", "Mankato township", "27013"),
    place("2670520", "Saginaw city", "26145"),
    place("2614570540", "Saginaw township", "26145"),
    place("3402129310", "Hamilton township", "34021"),
    place("3400129280", "Hamilton township", "34001"),
    place("5061225", "Rutland city", "50021"),
    place("5002161300", "Rutland town", "50021"),
    place("5071650", "Swanton village", "50011"),
    place("5001171725", "Swanton town", "50011"),
    place("5548000", "Madison city", "55025"),
    place("5101000", "Alexandria city", "51510"),
]


def agency(ori: str, name: str, counties: str, kind: str = "City") -> Row:
    return Row(
        {
            "ori": ori,
            "pub_agency_name": name,
            "state_abbr": ori[:2],
            "county_name": counties,
            "agency_type_name": kind,
        }
    )


def link(*rows: Row) -> tuple[Facts, dict[str, int]]:
    facts = Facts()
    known = Governments({place.geoid: place for place in PLACES}, {}, {})
    return facts, add_agencies(facts, list(rows), COUNTIES, known)


def served(row: Row) -> dict[str, list[str]]:
    """Return each agency that a row gives, by the end of its IRI, and the codes that it serves."""
    facts, _ = link(row)
    found: dict[str, list[str]] = {}
    for triple in facts:
        assert isinstance(triple.subject, ox.NamedNode)
        codes = found.setdefault(triple.subject.value.removeprefix(f"{AGENCY}us/"), [])
        if triple.predicate == SERVES:
            assert isinstance(triple.object, ox.NamedNode)
            codes.append(triple.object.value.rpartition("/")[2])
    return {name: sorted(codes) for name, codes in found.items()}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            agency("MN0070000", "Blue Earth", "BLUE EARTH", "County"),
            {"county/27013/sheriff": ["27013"]},
        ),
        (agency("NB0010000", "Adams", "ADAMS", "County"), {"county/31001/sheriff": ["31001"]}),
        (
            agency("MD0030000", "Baltimore County", "BALTIMORE", "County"),
            {"county/24005/sheriff": ["24005"]},
        ),
        (
            agency("MD0030100", "Baltimore County Police Department", "BALTIMORE", "County"),
            {"ori/MD0030100": ["24005"]},
        ),
        (agency("NY0290000", "Nassau", "NASSAU", "County"), {"ori/NY0290000": ["36059"]}),
        (
            agency("NM0070000", "Dona Ana", "DONA ANA", "County"),
            {"county/35013/sheriff": ["35013"]},
        ),
        (
            agency("IL0500000", "La Salle", "LA SALLE", "County"),
            {"county/17099/sheriff": ["17099"]},
        ),
    ],
)
def test_county_agencies_serve_their_county(row: Row, expected: dict[str, list[str]]) -> None:
    assert served(row) == expected


@pytest.mark.parametrize(
    ("name", "counties", "ori", "expected"),
    [
        ("Mankato", "BLUE EARTH, NICOLLET", "MN0070100", "2739878"),
        ("Mankato Township", "BLUE EARTH", "MN0070200", "2701339896"),
        ("Saginaw Township", "SAGINAW", "MI7371800", "2614570540"),
        ("Hamilton Township, Mercer County", "MERCER", "NJ0110300", "3402129310"),
        ("Hamilton Township", "ATLANTIC", "NJ0011200", "3400129280"),
        ("Rutland", "RUTLAND", "VT0110200", "5061225"),
        ("Rutland Town", "RUTLAND", "VT0111200", "5002161300"),
        ("Swanton", "FRANKLIN", "VT0060300", "5001171725"),
        ("Madison Police Department", "DANE", "WI0130000", "5548000"),
    ],
)
def test_police_are_linked_where_one_place_fits(
    name: str, counties: str, ori: str, expected: str
) -> None:
    assert served(agency(ori, name, counties)) == {f"ori/{ori}": [expected]}


@pytest.mark.parametrize(
    ("name", "counties", "ori"),
    [
        ("Hamilton Township", "NOT SPECIFIED", "NJ0999900"),  # there are two
        ("Town of Madison", "DANE", "WI0131000"),  # the city is another government
        ("Northern York County Regional", "YORK", "PA0671500"),
    ],
)
def test_police_are_not_linked_on_a_guess(name: str, counties: str, ori: str) -> None:
    assert served(agency(ori, name, counties)) == {f"ori/{ori}": []}


def test_state_agencies_serve_the_state_and_others_are_only_named() -> None:
    facts, counts = link(
        agency("MNMHP0100", "State Patrol:", "RAMSEY", "State Police"),
        agency("MN0272400", "University of Minnesota:", "HENNEPIN", "University or College"),
        agency("MN0070000", "Blue Earth", "BLUE EARTH", "County"),
    )
    assert counts == {
        "State Police, linked": 1,
        "University or College, not linked": 1,
        "County, linked": 1,
    }
    labels = {str(t.object) for t in facts if t.predicate == iri("rdfs:label")}
    assert labels == {
        '"State Patrol (Ramsey), MN"@en',
        '"University of Minnesota, MN"@en',
        '"Sheriff of Blue Earth County, MN"@en',
    }


def test_a_county_has_one_sheriff() -> None:
    facts, _ = link(
        agency("MN0070000", "Blue Earth", "BLUE EARTH", "County"),
        agency("MN0079900", "Blue Earth", "BLUE EARTH", "County"),
    )
    agencies = {str(t.subject) for t in facts}
    assert agencies == {
        f"<{AGENCY}us/county/27013/sheriff>",
        f"<{AGENCY}us/ori/MN0079900>",
    }


# --- One file a state, nothing said twice ---


def test_what_others_state_is_left_out_and_what_they_do_not_is_kept() -> None:
    facts, stated = Facts(), Facts()
    mankato = jurisdiction_iri("2739878")
    facts.add(mankato, "pg:Municipality", rdfs__label=text("Mankato"), population=1)
    stated.add(mankato, "pg:Municipality", rdfs__label=text("Mankato city"))
    (part,) = divide(facts, stated).values()
    assert [str(triple.predicate) for triple in part] == [f"<{PG}population>"]


def test_a_department_known_by_its_place_keeps_that_iri() -> None:
    facts, _ = link(agency("MN0070100", "Mankato", "BLUE EARTH"))
    stated = Facts()
    known = stated.add(
        f"{AGENCY}us/place/2739878/police", "pg:LawEnforcementAgency", rdfs__label=text("Police")
    )
    (part,) = divide(facts, stated).values()
    assert {str(triple.subject) for triple in part} == {f"<{known}>"}
    said = {triple.predicate.value for triple in part}
    assert f"{PG}oriId" in said
    assert not any(name.endswith("label") and "altLabel" not in name for name in said)


def test_each_state_has_its_file_and_odd_codes_theirs() -> None:
    facts, _ = link(
        agency("NB0010000", "Adams", "ADAMS", "County"),
        agency("NB0010100", "Hastings", "ADAMS"),
        agency("GM0010000", "Guam Police Department", "NOT SPECIFIED", "Other"),
        agency("USPO00000", "Postal Inspection", "NOT SPECIFIED", "Federal"),
    )
    assert set(divide(facts, Facts())) == {"gazetteer/ne", "gazetteer/gu", "gazetteer/dc"}


def test_the_excerpt_gives_every_kind_of_thing() -> None:
    folder = SourceFolder(EXCERPTS, contracts=False)
    facts = build({table.path: folder.read(table) for table in SOURCE.tables})
    kinds = {str(t.object).rpartition("/")[2].rstrip(">") for t in facts if "#type" in str(t)}
    assert kinds == {
        "Municipality", "Township", "CountyEquivalent", "CodeChange", "LawEnforcementAgency",
        "FederalAgency", "SourceDocument",
    }  # fmt: skip


# --- What is shipped ---


@pytest.fixture(scope="module")
def whole() -> LocalStore:
    return LocalStore.shipped(gazetteer=True, large=True)


def count(store: LocalStore, pattern: str) -> int:
    ((number,),) = store.select(f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")
    return int(number or 0)


def test_the_numbers_of_the_catalogue_are_those_of_the_graph(whole: LocalStore) -> None:
    for pattern in (
        "?place a pg:Municipality",
        "?place a pg:Township",
        "?agency pg:oriId ?ori",
        "?agency pg:oriId ?ori FILTER EXISTS { ?agency pg:servesJurisdiction ?place }",
    ):
        assert f"{count(whole, pattern):,}" in SOURCE.coverage, pattern


def test_files_are_small_and_each_is_a_graph_of_its_state(whole: LocalStore) -> None:
    files = sorted((locate("data/ttl") / "gazetteer").glob("*.ttl"))
    usps = {row["usps"].lower() for row in read_beside("us_states.csv")}
    assert {path.stem for path in files} <= usps
    assert len(files) >= 52
    assert max(path.stat().st_size for path in files) < 2_000_000
    graph = f"{BASE}source/us_gazetteer/mn"
    assert whole.ask(f"ASK {{ GRAPH <{graph}> {{ ?place pg:isWithin state:27 }} }}")
    assert not whole.ask(f"ASK {{ GRAPH <{graph}> {{ ?place pg:isWithin state:55 }} }}")


def test_the_default_load_has_none_of_it(shipped: LocalStore) -> None:
    assert not shipped.ask("ASK { ?place pg:population ?number }")


def test_nothing_is_said_twice_and_nothing_is_missing(whole: LocalStore) -> None:
    for name in ("geoid", "geoidVintage", "population", "ocdDivisionId", "isWithin", "oriId"):
        clash = f"?x pg:{name} ?a, ?b FILTER(STR(?a) < STR(?b))"
        assert count(whole, clash) == 0, name
    assert count(whole, "?x rdfs:label ?a, ?b FILTER(STR(?a) < STR(?b))") == 0
    assert count(whole, "?x pg:oriId ?o . ?y pg:oriId ?o FILTER(STR(?x) < STR(?y))") == 0
    for name in ("isWithin", "servesJurisdiction", "isConsolidatedWith", "changesCodeFrom"):
        lost = f"?x pg:{name} ?place FILTER NOT EXISTS {{ ?place a ?kind }}"
        assert count(whole, lost) == 0, name


def test_code_changes_lead_from_the_old_codes_to_the_new(whole: LocalStore) -> None:
    table = whole.select(
        "SELECT ?from ?to WHERE { ?change pg:changesCodeFrom/pg:geoid ?from ;"
        " pg:changesCodeTo/pg:geoid ?to ; pg:changedOn ?on ; dcterms:source ?notice ."
        " ?notice a pg:SourceDocument }"
    )
    pairs = {(row[0], row[1]) for row in table}
    assert {
        ("02261", "02063"), ("02261", "02066"), ("02270", "02158"), ("46113", "46102"),
        ("51515", "51019"), ("09003", "09110"),
    } <= pairs  # fmt: skip


@pytest.mark.parametrize(
    ("geoid", "label"),
    [
        ("2743000", "Minneapolis"),
        ("5151000", ""),
        ("0911002060", ""),
        ("0900302060", "Avon"),
        ("3650034", "Newburgh"),
        ("2148003", "Louisville-Jefferson County"),
    ],
)
def test_some_places(whole: LocalStore, geoid: str, label: str) -> None:
    rows = list(whole.select(f'SELECT ?l WHERE {{ ?p pg:geoid "{geoid}" ; rdfs:label ?l }}'))
    assert rows == ([(label,)] if label else [])


def test_cities_that_are_counties_are_linked_to_them(whole: LocalStore) -> None:
    for city, area in (("5101000", "51510"), ("4752004", "47037"), ("0820000", "08031")):
        assert whole.ask(
            f'ASK {{ ?city pg:geoid "{city}" ; pg:isConsolidatedWith/pg:geoid "{area}" }}'
        ), city
