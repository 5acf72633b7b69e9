"""Events of a timeline, and those of a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from policygraph.dates import PartialDate
from policygraph.gaps import Columns, Part
from policygraph.pictures.words import count, join_names

#: Lanes of the timeline of a place, in order.
PLACE_LANES: Final = ("Policies", "On lists", "Not on lists", "Agreements", "Rulings", "Funding")
#: Lanes of the timeline of a list, in order.
LIST_LANES: Final = ("Versions", "Asserted", "Upheld", "Disputed", "Corrected", "Removed")

_KINDS: Final = {"withdrawn": "Removed"}
_NAMED: Final = 4


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day, or held from one day to another.

    Parameters
    ----------
    lane : str
        The heading that it stands under.
    label : str
        What it is, in few words: a longer one is cut where it does not fit.
    begin : PartialDate or None
        When it was or began, as exact as the source; without it the event is named in a note.
    end : PartialDate or None
        When it ended, for what has a duration.
    is_open : bool
        Whether it goes on: no end is known.
    is_firm : bool
        Whether to fill its mark; one that is hollow stands for what is weaker or negative.
    text : str
        The whole of it, for a pointer over it and for the text alternative; else the label.
    """

    lane: str
    label: str
    begin: PartialDate | None
    end: PartialDate | None = None
    is_open: bool = False
    is_firm: bool = True
    text: str = ""


def read_list_events(columns: Columns, parts: Iterable[Part]) -> tuple[Event, ...]:
    """Read the history of a list: when it was published, and what became of its entries.

    Parameters
    ----------
    columns : Columns
        The graph.
    parts : iterable of Part
        The parts of the report, or of several.

    Returns
    -------
    tuple of Event
        Publication, additions, removals and disputes; entries of which the same is said for the
        same day are one event.
    """
    events: list[Event] = []
    chosen = tuple(parts)
    for part in chosen:
        section = f"{part.label.partition(':')[0]}: " if len(chosen) > 1 else ""
        entries = [item for item in columns.listings if item.part == part.iri]
        label = f"{part.label.partition(':')[0]}: {count(len(entries), 'entry', 'entries')} known"
        events.append(Event("Versions", label, PartialDate(part.issued.isoformat())))
        for event in columns.events.get(part.iri, ()):
            kind = _kind(event.kind)
            said = columns.citations[event.claim].summary
            events.append(Event("Versions", f"{kind}: {said}", event.occurred, is_firm=False))
        several: dict[tuple[str, PartialDate | None], list[tuple[str, str]]] = defaultdict(list)
        for entry in entries:
            for event in columns.events.get(entry.iri, ()):
                said = columns.citations[event.claim].summary
                several[_kind(event.kind), event.occurred].append((entry.name, said))
        for (kind, occurred), found in several.items():
            names = sorted({name for name, _ in found})
            shown = join_names(names[:_NAMED]) if len(names) <= _NAMED else (
                f"{', '.join(names[:_NAMED])} and {len(names) - _NAMED} more"
            )  # fmt: skip
            text = " ".join(dict.fromkeys(said for _, said in found))
            events.append(
                Event(
                    _KINDS.get(kind.lower(), kind),
                    f"{section}{shown}",
                    occurred,
                    is_firm=kind != "Disputed",
                    text=f"{section}{kind.lower()}: {join_names(names)}. {text}",
                )
            )
    return tuple(events)


def _kind(concept: str) -> str:
    return concept.rsplit("/", 1)[-1].capitalize()
