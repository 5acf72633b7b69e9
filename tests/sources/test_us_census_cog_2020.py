"""Direct federal aid of 2020: what is counted, what is not, and where each figure stands."""

from __future__ import annotations

import csv
import os
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest

from policygraph.errors import SourceError
from policygraph.graph import Facts, iri
from policygraph.namespaces import CLAIM, PG, jurisdiction_iri
from policygraph.sources import Row, SourceFolder
from policygraph.sources.governments import GOVERNMENTS, find_governments
from policygraph.sources.us_census_cog_2020 import ITEMS, SOURCE, build, divide
from policygraph.sources.us_census_gazetteer_2017 import DIVISIONS
from policygraph.store import LocalStore

EXCERPTS = Path(__file__).parents[1] / "fixtures" / "sources"
CHECK = "base/derived_cog_fy2020_federal_share.csv"


def government(number: str, geoid: str) -> Row:
    return Row(
        {
            "canonical_govid": number,
            "gov_name": "A COUNTY",
            "type_label": "county",
            "fips_state": geoid[:2],
            "fips_county": geoid[2:],
            "last_year": "2022",
            "census_geoid": geoid,
            "population_acs": "",
        }
    )


def build_items(*items: tuple[str, int, str], geoid: str = "27123") -> dict[str, list[str]]:
    """Return what is said of the observation of one government, by property."""
    rows = [
        Row(
            {"canonical_govid": "g", "item_code": code, "amt": str(amount), "impute_flag": flag},
            f"items, row {number}",
        )
        for number, (code, amount, flag) in enumerate(items, 1)
    ]
    facts = build(
        {
            ITEMS.path: rows,
            GOVERNMENTS.path: [government("g", geoid)],
            DIVISIONS.path: [],
        }
    )
    said: dict[str, list[str]] = {}
    for triple in facts:
        if triple.subject == ox.NamedNode(f"{CLAIM}us_census_cog_2020/g"):
            value = triple.object.value if not isinstance(triple.object, ox.Triple) else ""
            said.setdefault(triple.predicate.value.removeprefix(PG), []).append(value)
    return said


def test_aid_over_general_revenue_in_dollars_with_its_measure() -> None:
    said = build_items(("B01", 30, "R"), ("B89", 10, "R"), ("T01", 160, "R"))
    assert said["amountUsd"] == ["40000"]
    assert [Decimal(share) for share in said["shareOfBase"]] == [Decimal("0.2")]
    assert said["hasFundingMeasure"] == [str(iri("measure:direct-federal-aid").value)]
    assert said["hasShareBase"] == [str(iri("base:general-revenue").value)]
    assert said["isReceivedBy"] == [jurisdiction_iri("27123")]
    assert said["referenceYear"] == ["2020"]
    assert said["isApproximate"] == ["false"]


@pytest.mark.parametrize("code", ["T01", "T99", "A01", "A89", "B50", "C30", "D80", "U20"])
def test_general_revenue_counts(code: str) -> None:
    said = build_items(("B01", 10, "R"), (code, 10, "R"))
    assert Decimal(said["shareOfBase"][0]) == (Decimal(1) if code[0] == "B" else Decimal("0.5"))


@pytest.mark.parametrize(
    "code", ["A90", "A91", "A94", "W61", "X01", "Y01", "E29", "19T", "24T", "29U", "Z00", "M12"]
)
def test_balances_trusts_utilities_and_spending_do_not_count(code: str) -> None:
    assert build_items(("B01", 10, "R"), ("T01", 10, "R"), (code, 99, "I")) == build_items(
        ("B01", 10, "R"), ("T01", 10, "R")
    )


def test_no_item_of_federal_aid_is_no_observation_and_not_zero() -> None:
    assert build_items(("T01", 10, "R"), ("C30", 5, "R")) == {}


def test_what_is_imputed_is_said() -> None:
    rest = build_items(("B01", 10, "R"), ("T01", 30, "I"))
    assert rest["isApproximate"] == ["true"]
    assert rest["hasConfidence"] == [iri("conf:quoted").value]
    assert "75 % of the general revenue is imputed" in rest["summary"][0]
    aid = build_items(("B01", 10, "I"), ("T01", 30, "R"))
    assert aid["hasConfidence"] == [iri("conf:inferred").value]
    assert "The aid itself is partly imputed" in aid["summary"][0]


@pytest.mark.parametrize("items", [(("B01", 10, "R"), ("T01", -5, "R")), (("B01", -1, "R"),)])
def test_figures_that_make_no_sense_stop_the_build(items: tuple[tuple[str, int, str], ...]) -> None:
    with pytest.raises(SourceError, match="of federal aid in a general revenue of"):
        build_items(*items)


def test_a_government_without_a_code_stops_the_build() -> None:
    item = Row({"canonical_govid": "x", "item_code": "B01", "amt": "1", "impute_flag": "R"})
    with pytest.raises(SourceError, match="no GEOID is known for the government x"):
        build({ITEMS.path: [item], GOVERNMENTS.path: [], DIVISIONS.path: []})


