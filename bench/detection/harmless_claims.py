"""Harmless changes of names and of what sources say of policies."""

from __future__ import annotations

from bench.detection.cases import Case
from bench.detection.corpus import (
    DENYING,
    FIRST,
    LISTS,
    SECOND,
    days_before,
)
from bench.detection.draft import Draft
from bench.detection.operators import harmless
from bench.detection.quiet import SPOKEN, pick_plain

from policygraph.graph import iri, text


@harmless("the label of a place is written in capitals")
def _capitals(draft: Draft) -> Case | None:
    entry = pick_plain(draft)
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
    entry = pick_plain(draft)
    assert entry.place
    draft.state(entry.place, skos__altLabel=text(f"Old {draft.corpus.places[entry.place].label}"))
    draft.case.writes.add(entry.place)
    return draft.finish(entry.place)


@harmless("a name is printed in capitals, or without the word County")
def _variant(draft: Draft) -> Case | None:
    entry = pick_plain(draft)
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
    draft.say(policy, asOf=SPOKEN)
    draft.case.writes.add(policy)
    draft.resolve("unconfirmed", subject=policy)
    return draft.finish(policy)


@harmless("a policy of another criterion is found in a county that is on no list")
def _unlike(draft: Draft) -> Case | None:
    place = draft.rng.choice(
        [p for p in draft.corpus.unnamed if draft.corpus.places[p].within not in DENYING]
    )
    policy = draft.policy(place)
    criterion = draft.criterion("case-by-case", "reimbursement-required", join="all-of")
    for part in LISTS:
        draft.say(
            policy, statesHoldCriterion=criterion, asOf=days_before(draft.corpus.issued[part], 9)
        )
        if part in {FIRST, SECOND}:
            draft.absence(part, place)
    draft.say(policy, asOf=SPOKEN)
    return draft.finish(place)


@harmless("a policy changes its criterion in time")
def _changed(draft: Draft) -> Case | None:
    place = draft.rng.choice(draft.corpus.quiet)
    policy = draft.policy(place)
    for day, name in (("2014-06", "honours-all"), ("2014-07-01", "judicial-warrant-or-order")):
        draft.say(policy, statesHoldCriterion=draft.criterion(name), asOf=day)
    draft.say(policy, asOf=SPOKEN)
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
        draft.say(policy, statesHoldCriterion=draft.criterion(name), asOf="2016-03")
    draft.say(policy, asOf=SPOKEN)
    return draft.finish(f"{place}, {broad} and {narrow}")


@harmless("a month and a day within it date one event")
def _same_month(draft: Draft) -> Case | None:
    place = draft.rng.choice(draft.corpus.quiet)
    policy = draft.policy(place)
    for day in draft.rng.choice(
        (("2014-06", "2014-06-30"), ("2014", "2014-12-31"), ("2014", "2014-01"))
    ):
        draft.say(policy, enactedOn=day)
    draft.say(policy, asOf=SPOKEN, announcedOn="2013-12-01")
    return draft.finish(place)
