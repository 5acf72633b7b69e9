"""Slips of spelling: rapidfuzz proposes near names, and rules decide which may be taken.

The gazetteer has every county, so a slip in the name of a county can be told from another county.
It has only the cities, towns and townships that govern: a name near to one of them may well be
that of a postal place or a hamlet. So of those only the safest slips are taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, Levenshtein

from policygraph.reconcile.gazetteer import Gazetteer

_DOUBLE: Final = re.compile(r"(.)\1+")
_SHORTEST: Final = 4
_SAFE: Final = 7


@dataclass(frozen=True, slots=True)
class Near:
    """A name that is near to the one written.

    Parameters
    ----------
    key : str
        Its key.
    distance : int
        Letters added, left out, changed or swapped.
    score : int
        Likeness, 0 to 100.
    is_rival : bool
        Whether it is too far to be meant, but near enough to make another one doubtful.
    """

    key: str
    distance: int
    score: int
    is_rival: bool


def reach(key: str) -> int:
    """Give the number of slips that a name of this length may have.

    Examples
    --------
    >>> reach("ada"), reach("ramsey"), reach("hennipen"), reach("philadephlia")
    (0, 1, 2, 3)
    """
    if len(key) < _SHORTEST:
        return 0
    return 1 if len(key) < 8 else 2 if len(key) < 12 else 3


def find_near(key: str, state: str, gazetteer: Gazetteer) -> list[Near]:
    """Find the names of a state, or of all, that are near to one.

    Parameters
    ----------
    key : str
        The key that is no name.
    state : str
        GEOID of the state; empty for all, where the first letter must be right.
    gazetteer : Gazetteer
        The names.

    Returns
    -------
    list of Near
        The nearest first.
    """
    limit = reach(key)
    if not limit:
        return []
    names = (
        gazetteer.keys_by_state.get(state, [])
        if state
        else gazetteer.keys_by_initial.get(key[:1], [])
    )
    found = process.extract(key, names, scorer=OSA.distance, score_cutoff=limit + 1, limit=50)
    near = [
        Near(name, int(distance), round(fuzz.ratio(key, name)), distance > limit)
        for name, distance, _ in found
    ]
    return sorted(near, key=lambda one: (one.distance, one.key))


def is_safe(written: str, meant: str) -> bool:
    """Tell whether a slip is one that hardly makes another name: a double letter, or two swapped.

    Examples
    --------
    >>> is_safe("cincinnatti", "cincinnati"), is_safe("milwuakee", "milwaukee")
    (True, True)
    >>> is_safe("bellview", "belleview")
    False
    """
    if len(written) < _SAFE:
        return False
    if _DOUBLE.sub(r"\1", written) == _DOUBLE.sub(r"\1", meant):
        return True
    swapped = len(written) == len(meant) and Levenshtein.distance(written, meant) == 2
    return swapped and OSA.distance(written, meant) == 1
