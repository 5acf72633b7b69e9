"""Seeded omissions: a place is left out although its policy is like that of a listed one."""

from __future__ import annotations

from bench.detection.cases import Case
from bench.detection.corpus import DHS, DOJ, FIRST, LISTS, SECOND, days_before
from bench.detection.draft import Draft
from bench.detection.operators import seeds

_NO_HOLD = frozenset({"judicial-warrant-or-order", "never-holds", "no-hold-on-detainer-alone"})
_OPEN = frozenset({"warrant-unspecified"})
#: Conditions that stand for several others and so are never the same for sure.
_BROAD = frozenset({"no-hold-on-detainer-alone", "documented-basis-required", "conditional"})
#: How long before a list a policy is dated, in days: always within two years.
_AGES = (1, 10, 60, 200, 400, 600)


def pick_witness(draft: Draft, part: str) -> tuple[str, str, str, str] | None:
    """Pick a listed place whose policy is in no doubt: criterion, place, policy and entry."""
    known = draft.corpus.witnesses(part)
    usable = [
        criterion
        for criterion in sorted(known)
        if draft.corpus.conditions.get(criterion)
        and not draft.corpus.conditions[criterion] & _BROAD
    ]
    if not usable:
        return None
    criterion = draft.rng.choice(usable)
    return (criterion, *draft.rng.choice(known[criterion]))


def allow_elsewhere(draft: Draft, place: str, but: str = "") -> None:
    """Allow the omission from other lists: a place in the same graph may have the same policy."""
    for other in LISTS:
        if other != but:
            draft.allow("omitted", part=other, place=place)
    draft.allow("left_out_twice", place=place)


def rest_on(draft: Draft, witness: tuple[str, str, str, str]) -> None:
    """Let the case rest on the listed place, its policy, what is said of it and its entry."""
    _, place, policy, entry = witness
    words = [word.iri for word in draft.corpus.words[policy]]
    draft.read(place, policy, entry, *words)


def _graft(draft: Draft, part: str, place: str, criterion: str) -> str:
    """Give a place a policy of a criterion, surely in force on the day of the part."""
    age = draft.rng.choice(_AGES)
    day = days_before(draft.corpus.issued[part], age)
    policy = draft.policy(place)
    how = draft.rng.choice(("asOf", "effectiveOn", "enactedOn"))
    draft.say(policy, statesHoldCriterion=criterion, **{how: day})
    draft.allow("unconfirmed", place=place)
    return policy


@seeds("omitted", "a county takes a listed place's policy; a source says that it is absent")
def _stated(draft: Draft) -> Case | None:
    part = draft.rng.choice((FIRST, SECOND))
    witness = pick_witness(draft, part)
    place = draft.rng.choice(draft.corpus.unnamed)
    if witness is None:
        return None
    _graft(draft, part, place, witness[0])
    draft.absence(part, place, draft.rng.choice(("verbatim", "quoted", "paraphrased")))
    rest_on(draft, witness)
    draft.demand(part=part, place=place)
    allow_elsewhere(draft, place, part)
    return draft.finish(f"{place} as {witness[1]}")


@seeds("omitted", "a county takes a listed place's policy; the list is known whole")
def _covered(draft: Draft) -> Case | None:
    part = draft.rng.choice((DHS, DOJ))
    witness = pick_witness(draft, part)
    place = draft.rng.choice(draft.corpus.unnamed)
    if witness is None:
        return None
    _graft(draft, part, place, witness[0])
    rest_on(draft, witness)
    draft.demand(part=part, place=place)
    allow_elsewhere(draft, place, part)
    return draft.finish(f"{place} as {witness[1]}")


@seeds("omitted", "a county's criterion is close to a listed one")
def _close(draft: Draft) -> Case | None:
    part = draft.rng.choice((FIRST, DHS, DOJ))
    known = draft.corpus.witnesses(part)
    near = [
        criterion
        for criterion in sorted(known)
        if draft.corpus.conditions.get(criterion, frozenset({"?"})) <= _NO_HOLD
    ]
    if not near:
        return None
    theirs = draft.rng.choice(near)
    witness = (theirs, *draft.rng.choice(known[theirs]))
    other = draft.rng.choice(sorted(_NO_HOLD - draft.corpus.conditions[theirs]))
    criterion = draft.criterion(other)
    place = draft.rng.choice(draft.corpus.unnamed)
    _graft(draft, part, place, criterion)
    if part == FIRST:
        draft.absence(part, place)
    rest_on(draft, witness)
    draft.demand(part=part, place=place)
    allow_elsewhere(draft, place, part)
    return draft.finish(f"{place} as {witness[1]}, {other}")


