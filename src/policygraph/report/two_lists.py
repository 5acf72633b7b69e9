"""Two lists compared, for reading: a headline, rows, Markdown and JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from policygraph.gaps import Evidence
from policygraph.gaps.reasons import Reason
from policygraph.gaps.twolists import Entry, TwoLists, Where
from policygraph.report.omissions import evidence_record, place_record
from policygraph.report.sections import Section, Sources, write_markdown, write_text

COLUMNS: Final = ("where", "place", "geoid", "name", "kinds", "reasons", "since", "sources")
#: What a person reads on a terminal.
SHORT: Final = ("where", "place", "reasons", "since")

#: What is said of each group, with the number of its places before it.
TITLES: Final = {
    Where.BOTH: "on both lists",
    Where.FIRST: "on A and not on B",
    Where.SECOND: "on B and not on A",
    Where.FIRST_UNSURE: "on A and unknown of B",
    Where.SECOND_UNSURE: "on B and unknown of A",
}
#: The kinds of reasons in words.
KINDS: Final = {
    "state listed": "the other list names the state",
    "places listed": "the other list names places in the state",
    "event": "the entry was disputed, corrected, withdrawn or removed",
    "policy": "a policy began, ended or was replaced between the lists",
    "agreement": "an agreement with ICE began or ended between the lists",
    "kind of place": "the other list names no such kind of place",
    "test": "it does not meet the test of the other list's publisher",
    "explained": "its absence has an explanation of its own",
    "name": "the name fits several places, or none",
    "not known": "the other list is not known well enough",
    "none": "no reason is recorded",
}


def headline(comparison: TwoLists) -> str:
    """Say in a sentence how two lists compare.

    Parameters
    ----------
    comparison : TwoLists
        The comparison.

    Returns
    -------
    str
        What A and B are, and how many places are on which.
    """
    counts = comparison.count()
    unsure = {Where.FIRST_UNSURE, Where.SECOND_UNSURE}
    told = ", ".join(
        f"{counts[where]:,} {words}"
        for where, words in TITLES.items()
        if counts[where] or where not in unsure
    )
    policies = f"; policies as of {comparison.as_of.isoformat()}" if comparison.as_of else ""
    return (
        f"A is the {comparison.first.report_label}, B the {comparison.second.report_label}, both as"
        f" published{policies}: {told}."
    )


def say_reasons(comparison: TwoLists) -> str:
    """Say how many of the differences have which kind of reason."""
    counts = comparison.count_reasons()
    known = [(counts[kind], words) for kind, words in KINDS.items() if counts.get(kind)]
    if not known:
        return "There is no difference to give a reason for."
    told = "; ".join(f"{number:,} because {words}" for number, words in known[:-1])
    last = f"{known[-1][0]:,}: {known[-1][1]}"
    both = f"{told}; {last}" if told else last
    return f"Reasons, of which a place can have several: {both}."


def build_rows(entries: Iterable[Entry], *, short: bool = False) -> list[tuple[str | None, ...]]:
    """Flatten entries to one row each, in the order of :data:`COLUMNS` or :data:`SHORT`."""
    rows: list[tuple[str | None, ...]] = []
    for entry in entries:
        reasons = " ".join(reason.text for reason in entry.reasons) or None
        since = " ".join(reason.text for reason in entry.since) or None
        if short:
            rows.append((entry.where.value, str(entry), reasons, since))
            continue
        kinds = "; ".join(dict.fromkeys(reason.kind for reason in entry.reasons)) or None
        sources = dict.fromkeys(
            f"{document}: {link.citation.locator}"
            for link in _links(entry)
            for document in link.citation.documents
        )
        rows.append(
            (
                entry.where.value,
                str(entry.place) if entry.place else None,
                entry.place.geoid if entry.place else None,
                entry.name,
                kinds,
                reasons,
                since,
                "; ".join(sources) or None,
            )
        )
    return rows


def _links(entry: Entry) -> Iterator[Evidence]:
    for reason in (*entry.reasons, *entry.since):
        yield from reason.evidence
    yield from entry.evidence


def build_record(comparison: TwoLists, entries: Iterable[Entry] | None = None) -> dict[str, Any]:
    """Write a comparison as JSON has it.

    Parameters
    ----------
    comparison : TwoLists
        The comparison.
    entries : iterable of Entry, optional
        Which of its entries; by default all.

    Returns
    -------
    dict
        Ready for :func:`json.dumps`.
    """

    def part(one: Any) -> dict[str, str]:
        return {
            "report": one.report_id,
            "part": one.id,
            "iri": one.iri,
            "label": one.report_label,
            "issued": one.issued.isoformat(),
        }

    def reason(one: Reason) -> dict[str, Any]:
        return {
            "kind": one.kind,
            "text": one.text,
            "evidence": [evidence_record(link) for link in one.evidence],
        }

    return {
        "compared": "lists",
        "a": part(comparison.first),
        "b": part(comparison.second),
        "as_of": comparison.as_of.isoformat() if comparison.as_of else None,
        "summary": [headline(comparison), say_reasons(comparison)],
        "counts": {where.value: count for where, count in comparison.count().items()},
        "reasons": comparison.count_reasons(),
        "notes": [reason(note) for note in comparison.notes],
        "places": [
            {
                "where": entry.where.value,
                "jurisdiction": place_record(entry.place) if entry.place else None,
                "name": entry.name,
                "reasons": [reason(one) for one in entry.reasons],
                "since": [reason(one) for one in entry.since],
                "evidence": [evidence_record(link) for link in entry.evidence],
            }
            for entry in (comparison.entries if entries is None else entries)
        ],
    }


def write_document(comparison: TwoLists, format: str) -> str:
    """Write a comparison for reading.

    Parameters
    ----------
    comparison : TwoLists
        The comparison.
    format : {"text", "md"}
        Plain text or Markdown.

    Returns
    -------
    str
        The document, with numbered sources.
    """
    sources = Sources()
    sections = [Section("In short", (headline(comparison), say_reasons(comparison)))]
    sections.append(Section("The lists", tuple(_say(note, sources) for note in comparison.notes)))
    for where, title in TITLES.items():
        lines: dict[str, list[str]] = {}
        for entry in comparison.entries:
            if entry.where is not where:
                continue
            said = " ".join(_say(one, sources) for one in (*entry.reasons, *entry.since))
            lines.setdefault(said, []).append(str(entry))
        number = comparison.count()[where]
        told = tuple(_say_group(names, said) for said, names in lines.items())
        sections.append(Section(f"{number:,} {title}", told))
    sections.append(sources.section())
    kept = [section for section in sections if section.lines]
    title = f"{comparison.first.report_label} and {comparison.second.report_label}"
    return write_markdown(title, kept, 1) if format == "md" else write_text(title, kept)


def _say_group(names: list[str], said: str) -> str:
    """Say what holds of one place, or of several that have it in common."""
    if len(names) == 1 or not said:
        return f"{'; '.join(names)}. {said}".strip()
    return f"{said} So it is with {len(names):,} places: {'; '.join(names)}."


def _say(reason: Reason, sources: Sources) -> str:
    """Say a reason with the numbers of its sources."""
    numbers = dict.fromkeys(
        f"[{sources.number(document)}]"
        for link in reason.evidence
        for document in link.citation.documents
    )
    return " ".join([reason.text, *numbers])
