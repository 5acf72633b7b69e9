"""What may stand in a cell of codes, and what the ontology says of it: read from its own files.

Shapes say which concepts a property takes, the ontology what a property means, and the
vocabularies what a concept means.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from policygraph.namespaces import PG, PREFIXES
from policygraph.resources import locate

_ALLOWED = """
SELECT ?property ?value ?label ?definition ?note WHERE {
  ?shape sh:targetClass ?class ; sh:property ?rule .
  ?rule sh:path ?property ; sh:in/rdf:rest*/rdf:first ?value .
  OPTIONAL { ?value skos:prefLabel ?label }
  OPTIONAL { ?value skos:definition ?definition }
  OPTIONAL { ?value skos:scopeNote ?note }
}"""
_MEANINGS = """
SELECT ?property ?definition WHERE { ?property skos:definition ?definition }"""
_FILES = {
    "shapes": ("policy", "listing", "funding", "evidence"),
    "ontology": ("vocabularies", "policy", "listing", "funding", "evidence", "jurisdiction"),
}


@dataclass(frozen=True, slots=True)
class Code:
    """A concept as it is written in a cell.

    Parameters
    ----------
    name : str
        Its local name.
    iri : str
        Its IRI.
    label, definition, note : str
        What the vocabulary says.
    """

    name: str
    iri: str
    label: str
    definition: str
    note: str


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of every property, and the meaning of every property.

    Parameters
    ----------
    allowed : mapping of str to mapping of str to Code
        Property (local name) to code to concept, in the order of the codes.
    meanings : mapping of str to str
        Property (local name) to its definition.
    """

    allowed: Mapping[str, Mapping[str, Code]]
    meanings: Mapping[str, str]


@cache
def load_codes() -> Codes:
    """Read the codes from the shapes and vocabularies of the package.

    Returns
    -------
    Codes
        All of them.

    Examples
    --------
    >>> list(load_codes().allowed["isJoinedBy"])
    ['all-of', 'any-of']
    """
    store = ox.Store()
    for room in ("shapes", "ontology"):
        for name in _FILES[room]:
            path = locate("shapes" if room == "shapes" else "ontology") / f"{name}.ttl"
            store.bulk_load(path.read_bytes(), ox.RdfFormat.TURTLE)
    allowed: dict[str, dict[str, Code]] = {}
    for row in _select(store, _ALLOWED):
        property_ = row["property"].removeprefix(PG)
        name = row["value"].rpartition("/")[2]
        allowed.setdefault(property_, {})[name] = Code(
            name, row["value"], row["label"], row["definition"], row["note"]
        )
    for property_, codes in allowed.items():
        allowed[property_] = dict(sorted(codes.items()))
    meanings = {
        row["property"].removeprefix(PG): row["definition"] for row in _select(store, _MEANINGS)
    }
    return Codes(allowed, meanings)


def _select(store: ox.Store, query: str) -> list[dict[str, str]]:
    found = store.query(query, prefixes=PREFIXES)
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    return [
        {name: getattr(row[name], "value", "") if row[name] else "" for name in names}
        for row in found
    ]
