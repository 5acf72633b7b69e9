"""What names are matched by, taken from the Turtle of the gazetteer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

import pyoxigraph as ox

from policygraph.graph import LABEL, TYPE
from policygraph.namespaces import PG, SKOS
from policygraph.reconcile.government import Kind
from policygraph.reconcile.names import SUFFIXES, fold, make_key, read_name, split_words
from policygraph.reconcile.tables import read_rows

_KINDS: Final[dict[str, Kind]] = {
    f"{PG}State": "state",
    f"{PG}FederalDistrict": "state",
    f"{PG}Territory": "state",
    f"{PG}CountyEquivalent": "county",
    f"{PG}Municipality": "municipality",
    f"{PG}Township": "township",
}
_ALT: Final = f"{SKOS}altLabel"
_WANTED: Final = {
    TYPE,
    LABEL,
    _ALT,
    *(
        PG + name
        for name in ("geoid", "uspsCode", "isConsolidatedWith", "changesCodeFrom", "changesCodeTo")
    ),
}


def digest(contents: list[bytes]) -> dict[str, Any]:
    """Take from the Turtle what names are matched by.

    Parameters
    ----------
    contents : list of bytes
        The files.

    Returns
    -------
    dict
        ``governments`` (a list for each: GEOID, kind, name, word, keys, union), ``codes`` (USPS
        code to GEOID of the state) and ``former`` (old code to the one in its place).
    """
    facts: dict[str, dict[str, list[str]]] = {}
    for content in contents:
        for quad in ox.parse(content, ox.RdfFormat.TURTLE):
            predicate = quad.predicate.value
            if predicate in _WANTED:
                own = facts.setdefault(quad.subject.value, {})
                own.setdefault(predicate, []).append(quad.object.value)
    geoids = {
        iri: own[f"{PG}geoid"][0]
        for iri, own in facts.items()
        if f"{PG}geoid" in own and own.get(TYPE, [""])[0] in _KINDS
    }
    former = dict(_former(facts, geoids))
    unions = {one: "11" if union == "11001" else union for one, union in _unions(facts, geoids)}
    extra = _extra_names()
    governments = []
    for iri, geoid in sorted(geoids.items(), key=lambda item: item[1]):
        if geoid in former:
            continue
        own = facts[iri]
        kind = _KINDS[own[TYPE][0]]
        full, word, keys = _names(kind, own[LABEL][0], sorted(own.get(_ALT, ())), own)
        keys = list(dict.fromkeys([*keys, *extra.get(geoid, ())]))
        if geoid == "1150000":  # the city of Washington is the district
            keys = []
        governments.append([geoid, kind, full, word, keys, unions.get(geoid, geoid)])
    codes = {
        own[f"{PG}uspsCode"][0]: own[f"{PG}geoid"][0]
        for own in facts.values()
        if f"{PG}uspsCode" in own
    }
    return {"governments": governments, "codes": codes, "former": former}


def _names(
    kind: Kind, label: str, others: list[str], own: dict[str, list[str]]
) -> tuple[str, str, list[str]]:
    """Give the full name, the word for the kind, and the keys of a government."""
    if kind == "state":
        words = [
            split_words(fold(name)) for name in (label, *others, *own.get(f"{PG}uspsCode", ()))
        ]
        return label, "state", [make_key(one) for one in words]
    full, word, keys = label, "", []
    for name in (label, *others):
        readings = read_name(split_words(fold(name)))
        bare = readings[-1]
        if kind == "county" and bare.word:
            keys.append(bare.key)
            word = word or bare.word
            if bare.word == "city" and name.endswith(" City"):
                keys.append(readings[0].key)
        elif name != label and name.startswith(label) and bare.word:
            full, word = name, bare.word  # "Iowa City" is called "Iowa City city" in full
            keys.append(bare.key)
            if name.endswith(" City"):  # as Carson City, whose label may be shorter
                keys.append(readings[0].key)
        else:
            keys.append(readings[0].key)
            if not word and _is_word(name) and kind == "township":
                word = bare.word
                keys.append(bare.key)
    inner = [make_key(split_words(part)) for part in _inner(label)]
    return full, word or kind, list(dict.fromkeys([*keys, *inner]))


def _is_word(name: str) -> bool:
    last = name.rsplit(" ", 1)[-1].lower()
    return any(last == end[-1] for end, _ in SUFFIXES)


def _inner(name: str) -> Iterator[str]:
    """Both names of "San Buenaventura (Ventura)"."""
    folded = fold(name)
    before, bracket, after = folded.partition("(")
    if bracket:
        yield before
        yield after.partition(")")[0]


def _unions(
    facts: dict[str, dict[str, list[str]]], geoids: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """Bring the codes of one government together, under the code of its county."""
    known = set(geoids.values())
    for row in read_rows("consolidated.csv"):
        for city in row["cities"].split(";"):
            if city in known and row["county"] in known:
                yield city, row["county"]
                yield row["county"], row["county"]
    yield "11001", "11"
    for iri, own in facts.items():
        counties = own.get(f"{PG}isConsolidatedWith", ())
        # New York is one city of five counties: none of them is the city.
        if len(counties) == 1 and iri in geoids and counties[0] in geoids:
            yield geoids[iri], geoids[counties[0]]
    cities = {
        (geoid[:2], fold(name)): geoid
        for iri, geoid in geoids.items()
        if len(geoid) == 7
        for name in (facts[iri][LABEL][0], *facts[iri].get(_ALT, ()))
    }
    for iri, geoid in geoids.items():
        label = facts[iri][LABEL][0]
        if len(geoid) == 5 and label.lower().endswith(" city"):
            full = fold(label)
            for name in (full, full.removesuffix(" city")):
                if (geoid[:2], name) in cities:
                    yield cities[geoid[:2], name], geoid
                    break


def _extra_names() -> dict[str, list[str]]:
    extra: dict[str, list[str]] = defaultdict(list)
    for row in read_rows("aliases.csv"):
        extra[row["geoid"]] += _keys(row["name"])
    for row in read_rows("consolidated.csv"):
        for name in row["names"].split(";"):
            for geoid in (row["county"], *row["cities"].split(";")):
                extra[geoid] += _keys(name)
    return extra


def _keys(name: str) -> list[str]:
    return [reading.key for reading in read_name(split_words(fold(name)))]


def _former(
    facts: dict[str, dict[str, list[str]]], geoids: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """Give the codes that one other code took the place of; of a split the old code stays."""
    for own in facts.values():
        old, new = own.get(f"{PG}changesCodeFrom", ()), own.get(f"{PG}changesCodeTo", ())
        if len(old) == len(new) == 1 and old[0] in geoids and new[0] in geoids:
            yield geoids[old[0]], geoids[new[0]]
