"""Seeded faults of what sources say of a policy: its content, its end and its dates."""

from __future__ import annotations

from bench.detection.cases import Case
from bench.detection.corpus import DENYING
from bench.detection.draft import Draft
from bench.detection.omissions import allow_elsewhere
from bench.detection.operators import seeds

from policygraph.dates import PartialDate

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


@seeds("conflicting_claims", "a claim is contradicted for the same time")
def _contradicted(draft: Draft) -> Case | None:
    corpus = draft.corpus
    found = [
        (policy, word)
        for policy, words in sorted(corpus.words.items())
        for word in words
        if word.criterion
        and word.speaks
        and len(corpus.conditions.get(word.criterion, ())) == 1
        and corpus.conditions[word.criterion] <= {*_APART}
        and ("conflicting_claims", "", policy) not in corpus.found
    ]
    policy, word = draft.rng.choice(found)
    assert word.criterion and word.speaks
    name = draft.rng.choice([n for n in _APART if n not in corpus.conditions[word.criterion]])
    criterion = draft.criterion(name)
    draft.say(policy, asOf=draft.rng.choice(word.speaks), statesHoldCriterion=criterion)
    draft.case.writes.update((policy, word.iri))
    draft.demand(subject=policy)
    _allow_other_content(draft, policy)
    return draft.finish(f"{policy}, {name}")


def _allow_other_content(draft: Draft, policy: str) -> None:
    """Allow what may follow from another criterion, or another time, of a real policy."""
    for place in draft.corpus.ones(f"<{policy}> pg:appliesIn ?a"):
        draft.case.writes.add(place)
        draft.allow("unsupported_listing", "stale_listing", "unconfirmed", place=place)
        allow_elsewhere(draft, place)
        if draft.corpus.places[place].within in DENYING:
            draft.allow("contrary_to_binding_ruling", subject=policy)


@seeds("conflicting_claims", "two sources name different bodies or texts for one policy")
def _two_bodies(draft: Draft) -> Case | None:
    place = draft.rng.choice(draft.corpus.quiet)
    policy = draft.policy(place)
    name, concepts, prefix = draft.rng.choice(
        (("statesAuthority", _AUTHORITIES, "auth"), ("statesInstrument", _INSTRUMENTS, "instr"))
    )
    one, two = draft.rng.sample(concepts, 2)
    draft.say(policy, asOf="2016-03", **{name: f"{prefix}:{one}"})
    draft.say(
        policy,
        asOf=draft.rng.choice(("2016", "2016-03", "2016-03-31")),
        **{name: f"{prefix}:{two}"},
    )
    draft.demand(subject=policy, place=place)
    draft.allow("unconfirmed", place=place)
    return draft.finish(f"{place}, {one} and {two}")


@seeds("conflicting_claims", "two sources give one policy criteria that exclude each other")
def _two_criteria(draft: Draft) -> Case | None:
    place = draft.rng.choice(draft.corpus.quiet)
    policy = draft.policy(place)
    one, two = draft.rng.sample(_APART, 2)
    draft.say(policy, asOf="2016-03-08", statesHoldCriterion=draft.criterion(one))
    draft.say(
        policy,
        asOf=draft.rng.choice(("2016", "2016-03", "2016-03-08")),
        statesHoldCriterion=draft.criterion(two),
    )
    draft.demand(subject=policy, place=place)
    draft.allow("unconfirmed", place=place)
    allow_elsewhere(draft, place)
    return draft.finish(f"{place}, {one} and {two}")


@seeds("conflicting_claims", "a policy is said to stand after its end")
def _stood_after(draft: Draft) -> Case | None:
    place = draft.rng.choice(draft.corpus.quiet)
    policy = draft.policy(place)
    draft.say(policy, enactedOn="2014-01")
    draft.say(
        policy,
        **{
            draft.rng.choice(("endedOn", "enjoinedOn")): draft.rng.choice(
                ("2016-05-01", "2016-05", "2016")
            )
        },
    )
    draft.say(policy, asOf=draft.rng.choice(("2017-01-01", "2017-03", "2025")))
    draft.demand(subject=policy, place=place)
    return draft.finish(place)


