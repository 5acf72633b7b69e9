"""Why one list names a place and another does not, as far as anything is recorded of it.

A reason is what a source says and a date or a list makes relevant. It is never inferred from the
difference itself: where nothing is recorded, that is the answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Final

from policygraph.dates import PartialDate
from policygraph.gaps.findings import Finding, Verdict
from policygraph.gaps.judge import Judge
from policygraph.gaps.listed import ListedPart, cite
from policygraph.gaps.reasons import KINDS, Agreements, Reason, Sighting
from policygraph.gaps.records import Columns, ListingEvent
from policygraph.gaps.wouldlist import NOT_MET, Entry, ListCriterion, Would, find_would_list
from policygraph.places import Place
from policygraph.policies import Policy

#: How many places are named where many would fit.
_NAMED: Final = 3


class Difference:
    """Why a place that one list names is not on another.

    Parameters
    ----------
    columns : Columns
        The graph.
    here, there : ListedPart
        The list that names it, and the one that does not.
    test : ListCriterion or None
        What the publisher of the list that does not name it says of its choice.
    agreements : mapping
        Place to agreements with ICE.
    as_of : datetime.date or None
        The day as of which policies are read; None for that of the list that leaves it out.
    """

    def __init__(
        self,
        columns: Columns,
        here: ListedPart,
        there: ListedPart,
        test: ListCriterion | None,
        agreements: Agreements,
        as_of: date | None,
    ) -> None:
        self.columns, self.here, self.there = columns, here, there
        self._test, self._agreements = test, agreements
        self._day = as_of or there.part.issued
        self._from, self._until = sorted((here.part.issued, there.part.issued))
        self._is_dropped = here.part.issued <= there.part.issued

    def explain(self, place: Place, *, is_known: bool) -> tuple[Reason, ...]:
        """Find what is recorded as to why the other list does not name a place.

        Parameters
        ----------
        place : Place
            The place.
        is_known : bool
            Whether it is known to be absent there.

        Returns
        -------
        tuple of Reason
            One at least: where nothing is recorded, one of the kind ``none``.
        """
        found = [
            *self._around(place),
            *self._events(place.iri),
            *self._policies(place.iri),
            *self._agreed(place.iri),
            *(self._kind(place) if is_known else ()),
            *self._tested(place.iri),
            *self._judged(place.iri),
        ]
        if found:
            return tuple(found)
        if not is_known:
            text = "How far the other list is known does not tell whether it names it."
            return (Reason("not known", text, ()),)
        return (self._none(place.iri),)

    def find_later(self, place: str) -> Iterator[Reason]:
        """Find what became of the entries of a place after both lists were published."""
        for listed in (self.here, self.there):
            for listing in listed.find_entries(place):
                for event in self.columns.events.get(listing.iri, ()):
                    if event.occurred and event.occurred.earliest > self._until:
                        yield self._event("since", f"Its entry on the {_name(listed)}", event)

    def find_fate(self, listed: ListedPart) -> Iterator[Reason]:
        """Find what became of a list as a whole."""
        for event in self.columns.events.get(listed.part.iri, ()):
            yield self._event("event", "The whole list", event)

    def _around(self, place: Place) -> Iterator[Reason]:
        """Look for the state of a place, or for places in a state, on the other list."""
        parent = self.there.find_parent(place.iri)
        if parent:
            state = self.columns.places[parent.place or ""].name
            text = f"The other list names {state}, in which it lies."
            yield Reason("state listed", text, cite(self.columns, "parent listing", [parent.iri]))
        if place.iri != place.state_iri:
            return
        inside = [
            item
            for item in self.there.listings
            if item.place in self.columns.places
            and self.columns.places[item.place or ""].state_iri == place.iri
        ]
        if inside:
            names = sorted(self.columns.places[item.place or ""].name for item in inside)
            more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
            text = f"The other list names places in it: {', '.join(names[:_NAMED])}{more}."
            claims = [item.iri for item in inside[:_NAMED]]
            yield Reason("places listed", text, cite(self.columns, "listing inside", claims))

    def _events(self, place: str) -> Iterator[Reason]:
        """Look for what became of the entry before the other list, or led to it."""
        if self._is_dropped:
            for listing in self.here.find_entries(place):
                for event in self.columns.events.get(listing.iri, ()):
                    if event.occurred is None or self._is_between(event.occurred):
                        yield self._event("event", "Its entry", event)
        else:
            for events in self.columns.events.values():
                for event in events:
                    if event.attributed == place and self._is_between(event.occurred):
                        yield self._event("event", "An entry that was meant for it", event)

    def _event(self, kind: str, what: str, event: ListingEvent) -> Reason:
        when = f" on {event.occurred}" if event.occurred else ", at a time that is not recorded"
        by = f" by {event.actor}" if event.actor else ""
        why = self.columns.concepts.get(event.reason or "", "")
        if (event.reason or "").endswith("/not-stated"):
            why = "no reason was stated"
        text = f"{what} was {self._word(event)}{by}{when}{f': {why}' if why else ''}."
        return Reason(kind, text, cite(self.columns, "event", [event.claim]))

    def _word(self, event: ListingEvent) -> str:
        return self.columns.concepts.get(event.kind, event.kind)

    def _is_between(self, moment: PartialDate | None) -> bool:
        return moment is not None and self._from < moment.latest and moment.earliest <= self._until

    def _policies(self, place: str) -> Iterator[Reason]:
        """Look for a policy that ended or was replaced, or began, between the lists."""
        own = [one for one in self.columns.policies.values() if place in one.places]
        if not self._is_dropped:
            for policy in own:
                yield from self._dated(f"“{policy.label}” begins", policy, "begins")
            return
        for policy in own:
            yield from self._dated(f"“{policy.label}” ends", policy, "ends")
            for heir in self.columns.policies.values():
                if policy.iri in heir.replaces:
                    what = f"“{policy.label}” is replaced by “{heir.label}”"
                    yield from self._dated(what, heir, "begins")

    def _dated(self, what: str, policy: Policy, word: str) -> Iterator[Reason]:
        """Tell what the claims about a policy date between the lists, once for each date."""
        claims: dict[str, list[str]] = defaultdict(list)
        for claim in policy.claims:
            moment = claim.ends if word == "ends" else claim.begins
            if moment and self._is_between(moment):
                claims[str(moment)].append(claim.iri)
        for day, iris in claims.items():
            cited = cite(self.columns, f"policy {word}", iris)
            yield Reason("policy", f"{what} between the lists: {day}.", cited)

    def _agreed(self, place: str) -> Iterator[Reason]:
        """Look for an agreement with ICE that came between, or went."""
        seen: dict[tuple[str, str], list[Sighting]] = defaultdict(list)
        for sighting in self._agreements.get(place, ()):
            seen[sighting.party, sighting.model].append(sighting)
        for (party, model), sightings in seen.items():
            first = sightings[0]
            moment = (
                first.begins
                if self._is_dropped
                else next((one.ended for one in sightings if one.ended), None)
            )
            if self._is_between(moment):
                what = "has had" if self._is_dropped else "no longer has"
                text = f"{party} {what} an agreement with ICE since {moment} ({model})."
                yield Reason("agreement", text, cite(self.columns, "agreement", [first.claim]))

    def _kind(self, place: Place) -> Iterator[Reason]:
        kinds = {
            self.columns.places[item.place or ""].kind
            for item in self.there.listings
            if item.place in self.columns.places
        }
        if kinds and place.kind not in kinds:
            many = KINDS.get(place.kind, (place.kind, place.kind))[1]
            yield Reason("kind of place", f"The other list names no {many}.", ())

    @cached_property
    def _entries(self) -> Mapping[str, Entry]:
        if self._test is None:
            return {}
        found = find_would_list(self.columns, self._test, self.there.part, self._day)
        return {entry.place.iri: entry for entry in found.entries}

    def _tested(self, place: str) -> Iterator[Reason]:
        entry = self._entries.get(place)
        if self._test and entry and entry.would is Would.NO:
            criterion = cite(self.columns, "test", [self._test.claim])
            policy = tuple(
                link for link in entry.evidence if link.role in {"criterion", "not in force"}
            )
            why = entry.reason
            if entry.criterion and why.startswith(NOT_MET):
                why = f"its hold criterion is: {entry.criterion}."
            text = f"It does not meet the test that the publisher of the other list states: {why}"
            yield Reason("test", text, (*criterion, *policy))

    @cached_property
    def _judge(self) -> Judge:
        return Judge(self.columns, self.there.part, self._day)

    def _verdict(self, place: str) -> Finding:
        return self._judge.judge(place)

    def _judged(self, place: str) -> Iterator[Reason]:
        verdict = self._verdict(place)
        why = verdict.explanation
        if why and why.kind not in {"covered-by-listed-parent", "no-event"}:
            roles = {"not in force", "custodian"}
            evidence = tuple(link for link in verdict.evidence if link.role in roles)
            yield Reason("explained", why.text, evidence)

    def _none(self, place: str) -> Reason:
        verdict = self._verdict(place)
        words = ["No reason is recorded."]
        if verdict.verdict is Verdict.OMITTED and verdict.grade:
            peer = next((peer.place for peer in verdict.peers if peer.grade), None)
            words.append(
                f"Its policy is like that of {peer}, which the other list names"
                f" ({verdict.grade.value})."
                if peer
                else "A source likens its policy to that of a place that it names."
            )
        elif not verdict.policy:
            words.append("No policy of it is known.")
        entry = self._entries.get(place)
        if entry and entry.would is Would.YES:
            words.append("It meets the test that the publisher of the other list states.")
        if self._is_dropped:
            words += [
                f"The whole list was {self._word(event)} on {event.occurred}, before the other was"
                " published."
                for event in self.columns.events.get(self.here.part.iri, ())
                if self._is_between(event.occurred)
            ]
        return Reason("none", " ".join(words), ())


def _name(listed: ListedPart) -> str:
    return listed.part.report_label
