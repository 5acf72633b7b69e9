"""Municipal and township governments: their codes and names, from two tables.

The crosswalk of the Census of Governments says which municipalities and townships govern; Open
Civic Data has their names with the legal type, and their division ids. Where the two give one
government different codes (Connecticut's towns, and Massachusetts cities that are called towns),
the older code is kept, which is that of the 2017 gazetteer.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from policygraph.sources import Row, Table

GOVERNMENTS: Final = Table(
    "base/canonical_fips_xwalk.parquet",
    (
        "canonical_govid",
        "gov_name",
        "type_label",
        "fips_state",
        "fips_county",
        "last_year",
        "census_geoid",
        "population_acs",
    ),
    minimum=40_000,
)

#: A government that no Open Civic Data division has and no Census file since then has dissolved.
LAST_SEEN: Final = 2012

_TYPES: Final = (
    "city and borough", "metro township", "metropolitan government", "metro government",
    "unified government", "consolidated government", "urban county", "charter township",
    "Town city", "town city", "city and county", "city", "town", "village", "borough", "bourough",
    "township", "plantation", "municipality", "corporation", "city-parish",
)  # fmt: skip
#: In small letters after a name, in capitals after a name in capitals: "Carson City" is all name.
_TYPE: Final = re.compile(rf" ({'|'.join((*_TYPES, *(kind.upper() for kind in _TYPES)))})$")
_SMALL: Final = frozenset({"of", "the", "and", "in", "on", "du", "de", "la", "le", "au", "by"})
_INNER: Final = re.compile(r"\b(mc|o'|d')([a-z])")


#: Names that the crosswalk alone has, and writes with more than the name.
_WRITTEN: Final = {
    "1150000": "Washington city",
    "3011390": "Butte-Silver Bow",
}


@dataclass(frozen=True, slots=True)
class Government:
    """A municipality or township that governs.

    Parameters
    ----------
    geoid : str
        Its code: 7 digits for a municipality, 10 for a township.
    name : str
        Its name without the legal type.
    full_name : str
        Its name with the legal type.
    county : str
        GEOID of the county equivalent that its seat lies in, as the crosswalk has it.
    vintage : str
        Year of the latest edition in which the code was found.
    population : int or None
        Where the crosswalk has it.
    division : str
        Open Civic Data division id, or nothing.
    """

    geoid: str
    name: str
    full_name: str
    county: str
    vintage: str
    population: int | None
    division: str


@dataclass(frozen=True)
class Governments:
    """The governments, and what could not be placed.

    Parameters
    ----------
    found : dict of str to Government
        By GEOID.
    codes : dict of str to str
        Number of each government in the Census of Governments to its GEOID, counties and states
        included.
    left_out : dict of str to int
        Why others are not here, and how many.
    """

    found: dict[str, Government]
    codes: dict[str, str]
    left_out: dict[str, int]


def bare_name(name: str) -> str:
    """Take the legal type off a name.

    Examples
    --------
    >>> bare_name("Plainfield charter township"), bare_name("Iowa City city")
    ('Plainfield', 'Iowa City')
    >>> bare_name("Carson City"), bare_name("AVON TOWN")
    ('Carson City', 'AVON')
    """
    return _TYPE.sub("", name)


def title_case(name: str) -> str:
    """Write a name in capitals as names are written; the legal type at its end stays small.

    Examples
    --------
    >>> title_case("MCCOOK CITY"), title_case("FOND DU LAC TOWN"), title_case("O'FALLON CITY")
    ('McCook city', 'Fond du Lac town', "O'Fallon city")
    """
    bare = bare_name(name)
    words = [
        word if word in _SMALL and place else word.capitalize()
        for place, word in enumerate(bare.lower().split())
    ]
    cased = _INNER.sub(lambda m: m[1].capitalize() + m[2].upper(), " ".join(words).lower())
    written = " ".join(
        small if small in _SMALL and place else _capital(inner)
        for place, (small, inner) in enumerate(zip(words, cased.split(), strict=True))
    )
    return written + name[len(bare) :].lower()


def _capital(word: str) -> str:
    return "-".join(part[:1].upper() + part[1:] for part in word.split("-"))


def name_key(name: str) -> str:
    """Reduce a name to what two spellings of it share.

    Examples
    --------
    >>> name_key("Doña Ana") == name_key("DONA ANA"), name_key("St. Mary's"), name_key("La Salle")
    (True, 'stmarys', 'lasalle')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"\bsaint\b", "st", plain)
    plain = re.sub(r"\bsainte\b", "ste", plain)
    plain = re.sub(r"\bmount\b", "mt", plain)
    plain = re.sub(r"\bfort\b", "ft", plain)
    return re.sub("[^a-z0-9]", "", plain)


