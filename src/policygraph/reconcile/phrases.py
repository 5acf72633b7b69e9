"""A whole cell taken apart: the name, the state in it, the county around it, a second name."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from policygraph.reconcile.names import SUFFIXES, split_words
from policygraph.reconcile.states import States

_BRACKETS: Final = re.compile(r"^(.*?)\s*[(\[]([^()\[\]]*)[)\]]\s*(.*)$")
_DASH: Final = re.compile(r"\s+-+\s*|\s*-+\s+|\s*[:|;]\s*|\s+/\s+")
_SLASH: Final = re.compile(r"\s*[/;]\s*")
_AND: Final = re.compile(r"\s+(?:and|&|\+)\s+")
_KINDS: Final = frozenset(end for end, _ in SUFFIXES)
_COUNTY: Final = re.compile(r"\b(?:county|co|cnty|parish)\.?$")
_STATEWIDE: Final = re.compile(
    r"\bstate ?wide\b|\b(?:self identification|identification|designation) as (?:a )?state\b"
    r"|\bstate sanctuary\b|^(?:entire|whole|all of the) state$"
)
_LOCAL: Final = re.compile(r"\bself identification as (?:a )?local\b")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way to take a cell apart.

    Parameters
    ----------
    text : str
        The name, folded.
    state : str
        GEOID of the state that the cell names; may be empty.
    within : str
        The county that it is said to lie in; may be empty.
    others : tuple of str
        Other names beside it ("New Orleans/Orleans Parish").
    is_sure : bool
        Whether a sign sets the state apart; else its name only stands at the end.
    """

    text: str
    state: str = ""
    within: str = ""
    others: tuple[str, ...] = ()
    is_sure: bool = True


def is_statewide(words: tuple[str, ...]) -> bool:
    """Tell whether a cell stands for the whole state and names no place.

    Examples
    --------
    >>> is_statewide(("self", "identification", "as", "a", "state", "sanctuary", "jurisdiction"))
    True
    """
    return bool(_STATEWIDE.search(" ".join(words)))


def is_local_phrase(words: tuple[str, ...]) -> bool:
    """Tell whether a cell only says that a local government speaks, as DHS does of the capital."""
    return bool(_LOCAL.search(" ".join(words)))


def read_phrase(folded: str, states: States) -> list[Phrase]:
    """Take a folded cell apart in each way that it can be taken.

    Parameters
    ----------
    folded : str
        See :func:`policygraph.reconcile.names.fold`.
    states : States
        The names of states.

    Returns
    -------
    list of Phrase
        One; or two where the end of the name may be a state ("Denver CO").
    """
    text, state, within, others = _read_brackets(folded.strip(" .,;-"), states)
    if not state:
        text, state = _split_state(text, states)
    parts = [part for part in (piece.strip() for piece in text.split(",")) if part]
    if len(parts) > 1:
        text, more, within = _read_parts(parts, within)
        others = (*others, *more)
    if _SLASH.search(text) and not re.search(r"\b[sp]/[od]\b", text):
        first, *rest = [part for part in _SLASH.split(text) if part] or [""]
        text, others = first, (*others, *rest)
    phrases = [Phrase(text, state, within, others)]
    words = text.replace(".", " ").split() if not state else []
    for size in (3, 2, 1):
        if len(words) > size and (end := states.read(" ".join(words[-size:]))):
            phrases.append(Phrase(" ".join(words[:-size]), end, within, others, is_sure=False))
            break
    return phrases


def read_joined(folded: str, states: States) -> list[Phrase]:
    """Take apart a cell that joins names by "and", for where nothing is so called as a whole."""
    phrases = []
    for one in read_phrase(folded, states):
        first, *rest = _AND.split(one.text)
        if rest and first:
            phrases.append(replace(one, text=first, others=(*rest, *one.others)))
    return phrases


def read_whole(folded: str, states: States) -> list[Phrase]:
    """Take a cell as one name with its comma or slash ("Islamorada, Village of Islands")."""
    text, state = _split_state(folded.strip(" .,;-"), states)
    return [Phrase(text, state)]


def _read_brackets(text: str, states: States) -> tuple[str, str, str, tuple[str, ...]]:
    found = _BRACKETS.match(text)
    if not found:
        return text.strip("()[] "), "", "", ()
    before, inner, after = (part.strip() for part in found.groups())
    rest = f"{before} {after}".strip()
    if not rest or not inner:
        return rest or inner, "", "", ()
    words = split_words(inner)
    if state := states.read(inner):
        return rest, state, "", ()
    if words in _KINDS or words == ("statewide",):
        name, comma, tail = rest.partition(",")
        return f"{name} {inner}{comma}{tail}", "", "", ()
    if "," in inner and (state := states.read(inner.rpartition(",")[2])):
        inner = inner.rpartition(",")[0].strip()
        return (rest, state, inner, ()) if _COUNTY.search(inner) else (rest, state, "", (inner,))
    return (rest, "", inner, ()) if _COUNTY.search(inner) else (rest, "", "", (inner,))


def _split_state(text: str, states: States) -> tuple[str, str]:
    """Take off a state that a comma, a dash or a colon sets apart, at either end."""
    parts = [part.strip() for part in text.split(",") if part.strip(" .")]
    if len(parts) > 1 and states.read(parts[-1]) == "":
        parts.pop()  # "…, USA"
    if len(parts) > 1:
        if state := states.read(parts[-1]):
            return ", ".join(parts[:-1]), state
        if state := states.read(parts[0]):
            return ", ".join(parts[1:]), state
    text = ", ".join(parts) or text
    pieces = [piece.strip() for piece in _DASH.split(text) if piece.strip()]
    if len(pieces) == 2:
        for one, other in ((pieces[0], pieces[1]), (pieces[1], pieces[0])):
            if state := states.read(one):
                return other, state
    return text, ""


def _read_parts(parts: list[str], within: str) -> tuple[str, tuple[str, ...], str]:
    name, others = parts[0], []
    for part in parts[1:]:
        if part.endswith(" of"):  # "Ramsey, County of"
            name = f"{part} {name}"
        elif split_words(part) in _KINDS:  # "Ramsey, County"
            name = f"{name} {part}"
        elif _COUNTY.search(part) and not within:
            within = part
        else:
            others.append(part)
    return name, tuple(others), within
