"""All that is recorded of one place, as text, Markdown or JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pyoxigraph as ox

from policygraph.namespaces import PG, RDF, RDFS, SKOS, compact
from policygraph.places import Place
from policygraph.queries import find_query, run
from policygraph.report.sections import Section, write_text
from policygraph.store import Store

Record = Mapping[str, str | None]

NOTHING: Final = "nothing recorded"

#: Query to the heading of its section.
_SECTIONS: Final[dict[str, str]] = {
    "policies": "Policies",
    "listings": "Listings",
    "absences": "Absences, and how far lists that do not name it are known",
    "agreements": "Agreements with ICE",
    "rulings": "Rulings that bind it, its agencies, its state or the country",
    "funding": "Federal funding",
    "remarks": "What else is said",
}
_NAMES: Final[dict[str, str]] = {
    f"{RDF}type": "kind",
    f"{RDFS}label": "name",
    f"{SKOS}altLabel": "other name",
    f"{PG}geoid": "GEOID",
    f"{PG}geoidVintage": "year of the code",
    f"{PG}uspsCode": "USPS code",
    f"{PG}ocdDivisionId": "Open Civic Data id",
    f"{PG}gnisId": "GNIS id",
    f"{PG}isWithin": "lies in",
    f"{PG}isConsolidatedWith": "is one government with",
}
_EVIDENCE: Final = """
SELECT DISTINCT ?claim ?document ?title ?publisher ?web ?locator ?confidence ?summary WHERE {{
  VALUES ?claim {{ {claims} }}
  ?claim pg:citesDocument ?document ; pg:locator ?locator ; pg:hasConfidence ?confidence ;
    pg:summary ?summary .
  ?document dcterms:title ?title ; dcterms:publisher ?publisher .
  OPTIONAL {{ ?document pg:webAddress ?web }}
}} ORDER BY ?claim ?document"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One recorded statement.

    Parameters
    ----------
    claim : str
        IRI of the claim.
    date : str
        Its date, as exact as the source; empty where it has none.
    text : str
        What it says.
    details : mapping of str to str
        What the query gave besides.
    evidence : tuple of records
        The documents that it cites: ``document``, ``title``, ``publisher``, ``web``.
    locator, confidence : str
        Where in them, and how closely it follows them.
    """

    claim: str
    date: str
    text: str
    details: Mapping[str, str]
    evidence: tuple[Record, ...] = ()
    locator: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class PlaceRecord:
    """What is recorded of a place.

    Parameters
    ----------
    place : Place
        The place.
    identity : tuple of (str, str)
        Names and codes.
    agencies : tuple of str
        The agencies that serve it, with their ORI.
    sections : mapping of str to tuple of Entry
        Section to its statements, in order of time.
    """

    place: Place
    identity: tuple[tuple[str, str], ...]
    agencies: tuple[str, ...]
    sections: Mapping[str, tuple[Entry, ...]]


def read_place(store: Store, place: Place) -> PlaceRecord:
    """Read all that the graph records of a place.

    Parameters
    ----------
    store : Store
        The graph.
    place : Place
        The place.

    Returns
    -------
    PlaceRecord
        The record; a section without statements is empty and present.

    Raises
    ------
    StoreError
        If the graph cannot be read.
    """

    def ask(name: str) -> list[dict[str, str | None]]:
        return run(find_query(f"place_{name}"), store, {"place": place.iri}).records()

    rows = {name: ask(name) for name in _SECTIONS}
    cited = read_evidence(store, (row["claim"] or "" for found in rows.values() for row in found))
    return PlaceRecord(
        place,
        tuple(_identify(ask("identity"))),
        tuple(_name_agency(row) for row in ask("agencies")),
        {name: tuple(_entry(name, row, cited) for row in found) for name, found in rows.items()},
    )


def read_evidence(store: Store, claims: Iterable[str]) -> dict[str, list[Record]]:
    """Read the documents that claims cite, with what each claim says and where.

    Parameters
    ----------
    store : Store
        The graph.
    claims : iterable of str
        Their IRIs.

    Returns
    -------
    dict of str to list of records
        Claim to a row for each document, in order.
    """
    nodes = " ".join(sorted({str(ox.NamedNode(claim)) for claim in claims}))
    found: dict[str, list[Record]] = {}
    if nodes:
        for row in store.select(_EVIDENCE.format(claims=nodes)).records():
            found.setdefault(row["claim"] or "", []).append(row)
    return found


def _identify(rows: list[dict[str, str | None]]) -> Iterable[tuple[str, str]]:
    order = list(_NAMES)
    rows.sort(key=lambda row: (order.index(row["property"] or ""), row["value"] or ""))
    for row in rows:
        value = row["label"] or row["value"] or ""
        yield _NAMES[row["property"] or ""], value


def _name_agency(row: Record) -> str:
    ori = f" (ORI {row['ori']})" if row["ori"] else ""
    held = ", which holds its prisoners" if row["holds"] in {"true", "1"} else ""
    return f"{row['label']}{ori}{held}"


def _entry(section: str, row: Record, cited: Mapping[str, list[Record]]) -> Entry:
    claim = row["claim"] or ""
    evidence = cited.get(claim, [])
    details = {
        name: compact(value)
        for name, value in row.items()
        if value and name not in {"claim", "date", "summary"}
    }
    first = evidence[0] if evidence else {}
    return Entry(
        claim,
        row["date"] or "",
        _say(section, details, row["summary"] or ""),
        details,
        tuple(
            {name: item[name] for name in ("document", "title", "publisher", "web")}
            for item in evidence
        ),
        first.get("locator") or "",
        (first.get("confidence") or "").rpartition("/")[2],
    )


def _say(section: str, details: Mapping[str, str], summary: str) -> str:
    sayers: dict[str, Callable[[Mapping[str, str]], str]] = {
        "listings": _say_listing,
        "absences": _say_absence,
        "agreements": _say_agreement,
        "rulings": _say_ruling,
        "funding": _say_figure,
    }
    if section == "policies":
        return f"{summary} ({details.get('policy')})"
    return f"{sayers[section](details)}: {summary}" if section in sayers else summary


def _say_listing(details: Mapping[str, str]) -> str:
    where = f"{details.get('report')}, {details.get('part')}"
    return where if _is_true(details, "sure") else f"{where}, where the name may mean this place"


def _say_absence(details: Mapping[str, str]) -> str:
    known = details.get("completeness", "").rpartition(":")[2]
    how = f"not named, and the part is held as {known}" if known else "stated as absent"
    return f"{details.get('report')}, {details.get('part')}: {how}"


def _say_agreement(details: Mapping[str, str]) -> str:
    dates = [f"; {word} {details[word]}" for word in ("signed", "ended") if word in details]
    return f"{details.get('model', 'agreement')}, {details.get('party')}{''.join(dates)}"


def _say_ruling(details: Mapping[str, str]) -> str:
    words = [details.get(name, "").rpartition(":")[2] for name in ("scope", "effect")]
    scope = ", ".join(word.replace("-", " ") for word in words if word)
    seen = details.get("verification", "").rpartition(":")[2]
    doubt = "" if seen in {"", "seen"} else f"; verification: {seen}"
    return f"{details.get('ruling')} ({scope}; binds {details.get('bound', 'it')}{doubt})"


def _is_true(details: Mapping[str, str], name: str) -> bool:
    return details.get(name) in {"true", "1"}


def _say_figure(details: Mapping[str, str]) -> str:
    said = []
    about = "about " if _is_true(details, "approximate") else ""
    if "amount_usd" in details:
        said.append(f"{about}${float(details['amount_usd']):,.0f}")
    if "share" in details:
        share = f"{float(details['share']) * 100:.4g}%"
        said.append(f"{about}{share} of the {details.get('base', 'base')}")
    return f"{details.get('measure')}: {', '.join(said) or 'no figure'}"


def write_place(record: PlaceRecord, format: str = "text") -> str:
    """Write a record for people or programs.

    Parameters
    ----------
    record : PlaceRecord
        What is recorded.
    format : {"text", "md", "json"}, optional
        The format.

    Returns
    -------
    str
        The whole text. A section without statements says ``nothing recorded``.
    """
    if format == "json":
        return json.dumps(_as_data(record), ensure_ascii=False, indent=2) + "\n"
    title, sections = str(record.place), build_sections(record)
    if format == "text":
        return write_text(title, sections)
    blocks = [f"# {title}"]
    for section in sections:
        lines = "\n".join(f"- {_escape(line)}" for line in section.lines)
        blocks += [f"## {section.heading}", lines]
    return "\n\n".join(blocks) + "\n"


def build_sections(record: PlaceRecord) -> tuple[Section, ...]:
    """Lay out a record for reading.

    Parameters
    ----------
    record : PlaceRecord
        What is recorded.

    Returns
    -------
    tuple of Section
        Headings with lines; one without statements says ``nothing recorded``.
    """
    found = {
        "Names and codes": [f"{name}: {value}" for name, value in record.identity],
        "Agencies": list(record.agencies),
        **{
            heading: [_line(entry) for entry in record.sections[name]]
            for name, heading in _SECTIONS.items()
        },
    }
    return tuple(
        Section(heading, tuple(map(_printable, lines)) or (NOTHING,))
        for heading, lines in found.items()
    )


def _line(entry: Entry) -> str:
    documents = "; ".join(f"{item['publisher']}, {item['title']}" for item in entry.evidence)
    date = f"{entry.details.get('stands', '')} {entry.date or 'no date'}".strip()
    return f"{date}: {entry.text} [{documents}: {entry.locator}; {entry.confidence}]"


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _escape(text: str) -> str:
    return text.translate({ord(sign): f"\\{sign}" for sign in "\\*`<_["})


def _as_data(record: PlaceRecord) -> dict[str, Any]:
    place = record.place
    return {
        "place": {"iri": place.iri, "name": str(place), "geoid": place.geoid, "kind": place.kind},
        "identity": [{"name": name, "value": value} for name, value in record.identity],
        "agencies": list(record.agencies),
        **{
            name: [
                {
                    "claim": entry.claim,
                    "date": entry.date or None,
                    "text": entry.text,
                    **entry.details,
                    "documents": list(entry.evidence),
                    "locator": entry.locator,
                    "confidence": entry.confidence,
                }
                for entry in entries
            ]
            for name, entries in record.sections.items()
        },
    }
