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
from policygraph.sources import NAMED, Row, Source, Table, read_beside, reading

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

#: Cities that are one government, or one territory, with county equivalents. Independent cities
#: need no entry: they are county equivalents themselves and are found by their division.
CONSOLIDATED: Final[dict[str, tuple[str, ...]]] = {
    "0203000": ("02020",),  # Anchorage AK
    "0667000": ("06075",),  # San Francisco CA
    "0809280": ("08014",),  # Broomfield CO
    "0820000": ("08031",),  # Denver CO
    "2255000": ("22071",),  # New Orleans LA
    "3651000": ("36005", "36047", "36061", "36081", "36085"),  # New York NY
    "4260000": ("42101",),  # Philadelphia PA
}

#: The gazetteer file writes these letters in the wrong code page.
_MISREAD: Final = str.maketrans({"ń": "ñ", "Ń": "Ñ"})

#: Kusilvak (AK) was Wade Hampton and Oglala Lakota (SD) was Shannon until 2015.
_CODE_BEFORE: Final = {"02158": "02270", "46102": "46113"}

_TERRITORIES: Final = {"AS", "GU", "MP", "PR", "VI"}
_SUFFIXES: Final = (
    " city", " town", " village", " borough", " municipality", " charter township", " township",
)  # fmt: skip


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


def _counties(facts: Facts, rows: list[Row], divisions: dict[str, Row]) -> dict[str, str]:
    """State the county equivalents; return the place codes of those that are cities."""
    independent = {}
    for row in rows:
        geoid = row["geoid"]
        with reading(row):
            place = jurisdiction_iri(geoid)
            division = _division(row, divisions)
            code = division["census_geoid"].removeprefix("place-")
            if len(code) > len(geoid):
                independent[code] = geoid
            facts.add(
                place,
                "pg:CountyEquivalent",
                rdfs__label=text(row["name"].translate(_MISREAD)),
                isWithin=jurisdiction_iri(geoid[:2]),
                geoid=text(geoid, None),
                geoidVintage=VINTAGE,
                gnisId=text(row["gnis"], None),
                ocdDivisionId=text(division["id"], None),
            )
    return independent


def _division(row: Row, divisions: dict[str, Row]) -> Row:
    """Find the Open Civic Data division of a county equivalent.

    Independent cities and Carson City are ``place`` divisions there, under their place code; two
    counties stand under the code that they had before they were renamed in 2015; the District
    of Columbia is a division of its own kind.
    """
    if row["usps"] == "DC":
        return Row({"id": "ocd-division/country:us/district:dc", "census_geoid": ""})
    division = divisions.get(_CODE_BEFORE.get(row["geoid"], row["geoid"]))
    if division is not None:
        return division
    name = row["name"].removesuffix(" city").lower().replace(".", "").replace(" ", "_")
    made = f"ocd-division/country:us/state:{row['usps'].lower()}/place:{name}"
    for division in divisions.values():
        if division["id"] == made:
            return division
    raise SourceError(f"{row.where}: {DIVISIONS.path} has no division for {row['name']}.")


def _cities(
    facts: Facts, named: set[str], independent: dict[str, str], divisions: dict[str, Row]
) -> None:
    """State the cities and towns that are named, or whose county equivalent is."""
    shared = CONSOLIDATED | {city: (county,) for city, county in independent.items()}
    described = {geoid for geoid in named if len(geoid) in (7, 10)}
    described |= {city for city, counties in shared.items() if not named.isdisjoint(counties)}
    for geoid in sorted(described):
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
            isConsolidatedWith=[jurisdiction_iri(county) for county in shared.get(geoid, ())],
            geoid=text(geoid, None),
            ocdDivisionId=text(row["id"], None),
        )


def build(tables: dict[str, list[Row]]) -> Facts:
    """Turn the gazetteer and the division ids into places.

    Parameters
    ----------
    tables : dict
        The rows of :data:`COUNTIES` and :data:`DIVISIONS`, and the places to describe beside
        states and counties, as :data:`~policygraph.sources.NAMED`.

    Returns
    -------
    policygraph.graph.Facts
        The places.
    """
    divisions = {row["census_geoid"].removeprefix("place-"): row for row in tables[DIVISIONS.path]}
    facts = Facts()
    _states(facts)
    independent = _counties(facts, tables[COUNTIES.path], divisions)
    _cities(facts, {row["geoid"] for row in tables[NAMED]}, independent, divisions)
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
    retrieved="2026-11-24",
    coverage=(
        "All states, the federal district, five territories, and every county equivalent of the "
        "50 states, the District and Puerto Rico (codes of 2017). Legacy Connecticut counties. "
        "County equivalents of the island territories are not held."
    ),
    issued="2017",
    tables=(COUNTIES, DIVISIONS),
    build=build,
    least=22_500,
    describes_places=True,
)
