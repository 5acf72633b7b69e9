"""What harmless changes share: quiet victims and entries in which nothing is wrong."""

from __future__ import annotations

from decimal import Decimal

from bench.detection.corpus import (
    KANSAS,
    Entry,
)
from bench.detection.draft import Draft
from bench.detection.omissions import pick_witness, rest_on

from policygraph.dates import PartialDate

SPOKEN = "2026-06-01"  # after every list, so that the policy is not old


def fund(draft: Draft, place: str) -> None:
    """Give a place a figure of federal funds."""
    draft.claim(
        "pg:FundingObservation",
        "quoted",
        isReceivedBy=place,
        amountUsd=Decimal(draft.rng.randrange(10**6, 10**8)),
        hasFundingMeasure="measure:direct-federal-aid",
        referenceYear=PartialDate("2020"),
    )


def pick_plain(draft: Draft, *parts: str) -> Entry:
    """Pick an entry of a place of which no rule finds anything that names it in a cell."""
    corpus = draft.corpus
    loud = {subject for _, _, subject in corpus.found} | corpus.worded
    return draft.rng.choice(
        [
            e
            for e in corpus.entries
            if e.place
            and (not parts or e.part in parts)
            and e.iri not in loud
            and e.place not in loud
        ]
    )


def list_rightly(draft: Draft, part: str, place: str) -> tuple[str, str]:
    """List a funded place with a strict policy: an entry in which nothing is wrong."""
    policy = draft.policy(place)
    draft.say(
        policy,
        statesHoldCriterion=draft.criterion("judicial-warrant-or-order"),
        effectiveOn="2014-06-01",
    )
    draft.say(policy, asOf=SPOKEN)
    fund(draft, place)
    return policy, draft.listing(part, place)


def make_alike(draft: Draft, part: str, place: str, **dates: str) -> str | None:
    """Give a place the policy of a listed one, with the dates given, and a word of 2026."""
    witness = pick_witness(draft, part)
    if witness is None:
        return None
    rest_on(draft, witness)
    policy = draft.policy(place)
    draft.say(policy, statesHoldCriterion=witness[0], **dates)
    draft.say(policy, asOf=SPOKEN)
    return policy


def find_elsewhere(draft: Draft) -> list[str]:
    """Return quiet counties outside Kansas, where the first list is known whole."""
    return [p for p in draft.corpus.unnamed if draft.corpus.places[p].within != KANSAS]
