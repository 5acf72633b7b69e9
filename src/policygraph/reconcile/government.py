"""A government of the gazetteer, and how well the word for a kind fits it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

Kind = Literal["state", "county", "municipality", "township"]

#: States whose towns and townships are what people elsewhere call a city or town.
TOWN_STATES: Final = frozenset({"09", "23", "25", "26", "33", "34", "36", "42", "44", "50", "55"})
_MUNICIPAL: Final = frozenset({"city", "town", "village", "borough", "municipality"})
_DISTRICT: Final = frozenset({"", "city", "place", "police", "jail", "sheriff", "citycounty"})
LITERAL: Final = 2
LOOSE: Final = 1


@dataclass(frozen=True, slots=True)
class Government:
    """A state, county equivalent, municipality or township.

    Parameters
    ----------
    geoid : str
        Its Census code.
    kind : {"state", "county", "municipality", "township"}
        What it is here.
    name : str
        Its full name.
    word : str
        The word for its kind in its name: "county", "parish", "city", "town", …
    keys : tuple of str
        What its name is looked up by, without that word.
    union : str
        The same for all codes of one government (Denver is a city and a county); else its GEOID.
    """

    geoid: str
    kind: Kind
    name: str
    word: str
    keys: tuple[str, ...] = field(default=())
    union: str = ""

    @property
    def state(self) -> str:
        """The GEOID of its state."""
        return self.geoid[:2]

    @property
    def is_common_township(self) -> bool:
        """Whether a bare name would hardly mean it: a township where cities are no townships."""
        return self.kind == "township" and self.state not in TOWN_STATES


def fit(word: str, government: Government) -> int:  # noqa: PLR0911, PLR0912 - a table of cases
    """Tell how well a word for a kind fits a government.

    Parameters
    ----------
    word : str
        As in :data:`policygraph.reconcile.names.SUFFIXES`; "sheriff", "police" and
        "jail" stand for what such an agency serves, "place" for any municipality or township.
        Empty fits all.
    government : Government
        The government.

    Returns
    -------
    int
        2 if just so, 1 if loosely (the city of Vail is a town), 0 if not.

    Examples
    --------
    >>> vail = Government("0880040", "municipality", "Vail town", "town")
    >>> fit("town", vail), fit("city", vail), fit("county", vail)
    (2, 1, 0)
    >>> fit("township", Government("4940470", "municipality", "Kearns metro township", "township"))
    2
    """
    kind, own = government.kind, government.word
    common = government.is_common_township
    if government.geoid == "11":  # the district is a city, and a state in most lists
        return LOOSE if word == "state" else LITERAL if word in _DISTRICT else 0
    match word:
        case "":
            return LITERAL
        case "state":
            return LITERAL if kind == "state" else 0
        case "county" | "countyheading":
            if kind != "county" or (own == "city" and word == "county"):
                return 0
            return LITERAL if own == "county" or word == "countyheading" else LOOSE
        case "sheriff":
            return LITERAL if kind == "county" else 0
        case "jail":
            return LITERAL if kind != "township" else 0
        case "parish" | "censusarea" | "municipio":
            return LITERAL if kind == "county" and own == word else 0
        case "cityborough":
            fits = own in ("cityborough", "borough", "municipality") and government.state == "02"
            return LITERAL if fits else 0
        case "citycounty":
            joint = own == "citycounty" or government.union != government.geoid
            return LITERAL if joint and kind != "state" else 0
        case "police":
            if kind in ("municipality", "county"):
                return LITERAL if kind == "municipality" or own == "city" else LOOSE
            return 0 if kind == "state" else LOOSE if common else LITERAL
        case "place":
            return LITERAL if kind == "municipality" else LOOSE if kind == "township" else 0
        case "township" | "plantation":
            if own == word:  # a metro township of Utah is a municipality
                return LITERAL
            return LOOSE if kind == "township" else 0
    if own == word or (word == "borough" and own == "cityborough"):
        return LITERAL
    if word in _MUNICIPAL:
        if kind == "municipality":
            return LOOSE
        return LOOSE if kind == "township" and not common else 0
    return 0
