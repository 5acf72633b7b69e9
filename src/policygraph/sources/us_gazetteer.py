"""The big gazetteer: every municipality, governing township and law-enforcement agency.

One file and one named graph a state, not part of the default load. What another source already
states of a place or an agency stands there and is not said twice here. A place carries its
name without the legal type as its label and the full legal name beside it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final

import pyoxigraph as ox

from policygraph.dates import PartialDate
from policygraph.graph import LABEL, Facts, text
from policygraph.namespaces import AGENCY, JURISDICTION, jurisdiction_iri
from policygraph.sources import Row, Source, read_beside
from policygraph.sources.governments import GOVERNMENTS, Government, find_governments, name_key
from policygraph.sources.us_census_gazetteer_2017 import CONSOLIDATED, COUNTIES, DIVISIONS
from policygraph.sources.us_gazetteer_agencies import AGENCIES, add_agencies
from policygraph.sources.us_gazetteer_changes import add_code_changes

ID: Final = "us_gazetteer"

#: Cities that are one government or one territory with their county, beside the few that the
#: 2017 gazetteer knows; code of the city in the crosswalk, and of the county.
_CONSOLIDATED: Final[dict[str, str]] = {
    "0236400": "02110",  # Juneau AK
    "0270540": "02220",  # Sitka AK
    "1150000": "11001",  # Washington DC
    "1235000": "12031",  # Jacksonville FL
    "1303436": "13059",  # Athens-Clarke GA
    "1304204": "13245",  # Augusta-Richmond GA
    "1319000": "13215",  # Columbus GA
    "1349008": "13021",  # Macon-Bibb GA
    "1517000": "15003",  # Honolulu HI
    "1836000": "18097",  # Indianapolis IN
    "2036000": "20209",  # Kansas City KS
    "2146027": "21067",  # Lexington-Fayette KY
    "2148003": "21111",  # Louisville KY
    "2236255": "22109",  # Terrebonne LA
    "3001675": "30023",  # Anaconda-Deer Lodge MT
    "3011390": "30093",  # Butte-Silver Bow MT
    "4752004": "47037",  # Nashville-Davidson TN
}

#: What people call places whose official name has more in it, or another.
_OTHER_NAMES: Final[dict[str, str]] = {
    "0622300": "Paso Robles",
    "0665042": "Ventura",
    "1303436": "Athens",
    "1304204": "Augusta",
    "1349008": "Macon",
    "1517000": "Honolulu",
    "1608830": "Boise",
    "2146027": "Lexington",
    "2148003": "Louisville",
    "2236255": "Houma",
    "3001675": "Anaconda",
    "3011390": "Butte",
    "4752004": "Nashville",
    "4983470": "West Valley",
}


def _independent_cities(counties: list[Row], found: dict[str, Government]) -> dict[str, str]:
    """Match each city that is a county equivalent of its own with its place."""
    by_name = {
        (geoid[:2], name_key(place.full_name)): geoid for geoid, place in found.items()
        if len(geoid) == 7
    }  # fmt: skip
    names = {row["geoid"]: row["name"] for row in counties}
    names["32510"] = "Carson City city"
    return {
        place: geoid
        for geoid, name in names.items()
        if name.endswith(" city")
        for place in [by_name.get((geoid[:2], name_key(name)))]
        if place
    }


def _add_place(facts: Facts, place: Government, counties: tuple[str, ...]) -> None:
    facts.add(
        jurisdiction_iri(place.geoid),
        "pg:Municipality" if len(place.geoid) == 7 else "pg:Township",
        rdfs__label=text(place.name),
        skos__altLabel=[
            text(name) for name in (place.full_name, _OTHER_NAMES.get(place.geoid)) if name
        ],
        isWithin=jurisdiction_iri(place.geoid[:2]),
        isConsolidatedWith=[jurisdiction_iri(county) for county in counties],
        geoid=text(place.geoid, None),
        geoidVintage=PartialDate(place.vintage),
        ocdDivisionId=text(place.division, None) if place.division else None,
        population=place.population,
        populationYear=PartialDate("2022") if place.population is not None else None,
    )


def build(tables: dict[str, list[Row]]) -> Facts:
    """Turn the tables of governments and agencies into facts.

    Parameters
    ----------
    tables : dict
        The rows of the tables of :data:`SOURCE`.

    Returns
    -------
    policygraph.graph.Facts
        Places, agencies and changes of codes, of the whole country.
    """
    facts = Facts()
    governments = find_governments(tables[GOVERNMENTS.path], tables[DIVISIONS.path])
    shared = CONSOLIDATED | {
        city: (county,)
        for city, county in (
            _CONSOLIDATED | _independent_cities(tables[COUNTIES.path], governments.found)
        ).items()
    }
    for place in governments.found.values():
        _add_place(facts, place, shared.get(place.geoid, ()))
    add_agencies(facts, tables[AGENCIES.path], tables[COUNTIES.path], governments)
    add_code_changes(facts)
    return facts


def divide(facts: Facts, stated: Facts) -> dict[str, Facts]:
    """Spread the facts over one file a state.

    Parameters
    ----------
    facts : Facts
        What :func:`build` gave.
    stated : Facts
        What all the other sources state. A property that they state of a subject is left out
        here, and an agency that they know under its place keeps that IRI.

    Returns
    -------
    dict of str to Facts
        ``gazetteer/mn`` and so on to the facts of each.
    """
    usps = {row["geoid"]: row["usps"].lower() for row in read_beside("us_states.csv")}
    said: dict[ox.NamedNode, set[ox.NamedNode]] = defaultdict(set)
    for triple in stated:
        if isinstance(triple.subject, ox.NamedNode):
            said[triple.subject].add(triple.predicate)
    same = _known_offices(facts, said)
    files: dict[str, Facts] = {f"gazetteer/{code}": Facts() for code in usps.values()}
    nothing: set[ox.NamedNode] = set()
    for triple in facts:
        subject = triple.subject
        assert isinstance(subject, ox.NamedNode)  # there are no blank nodes
        state = _state_of(subject.value, usps)
        if subject in same:
            subject = same[subject]
            triple = ox.Triple(subject, triple.predicate, triple.object)  # noqa: PLW2901
        if triple.predicate not in said.get(subject, nothing):
            files[f"gazetteer/{state}"].include([triple])
    return {name: part for name, part in files.items() if len(part)}


def _known_offices(
    facts: Facts, said: dict[ox.NamedNode, set[ox.NamedNode]]
) -> dict[ox.NamedNode, ox.NamedNode]:
    """Find the police departments that another source knows under the place they serve."""
    serving: dict[str, list[ox.NamedNode]] = defaultdict(list)
    label = {}
    for triple in facts:
        assert isinstance(triple.subject, ox.NamedNode)
        if triple.predicate.value == LABEL:
            label[triple.subject] = str(triple.object)
        if triple.predicate.value.endswith("/servesJurisdiction"):
            assert isinstance(triple.object, ox.NamedNode)
            path = triple.object.value.removeprefix(JURISDICTION)
            known = ox.NamedNode(f"{AGENCY}{path}/police")
            if known in said and triple.subject not in said:
                serving[known.value].append(triple.subject)
    return {
        offices[0]: ox.NamedNode(known)
        for known, offices in serving.items()
        if len(offices) == 1 and "Police department" in label[offices[0]]
    }


def _state_of(iri: str, usps: dict[str, str]) -> str:
    """Read the state from an IRI: from its GEOID, or from the ORI of an agency."""
    if iri.startswith(f"{AGENCY}us/ori/"):
        letters = iri.rpartition("/")[2][:2].lower()
        letters = {"nb": "ne", "gm": "gu"}.get(letters, letters)
        return letters if letters in usps.values() else "dc"  # federal agencies have others
    if iri.startswith(AGENCY):
        iri = iri.rpartition("/")[0]
    return usps[iri.rpartition("/")[2][:2]]


SOURCE: Final = Source(
    id=ID,
    title="Municipalities, governing townships and law-enforcement agencies of the United States",
    description=(
        "Every municipality and every township that governs, with its GEOID, Open Civic Data "
        "division id and population; law-enforcement agencies with their ORI and the places they "
        "serve; changes of county codes since 2013."
    ),
    publisher="US Census Bureau; Open Civic Data; Federal Bureau of Investigation; civilytics",
    rights=(
        "Census and FBI data are in the public domain; Open Civic Data ids are under CC0 1.0; the "
        "crosswalk of governments is under CC BY 4.0."
    ),
    licence="https://creativecommons.org/licenses/by/4.0/",
    retrieved="2026-11-24",
    coverage=(
        "19,581 municipalities and 16,407 townships that govern or have an Open Civic Data "
        "division. Left out of the crosswalk's 37,219: 1,047 without a GEOID (437 municipalities, "
        "610 townships, nearly all dissolved by 2007), 183 not seen since 2012 and in no list of "
        "divisions, and one under a code that a later government has. 18,330 agencies, of which "
        "15,803 are linked to the place that they serve; the others are 165 police departments "
        "that fit no place or several, 937 of universities, 220 of tribes, 58 federal ones and "
        "1,148 of other kinds. No municipality of a territory is held but as a county equivalent. "
        "Populations are survey estimates of 2018 to 2022."
    ),
    tables=(GOVERNMENTS, DIVISIONS, COUNTIES, AGENCIES),
    build=build,
    divide=divide,
    least=400_000,
)