@seeds("omitted", "a listing is deleted")
def _deleted(draft: Draft) -> Case | None:
    part = draft.rng.choice(LISTS)
    known = draft.corpus.witnesses(part)
    usable = [
        (criterion, *victim)
        for criterion, places in sorted(known.items())
        if len(places) > 1
        and draft.corpus.conditions.get(criterion)
        and not draft.corpus.conditions[criterion] & _BROAD
        for victim in places
        if is_alone(draft, part, victim[0]) and draft.corpus.places[victim[0]].kind != "State"
    ]
    if not usable:
        return None
    criterion, place, policy, entry = draft.rng.choice(usable)
    peers = [peer for peer in known[criterion] if peer[0] != place]
    rest_on(draft, (criterion, *draft.rng.choice(peers)))
    draft.unlist(entry)
    if part in {FIRST, SECOND}:
        draft.absence(part, place)
    # The policy is confirmed shortly before the list, so that it surely stood.
    day = days_before(draft.corpus.issued[part], draft.rng.choice(_AGES))
    draft.say(policy, asOf=day, statesHoldCriterion=criterion)
    draft.case.writes.add(policy)
    draft.demand(part=part, place=place)
    draft.allow("unconfirmed", "in_one_part_only", place=place)
    draft.allow("unexplained_drop", "unexplained_addition", place=place)
    allow_elsewhere(draft, place, part)
    return draft.finish(f"{place} deleted from {part[-30:]}")


def has_events(draft: Draft, place: str) -> bool:
    """Tell whether anything happened to an entry of a place."""
    return any(e.place == place and e.iri in draft.corpus.events for e in draft.corpus.entries)


def is_alone(draft: Draft, part: str, place: str) -> bool:
    """Tell whether one entry alone makes a part name a place or its county, city or state."""
    corpus = draft.corpus
    around = {place, corpus.places[place].within, *corpus.one_with.get(place, ())}
    naming = [e for e in corpus.entries if e.part == part and (e.place in around)]
    return (
        len(naming) == 1 and place not in corpus.candidates and place not in corpus.held_elsewhere
    )


@seeds("omitted", "a policy that was unlike a listed one is made like it")
def _flipped(draft: Draft) -> Case | None:
    part = draft.rng.choice((DHS, DOJ))
    corpus = draft.corpus
    day = corpus.issued[part]
    victims = [
        place
        for place, policies in sorted(corpus.policies.items())
        if len(policies) == 1
        and policies[0] not in corpus.replaced
        and place in corpus.places
        and not corpus.is_listed(part, place)
        and not any(corpus.is_listed(part, one) for one in corpus.one_with.get(place, ()))
        and place not in corpus.candidates
        and place not in corpus.held_elsewhere
        and corpus.places[place].kind == "CountyEquivalent"
        and all(not word.ends for word in corpus.words.get(policies[0], ()))
        and corpus.words.get(policies[0])
        and ("omitted", part, place) not in corpus.found
    ]
    witness = pick_witness(draft, part)
    if not victims or witness is None:
        return None
    place = draft.rng.choice(victims)
    policy = corpus.policies[place][0]
    for word in corpus.words[policy]:
        if word.criterion:
            draft.rewrite(word.iri, statesHoldCriterion=witness[0])
    draft.say(
        policy, asOf=days_before(day, draft.rng.choice(_AGES)), statesHoldCriterion=witness[0]
    )
    draft.case.writes.update((place, policy))
    rest_on(draft, witness)
    draft.demand(part=part, place=place)
    draft.allow("unconfirmed", "contrary_to_binding_ruling", place=place)
    allow_elsewhere(draft, place, part)
    return draft.finish(f"{place} as {witness[1]}")


@seeds("omitted", "a policy that began after a list is dated before it")
def _dated_earlier(draft: Draft) -> Case | None:
    part = draft.rng.choice((FIRST, SECOND, DHS, DOJ))
    witness = pick_witness(draft, part)
    place = draft.rng.choice(draft.corpus.unnamed)
    if witness is None:
        return None
    policy = draft.policy(place)
    day = days_before(draft.corpus.issued[part], draft.rng.choice((0, 1, 30)))
    draft.say(policy, statesHoldCriterion=witness[0], effectiveOn=day)
    draft.say(policy, statesHoldCriterion=witness[0], asOf="2026-06-01")
    if part in {FIRST, SECOND}:
        draft.absence(part, place)
    rest_on(draft, witness)
    draft.demand(part=part, place=place)
    allow_elsewhere(draft, place, part)
    return draft.finish(f"{place} as {witness[1]}, from {day}")


@seeds("left_out_twice", "a policy matches two lists that are known whole, or said to lack it")
def _twice(draft: Draft) -> Case | None:
    parts = draft.rng.choice(((FIRST, DHS), (FIRST, DOJ), (DHS, DOJ), (SECOND, DHS)))
    place = draft.rng.choice(draft.corpus.unnamed)
    known = [draft.corpus.witnesses(part) for part in parts]
    both = [
        criterion
        for criterion in sorted(set(known[0]) & set(known[1]))
        if draft.corpus.conditions.get(criterion)
        and not draft.corpus.conditions[criterion] & _BROAD
    ]
    if not both:
        return None
    criterion = draft.rng.choice(both)
    policy = draft.policy(place)
    for part, found in zip(parts, known, strict=True):
        rest_on(draft, (criterion, *draft.rng.choice(found[criterion])))
        day = days_before(draft.corpus.issued[part], draft.rng.choice(_AGES[:4]))
        draft.say(policy, asOf=day, statesHoldCriterion=criterion)
        if part in {FIRST, SECOND}:
            draft.absence(part, place)
        draft.demand("omitted", part=part, place=place)
    draft.demand(place=place)
    draft.allow("unconfirmed", place=place)
    allow_elsewhere(draft, place)
    return draft.finish(f"{place} from {parts[0][-30:]} and {parts[1][-30:]}")
