"""Courts: the federal circuits with their territory, and the courts that the rulings name.

The circuits and the states in each are those of 28 U.S.C. § 41; the Northern Mariana Islands
belong to the Ninth by 48 U.S.C. § 1821, and American Samoa to none. A district court of a part of
a state has no territory here: its counties are not held. ``us_courts.csv`` is the whole table.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from policygraph.errors import SourceError
from policygraph.graph import Facts, text
from policygraph.namespaces import BASE, CLAIM, JURISDICTION, jurisdiction_iri
from policygraph.sources import Row, Source, read_beside
from policygraph.sources.coding import add_document

ID: Final = "us_courts"
COURT: Final = f"{BASE}court/us/"


@cache
def _states() -> dict[str, str]:
    return {row["usps"]: row["geoid"] for row in read_beside("us_states.csv")}


@cache
def _courts() -> dict[str, Row]:
    return {row["key"]: row for row in read_beside(f"{ID}.csv")}


def place_iri(code: str) -> str:
    """Return the IRI of a place given as ``US``, a postal code or a GEOID.

    Examples
    --------
    >>> place_iri("MN").rsplit("/", 1)[1], place_iri("27053").rsplit("/", 1)[1]
    ('27', '27053')
    """
    return f"{JURISDICTION}us" if code == "US" else jurisdiction_iri(_states().get(code, code))


def court_iri(key: str) -> str:
    """Return the IRI of a court that ``us_courts.csv`` has.

    Raises
    ------
    SourceError
        If it has none of that key.

    Examples
    --------
    >>> court_iri("ca8")
    'https://w3id.org/policygraph/court/us/ca8'
    """
    if key not in _courts():
        raise SourceError(f"{ID}.csv has no court {key!r}.", hint="Add a row for it.")
    return COURT + key


def find_territory(key: str) -> list[str]:
    """Return the IRIs of the places in which a court's rulings can bind.

    Examples
    --------
    >>> [iri.rsplit("/", 1)[1] for iri in find_territory("ca5")]
    ['22', '28', '48']
    """
    court_iri(key)
    return [place_iri(code) for code in _courts()[key]["territory"].split()]


def build(_: dict[str, list[Row]]) -> Facts:
    """State the courts, and what the statute says of the circuits.

    Returns
    -------
    policygraph.graph.Facts
        The courts, and a remark for each circuit.
    """
    facts = Facts()
    for key, row in _courts().items():
        court = facts.add(
            court_iri(key),
            "pg:Court",
            rdfs__label=text(row["name"]),
            isAppealedTo=[court_iri(above) for above in row["appealed_to"].split()],
            hasTerritory=find_territory(key),
        )
        if row["section"]:
            _remark(facts, key, court, row["section"], _say_territory(row))
    _remark(
        facts,
        "american-samoa",
        place_iri("AS"),
        "28 U.S.C. § 41",
        "The statute places American Samoa in no federal circuit.",
    )
    return facts


def _say_territory(row: Row) -> str:
    if row["territory"] == "US":
        return "The circuit takes in every federal judicial district."
    names = {state["usps"]: state["name"] for state in read_beside("us_states.csv")}
    *others, last = (names[code] for code in row["territory"].split())
    listed = f"{', '.join(others)} and {last}" if others else last
    return f"The circuit takes in {listed}."


def _remark(facts: Facts, local: str, about: str, section: str, summary: str) -> None:
    documents = ["usc-28-41", *(["usc-48-1821"] if "1821" in section else [])]
    facts.add(
        f"{CLAIM}{ID}/{local}",
        "pg:Remark",
        isAbout=about,
        hasTopic="topic:legal-context",
        citesDocument=[add_document(facts, slug) for slug in documents],
        locator=text(section, None),
        hasConfidence="conf:paraphrased",
        summary=text(summary),
    )


SOURCE: Final = Source(
    id=ID,
    title="Federal circuits and the courts that the rulings name",
    description=(
        "The thirteen federal courts of appeals with the states and territories in each, the "
        "Supreme Court, and the district and state courts whose rulings are held, with the court "
        "that hears appeals from each."
    ),
    publisher="United States Code",
    rights="Statutes of the United States are in the public domain.",
    retrieved="2026-11-24",
    coverage=(
        "All circuits. Of district and state courts only those that a ruling here names; the "
        "counties of a district that is a part of a state are not held."
    ),
    homepage="https://www.law.cornell.edu/uscode/text/28/41",
    build=build,
    least=280,
)
