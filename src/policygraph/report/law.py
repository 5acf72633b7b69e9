"""The law of a place on a day: what bound it, what only persuaded, and what had been undone.

The question is put by one query of the library (``cq_11_rulings_of_a_day``); here its rows are
grouped, cited and written. A ruling that was written down from memory stands apart, whatever its
force would be: nothing may rest on it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from policygraph.gaps import Evidence
from policygraph.gaps.records import Citation, Document
from policygraph.places import Place
from policygraph.queries import find_query, run
from policygraph.report.place import Record, read_evidence
from policygraph.report.sections import Section, Sources, write_markdown, write_text
from policygraph.store import Store

#: The groups in the order in which they are shown, with their headings.
GROUPS: Final[dict[str, str]] = {
    "binding": "Binding: on the place, its state or the whole country",
    "binding on parties": "Binding only on parties: the place itself, its agencies, places in it",
    "advisory": "Advisory: opinions of its attorney general",
    "sent back": "Sent back to the court below: what is left of their reach is open",
    "pending": "Pending when last read",
    "persuasive": "Only persuasive here",
    "none": "Settlements of others: no force here",
    "undone": "Reversed, vacated or superseded by that day",
    "unverified": "Unverified: written down from memory, so nothing may rest on them",
}
#: What is always said of the answer.
CAUTION: Final = (
    "The rulings are a selection: one that is not recorded may exist, and whether a ruling applies"
    " to a case is for a lawyer to say."
)
COLUMNS: Final = (
    *("group", "force", "name", "decided_on", "filed_on", "sure", "court", "effect"),
    *("citations", "bound", "history", "verification", "claim", "documents"),
)


@dataclass(frozen=True, slots=True)
class RuledEntry:
    """A ruling as it stood for a place on a day.

    Parameters
    ----------
    ruling, name, court : str
        Its IRI and names; the court may be empty.
    force : str
        A key of :data:`GROUPS` but ``unverified``.
    effect, verification : str
        Local names of concepts.
    decided_on, filed_on : str
        As exact as the source; may be empty.
    sure : bool
        Whether its dates, where they are partial, certainly lie on or before the day.
    bound, history, citations : tuple of str
        Whom it reaches there, what other rulings did with it by the day, and where it is printed.
    evidence : Evidence
        The claim with its documents.
    """

    ruling: str
    name: str
    court: str
    force: str
    effect: str
    verification: str
    decided_on: str
    filed_on: str
    sure: bool
    bound: tuple[str, ...]
    history: tuple[str, ...]
    citations: tuple[str, ...]
    evidence: Evidence

    @property
    def group(self) -> str:
        """Where it is shown: a ruling from memory stands apart."""
        return "unverified" if self.verification == "memory" else self.force


@dataclass(frozen=True, slots=True)
class Law:
    """What courts had said that concerns a place, as of a day.

    ``courts`` are the names of the courts with territory there, each with that territory;
    ``notes`` what the statute says of its circuit.
    """

    place: Place
    day: date
    courts: tuple[tuple[str, str], ...]
    notes: tuple[Evidence, ...]
    entries: tuple[RuledEntry, ...]

    def in_group(self, group: str) -> tuple[RuledEntry, ...]:
        """Return the entries of a group, in order of time."""
        return tuple(entry for entry in self.entries if entry.group == group)


def read_law(store: Store, place: Place, day: date) -> Law:
    """Read the law of a place on a day.

    Parameters
    ----------
    store : Store
        The graph.
    place : Place
        A state, a county or a city.
    day : datetime.date
        The day.

    Returns
    -------
    Law
        Courts and rulings; without entries where none is recorded by the day.

    Raises
    ------
    StoreError
        If the graph cannot be read.
    """
    where = {"place": place.iri}
    courts = run(find_query("place_courts"), store, where).records()
    query = find_query("cq_11_rulings_of_a_day")
    rows = run(query, store, {**where, "day": day.isoformat()}).records()
    rows = [row for row in rows if row["ruling"]]
    links = _cite(store, (row["claim"] for row in rows), "RulingClaim")
    remarks = _cite(store, (row["claim"] for row in courts), "Remark")
    named = dict.fromkeys(
        (row["name"] or "", row["territory"] or "") for row in courts if row["name"]
    )
    notes = dict.fromkeys(row["claim"] for row in courts if row["claim"])
    return Law(
        place,
        day,
        tuple(named),
        tuple(remarks[claim] for claim in notes if claim in remarks),
        tuple(_read_entry(row, links) for row in rows),
    )


def _cite(store: Store, claims: Iterable[str | None], kind: str) -> dict[str, Evidence]:
    found = read_evidence(store, (claim for claim in claims if claim))
    return {
        claim: Evidence(
            "law",
            claim,
            Citation(
                rows[0]["summary"] or "",
                rows[0]["locator"] or "",
                _local(rows[0]["confidence"]),
                tuple(_document(row) for row in rows),
                kind,
            ),
        )
        for claim, rows in found.items()
    }


def _document(row: Record) -> Document:
    return Document(row["document"] or "", row["title"] or "", row["publisher"] or "", row["web"])


def _local(iri: str | None) -> str:
    return (iri or "").rpartition("/")[2]


def _read_entry(row: Record, links: Mapping[str, Evidence]) -> RuledEntry:
    def several(name: str) -> tuple[str, ...]:
        return tuple(sorted((row[name] or "").split(" | "))) if row[name] else ()

    claim = row["claim"] or ""
    return RuledEntry(
        row["ruling"] or "",
        row["name"] or "",
        row["court"] or "",
        row["force"] or "",
        _local(row["effect"]),
        _local(row["verification"]),
        row["decidedOn"] or "",
        row["filedOn"] or "",
        row["sure"] == "yes",
        several("bound"),
        several("history"),
        several("citations"),
        links.get(claim) or Evidence("law", claim, Citation("", "", "", (), "RulingClaim")),
    )


def build_rows(law: Law) -> list[tuple[str, ...]]:
    """Give the law as rows under :data:`COLUMNS`, in the order of the groups."""
    return [
        (
            group,
            entry.force,
            entry.name,
            entry.decided_on,
            entry.filed_on,
            "yes" if entry.sure else "perhaps",
            entry.court,
            entry.effect,
            "; ".join(entry.citations),
            "; ".join(entry.bound),
            "; ".join(entry.history),
            entry.verification,
            entry.evidence.claim,
            "; ".join(map(str, entry.evidence.citation.documents)),
        )
        for group in GROUPS
        for entry in law.in_group(group)
    ]


def write_law(law: Law, format: str = "text") -> str:
    """Write the law for people or programs.

    Parameters
    ----------
    law : Law
        What was read.
    format : {"text", "md", "json"}, optional
        The format.

    Returns
    -------
    str
        The whole text; every ruling with its court, citation, effect and source.
    """
    if format == "json":
        return json.dumps(_as_data(law), ensure_ascii=False, indent=2) + "\n"
    title, sections = build_sections(law)
    return write_markdown(title, sections, 1) if format == "md" else write_text(title, sections)


def build_sections(law: Law) -> tuple[str, tuple[Section, ...]]:
    """Lay out the law for reading.

    Parameters
    ----------
    law : Law
        What was read.

    Returns
    -------
    tuple of (str, tuple of Section)
        A title, and headings with lines: a group of rulings each, the sources last.
    """
    sources = Sources()
    sections = [_say_courts(law, sources)]
    for group, heading in GROUPS.items():
        found = law.in_group(group)
        if found:
            lines = tuple(_say_entry(entry, sources) for entry in found)
            sections.append(Section(f"{heading} ({len(found)})", lines))
        elif group == "binding":
            sections.append(Section(f"{heading} (0)", ("None is recorded by that day.",)))
    sections.append(Section("What this does not say", (CAUTION,)))
    sections.append(sources.section())
    return f"The law of {law.place} on {law.day.isoformat()}", tuple(sections)


def _say_courts(law: Law, sources: Sources) -> Section:
    lines = [f"{name} (territory: {territory})" for name, territory in law.courts]
    lines += [sources.cite(note) for note in law.notes]
    return Section("Courts with territory there", tuple(lines or ["None is recorded."]))


def _say_entry(entry: RuledEntry, sources: Sources) -> str:
    head = ", ".join(filter(None, (entry.name, *entry.citations, entry.court)))
    when = entry.decided_on or (f"filed {entry.filed_on}" if entry.filed_on else "")
    said = [
        when if entry.sure else f"{when}, which may be after that day",
        entry.effect.replace("-", " "),
        _say_reach(entry),
        *entry.history,
        "" if entry.verification == "seen" else f"verification: {entry.verification}",
        f"would be {entry.force}" if entry.group != entry.force else "",
    ]
    return f"{head}: {'; '.join(filter(None, said))}. {sources.cite(entry.evidence)}"


def _say_reach(entry: RuledEntry) -> str:
    if entry.force == "pending":
        there = ", ".join(entry.bound)
        return f"its court can bind {there}" if there else "its court has no territory there"
    return f"reaches {', '.join(entry.bound)}" if entry.bound else ""


def _as_data(law: Law) -> dict[str, Any]:
    place = law.place
    return {
        "place": {"iri": place.iri, "name": str(place), "geoid": place.geoid},
        "as_of": law.day.isoformat(),
        "caution": CAUTION,
        "courts": [{"name": name, "territory": there} for name, there in law.courts],
        "notes": [_cited(note) for note in law.notes],
        "counts": {group: len(law.in_group(group)) for group in GROUPS},
        "rulings": [
            {
                "group": group,
                "force": entry.force,
                "ruling": entry.ruling,
                "name": entry.name,
                "court": entry.court or None,
                "decided_on": entry.decided_on or None,
                "filed_on": entry.filed_on or None,
                "sure": entry.sure,
                "effect": entry.effect,
                "verification": entry.verification,
                "citations": list(entry.citations),
                "bound": list(entry.bound),
                "history": list(entry.history),
                **_cited(entry.evidence),
            }
            for group in GROUPS
            for entry in law.in_group(group)
        ],
    }


def _cited(link: Evidence) -> dict[str, Any]:
    citation = link.citation
    return {
        "claim": link.claim,
        "summary": citation.summary,
        "locator": citation.locator,
        "confidence": citation.confidence,
        "documents": [
            {"iri": doc.iri, "title": doc.title, "publisher": doc.publisher, "web": doc.web}
            for doc in citation.documents
        ],
    }
