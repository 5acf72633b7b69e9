"""The record of a place as events of a timeline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from policygraph.dates import PartialDate
from policygraph.pictures import Event
from policygraph.report.moments import is_absence
from policygraph.report.place import Entry, PlaceRecord


def build_events(record: PlaceRecord) -> tuple[Event, ...]:
    """Turn what is recorded of a place into events.

    Parameters
    ----------
    record : PlaceRecord
        What :func:`policygraph.report.place.read_place` gives.

    Returns
    -------
    tuple of Event
        Policies, listings and what became of them, absences, agreements, rulings and funding.
        Claims that say the same for the same day are one event.
    """
    sections = record.sections
    events = [
        *map(_policy, sections["policies"]),
        *map(_listing, sections["listings"]),
        *_absences(sections["absences"]),
        *_agreements(sections["agreements"]),
        *map(_ruling, sections["rulings"]),
        *map(_funding, sections["funding"]),
    ]
    return tuple(dict.fromkeys(events))


def _date(text: str) -> PartialDate | None:
    return PartialDate(text) if text else None


def _policy(entry: Entry) -> Event:
    words = entry.text.removesuffix(f" ({entry.details.get('policy')})")
    stands = entry.details.get("stands", "")
    return Event(
        "Policies",
        words,
        _date(entry.date),
        is_firm=stands != "as of",
        text=f"{stands}: {entry.text}" if stands else entry.text,
    )


def _name(entry: Entry) -> str:
    report, part = entry.details.get("report", ""), entry.details.get("part", "")
    section = part.partition(":")[0]
    return report if section.startswith("The whole") else f"{section}, {report}"


def _listing(entry: Entry) -> Event:
    sure = entry.details.get("sure") in {"true", "1"}
    is_entry = "/listing/" in entry.claim
    said = entry.text.removeprefix(f"{entry.details.get('report')}, {entry.details.get('part')}")
    label = _name(entry) if is_entry else said.removeprefix(": ")
    if is_entry and not sure:
        label = f"Perhaps: {label}"
    return Event("On lists", label, _date(entry.date), is_firm=is_entry and sure, text=entry.text)


def _absences(entries: Sequence[Entry]) -> Iterator[Event]:
    """Yield the lists that surely do not name the place."""
    several: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if is_absence(entry):
            several[_name(entry)].append(entry)
    for name, found in several.items():
        day = min((entry.date for entry in found if entry.date), default="")
        texts = " ".join(dict.fromkeys(entry.text for entry in found))
        yield Event("Not on lists", name, _date(day), is_firm=False, text=texts)


def _agreements(entries: Sequence[Entry]) -> Iterator[Event]:
    several: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        key = entry.details.get("model", "agreement"), entry.details.get("party", "")
        several[key].append(entry)
    for (model, party), found in several.items():
        details = {key: value for entry in found for key, value in entry.details.items()}
        seen = sorted(date for entry in found if (date := _date(entry.date)))
        begin = _date(details.get("signed", "")) or (seen[0] if seen else None)
        end = _date(details.get("ended", ""))
        texts = " ".join(dict.fromkeys(entry.text for entry in found))
        label = f"{model}, {party}"
        yield Event("Agreements", label, begin, end=end, is_open=end is None, text=texts)


def _ruling(entry: Entry) -> Event:
    seen = entry.details.get("verification", "").rpartition(":")[2]
    effect = entry.details.get("effect", "").rpartition(":")[2].replace("-", " ")
    label = f"{entry.details.get('ruling')} ({effect})" if effect else entry.text
    return Event("Rulings", label, _date(entry.date), is_firm=seen in {"", "seen"}, text=entry.text)


def _funding(entry: Entry) -> Event:
    figure, _, _ = entry.text.partition(": ")[2].partition(": ")
    label = f"{entry.details.get('measure', '').capitalize()}: {figure}"
    return Event("Funding", label, _date(entry.date), text=entry.text)
