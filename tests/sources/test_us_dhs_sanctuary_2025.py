"""Every entry of the list of May 2025 is attributed with care, or flagged."""

from __future__ import annotations

from collections import Counter

import pyoxigraph as ox
import pytest

from policygraph.errors import SourceError
from policygraph.namespaces import LISTING, PG, jurisdiction_iri
from policygraph.resources import locate
from policygraph.sources import Row, read_beside
from policygraph.sources.us_dhs_sanctuary_2025 import ID, ROWS, build

CODINGS = {row["row"]: row for row in read_beside(f"{ID}.csv")}
STATES = {row["usps"]: row["geoid"] for row in read_beside("us_states.csv")}


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    for name in (ID, "us_census_gazetteer_2017", "register"):
        path = locate("data/ttl").joinpath(f"{name}.ttl")
        store.bulk_load(path.read_bytes(), ox.RdfFormat.TURTLE)
    return store


def objects(store: ox.Store, slug: str, prop: str) -> set[str]:
    listing = ox.NamedNode(f"{LISTING}{ID}/list/{slug}")
    found = store.quads_for_pattern(listing, ox.NamedNode(PG + prop), None)
    return {quad.object.value for quad in found if not isinstance(quad.object, ox.Triple)}


def test_every_row_is_coded_once() -> None:
    assert list(CODINGS) == [str(number) for number in range(1, 606)]
    assert len({row["named"] for row in CODINGS.values()}) == 605


def test_rows_by_the_kind_of_place() -> None:
    """The counts: states, counties and independent cities, places, towns; doubtful; nothing."""
    kinds = Counter("maybe" if row["maybe"] else len(row["geoid"]) for row in CODINGS.values())
    assert kinds == {2: 15, 5: 406, 7: 167, 10: 12, "maybe": 4, 0: 1}


def test_every_place_lies_in_the_state_it_is_listed_under() -> None:
    for row in CODINGS.values():
        state = STATES[row["named"].rpartition(", ")[2]]
        for geoid in [row["geoid"], *row["maybe"].split()]:
            assert geoid[:2] in {state, ""}, row["named"]


def test_a_doubt_has_two_candidates_or_more_and_a_note() -> None:
    for row in CODINGS.values():
        if row["maybe"]:
            assert row["geoid"] == ""
            assert len(row["maybe"].split()) > 1
        if not row["geoid"] or row["confidence"] != "verbatim":
            assert row["note"], row["named"]


def test_every_listing_and_place_is_in_the_graph(store: ox.Store) -> None:
    listings = list(store.quads_for_pattern(None, ox.NamedNode(f"{PG}isListedIn"), None))
    assert len(listings) == 605
    for row in CODINGS.values():
        for geoid in [row["geoid"], *row["maybe"].split()]:
            if geoid:
                place = ox.NamedNode(jurisdiction_iri(geoid))
                assert any(store.quads_for_pattern(place, None, None)), row["named"]


@pytest.mark.parametrize(
    ("slug", "geoid"),
    [
        ("self-identification-as-a-state-sanctuary-jurisdiction-ca", "06"),
        ("self-identification-as-local-sanctuary-jurisdiction-dc", "11"),
        ("court-order-requiring-state-sanctuary-requirements-ri", "44"),
        ("lawrence-ks", "2038900"),
        ("douglas-county-ks", "20045"),
        ("new-orleans-orleans-parish-la", "2255000"),
        ("debaca-county-nm", "35011"),
        ("doña-ana-county-nm", "35013"),
        ("ventura-ca", "0665042"),
        ("city-of-boise-id", "1608830"),
        ("city-of-honolulu-hi", "15003"),
        ("city-of-anchorage-ak", "0203000"),
        ("nashville-tn", "47037"),
        ("louisville-ky", "21111"),
        ("jefferson-county-ky", "21111"),
        ("athens-ga", "13059"),
        ("athens-clarke-county-ga", "13059"),
        ("baltimore-city-md", "24510"),
        ("baltimore-county-md", "24005"),
        ("richmond-va", "51760"),
        ("richmond-county-va", "51159"),
        ("richmond-ca", "0660620"),
        ("alexandria-va", "51510"),
        ("tazewell-va", "5177792"),
        ("tazewell-county-va", "51185"),
        ("san-francisco-ca", "0667000"),
        ("san-francisco-county-ca", "06075"),
        ("orleans-ma", "2500151440"),
        ("montclair-township-nj", "3401347500"),
        ("camden-de", "1010760"),
        ("camden-nj", "3410000"),
        ("imperial-ca", "0636280"),
        ("imperial-county-ca", "06025"),
    ],
)
def test_the_traps(store: ox.Store, slug: str, geoid: str) -> None:
    assert objects(store, slug, "listsJurisdiction") == {jurisdiction_iri(geoid)}
    assert objects(store, slug, "mayListJurisdiction") == set()


@pytest.mark.parametrize(
    ("slug", "geoids"),
    [
        ("st-joseph-il", {"1701966963", "1766950"}),
        ("east-hampton-ny", {"3610322194", "3622183"}),
        ("ithaca-ny", {"3610938088", "3638077"}),
        ("new-paltz-ny", {"3611150562", "3650551"}),
    ],
)
def test_names_that_fit_two_places(store: ox.Store, slug: str, geoids: set[str]) -> None:
    assert objects(store, slug, "listsJurisdiction") == set()
    assert objects(store, slug, "mayListJurisdiction") == {jurisdiction_iri(g) for g in geoids}


def test_a_postal_place_is_no_jurisdiction(store: ox.Store) -> None:
    assert objects(store, "represa-ca", "listsJurisdiction") == set()
    assert objects(store, "represa-ca", "mayListJurisdiction") == set()
    assert objects(store, "represa-ca", "locator") == {"row 93"}


def test_names_and_headings_stand_as_printed(store: ox.Store) -> None:
    assert objects(store, "debaca-county-nm", "nameAsPublished") == {"DeBaca County"}
    assert objects(store, "lawrence-ks", "headingAsPublished") == {"County"}
    assert objects(store, "douglas-county-ks", "headingAsPublished") == {"Cities"}


def test_an_independent_city_is_one_with_its_place(store: ox.Store) -> None:
    place, county = (ox.NamedNode(jurisdiction_iri(code)) for code in ("5101000", "51510"))
    is_one = ox.NamedNode(f"{PG}isConsolidatedWith")
    assert any(store.quads_for_pattern(place, is_one, county))


def test_a_coding_of_another_name_is_refused() -> None:
    row = Row(
        {"n": "1", "state": "AK", "heading_on_page": "Cities", "name_as_listed": "Nome"},
        "a, line 2",
    )
    with pytest.raises(SourceError, match=r"is about Nome, AK, but .* codes City of Anchorage, AK"):
        build({ROWS.path: [row]})


def test_a_row_without_coding_is_refused() -> None:
    row = Row({"n": "606", "state": "AK", "heading_on_page": "", "name_as_listed": "Nome"}, "a")
    with pytest.raises(SourceError, match=r"no coding for row 606 \(Nome, AK\)"):
        build({ROWS.path: [row]})
