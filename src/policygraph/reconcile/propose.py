"""Proposals for names that are in no list, and whether one of them may be taken as meant."""

from __future__ import annotations

from dataclasses import dataclass

from policygraph.reconcile.candidates import COUNTY_WORDS, Candidate
from policygraph.reconcile.gazetteer import Gazetteer
from policygraph.reconcile.government import fit
from policygraph.reconcile.kinds import Hint
from policygraph.reconcile.names import Reading, read_name, split_words
from policygraph.reconcile.phrases import Phrase
from policygraph.reconcile.slips import find_near, is_safe


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a name may be a slip for.

    Parameters
    ----------
    candidates : tuple of Candidate
        The governments with near names.
    is_sure : bool
        Whether the slip is of a kind that may be taken.
    score : int
        Likeness of the names, 0 to 100.
    reason : str
        What was found.
    """

    candidates: tuple[Candidate, ...] = ()
    is_sure: bool = False
    score: int = 0
    reason: str = ""


def propose(
    phrases: list[Phrase], state: str, hint: Hint, default: str, gazetteer: Gazetteer
) -> Proposal:
    """Propose governments for a name that fits none.

    Parameters
    ----------
    phrases : list of Phrase
        The ways to read the cell.
    state : str
        GEOID of the state that the row gives; may be empty.
    hint : Hint
        What the list says of the kind.
    default : str
        The word for a kind that the name of an agency implies.
    gazetteer : Gazetteer
        The governments.

    Returns
    -------
    Proposal
        Empty where nothing is near enough.
    """
    for phrase in phrases[::-1]:  # the reading with a state first, if there are two
        if phrase.others or phrase.within or (phrase.state and state not in ("", phrase.state)):
            continue
        where = phrase.state or state
        for reading in read_name(split_words(phrase.text))[::-1]:
            found = _of_reading(reading, where, hint, default, gazetteer)
            if found.candidates:
                return found
    return Proposal()


def _of_reading(
    reading: Reading, state: str, hint: Hint, default: str, gazetteer: Gazetteer
) -> Proposal:
    word = reading.word or default
    nearest: list[tuple[int, int, str, Candidate]] = []
    rivals = False
    for near in find_near(reading.key, state, gazetteer):
        for one in gazetteer.named(near.key, state):
            level = min(fit(word, one), hint.fit(one))
            if not level or one.kind == "state":
                continue
            if near.is_rival:
                rivals = True
            else:
                nearest.append((near.distance, near.score, near.key, Candidate(one, level, word)))
    if not nearest:
        return Proposal()
    least = min(distance for distance, *_ in nearest)
    rivals = rivals or any(distance > least for distance, *_ in nearest)
    nearest = [one for one in nearest if one[0] == least]
    unions = {candidate.government.union for *_, candidate in nearest}
    _, score, meant, first = nearest[0]
    sure = (
        bool(state)
        and len(unions) == 1
        and not rivals
        and _may_take(reading.key, meant, first, word, hint, gazetteer)
    )
    candidates = {one.government.geoid: one for *_, one in nearest}
    names = sorted({gazetteer.describe(one.government) for one in candidates.values()})
    return Proposal(
        tuple(candidates[geoid] for geoid in sorted(candidates)),
        sure,
        min(score, 99),
        f"No government is written so; read as {names[0]}."
        if sure
        else f"No government is written so; near to it: {'; '.join(names[:10])}.",
    )


def _may_take(
    written: str, meant: str, candidate: Candidate, word: str, hint: Hint, gazetteer: Gazetteer
) -> bool:
    """Tell whether a slip may be taken: never where the name as written is a place elsewhere."""
    elsewhere = gazetteer.named(written)
    says_county = bool(({word} | set(hint.words)) & COUNTY_WORDS)
    if says_county and candidate.government.kind == "county":
        return not any(one.kind == "county" for one in elsewhere)
    return not elsewhere and is_safe(written, meant)
