"""Harmless changes of lists, law and money."""

from __future__ import annotations

from bench.detection.cases import Case
from bench.detection.corpus import (
    DENYING,
    DHS,
    DOJ,
    FIRST,
    FIRST_DECLINED,
    FIRST_ISSUED,
    SECOND,
    days_before,
)
from bench.detection.doubts import agreement, days_after
from bench.detection.draft import Draft
from bench.detection.operators import harmless
from bench.detection.quiet import SPOKEN, find_elsewhere, fund, list_rightly, pick_plain
from bench.detection.support import has_policy_around

from policygraph.dates import PartialDate
from policygraph.graph import text
from policygraph.namespaces import RULING


@harmless("a place with a strict policy and money is listed")
def _rightly_listed(draft: Draft) -> Case | None:
    place = draft.rng.choice(find_elsewhere(draft))
    part = draft.rng.choice((FIRST, SECOND))
    list_rightly(draft, part, place)
    return draft.finish(place)


@harmless("a place is in the list and in a part on detainers")
def _in_both_parts(draft: Draft) -> Case | None:
    place = draft.rng.choice(draft.corpus.unnamed)
    list_rightly(draft, FIRST, place)
    draft.listing(draft.rng.choice((FIRST_ISSUED, FIRST_DECLINED)), place)
    return draft.finish(place)


@harmless("a place is dropped from a list after its policy ended")
def _explained_drop(draft: Draft) -> Case | None:
    place = draft.rng.choice(draft.corpus.unnamed)
    policy = draft.policy(place)
    draft.say(
        policy,
        statesHoldCriterion=draft.criterion("judicial-warrant-or-order"),
        effectiveOn="2014-06-01",
    )
    draft.say(policy, endedOn=draft.rng.choice(("2017-03-22", "2017-03-29")))
    fund(draft, place)
    draft.listing(FIRST, place)
    draft.absence(SECOND, place)
    return draft.finish(place)


@harmless("a place is added to a list after its policy began")
def _explained_addition(draft: Draft) -> Case | None:
    place = draft.rng.choice(draft.corpus.unnamed)
    policy = draft.policy(place)
    draft.say(
        policy,
        statesHoldCriterion=draft.criterion("judicial-warrant-or-order"),
        effectiveOn="2017-03-22",
    )
    draft.say(policy, asOf=SPOKEN)
    fund(draft, place)
    draft.absence(FIRST, place)
    draft.listing(SECOND, place)
    return draft.finish(place)


@harmless("a place takes up a policy after its entry was taken back, and is listed again")
def _new_ground(draft: Draft) -> Case | None:
    place = draft.rng.choice(draft.corpus.unnamed)
    early = draft.listing(FIRST, place)
    draft.claim(
        "pg:ListingEvent",
        aboutListing=early,
        hasEventKind="event:withdrawn",
        occurredOn=PartialDate("2017-04"),
    )
    policy = draft.policy(place)
    draft.say(
        policy,
        statesHoldCriterion=draft.criterion("never-holds"),
        effectiveOn=draft.rng.choice(("2017-05", "2019", "2025-01-01")),
    )
    draft.say(policy, asOf=SPOKEN)
    fund(draft, place)
    for part in (DHS, DOJ):
        draft.listing(part, place)
    draft.allow("listed_without_policy", "unsupported_listing", part=FIRST, place=place)
    return draft.finish(place)


@harmless("an entry is taken back after the later list had named the place")
def _taken_back_late(draft: Draft) -> Case | None:
    place = draft.rng.choice(draft.corpus.unnamed)
    _, listing = list_rightly(draft, FIRST, place)
    draft.listing(DHS, place)
    draft.claim(
        "pg:ListingEvent",
        aboutListing=listing,
        hasEventKind="event:corrected",
        occurredOn=PartialDate(draft.rng.choice(("2025-05-29", "2025-05", "2025", "2026-01"))),
    )
    return draft.finish(place)


@harmless("a dispute is answered, on the day or later")
def _settled(draft: Draft) -> Case | None:
    entry = pick_plain(draft, FIRST, DOJ)
    answered = draft.rng.choice(("2026-01", "2026-02-01", "2026"))
    for kind, day in (("disputed", "2026-01"), ("upheld", answered)):
        draft.claim(
            "pg:ListingEvent",
            aboutListing=entry.iri,
            hasEventKind=f"event:{kind}",
            occurredOn=PartialDate(day),
        )
    draft.case.writes.add(entry.iri)
    draft.read(entry.place or entry.iri)
    return draft.finish(entry.iri)


