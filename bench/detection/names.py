"""Seeded faults of names, kinds and headings."""

from __future__ import annotations

import re

from bench.detection.cases import Case
from bench.detection.corpus import DHS, DOJ, FIRST, SECOND, Entry
from bench.detection.draft import Draft
from bench.detection.omissions import has_events, is_alone
from bench.detection.operators import seeds

from policygraph.graph import text


def pick_sure(
    draft: Draft, *kinds: str, parts: tuple[str, ...] = (FIRST, SECOND, DHS, DOJ)
) -> list[Entry]:
    """Pick entries of one sure place in whose name nothing was found."""
    corpus = draft.corpus
    return [
        e
        for e in corpus.entries
        if e.part in parts
        and e.place
        and (not kinds or corpus.places[e.place].kind in kinds)
        and not any((rule, e.part, e.iri) in corpus.found for rule in _RULES)
        and e.iri not in corpus.worded
    ]


_RULES = ("ambiguous_name", "misspelt_name", "wrong_kind", "wrong_heading")


def _namesakes(draft: Draft, place: str) -> list[str]:
    known = draft.corpus.places[place]
    return [p for p in draft.corpus.namesakes.get((known.kind, known.label), []) if p != place]


def _allow_moved(draft: Draft, entry: Entry) -> None:
    """Allow what follows when an entry names its place no more."""
    assert entry.place
    around = draft.corpus.places[entry.place].within or ""
    for place in (entry.place, *draft.corpus.one_with.get(entry.place, ())):
        if place in draft.corpus.policies:
            draft.allow("omitted", part=entry.part, place=place)
            draft.allow("left_out_twice", place=place)
    draft.allow("parent_listed_children_not", part=entry.part, place=around)
    draft.allow("in_one_part_only", part=entry.part, place=entry.place)


@seeds("ambiguous_name", "the state behind a name is deleted")
def _stateless(draft: Draft) -> Case | None:
    entry = draft.rng.choice(
        [e for e in pick_sure(draft) if e.state and e.place and _namesakes(draft, e.place)]
    )
    draft.rewrite(entry.iri, ("stateAsPublished",))
    draft.demand(part=entry.part, subject=entry.iri)
    return draft.finish(f"{entry.name}, {entry.state}")


@seeds("ambiguous_name", "a name may mean a namesake as well")
def _undecided(draft: Draft) -> Case | None:
    entries = [
        e
        for e in pick_sure(draft, parts=(FIRST, SECOND, DHS))
        if e.place
        and _namesakes(draft, e.place)
        and is_alone(draft, e.part, e.place)
        and not has_events(draft, e.place)
    ]
    entry = draft.rng.choice(entries)
    assert entry.place
    other = draft.rng.choice(_namesakes(draft, entry.place))
    draft.rewrite(entry.iri, ("listsJurisdiction",), mayListJurisdiction=[entry.place, other])
    draft.case.counted.append((entry.part, entry.place, -1))
    draft.case.writes.update((entry.place, other))
    _allow_moved(draft, entry)
    if entry.part == FIRST:
        draft.allow("unexplained_addition", place=entry.place)
    draft.demand(part=entry.part, subject=entry.iri)
    return draft.finish(f"{entry.name}, {entry.state}")


@seeds("ambiguous_name", "the publisher takes an entry back as meant for another place")
def _misattributed(draft: Draft) -> Case | None:
    entry = draft.rng.choice([e for e in pick_sure(draft) if e.iri not in draft.corpus.events])
    assert entry.place
    draft.claim(
        "pg:ListingEvent",
        aboutListing=entry.iri,
        hasEventKind="event:corrected",
        hasCorrectionReason="reason:misattributed",
        occurredOn=draft.day("2026-02-03"),
    )
    draft.case.writes.update((entry.iri, entry.place))
    draft.demand(part=entry.part, subject=entry.iri)
    return draft.finish(f"{entry.name}, {entry.state}")


@seeds("ambiguous_name", "a county is listed with a name of many and no state")
def _franklin(draft: Draft) -> Case | None:
    corpus = draft.corpus
    place = draft.rng.choice([p for p in corpus.unnamed if _namesakes(draft, p)])
    part = draft.rng.choice((FIRST, SECOND, DHS, DOJ))
    listing = draft.listing(part, place)
    facts = [t for t in draft.case.facts if not t.predicate.value.endswith("stateAsPublished")]
    draft.case.facts = type(draft.case.facts)()
    draft.case.facts.include(facts)
    draft.demand(part=part, subject=listing)
    return draft.finish(corpus.places[place].label)


# Kinds.


@seeds("wrong_kind", "an entry names nothing that there is")
def _nowhere(draft: Draft) -> Case | None:
    part = draft.rng.choice((FIRST, SECOND, DHS))
    name = draft.rng.choice(("Nowhere Junction", "Camp Absent", "Folsom Prison", "Port Nothing"))
    listing = draft.listing(part, None, f"{name} {draft.number}", printed="CA")
    draft.demand(part=part, subject=listing)
    return draft.finish(name)


