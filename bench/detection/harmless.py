"""Changes that do no harm: nothing new may be found, or a fault of before must go."""

from __future__ import annotations

from decimal import Decimal

from bench.detection.cases import Case, Draft, harmless
from bench.detection.claims import has_policy_around, single
from bench.detection.corpus import (
    DENYING,
    DHS,
    DOJ,
    FIRST,
    FIRST_DECLINED,
    FIRST_ISSUED,
    KANSAS,
    LISTS,
    SECOND,
    Entry,
    days_before,
)
from bench.detection.doubts import agreement, days_after
from bench.detection.omissions import pick_witness, rest_on

from policygraph.dates import PartialDate
from policygraph.graph import iri, text
from policygraph.namespaces import AGENCY, CRITERION, RULING

_SPOKEN = "2026-06-01"  # after every list, so that the policy is not old


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


def _plain(draft: Draft, *parts: str) -> Entry:
    """Pick an entry of a place of which no rule finds anything that names it in a cell."""
    corpus = draft.corpus
    loud = {subject for _, _, subject in corpus.found}
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


def _limited(draft: Draft, part: str, place: str) -> str:
    """List a funded place with a strict policy: an entry in which nothing is wrong."""
    policy = draft.policy(place)
    draft.say(
        policy,
        statesHoldCriterion=single(draft, "judicial-warrant-or-order"),
        effectiveOn="2014-06-01",
    )
    draft.say(policy, asOf=_SPOKEN)
    fund(draft, place)
    draft.listing(part, place)
    return policy


def _alike(draft: Draft, part: str, place: str, **dates: str) -> str | None:
    """Give a place the policy of a listed one, with the dates given, and a word of 2026."""
    witness = pick_witness(draft, part)
    if witness is None:
        return None
    rest_on(draft, witness)
    policy = draft.policy(place)
    draft.say(policy, statesHoldCriterion=witness[0], **dates)
    draft.say(policy, asOf=_SPOKEN)
    return policy


def _elsewhere(draft: Draft) -> list[str]:
    """Return quiet counties outside Kansas, where the first list is known whole."""
    return [p for p in draft.corpus.unnamed if draft.corpus.places[p].within != KANSAS]


# Names.


@harmless("the label of a place is written in capitals")
def _capitals(draft: Draft) -> Case | None:
    entry = _plain(draft)
    assert entry.place
    label = draft.corpus.places[entry.place].label
    if entry.name not in {label, label.removesuffix(" County")}:
        return None
    draft.rewrite(entry.place, rdfs__label=text(label.upper()))
    facts = [
        t
        for t in draft.case.facts
        if not (
            t.subject == iri(entry.place)
            and t.predicate.value.endswith("#label")
            and t.object != text(label.upper())
        )
    ]
    draft.case.facts = type(draft.case.facts)()
    draft.case.facts.include(facts)
    return draft.finish(label)


@harmless("a place gets another name beside its own")
def _alias(draft: Draft) -> Case | None:
    entry = _plain(draft)
    assert entry.place
    draft.state(entry.place, skos__altLabel=text(f"Old {draft.corpus.places[entry.place].label}"))
    draft.case.writes.add(entry.place)
    return draft.finish(entry.place)


@harmless("a name is printed in capitals, or without the word County")
def _variant(draft: Draft) -> Case | None:
    entry = _plain(draft)
    assert entry.place
    shorter = entry.name.removesuffix(" County")
    name = draft.rng.choice(
        (entry.name.upper(), shorter, f"{shorter}  County" if shorter != entry.name else shorter)
    )
    draft.rewrite(entry.iri, nameAsPublished=text(name, None))
    return draft.finish(f"{entry.name} as {name}")


@harmless("the state is printed in full")
def _whole_state(draft: Draft) -> Case | None:
    entry = draft.rng.choice([e for e in draft.corpus.entries if e.place and e.state])
    assert entry.place
    state = draft.corpus.places[entry.place].within
    if state is None or state not in draft.corpus.codes:
        return None
    draft.rewrite(entry.iri, stateAsPublished=text(draft.corpus.places[state].label, None))
    return draft.finish(f"{entry.name}, {draft.corpus.places[state].label}")


