"""Seeded listings that nothing supports: of places that honour detainers, or whose policy ended."""

from __future__ import annotations

from bench.detection.cases import Case
from bench.detection.corpus import DENYING, LISTS, Entry, days_before
from bench.detection.draft import Draft
from bench.detection.omissions import allow_elsewhere
from bench.detection.operators import seeds

_HOLDS = ("honours-all", "mandated-by-state")
_LIMITS = (
    "judicial-warrant-or-order",
    "never-holds",
    "probable-cause-showing",
    "criminal-predicate",
)
#: Conditions of which none is broader or narrower than another.
_APART = (
    "judicial-warrant-or-order",
    "honours-all",
    "ice-administrative-warrant",
    "criminal-predicate",
    "never-holds",
)
_AUTHORITIES = ("sheriff", "council", "governor", "legislature", "attorney-general")
_INSTRUMENTS = ("sheriffs-directive", "ordinance", "resolution", "state-statute", "settlement")


def around(draft: Draft, place: str) -> set[str]:
    """Return a place with its state and what is one with it."""
    corpus = draft.corpus
    return {place, corpus.places[place].within or place, *corpus.one_with.get(place, ())}


def has_policy_around(draft: Draft, place: str) -> bool:
    """Tell whether its state, or what is one with it, has a policy."""
    return any(other in draft.corpus.policies for other in around(draft, place) - {place})


def _firmly_listed(draft: Draft) -> list[Entry]:
    return [e for part in LISTS for e in draft.corpus.entries_of(part)]


def _recent(draft: Draft, part: str) -> str:
    return days_before(draft.corpus.issued[part], draft.rng.choice((1, 20, 180, 500, 700)))


def _demand_on_lists(draft: Draft, rule: str, place: str, day: str, *, within: int = 10**5) -> None:
    """Demand a finding on each list that names a place, if what is wrong is known by its day."""
    corpus = draft.corpus
    for entry in _firmly_listed(draft):
        if entry.place != place:
            continue
        issued = corpus.issued[entry.part]
        if day < issued and days_before(issued, within) <= day:
            draft.demand(rule, part=entry.part, subject=entry.iri)
        else:
            draft.allow(rule, part=entry.part, subject=entry.iri)


@seeds("unsupported_listing", "a listed place of no known policy is said to honour every detainer")
def _honours(draft: Draft) -> Case | None:
    corpus = draft.corpus
    entry = draft.rng.choice(_firmly_listed(draft))
    place = entry.place
    assert place
    if place in corpus.policies or has_policy_around(draft, place):
        return None
    if corpus.places[place].kind == "State":
        return None  # a policy of a state would bind its cities, too
    policy = draft.policy(place)
    day = _recent(draft, entry.part)
    draft.say(
        policy,
        statesHoldCriterion=draft.criterion(draft.rng.choice(_HOLDS)),
        **{draft.rng.choice(("asOf", "effectiveOn")): day},
    )
    _demand_on_lists(draft, "unsupported_listing", place, day, within=729)
    draft.allow("unconfirmed", place=place)
    return draft.finish(f"{place} by {day}")


@seeds("unsupported_listing", "a county that honours every detainer is listed")
def _honouring_listed(draft: Draft) -> Case | None:
    place = draft.rng.choice(draft.corpus.unnamed)
    part = draft.rng.choice(LISTS)
    if has_policy_around(draft, place):
        return None
    policy = draft.policy(place)
    draft.say(
        policy,
        statesHoldCriterion=draft.criterion(draft.rng.choice(_HOLDS)),
        asOf=_recent(draft, part),
    )
    listing = draft.listing(part, place)
    draft.demand(part=part, subject=listing)
    draft.allow("unconfirmed", place=place)
    return draft.finish(place)


