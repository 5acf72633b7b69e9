"""Seeded faults of single entries: disputes, money, sources."""

from __future__ import annotations

from bench.detection.cases import Case
from bench.detection.corpus import DHS, DOJ, FIRST, FIRST_DECLINED, FIRST_ISSUED, SECOND, Entry
from bench.detection.draft import Draft
from bench.detection.lists import pick_county
from bench.detection.operators import seeds

from policygraph.dates import PartialDate

_ANSWERS = ("upheld", "corrected", "withdrawn", "removed")


def report_of(part: str) -> str:
    """Return the report of a part."""
    return part.rsplit("/part/", 1)[0]


def _quiet(draft: Draft) -> list[Entry]:
    """Return the entries to whose place nothing happened in the same report."""
    corpus = draft.corpus
    busy = {
        (report_of(corpus.listings[listing].part), corpus.listings[listing].place)
        for listing in corpus.events
    }
    return [
        e
        for e in corpus.entries
        if e.iri not in corpus.events and (report_of(e.part), e.place) not in busy
    ]


def _event(draft: Draft, listing: str, kind: str, day: str | None) -> str:
    occurred = PartialDate(day) if day else None
    return draft.claim(
        "pg:ListingEvent", aboutListing=listing, hasEventKind=f"event:{kind}", occurredOn=occurred
    )


@seeds("disputed_unanswered", "a place disputes its entry")
def _disputed(draft: Draft) -> Case | None:
    entry = draft.rng.choice(_quiet(draft))
    days = ("2025-07", "2025-09-30", "2026") + ((None, "2025") if entry.part != DHS else ())
    _event(draft, entry.iri, "disputed", draft.rng.choice(days))  # DHS withdrew its list in June
    draft.case.writes.add(entry.iri)
    if entry.place:
        draft.read(entry.place)
    draft.demand(part=entry.part, subject=entry.iri)
    return draft.finish(entry.iri)


@seeds("disputed_unanswered", "a place disputes its entry after the answer")
def _answered_before(draft: Draft) -> Case | None:
    entry = draft.rng.choice(_quiet(draft))
    day = draft.rng.choice(("2025-08-31", "2025-09-01"))
    _event(draft, entry.iri, "upheld", day)
    _event(draft, entry.iri, "disputed", draft.rng.choice(("2025-09-02", "2025-10", "2026")))
    draft.case.writes.add(entry.iri)
    if entry.place:
        draft.read(entry.place)
    draft.demand(part=entry.part, subject=entry.iri)
    return draft.finish(entry.iri)


@seeds("disputed_unanswered", "the answer to a dispute is deleted")
def _unanswered(draft: Draft) -> Case | None:
    corpus = draft.corpus
    found = []
    for listing, events in sorted(corpus.events.items()):
        kinds = {event: corpus.event_kinds[event] for event in events}
        if "disputed" in kinds.values() and any(kind in _ANSWERS for kind in kinds.values()):
            found.append(listing)
    if not found:
        return None
    listing = draft.rng.choice(found)
    entry = corpus.listings[listing]
    for other, events in corpus.events.items():
        twin = corpus.listings[other]
        if other == listing or (
            report_of(twin.part) == report_of(entry.part) and twin.place == entry.place
        ):
            for event in events:
                if corpus.event_kinds[event] in _ANSWERS:
                    draft.remove(event)
    draft.case.writes.add(listing)
    if entry.place:
        draft.case.writes.add(entry.place)
        draft.allow("unexplained_drop", "in_one_part_only", place=entry.place)
        draft.allow("disputed_unanswered", place=entry.place)
    draft.demand(part=entry.part, subject=listing)
    return draft.finish(listing)


def _rich(draft: Draft) -> tuple[list[str], list[str]]:
    """Pick a listed place with figures; return it with what is one with it, and the figures."""
    corpus = draft.corpus
    place = draft.rng.choice(sorted({e.place for e in corpus.entries if e.place} & corpus.funded))
    places = [place, *corpus.one_with.get(place, ())]  # they have one budget
    draft.case.writes.update(places)
    for entry in corpus.entries:
        if entry.place in places:
            draft.demand(part=entry.part, subject=entry.iri)
    return places, [f for one in places for f in corpus.ones(f"?a pg:isReceivedBy <{one}>")]


@seeds("funding_unknown", "the figures of a listed place are deleted")
def _unfunded(draft: Draft) -> Case | None:
    places, figures = _rich(draft)
    for figure in figures:
        draft.remove(figure)
    return draft.finish(places[0])


@seeds("funding_unknown", "of a listed place's figures only the shares are left")
def _shares_only(draft: Draft) -> Case | None:
    places, figures = _rich(draft)
    for figure in figures:
        draft.rewrite(figure, ("amountUsd",))
    return draft.finish(places[0])


@seeds("funding_unknown", "a place is listed of which nobody gives a figure")
def _poor(draft: Draft) -> Case | None:
    place = pick_county(draft)
    if place is None:
        return None
    part = draft.rng.choice((FIRST, SECOND, DHS, DOJ, FIRST_ISSUED, FIRST_DECLINED))
    listing = draft.listing(part, place)
    draft.demand(part=part, subject=listing)
    return draft.finish(place)


@seeds("no_source_document", "an entry is taken over from another list")
def _derived(draft: Draft) -> Case | None:
    corpus = draft.corpus
    entry = draft.rng.choice(
        [
            e
            for e in corpus.entries
            if e.part in {DHS, DOJ, SECOND}
            and ("no_source_document", e.part, e.iri) not in corpus.found
        ]
    )
    older = [e for e in corpus.entries if e.part == FIRST]
    draft.state(entry.iri, derivesFromListing=draft.rng.choice(older).iri)
    draft.case.writes.add(entry.iri)
    draft.demand(part=entry.part, subject=entry.iri)
    return draft.finish(entry.iri)


@seeds("no_source_document", "an entry is known from a weak source only")
def _weakened(draft: Draft) -> Case | None:
    entry = draft.rng.choice([e for e in draft.corpus.entries if e.confidence != "weak-source"])
    draft.rewrite(entry.iri, hasConfidence="conf:weak-source")
    draft.demand(part=entry.part, subject=entry.iri)
    return draft.finish(entry.iri)
