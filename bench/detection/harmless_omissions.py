"""Policies like a listed one whose place is not omitted all the same."""

from __future__ import annotations

from bench.detection.cases import Case
from bench.detection.corpus import (
    DHS,
    DOJ,
    FIRST,
    FIRST_DECLINED,
    FIRST_ISSUED,
    LISTS,
    SECOND,
    days_before,
)
from bench.detection.doubts import days_after
from bench.detection.draft import Draft
from bench.detection.omissions import pick_witness, rest_on
from bench.detection.operators import harmless
from bench.detection.quiet import SPOKEN, find_elsewhere, fund, make_alike

from policygraph.graph import text
from policygraph.namespaces import AGENCY


@harmless("a policy like a listed one, in a state that the list names")
def _covered_by_parent(draft: Draft) -> Case | None:
    part = draft.rng.choice((DHS, DOJ))
    both = [
        p
        for p in draft.corpus.quiet
        if draft.corpus.is_listed(DHS, p) and draft.corpus.is_listed(DOJ, p)
    ]
    place = draft.rng.choice(both)
    if (
        place is None
        or make_alike(draft, part, place, asOf=days_before(draft.corpus.issued[part], 9)) is None
    ):
        return None
    draft.allow("contrary_to_binding_ruling", place=place)
    return draft.finish(place)


@harmless("a policy like a listed one, where the list is known in part only")
def _partly_known(draft: Draft) -> Case | None:
    part = draft.rng.choice((FIRST, SECOND))
    place = draft.rng.choice(find_elsewhere(draft))
    if make_alike(draft, part, place, asOf=days_before(draft.corpus.issued[part], 9)) is None:
        return None
    return draft.finish(place)


@harmless("a policy like a listed one, and only a weak source says that the place is absent")
def _weakly_absent(draft: Draft) -> Case | None:
    part = draft.rng.choice((FIRST, SECOND))
    place = draft.rng.choice(find_elsewhere(draft))
    if make_alike(draft, part, place, asOf=days_before(draft.corpus.issued[part], 9)) is None:
        return None
    draft.absence(part, place, draft.rng.choice(("weak-source", "inferred")))
    return draft.finish(place)


@harmless("a policy like a listed one that began after the list")
def _begun_later(draft: Draft) -> Case | None:
    part = draft.rng.choice((FIRST, SECOND))
    place = draft.rng.choice(find_elsewhere(draft))
    day = days_after(draft.corpus.issued[part], draft.rng.choice((1, 40, 400)))
    if make_alike(draft, part, place, effectiveOn=day) is None:
        return None
    draft.absence(part, place)
    return draft.finish(f"{place}, {day}")


@harmless("a policy like a listed one that nobody confirmed for two years before the list")
def _too_old(draft: Draft) -> Case | None:
    part = draft.rng.choice(LISTS)
    place = draft.rng.choice(find_elsewhere(draft))
    if make_alike(draft, part, place, effectiveOn="2014-06-01") is None:
        return None
    if part in {FIRST, SECOND}:
        draft.absence(part, place)
    return draft.finish(place)


@harmless("a policy like a listed one that had ended before the list")
def _over(draft: Draft) -> Case | None:
    part = draft.rng.choice((FIRST, SECOND))
    place = draft.rng.choice(find_elsewhere(draft))
    witness = pick_witness(draft, part)
    if witness is None:
        return None
    rest_on(draft, witness)
    policy = draft.policy(place)
    day = draft.corpus.issued[part]
    draft.say(policy, statesHoldCriterion=witness[0], effectiveOn=days_before(day, 400))
    draft.say(policy, endedOn=days_before(day, draft.rng.choice((1, 60))))
    draft.absence(part, place)
    return draft.finish(place)


@harmless("a policy like a listed one, and the place is absent from a part on detainers only")
def _no_event(draft: Draft) -> Case | None:
    place = draft.rng.choice(find_elsewhere(draft))
    if make_alike(draft, FIRST, place, asOf="2017-03-01") is None:
        return None
    draft.absence(draft.rng.choice((FIRST_ISSUED, FIRST_DECLINED)), place)
    return draft.finish(place)


@harmless("a policy like a listed one, and a listed name may mean the place")
def _perhaps_named(draft: Draft) -> Case | None:
    part = draft.rng.choice((FIRST, SECOND))
    place, other = draft.rng.sample(find_elsewhere(draft), 2)
    if make_alike(draft, part, place, asOf=days_before(draft.corpus.issued[part], 9)) is None:
        return None
    draft.absence(part, place)
    listing = draft.listing(
        part, None, "Somewhere", printed="US", mayListJurisdiction=[place, other]
    )
    draft.allow("ambiguous_name", subject=listing)
    draft.case.writes.add(other)
    return draft.finish(place)


@harmless("a policy like a listed one, of a place whose prisoners another holds")
def _other_jail(draft: Draft) -> Case | None:
    part = draft.rng.choice((FIRST, SECOND))
    place = draft.rng.choice(find_elsewhere(draft))
    witness = pick_witness(draft, part)
    if witness is None:
        return None
    rest_on(draft, witness)
    jail = draft.state(
        f"{AGENCY}seeded/jail-{draft.number}",
        "pg:CorrectionsAgency",
        rdfs__label=text("Regional jail"),
        takesCustodyFor=place,
    )
    policy = draft.policy(place, isCarriedOutBy=jail)
    draft.say(
        policy, statesHoldCriterion=witness[0], asOf=days_before(draft.corpus.issued[part], 9)
    )
    draft.say(policy, asOf=SPOKEN)
    draft.absence(part, place)
    return draft.finish(place)


@harmless("a county that holds on every detainer is on no list, as another, wrongly listed, is")
def _both_honour(draft: Draft) -> Case | None:
    # That the listed one honours detainers makes its own entry wrong, and omits nobody.
    part = draft.rng.choice((FIRST, SECOND))
    place, listed = draft.rng.sample(find_elsewhere(draft), 2)
    for county in (place, listed):
        policy = draft.policy(county)
        draft.say(
            policy,
            statesHoldCriterion=draft.criterion("honours-all"),
            asOf=days_before(draft.corpus.issued[part], 9),
        )
        draft.say(policy, asOf=SPOKEN)
    fund(draft, listed)
    listing = draft.listing(part, listed)
    draft.absence(part, place)
    draft.allow("unsupported_listing", subject=listing)
    return draft.finish(f"{place} and {listed}")