@seeds(
    "conflicting_claims", "a real policy is said to have ended before a source says that it stands"
)
def _ended_early(draft: Draft) -> Case | None:
    corpus = draft.corpus
    found = [
        (policy, word)
        for policy, words in sorted(corpus.words.items())
        for word in words
        if word.stands
        and word.speaks
        and word.speaks[0] >= "2015-01-01"
        and policy not in corpus.replaced
        and not any(other.ends for other in words)
        and not any(other.begins and other.begins[0] > "2014-12-01" for other in words)
    ]
    if not found:
        return None
    policy, word = draft.rng.choice(found)
    draft.say(policy, endedOn="2014-12", statedOn="2014-12")
    draft.case.writes.update((policy, word.iri))
    draft.demand(subject=policy)
    _allow_other_content(draft, policy)
    return draft.finish(policy)


# Dates.

_EVENTS = ("announcedOn", "enactedOn", "effectiveOn", "operationalOn")


@seeds("date_conflict", "a source dates a real policy's enactment apart")
def _redated(draft: Draft) -> Case | None:
    corpus = draft.corpus
    dated = {
        policy: (name, date)
        for name in _EVENTS
        for policy, date in corpus.pairs(f"?c pg:aboutPolicy ?a ; pg:{name} ?b")
        if ("date_conflict", "", policy) not in corpus.found
    }
    policy = draft.rng.choice(sorted(dated))
    name, date = dated[policy]
    year = int(date[:4])
    other = draft.rng.choice((f"{year - 1}-02", f"{year - 2}", f"{year + 1}-11-05", f"{year - 1}"))
    draft.say(policy, **{name: other})
    draft.case.writes.add(policy)
    draft.demand(subject=policy)
    _allow_other_content(draft, policy)
    return draft.finish(f"{policy}, {name} {date} and {other}")


@seeds("date_conflict", "two sources date one event of a policy apart")
def _two_dates(draft: Draft) -> Case | None:
    place = draft.rng.choice(draft.corpus.quiet)
    policy = draft.policy(place)
    one, two = draft.rng.choice(
        (
            ("2014-06", "2014-07"),
            ("2014-06-30", "2014-07-01"),
            ("2014", "2015"),
            ("2014-12-31", "2015"),
            ("2014-08-21", "2016-09"),
        )
    )
    name = draft.rng.choice((*_EVENTS, "endedOn", "enjoinedOn"))
    draft.say(policy, **{name: one})
    draft.say(policy, **{name: two})
    draft.demand(subject=policy, place=place)
    draft.allow("unconfirmed", place=place)
    return draft.finish(f"{place}, {name} {one} and {two}")


@seeds("date_conflict", "one of two dates that agree is shifted")
def _shifted(draft: Draft) -> Case | None:
    corpus = draft.corpus
    rows = corpus.store.select(
        "SELECT ?policy ?one ?date ?other WHERE {"
        " ?one pg:aboutPolicy ?policy ; pg:enactedOn ?date ."
        " ?two pg:aboutPolicy ?policy ; pg:enactedOn ?other . FILTER(?one != ?two) }"
        " ORDER BY ?one ?two"
    )
    found = [row for row in rows if ("date_conflict", "", row[0] or "") not in corpus.found]
    if not found:
        return None
    policy, claim, date, _ = draft.rng.choice(found)
    assert policy and claim and date
    year = int(date[:4]) - draft.rng.choice((2, 3))
    draft.rewrite(claim, enactedOn=PartialDate(f"{year}{date[4:]}"))
    draft.case.writes.add(policy)
    draft.demand(subject=policy)
    _allow_other_content(draft, policy)
    return draft.finish(f"{policy}, {date} to {year}")
