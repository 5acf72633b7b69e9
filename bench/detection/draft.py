"""Drafts: what an operator states, changes and demands, on the way to a case."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random
from typing import Final

from bench.detection.cases import Case, Expect
from bench.detection.corpus import (
    DENYING,
    FIRST,
    FIRST_DECLINED,
    FIRST_ISSUED,
    KANSAS,
    LISTS,
    SECOND,
    STRICT,
    Corpus,
)

from policygraph.dates import PartialDate
from policygraph.graph import Value, text
from policygraph.namespaces import CLAIM, CRITERION, LISTING, PG, POLICY
from policygraph.sources.bounds import BEGINNINGS, ENDS, add_bounds

_DOCUMENT: Final = "document:seeded"
_BOUNDS: Final = frozenset(
    f"{PG}{word}{end}" for word in ("speaks", "begins", "ends") for end in ("From", "Until")
)
#: Every property that dates a claim about a policy.
DATES: Final = ("asOf", "statedOn", *BEGINNINGS, *ENDS)


class Draft:
    """Makes one case on the clean graph.

    Parameters
    ----------
    corpus : Corpus
        The clean graph.
    rng : random.Random
        Chooses the victim.
    number : int
        Makes the IRIs of the case its own.
    rule, kind : str
        The rule under test and the name of the operator.
    """

    def __init__(self, corpus: Corpus, rng: Random, number: int, rule: str, kind: str) -> None:
        self.corpus, self.rng, self.number = corpus, rng, number
        self.case = Case(rule, kind)
        self._made = 0
        self._places: dict[str, str] = {}
        self.case.facts.add(
            _DOCUMENT,
            "pg:SourceDocument",
            dcterms__title=text("A seeded source", None),
            dcterms__publisher=text("Nobody", None),
        )

    # What is stated.

    def state(
        self, subject: str, kind: str | None = None, /, **values: Value | Iterable[Value] | None
    ) -> str:
        """State facts that are no claim."""
        return self.case.facts.add(subject, kind, **values)

    def claim(
        self,
        kind: str,
        /,
        confidence: str = "paraphrased",
        base: str = CLAIM,
        **values: Value | Iterable[Value] | None,
    ) -> str:
        """State a claim, with a document and a locator as every claim has."""
        self._made += 1
        name = f"{base}seeded/{self.number}/{self._made}"
        return self.case.facts.add(
            name,
            kind,
            citesDocument=_DOCUMENT,
            locator=text(f"row {self.number}-{self._made}", None),
            hasConfidence=f"conf:{confidence}",
            summary=text(f"Seeded, {self.number}-{self._made}."),
            **values,
        )

    def criterion(self, *names: str, join: str = "any-of") -> str:
        """State a hold criterion of one or more conditions."""
        local = "+".join(sorted(names))
        return self.case.facts.add(
            f"{CRITERION}{local}" if len(names) == 1 else f"{CRITERION}{join}/{local}",
            "pg:HoldCriterion",
            isJoinedBy=f"join:{join}",
            hasCondition=[f"hold:{name}" for name in names],
        )

    def policy(self, place: str, **values: Value | Iterable[Value] | None) -> str:
        """State a policy of a place; what holds of it is left to claims."""
        self._made += 1
        name = f"{POLICY}seeded/{self.number}/{self._made}"
        self.case.writes.add(place)
        self._places[name] = place
        label = text(f"Seeded policy {self.number}-{self._made}")
        return self.case.facts.add(name, "pg:Policy", rdfs__label=label, appliesIn=place, **values)

    def say(
        self,
        policy: str,
        confidence: str = "paraphrased",
        /,
        **values: Value | Iterable[Value] | None,
    ) -> str:
        """State what a source says of a policy; dates are given as text."""
        dated = {
            name: PartialDate(value) if name in DATES and isinstance(value, str) else value
            for name, value in values.items()
        }
        place, criterion = self._places.get(policy), values.get("statesHoldCriterion")
        if place and isinstance(criterion, str):
            lax = self.corpus.conditions.get(criterion, frozenset({"unknown"})) - STRICT
            if lax and self.corpus.places[place].within in DENYING:
                self.allow("contrary_to_binding_ruling", subject=policy)
        claim = self.claim("pg:PolicyClaim", confidence, aboutPolicy=policy)
        return self.case.facts.add(claim, **dated)

    def listing(
        self,
        part: str,
        place: str | None,
        name: str = "",
        *,
        heading: str | None = None,
        printed: str | None = None,
        confidence: str = "quoted",
        **values: Value | Iterable[Value] | None,
    ) -> str:
        """State an entry of a list."""
        if place:
            self.case.writes.add(place)
            self.case.counted.append((part, place, 1))
            state = self.corpus.places[place].within
            if state == KANSAS and part in {FIRST_ISSUED, FIRST_DECLINED}:
                self.allow("in_one_part_only", part=FIRST, place=place)
            if state == KANSAS and part == SECOND:  # the first list is known whole there
                self.allow("unexplained_addition", part=SECOND, place=place)
            if state:
                # The list now names a county or city of a state that it may not name.
                self.allow("children_listed_parent_not", part=part, place=state)
            if state in self.corpus.mandating_states:
                self.allow("unsupported_listing", part=part, place=place)
            if place not in self.corpus.funded:
                self.allow("funding_unknown", part=part, place=place)
            if place not in self.corpus.policies and part in LISTS:
                self.allow("listed_without_policy", part=part, place=place)
            if place in self.corpus.agreed:
                self.allow("contradicted_by_agreement", part=part, place=place)
            name = name or self.corpus.places[place].label
            printed = printed or self.corpus.usps(place)
            heading = heading or self.corpus.usual_heading(part, place)
        return self.claim(
            "pg:Listing",
            confidence,
            LISTING,
            isListedIn=part,
            listsJurisdiction=place,
            nameAsPublished=text(name, None),
            stateAsPublished=text(printed, None) if printed else None,
            headingAsPublished=text(heading, None) if heading else None,
            **values,
        )

    def absence(self, part: str, place: str, confidence: str = "paraphrased") -> str:
        """State that a place is not in a part."""
        self.case.writes.add(place)
        return self.claim(
            "pg:StatedAbsence", confidence, isAbsentFrom=part, absentJurisdiction=place
        )

    def day(self, day: str) -> PartialDate:
        """Make a date."""
        return PartialDate(day)

    # What is changed.

    def remove(self, subject: str) -> None:
        """Take out everything that is said of a subject."""
        self.case.writes.add(subject)
        self.case.removed.update(self.corpus.triples(subject))

    def unlist(self, listing: str) -> None:
        """Take an entry out of its list, with what speaks of it."""
        known = self.corpus.listings[listing]
        self.remove(listing)
        for event in self.corpus.events.get(listing, ()):
            self.remove(event)
        if known.place:
            self.case.writes.add(known.place)
            self.case.counted.append((known.part, known.place, -1))

    def rewrite(
        self, subject: str, drop: Iterable[str] = (), /, **values: Value | Iterable[Value] | None
    ) -> None:
        """Change some of what is said of a subject; bounds of dates follow by themselves."""
        self.case.writes.add(subject)
        gone = {f"{PG}{name}" for name in (*drop, *values)} | _BOUNDS
        before = self.corpus.triples(subject)
        self.case.removed.update(before)
        self.case.facts.include(t for t in before if t.predicate.value not in gone)
        self.case.facts.add(subject, **values)

    # What follows.

    def demand(self, rule: str = "", **where: str) -> None:
        """Demand a finding, by default of the rule under test."""
        self.case.demanded.append(Expect(rule or self.case.rule, **where))
        if where.get("subject") in self.corpus.listings:
            self.read(where["subject"])  # the entry must stay as firm as it is

    def allow(self, *rules: str, **where: str) -> None:
        """Allow findings that follow from the same change."""
        self.case.allowed.extend(Expect(rule, **where) for rule in rules)

    def resolve(self, rule: str, **where: str) -> None:
        """Demand that a finding of the clean graph goes."""
        self.case.resolved.append(Expect(rule, **where))

    def read(self, *names: str) -> None:
        """Name what the case rests on and does not change."""
        self.case.reads.update(names)

    def finish(self, words: str) -> Case:
        """Close the case."""
        self.case.words = words
        # What is true of a place may change when its state is listed, or its twin.
        for place in self.case.writes & self.corpus.places.keys():
            around = {self.corpus.places[place].within, *self.corpus.one_with.get(place, ())}
            self.case.reads.update(name for name in around if name)
        add_bounds(self.case.facts)
        self.case.removed.difference_update(list(self.case.facts))
        return self.case
