"""Seeded doubts about a listing: agreements, corrections, and no policy at all."""

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
from bench.detection.draft import Draft
from bench.detection.operators import seeds

from policygraph.dates import PartialDate
from policygraph.graph import text
from policygraph.namespaces import AGENCY

_MODELS = ("287g-jail-enforcement", "287g-warrant-service-officer", "287g-task-force")


def agreement(draft: Draft, place: str, sightings: list[str], signed: str | None = None) -> None:
    """State that an office of a place has an agreement, seen on some days."""
    office = draft.state(
        f"{AGENCY}seeded/{draft.number}",
        "pg:LawEnforcementAgency",
        rdfs__label=text(f"Seeded sheriff {draft.number}"),
        servesJurisdiction=place,
    )
    model = draft.rng.choice(_MODELS)
    name = f"https://w3id.org/policygraph/agreement/seeded/{draft.number}"
    draft.state(name, "pg:DelegationAgreement", hasParty=office, hasModel=f"deleg:{model}")
    for number, day in enumerate(sightings):
        draft.claim(
            "pg:AgreementObservation",
            "quoted",
            aboutAgreement=name,
            observedOn=PartialDate(day),
            signedOn=PartialDate(signed) if signed and not number else None,
        )


def days_after(day: str, days: int) -> str:
    """Return the day that lies some days after another."""
    return days_before(day, -days)


@seeds(
    "contradicted_by_agreement", "an agreement of a listed place is seen before and after the list"
)
def _agreed(draft: Draft) -> Case | None:
    corpus = draft.corpus
    entries = [
        e for e in corpus.entries if e.part in LISTS and e.place and e.place not in corpus.agreed
    ]
    entry = draft.rng.choice(entries)
    assert entry.place
    day = corpus.issued[entry.part]
    before = days_before(day, draft.rng.choice((0, 5, 100)))
    after = days_after(day, draft.rng.choice((0, 3, 50)))
    agreement(draft, entry.place, sorted({before, after}))
    draft.case.writes.add(entry.place)
    # The same sightings may lie on both sides of the day of another list.
    draft.allow("contradicted_by_agreement", place=entry.place)
    draft.demand(part=entry.part, subject=entry.iri)
    return draft.finish(f"{entry.place}, {before} and {after}")


@seeds(
    "contradicted_by_agreement",
    "an agreement of a listed place was signed before the list and seen after it",
)
def _signed(draft: Draft) -> Case | None:
    corpus = draft.corpus
    part = draft.rng.choice(LISTS)
    place = draft.rng.choice(corpus.unnamed)
    day = corpus.issued[part]
    listing = draft.listing(part, place)
    agreement(
        draft, place, [days_after(day, 20)], days_before(day, draft.rng.choice((1, 400, 3000)))
    )
    draft.demand(part=part, subject=listing)
    return draft.finish(place)


@seeds("contradicted_by_agreement", "a county with a real agreement is put on the list of DHS")
def _partner_listed(draft: Draft) -> Case | None:
    corpus = draft.corpus
    partners = corpus.ones(
        "?agreement pg:hasParty/pg:servesJurisdiction ?a ; pg:hasModel ?model ."
        " ?a a pg:CountyEquivalent ."
        " ?x pg:aboutAgreement ?agreement ; pg:observedOn ?one ."
        " ?y pg:aboutAgreement ?agreement ; pg:observedOn ?two ."
        " FILTER(?one <= '2025-05-29'^^xsd:date && ?two >= '2025-05-29'^^xsd:date)"
        " FILTER NOT EXISTS { ?z pg:aboutAgreement ?agreement ; pg:endedOn ?end }"
    )
    free = [
        p
        for p in partners
        if not any(e.place == p for e in corpus.entries)
        and p not in corpus.policies
        and corpus.places[p].within not in corpus.listed_states
        and p not in corpus.one_with
    ]
    place = draft.rng.choice(free)
    listing = draft.listing(DHS, place)
    draft.demand(part=DHS, subject=listing)
    return draft.finish(place)


