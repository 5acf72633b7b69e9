"""Agreements under section 287(g) as ICE's list of partners showed them, May to July 2025.

The source table has one row for each agency, model and day on which the list was copied. The rows
of one agreement become two observations, the first and the last: the window in which it was seen,
which is not its term. An agency is linked to its jurisdiction by the FBI's agency number (ORI)
and by name; what neither settles stands in ``us_ice_287g_2025.csv``, read by hand, and what
serves no single jurisdiction says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from policygraph.dates import PartialDate
from policygraph.errors import SourceError
from policygraph.graph import Facts, text
from policygraph.namespaces import AGENCY, BASE, CLAIM, jurisdiction_iri
from policygraph.namespaces import SOURCE as SOURCE_IRI
from policygraph.sources import Row, Source, Table, read_beside, reading
from policygraph.sources.coding import add_agency, add_document
from policygraph.sources.us_census_gazetteer_2017 import COUNTIES, DIVISIONS

ID: Final = "us_ice_287g_2025"
AGREEMENTS: Final = Table(
    "agreements/287g_agreements.csv",
    ("date", "state", "agency", "ori", "type"),
    minimum=11_257,
)
AGENCIES: Final = Table(
    "base/fbi_lee_latest.csv",
    ("ori", "pub_agency_name", "state_abbr", "county_name", "agency_type_name"),
    minimum=18_000,
)
MODELS: Final = {
    "Jail Enforcement Model": "287g-jail-enforcement",
    "Task Force Model": "287g-task-force",
    "Warrant Service Officer": "287g-warrant-service-officer",
}

_ORI: Final = re.compile(r"[A-Z]{2}[A-Z0-9]{7}")
_SHERIFF: Final = re.compile(r"(.+) (?:county|parish) sheriffs?")
_SUFFIX: Final = re.compile(r" (?:county|parish|borough|city|town|village|municipality)$")


@dataclass
class _Agency:
    """An agency as it is linked: its IRI, and what of it is stated where it is new."""

    iri: str
    unlinked: str = ""  # why it is linked to no jurisdiction
    models: dict[str, set[str]] = field(default_factory=dict)


def _plain(name: str) -> str:
    """Reduce a name to what two sources spell alike."""
    lower = name.lower().replace(".", "").replace("'", "").replace("-", " ")
    lower = re.sub(r"^saint ", "st ", lower)
    return re.sub(r"^(ft|mt) ", lambda m: {"ft": "fort ", "mt": "mount "}[m[1]], lower)


def _slug(*words: str) -> str:
    return "-".join(re.sub(r"[^a-z0-9]+", "-", word.lower()).strip("-") for word in words)


class _Linker:
    """Finds the agency and the jurisdiction that a row's name and ORI mean."""

    def __init__(self, facts: Facts, tables: dict[str, list[Row]]) -> None:
        self.facts = facts
        states = read_beside("us_states.csv")
        self.usps = {row["name"].upper(): row["usps"] for row in states}
        self.fips = {row["usps"]: row["geoid"] for row in states}
        self.titles: dict[str, str] = {row["geoid"]: row["name"] for row in states}
        self.by_ori = {row["ori"]: row for row in tables[AGENCIES.path]}
        self.read = {(row["state"], row["agency"]): row for row in read_beside(f"{ID}.csv")}
        self.used: set[tuple[str, str]] = set()
        self.counties: dict[tuple[str, str], list[str]] = {}
        self.places: dict[tuple[str, str], list[str]] = {}
        for row in tables[COUNTIES.path]:
            key = (row["usps"], _SUFFIX.sub("", _plain(row["name"])))
            self.counties.setdefault(key, []).append(row["geoid"])
            self.titles[row["geoid"]] = f"{row['name']}, {row['usps']}"
        usps = {geoid: code for code, geoid in self.fips.items()}
        for row in tables[DIVISIONS.path]:
            geoid = row["census_geoid"].removeprefix("place-")
            if len(geoid) in (7, 10) and geoid[:2] in usps:
                name = _SUFFIX.sub("", row["name"])
                self.places.setdefault((usps[geoid[:2]], _plain(name)), []).append(geoid)
                self.titles[geoid] = f"{name}, {usps[geoid[:2]]}"

    def link(self, state: str, agency: str, ori: str) -> _Agency:
        usps = self.usps[state]
        found = self.by_ori.get(ori)
        row = self.read.get((state, agency))
        if row is not None:
            self.used.add((state, agency))
            return self._link_read(row, usps, ori)
        sheriff = _SHERIFF.fullmatch(agency)
        if sheriff:
            named = self.counties.get((usps, _plain(sheriff[1])), [])
            listed = self.counties.get((usps, _plain(found["county_name"])), []) if found else named
            if len(named) == 1 and named == listed:
                known = ori if found else ""
                return _Agency(self._stand("sheriff", named[0], known))
        if found and found["agency_type_name"] == "City":
            fits = self.places.get((usps, _plain(found["pub_agency_name"])), [])
            fits = [geoid for geoid in fits if len(geoid) == 7] or fits
            if len(fits) == 1:
                return _Agency(self._police(ori, fits, ""))
        if found and found["agency_type_name"] in ("University or College", "Other"):
            iri = self._police(ori, [], f"{found['pub_agency_name']}, {usps}")
            return _Agency(iri, "a university, college or airport serves none of the gazetteer")
        raise SourceError(
            f"{AGREEMENTS.path}: the agency {agency!r} of {state} (ORI {ori or 'none'}) is linked"
            " neither by number nor by name.",
            hint=f"Read the row and say in {ID}.csv which agency it is, and whom it serves.",
        )

    def _link_read(self, row: Row, usps: str, ori: str) -> _Agency:
        geoids, key = row["geoids"].split(), row["key"]
        unlinked = "" if geoids else row["note"]
        number = ori if key == "ori" else key
        if _ORI.fullmatch(number):
            return _Agency(self._police(number, geoids, row["label"]), unlinked)
        if key in ("sheriff", "police"):
            return _Agency(self._stand(key, geoids[0], ""))
        scope = jurisdiction_iri(geoids[0] if geoids else self.fips[usps])
        iri = self.facts.add(
            f"{AGENCY}{scope.partition('/jurisdiction/')[2]}/{key}",
            f"pg:{row['kind']}",
            rdfs__label=text(row["label"]),
            servesJurisdiction=[jurisdiction_iri(geoid) for geoid in geoids],
        )
        return _Agency(iri, unlinked)

    def _stand(self, key: str, geoid: str, ori: str) -> str:
        iri = add_agency(self.facts, key, geoid, self.titles[geoid])
        return self.facts.add(iri, oriId=text(ori, None) if ori else None)

    def _police(self, ori: str, geoids: list[str], label: str) -> str:
        return self.facts.add(
            f"{AGENCY}us/ori/{ori}",
            "pg:LawEnforcementAgency",
            rdfs__label=text(label or f"Police department of {self.titles[geoids[0]]}"),
            servesJurisdiction=[jurisdiction_iri(geoid) for geoid in geoids],
            oriId=text(ori, None),
        )


