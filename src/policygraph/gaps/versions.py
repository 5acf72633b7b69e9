"""Versions of lists: a list as published, or as corrected by a day.

The view is made by one SPARQL update, ``queries/views/as_corrected.ru``, on a copy of the graph in
memory. It states no absence: that a place was taken off a list is told in words, beside a verdict
that rests on what is known of the list as a whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from policygraph.dates import PartialDate
from policygraph.errors import StoreError, UnknownReportError
from policygraph.gaps.findings import Evidence
from policygraph.gaps.listed import ListedPart, cite
from policygraph.gaps.records import Columns, Listing, ListingEvent, Part
from policygraph.queries import bind, read_query
from policygraph.resources import locate
from policygraph.store import LocalStore, Store

#: What takes an entry off a list, or gives it to another place.
CORRECTIONS: Final = frozenset({"corrected", "withdrawn", "removed"})


@dataclass(frozen=True, slots=True)
class FormerEntry:
    """An entry that named a place as published and does no more, with the events that say so.

    ``listing`` is None for what became of a list as a whole.
    """

    listing: Listing | None
    events: tuple[ListingEvent, ...]
    evidence: tuple[Evidence, ...]

    def __str__(self) -> str:
        last = self.events[-1] if self.events else None
        became = f"{_kind(last)} {last.occurred}" if last else "taken out"
        if self.listing is None:
            return f"The whole list was {became}, and names no place any more."
        what = "the list was" if last and last.listing == self.listing.part else "the entry was"
        return (
            f"As published, the list named it (“{self.listing.name}”); {what} {became}, so that it"
            " is absent as corrected."
        )


@dataclass(frozen=True, slots=True)
class ListVersion:
    """A part of a report as it reads in a version.

    Parameters
    ----------
    part : Part
        The part.
    day : datetime.date
        The day by which it is read as corrected.
    former : mapping of str to FormerEntry
        Place to the entry that named it as published, for those that the version does not name.
    withdrawn : FormerEntry or None
        The events by which the whole list was withdrawn, if it was.
    changed : int
        How many entries are gone or are given to another place.
    open : tuple of ListingEvent
        Corrections that do not count: their date is not surely of the day or before, or only a
        weak source tells of them.
    """

    part: Part
    day: date
    former: Mapping[str, FormerEntry]
    withdrawn: FormerEntry | None
    changed: int
    open: tuple[ListingEvent, ...]

    def __str__(self) -> str:
        words = [f"as corrected by {self.day.isoformat()}"]
        if self.withdrawn:
            last = self.withdrawn.events[-1]
            words.append(f"the whole list {_kind(last)} {last.occurred}")
        elif self.changed:
            words.append("1 entry changed" if self.changed == 1 else f"{self.changed} changed")
        else:
            words.append("no entry changed")
        if self.open:
            times = Counter(_say_time(event, self.day) for event in self.open)
            said = ", ".join(f"{count} {when}" for when, count in sorted(times.items()))
            words.append(f"not applied: {said}")
        return "; ".join(words)


def _say_time(event: ListingEvent, day: date) -> str:
    if event.occurred is None:
        return "without a date"
    if event.occurred.latest > day:
        return f"of {event.occurred}, which may be later"
    return f"of {event.occurred} from a weak source"


def read_as_corrected(store: Store, day: date) -> LocalStore:
    """Make a view of the graph in which every list reads as corrected by a day.

    Parameters
    ----------
    store : Store
        The graph, in memory.
    day : datetime.date
        The day; a correction counts whose whole date lies on or before it.

    Returns
    -------
    LocalStore
        A copy with the corrections applied; the store itself is not changed.

    Raises
    ------
    StoreError
        If the graph is at an endpoint, which gives no copy to change.

    Examples
    --------
    >>> store = LocalStore.shipped()
    >>> baltimore = "ASK { ?l pg:listsJurisdiction county:24005 ; pg:isListedIn ?p . ?p pg:isPartOf"
    >>> baltimore += " <https://w3id.org/policygraph/report/us_doj_eo14287_2025> }"
    >>> [read_as_corrected(store, date(2025, 10, day)).ask(baltimore) for day in (30, 31)]
    [True, False]
    """
    if not isinstance(store, LocalStore):
        raise StoreError(
            "A list as corrected is read from a copy of the graph in memory, which an endpoint does"
            " not give.",
            hint="Leave out --list-version, or read the bundled graph or a workspace.",
        )
    query = read_query(locate("queries") / "views" / "as_corrected.ru")
    return store.copy_with(bind(query, {"after": (day + timedelta(days=1)).isoformat()}))


def read_version(published: Columns, corrected: Columns, part: Part, day: date) -> ListVersion:
    """Tell how a part as corrected differs from the part as published.

    Parameters
    ----------
    published, corrected : Columns
        The graph, and the view that :func:`read_as_corrected` makes of it.
    part : Part
        The part.
    day : datetime.date
        The day of the view.

    Returns
    -------
    ListVersion
        What was taken out or given to another place, and which corrections do not count.

    Raises
    ------
    UnknownReportError
        If the report was not yet published on that day.
    """
    if day < part.issued:
        raise UnknownReportError(
            f"Report {part.report_id!r} was not yet published on {day.isoformat()}.",
            hint=f"Choose a day from {part.issued.isoformat()} on.",
        )
    before, after = ListedPart(published, part), ListedPart(corrected, part)
    about = {
        iri: tuple(e for e in published.events.get(iri, ()) if _kind(e) in CORRECTIONS)
        for iri in (part.iri, *(item.iri for item in before.listings))
    }
    applied = {
        iri: tuple(e for e in events if _is_surely(e, day) and before.is_firm(e.claim))
        for iri, events in about.items()
    }
    now = {item.iri: item for item in after.listings}
    former = {}
    for place, listing in before.by_place.items():
        if place not in after.by_place:
            events = applied[listing.iri] or applied[part.iri]
            former[place] = _former(published, listing, events)
    withdrawn = None
    if applied[part.iri] and not after.listings:
        withdrawn = _former(published, None, applied[part.iri])
    return ListVersion(
        part=part,
        day=day,
        former=former,
        withdrawn=withdrawn,
        changed=sum(now.get(item.iri) != item for item in before.listings),
        open=tuple(
            event
            for iri, events in about.items()
            for event in events
            if event not in applied[iri]
            and (event.occurred is None or event.occurred.earliest <= day)
        ),
    )


def _former(
    columns: Columns, listing: Listing | None, events: Iterable[ListingEvent]
) -> FormerEntry:
    found = tuple(sorted(events, key=lambda event: event.occurred or PartialDate("0001")))
    return FormerEntry(
        listing, found, cite(columns, "correction", (event.claim for event in found))
    )


def _kind(event: ListingEvent) -> str:
    return event.kind.rsplit("/", 1)[-1]


def _is_surely(event: ListingEvent, day: date) -> bool:
    return event.occurred is not None and event.occurred.latest <= day