def _is_settled(draft: Draft, place: str, since: str) -> bool:
    """Tell whether no policy of a place begins or ends after a day."""
    return not any(
        span and span[1] >= since
        for policy in draft.corpus.policies.get(place, ())
        for word in draft.corpus.words.get(policy, ())
        for span in (word.begins, word.ends)
    )


@seeds(
    "corrected_or_withdrawn_repeated",
    "an entry of 2017 is taken back whose place is listed in 2025",
)
def _taken_back(draft: Draft) -> Case | None:
    corpus = draft.corpus
    later = {e.place: e for e in corpus.entries if e.part in {DHS, DOJ} and e.place}
    early = [
        e
        for e in corpus.entries
        if e.part in {FIRST, SECOND, FIRST_ISSUED, FIRST_DECLINED}
        and e.place in later
        and e.place
        and _is_settled(draft, e.place, "2017-01-01")
        and not any(o.place == e.place and o.iri in corpus.events for o in corpus.entries)
    ]
    entry = draft.rng.choice(early)
    assert entry.place
    draft.claim(
        "pg:ListingEvent",
        aboutListing=entry.iri,
        hasEventKind=f"event:{draft.rng.choice(('corrected', 'withdrawn', 'removed'))}",
        occurredOn=PartialDate(draft.rng.choice(("2017-04", "2017-05-02", "2018"))),
    )
    draft.case.writes.update((entry.iri, entry.place))
    for other in corpus.entries:
        if other.place == entry.place and other.part in {DHS, DOJ}:
            draft.demand(part=other.part, subject=other.iri)
    return draft.finish(entry.iri)


@seeds(
    "corrected_or_withdrawn_repeated", "a county is listed, taken back, and listed again elsewhere"
)
def _listed_again(draft: Draft) -> Case | None:
    place = draft.rng.choice(draft.corpus.unnamed)
    early = draft.listing(draft.rng.choice((FIRST, FIRST_ISSUED, FIRST_DECLINED)), place)
    part = draft.rng.choice((DHS, DOJ))
    listing = draft.listing(part, place)
    draft.claim(
        "pg:ListingEvent",
        aboutListing=early,
        hasEventKind=f"event:{draft.rng.choice(('corrected', 'withdrawn', 'removed'))}",
        occurredOn=PartialDate("2017-04"),
    )
    draft.demand(part=part, subject=listing)
    return draft.finish(place)


@seeds("listed_without_policy", "a county of which nobody knows a policy is listed")
def _unknown(draft: Draft) -> Case | None:
    place = draft.rng.choice(draft.corpus.unnamed)
    part = draft.rng.choice(LISTS)
    listing = draft.listing(part, place)
    draft.demand(part=part, subject=listing)
    return draft.finish(place)


@seeds("listed_without_policy", "the only policy of a listed place is deleted")
def _policy_deleted(draft: Draft) -> Case | None:
    corpus = draft.corpus
    entries = [
        e
        for e in corpus.entries
        if e.part in {FIRST, SECOND, DHS, DOJ}
        and e.place
        and len(corpus.policies.get(e.place, ())) == 1
        and e.place not in corpus.one_with
        and len(corpus.ones(f"<{corpus.policies[e.place][0]}> pg:appliesIn ?a")) == 1
    ]
    entry = draft.rng.choice(entries)
    assert entry.place
    policy = corpus.policies[entry.place][0]
    if policy in corpus.replaced:
        return None
    draft.remove(policy)
    for word in corpus.words.get(policy, ()):
        draft.remove(word.iri)
    draft.case.writes.add(entry.place)
    for other in corpus.entries:
        if other.place == entry.place and other.part in LISTS:
            draft.demand(part=other.part, subject=other.iri)
    # With the change of the policy that explained it, a drop or a repetition may stand unexplained.
    draft.allow(
        "corrected_or_withdrawn_repeated",
        "unexplained_drop",
        "unexplained_addition",
        place=entry.place,
    )
    return draft.finish(entry.place)
