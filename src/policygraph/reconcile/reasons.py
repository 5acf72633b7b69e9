"""Sentences that say what a name fits, or where else it would fit."""

from __future__ import annotations

from typing import Final

from policygraph.reconcile.candidates import Candidate, find_candidates
from policygraph.reconcile.gazetteer import Gazetteer
from policygraph.reconcile.names import split_words
from policygraph.reconcile.phrases import Phrase

_SHOWN: Final = 6


def list_names(candidates: list[Candidate], gazetteer: Gazetteer) -> str:
    """Name some governments and count the rest.

    Parameters
    ----------
    candidates : list of Candidate
        The governments.
    gazetteer : Gazetteer
        For the names of their states.

    Returns
    -------
    str
        "Ramsey County, MN; Ramsey County, ND".
    """
    names = list(dict.fromkeys(gazetteer.describe(one.government) for one in candidates))
    shown = "; ".join(names[:_SHOWN])
    return f"{shown} and {len(names) - _SHOWN} more" if len(names) > _SHOWN else shown


def explain_absence(phrases: list[Phrase], state: str, gazetteer: Gazetteer) -> str:
    """Say why a name fits nothing.

    Parameters
    ----------
    phrases : list of Phrase
        The ways to read the cell.
    state : str
        GEOID of the state that the row gives; may be empty.
    gazetteer : Gazetteer
        The governments.

    Returns
    -------
    str
        A sentence or two.
    """
    where = phrases[0].state or phrases[-1].state or state
    if not where:
        return "No government has this name, in any state."
    name = gazetteer.governments[where].name
    elsewhere = find_candidates(split_words(phrases[-1].text), "", gazetteer)
    if elsewhere:
        return (
            f"No government of {name} has this name; elsewhere there is "
            f"{list_names(elsewhere, gazetteer)}."
        )
    return (
        f"No government of {name} has this name. It may be a postal place, a prison or a place"
        " without a government of its own."
    )
