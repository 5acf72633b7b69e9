"""Places: the awkward codes and names of the gazetteer, and its size as shipped."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest

from policygraph.errors import SourceError
from policygraph.graph import LABEL, TYPE
from policygraph.namespaces import PG, jurisdiction_iri
from policygraph.resources import locate
from policygraph.sources import Row, SourceFolder
from policygraph.sources.us_census_gazetteer_2017 import CITIES, COUNTIES, DIVISIONS, build

EXCERPTS = Path(__file__).parents[1] / "fixtures" / "sources"
Place = dict[str, set[str]]


def read_places(triples: list[ox.Triple]) -> dict[str, Place]:
    found: dict[str, Place] = defaultdict(lambda: defaultdict(set))
    for triple in triples:
        value = triple.object.value if not isinstance(triple.object, ox.Triple) else ""
        name = triple.predicate.value.removeprefix(PG)
        found[str(triple.subject).strip("<>")][name].add(value)
    return found


@pytest.fixture
def tables() -> dict[str, list[Row]]:
    folder = SourceFolder(EXCERPTS, contracts=False)
    return {table.path: folder.read(table) for table in (COUNTIES, DIVISIONS)}


@pytest.fixture
def places(tables: dict[str, list[Row]]) -> dict[str, Place]:
    return read_places(list(build(tables)))


@pytest.fixture(scope="module")
def shipped() -> dict[str, Place]:
    path = locate("data/ttl") / "us_census_gazetteer_2017.ttl"
    return read_places([q.triple for q in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)])


def test_a_misread_letter_is_mended(places: dict[str, Place], tables: dict[str, list[Row]]) -> None:
    (row,) = (row for row in tables[COUNTIES.path] if row["geoid"] == "35013")
    assert "ń" in row["name"]
    assert places[jurisdiction_iri("35013")][LABEL] == {"Doña Ana County"}


@pytest.mark.parametrize(
    ("geoid", "division"),
    [
        ("27123", "state:mn/county:ramsey"),
        ("24510", "state:md/place:baltimore"),
        ("29510", "state:mo/place:st_louis"),
        ("32510", "state:nv/place:carson_city"),
        ("51510", "state:va/place:alexandria"),
        ("02158", "state:ak/census_area:wade_hampton"),
        ("46102", "state:sd/county:oglala_lakota"),
        ("22071", "state:la/parish:orleans"),
        ("72021", "territory:pr/municipio:bayamón"),
        ("11001", "district:dc"),
    ],
)
def test_every_kind_of_county_equivalent_has_its_division(
    geoid: str, division: str, places: dict[str, Place], shipped: dict[str, Place]
) -> None:
    for source in (places, shipped):
        county = source[jurisdiction_iri(geoid)]
        assert county["ocdDivisionId"] == {f"ocd-division/country:us/{division}"}
        assert county[TYPE] == {f"{PG}CountyEquivalent"}
        assert county["isWithin"] == {jurisdiction_iri(geoid[:2])}


def test_a_consolidated_city_names_its_counties(places: dict[str, Place]) -> None:
    new_york = places[jurisdiction_iri("3651000")]
    assert new_york[LABEL] == {"New York"}
    assert len(new_york["isConsolidatedWith"]) == 5
    assert new_york["isConsolidatedWith"] <= set(places)


def test_a_city_and_a_town_of_one_name_stay_apart(places: dict[str, Place]) -> None:
    city, town = places[jurisdiction_iri("3638077")], places[jurisdiction_iri("3610938088")]
    assert city[LABEL] == town[LABEL] == {"Ithaca"}
    assert city[TYPE] == {f"{PG}Municipality"}
    assert town[TYPE] == {f"{PG}Township"}


def test_every_city_that_is_asked_for_is_there(shipped: dict[str, Place]) -> None:
    assert {jurisdiction_iri(geoid) for geoid in CITIES} <= set(shipped)


def test_a_city_without_division_stops_the_build(tables: dict[str, list[Row]]) -> None:
    tables[DIVISIONS.path] = [row for row in tables[DIVISIONS.path] if "boston" not in row["id"]]
    with pytest.raises(SourceError, match="no division has the GEOID 2507000"):
        build(tables)


def test_a_division_is_never_made_up(tables: dict[str, list[Row]]) -> None:
    tables[DIVISIONS.path] = [row for row in tables[DIVISIONS.path] if "carson" not in row["id"]]
    with pytest.raises(SourceError, match="has no division for Carson City"):
        build(tables)


def test_the_whole_gazetteer_is_shipped(shipped: dict[str, Place]) -> None:
    kinds = Counter(kind.removeprefix(PG) for place in shipped.values() for kind in place[TYPE])
    assert kinds == {
        "Country": 1,
        "State": 50,
        "FederalDistrict": 1,
        "Territory": 5,
        "CountyEquivalent": 3220,
        "Municipality": len([geoid for geoid in CITIES if len(geoid) == 7]),
        "Township": len([geoid for geoid in CITIES if len(geoid) == 10]),
    }


def test_codes_name_one_place_each(shipped: dict[str, Place]) -> None:
    codes = Counter(code for place in shipped.values() for code in place["geoid"])
    assert [code for code, count in codes.items() if count > 1] == []
    divisions = Counter(code for place in shipped.values() for code in place["ocdDivisionId"])
    doubled = {code.rsplit("/", 1)[1] for code, count in divisions.items() if count > 1}
    # One government with two codes of the Census: the District, and the city of Baltimore.
    assert doubled == {"district:dc", "place:baltimore"}


def test_every_code_has_its_form(shipped: dict[str, Place]) -> None:
    for iri, place in shipped.items():
        for code in place["geoid"]:
            assert iri == jurisdiction_iri(code)
        for code in place["gnisId"]:
            assert len(code) == 8
            assert code.isdigit()