def test_an_amount_that_is_no_number_is_placed() -> None:
    with pytest.raises(SourceError, match=r"^items, row 1: invalid literal"):
        build(
            {
                ITEMS.path: [
                    Row(
                        {
                            "canonical_govid": "g",
                            "item_code": "B01",
                            "amt": "many",
                            "impute_flag": "R",
                        },
                        "items, row 1",
                    )
                ],
                GOVERNMENTS.path: [government("g", "27123")],
                DIVISIONS.path: [],
            }
        )


def test_figures_of_places_that_others_name_are_in_the_default_load() -> None:
    folder = SourceFolder(EXCERPTS, contracts=False)
    facts = build({table.path: folder.read(table) for table in SOURCE.tables})
    stated = Facts()
    stated.add(jurisdiction_iri("27123"), "pg:CountyEquivalent")
    stated.add(jurisdiction_iri("27053"), "pg:CountyEquivalent")
    stated.add("pg:policy", appliesIn=jurisdiction_iri("27123"))
    stated.add("pg:other", appliesIn=jurisdiction_iri("2739878"))  # named, but described nowhere
    received = {
        name: {str(t.object)[-8:-1].strip("/") for t in part if t.predicate.value.endswith("By")}
        for name, part in divide(facts, stated).items()
    }
    assert received == {
        "us_census_cog_2020": {"y/27123"},
        "large/us_census_cog_2020": {"y/27053", "2739878"},
    }


def test_a_city_reports_for_the_county_that_it_is() -> None:
    facts, stated = Facts(), Facts()
    city, area = jurisdiction_iri("0820000"), jurisdiction_iri("08031")
    facts.add("pg:claim", isReceivedBy=city)
    stated.add(city, "pg:Municipality", isConsolidatedWith=area)
    stated.add("pg:listing", listsJurisdiction=area)
    assert len(divide(facts, stated)["us_census_cog_2020"]) == 1


# --- Against the figures that others derived from the same survey ---


def shipped_figures(store: LocalStore) -> dict[str, tuple[Decimal, Decimal]]:
    table = store.select(
        "SELECT ?claim ?amount ?share WHERE { ?claim pg:hasFundingMeasure"
        " measure:direct-federal-aid ; pg:amountUsd ?amount ; pg:shareOfBase ?share }"
    )
    return {
        str(claim).rpartition("/")[2]: (Decimal(amount or ""), Decimal(share or ""))
        for claim, amount, share in table
    }


@pytest.fixture(scope="module")
def large() -> LocalStore:
    return LocalStore.shipped(large=True)


@pytest.mark.parametrize(
    ("number", "thousands", "share"),
    [
        ("010000226085", 13_550_725, "0.40334"),  # Alabama
        ("271053167358", 62_428, "0.01988"),  # Hennepin County MN
        ("271123106736", 1_226, "0.00149"),  # Ramsey County MN
    ],
)
def test_some_figures_are_those_derived_elsewhere(
    large: LocalStore, number: str, thousands: int, share: str
) -> None:
    assert shipped_figures(large)[number] == (Decimal(thousands * 1000), Decimal(share))


def test_every_figure_is_that_derived_elsewhere(large: LocalStore) -> None:
    """All of them where the whole tables are at hand, the number of them elsewhere."""
    figures = shipped_figures(large)
    assert len(figures) == 3_897
    tables = os.environ.get("POLICYGRAPH_SOURCES")
    if not tables:
        return
    with (Path(tables) / CHECK).open(encoding="utf-8", newline="") as file:
        check = {row["canonical_govid"]: row for row in csv.DictReader(file)}
    assert {number for number, row in check.items() if row["fed_igr"] != "0"} == set(figures)
    for number, (amount, share) in figures.items():
        assert amount == int(check[number]["fed_igr"]) * 1000
        assert abs(share - Decimal(check[number]["fed_share"])) <= Decimal("0.00001"), number


def test_every_code_of_the_survey_is_known_where_the_tables_are_at_hand() -> None:
    tables = os.environ.get("POLICYGRAPH_SOURCES")
    folder = SourceFolder(Path(tables) if tables else EXCERPTS, contracts=bool(tables))
    codes = find_governments(folder.read(GOVERNMENTS), folder.read(DIVISIONS)).codes
    assert {row["canonical_govid"] for row in folder.read(ITEMS)} <= set(codes)


def test_both_measures_stand_side_by_side_and_apart(shipped: LocalStore) -> None:
    table = shipped.select(
        "SELECT ?measure ?base ?amount WHERE { ?claim pg:isReceivedBy county:27123 ;"
        " pg:hasFundingMeasure ?measure ; pg:hasShareBase ?base ; pg:amountUsd ?amount }"
    )
    assert {tuple(row) for row in table} == {
        (iri("measure:direct-federal-aid").value, iri("base:general-revenue").value, "1226000"),
        (
            iri("measure:federal-funding-in-budget").value,
            iri("base:total-budget").value,
            "89600000",
        ),
    }


def test_the_default_load_holds_no_figure_of_a_place_that_it_does_not_describe(
    shipped: LocalStore,
) -> None:
    assert not shipped.ask(
        "ASK { ?claim pg:isReceivedBy ?place FILTER NOT EXISTS { ?place a ?kind } }"
    )
