"""Which governments are in the gazetteer, under which code and name."""

from __future__ import annotations

import pytest

from policygraph.sources import Row
from policygraph.sources.governments import Governments, bare_name, find_governments, title_case


def government(geoid: str, name: str, **more: str) -> Row:
    kind = "township" if len(geoid) == 10 else "city"
    return Row(
        {
            "canonical_govid": f"g{geoid}",
            "gov_name": name,
            "type_label": kind,
            "fips_state": geoid[:2] or "27",
            "fips_county": geoid[2:5] if kind == "township" else "053",
            "last_year": "2022",
            "census_geoid": geoid,
            "population_acs": "12",
        }
        | more
    )


def division(geoid: str, name: str) -> Row:
    return Row({"id": f"ocd-division/{geoid}", "name": name, "census_geoid": f"place-{geoid}"})


def find(*rows: Row, divisions: tuple[Row, ...] = ()) -> Governments:
    return find_governments(rows, divisions)


def test_the_name_of_the_division_is_taken_and_stripped_of_its_type() -> None:
    known = find(
        government("2743000", "MINNEAPOLIS CITY"),
        divisions=(division("2743000", "Minneapolis city"),),
    ).found["2743000"]
    assert (known.name, known.full_name) == ("Minneapolis", "Minneapolis city")
    assert (known.division, known.vintage, known.population) == (
        "ocd-division/2743000",
        "2022",
        12,
    )
    assert known.county == "27053"


def test_without_a_division_the_name_in_capitals_is_written_as_names_are() -> None:
    known = find(government("4573555", "VAN WYCK TOWN", population_acs="")).found["4573555"]
    assert (known.name, known.full_name, known.division) == ("Van Wyck", "Van Wyck town", "")
    assert known.population is None


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Plainfield charter township", "Plainfield"),
        ("Iowa City city", "Iowa City"),
        ("Juneau city and borough", "Juneau"),
        ("Agawam Town city", "Agawam"),
        ("Kearns metro township", "Kearns"),
        ("Honolulu city and county", "Honolulu"),
        ("Princeton", "Princeton"),
        ("Carson City", "Carson City"),
        ("CARSON CITY CITY", "CARSON CITY"),
    ],
)
def test_the_legal_type_comes_off_once(name: str, bare: str) -> None:
    assert bare_name(name) == bare


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("ST ROSE VILLAGE", "St Rose village"),
        ("SPERRY-GOODRICH TOWNSHIP", "Sperry-Goodrich township"),
        ("LAKE OF THE WOODS CITY", "Lake of the Woods city"),
        ("THE HIGHLANDS CITY", "The Highlands city"),
        ("DEMOTTE TOWN", "Demotte town"),
    ],
)
def test_capitals_become_a_name(name: str, written: str) -> None:
    assert title_case(name) == written


def test_a_town_of_connecticut_keeps_its_code_of_the_legacy_county() -> None:
    known = find(
        government("0911002060", "AVON TOWN"), divisions=(division("0900302060", "Avon town"),)
    )
    assert set(known.found) == {"0900302060"}
    assert known.found["0900302060"].vintage == "2017"
    assert known.codes == {"g0911002060": "0900302060"}


def test_one_government_with_two_codes_is_one_place() -> None:
    known = find(
        government("2573405", "WATERTOWN CITY"),
        divisions=(division("2573440", "Watertown Town city"),),
    )
    assert set(known.found) == {"2573440"}


def test_a_new_village_is_not_the_town_it_came_from() -> None:
    known = find(
        government("5582575", "VERNON VILLAGE"), divisions=(division("5513382575", "Vernon town"),)
    )
    assert set(known.found) == {"5582575"}


def test_a_name_that_two_free_codes_bear_says_nothing() -> None:
    known = find(
        government("4840738", "LAKESIDE CITY"),
        divisions=(division("4840739", "Lakeside city"), division("4840744", "Lakeside town")),
    )
    assert set(known.found) == {"4840738"}


def test_what_is_left_out_is_counted_by_reason() -> None:
    known = find(
        government("", "COUNTY LINE TOWN", canonical_govid="a"),
        government("1706080", "BIRDS VILLAGE", last_year="2007"),
        government("5105544", "BEDFORD TOWN"),
        government("5105544", "BEDFORD CITY", last_year="2007", canonical_govid="old"),
        government("0124616", "EUNOLA TOWN", last_year="2002"),
        divisions=(division("0124616", "Eunola town"),),
    )
    assert set(known.found) == {"5105544", "0124616"}  # a division is a sign of life
    assert known.found["5105544"].full_name == "Bedford town"
    assert known.left_out == {
        "city without a GEOID": 1,
        "city not seen since 2012": 1,
        "city with a GEOID that a later one has": 1,
    }


def test_counties_and_states_only_give_their_codes() -> None:
    known = find(government("27053", "HENNEPIN COUNTY", type_label="county"))
    assert (known.found, known.codes) == ({}, {"g27053": "27053"})