# Claims.


@harmless("a second source says the same of a policy")
def _repeated(draft: Draft) -> Case | None:
    words = [w for ws in draft.corpus.words.values() for w in ws]
    word = draft.rng.choice(words)
    copied = f"{word.iri}-again"
    for triple in draft.corpus.triples(word.iri):
        draft.case.facts.include([type(triple)(iri(copied), triple.predicate, triple.object)])
    draft.case.writes.add(word.iri)
    # The copy of a claim may stand beside its first in each finding that cites that.
    for rule, _, subject in draft.corpus.found:
        if subject == word.policy:
            draft.allow(rule, subject=subject)
    return draft.finish(word.iri)


@harmless("a second document stands behind an entry")
def _documented(draft: Draft) -> Case | None:
    entry = draft.rng.choice(draft.corpus.entries)
    draft.state(entry.iri, citesDocument="document:seeded")
    draft.case.writes.add(entry.iri)
    return draft.finish(entry.iri)


@harmless("a policy is confirmed after every list")
def _confirmed(draft: Draft) -> Case | None:
    corpus = draft.corpus
    policies = [
        p
        for p, words in sorted(corpus.words.items())
        if not any(w.ends for w in words) and p not in corpus.replaced
    ]
    policy = draft.rng.choice(policies)
    draft.say(policy, asOf=_SPOKEN)
    draft.case.writes.add(policy)
    draft.resolve("unconfirmed", subject=policy)
    return draft.finish(policy)


@harmless("a policy of another criterion is found in a county that is on no list")
def _unlike(draft: Draft) -> Case | None:
    place = draft.rng.choice(
        [p for p in draft.corpus.unnamed if draft.corpus.places[p].within not in DENYING]
    )
    policy = draft.policy(place)
    criterion = f"{CRITERION}all-of/case-by-case+reimbursement-required"
    draft.state(
        criterion,
        "pg:HoldCriterion",
        isJoinedBy="join:all-of",
        hasCondition=["hold:case-by-case", "hold:reimbursement-required"],
    )
    for part in LISTS:
        draft.say(
            policy, statesHoldCriterion=criterion, asOf=days_before(draft.corpus.issued[part], 9)
        )
        if part in {FIRST, SECOND}:
            draft.absence(part, place)
    draft.say(policy, asOf=_SPOKEN)
    return draft.finish(place)


@harmless("a policy changes its criterion in time")
def _changed(draft: Draft) -> Case | None:
    place = draft.rng.choice(draft.corpus.quiet)
    policy = draft.policy(place)
    for day, name in (("2014-06", "honours-all"), ("2014-07-01", "judicial-warrant-or-order")):
        draft.say(policy, statesHoldCriterion=single(draft, name), asOf=day)
    draft.say(policy, asOf=_SPOKEN)
    return draft.finish(place)


@harmless("one source is vaguer than another about a criterion")
def _vaguer(draft: Draft) -> Case | None:
    place = draft.rng.choice(
        [p for p in draft.corpus.quiet if draft.corpus.places[p].within not in DENYING]
    )
    policy = draft.policy(place)
    broad, narrow = draft.rng.choice(
        (
            ("documented-basis-required", "probable-cause-showing"),
            ("conditional", "criminal-predicate"),
            ("no-hold-on-detainer-alone", "never-holds"),
        )
    )
    for name in (broad, narrow):
        draft.say(policy, statesHoldCriterion=single(draft, name), asOf="2016-03")
    draft.say(policy, asOf=_SPOKEN)
    return draft.finish(f"{place}, {broad} and {narrow}")


@harmless("a month and a day within it date one event")
def _same_month(draft: Draft) -> Case | None:
    place = draft.rng.choice(draft.corpus.quiet)
    policy = draft.policy(place)
    for day in draft.rng.choice(
        (("2014-06", "2014-06-30"), ("2014", "2014-12-31"), ("2014", "2014-01"))
    ):
        draft.say(policy, enactedOn=day)
    draft.say(policy, asOf=_SPOKEN, announcedOn="2013-12-01")
    return draft.finish(place)


