"""Codes: what coded values mean, as the vocabularies of the ontology define them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from policygraph.namespaces import PG, SCHEMES, VOCABULARY
from policygraph.report.tables.model import Code
from policygraph.resources import locate
from policygraph.store import LocalStore

_CONCEPTS: Final = """
SELECT ?concept ?label ?definition WHERE {
  ?concept skos:inScheme ?scheme ; skos:prefLabel ?label .
  OPTIONAL { ?concept skos:definition ?definition }
} ORDER BY ?concept"""
_CLASSES: Final = """
SELECT ?kind ?label ?definition WHERE {
  ?kind rdfs:subClassOf pg:%s ; rdfs:label ?label .
  OPTIONAL { ?kind skos:definition ?definition }
} ORDER BY ?kind"""
_FEATURES: Final = """
SELECT ?scheme ?label ?definition WHERE {
  ?scheme pg:similarityWeight ?weight ; skos:prefLabel ?label .
  OPTIONAL { ?scheme skos:definition ?definition }
} ORDER BY ?scheme"""

#: Values that the program gives and no vocabulary defines.
SEVERITY: Final[Mapping[str, Code]] = {
    "violation": Code("violation", "What someone who knows the place would call wrong."),
    "warning": Code("warning", "What needs a look."),
    "info": Code("info", "Worth knowing, and no reproach."),
}
STANDING: Final[Mapping[str, Code]] = {
    "in force": Code("in force", "A source dates its beginning on or before the day or says that "
                     "it stood by then, and none ends it by then."),
    "not yet in force": Code("not yet in force", "Sources date its beginning after the day."),
    "ended": Code("ended", "A source dates its end on or before the day, or a policy that replaces "
                  "it had begun."),
    "disputed": Code("disputed", "One source ends it by the day, and a later one says that it "
                     "stands."),
    "unknown": Code("unknown", "No source tells whether it stood on the day."),
}  # fmt: skip
BASIS: Final[Mapping[str, Code]] = {
    "stated": Code("stated", "A source says that the place is absent."),
    "coverage": Code("coverage", "The list is known to be complete where the place lies."),
    "none": Code("none", "Nothing shows that the place is absent."),
}
COMPLETENESS: Final[Mapping[str, Code]] = {
    "complete": Code("complete", "The list is known whole there: what is found is all, among the "
                     "places whose policy is known."),
    "lower-bound": Code("lower bound", "A part of the list is known: what is found holds, and more "
                        "may be missing."),
    "unknown": Code("unknown", "Nothing of the list is known there."),
}  # fmt: skip
OUTCOME: Final[Mapping[str, Code]] = {
    "matching": Code("matching", "Both policies have the same values."),
    "differing": Code("differing", "The policies have different values."),
    "unknown": Code("unknown", "The feature is not known for one of the two, or for both."),
}


@cache
def _ontology() -> LocalStore:
    return LocalStore.from_files(sorted(locate("ontology").glob("*.ttl")))


@cache
def _concepts() -> Mapping[str, Mapping[str, Code]]:
    found: dict[str, dict[str, Code]] = {}
    for concept, label, definition in _ontology().select(_CONCEPTS):
        scheme, _, name = (concept or "").removeprefix(VOCABULARY).partition("/")
        found.setdefault(scheme, {})[name] = Code(label or name, definition or "")
    return found


def read_scheme(prefix: str) -> Mapping[str, Code]:
    """Read the codes of a concept scheme.

    Parameters
    ----------
    prefix : str
        The prefix of its concepts, such as ``conf``.

    Returns
    -------
    mapping of str to Code
        Local name of each concept to what it means; every one has a definition.

    Examples
    --------
    >>> print(read_scheme("conf")["inferred"])
    inferred: The claim follows from what the source says, but the source does not say it.
    """
    return _concepts()[SCHEMES[prefix]]


@cache
def read_kinds_of(name: str) -> Mapping[str, Code]:
    """Read the classes right below a class of the ontology, as codes.

    Parameters
    ----------
    name : str
        Local name of the class: ``Claim`` or ``Jurisdiction``.

    Returns
    -------
    mapping of str to Code
        Local name of each class to what it means.

    Examples
    --------
    >>> read_kinds_of("Claim")["StatedAbsence"].label
    'stated absence'
    """
    return {
        (kind or "").removeprefix(PG): Code(label or "", definition or "")
        for kind, label, definition in _ontology().select(_CLASSES % name)
    }


@cache
def read_features() -> Mapping[str, Code]:
    """Read the schemes of secondary features, as codes.

    Returns
    -------
    mapping of str to Code
        Local name of each scheme to what it means.

    Examples
    --------
    >>> read_features()["ice-access"].label
    'ICE access'
    """
    return {
        (scheme or "").removeprefix(VOCABULARY): Code(label or "", definition or "")
        for scheme, label, definition in _ontology().select(_FEATURES)
    }


@cache
def read_feature_values() -> Mapping[str, Code]:
    """Read the values of all secondary features, as codes with the prefix of their scheme.

    Returns
    -------
    mapping of str to Code
        Such as ``access:open`` to what it means.

    Examples
    --------
    >>> read_feature_values()["notify:prohibited"].label
    'prohibited'
    """
    schemes = {SCHEMES[prefix]: prefix for prefix in SCHEMES}
    return {
        f"{schemes[scheme]}:{name}": code
        for scheme in read_features()
        for name, code in _concepts()[scheme].items()
    }
