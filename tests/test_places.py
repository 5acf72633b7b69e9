"""Places by name and code, in the gazetteer of the bundled graph."""

from __future__ import annotations

import pytest

from policygraph.errors import AmbiguousPlaceError, UnknownPlaceError
from policygraph.places import Place, find_place, load_places
from policygraph.store import LocalStore


@pytest.fixture(scope="module")
def places(shipped: LocalStore) -> dict[str, Place]:
    return load_places(shipped)


def test_every_place_has_its_state(places: dict[str, Place]) -> None:
    assert len(places) > 3000
    without = [place for place in places.values() if not (place.state and place.state_name)]
    assert without == []
    states = [place for place in places.values() if place.iri == place.state_iri]
    assert {len(place.geoid) for place in states} == {2}
    assert len(states) >= 51


@pytest.mark.parametrize(
    ("text", "geoid"),
    [
        ("27123", "27123"),
        ("Ramsey County, MN", "27123"),
        ("ramsey county, mn", "27123"),
        ("  Ramsey County ,  Minnesota ", "27123"),
        ("Ramsey, MN", "27123"),
        ("Ramsey County, minnesota", "27123"),
        ("Orleans Parish, LA", "22071"),
        ("Orleans, Louisiana", "22071"),
        ("Doña Ana County, NM", "35013"),
        ("North Dakota", "38"),
        ("38", "38"),
        ("Saint Louis County, MN", "27137"),
        ("St. Louis County, MN", "27137"),
        ("Saint Louis city, MO", "29510"),
        ("Queens, NY", "36081"),
        ("New York", None),
        ("New York, NY", None),
        ("District of Columbia", None),
    ],
)
def test_a_name_or_a_code_finds_its_place(
    places: dict[str, Place], text: str, geoid: str | None
) -> None:
    if geoid is None:
        with pytest.raises(AmbiguousPlaceError):
            find_place(places.values(), text)
    else:
        assert find_place(places.values(), text).geoid == geoid


def test_a_name_that_fits_several_places_names_them_all(places: dict[str, Place]) -> None:
    with pytest.raises(AmbiguousPlaceError) as caught:
        find_place(places.values(), "Ramsey County")
    said = str(caught.value)
    assert "Ramsey County, MN (county, GEOID 27123)" in said
    assert "Ramsey County, ND (county, GEOID 38071)" in said
    assert "fits 2 places" in said
    assert said.endswith("Add the state or give the GEOID.")


def test_a_bare_name_fits_a_county_and_a_city_alike(places: dict[str, Place]) -> None:
    with pytest.raises(AmbiguousPlaceError) as caught:
        find_place(places.values(), "Baltimore, MD")
    assert "24005" in str(caught.value)
    assert "24510" in str(caught.value)
    assert str(caught.value).endswith("Give the GEOID.")
    assert find_place(places.values(), "Baltimore County, MD").geoid == "24005"


def test_a_name_with_a_state_is_never_the_state(places: dict[str, Place]) -> None:
    with pytest.raises(AmbiguousPlaceError) as caught:
        find_place(places.values(), "New York, NY")
    said = str(caught.value)
    assert "fits 2 places" in said
    assert "New York County, NY (county, GEOID 36061)" in said
    assert "New York, NY (city, GEOID 3651000)" in said


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Ramsay County, MN", "Ramsey County, MN"),
        ("Henepin County, MN", "Hennepin County, MN"),
        ("Nowhere at all", "Give 'Name, ST' or the GEOID."),
        ("99999", "Give 'Name, ST' or the GEOID."),
        ("", "Give 'Name, ST' or the GEOID."),
        (",", "Give 'Name, ST' or the GEOID."),
        ("County", "Give 'Name, ST' or the GEOID."),
        ("Ramsey County, WY", "Ramsey County"),
    ],
)
def test_an_unknown_place_is_told_with_what_was_meant(
    places: dict[str, Place], text: str, hint: str
) -> None:
    with pytest.raises(UnknownPlaceError) as caught:
        find_place(places.values(), text)
    assert f"No place {text!r} is in the graph." in str(caught.value)
    assert hint in str(caught.value)


def test_the_state_of_a_name_must_fit(places: dict[str, Place]) -> None:
    with pytest.raises(UnknownPlaceError):
        find_place(places.values(), "Hennepin County, Mars")


def test_every_place_is_found_by_its_code_and_by_its_full_name(places: dict[str, Place]) -> None:
    some = [place for place in places.values() if place.geoid[:2] in {"20", "27", "12", "24"}]
    assert len(some) > 250
    for place in some:
        assert find_place(places.values(), place.geoid) is place
        try:
            assert find_place(places.values(), str(place)) is place
        except AmbiguousPlaceError as error:
            assert place.geoid in str(error)
