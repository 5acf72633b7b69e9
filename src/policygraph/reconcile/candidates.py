"""The governments that a name may mean, found by the rules for names and kinds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from policygraph.reconcile.gazetteer import Gazetteer
from policygraph.reconcile.government import LITERAL, LOOSE, Government, fit
from policygraph.reconcile.kinds import Hint
from policygraph.reconcile.names import read_name, split_words

#: Words that ask for the code of the county where a city and a county are one.
COUNTY_WORDS: Final = frozenset({"county", "countyheading", "parish", "sheriff", "censusarea"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A government that a name may mean.

    Parameters
    ----------
    government : Government
        The government.
    level : int
        2 if the word for its kind fits just so, 1 if loosely.
    word : str
        The word for a kind in the name; may be empty.
    """

    government: Government
    level: int
    word: str = ""

    @property
    def is_weak(self) -> bool:
        """Whether only a bare name speaks for a township that a bare name hardly means."""
        return not self.word and self.government.is_common_township


def find_candidates(
    words: tuple[str, ...], state: str, gazetteer: Gazetteer, default: str = ""
) -> list[Candidate]:
    """Find the governments of a name.

    Parameters
    ----------
    words : tuple of str
        The words of the name.
    state : str
        GEOID of the state; empty for all.
    gazetteer : Gazetteer
        The governments.
    default : str, optional
        The word for a kind where the name has none: "police" for the name of a police department.

    Returns
    -------
    list of Candidate
        In order of their codes. A loose fit counts only where nothing fits better.
    """
    exact: dict[str, Candidate] = {}
    loose: dict[str, Candidate] = {}
    for reading in read_name(words):
        word = reading.word or default
        for one in gazetteer.named(reading.key, state):
            level = fit(word, one)
            if level:
                home = exact if level == LITERAL else loose
                home.setdefault(one.geoid, Candidate(one, level, word))
    found = exact or loose
    return [found[geoid] for geoid in sorted(found)]


def join(groups: Iterable[Iterable[Candidate]]) -> list[Candidate]:
    """Bring candidates together, each government once."""
    found: dict[str, Candidate] = {}
    for group in groups:
        for one in group:
            found.setdefault(one.government.geoid, one)
    return [found[geoid] for geoid in sorted(found)]


def narrow(candidates: list[Candidate], hint: Hint) -> list[Candidate]:
    """Keep what fits the kind that the list states.

    Where the name itself has no word for its kind, what fits the list's word just so goes before
    what fits it loosely: under "Cities", the city of Ithaca before the town of Ithaca.

    Parameters
    ----------
    candidates : list of Candidate
        What the name may mean.
    hint : Hint
        What the list says.

    Returns
    -------
    list of Candidate
        Those left; none where name and list contradict each other.
    """
    if not hint.words:
        return candidates
    levels = {one.government.geoid: hint.fit(one.government) for one in candidates}
    left = [one for one in candidates if levels[one.government.geoid]]
    if any(one.word for one in left):
        return left
    best = [one for one in left if levels[one.government.geoid] == LITERAL]
    return [
        Candidate(one.government, one.level, hint.words[0] if hint.words[0] != "agency" else "")
        for one in (best or left)
    ]


def within(
    candidates: list[Candidate], county: str, state: str, gazetteer: Gazetteer
) -> list[Candidate]:
    """Keep the townships of a county; of other places the gazetteer does not know the county."""
    if not candidates:
        return []
    counties = [
        one.government
        for one in find_candidates(split_words(county), state, gazetteer)
        if one.government.kind == "county"
    ]
    codes = {one.geoid for one in counties}
    states = {one.state for one in counties}
    kept = [
        one
        for one in candidates
        if (
            one.government.geoid[:5] in codes
            if one.government.kind == "township"
            else one.government.state in states
        )
    ]
    if any(one.government.kind == "township" for one in kept):
        return kept
    # "Iowa City, Johnson County" may be the city, or both.
    return join([kept, (Candidate(one, LOOSE, "county") for one in counties)]) if counties else []


def choose(candidates: list[Candidate], hint: Hint, default: str) -> Government | None:
    """Choose the code to give where all candidates are one government.

    Parameters
    ----------
    candidates : list of Candidate
        What is left.
    hint : Hint
        What the list says.
    default : str
        The word for a kind that the name of an agency implies.

    Returns
    -------
    Government or None
        None where they are several governments. Of an independent city the code that it has as
        a county equivalent; of another city that is a county too, the county's code where a
        county is spoken of, else the city's.
    """
    if len({one.government.union for one in candidates}) != 1:
        return None
    says_county = all(one.word in COUNTY_WORDS for one in candidates) or bool(
        COUNTY_WORDS & {*hint.words, default}
    )
    return prefer([one.government for one in candidates], says_county=says_county)


def prefer(codes: list[Government], *, says_county: bool = False) -> Government:
    """Choose among the codes of one government: see :func:`choose`."""
    for one in codes:  # an independent city counts as a county, and has its code
        if one.kind == "county" and one.word == "city":
            return one
    order = ["state", "municipality", "township", "county"]
    if says_county:
        order = ["county", *order]
    return min(codes, key=lambda one: order.index(one.kind))