@seeds("unsupported_listing", "the criterion of a listed place is flipped")
def _flipped_to_honour(draft: Draft) -> Case | None:
    corpus = draft.corpus
    entries = [
        e
        for e in _firmly_listed(draft)
        if e.place
        and len(corpus.policies.get(e.place, ())) == 1
        and not has_policy_around(draft, e.place)
        and corpus.places[e.place].kind != "State"  # its policy would bind its cities, too
    ]
    entry = draft.rng.choice(entries)
    place = entry.place
    assert place
    policy = corpus.policies[place][0]
    words = corpus.words.get(policy, [])
    if policy in corpus.replaced or any(word.ends for word in words) or not words:
        return None
    criterion = draft.criterion("honours-all")
    for word in words:
        if word.criterion:
            draft.rewrite(word.iri, statesHoldCriterion=criterion)
    day = _recent(draft, entry.part)
    draft.say(policy, asOf=day, statesHoldCriterion=criterion)
    draft.case.writes.update((place, policy))
    _demand_on_lists(draft, "unsupported_listing", place, day, within=729)
    draft.allow("unconfirmed", "stale_listing", place=place)
    if corpus.places[place].within in DENYING:
        draft.allow("contrary_to_binding_ruling", subject=policy)
    return draft.finish(f"{place} by {day}")


@seeds("stale_listing", "a listed place's only policy is ended before the list")
def _ended(draft: Draft) -> Case | None:
    corpus = draft.corpus
    entries = [
        e
        for e in _firmly_listed(draft)
        if e.place
        and len(corpus.policies.get(e.place, ())) == 1
        and not has_policy_around(draft, e.place)
    ]
    entry = draft.rng.choice(entries)
    place = entry.place
    assert place
    policy = corpus.policies[place][0]
    words = corpus.words.get(policy, [])
    day = days_before(corpus.issued[entry.part], draft.rng.choice((1, 30, 300)))
    limits = [
        w
        for w in words
        if w.criterion and corpus.conditions.get(w.criterion, frozenset()) & {*_LIMITS}
    ]
    late = any(w.speaks and w.speaks[1] >= day for w in words)
    if policy in corpus.replaced or any(word.ends for word in words) or not limits or late:
        return None
    draft.say(policy, endedOn=day, statedOn=day)
    draft.case.writes.update((place, policy))
    for rule in ("stale_listing", "unsupported_listing"):
        _demand_on_lists(draft, rule, place, day)
    return draft.finish(f"{place} by {day}")


@seeds("stale_listing", "a county is listed for a policy that had ended")
def _ended_listed(draft: Draft) -> Case | None:
    place = draft.rng.choice(draft.corpus.unnamed)
    part = draft.rng.choice(LISTS)
    if has_policy_around(draft, place):
        return None
    policy = draft.policy(place)
    issued = draft.corpus.issued[part]
    draft.say(
        policy, statesHoldCriterion=draft.criterion(draft.rng.choice(_LIMITS)), enactedOn="2014-06"
    )
    draft.say(policy, endedOn=days_before(issued, draft.rng.choice((1, 30, 300))))
    listing = draft.listing(part, place)
    for rule in ("stale_listing", "unsupported_listing"):
        draft.demand(rule, part=part, subject=listing)
    return draft.finish(place)


@seeds("stale_listing", "a county is listed for a policy that one that holds had replaced")
def _replaced(draft: Draft) -> Case | None:
    place = draft.rng.choice(draft.corpus.unnamed)
    part = draft.rng.choice(LISTS)
    if has_policy_around(draft, place):
        return None
    old = draft.policy(place)
    new = draft.policy(place, replacesPolicy=old)
    issued = draft.corpus.issued[part]
    name = draft.rng.choice((*_HOLDS, "ice-administrative-warrant"))
    draft.say(
        old, statesHoldCriterion=draft.criterion(draft.rng.choice(_LIMITS)), enactedOn="2014-06"
    )
    day = days_before(issued, draft.rng.choice((1, 30, 300)))
    draft.say(new, statesHoldCriterion=draft.criterion(name), effectiveOn=day)
    listing = draft.listing(part, place)
    draft.demand(part=part, subject=listing)
    if name in _HOLDS:
        draft.demand("unsupported_listing", part=part, subject=listing)
    draft.allow("unconfirmed", place=place)
    allow_elsewhere(draft, place, part)
    return draft.finish(f"{place}, {name}")
