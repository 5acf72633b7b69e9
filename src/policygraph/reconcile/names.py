"""Names as people write them, brought to a form in which two spellings of one name are equal."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

#: Signs that stand for an apostrophe or a hyphen, and signs that stand for nothing.
_SIGNS: Final = str.maketrans(
    {
        **dict.fromkeys("’‘ʼʻ`´′＇", "'"),
        **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", ""),
    }
)
_INITIALS: Final = re.compile(r"\b(?:[a-z]\.\s?){2,}")
#: "S/O" and "P/D" are agencies, and no two places.
_SLASHED: Final = re.compile(r"\b([sp])/([od])\b")

_WORDS: Final = {
    "saint": "st", "sainte": "ste", "ft": "fort", "mt": "mount", "mtn": "mountain",
    "hts": "heights", "spgs": "springs", "spg": "spring", "twp": "township", "twsp": "township",
    "twnshp": "township", "cnty": "county", "cty": "county", "counties": "county",
    "boro": "borough", "dept": "department", "depts": "department", "deptmt": "department",
    "sheriffs": "sheriff", "sherriff": "sheriff", "sherriffs": "sheriff", "ofc": "office",
    "govt": "government", "metro": "metropolitan", "munic": "municipality",
}  # fmt: skip
_COMPASS: Final = {"n": "north", "s": "south", "e": "east", "w": "west", "no": "north"}

#: What stands after a name, longest first, and the word that it comes to.
SUFFIXES: Final[tuple[tuple[tuple[str, ...], str], ...]] = (
    (("consolidated", "city", "county"), "citycounty"),
    (("city", "and", "county"), "citycounty"),
    (("city", "and", "borough"), "cityborough"),
    (("unified", "government"), "citycounty"),
    (("consolidated", "government"), "citycounty"),
    (("metropolitan", "government"), "citycounty"),
    (("urban", "county", "government"), "citycounty"),
    (("urban", "county"), "citycounty"),
    (("charter", "township"), "township"),
    (("independent", "city"), "city"),
    (("census", "area"), "censusarea"),
    (("town", "city"), "city"),
    (("county",), "county"),
    (("parish",), "parish"),
    (("borough",), "borough"),
    (("municipality",), "municipality"),
    (("municipio",), "municipio"),
    (("city",), "city"),
    (("town",), "town"),
    (("village",), "village"),
    (("township",), "township"),
    (("plantation",), "plantation"),
    (("corporation",), "city"),
    (("state",), "state"),
)
PREFIXES: Final[tuple[tuple[tuple[str, ...], str], ...]] = (
    (("consolidated", "city", "and", "county", "of"), "citycounty"),
    (("city", "and", "county", "of"), "citycounty"),
    (("town", "and", "county", "of"), "citycounty"),
    (("city", "and", "borough", "of"), "cityborough"),
    (("city", "borough", "of"), "cityborough"),
    (("metropolitan", "government", "of"), "citycounty"),
    (("unified", "government", "of"), "citycounty"),
    (("charter", "township", "of"), "township"),
    (("commonwealth", "of"), "state"),
    (("county", "of"), "county"),
    (("parish", "of"), "parish"),
    (("borough", "of"), "borough"),
    (("municipality", "of"), "municipality"),
    (("municipio", "of"), "municipio"),
    (("municipio", "de"), "municipio"),
    (("city", "of"), "city"),
    (("town", "of"), "town"),
    (("village", "of"), "village"),
    (("township", "of"), "township"),
    (("state", "of"), "state"),
)

_BY_LAST: Final = {
    last: [pair for pair in SUFFIXES if pair[0][-1] == last]
    for last in dict.fromkeys(end[-1] for end, _ in SUFFIXES)
}
_BY_FIRST: Final = {
    first: [pair for pair in PREFIXES if pair[0][0] == first]
    for first in dict.fromkeys(start[0] for start, _ in PREFIXES)
}


def fold(text: str) -> str:
    r"""Bring a name to lower case, without accents, odd signs or needless space.

    Parameters
    ----------
    text : str
        A name.

    Returns
    -------
    str
        The same name, plain.

    Examples
    --------
    >>> fold("  Doña\u00a0Ana   COUNTY "), fold("O’Brien")
    ('dona ana county', "o'brien")
    """
    if text.isascii():
        return " ".join(text.replace("`", "'").lower().split())
    plain = unicodedata.normalize("NFKD", text.translate(_SIGNS))
    kept = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(kept.translate(_SIGNS).casefold().split())


@lru_cache(maxsize=65_536)
def split_words(folded: str) -> tuple[str, ...]:
    """Split a folded name into words, abbreviations written out.

    Parameters
    ----------
    folded : str
        What :func:`fold` gave.

    Returns
    -------
    tuple of str
        Its words.

    Examples
    --------
    >>> split_words("st. mary's co."), split_words("n. bergen twp"), split_words("washington d.c.")
    (('st', 'marys', 'county'), ('north', 'bergen', 'township'), ('washington', 'dc'))
    """
    joined = _INITIALS.sub(lambda m: re.sub(r"[.\s]", "", m[0]) + " ", folded)
    joined = _SLASHED.sub(r"\1\2", joined.replace("'", "").replace("&", " and "))
    words = re.sub(r"[^a-z0-9]+", " ", joined).split()
    words = [_WORDS.get(word, word) for word in words]
    if words and words[0] == "the":
        words = words[1:]
    if len(words) > 1:
        if words[-1] == "co":
            words[-1] = "county"
        words[0] = _COMPASS.get(words[0], words[0])
    return tuple(words)


def make_key(words: tuple[str, ...]) -> str:
    """Join words to what names are looked up by; spaces do not count (De Baca, DeBaca).

    Examples
    --------
    >>> make_key(("de", "baca")) == make_key(("debaca",))
    True
    """
    return "".join(words)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a name: what is called so, and as what.

    Parameters
    ----------
    key : str
        The name without the word for its kind.
    word : str
        The word for its kind ("county", "city", …), or nothing.
    """

    key: str
    word: str = ""


def read_name(words: tuple[str, ...]) -> list[Reading]:
    """Read a name in each way that it can be read.

    Parameters
    ----------
    words : tuple of str
        What :func:`split_words` gave.

    Returns
    -------
    list of Reading
        As it stands, and without what may be the word for its kind ("Carson City").

    Examples
    --------
    >>> read_name(("carson", "city"))
    [Reading(key='carsoncity', word=''), Reading(key='carson', word='city')]
    >>> read_name(("city", "of", "boise"))
    [Reading(key='boise', word='city'), Reading(key='boisecity', word='city')]
    """
    for start, word in _BY_FIRST.get(words[0], ()) if words else ():
        size = len(start)
        if words[:size] == start and len(words) > size:
            rest = words[size:]
            if len(rest) > 1 and rest[-1] == word:  # "County of Ramsey County"
                rest = rest[:-1]
            readings = [Reading(make_key(rest), word)]
            if word in ("city", "village"):  # Boise City is called the City of Boise
                readings.append(Reading(make_key((*rest, word)), word))
            return readings
    readings = [Reading(make_key(words))]
    for end, word in _BY_LAST.get(words[-1], ()) if words else ():
        size = len(end)
        if words[-size:] == end and len(words) > size:
            readings.append(Reading(make_key(words[:-size]), word))
            break
    return readings