@harmless("an agreement is seen on one side of the list only, or ended between")
def _one_side(draft: Draft) -> Case | None:
    part = draft.rng.choice((DHS, DOJ))
    corpus = draft.corpus
    entry = draft.rng.choice(
        [
            e
            for e in corpus.entries_of(part)
            if e.place not in corpus.agreed and sum(o.place == e.place for o in corpus.entries) == 1
        ]
    )
    assert entry.place
    day = corpus.issued[part]
    agreement(
        draft,
        entry.place,
        draft.rng.choice(
            ([days_before(day, 9), days_before(day, 1)], [days_after(day, 1), days_after(day, 9)])
        ),
    )
    draft.case.writes.add(entry.place)
    return draft.finish(entry.place)


@harmless("a weak source says that a listed place's policy has ended")
def _weak_end(draft: Draft) -> Case | None:
    place = draft.rng.choice(draft.corpus.unnamed)
    if has_policy_around(draft, place):
        return None
    policy, _ = list_rightly(draft, FIRST, place)
    draft.say(policy, draft.rng.choice(("inferred", "weak-source")), endedOn="2016-05-01")
    # That a source of 2026 says that it stands is a conflict with the weak one all the same.
    draft.allow("conflicting_claims", subject=policy)
    return draft.finish(place)


@harmless("a ruling on which a policy rests is affirmed")
def _affirmed(draft: Draft) -> Case | None:
    corpus = draft.corpus
    undone = set(corpus.ones("?x pg:reverses|pg:vacates|pg:supersedes ?a"))
    ruling = draft.rng.choice([r for r in corpus.ones("?a a pg:CourtRuling") if r not in undone])
    place = draft.rng.choice(corpus.quiet)
    policy = draft.policy(place)
    draft.say(policy, citesRuling=ruling, enactedOn="2015-01")
    draft.say(policy, asOf=SPOKEN)
    later = draft.state(
        f"{RULING}seeded/{draft.number}",
        "pg:CourtRuling",
        rdfs__label=text("Affirmed"),
        **{draft.rng.choice(("affirms", "remands")): ruling},
    )
    draft.claim(
        "pg:RulingClaim",
        aboutRuling=later,
        decidedOn=PartialDate("2019"),
        hasVerification="verif:seen",
    )
    draft.read(ruling)
    return draft.finish(f"{place} on {ruling}")


@harmless("a ruling is undone from memory only, or after the day")
def _remembered(draft: Draft) -> Case | None:
    corpus = draft.corpus
    undone = set(corpus.ones("?x pg:reverses|pg:vacates|pg:supersedes ?a"))
    ruling = draft.rng.choice([r for r in corpus.ones("?a a pg:CourtRuling") if r not in undone])
    place = draft.rng.choice(corpus.quiet)
    policy = draft.policy(place)
    draft.say(policy, citesRuling=ruling, enactedOn="2015-01")
    draft.say(policy, asOf=SPOKEN)
    later = draft.state(
        f"{RULING}seeded/{draft.number}",
        "pg:CourtRuling",
        rdfs__label=text("Vacated"),
        vacates=ruling,
    )
    day, how = draft.rng.choice((("2019", "memory"), ("2027-01-01", "seen"), ("2026", "seen")))
    draft.claim(
        "pg:RulingClaim",
        aboutRuling=later,
        decidedOn=PartialDate(day),
        hasVerification=f"verif:{how}",
    )
    draft.case.writes.add(ruling)
    return draft.finish(f"{place} on {ruling}")


@harmless("a county asks for a judge's order where a ruling binds it")
def _lawful(draft: Draft) -> Case | None:
    corpus = draft.corpus
    place = draft.rng.choice([p for p in corpus.quiet if corpus.places[p].within in DENYING])
    policy = draft.policy(place)
    name = draft.rng.choice(("judicial-warrant-or-order", "never-holds", "warrant-unspecified"))
    draft.say(policy, statesHoldCriterion=draft.criterion(name), asOf="2021-01-01")
    draft.say(policy, asOf=SPOKEN)
    return draft.finish(place)


@harmless("a second figure of federal funds is found")
def _second_figure(draft: Draft) -> Case | None:
    places = sorted(
        {e.place for e in draft.corpus.entries if e.place and e.place in draft.corpus.funded}
    )
    place = draft.rng.choice(places)
    fund(draft, place)
    draft.case.writes.add(place)
    return draft.finish(place)
