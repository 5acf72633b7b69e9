"""JSON-LD 1.1 as people write it: short keys from a context, things nested where they belong.

The context is a file of its own with a version in its address. It stands in every document, so
that nothing has to be fetched to read one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final

import pyoxigraph as ox

from policygraph.graph import TYPE
from policygraph.namespaces import BASE, XSD

#: Where the context is published; its first two numbers change when a key does.
CONTEXT: Final = f"{BASE}context/findings/0.1.0.jsonld"

#: The keys under which things are told in full.
_NESTED: Final = frozenset({"findings", "proof", "body"})
_STRING: Final = f"{XSD}string"

Term = tuple[str, Mapping[str, Any]]
Node = dict[str, list[ox.NamedNode | ox.Literal]]


@cache
def read_context() -> Mapping[str, Any]:
    """Return the context of our JSON-LD: term to what it stands for.

    Examples
    --------
    >>> read_context()["asOf"]
    {'@id': 'pg:findsAsOf', '@type': 'xsd:date'}
    """
    path = files("policygraph.report").joinpath("findings.context.jsonld")
    context: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))["@context"]
    return context


def _expand(name: str) -> str:
    prefix, colon, local = name.partition(":")
    return f"{read_context()[prefix]}{local}" if colon and not local.startswith("//") else name


@cache
def _terms() -> Mapping[str, Term]:
    """Turn the context round: IRI to term, with its definition."""
    terms: dict[str, Term] = {}
    for term, given in read_context().items():
        definition = {"@id": given} if isinstance(given, str) else given
        if not term.startswith("@") and isinstance(definition, dict):
            name = definition["@id"]
            if not name.startswith("@") and ":" in name and "//" not in name:
                terms[_expand(name)] = (term, definition)
    return terms


@cache
def _place(term: str) -> int:
    """Tell where in the context a term stands: keys come in that order."""
    return list(read_context()).index(term)


def write_tree(triples: Iterable[ox.Triple], root: str, order: Sequence[str] = ()) -> bytes:
    """Write triples as one JSON-LD document.

    Parameters
    ----------
    triples : iterable of pyoxigraph.Triple
        Without blank nodes.
    root : str
        IRI of the thing that the document is about.
    order : sequence of str, optional
        IRIs that are told in this order, before others.

    Returns
    -------
    bytes
        UTF-8 JSON with its context. What is not nested in the root is under ``included``.

    Examples
    --------
    >>> from policygraph.graph import Facts, text
    >>> facts = Facts()
    >>> _ = facts.add("rule:omitted", "pg:Rule", rdfs__label=text("Omitted"))
    >>> document = json.loads(write_tree(facts, f"{BASE}rule/omitted"))
    >>> {key: value for key, value in document.items() if key != "@context"}
    {'id': 'https://w3id.org/policygraph/rule/omitted', 'type': ['Rule'], 'label': 'Omitted'}
    """
    nodes: dict[str, Node] = {}
    for triple in triples:
        assert isinstance(triple.subject, ox.NamedNode)
        assert isinstance(triple.object, ox.NamedNode | ox.Literal)
        node = nodes.setdefault(triple.subject.value, {})
        node.setdefault(triple.predicate.value, []).append(triple.object)
    writer = _Writer(nodes, {name: number for number, name in enumerate(order)})
    document = {"@context": read_context(), **writer.tell(root)}
    rest = sorted(set(nodes) - writer.told)
    included = [writer.tell(name) for name in rest if name not in writer.told]
    if included:
        document["included"] = included
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


class _Writer:
    def __init__(self, nodes: Mapping[str, Node], order: Mapping[str, int]) -> None:
        self._nodes = nodes
        self._order = order
        self.told: set[str] = set()

    def tell(self, name: str) -> dict[str, Any]:
        """Tell all that is known of a thing."""
        self.told.add(name)
        written: dict[str, Any] = {"id": name}
        node = self._nodes[name]
        if TYPE in node:
            kinds = [_terms()[kind.value][0] for kind in node[TYPE]]
            written["type"] = sorted(kinds, key=_place)
        terms = sorted(
            (_place(_terms()[predicate][0]), predicate) for predicate in node if predicate != TYPE
        )
        for _, predicate in terms:
            key, definition = _terms()[predicate]
            values = [self._value(value, key, definition) for value in self._sort(node[predicate])]
            is_list = definition.get("@container") == "@set" or len(values) > 1
            written[key] = values if is_list else values[0]
        return written

    def _sort(self, values: Iterable[ox.NamedNode | ox.Literal]) -> list[ox.NamedNode | ox.Literal]:
        last = len(self._order)
        return sorted(
            values, key=lambda one: (self._order.get(one.value, last), _number(one.value))
        )

    def _value(
        self, value: ox.NamedNode | ox.Literal, key: str, definition: Mapping[str, Any]
    ) -> Any:
        if isinstance(value, ox.Literal):
            return _literal(value, definition)
        if key in _NESTED and value.value in self._nodes and value.value not in self.told:
            return self.tell(value.value)
        kind = definition.get("@type")
        if kind == "@vocab":
            return value.value.removeprefix(definition["@context"]["@vocab"])
        return value.value if kind == "@id" else {"id": value.value}


def _literal(value: ox.Literal, definition: Mapping[str, Any]) -> Any:
    """Write a literal bare where its term says what it is."""
    kind, language = definition.get("@type"), definition.get("@language")
    if value.language:
        given = {"@value": value.value, "@language": value.language}
        return value.value if value.language == language else given
    is_plain = value.datatype.value == _STRING and not kind and not language
    if is_plain or (kind and _expand(kind) == value.datatype.value):
        return value.value
    return {"@value": value.value, "@type": value.datatype.value}


def _number(name: str) -> tuple[str, int]:
    """Order links of a proof by their number, other things by their names."""
    head, _, tail = name.rpartition("-")
    return (head, int(tail)) if tail.isdecimal() and "#" in head else (name, 0)
