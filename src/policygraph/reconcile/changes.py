"""Counties that were renamed, divided or dissolved, and agencies with a name of their own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from policygraph.reconcile.candidates import Candidate
from policygraph.reconcile.gazetteer import Gazetteer
from policygraph.reconcile.government import LITERAL
from policygraph.reconcile.kinds import Hint
from policygraph.reconcile.names import fold, make_key, read_name, split_words
from policygraph.reconcile.tables import read_rows

_REGIONS: Final = (
    "Connecticut's planning regions took the place of its counties in 2022 and have other borders;"
    " lists and policies before that are of the counties."
)


@dataclass(frozen=True, slots=True)
class Known:
    """What one of the tables says of a name.

    Parameters
    ----------
    candidates : list of Candidate
        The governments.
    reason : str
        What happened, or what it is.
    settled : bool
        Whether the name now means just that.
    """

    candidates: list[Candidate]
    reason: str
    settled: bool


def _candidates(geoids: str, word: str, gazetteer: Gazetteer) -> list[Candidate]:
    found = (gazetteer.governments.get(geoid) for geoid in geoids.split(";"))
    return [Candidate(one, LITERAL, word) for one in found if one is not None]


@lru_cache(maxsize=1)
def _changes() -> dict[tuple[str, str], tuple[str, dict[str, str]]]:
    return {
        (row["state"], reading.key): (reading.word, row)
        for row in read_rows("changes.csv")
        for reading in read_name(split_words(fold(row["name"])))[-1:]
    }


def find_change(
    words: tuple[str, ...],
    state: str,
    hint: Hint,
    gazetteer: Gazetteer,
    usual: frozenset[str],
) -> Known | None:
    """Find what became of a county.

    Parameters
    ----------
    words : tuple of str
        The words of the name.
    state : str
        GEOID of the state; empty where none is given.
    hint : Hint
        What the list says of the kind.
    gazetteer : Gazetteer
        The governments.
    usual : frozenset of str
        GEOIDs of what the name fits without the table: a bare name then means that.

    Returns
    -------
    Known or None
        None for a name that is in no row of ``changes.csv``.
    """
    usps = gazetteer.usps.get(state, "")
    if words[-2:] in (("planning", "region"), ("planning", "regions")):
        named = gazetteer.named(make_key((*words[:-1], "region")), state or "09")
        return Known([Candidate(one, LITERAL, "county") for one in named], _REGIONS, False)
    for reading in read_name(words)[::-1]:
        for code in [usps] if usps else sorted({code for code, _ in _changes()}):
            word, row = _changes().get((code, reading.key), ("", {}))
            if not row:
                continue
            is_county = any(said in ("countyheading", "county") for said in hint.words)
            means_it = reading.word == word or (
                not reading.word
                and (is_county or not hint.words)
                and (is_county or usual <= set(row["geoids"].split(";")))
            )
            if means_it:
                found = _candidates(row["geoids"], word, gazetteer)
                settled = row["settled"] == "yes" and (bool(usps) or not usual)
                return Known(found, row["reason"], settled)
    return None


def find_agency(words: tuple[str, ...], state: str, gazetteer: Gazetteer) -> Known | None:
    """Find an agency by the whole of its name.

    Parameters
    ----------
    words : tuple of str
        The words of the name.
    state : str
        GEOID of the state; empty where none is given.
    gazetteer : Gazetteer
        The governments, and the agencies with what they serve.

    Returns
    -------
    Known or None
        None for a name that is in no row of ``agencies.csv``.
    """
    key, usps = make_key(words), gazetteer.usps.get(state, "")
    rows = [
        row
        for row in read_rows("agencies.csv")
        if make_key(split_words(fold(row["name"]))) == key and usps in ("", row["state"])
    ]
    if not rows:
        return None
    found = [one for row in rows for one in _candidates(row["geoids"], "agency", gazetteer)]
    return Known(found, rows[0]["reason"] if len(rows) == 1 else "", True)
