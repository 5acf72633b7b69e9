"""Seeded faults between policies and rulings, and policies of which nobody speaks any more."""

from __future__ import annotations

from bench.detection.cases import Case
from bench.detection.corpus import days_before
from bench.detection.draft import Draft
from bench.detection.omissions import allow_elsewhere
from bench.detection.operators import seeds

from policygraph.dates import PartialDate
from policygraph.graph import text
from policygraph.namespaces import RULING

#: Rulings that deny officers the power to hold, with their day and a state that they bind.
_DENIALS = (
    ("lunn-2017", "2017-07-24", "25"),
    ("wells-demarco-2018", "2018-11-14", "36"),
    ("ramon-short-2020", "2020-03-25", "30"),
)
_STATE = "https://w3id.org/policygraph/jurisdiction/us/state/"
_LAX = ("ice-administrative-warrant", "honours-all", "probable-cause-showing", "removal-order")


@seeds(
    "contrary_to_binding_ruling", "a county holds on less than a judge's order, after the ruling"
)
def _contrary(draft: Draft) -> Case | None:
    _, decided, state = draft.rng.choice(_DENIALS)
    counties = [
        p for p in draft.corpus.quiet if draft.corpus.places[p].within == f"{_STATE}{state}"
    ]
    if not counties:
        return None
    place = draft.rng.choice(counties)
    policy = draft.policy(place)
    names = [draft.rng.choice(_LAX)]
    if draft.rng.random() < 0.3:
        names.append("judicial-warrant-or-order")
    criterion = draft.criterion(*names)
    day = days_before(decided, draft.rng.choice((-1000, -300, -1, 1, 200, 700)))
    draft.say(
        policy, statesHoldCriterion=criterion, **{draft.rng.choice(("asOf", "effectiveOn")): day}
    )
    draft.demand(subject=policy, place=place)
    draft.allow("unconfirmed", place=place)
    allow_elsewhere(draft, place)
    return draft.finish(f"{place}, {'+'.join(names)} on {day}")


@seeds(
    "contrary_to_binding_ruling",
    "a real policy is flipped to hold on less, where a ruling forbids it",
)
def _flipped_to_hold(draft: Draft) -> Case | None:
    corpus = draft.corpus
    found = []
    for _, decided, state in _DENIALS:
        for place, policies in sorted(corpus.policies.items()):
            if place in corpus.places and corpus.places[place].within == f"{_STATE}{state}":
                found += [
                    (place, policy, decided)
                    for policy in policies
                    if policy not in corpus.replaced
                    and policy in corpus.words
                    and place not in corpus.agreed
                    and not any(word.ends for word in corpus.words[policy])
                    and ("contrary_to_binding_ruling", "", policy) not in corpus.found
                ]
    if not found:
        return None
    place, policy, decided = draft.rng.choice(found)
    criterion = draft.criterion(draft.rng.choice(_LAX))
    for word in corpus.words[policy]:
        if word.criterion:
            draft.rewrite(word.iri, statesHoldCriterion=criterion)
    draft.say(
        policy,
        asOf=days_before(decided, draft.rng.choice((-500, -30))),
        statesHoldCriterion=criterion,
    )
    draft.case.writes.update((place, policy))
    draft.demand(subject=policy)
    draft.allow("unconfirmed", place=place)
    draft.allow("omitted", "left_out_twice", place=place)
    return draft.finish(policy)


def _undone(draft: Draft) -> list[str]:
    """Return the rulings that another undid by now, as a source says that was seen."""
    return draft.corpus.ones(
        "?later pg:reverses|pg:vacates|pg:supersedes ?a ."
        " ?c pg:aboutRuling ?later ; pg:decidedOn ?day ; pg:hasVerification ?v ."
        " FILTER(?v != verif:memory)"
    )


@seeds("rests_on_undone_ruling", "a policy is said to rest on a ruling that was undone")
def _rests(draft: Draft) -> Case | None:
    place = draft.rng.choice(draft.corpus.quiet)
    policy = draft.policy(place)
    ruling = draft.rng.choice(_undone(draft))
    draft.say(
        policy, citesRuling=ruling, enactedOn=draft.rng.choice(("2014-06", "2016", "2018-02-03"))
    )
    draft.read(ruling)
    draft.demand(subject=policy)
    draft.allow("unconfirmed", place=place)
    return draft.finish(f"{place} on {ruling}")


