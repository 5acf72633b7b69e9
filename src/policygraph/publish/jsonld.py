"""Compact JSON-LD with the project's prefixes.

pyoxigraph writes expanded JSON-LD only. Ours is the same data with a context of prefixes, so that
keys read ``skos:altLabel``; the tests parse it back and compare. Every literal keeps its lexical
form as a string, because a JSON number would lose the zeros of ``0.10``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

import pyoxigraph as ox

from policygraph.graph import TYPE
from policygraph.namespaces import PREFIXES, XSD, compact

_STRING: Final = f"{XSD}string"
_compact = lru_cache(maxsize=1 << 16)(compact)

Json = str | list["Json"] | dict[str, "Json"]


def _name(node: ox.NamedNode | ox.BlankNode | ox.Triple, used: set[str]) -> str:
    if not isinstance(node, ox.NamedNode):
        return str(node)
    short = _compact(node.value)
    if short != node.value:
        used.add(short.partition(":")[0])
    return short


def _value(node: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple, used: set[str]) -> Json:
    if not isinstance(node, ox.Literal):
        return {"@id": _name(node, used)}
    if node.language:
        return {"@value": node.value, "@language": node.language}
    if node.datatype.value == _STRING:
        return node.value
    return {"@value": node.value, "@type": _name(node.datatype, used)}


def _nodes(triples: Iterable[ox.Triple], used: set[str]) -> list[Json]:
    nodes: dict[str, dict[str, list[Json]]] = {}
    for triple in triples:
        node = nodes.setdefault(_name(triple.subject, used), {})
        if triple.predicate.value == TYPE and isinstance(triple.object, ox.NamedNode):
            node.setdefault("@type", []).append(_name(triple.object, used))
        else:
            name = _name(triple.predicate, used)
            node.setdefault(name, []).append(_value(triple.object, used))
    return [
        {"@id": name, **{k: v[0] if len(v) == 1 else v for k, v in values.items()}}
        for name, values in nodes.items()
    ]


def _context(used: set[str]) -> Json:
    return {prefix: PREFIXES[prefix] for prefix in PREFIXES if prefix in used}


def _line(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)


def graph_document(triples: Iterable[ox.Triple]) -> bytes:
    """Write one graph as JSON-LD, indented for people.

    Parameters
    ----------
    triples : iterable of pyoxigraph.Triple
        Written in the order given.

    Returns
    -------
    bytes
        UTF-8 JSON.

    Examples
    --------
    >>> from policygraph.graph import Facts, text
    >>> facts = Facts()
    >>> _ = facts.add("state:27", "pg:State", uspsCode=text("MN", None))
    >>> document = json.loads(graph_document(sorted(facts, key=str)))
    >>> document["@id"], document["@type"], document["pg:uspsCode"]
    ('state:27', 'pg:State', 'MN')
    """
    used: set[str] = set()
    nodes = _nodes(triples, used)
    body: dict[str, Json] = {"@context": _context(used)}
    first = nodes[0] if len(nodes) == 1 else {"@graph": nodes}
    assert isinstance(first, dict)
    return (json.dumps({**body, **first}, ensure_ascii=False, indent=1) + "\n").encode()


def dataset_document(quads: Iterable[ox.Quad]) -> bytes:
    """Write named graphs as JSON-LD, one resource a line.

    Parameters
    ----------
    quads : iterable of pyoxigraph.Quad
        Grouped by graph, in the order to write.

    Returns
    -------
    bytes
        UTF-8 JSON.
    """
    used: set[str] = set()
    graphs: dict[str, list[ox.Triple]] = {}
    for quad in quads:
        assert not isinstance(quad.graph_name, ox.DefaultGraph)
        graphs.setdefault(_name(quad.graph_name, used), []).append(quad.triple)
    parts = [
        f'{{"@id": {_line(name)}, "@graph": [\n'
        + ",\n".join(_line(node) for node in _nodes(triples, used))
        + "\n]}"
        for name, triples in graphs.items()
    ]
    head = f'{{"@context": {_line(_context(used))},\n"@graph": [\n'
    return (head + ",\n".join(parts) + "\n]}\n").encode()


def script_safe(document: bytes) -> str:
    r"""Make a JSON document fit to stand in an HTML ``script`` element.

    Every ``<`` becomes an escape, so that neither ``</script>`` nor ``<!--`` can occur in it.

    Parameters
    ----------
    document : bytes
        JSON.

    Returns
    -------
    str
        The same JSON value in other words.

    Examples
    --------
    >>> script_safe(b'{"a": "</script>"}')
    '{"a": "\\u003c/script>"}'
    """
    return document.decode().replace("<", "\\u003c").strip()