# Omissions that are none.


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
        or _alike(draft, part, place, asOf=days_before(draft.corpus.issued[part], 9)) is None
    ):
        return None
    draft.allow("contrary_to_binding_ruling", place=place)
    return draft.finish(place)


@harmless("a policy like a listed one, where the list is known in part only")
def _partly_known(draft: Draft) -> Case | None:
    part = draft.rng.choice((FIRST, SECOND))
    place = draft.rng.choice(_elsewhere(draft))
    if _alike(draft, part, place, asOf=days_before(draft.corpus.issued[part], 9)) is None:
        return None
    return draft.finish(place)


@harmless("a policy like a listed one, and only a weak source says that the place is absent")
def _weakly_absent(draft: Draft) -> Case | None:
    part = draft.rng.choice((FIRST, SECOND))
    place = draft.rng.choice(_elsewhere(draft))
    if _alike(draft, part, place, asOf=days_before(draft.corpus.issued[part], 9)) is None:
        return None
    draft.absence(part, place, draft.rng.choice(("weak-source", "inferred")))
    return draft.finish(place)


@harmless("a policy like a listed one that began after the list")
def _begun_later(draft: Draft) -> Case | None:
    part = draft.rng.choice((FIRST, SECOND))
    place = draft.rng.choice(_elsewhere(draft))
    day = days_after(draft.corpus.issued[part], draft.rng.choice((1, 40, 400)))
    if _alike(draft, part, place, effectiveOn=day) is None:
        return None
    draft.absence(part, place)
    return draft.finish(f"{place}, {day}")


@harmless("a policy like a listed one that nobody confirmed for two years before the list")
def _too_old(draft: Draft) -> Case | None:
    part = draft.rng.choice(LISTS)
    place = draft.rng.choice(_elsewhere(draft))
    if _alike(draft, part, place, effectiveOn="2014-06-01") is None:
        return None
    if part in {FIRST, SECOND}:
        draft.absence(part, place)
    return draft.finish(place)


@harmless("a policy like a listed one that had ended before the list")
def _over(draft: Draft) -> Case | None:
    part = draft.rng.choice((FIRST, SECOND))
    place = draft.rng.choice(_elsewhere(draft))
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
    place = draft.rng.choice(_elsewhere(draft))
    if _alike(draft, FIRST, place, asOf="2017-03-01") is None:
        return None
    draft.absence(draft.rng.choice((FIRST_ISSUED, FIRST_DECLINED)), place)
    return draft.finish(place)


@harmless("a policy like a listed one, and a listed name may mean the place")
def _perhaps_named(draft: Draft) -> Case | None:
    part = draft.rng.choice((FIRST, SECOND))
    place, other = draft.rng.sample(_elsewhere(draft), 2)
    if _alike(draft, part, place, asOf=days_before(draft.corpus.issued[part], 9)) is None:
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
    place = draft.rng.choice(_elsewhere(draft))
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
    draft.say(policy, asOf=_SPOKEN)
    draft.absence(part, place)
    return draft.finish(place)


@harmless("a county that holds on every detainer is on no list, as another, wrongly listed, is")
def _both_honour(draft: Draft) -> Case | None:
    """That the listed one honours detainers makes its own entry wrong, and omits nobody."""
    part = draft.rng.choice((FIRST, SECOND))
    place, listed = draft.rng.sample(_elsewhere(draft), 2)
    for county in (place, listed):
        policy = draft.policy(county)
        draft.say(
            policy,
            statesHoldCriterion=single(draft, "honours-all"),
            asOf=days_before(draft.corpus.issued[part], 9),
        )
        draft.say(policy, asOf=_SPOKEN)
    fund(draft, listed)
    listing = draft.listing(part, listed)
    draft.absence(part, place)
    draft.allow("unsupported_listing", subject=listing)
    return draft.finish(f"{place} and {listed}")


# Lists.


