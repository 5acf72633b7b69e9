"""The clean graph as the operators see it: plain facts, read without any rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Final

from bench.detection.gazetteer import Gazetteer

from policygraph.namespaces import REPORT, VOCABULARY
from policygraph.store import LocalStore

FIRST: Final = f"{REPORT}us_ice_ddor_2017w1/part/section-3"
FIRST_ISSUED: Final = f"{REPORT}us_ice_ddor_2017w1/part/section-1"
FIRST_DECLINED: Final = f"{REPORT}us_ice_ddor_2017w1/part/section-2"
SECOND: Final = f"{REPORT}us_ice_ddor_2017w2/part/section-3"
SECOND_ISSUED: Final = f"{REPORT}us_ice_ddor_2017w2/part/section-1"
SECOND_DECLINED: Final = f"{REPORT}us_ice_ddor_2017w2/part/section-2"
DHS: Final = f"{REPORT}us_dhs_sanctuary_2025/part/list"
DOJ: Final = f"{REPORT}us_doj_eo14287_2025/part/list"
#: The parts that are lists, and not counts of events.
LISTS: Final = (FIRST, SECOND, DHS, DOJ)
KANSAS: Final = "https://w3id.org/policygraph/jurisdiction/us/state/20"
#: States in which a ruling denies officers the power to hold for ICE: Colorado, Massachusetts,
#: Montana and New York.
DENYING: Final = frozenset(
    f"https://w3id.org/policygraph/jurisdiction/us/state/{code}"
    for code in ("08", "25", "30", "36")
)
#: Criteria by which nobody is held on less than a judge's order, or may not be.
STRICT: Final = frozenset(
    ("judicial-warrant-or-order", "never-holds", "no-hold-on-detainer-alone", "warrant-unspecified")
)
FIRM: Final = frozenset({"verbatim", "quoted", "paraphrased"})


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list."""

    iri: str
    part: str
    name: str
    state: str | None
    heading: str | None
    place: str | None
    confidence: str


@dataclass(frozen=True, slots=True)
class Word:
    """What one source says of a policy: its time in days, criterion and confidence."""

    iri: str
    policy: str
    criterion: str | None
    speaks: tuple[str, str] | None
    begins: tuple[str, str] | None
    ends: tuple[str, str] | None
    stands: bool
    confidence: str


def local(iri: str) -> str:
    """Return what stands behind the last slash."""
    return iri.rsplit("/", 1)[-1]


