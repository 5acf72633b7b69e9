"""Faults of the clean graph that are mended: what was found must go."""

from __future__ import annotations

from bench.detection.cases import Case
from bench.detection.draft import Draft
from bench.detection.operators import harmless
from bench.detection.quiet import fund

from policygraph.dates import PartialDate


@harmless("mended: money is found for a listed place")
def _funded(draft: Draft) -> Case | None:
    place = draft.rng.choice(
        sorted(
            {
                e.place
                for e in draft.corpus.entries
                if e.place and e.place not in draft.corpus.funded
            }
        )
    )
    fund(draft, place)
    draft.case.writes.add(place)
    draft.resolve("funding_unknown", place=place)
    return draft.finish(place)


@harmless("mended: an omitted place is listed")
def _listed(draft: Draft) -> Case | None:
    found = sorted((part, place) for rule, part, place in draft.corpus.found if rule == "omitted")
    if not found:
        return None
    part, place = draft.rng.choice(found)
    draft.listing(part, place)
    draft.resolve("omitted", part=part, place=place)
    draft.allow("unexplained_drop", "unexplained_addition", place=place)
    return draft.finish(place)


@harmless("mended: the policy of an omitted place is dated after the list")
def _postponed(draft: Draft) -> Case | None:
    corpus = draft.corpus
    found = sorted((part, place) for rule, part, place in corpus.found if rule == "omitted")
    if not found:
        return None
    part, place = draft.rng.choice(found)
    for policy in corpus.policies[place]:
        for word in corpus.words.get(policy, ()):
            draft.rewrite(
                word.iri,
                (
                    "statedOn",
                    "enactedOn",
                    "effectiveOn",
                    "announcedOn",
                    "operationalOn",
                    "endedOn",
                    "enjoinedOn",
                ),
                asOf=PartialDate("2018-02-01"),
            )
        draft.case.writes.add(policy)
        draft.allow("conflicting_claims", "unconfirmed", subject=policy)
    draft.case.writes.add(place)
    draft.resolve("omitted", part=part, place=place)
    return draft.finish(place)


@harmless("mended: a dispute is answered")
def _answered(draft: Draft) -> Case | None:
    found = sorted(
        (part, listing)
        for rule, part, listing in draft.corpus.found
        if rule == "disputed_unanswered"
    )
    if not found:
        return None
    part, listing = draft.rng.choice(found)
    draft.claim(
        "pg:ListingEvent",
        aboutListing=listing,
        hasEventKind="event:upheld",
        occurredOn=PartialDate("2026"),
    )
    draft.case.writes.add(listing)
    draft.resolve("disputed_unanswered", part=part, subject=listing)
    return draft.finish(listing)