@harmless("a place with a strict policy and money is listed")
def _rightly_listed(draft: Draft) -> Case | None:
    place = draft.rng.choice(_elsewhere(draft))
    part = draft.rng.choice((FIRST, SECOND))
    _limited(draft, part, place)
    return draft.finish(place)


@harmless("a place is in the list and in a part on detainers")
def _in_both_parts(draft: Draft) -> Case | None:
    place = draft.rng.choice(draft.corpus.unnamed)
    _limited(draft, FIRST, place)
    draft.listing(draft.rng.choice((FIRST_ISSUED, FIRST_DECLINED)), place)
    return draft.finish(place)


@harmless("a place is dropped from a list after its policy ended")
def _explained_drop(draft: Draft) -> Case | None:
    place = draft.rng.choice(draft.corpus.unnamed)
    policy = draft.policy(place)
    draft.say(
        policy,
        statesHoldCriterion=single(draft, "judicial-warrant-or-order"),
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
        statesHoldCriterion=single(draft, "judicial-warrant-or-order"),
        effectiveOn="2017-03-22",
    )
    draft.say(policy, asOf=_SPOKEN)
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
        statesHoldCriterion=single(draft, "never-holds"),
        effectiveOn=draft.rng.choice(("2017-05", "2019", "2025-01-01")),
    )
    draft.say(policy, asOf=_SPOKEN)
    fund(draft, place)
    draft.listing(DHS, place)
    draft.allow("listed_without_policy", "unsupported_listing", part=FIRST, place=place)
    return draft.finish(place)


@harmless("an entry is taken back after the later list had named the place")
def _taken_back_late(draft: Draft) -> Case | None:
    place = draft.rng.choice(draft.corpus.unnamed)
    _limited(draft, FIRST, place)
    draft.listing(DHS, place)
    listing = next(
        t.subject.value
        for t in draft.case.facts
        if t.predicate.value.endswith("isListedIn") and getattr(t.object, "value", "") == FIRST
    )  # type: ignore[union-attr]
    draft.claim(
        "pg:ListingEvent",
        aboutListing=listing,
        hasEventKind="event:corrected",
        occurredOn=PartialDate(draft.rng.choice(("2025-05-29", "2025-05", "2025", "2026-01"))),
    )
    return draft.finish(place)


@harmless("a dispute is answered, on the day or later")
def _settled(draft: Draft) -> Case | None:
    entry = _plain(draft, FIRST, DOJ)
    for kind, day in (
        ("disputed", "2026-01"),
        (
            draft.rng.choice(("upheld", "upheld")),
            draft.rng.choice(("2026-01", "2026-02-01", "2026")),
        ),
    ):
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
    policy = _limited(draft, FIRST, place)
    draft.say(policy, draft.rng.choice(("inferred", "weak-source")), endedOn="2016-05-01")
    # That a source of 2026 says that it stands is a conflict with the weak one all the same.
    draft.allow("conflicting_claims", subject=policy)
    return draft.finish(place)


# Law and money.


@harmless("a ruling on which a policy rests is affirmed")
def _affirmed(draft: Draft) -> Case | None:
    corpus = draft.corpus
    undone = set(corpus.ones("?x pg:reverses|pg:vacates|pg:supersedes ?a"))
    ruling = draft.rng.choice([r for r in corpus.ones("?a a pg:CourtRuling") if r not in undone])
    place = draft.rng.choice(corpus.quiet)
    policy = draft.policy(place)
    draft.say(policy, citesRuling=ruling, enactedOn="2015-01")
    draft.say(policy, asOf=_SPOKEN)
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
    draft.say(policy, asOf=_SPOKEN)
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
    place = draft.rng.choice(
        [
            p
            for p in draft.corpus.quiet
            if draft.corpus.places[p].within in DENYING
            and not draft.corpus.places[p].within.endswith("/08")
        ]
    )
    policy = draft.policy(place)
    name = draft.rng.choice(("judicial-warrant-or-order", "never-holds", "warrant-unspecified"))
    draft.say(policy, statesHoldCriterion=single(draft, name), asOf="2021-01-01")
    draft.say(policy, asOf=_SPOKEN)
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


# Mended faults.


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
