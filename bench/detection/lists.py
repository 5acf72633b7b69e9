"""Seeded faults between the parts and the reports of a series, and between places and states."""

from __future__ import annotations

from bench.detection.cases import Case
from bench.detection.corpus import (
    DHS,
    DOJ,
    FIRST,
    FIRST_DECLINED,
    FIRST_ISSUED,
    KANSAS,
    SECOND,
    SECOND_DECLINED,
    SECOND_ISSUED,
    Entry,
)
from bench.detection.draft import Draft
from bench.detection.omissions import has_events, is_alone
from bench.detection.operators import seeds

#: Each list of ICE's reports with the parts of the same report that count events.
_BESIDE = {FIRST: (FIRST_ISSUED, FIRST_DECLINED), SECOND: (SECOND_ISSUED, SECOND_DECLINED)}


def pick_county(draft: Draft, state: str = "") -> str | None:
    """Pick a county of which nobody says anything."""
    among = [
        place
        for place in draft.corpus.unnamed
        if not state or draft.corpus.places[place].within == state
    ]
    return draft.rng.choice(among) if among else None


@seeds("in_one_part_only", "a county is put into a part on detainers and said to be in no list")
def _only_counted(draft: Draft) -> Case | None:
    part = draft.rng.choice((FIRST, SECOND))
    place = pick_county(draft)
    if place is None:
        return None
    draft.listing(draft.rng.choice(_BESIDE[part]), place)
    draft.absence(part, place)
    draft.demand(part=part, place=place)
    return draft.finish(place)


@seeds(
    "in_one_part_only", "a Kansas county is put into a part on detainers; the list is whole there"
)
def _only_counted_there(draft: Draft) -> Case | None:
    place = pick_county(draft, KANSAS)
    if place is None:
        return None
    draft.listing(draft.rng.choice(_BESIDE[FIRST]), place)
    draft.demand(part=FIRST, place=place)
    return draft.finish(place)


@seeds("in_one_part_only", "an entry is moved from the list to a part on detainers")
def _moved(draft: Draft) -> Case | None:
    part = draft.rng.choice((FIRST, SECOND))
    victims = [
        e for e in draft.corpus.entries_of(part) if e.place and is_alone(draft, part, e.place)
    ]
    entry = draft.rng.choice(victims)
    assert entry.place
    parts = [
        other
        for other in _BESIDE[part]
        if not any(e.part == other and e.place == entry.place for e in draft.corpus.entries)
    ]
    if not parts or has_events(draft, entry.place):
        return None
    draft.rewrite(entry.iri, isListedIn=draft.rng.choice(parts))
    draft.absence(part, entry.place)
    draft.case.counted.append((part, entry.place, -1))
    draft.demand(part=part, place=entry.place)
    draft.allow("omitted", part=part, place=entry.place)
    if entry.place not in draft.corpus.funded:
        draft.allow("funding_unknown", subject=entry.iri)
    allow_series(draft, part, entry)
    return draft.finish(f"{entry.place} from {part[-30:]}")


def allow_series(draft: Draft, part: str, entry: Entry) -> None:
    """Allow that the other report of the series still names, or does not name, the place."""
    if part == FIRST:
        draft.allow("unexplained_addition", part=SECOND, place=entry.place or "")
    if part == SECOND:
        draft.allow("unexplained_drop", part=SECOND, place=entry.place or "")


def is_settled(draft: Draft, place: str) -> bool:
    """Tell whether no policy of a place begins or ends in 2017."""
    return not any(
        span and span[1] >= "2017-01-01" and span[0] <= "2017-12-31"
        for policy in draft.corpus.policies.get(place, ())
        for word in draft.corpus.words.get(policy, ())
        for span in (word.begins, word.ends)
    ) and not any(
        word.ends
        for policy in draft.corpus.policies.get(place, ())
        for word in draft.corpus.words.get(policy, ())
    )


def _in_both(draft: Draft) -> list[tuple[Entry, Entry]]:
    """Return the entries of places that both reports' lists name once."""
    earlier = {e.place: e for e in draft.corpus.entries_of(FIRST)}
    return [
        (earlier[e.place], e)
        for e in draft.corpus.entries_of(SECOND)
        if e.place in earlier
        and e.place
        and is_alone(draft, FIRST, e.place)
        and is_alone(draft, SECOND, e.place)
        and is_settled(draft, e.place)
        and not has_events(draft, e.place)
    ]


@seeds("unexplained_drop", "an entry of the second report is deleted")
def _dropped(draft: Draft) -> Case | None:
    before, after = draft.rng.choice(_in_both(draft))
    assert after.place
    draft.unlist(after.iri)
    draft.absence(SECOND, after.place)
    draft.read(before.iri)
    draft.demand(part=SECOND, place=after.place)
    draft.allow("omitted", "in_one_part_only", part=SECOND, place=after.place)
    return draft.finish(after.place)


@seeds(
    "unexplained_drop", "a county is on the first list only, and said to be missing from the second"
)
def _grafted_drop(draft: Draft) -> Case | None:
    place = pick_county(draft)
    if place is None:
        return None
    draft.listing(FIRST, place)
    draft.absence(SECOND, place)
    draft.demand(part=SECOND, place=place)
    return draft.finish(place)