def _observe(facts: Facts, agreement: str, local: str, days: set[str], copied: list[str]) -> None:
    """State the first and the last day on which an agreement was seen."""
    first, last = min(days), max(days)
    missed = [day for day in copied if first < day < last and day not in days]
    gap = f" Missing on {len(missed)} days between." if missed else ""
    ends = {first: "First", last: "Last"} if first != last else {first: "Only"}
    for day, word in ends.items():
        facts.add(
            f"{CLAIM}{ID}/{local}/{day}",
            "pg:AgreementObservation",
            aboutAgreement=agreement,
            observedOn=PartialDate(day),
            citesDocument=add_document(facts, "287g-watch"),
            locator=text(f"rows of {day}", None),
            hasConfidence="conf:quoted",
            summary=text(f"{word} seen on {day}.{gap if day == last else ''}"),
        )


def build(tables: dict[str, list[Row]]) -> Facts:
    """Turn the observations into agreements, their agencies and the windows they were seen in.

    Parameters
    ----------
    tables : dict
        The rows of :data:`AGREEMENTS`, :data:`AGENCIES`, and the gazetteer's tables.

    Returns
    -------
    policygraph.graph.Facts
        Agreements, observations, agencies, and a remark on the agencies that are not linked.

    Raises
    ------
    SourceError
        If an agency is linked neither by its number nor by name nor by hand, or a model is not
        known.
    """
    facts = Facts()
    linker = _Linker(facts, tables)
    rows = tables[AGREEMENTS.path]
    oris: dict[tuple[str, str], str] = {}
    for row in rows:
        key = (row["state"], row["agency"])
        oris[key] = row["ori"] if _ORI.fullmatch(row["ori"]) else oris.get(key, "")
    agencies: dict[str, _Agency] = {}
    linked: dict[tuple[str, str], _Agency] = {}
    for key, ori in oris.items():
        agency = linker.link(*key, ori)
        linked[key] = agencies.setdefault(agency.iri, agency)
    copied = sorted({row["date"][:10] for row in rows})
    for row in rows:
        with reading(row):
            if row["type"] not in MODELS:
                raise ValueError(f"no model of agreement is called {row['type']!r}")
            models = linked[row["state"], row["agency"]].models
            models.setdefault(MODELS[row["type"]], set()).add(PartialDate(row["date"][:10]).text)
    for agency in agencies.values():
        local = agency.iri.removeprefix(f"{AGENCY}us/")
        for model, days in agency.models.items():
            agreement = facts.add(
                f"{BASE}agreement/us/{local}/{model}",
                "pg:DelegationAgreement",
                hasParty=agency.iri,
                hasModel=f"deleg:{model}",
            )
            _observe(facts, agreement, _slug(*local.split("/"), model), days, copied)
    for agency in agencies.values():
        if agency.unlinked:
            local = f"unlinked-{_slug(*agency.iri.removeprefix(f'{AGENCY}us/').split('/'))}"
            summary = (
                f"The agency is linked to no jurisdiction: {agency.unlinked}. Its agreement stands"
                " with the agency alone."
            )
            _remark(facts, local, [agency.iri], summary)
    _remark(
        facts,
        "window",
        [f"{SOURCE_IRI}{ID}"],
        f"Seen from {copied[0]} to {copied[-1]}. The first and last sighting of an agreement are"
        " a window of observation and not its term: it may be older, and may stand still.",
    )
    return facts


