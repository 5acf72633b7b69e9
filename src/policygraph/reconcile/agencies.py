"""Agencies by name: the place in the name, and what kind of place such an agency serves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_UNIT: Final = r"(?:office|department|division|bureau|agency|service|services|force|unit)"
_MORE: Final = "(?: and (?:rehabilitation|community supervision))?"
#: Longest first; what is left of the name is that of a place.
_PATTERNS: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(rf"\b(?:{pattern})\b"), word)
    for pattern, word in (
        (r"state (?:police|patrol|troopers)(?: department)?|highway patrol", "state"),
        (
            rf"(?:county )?sheriff(?: s)? {_UNIT}|sheriff (?:coroner|police|marshal)|sheriff",
            "sheriff",
        ),
        (r"so$", "sheriff"),
        (rf"(?:metropolitan |bureau of )?police(?: {_UNIT})?", "police"),
        (rf"{_UNIT} of police|pd$", "police"),
        (rf"{_UNIT} of (?:corrections?|correctional services|detention){_MORE}", "jail"),
        (rf"corrections?(?: {_UNIT})|corrections?|doc$", "jail"),
        (
            r"(?:adult |juvenile )?(?:detention|correctional) (?:center|facility|institution)",
            "jail",
        ),
        (
            r"(?:regional |central |main )?(?:jails?|prisons?|workhouse)|house of corrections?",
            "jail",
        ),
        (rf"(?:{_UNIT} of )?public safety(?: {_UNIT})?", "jail"),
        (rf"(?:district|county|city|state) attorney(?: s)?(?: {_UNIT})?", ""),
        (rf"attorney general(?: s)?(?: {_UNIT})?", "state"),
        (rf"(?:public )?prosecutor(?: s)?(?: {_UNIT})?|probation(?: {_UNIT})?", ""),
        (rf"constable(?: {_UNIT})?(?: precinct \d+)?$|marshals?(?: {_UNIT})?$", ""),
        (r"board of (?:county )?(?:supervisors|commissioners|chosen freeholders)", ""),
        (rf"(?:city|town|county|village|borough) council|^mayor of|mayor(?: s)?(?: {_UNIT})?$", ""),
    )
)
_FILLER: Final = re.compile(r"^(?:of|for|the|in|at|s)\s+|\s+(?:of|for|the|in|at|s)$")

#: What a pattern may begin with although it is part of the name of the place.
_KEPT: Final = frozenset({"county", "city", "town", "village", "borough"})


@dataclass(frozen=True, slots=True)
class AgencyName:
    """The name of an agency, taken apart.

    Parameters
    ----------
    place : tuple of str
        The words of the place in it; may be none.
    word : str
        "sheriff", "police", "jail", "state" or nothing: what kind of place it serves.
    """

    place: tuple[str, ...]
    word: str


def read_agency(words: tuple[str, ...]) -> AgencyName | None:
    """Take the name of an agency apart.

    Parameters
    ----------
    words : tuple of str
        See :func:`policygraph.reconcile.names.split_words`.

    Returns
    -------
    AgencyName or None
        None where no word of the name is that of an agency.

    Examples
    --------
    >>> read_agency(("hennepin", "county", "sheriff", "office"))
    AgencyName(place=('hennepin', 'county'), word='sheriff')
    >>> read_agency(("prince", "georges", "county", "department", "of", "corrections"))
    AgencyName(place=('prince', 'georges', 'county'), word='jail')
    >>> read_agency(("boston", "pd")).word, read_agency(("ramsey", "county"))
    ('police', None)
    """
    name = " ".join(words)
    for pattern, word in _PATTERNS:
        found = pattern.search(name)
        if found is None or (len(words) == 1 and word != "sheriff"):
            continue
        rest = f"{name[: found.start()]} {name[found.end() :]}".strip()
        first = found[0].partition(" ")[0]
        if first in _KEPT and found.start():  # "Hennepin County Sheriff" is of a county
            rest = f"{name[: found.start()]} {first} {name[found.end() :]}"
            rest = " ".join(rest.split())
        while _FILLER.search(rest):
            rest = _FILLER.sub("", rest).strip()
        deeper = read_agency(tuple(rest.split())) if rest else None  # "Sheriff's Office Jail"
        if deeper is not None and deeper.place:
            return AgencyName(deeper.place, word or deeper.word)
        return AgencyName(tuple(rest.split()), word)
    return None
