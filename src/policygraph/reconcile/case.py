"""A row under study, and what it is found to be."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from policygraph.reconcile.kinds import Hint

Outcome = Literal["match", "ambiguous", "no-match"]


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a row was found to be.

    Parameters
    ----------
    outcome : {"match", "ambiguous", "no-match"}
        Whether one government is meant, several may be, or none is.
    geoid : str
        Its code, for a match only.
    kind : str
        state, county, municipality, township or agency; empty where candidates differ in it.
    candidates : tuple of str
        Every code that fits; for a match also the other codes of the same government.
    score : int
        How well the name fits, 0 to 100, shared out among the governments that it fits.
    reason : str
        Why, in a sentence.
    is_settled_by_choice : bool
        Whether the only doubt is which of the candidates is meant.
    """

    outcome: Outcome
    geoid: str = ""
    kind: str = ""
    candidates: tuple[str, ...] = ()
    score: int = 0
    reason: str = ""
    is_settled_by_choice: bool = False


@dataclass(slots=True)
class Case:
    """A row under study."""

    state: str
    hint: Hint
    doubts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    is_agency: bool = False
    default: str = ""
    score: int = 100
    has_state: bool = False
    is_explained: bool = False
