"""Seeded slips of spelling."""

from __future__ import annotations

import re

from bench.detection.cases import Case
from bench.detection.corpus import DHS, DOJ, FIRST, SECOND
from bench.detection.draft import Draft
from bench.detection.names import pick_sure
from bench.detection.operators import seeds

from policygraph.graph import text

#: Words that say the kind of a place, or nothing: a slip in them is not one in the name.
_KINDS = frozenset(
    [
        "county",
        "parish",
        "borough",
        "census",
        "area",
        "municipality",
        "municipio",
        "township",
        "town",
        "village",
        "city",
        "consolidated",
        "metropolitan",
        "unified",
        "government",
        "of",
        "and",
        "the",
        "saint",
        "st",
        "mount",
        "mt",
        "fort",
        "ft",
    ]
)


def misspell(draft: Draft, name: str) -> str | None:
    """Make one slip in a word of a name that is no word for a kind."""
    words = [m for m in re.finditer(r"[A-Za-z]{3,}", name) if m[0].lower() not in _KINDS]
    if not words:
        return None
    word = draft.rng.choice(words)
    letters = word[0]
    at = draft.rng.randrange(len(letters) - 1)
    how = draft.rng.choice(("swap", "drop", "double", "replace"))
    match how:
        case "swap":
            new = letters[:at] + letters[at + 1] + letters[at] + letters[at + 2 :]
        case "drop":
            new = letters[:at] + letters[at + 1 :]
        case "double":
            new = letters[:at] + letters[at] + letters[at:]
        case _:
            new = letters[:at] + draft.rng.choice("aeiourstln") + letters[at + 1 :]
    if new.lower() == letters.lower() or new.lower() in _KINDS:
        return None
    return name[: word.start()] + new + name[word.end() :]


@seeds("misspelt_name", "one slip is made in a printed name")
def _slip(draft: Draft) -> Case | None:
    entry = draft.rng.choice(pick_sure(draft))
    assert entry.place
    official = draft.corpus.places[entry.place].label
    if official.lower() not in {entry.name.lower(), f"{entry.name} county".lower()}:
        return None  # the name as printed is a variant already
    name = misspell(draft, entry.name)
    if name is None:
        return None
    draft.rewrite(entry.iri, nameAsPublished=text(name, None))
    draft.demand(part=entry.part, subject=entry.iri)
    draft.read(entry.place)
    return draft.finish(f"{entry.name} as {name}")


@seeds("misspelt_name", "a county is listed with one slip in its name")
def _new_slip(draft: Draft) -> Case | None:
    place = draft.rng.choice(draft.corpus.unnamed)
    name = misspell(draft, draft.corpus.places[place].label)
    if name is None:
        return None
    part = draft.rng.choice((FIRST, SECOND, DHS, DOJ))
    listing = draft.listing(part, place, name)
    draft.demand(part=part, subject=listing)
    return draft.finish(f"{draft.corpus.places[place].label} as {name}")