class Corpus(Gazetteer):
    """The clean graph with its lists and policies.

    Parameters
    ----------
    store : LocalStore
        What is shipped.
    """

    def __init__(self, store: LocalStore) -> None:
        super().__init__(store)
        self.witnesses = cache(self._witnesses)
        #: What the rules find in the clean graph, as rule, part and subject; only to choose others.
        self.found: set[tuple[str, str, str]] = set()
        #: Places and subjects of findings that are told from each other by their words.
        self.worded: set[str] = set()

    # Lists.

    @cached_property
    def unnamed(self) -> list[str]:
        """Counties of which nobody says anything, in states on no list and without a rule."""
        told = self.listed_states | self.ruled_states
        return [place for place in self.quiet if self.places[place].within not in told]

    @cached_property
    def ruled_states(self) -> set[str]:
        """States with a policy of their own, which says something of every county in them."""
        return {
            place
            for _, place in self.pairs("?a pg:appliesIn ?b")
            if self.places[place].kind == "State"
        }

    @cached_property
    def listed_states(self) -> set[str]:
        """States that a list names as a whole."""
        return {
            e.place
            for e in self.entries
            if e.place and self.places[e.place].kind in {"State", "FederalDistrict", "Territory"}
        }

    @cached_property
    def mandating_states(self) -> set[str]:
        """States whose law obliges every jail in them to honour detainers, so far as is known."""
        path = "^pg:appliesIn/^pg:aboutPolicy/pg:statesHoldCriterion/pg:hasCondition"
        return {
            place
            for place, condition in self.pairs(f"?a {path} ?b")
            if self.places[place].kind == "State"
            and local(condition) in {"honours-all", "mandated-by-state"}
        }

    @cached_property
    def issued(self) -> dict[str, str]:
        """Part to the day of its report."""
        return dict(self.pairs("?a pg:isPartOf/dcterms:issued ?b"))

    @cached_property
    def entries(self) -> list[Entry]:
        """Every entry of every list."""
        rows = self.store.select(
            "SELECT ?listing ?part ?name ?state ?heading ?place ?trust WHERE {"
            " ?listing pg:isListedIn ?part ; pg:nameAsPublished ?name ; pg:hasConfidence ?trust"
            " OPTIONAL { ?listing pg:stateAsPublished ?state }"
            " OPTIONAL { ?listing pg:headingAsPublished ?heading }"
            " OPTIONAL { ?listing pg:listsJurisdiction ?place } } ORDER BY ?listing"
        )
        return [
            Entry(a or "", b or "", c or "", d, e, f, local(g or ""))
            for a, b, c, d, e, f, g in rows
        ]

    @cached_property
    def listings(self) -> dict[str, Entry]:
        """The same by IRI."""
        return {entry.iri: entry for entry in self.entries}

    @cached_property
    def events(self) -> dict[str, list[str]]:
        """Listing to the events that are about it."""
        found = defaultdict(list)
        for event, listing in self.pairs("?a pg:aboutListing ?b"):
            found[listing].append(event)
        return dict(found)

    @cached_property
    def event_kinds(self) -> dict[str, str]:
        """Event to its kind."""
        return {event: local(kind) for event, kind in self.pairs("?a pg:hasEventKind ?b")}

    @cached_property
    def may_mean(self) -> dict[str, list[str]]:
        """Entry to the places that it may mean."""
        found = defaultdict(list)
        for entry, place in self.pairs("?a pg:mayListJurisdiction ?b"):
            found[entry].append(place)
        return dict(found)

    def entries_of(self, part: str) -> list[Entry]:
        """Return the entries of a part that name one place for sure."""
        return [e for e in self.entries if e.part == part and e.place and e.confidence in FIRM]

    def is_listed(self, part: str, place: str) -> bool:
        """Tell whether a part names a place or its state."""
        around = {place, self.places[place].within}
        return any(e.part == part and e.place in around for e in self.entries if e.place)

    def usual_heading(self, part: str, place: str) -> str | None:
        """Return the heading under which a part prints such places."""
        kind = self.places[place].kind
        if part not in {DHS, DOJ}:
            return None
        if kind in {"CountyEquivalent"}:
            return "Counties"
        if kind in {"State", "FederalDistrict", "Territory"}:
            return "State" if part == DHS else "States"
        return "Cities"

    def counting(self, part: str, place: str) -> list[str]:
        """Return the coverage statements that count entries and would count this one."""
        around = {None, place, self.places[place].within}
        return [
            iri for iri, (of, scope) in self._counting.items() if of == part and scope in around
        ]

    @cached_property
    def _counting(self) -> dict[str, tuple[str, str | None]]:
        rows = self.store.select(
            "SELECT ?coverage ?part ?scope WHERE { ?coverage pg:coversPart ?part ;"
            " pg:statedCount ?count OPTIONAL { ?coverage pg:coversScope ?scope } }"
        )
        return {a or "": (b or "", c) for a, b, c in rows}

    # Policies.

    @cached_property
    def words(self) -> dict[str, list[Word]]:
        """Policy to what sources say of it."""
        rows = self.store.select(
            "SELECT ?c ?policy ?k ?sf ?su ?bf ?bu ?ef ?eu ?as ?t WHERE {"
            " ?c pg:aboutPolicy ?policy ; pg:hasConfidence ?t"
            " OPTIONAL { ?c pg:statesHoldCriterion ?k }"
            " OPTIONAL { ?c pg:speaksFrom ?sf ; pg:speaksUntil ?su }"
            " OPTIONAL { ?c pg:beginsFrom ?bf ; pg:beginsUntil ?bu }"
            " OPTIONAL { ?c pg:endsFrom ?ef ; pg:endsUntil ?eu }"
            " OPTIONAL { ?c pg:asOf ?as } }"
            " ORDER BY ?c"
        )
        found: dict[str, list[Word]] = defaultdict(list)
        for c, policy, k, sf, su, bf, bu, ef, eu, stands, trust in rows:
            found[policy or ""].append(
                Word(
                    c or "",
                    policy or "",
                    k,
                    _span(sf, su),
                    _span(bf, bu),
                    _span(ef, eu),
                    stands is not None,
                    local(trust or ""),
                )
            )
        return dict(found)

    @cached_property
    def policies(self) -> dict[str, list[str]]:
        """Place to its policies."""
        found = defaultdict(list)
        for policy, place in self.pairs("?a pg:appliesIn ?b"):
            found[place].append(policy)
        return dict(found)

    @cached_property
    def replaced(self) -> set[str]:
        """Policies that replace another or are replaced."""
        return set(self.ones("{ ?a pg:replacesPolicy ?b } UNION { ?b pg:replacesPolicy ?a }"))

    def sole_criterion(self, place: str, day: str) -> tuple[str, str] | None:
        """Return the policy and the criterion of a place where nothing is in doubt by a day.

        The place has one policy that replaces none; nothing ends it; some source dates its
        beginning surely by the day; and all that is said of its criterion by the day is one.
        """
        policies = self.policies.get(place, [])
        if len(policies) != 1 or policies[0] in self.replaced:
            return None
        words = self.words.get(policies[0], [])
        if any(word.ends for word in words):
            return None
        if not any(word.begins and word.begins[1] <= day for word in words):
            return None
        said = {word.criterion for word in words if word.criterion}
        firm = any(w.criterion and w.speaks and w.speaks[1] <= day for w in words)
        return (policies[0], said.pop()) if len(said) == 1 and firm else None

    def _witnesses(self, part: str) -> dict[str, list[tuple[str, str, str]]]:
        found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for entry in self.entries_of(part):
            assert entry.place
            sole = self.sole_criterion(entry.place, self.issued[part])
            if sole:
                found[sole[1]].append((entry.place, sole[0], entry.iri))
        return dict(found)

    @cached_property
    def conditions(self) -> dict[str, frozenset[str]]:
        """Criterion to its conditions that concern civil detainers."""
        found = defaultdict(set)
        for criterion, condition in self.pairs(
            "?a pg:hasCondition ?b . ?b pg:concernsCivilDetainers true"
        ):
            found[criterion].add(condition.removeprefix(f"{VOCABULARY}hold-criterion/"))
        return {criterion: frozenset(names) for criterion, names in found.items()}

    def possible_criteria(self, part: str) -> set[str]:
        """Return every criterion that any source ever states of a place that a part may name."""
        places = {e.place for e in self.entries if e.part == part and e.place}
        return {
            word.criterion
            for place in places
            for policy in self.policies.get(place, ())
            for word in self.words.get(policy, ())
            if word.criterion
        }


def _span(first: str | None, last: str | None) -> tuple[str, str] | None:
    return (first, last) if first and last else None


def days_before(day: str, days: int) -> str:
    """Return the day that lies some days before another."""
    return date.fromordinal(date.fromisoformat(day).toordinal() - days).isoformat()


def first(items: Iterable[str]) -> str:
    """Return the only or first item, or an empty text."""
    return next(iter(items), "")
