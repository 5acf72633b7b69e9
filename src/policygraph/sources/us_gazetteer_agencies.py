"""Law-enforcement agencies, from the FBI's table of police employees, and whom they serve.

A sheriff's office is one office whoever speaks of it: it keeps the IRI made from its county
(``agency/us/county/27053/sheriff``) and carries its ORI. Every other agency has the IRI of its
ORI. The table names an agency by its place alone; a county agency with nothing but the county's
name is the sheriff's office, save where :data:`_NOT_SHERIFFS` says otherwise.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from policygraph.graph import Facts, text
from policygraph.namespaces import AGENCY, jurisdiction_iri
from policygraph.sources import Row, Table, read_beside
from policygraph.sources.governments import Governments, name_key

AGENCIES: Final = Table(
    "base/fbi_lee_latest.csv",
    ("ori", "pub_agency_name", "state_abbr", "county_name", "agency_type_name"),
    minimum=18_000,
)

#: The FBI's own codes of states; federal agencies stand under "FS".
_USPS: Final = {"NB": "NE", "GM": "GU", "MP": "MP"}

#: County agencies that go by the county's name alone and are not the sheriff's office.
_NOT_SHERIFFS: Final = {
    "NY0290000": "Police Department",  # Nassau County NY; its sheriff runs the jail
    "KS0810000": "Police Department",  # Riley County KS has no sheriff
}
_KIND: Final = re.compile(r" (County|Parish|Borough|Census Area|Municipality|Municipio|city)$")
_TYPE: Final = re.compile(
    r"(?P<bare>.+) (?P<kind>charter township|township|twp|town|village|borough|city)"
    r"|(?P<first>village|town|city|township|borough) of (?P<rest>.+)"
    r"|(?P<force>.+) (police department|police dept|police|public safety)",
    re.IGNORECASE,
)
#: Where a bare name means the town rather than the village or borough inside it.
_TOWNS_FIRST: Final = ("CT", "VT")
_OF_STATE: Final = ("State Police", "Other State Agency")


def _legal_type(name: str) -> tuple[str, str]:
    """Part a police department's name into the legal type that it gives, and the place's name.

    Examples
    --------
    >>> _legal_type("Saginaw Twp"), _legal_type("Town of Madison"), _legal_type("Salem Police")
    (('township', 'Saginaw'), ('town', 'Madison'), ('', 'Salem'))
    """
    found = _TYPE.fullmatch(name)
    if found is None:
        return "", name
    kind = (found["kind"] or found["first"] or "").lower()
    kind = "township" if kind in ("twp", "charter township") else kind
    return kind, found["bare"] or found["rest"] or found["force"]


@dataclass
class Places:
    """The places that agencies may serve, by state and name."""

    counties: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    cities: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    labels: dict[str, str] = field(default_factory=dict)
    full: dict[str, str] = field(default_factory=dict)
    seats: dict[str, str] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, counties: list[Row], governments: Governments) -> Places:
        """Index counties and governments."""
        places = cls()
        usps = {row["geoid"]: row["usps"] for row in read_beside("us_states.csv")}
        places.states = {code: geoid for geoid, code in usps.items()}
        for row in counties:
            names = {name_key(row["name"]), name_key(_KIND.sub("", row["name"]))}
            for name in names:
                places.counties[row["usps"], name].append(row["geoid"])
            places.labels[row["geoid"]] = row["name"]
        for row in read_beside("us_gazetteer_counties.csv"):
            places.counties[usps[row["geoid"][:2]], name_key(row["name"])].append(row["geoid"])
        for geoid, place in governments.found.items():
            state = usps[geoid[:2]]
            for name in {name_key(place.name), name_key(place.full_name)}:
                places.cities[state, name].append(geoid)
            places.labels[geoid] = place.name
            places.full[geoid] = place.full_name
            places.seats[geoid] = place.county
        return places

    def find_counties(self, row: Row, state: str) -> list[str]:
        """Return the county equivalents that a row names; a county before a city."""
        found = []
        for name in row["county_name"].split(","):
            codes = self.counties.get((state, name_key(name)), [])
            found += sorted(codes, key=lambda code: self.labels.get(code, "").endswith(" city"))[:1]
        return found

    def find_city(self, row: Row, state: str) -> str | None:
        """Return the one city, town or township that a police department's name fits."""
        name, _, area = row["pub_agency_name"].partition(",")
        name = name.strip()
        kind, bare = _legal_type(name)
        fits = set(self.cities.get((state, name_key(name)), []))
        fits |= {
            code
            for code in self.cities.get((state, name_key(bare)), [])
            if not kind or self.full[code].endswith(f" {kind}")
        }
        counties = {
            code
            for part in (area or row["county_name"]).split(",")
            for code in self.counties.get((state, name_key(part)), [])
        }
        near = {code for code in fits if counties & {self.seats[code], code[:5]}}
        towns = kind == "township" or (not kind and state in _TOWNS_FIRST)
        cities = {code for code in fits if self.full[code].endswith(" city")}
        for choice in (near, fits if not (near or area) else set()):
            exact = {code for code in choice if self.is_called(code, name)}
            alike = {code for code in choice if (len(code) == 10) == towns}
            city = choice & cities if state in _TOWNS_FIRST and not kind else set()
            for these in (exact & city, exact & alike, exact, alike, choice):
                if len(these) == 1:
                    return next(iter(these))
        return None

    def is_called(self, geoid: str, name: str) -> bool:
        """Tell whether a place bears just this name, with its legal type or without."""
        return name_key(name) in {name_key(self.labels[geoid]), name_key(self.full[geoid])}


