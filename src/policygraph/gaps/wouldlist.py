"""Counterfactual lists: what a criterion would have listed on a day, beside what was published.

The criteria are claims of the graph (``pg:ListCriterion``): a publisher's own word, with its
source, for the test by which it picks places. Only what it says of detainers is tested. A place
meets it by its own policy, as of the day:

* where one of several conditions suffices for a hold, each of them must be caught by the criterion;
  where all are needed, one is enough;
* whether a place meets it **cannot be told** where no policy is known, its standing that day is not
  sure or nobody speaks for it within two years, somebody else holds its prisoners, the wording
  leaves it open, or another claim says otherwise.

The query ``cq_24_would_list`` gives the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import Final

from policygraph.errors import UnknownCriterionError
from policygraph.gaps.findings import Basis, Evidence
from policygraph.gaps.listed import WEAK, ListedPart, cite
from policygraph.gaps.peers import PeerTable
from policygraph.gaps.records import Columns, Part
from policygraph.gaps.views import PolicyView, cite_policy
from policygraph.places import Place
from policygraph.policies import Criterion, Status
from policygraph.queries import find_query, run
from policygraph.store import Store

_NOT_IN_FORCE: Final = frozenset({Status.ENDED, Status.NOT_YET})
_CONFLICT: Final = "Sources conflict on its hold criterion."


class Would(StrEnum):
    """Whether a place meets a criterion."""

    YES = "yes"
    NO = "no"
    CANNOT_TELL = "cannot tell"


#: What is said where the hold criterion is known and is not that of the test.
NOT_MET: Final = "Its hold criterion does not meet the test."
_WHY: Final = {
    Would.YES: "",
    Would.NO: NOT_MET,
    Would.CANNOT_TELL: "The wording of its hold criterion leaves it open.",
}


class Published(StrEnum):
    """Whether a part names a place."""

    NAMED = "named"
    THROUGH_STATE = "through its state"
    NOT_NAMED = "not named"
    NOT_KNOWN = "not known"


class Outcome(StrEnum):
    """How what a criterion would have listed differs from what was published."""

    BOTH = "both"
    PUBLISHED_ONLY = "published only"
    WOULD_LIST_ONLY = "would-list only"
    CANNOT_TELL = "cannot tell"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class ListCriterion:
    """A criterion of lists: the conditions that it catches or leaves open, and who says so.

    Conditions are local names of the hold-criterion scheme, narrower ones among them.
    """

    id: str
    claim: str
    parts: tuple[str, ...]
    catches: frozenset[str]
    leaves_open: frozenset[str]


@dataclass(frozen=True, slots=True)
class Entry:
    """What is found of one place: by its policy, by the part, and why."""

    place: Place
    would: Would
    published: Published
    criterion: str
    reason: str
    evidence: tuple[Evidence, ...]

    @property
    def outcome(self) -> Outcome:
        """How the criterion and the publisher differ on it."""
        if self.would is Would.CANNOT_TELL or self.published is Published.NOT_KNOWN:
            return Outcome.CANNOT_TELL
        if self.published is Published.NOT_NAMED:
            return Outcome.WOULD_LIST_ONLY if self.would is Would.YES else Outcome.NEITHER
        return Outcome.BOTH if self.would is Would.YES else Outcome.PUBLISHED_ONLY


@dataclass(frozen=True, slots=True)
class WouldList:
    """A counterfactual list beside a published one.

    ``evidence`` is the claim that states the criterion.
    """

    criterion: ListCriterion
    part: Part
    as_of: date
    entries: tuple[Entry, ...]
    evidence: tuple[Evidence, ...]

    def count(self) -> dict[Outcome, int]:
        """Count the places by outcome."""
        found = dict.fromkeys(Outcome, 0)
        for entry in self.entries:
            found[entry.outcome] += 1
        return found


def read_criteria(store: Store) -> dict[str, ListCriterion]:
    """Read the criteria of lists that the graph has.

    Parameters
    ----------
    store : Store
        The graph.

    Returns
    -------
    dict
        Criterion id to criterion.

    Raises
    ------
    StoreError
        If the graph cannot be read.

    Examples
    --------
    >>> from policygraph.store import LocalStore
    >>> list(read_criteria(LocalStore.shipped()))
    ['doj-2025', 'ice-2017']
    """
    rows = run(find_query("list_criteria"), store).records()
    found: dict[str, ListCriterion] = {}
    for name in dict.fromkeys(row["criterion_id"] or "" for row in rows):
        mine = [row for row in rows if row["criterion_id"] == name]

        def conditions(effect: str, mine: list[dict[str, str | None]] = mine) -> frozenset[str]:
            return frozenset(
                (row["condition"] or "").rsplit("/", 1)[-1]
                for row in mine
                if row["effect"] == effect
            )

        found[name] = ListCriterion(
            id=name,
            claim=mine[0]["claim"] or "",
            parts=tuple(sorted({row["part"] or "" for row in mine})),
            catches=conditions("catches"),
            leaves_open=conditions("leaves open"),
        )
    return found


def find_criterion(criteria: dict[str, ListCriterion], name: str) -> ListCriterion:
    """Find a criterion by its id.

    Parameters
    ----------
    criteria : dict
        Those that there are.
    name : str
        The id.

    Returns
    -------
    ListCriterion
        The criterion.

    Raises
    ------
    UnknownCriterionError
        If there is none; the message names those that there are.
    """
    if name in criteria:
        return criteria[name]
    close = get_close_matches(name, criteria, n=1)
    hint = f"Did you mean {close[0]}?" if close else f"Known: {', '.join(criteria) or 'none'}."
    raise UnknownCriterionError(f"No criterion {name!r} of a list is in the graph.", hint=hint)


def find_would_list(
    columns: Columns, criterion: ListCriterion, part: Part, day: date | None = None
) -> WouldList:
    """Find what a criterion would have listed, and how that differs from a part.

    Parameters
    ----------
    columns : Columns
        The graph.
    criterion : ListCriterion
        The criterion.
    part : Part
        The part of a report to compare with.
    day : datetime.date, optional
        The day as of which policies are read; by default the day of the report.

    Returns
    -------
    WouldList
        Every place that has a policy or is named, in the order of the outcomes, of state and name.
    """
    as_of = day or part.issued
    reader = _Reader(columns, criterion, part, as_of)
    places = {*reader.table.by_place, *reader.listed.by_place} & columns.places.keys()
    entries = [reader.read(place) for place in places]
    order = list(Outcome)
    entries.sort(key=lambda e: (order.index(e.outcome), e.place.state, e.place.name, e.place.iri))
    return WouldList(
        criterion, part, as_of, tuple(entries), cite(columns, "criterion", [criterion.claim])
    )


class _Reader:
    """Reads places by one criterion and one part, as of a day."""

    def __init__(self, columns: Columns, criterion: ListCriterion, part: Part, day: date) -> None:
        self.columns, self.criterion = columns, criterion
        self.listed = ListedPart(columns, part)
        self.table = PeerTable(self.listed, day)
        self.day = day

    def read(self, place: str) -> Entry:
        """Read a place by that of its policies which comes nearest to the criterion."""
        order = (Would.YES, Would.CANNOT_TELL, Would.NO)
        tried = [
            (*self._meets(place, view), view)
            for view in map(self.table.view, self.table.by_place.get(place, ()))
        ]
        tried.sort(
            key=lambda found: (
                order.index(found[0]),
                found[2].standing.status is not Status.IN_FORCE,
                found[2].policy.iri,
            )
        )
        published, why, evidence = self._find(place)
        if tried:
            would, reason, view = tried[0]
            evidence = (*evidence, *cite_policy(self.columns, view))
            words = view.words
        else:
            would, reason, words = Would.CANNOT_TELL, "No policy of it is known.", ""
        return Entry(
            self.columns.places[place], would, published, words, f"{reason} {why}".strip(), evidence
        )

    def _meets(self, place: str, view: PolicyView) -> tuple[Would, str]:
        """Tell whether a place meets the criterion by a policy, and why not."""
        standing = view.standing
        if place not in self._held_elsewhere(view) and standing.status in _NOT_IN_FORCE:
            return Would.NO, f"Its policy was {standing.status}."
        doubt = self._doubt(place, view)
        if doubt:
            return Would.CANNOT_TELL, doubt
        (would,) = {self._rate(criterion) for criterion in view.criterion.criteria}
        rivals = {self._rate(c.criterion) for c in view.criterion.conflicting if c.criterion}
        if would is Would.NO and rivals - {Would.NO}:
            return Would.CANNOT_TELL, _CONFLICT
        return would, _WHY[would]

    def _held_elsewhere(self, view: PolicyView) -> dict[str, str]:
        """Return the places whose prisoners somebody else holds, with who does."""
        found = self.columns.custodians.get(view.policy.iri, ())
        return {place: label for _, label, held in found for place in held}

    def _doubt(self, place: str, view: PolicyView) -> str:
        """Say why the criterion cannot be tested, if it cannot."""
        standing = view.standing
        elsewhere = self._held_elsewhere(view).get(place)
        if elsewhere:
            return f"Its prisoners are held by {elsewhere}."
        if standing.status is not Status.IN_FORCE:
            return "Whether its policy was in force is not sure."
        if not standing.fresh:
            return f"No source confirms its policy after {standing.confirmed}."
        if not view.criterion.criteria:
            return "Its hold criterion is unknown."
        if len({self._rate(criterion) for criterion in view.criterion.criteria}) > 1:
            return _CONFLICT
        return ""

    def _rate(self, criterion: Criterion) -> Would:
        """Tell whether a hold criterion is caught."""
        scheme, test = self.columns.scheme, self.criterion

        def is_under(condition: str, named: frozenset[str]) -> bool:
            return any(scheme.is_under(condition, broad) for broad in named)

        marks = [
            2 if is_under(name, test.catches) else 1 if is_under(name, test.leaves_open) else 0
            for name in scheme.civil(criterion)
        ]
        if not marks:
            return Would.CANNOT_TELL
        mark = max(marks) if criterion.join == "all-of" else min(marks)
        return (Would.NO, Would.CANNOT_TELL, Would.YES)[mark]

    def _find(self, place: str) -> tuple[Published, str, tuple[Evidence, ...]]:
        """Tell whether the part names a place, and on what ground."""
        entries = self.listed.find_entries(place)
        firm = [item.iri for item in entries if item.confidence not in WEAK]
        if firm:
            return Published.NAMED, "", self._cite("listing", firm)
        parent = self.listed.find_parent(place)
        if parent and parent.confidence not in WEAK:
            why = f"The list names {self.columns.places[parent.place or ''].name}."
            return Published.THROUGH_STATE, why, self._cite("parent listing", [parent.iri])
        doubtful = self.listed.find_uncertain(place) or next(iter(entries), parent)
        if doubtful:
            why = f"Whether “{doubtful.name}” on the list means it is not sure."
            return Published.NOT_KNOWN, why, self._cite("uncertain listing", [doubtful.iri])
        absence = self.listed.read_absence(place)
        if absence.basis is Basis.NONE:
            return Published.NOT_KNOWN, "Whether the list leaves it out is not known.", ()
        return Published.NOT_NAMED, "", absence.evidence

    def _cite(self, role: str, claims: Iterable[str]) -> tuple[Evidence, ...]:
        return cite(self.columns, role, claims)