@seeds("unexplained_drop", "the publisher removes an entry and gives no reason")
def _removed_without_word(draft: Draft) -> Case | None:
    place = pick_county(draft)
    if place is None:
        return None
    listing = draft.listing(FIRST, place)
    draft.claim(
        "pg:ListingEvent",
        aboutListing=listing,
        hasEventKind="event:removed",
        hasCorrectionReason="reason:not-stated",
        occurredOn=draft.day("2017-03-29"),
    )
    draft.demand(part=SECOND, place=place)
    return draft.finish(place)


@seeds("unexplained_addition", "an entry of the first report is deleted")
def _added(draft: Draft) -> Case | None:
    before, after = draft.rng.choice(_in_both(draft))
    assert after.place
    draft.unlist(before.iri)
    draft.absence(FIRST, after.place)
    draft.read(after.iri)
    draft.demand(part=SECOND, place=after.place)
    draft.allow("omitted", "in_one_part_only", part=FIRST, place=after.place)
    return draft.finish(after.place)


@seeds(
    "unexplained_addition",
    "a county is on the second list only, and said to be missing from the first",
)
def _grafted_addition(draft: Draft) -> Case | None:
    place = pick_county(draft)
    if place is None:
        return None
    draft.absence(FIRST, place)
    draft.listing(SECOND, place)
    draft.demand(part=SECOND, place=place)
    return draft.finish(place)


@seeds("unexplained_addition", "a Kansas county is on the second list; the first is whole there")
def _added_in_kansas(draft: Draft) -> Case | None:
    place = pick_county(draft, KANSAS)
    if place is None:
        return None
    draft.listing(SECOND, place)
    draft.demand(part=SECOND, place=place)
    return draft.finish(place)


# States and their counties, of the lists that are known whole.


def _listed_within(draft: Draft, part: str, state: str) -> list[Entry]:
    """Return the entries that name, or may name, a county or a city of a state."""
    found = []
    for entry in draft.corpus.entries:
        if entry.part != part:
            continue
        places = [entry.place] if entry.place else draft.corpus.may_mean.get(entry.iri, [])
        if any(draft.corpus.places[place].within == state for place in places):
            found.append(entry)
    return found


def _states(draft: Draft, part: str, *, listed: bool) -> list[str]:
    named = {e.place for e in draft.corpus.entries if e.part == part}
    return [
        place.iri
        for place in draft.corpus.places.values()
        if place.kind == "State"
        and (place.iri in named) == listed
        and place.iri not in draft.corpus.ruled_states
    ]


@seeds("parent_listed_children_not", "a state is listed of which the list names no county")
def _state_alone(draft: Draft) -> Case | None:
    part = draft.rng.choice((DHS, DOJ))
    states = [s for s in _states(draft, part, listed=False) if not _listed_within(draft, part, s)]
    if not states:
        return None
    state = draft.rng.choice(states)
    draft.listing(part, state)
    draft.demand(part=part, place=state)
    return draft.finish(f"{state} in {part[-30:]}")


@seeds("parent_listed_children_not", "every county of a listed state is deleted")
def _bereft(draft: Draft) -> Case | None:
    part = draft.rng.choice((DHS, DOJ))
    states = []
    for state in _states(draft, part, listed=True):
        within = _listed_within(draft, part, state)
        counties = [
            e
            for e in within
            if not e.place
            or draft.corpus.places[e.place].kind == "CountyEquivalent"
            or e.place in draft.corpus.one_with
        ]
        if 0 < len(counties) <= 12:
            states.append((state, counties))
    if not states:
        return None
    state, counties = draft.rng.choice(states)
    draft.case.writes.add(state)
    for entry in counties:
        draft.unlist(entry.iri)
    draft.demand(part=part, place=state)
    return draft.finish(f"{state} in {part[-30:]}")


@seeds("children_listed_parent_not", "a state is deleted of which the list names counties")
def _orphaned(draft: Draft) -> Case | None:
    part = draft.rng.choice((DHS, DOJ))
    corpus = draft.corpus
    states = [
        state
        for state in _states(draft, part, listed=True)
        if any(
            e.place and corpus.places[e.place].kind == "CountyEquivalent"
            for e in _listed_within(draft, part, state)
        )
    ]
    if not states:
        return None
    state = draft.rng.choice(states)
    for entry in [e for e in corpus.entries if e.part == part and e.place == state]:
        draft.unlist(entry.iri)
    draft.demand(part=part, place=state)
    for place in corpus.policies:  # no longer covered by the state
        if place in corpus.places and corpus.places[place].within == state:
            draft.allow("omitted", "left_out_twice", place=place)
    return draft.finish(f"{state} from {part[-30:]}")


@seeds(
    "children_listed_parent_not", "a county is listed of a state of which the list names nothing"
)
def _first_child(draft: Draft) -> Case | None:
    part = draft.rng.choice((DHS, DOJ))
    place = pick_county(draft)
    assert place
    state = draft.corpus.places[place].within
    assert state
    if draft.corpus.places[state].kind != "State" or any(
        e.place and draft.corpus.places[e.place].kind == "CountyEquivalent"
        for e in _listed_within(draft, part, state)
    ):
        return None
    draft.listing(part, place)
    draft.demand(part=part, place=state)
    return draft.finish(f"{place} in {part[-30:]}")
