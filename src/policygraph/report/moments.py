"""The dated statements on a place, in order: its policies, listings, rulings and money."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from policygraph.dates import PartialDate
from policygraph.report.place import Entry, PlaceRecord


class Lane(StrEnum):
    """What an event is about; each is a section of a record, and a lane of the picture."""

    POLICIES = "policies"
    LISTINGS = "listings"
    ABSENCES = "absences"
    AGREEMENTS = "agreements"
    RULINGS = "rulings"
    FUNDING = "funding"


#: What one event of a lane is called.
NAMES: Final[Mapping[Lane, str]] = {
    Lane.POLICIES: "Policy",
    Lane.LISTINGS: "Listing",
    Lane.ABSENCES: "Absence",
    Lane.AGREEMENTS: "Agreement",
    Lane.RULINGS: "Ruling",
    Lane.FUNDING: "Funding",
}
_ONE_PART: Final = "The whole list"


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that is recorded of a place at a time.

    Parameters
    ----------
    lane : Lane
        What it is about.
    date : PartialDate or None
        When, as exact as the source.
    how : str
        What the date is: ``enacted``, ``as of``, ``said``; empty where the lane says it.
    words : str
        What is said.
    entry : Entry
        The statement, with its documents.
    """

    lane: Lane
    date: PartialDate | None
    how: str
    words: str
    entry: Entry

    @property
    def name(self) -> str:
        """What an event of its lane is called."""
        return NAMES[self.lane]


def read_moments(record: PlaceRecord) -> tuple[Moment, ...]:
    """Put what is recorded of a place in order of time.

    How far a list is known that does not name the place is no event, unless it is known whole:
    then the place is absent from it.

    Parameters
    ----------
    record : PlaceRecord
        What is recorded.

    Returns
    -------
    tuple of Moment
        The earliest first; what has no date comes last.

    Examples
    --------
    >>> from policygraph.places import find_place, load_places
    >>> from policygraph.report.place import read_place
    >>> from policygraph.store import LocalStore
    >>> store = LocalStore.shipped()
    >>> ramsey = find_place(load_places(store).values(), "Ramsey County, MN")
    >>> [str(moment.date) for moment in read_moments(read_place(store, ramsey))][:3]
    ['1997-06-27', '2012-06-25', '2014-06']
    """
    return tuple(sorted(_read(record), key=_when))


def _read(record: PlaceRecord) -> Iterator[Moment]:
    for lane in Lane:
        entries = record.sections.get(lane.value, ())
        policies = {entry.details.get("policy") for entry in entries}
        for entry in entries:
            if lane is Lane.ABSENCES and not is_absence(entry):
                continue
            yield Moment(
                lane=lane,
                date=PartialDate(entry.date) if entry.date else None,
                how=entry.details.get("stands", ""),
                words=_SAYERS.get(lane, _say)(entry, len(policies) > 1),
                entry=entry,
            )


def _when(moment: Moment) -> tuple[bool, str, str, int, str]:
    first = moment.date.earliest.isoformat() if moment.date else ""
    last = moment.date.latest.isoformat() if moment.date else ""
    return moment.date is None, first, last, list(Lane).index(moment.lane), moment.entry.claim


def is_absence(entry: Entry) -> bool:
    """Tell whether a list surely lacks the place: one that is known in part proves nothing.

    Parameters
    ----------
    entry : Entry
        A statement of the section ``absences``.

    Returns
    -------
    bool
        Whether a source says that it is absent, or the list is known whole.
    """
    return entry.details.get("completeness", "cover:complete") == "cover:complete"


def _say(entry: Entry, _: bool) -> str:
    return entry.text


def _say_figure(entry: Entry, _: bool) -> str:
    return entry.text[:1].upper() + entry.text[1:]


def _say_policy(entry: Entry, several: bool) -> str:
    """Name the policy only where the place has had more than one."""
    return entry.text if several else entry.text.removesuffix(f" ({entry.details.get('policy')})")


def _say_listing(entry: Entry, _: bool) -> str:
    """Name the part only where the list has several."""
    part = entry.details.get("part", "")
    return entry.text.replace(f", {part}", "", 1) if part.startswith(_ONE_PART) else entry.text


_SAYERS: Final[Mapping[Lane, Callable[[Entry, bool], str]]] = {
    Lane.POLICIES: _say_policy,
    Lane.LISTINGS: _say_listing,
    Lane.ABSENCES: _say_listing,
    Lane.FUNDING: _say_figure,
}
