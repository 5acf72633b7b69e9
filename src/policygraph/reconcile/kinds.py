"""What a list itself says about the kind of a place: in a column, or in a heading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from policygraph.reconcile.government import LITERAL, Government, fit
from policygraph.reconcile.names import fold, split_words

_WORDS: Final = {
    "state": "state", "states": "state", "statewide": "state", "territory": "state",
    "territories": "state", "commonwealth": "state", "district": "district",
    "county": "countyheading", "equivalent": "", "parish": "parish", "parishes": "parish",
    "borough": "borough", "boroughs": "borough", "municipio": "municipio",
    "municipios": "municipio", "city": "city", "cities": "city", "town": "town",
    "towns": "town", "village": "village", "villages": "village", "township": "township",
    "townships": "township", "municipality": "place", "municipalities": "place",
    "municipal": "place", "place": "place", "local": "place", "agency": "agency",
    "agencies": "agency", "sheriff": "sheriff", "police": "police", "pd": "police",
    "jail": "agency", "corrections": "agency", "enforcement": "agency",
}  # fmt: skip
#: Words of a kind that stand for an agency.
AGENCY_WORDS: Final = frozenset({"agency", "sheriff", "police"})

#: Words that may stand for the same row.
_ALIKE: Final = (
    {"county", "countyheading", "parish", "censusarea", "municipio"},
    {"city", "town", "village", "township", "place", "borough", "district"},
)


@dataclass(frozen=True, slots=True)
class Hint:
    """What kinds a list says that a row is of.

    Parameters
    ----------
    words : tuple of str
        Words for kinds; none where the list says nothing that we can read.
    said : str
        What it says, as written.
    """

    words: tuple[str, ...] = ()
    said: str = ""

    @property
    def is_agency(self) -> bool:
        """Whether it says that the row is an agency."""
        return bool(self.words) and all(word in AGENCY_WORDS for word in self.words)

    def fit(self, government: Government) -> int:
        """Tell how well a government fits what the list says: 2, 1 or 0."""
        words = [word for word in self.words if word != "agency"]
        if not words:
            return LITERAL
        return max(_fit(word, government) for word in words)

    def agrees(self, other: Hint) -> bool:
        """Tell whether two columns of a list can both be right about a row."""
        mine, others = set(self.words), set(other.words)
        if self.is_agency or other.is_agency or mine & others:
            return True
        return any(mine & group and others & group for group in _ALIKE) or (
            mine | others <= {"state", "district"}
        )


def _fit(word: str, government: Government) -> int:
    if word == "district":
        return LITERAL if government.geoid == "11" else 0
    if word == "borough" and government.kind == "county" and government.state == "02":
        return LITERAL
    return fit(word, government)


def read_hint(text: str) -> Hint:
    """Read the cell of a kind or of a heading.

    Parameters
    ----------
    text : str
        What is written: "Counties", "City", "County/Parish", "Sheriff".

    Returns
    -------
    Hint
        What it says; empty where no word of it is known.

    Examples
    --------
    >>> read_hint("Cities").words, read_hint("city or county").words, read_hint("Q3").words
    (('city',), ('city', 'countyheading'), ())
    """
    words = [_WORDS[word] for word in split_words(fold(text)) if word in _WORDS]
    known = tuple(dict.fromkeys(word for word in words if word))
    if "censusarea" in "".join(split_words(fold(text))):
        known = (*known, "countyheading")
    if any(word in AGENCY_WORDS for word in known):
        known = tuple(word for word in known if word in AGENCY_WORDS)
        if len(known) > 1:  # "law enforcement agency (police)"
            known = tuple(word for word in known if word != "agency")
    return Hint(known, text.strip() if known else "")
