"""Changes in words: a changelog in Markdown for people, and the same as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

import pyoxigraph as ox

from policygraph.changes.compare import Changes, Kind, Resource
from policygraph.namespaces import PG, compact

_VERBS: Final[dict[Kind, str]] = {"ADD": "Added", "MOD": "Changed", "DEL": "Removed"}
_SIGNS: Final = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>#|"})


def write_changes_json(changes: Changes) -> bytes:
    """Write changes for programs.

    Parameters
    ----------
    changes : Changes
        What to write.

    Returns
    -------
    bytes
        JSON in UTF-8: the counts, the resources with each statement as N-Triples terms, and the
        counts of what belongs to no resource of the base, by graph.

    Examples
    --------
    >>> from policygraph.changes.compare import compare
    >>> json.loads(write_changes_json(compare([], [])))
    {'removed': 0, 'added': 0, 'resources': [], 'elsewhere': []}
    """
    made = {
        "removed": len(changes.removed),
        "added": len(changes.added),
        "resources": [
            {
                "change": one.kind,
                "iri": one.iri,
                "label": _name(one.iri, changes.names),
                "class": one.type or None,
                "removed": [_record(quad) for quad in one.removed],
                "added": [_record(quad) for quad in one.added],
            }
            for one in changes.resources
        ],
        "elsewhere": [
            {"graph": one.graph or None, "removed": one.removed, "added": one.added}
            for one in changes.elsewhere
        ],
    }
    return (json.dumps(made, ensure_ascii=False, indent=2) + "\n").encode()


def _record(quad: ox.Quad) -> dict[str, Any]:
    default = isinstance(quad.graph_name, ox.DefaultGraph)
    return {
        "predicate": quad.predicate.value,
        "object": str(quad.object),
        "graph": None if default else getattr(quad.graph_name, "value", None),
    }


def write_changelog(changes: Changes, *, title: str = "Changes") -> str:
    """Write changes for people, by class, with the names of what they tell of.

    Parameters
    ----------
    changes : Changes
        What to write.
    title : str, optional
        The heading.

    Returns
    -------
    str
        Markdown.

    Examples
    --------
    >>> from policygraph.changes.compare import compare
    >>> print(write_changelog(compare([], [])), end="")
    # Changes
    <BLANKLINE>
    Nothing changed.
    """
    lines = [f"# {title}", ""]
    if not changes:
        return "\n".join([*lines, "Nothing changed.", ""])
    gone, come = len(changes.removed), len(changes.added)
    lines += [f"{_count(gone, 'statement')} removed, {_count(come, 'statement')} added.", ""]
    groups: dict[str, list[Resource]] = {}
    for one in changes.resources:
        groups.setdefault(_class(one.type), []).append(one)
    for name in sorted(groups):
        lines += [f"## {name}", ""]
        for kind, verb in _VERBS.items():
            named = [(_name(r.iri, changes.names), r) for r in groups[name] if r.kind == kind]
            if named:
                lines += [f"### {verb}", ""]
                for label, one in sorted(named, key=lambda pair: (pair[0], pair[1].iri)):
                    lines += _entry(label, one, changes.names)
                lines.append("")
    if changes.elsewhere:
        lines += ["## Other statements", ""]
        for graph in changes.elsewhere:
            name = _name(graph.graph, changes.names) if graph.graph else "the default graph"
            lines.append(f"- {_plain(name)}: {graph.removed:,} removed, {graph.added:,} added")
        lines.append("")
    return "\n".join(lines)


def _entry(label: str, one: Resource, names: Mapping[str, str]) -> list[str]:
    lines = [f"- {_plain(label)} (<{one.iri}>)"]
    if one.kind != "MOD":
        return lines
    said = sorted({quad.predicate.value for quad in (*one.removed, *one.added)})
    for predicate in said:
        old, new = (
            ", ".join(sorted({_value(q.object, names) for q in side if _is(q, predicate)}))
            for side in (one.removed, one.added)
        )
        name = _plain(compact(predicate))
        if old == new:  # in another graph, in another language or of another datatype
            lines.append(f"  - {name}: {old} is stated otherwise")
        elif old and new:
            lines.append(f"  - {name}: {old} → {new}")
        else:
            lines.append(f"  - {name}: {'no longer ' + old if old else 'now also ' + new}")
    return lines


def _is(quad: ox.Quad, predicate: str) -> bool:
    return quad.predicate.value == predicate


def _value(node: object, names: Mapping[str, str]) -> str:
    match node:
        case ox.NamedNode():
            return _plain(_name(node.value, names))
        case ox.Literal():
            return f"“{_plain(node.value)}”"
        case ox.BlankNode():
            return "a node without a name"
        case _:
            return _plain(str(node))


def _name(iri: str, names: Mapping[str, str]) -> str:
    return names.get(iri) or compact(iri)


def _class(iri: str) -> str:
    return (iri.removeprefix(PG) if iri.startswith(PG) else compact(iri)) or "Without a class"


def _plain(text: str) -> str:
    """Keep the text of the data from being read as Markdown, and on one line."""
    return " ".join(text.split()).translate(_SIGNS)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
