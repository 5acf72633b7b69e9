"""Two lists side by side: who is on both, who on one alone, and what is recorded as to why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from policygraph.gaps.columns import read_columns
from policygraph.gaps.differences import Difference
from policygraph.gaps.findings import Basis, Evidence
from policygraph.gaps.listed import ListedPart, cite
from policygraph.gaps.omissions import find_part
from policygraph.gaps.reasons import Reason, describe_kinds, read_agreements
from policygraph.gaps.records import Columns, Listing, Part
from policygraph.gaps.wouldlist import ListCriterion, read_criteria
from policygraph.places import Place
from policygraph.store import Store


class Where(StrEnum):
    """On which of two lists, A and B, a place is, as far as they are known."""

    BOTH = "both"
    FIRST = "only-a"
    SECOND = "only-b"
    FIRST_UNSURE = "a-not-known-of-b"
    SECOND_UNSURE = "b-not-known-of-a"


@dataclass(frozen=True, slots=True)
class Entry:
    """A place, or a name that means no single one, on one or both of two lists.

    Parameters
    ----------
    where : Where
        On which.
    place : Place or None
        The place; None where a name means no single one.
    name : str
        The name as published, by the list that has it first.
    reasons : tuple of Reason
        What is recorded as to why only one names it; a single one of the kind ``none`` where
        nothing is.
    since : tuple of Reason
        What became of its entries after both lists were published.
    evidence : tuple of Evidence
        The entries, and on what ground it is absent from the other list.
    """

    where: Where
    place: Place | None
    name: str
    reasons: tuple[Reason, ...]
    since: tuple[Reason, ...]
    evidence: tuple[Evidence, ...]

    def __str__(self) -> str:
        return str(self.place or self.name)


@dataclass(frozen=True, slots=True)
class TwoLists:
    """Two lists compared.

    Parameters
    ----------
    first, second : Part
        The lists, in the order in which they were named.
    as_of : datetime.date or None
        The day as of which policies are read; None for the day of the list that leaves a place
        out.
    notes : tuple of Reason
        How the lists differ as a whole.
    entries : tuple of Entry
        Every place on either, in the order of :class:`Where`, of state and name.
    """

    first: Part
    second: Part
    as_of: date | None
    notes: tuple[Reason, ...]
    entries: tuple[Entry, ...]

    def count(self) -> dict[Where, int]:
        """Count the places by where they are."""
        counts = Counter(entry.where for entry in self.entries)
        return {where: counts[where] for where in Where}

    def count_reasons(self) -> dict[str, int]:
        """Count the differences by the kinds of their reasons; one can have several."""
        counts = Counter(
            kind for entry in self.entries for kind in {reason.kind for reason in entry.reasons}
        )
        return dict(sorted(counts.items()))


def compare_lists(
    store: Store,
    first: str,
    second: str,
    *,
    first_part: str | None = None,
    second_part: str | None = None,
    as_of: date | None = None,
) -> TwoLists:
    """Compare two lists as they were published.

    Parameters
    ----------
    store : Store
        The graph.
    first, second : str
        Ids of the reports, such as ``us_dhs_sanctuary_2025``; a part can follow after a slash.
    first_part, second_part : str, optional
        Ids of their parts; by default the part that tables policies, or the only one.
    as_of : datetime.date, optional
        The day as of which policies are read; by default that of the list that leaves a place out.

    Returns
    -------
    TwoLists
        Every place on either, with what is recorded as to why only one names it.

    Raises
    ------
    UnknownReportError
        If there is no such report or part, or a part is named twice.
    StoreError
        If the graph cannot be read.

    Examples
    --------
    >>> from policygraph.store import LocalStore
    >>> found = compare_lists(
    ...     LocalStore.shipped(), "us_dhs_sanctuary_2025", "us_doj_eo14287_2025"
    ... )
    >>> found.count()[Where.BOTH] > 20
    True
    """
    columns = read_columns(store)
    parts = [
        find_part(columns, *_split(name, part))
        for name, part in ((first, first_part), (second, second_part))
    ]
    return _Comparison(columns, store, parts[0], parts[1], as_of).compare()


def _split(name: str, part: str | None) -> tuple[str, str | None]:
    report, slash, inside = name.partition("/")
    return (report, inside) if slash and part is None else (name, part)


class _Comparison:
    def __init__(
        self, columns: Columns, store: Store, first: Part, second: Part, as_of: date | None
    ) -> None:
        self.columns, self.as_of = columns, as_of
        self.lists = (ListedPart(columns, first), ListedPart(columns, second))
        criteria = read_criteria(store)
        agreements = read_agreements(store)
        one, two = self.lists
        self.tests = tuple(_find_test(criteria, listed.part) for listed in self.lists)
        # Why a place that one names is not on the other, for both ways round.
        self.differences = (
            Difference(columns, one, two, self.tests[1], agreements, as_of),
            Difference(columns, two, one, self.tests[0], agreements, as_of),
        )

    def compare(self) -> TwoLists:
        one, two = self.lists
        entries = sorted(self._entries(), key=_order)
        return TwoLists(one.part, two.part, self.as_of, tuple(self._notes()), tuple(entries))

    def _entries(self) -> Iterator[Entry]:
        done: set[str | None] = set()
        for side, listed in enumerate(self.lists):
            for listing in listed.listings:
                if listing.place not in self.columns.places:
                    yield from self._nameless(listing, side)
                elif listing.place not in done:
                    # A city and a county that are one government are one entry, by either name.
                    same = {listing.place, *self.columns.alike.get(listing.place or "", ())}
                    done |= same
                    names = {
                        item.place
                        for one in self.lists
                        for item in one.listings
                        if item.place in same
                    }
                    place = self.columns.places[min(name for name in names if name)]
                    yield self._entry(place, listing, side)

    def _nameless(self, listing: Listing, side: int) -> Iterator[Entry]:
        """Tell of a name that means no single place: only the same name can be its match."""
        twin = next(
            (
                item
                for item in self.lists[1 - side].listings
                if item.place not in self.columns.places
                and item.name.casefold() == listing.name.casefold()
                and item.candidates == listing.candidates
            ),
            None,
        )
        entry = cite(
            self.columns, "listing", dict.fromkeys([listing.iri, *([twin.iri] if twin else [])])
        )
        if twin:
            if side == 0:  # and not a second time from the other side
                yield Entry(Where.BOTH, None, listing.name, (), (), entry)
            return
        where = (Where.FIRST_UNSURE, Where.SECOND_UNSURE)[side]
        why = (
            f"“{listing.name}” fits {len(listing.candidates)} places, and nothing settles which is"
            " meant."
            if listing.candidates
            else f"“{listing.name}” is the name of no jurisdiction that is known."
        )
        yield Entry(where, None, listing.name, (Reason("name", why, entry),), (), entry)

    def _entry(self, place: Place, listing: Listing, side: int) -> Entry:
        difference = self.differences[side]
        here, there = self.lists[side], self.lists[1 - side]
        entries = [
            item.iri for item in (*here.find_entries(place.iri), *there.find_entries(place.iri))
        ]
        evidence = cite(self.columns, "listing", dict.fromkeys(entries))
        since = tuple(difference.find_later(place.iri))
        if place.iri in there.by_place:
            return Entry(Where.BOTH, place, listing.name, (), since, evidence)
        doubtful = there.find_uncertain(place.iri)
        absence = there.read_absence(place.iri)
        is_known = absence.basis is not Basis.NONE and doubtful is None
        where = (
            (Where.FIRST, Where.SECOND) if is_known else (Where.FIRST_UNSURE, Where.SECOND_UNSURE)
        )[side]
        if doubtful:
            text = f"“{doubtful.name}” on the other list may mean it."
            reasons: tuple[Reason, ...] = (
                Reason("name", text, cite(self.columns, "uncertain listing", [doubtful.iri])),
            )
        else:
            reasons = difference.explain(place, is_known=is_known)
        return Entry(where, place, listing.name, reasons, since, (*evidence, *absence.evidence))

    def _notes(self) -> Iterator[Reason]:
        for listed, test in zip(self.lists, self.tests, strict=True):
            part = listed.part
            yield Reason(
                "list",
                f"The {part.report_label} ({part.label}), published on {part.issued.isoformat()},"
                f" names {describe_kinds(self.columns, listed)}.",
                (),
            )
            yield self._coverage(listed)
            if test:
                claim = cite(self.columns, "criterion", [test.claim])
                said = claim[0].citation.summary if claim else test.id
                yield Reason("test", f"Its publisher states a test: {said}", claim)
            else:
                yield Reason("test", "No test by which its publisher picks places is recorded.", ())
            yield from self.differences[0].find_fate(listed)

    def _coverage(self, listed: ListedPart) -> Reason:
        about = [item for item in self.columns.coverage if item.part == listed.part.iri]
        whole = [item for item in about if item.scope is None and listed.is_closed(item)]
        if whole:
            claims = cite(self.columns, "coverage", (item.claim for item in whole))
            return Reason("coverage", "It is known whole.", claims)
        closed = [item for item in about if item.scope and listed.is_closed(item)]
        scopes = [self.columns.places.get(item.scope or "") for item in closed]
        names = sorted(place.name for place in scopes if place)
        said = f", but whole for {', '.join(names)}" if names else ""
        return Reason(
            "coverage",
            f"It is known in part{said}: elsewhere nobody can say that it leaves a place out.",
            cite(self.columns, "coverage", (item.claim for item in about)),
        )


def _find_test(criteria: dict[str, ListCriterion], part: Part) -> ListCriterion | None:
    return next((one for one in criteria.values() if part.iri in one.parts), None)


def _order(entry: Entry) -> tuple[int, str, str, str]:
    place = entry.place
    return (
        list(Where).index(entry.where),
        place.state if place else "~",
        str(entry),
        place.iri if place else entry.name,
    )