def _remark(facts: Facts, local: str, about: list[str], summary: str) -> None:
    facts.add(
        f"{CLAIM}{ID}/{local}",
        "pg:Remark",
        isAbout=about,
        hasTopic="topic:policy-status",
        citesDocument=add_document(facts, "287g-watch"),
        locator=text("all rows", None),
        hasConfidence="conf:inferred",
        summary=text(summary),
    )


SOURCE: Final = Source(
    id=ID,
    title="Agreements under section 287(g), as seen from 16 May to 3 July 2025",
    description=(
        "Which state and local agencies ICE's list of partners showed with which model of "
        "agreement, and on which days it was first and last seen; with the jurisdiction that "
        "each agency serves."
    ),
    publisher="287g-watch (copies of ICE's list); agency numbers of the FBI",
    rights="The copies are under the MIT licence; the FBI's table is in the public domain.",
    retrieved="2026-11-24",
    coverage=(
        "Seventeen copies on fifteen days. An agreement may be older than its first sighting "
        "and may stand after its last; nothing is held of the years before 2025."
    ),
    issued="2025",
    homepage="https://github.com/recoveredfactory/287g-watch",
    tables=(AGREEMENTS, AGENCIES, COUNTIES, DIVISIONS),
    build=build,
    least=15_000,
)