@seeds("rests_on_undone_ruling", "a real policy is said to rest on a ruling that was undone")
def _real_rests(draft: Draft) -> Case | None:
    corpus = draft.corpus
    policies = [
        policy
        for policy, words in sorted(corpus.words.items())
        if policy not in corpus.replaced
        and not any(word.ends for word in words)
        and ("rests_on_undone_ruling", "", policy) not in corpus.found
    ]
    policy = draft.rng.choice(policies)
    ruling = draft.rng.choice(_undone(draft))
    draft.state(draft.rng.choice(corpus.words[policy]).iri, citesRuling=ruling)
    draft.case.writes.update((policy, *(word.iri for word in corpus.words[policy])))
    draft.read(ruling)
    draft.demand(subject=policy)
    return draft.finish(f"{policy} on {ruling}")


@seeds("rests_on_undone_ruling", "a ruling on which a policy rests is undone")
def _vacated(draft: Draft) -> Case | None:
    corpus = draft.corpus
    denials = {f"{RULING}us/{name}" for name, _, _ in _DENIALS}
    standing = [
        r
        for r in corpus.ones("?a a pg:CourtRuling")
        if r not in _undone(draft) and r not in denials
    ]
    ruling = draft.rng.choice(standing)
    place = draft.rng.choice(corpus.quiet)
    policy = draft.policy(place)
    draft.say(policy, citesRuling=ruling, enactedOn="2015-01")
    how = draft.rng.choice(("reverses", "vacates", "supersedes"))
    later = draft.state(
        f"{RULING}seeded/{draft.number}",
        "pg:CourtRuling",
        rdfs__label=text(f"Seeded ruling {draft.number}"),
        **{how: ruling},
    )
    draft.claim(
        "pg:RulingClaim",
        aboutRuling=later,
        decidedOn=PartialDate(draft.rng.choice(("2019", "2026-03", "2026-10-01"))),
        hasVerification=f"verif:{draft.rng.choice(('seen', 'partial'))}",
    )
    draft.case.writes.add(ruling)
    draft.demand(subject=policy)
    for other in corpus.ones(f"?c pg:citesRuling <{ruling}> ; pg:aboutPolicy ?a"):
        draft.allow("rests_on_undone_ruling", subject=other)
    draft.allow("unconfirmed", place=place)
    return draft.finish(f"{place} on {ruling}")


@seeds("unconfirmed", "a policy was last spoken of more than two years ago")
def _forgotten(draft: Draft) -> Case | None:
    place = draft.rng.choice(draft.corpus.quiet)
    policy = draft.policy(place)
    days = ("2014-07", "2017-03-20", "2019", "2023-11", "2024-11-23")
    hows = draft.rng.sample(("asOf", "effectiveOn", "enactedOn"), 2)
    for how, day in zip(hows, draft.rng.sample(days, draft.rng.choice((1, 2))), strict=False):
        draft.say(policy, **{how: day})
    draft.demand(subject=policy, place=place)
    return draft.finish(place)


@seeds("unconfirmed", "the latest words on a policy are made old")
def _aged(draft: Draft) -> Case | None:
    corpus = draft.corpus
    fresh = [
        (policy, words)
        for policy, words in sorted(corpus.words.items())
        if policy not in corpus.replaced
        and not any(word.ends for word in words)
        and ("unconfirmed", "", policy) not in corpus.found
        and any(word.begins or word.stands for word in words)
    ]
    if not fresh:
        return None
    policy, words = draft.rng.choice(fresh)
    for word in words:
        if word.begins or word.stands:
            draft.rewrite(
                word.iri,
                ("statedOn", "enactedOn", "effectiveOn", "announcedOn", "operationalOn"),
                asOf=PartialDate(draft.rng.choice(("2018-05", "2021"))),
            )
    draft.case.writes.add(policy)
    draft.demand(subject=policy)
    for place in corpus.ones(f"<{policy}> pg:appliesIn ?a"):
        draft.case.writes.add(place)
        draft.allow("omitted", "left_out_twice", place=place)
    return draft.finish(policy)
