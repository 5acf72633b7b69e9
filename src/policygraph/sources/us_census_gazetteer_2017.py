"""Places: states, the federal district, territories, county equivalents, and cities named here.

County equivalents and their GEOID and GNIS codes are those of the Census Bureau's 2017 gazetteer;
OCD division ids are Open Civic Data's. The GNIS codes of the states are those of the Census
Bureau's reference file ``state.txt``. Cities and towns are here only where another source of
policygraph names them.
"""

from __future__ import annotations

from typing import Final

from policygraph.dates import PartialDate
from policygraph.errors import SourceError
from policygraph.graph import Facts, text
from policygraph.namespaces import JURISDICTION, jurisdiction_iri
from policygraph.sources import Row, Source, Table, read_beside, reading

COUNTRY: Final = f"{JURISDICTION}us"
VINTAGE: Final = PartialDate("2017")

COUNTIES: Final = Table(
    "base/2017_counties.txt",
    ("usps", "geoid", "gnis", "name", "land_m2", "water_m2", "land_mi2", "water_mi2", "lat", "lon"),
    minimum=3220,
    delimiter="|",
    header=False,
)
DIVISIONS: Final = Table(
    "base/us_census_places.csv", ("id", "name", "census_geoid"), minimum=39_000
)

#: Cities and towns that another source names, and the county equivalents they share their
#: government or their territory with.
CITIES: Final[dict[str, tuple[str, ...]]] = {
    "0468850": (),  # South Tucson AZ
    "0606000": (),  # Berkeley CA
    "0644000": (),  # Los Angeles CA
    "0804000": (),  # Aurora CO
    "0900922910": (),  # East Haven CT
    "0937000": (),  # Hartford CT
    "1714000": (),  # Chicago IL
    "1938595": (),  # Iowa City IA
    "2404000": ("24510",),  # Baltimore MD
    "2501501325": (),  # Amherst MA
    "2507000": (),  # Boston MA
    "2511000": (),  # Cambridge MA
    "2562535": (),  # Somerville MA
    "3451000": (),  # Newark NJ
    "3638077": (),  # Ithaca NY, the city
    "3610938088": (),  # Ithaca NY, the town
    "3651000": ("36005", "36047", "36061", "36081", "36085"),  # New York NY
    "4169600": (),  # Springfield OR
    "4260000": ("42101",),  # Philadelphia PA
    "5335415": (),  # Kent WA
}

#: The gazetteer file writes these letters in the wrong code page.
_MISREAD: Final = str.maketrans({"ń": "ñ", "Ń": "Ñ"})

#: Kusilvak (AK) was Wade Hampton and Oglala Lakota (SD) was Shannon until 2015.
_CODE_BEFORE: Final = {"02158": "02270", "46102": "46113"}

_TERRITORIES: Final = {"AS", "GU", "MP", "PR", "VI"}
_SUFFIXES: Final = (" city", " town", " village", " borough")


def _states(facts: Facts) -> None:
    facts.add(COUNTRY, "pg:Country", rdfs__label=text("United States"))
    facts.add(COUNTRY, ocdDivisionId=text("ocd-division/country:us", None))
    for row in read_beside("us_states.csv"):
        usps = row["usps"]
        kind = "Territory" if usps in _TERRITORIES else "State"
        facts.add(
            jurisdiction_iri(row["geoid"]),
            "pg:FederalDistrict" if usps == "DC" else f"pg:{kind}",
            rdfs__label=text(row["name"]),
            isWithin=COUNTRY,
            geoid=text(row["geoid"], None),
            geoidVintage=VINTAGE,
            gnisId=text(row["gnis"], None),
            ocdDivisionId=text(row["ocd_id"], None),
            uspsCode=text(usps, None),
        )


def _counties(facts: Facts, rows: list[Row], divisions: dict[str, Row]) -> None:
    for row in rows:
        geoid = row["geoid"]
        with reading(row):
            facts.add(
                jurisdiction_iri(geoid),
                "pg:CountyEquivalent",
                rdfs__label=text(row["name"].translate(_MISREAD)),
                isWithin=jurisdiction_iri(geoid[:2]),
                geoid=text(geoid, None),
                geoidVintage=VINTAGE,
                gnisId=text(row["gnis"], None),
                ocdDivisionId=text(_ocd_id(row, divisions), None),
            )


def _ocd_id(row: Row, divisions: dict[str, Row]) -> str:
    """Find the Open Civic Data division of a county equivalent.

    Independent cities and Carson City are ``place`` divisions there, under their place code; two
    counties stand under the code that they had before they were renamed in 2015; the District
    of Columbia is a division of its own kind.
    """
    if row["usps"] == "DC":
        return "ocd-division/country:us/district:dc"
    division = divisions.get(_CODE_BEFORE.get(row["geoid"], row["geoid"]))
    if division is not None:
        return division["id"]
    name = row["name"].removesuffix(" city").lower().replace(".", "").replace(" ", "_")
    made = f"ocd-division/country:us/state:{row['usps'].lower()}/place:{name}"
    if all(division["id"] != made for division in divisions.values()):
        raise SourceError(f"{row.where}: {DIVISIONS.path} has no division for {row['name']}.")
    return made


def _cities(facts: Facts, divisions: dict[str, Row]) -> None:
    for geoid, counties in CITIES.items():
        row = divisions.get(geoid)
        if row is None:
            raise SourceError(f"{DIVISIONS.path}: no division has the GEOID {geoid}.")
        name = row["name"]
        for suffix in _SUFFIXES:
            name = name.removesuffix(suffix)
        facts.add(
            jurisdiction_iri(geoid),
            "pg:Municipality" if len(geoid) == 7 else "pg:Township",
            rdfs__label=text(name),
            skos__altLabel=text(row["name"]),
            isWithin=jurisdiction_iri(geoid[:2]),
            isConsolidatedWith=[jurisdiction_iri(county) for county in counties],
            geoid=text(geoid, None),
            ocdDivisionId=text(row["id"], None),
        )


def build(tables: dict[str, list[Row]]) -> Facts:
    """Turn the gazetteer and the division ids into places.

    Parameters
    ----------
    tables : dict
        The rows of :data:`COUNTIES` and :data:`DIVISIONS`.

    Returns
    -------
    policygraph.graph.Facts
        The places.
    """
    divisions = {row["census_geoid"].removeprefix("place-"): row for row in tables[DIVISIONS.path]}
    facts = Facts()
    _states(facts)
    _counties(facts, tables[COUNTIES.path], divisions)
    _cities(facts, divisions)
    return facts


SOURCE: Final = Source(
    id="us_census_gazetteer_2017",
    title="Places of the United States, with Census, GNIS and Open Civic Data codes (2017)",
    description=(
        "States, the District of Columbia, territories and county equivalents with their Census "
        "GEOID, GNIS feature id and Open Civic Data division id; cities and towns only where "
        "another source here names them."
    ),
    publisher="US Census Bureau; Open Civic Data",
    rights="Census data are in the public domain; Open Civic Data ids are under CC0 1.0.",
    licence="http://creativecommons.org/publicdomain/zero/1.0/",
    coverage=(
        "All states, the federal district, five territories, and every county equivalent of the "
        "50 states, the District and Puerto Rico (codes of 2017). Legacy Connecticut counties. "
        "County equivalents of the island territories are not held."
    ),
    issued="2017",
    tables=(COUNTIES, DIVISIONS),
    build=build,
    least=22_500,
)