def add_agencies(
    facts: Facts, rows: list[Row], counties: list[Row], governments: Governments
) -> dict[str, int]:
    """State the agencies and link each to the place that it serves, where that is sure.

    Parameters
    ----------
    facts : Facts
        Where to.
    rows : list of Row
        Those of :data:`AGENCIES`.
    counties : list of Row
        Those of the 2017 gazetteer.
    governments : Governments
        The municipalities and townships.

    Returns
    -------
    dict of str to int
        How many of each type are linked and how many are not.
    """
    places = Places.of(counties, governments)
    counts: dict[str, int] = defaultdict(int)
    read = {row["ori"]: row["geoids"].split() for row in read_beside("us_gazetteer_police.csv")}
    sheriffs: set[str] = set()
    for row in rows:
        served = _add_agency(facts, row, places, sheriffs, read.get(row["ori"], []))
        counts[f"{row['agency_type_name']}, {'linked' if served else 'not linked'}"] += 1
    return dict(counts)


def _add_agency(
    facts: Facts, row: Row, places: Places, sheriffs: set[str], read: list[str]
) -> list[str]:
    state = _USPS.get(row["state_abbr"], row["state_abbr"])
    name = re.sub(r"[\s:,]+$", "", row["pub_agency_name"])
    kind = row["agency_type_name"]
    where = "" if state == "FS" else f", {state}"
    iri = f"{AGENCY}us/ori/{row['ori']}"
    label, other, served = f"{name}{where}", name, list[str]()
    if kind == "County":
        served = places.find_counties(row, state)[:1]
        if served and _is_sheriff(row, name, places.labels.get(served[0], "")):
            if served[0] not in sheriffs:
                iri = f"{AGENCY}us/county/{served[0]}/sheriff"
                sheriffs.add(served[0])
            label = f"Sheriff of {places.labels[served[0]]}{where}"
            bare = "sheriff" not in name.lower()
            other = f"{places.labels[served[0]]} Sheriff's Office" if bare else name
        elif served and row["ori"] in _NOT_SHERIFFS:
            other = f"{places.labels[served[0]]} {_NOT_SHERIFFS[row['ori']]}"
            label = f"{other}{where}"
    elif kind == "City":
        city = places.find_city(row, state)
        served = read or ([city] if city else [])
        if "olice" not in name:
            label, other = f"Police department of {name}{where}", f"{name} Police Department"
    elif kind in _OF_STATE and state in places.states:
        served = [places.states[state]]
        area = "" if "NOT SPECIFIED" in row["county_name"] else row["county_name"].title()
        label = f"{name}{f' ({area})' if area else ''}{where}"
    facts.add(
        iri,
        "pg:FederalAgency" if kind == "Federal" else "pg:LawEnforcementAgency",
        rdfs__label=text(label),
        skos__altLabel=text(other) if other != label else None,
        servesJurisdiction=[jurisdiction_iri(code) for code in served],
        oriId=text(row["ori"], None),
    )
    return served


def _is_sheriff(row: Row, name: str, county: str) -> bool:
    if "sheriff" in name.lower():
        return True
    if row["ori"] in _NOT_SHERIFFS:
        return False
    return name_key(name) in {name_key(county), name_key(_KIND.sub("", county))}