def find_governments(rows: Iterable[Row], divisions: Iterable[Row]) -> Governments:
    """Bring the two tables together.

    Parameters
    ----------
    rows : iterable of Row
        Those of :data:`GOVERNMENTS`.
    divisions : iterable of Row
        Open Civic Data divisions: ``id``, ``name``, ``census_geoid``.

    Returns
    -------
    Governments
        Every municipality and township with a code that still governs or has a division.
    """
    by_code = {row["census_geoid"].removeprefix("place-"): row for row in divisions}
    known = list(rows)
    older = _older_codes(known, by_code)
    found: dict[str, Government] = {}
    codes: dict[str, str] = {}
    left_out: dict[str, int] = defaultdict(int)
    for row in sorted(known, key=lambda row: (-int(row["last_year"]), row["canonical_govid"])):
        kind, code = row["type_label"], row["census_geoid"]
        if not code:
            left_out[f"{kind} without a GEOID"] += 1
            continue
        geoid = older.get(code, code)
        if kind not in ("city", "township"):
            codes[row["canonical_govid"]] = code
            continue
        if geoid in found:
            left_out[f"{kind} with a GEOID that a later one has"] += 1
            continue
        division = by_code.get(geoid)
        if division is None and int(row["last_year"]) < LAST_SEEN:
            left_out[f"{kind} not seen since {LAST_SEEN}"] += 1
            continue
        codes[row["canonical_govid"]] = geoid
        full_name = division["name"] if division else title_case(row["gov_name"])
        full_name = _WRITTEN.get(geoid, full_name)
        found[geoid] = Government(
            geoid=geoid,
            name=bare_name(full_name),
            full_name=full_name,
            county=row["fips_state"] + row["fips_county"],
            vintage=row["last_year"] if geoid == code else "2017",
            population=int(row["population_acs"]) if row["population_acs"] else None,
            division=division["id"] if division else "",
        )
    return Governments(found, codes, dict(left_out))


def _older_codes(rows: list[Row], by_code: dict[str, Row]) -> dict[str, str]:
    """Find the older code of each government that the two tables code differently.

    Connecticut's towns kept the last five digits when its counties gave way to planning regions.
    Elsewhere a code in one table only is taken for a code in the other table only if the name is
    the same, the state (of townships: the county) is the same, and no third code fits.
    """
    used = {row["census_geoid"] for row in rows}
    towns = {code[:2] + code[5:]: code for code in by_code if len(code) == 10}
    named: dict[tuple[str, str], list[str]] = defaultdict(list)
    for code, division in by_code.items():
        if code not in used and len(code) in (7, 10):
            named[_area(code), name_key(bare_name(division["name"]))].append(code)
    older = {}
    for row in rows:
        code = row["census_geoid"]
        if len(code) not in (7, 10) or code in by_code or int(row["last_year"]) < LAST_SEEN:
            continue
        name = name_key(bare_name(row["gov_name"]))
        same = named[_area(code), name]
        if row["gov_name"].endswith(" TOWN CITY") and not same:  # a town with a city's charter
            same = named[code[:2] + row["fips_county"] + "#", name]
        if code[:2] == "09" and len(code) == 10 and code[:2] + code[5:] in towns:
            older[code] = towns[code[:2] + code[5:]]
        elif len(same) == 1:
            older[code] = same[0]
    return older


def _area(code: str) -> str:
    """Within what a name should be unique: the state of a place, the county of a township."""
    return code[:2] if len(code) == 7 else f"{code[:5]}#"