@seeds("wrong_kind", "what an entry names is deleted")
def _unmatched(draft: Draft) -> Case | None:
    entries = [
        e
        for e in pick_sure(draft, "CountyEquivalent", "Municipality", parts=(DHS, SECOND))
        if e.place and is_alone(draft, e.part, e.place) and not has_events(draft, e.place)
    ]
    entry = draft.rng.choice(entries)
    assert entry.place
    draft.rewrite(entry.iri, ("listsJurisdiction",))
    draft.case.counted.append((entry.part, entry.place, -1))
    draft.case.writes.add(entry.place)
    _allow_moved(draft, entry)
    draft.demand(part=entry.part, subject=entry.iri)
    return draft.finish(entry.name)


@seeds("wrong_kind", "a city is printed as a county")
def _city_as_county(draft: Draft) -> Case | None:
    entries = [
        e
        for e in pick_sure(draft, "Municipality", "Township")
        if e.place not in draft.corpus.one_with
        and not e.name.lower().endswith(("county", "parish"))
    ]
    entry = draft.rng.choice(entries)
    draft.rewrite(entry.iri, nameAsPublished=text(f"{entry.name} County", None))
    draft.demand(part=entry.part, subject=entry.iri)
    return draft.finish(entry.name)


@seeds("wrong_kind", "a county is printed as the city of its name")
def _county_as_city(draft: Draft) -> Case | None:
    corpus = draft.corpus
    cities = {
        (place.label.lower(), place.within)
        for place in corpus.places.values()
        if place.kind == "Municipality"
    }
    counties = []
    for place in corpus.places.values():
        base = place.label.removesuffix(" County")
        if (
            place.kind == "CountyEquivalent"
            and base != place.label
            and (base.lower(), place.within) in cities
            and place.iri not in corpus.one_with
        ):
            counties.append((place.iri, base))
    place_iri, base = draft.rng.choice(counties)
    entries = [e for e in pick_sure(draft) if e.place == place_iri]
    if entries:
        entry = draft.rng.choice(entries)
        draft.rewrite(entry.iri, nameAsPublished=text(f"City of {base}", None))
        draft.demand(part=entry.part, subject=entry.iri)
    else:
        if corpus.places[place_iri].within in corpus.listed_states or place_iri in corpus.named:
            return None
        listing = draft.listing(DHS, place_iri, f"City of {base}")
        draft.demand(part=DHS, subject=listing)
    return draft.finish(base)


# Headings and states.


def _head(draft: Draft, entry: Entry, kind: str) -> Case:
    part = entry.part
    heading = {"state": "State" if part == DHS else "States", "county": "Counties"}.get(
        kind, "Cities"
    )
    draft.rewrite(entry.iri, headingAsPublished=text(heading, None))
    draft.demand(part=part, subject=entry.iri)
    return draft.finish(f"{entry.name} under {heading}")


@seeds("wrong_heading", "an entry is put under a heading of another kind")
def _headed(draft: Draft) -> Case | None:
    corpus = draft.corpus
    entry = draft.rng.choice(
        [e for e in pick_sure(draft, parts=(DHS, DOJ)) if e.place not in corpus.one_with]
    )
    assert entry.place
    kind = corpus.places[entry.place].kind
    if kind == "CountyEquivalent":
        if not re.search(" (County|Parish)$", entry.name):
            return None
        return _head(draft, entry, draft.rng.choice(("state", "city")))
    if kind in {"Municipality", "Township"}:
        return _head(draft, entry, draft.rng.choice(("state", "county")))
    if kind in {"State", "Territory"}:
        return _head(draft, entry, draft.rng.choice(("county", "city")))
    return None


@seeds("wrong_heading", "another state is printed")
def _other_state(draft: Draft) -> Case | None:
    entry = draft.rng.choice([e for e in pick_sure(draft) if e.state])
    assert entry.place
    own = draft.corpus.usps(entry.place)
    code = draft.rng.choice(sorted(code for code in draft.corpus.codes.values() if code != own))
    draft.rewrite(entry.iri, stateAsPublished=text(code, None))
    draft.demand(part=entry.part, subject=entry.iri)
    return draft.finish(f"{entry.name}, {entry.state} as {code}")


@seeds("wrong_heading", "an entry is swapped to a namesake in another state")
def _swapped(draft: Draft) -> Case | None:
    corpus = draft.corpus
    entries = [
        e
        for e in pick_sure(draft, parts=(DHS, FIRST, SECOND))
        if e.state
        and e.place
        and e.iri not in corpus.events
        and is_alone(draft, e.part, e.place)
        and not has_events(draft, e.place)
    ]
    entry = draft.rng.choice(entries)
    assert entry.place
    others = [
        p
        for p in _namesakes(draft, entry.place)
        if corpus.places[p].within != corpus.places[entry.place].within
        and p in corpus.quiet
        and not corpus.is_listed(entry.part, p)
    ]
    if not others:
        return None
    other = draft.rng.choice(others)
    draft.rewrite(entry.iri, listsJurisdiction=other)
    draft.case.writes.update((entry.place, other))
    draft.case.counted += [(entry.part, entry.place, -1), (entry.part, other, 1)]
    _allow_moved(draft, entry)
    around = corpus.places[other].within or ""
    draft.allow("children_listed_parent_not", part=entry.part, place=around)
    draft.allow("listed_without_policy", "funding_unknown", part=entry.part, place=other)
    if entry.part == FIRST:
        draft.allow("unexplained_addition", place=entry.place)
    draft.demand(part=entry.part, subject=entry.iri)
    return draft.finish(f"{entry.name}, {entry.state} as {other}")
