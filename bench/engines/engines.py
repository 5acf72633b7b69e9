"""The three engines: the command with its joins, the query on Oxigraph, the shape in pySHACL.

Each says what it finds in the same way: the focus, the thing at fault and the message. For rules
about lists the focus is the part; for rules about the graph it is the thing at fault itself.
"""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from bench.engines.model import read_model

from policygraph.gaps import Rule, Verdict, find_gaps, find_omissions, read_columns
from policygraph.policies import Grade
from policygraph.queries import run
from policygraph.resources import locate
from policygraph.store import LocalStore, Store

#: What an engine found by one rule: focus, value and message of each finding.
Found = frozenset[tuple[str, str, str]]
_PARTS: Final = (
    "SELECT ?part (STR(?issued) AS ?day) WHERE { ?part a pg:ReportPart ; pg:isPartOf ?report ."
    " ?report dcterms:issued ?issued } ORDER BY ?part"
)
#: SHACL leaves the hole of an unbound variable as it is; the command says "unknown".
_HOLE: Final = re.compile(r"\{[?$]\w+\}")


def open_graph(turtle: bytes) -> LocalStore:
    """Load a graph and the vocabularies into Oxigraph."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "graph.ttl")
        path.write_bytes(turtle)
        return LocalStore([locate("ontology") / "vocabularies.ttl", path])


def find_by_joins(store: Store, rules: Iterable[Rule]) -> dict[str, Found]:
    """Let the command look: omissions by joins in memory, the rest as ``policygraph gaps`` does.

    Parameters
    ----------
    store : Store
        The graph.
    rules : iterable of Rule
        The rules.

    Returns
    -------
    dict of str to frozenset
        Rule to what it found. An omission is here one for each listed peer, as in the rule.
    """
    wanted = list(rules)
    report = find_gaps(store, [rule for rule in wanted if rule.id != "omitted"])
    found: dict[str, set[tuple[str, str, str]]] = {rule.id: set() for rule in wanted}
    for finding in report.findings:
        focus, value = (
            (finding.part.iri, finding.subject) if finding.part else (finding.subject, "")
        )
        found[finding.rule.id].add((focus, value, finding.message))
    for rule in (rule for rule in wanted if rule.id == "omitted"):
        columns = read_columns(store)
        for part in columns.parts:
            for omission in find_omissions(columns, part).findings:
                if omission.verdict is not Verdict.OMITTED:
                    continue
                for peer in omission.peers:
                    if peer.grade is None or peer.grade is Grade.STATED:
                        continue
                    place = omission.place.iri
                    cells = {"place": place, "peer": peer.place.iri, "grade": peer.grade.value}
                    found[rule.id].add((part.iri, place, rule.fill(rule.message, cells)))
    return {name: frozenset(rows) for name, rows in found.items()}


def find_by_query(store: Store, rule: Rule) -> Found:
    """Run the query of a rule, for each part and as of its day, or once."""
    first = rule.query.columns[0]
    if rule.scope == "graph":
        rows = run(rule.query, store).records()
        return frozenset((row[first] or "", "", rule.fill(rule.message, row)) for row in rows)
    takes_day = any(parameter.name == "as_of" for parameter in rule.query.parameters)
    found = set()
    for part, day in store.select(_PARTS):
        values = {"part": part or "", **({"as_of": day or ""} if takes_day else {})}
        found |= {
            (part or "", row[first] or "", rule.fill(rule.message, row))
            for row in run(rule.query, store, values).records()
        }
    return frozenset(found)


def load_for_shapes(content: str, form: str = "turtle") -> Any:
    """Load a graph and the vocabularies into rdflib.

    The graph keeps the queries that it was asked in their parsed form: pySHACL hands the same text
    over for every focus node, and rdflib would parse it each time, which takes most of the time.
    """
    graph = _prepared_graph()()
    graph.parse(data=read_model().vocabularies, format="nt11")
    graph.parse(data=content, format=form)
    return graph


@cache
def _prepared_graph() -> type[Any]:
    import rdflib
    from rdflib.plugins.sparql import prepareQuery

    prepare = cache(prepareQuery)

    class Prepared(rdflib.Graph):
        def query(self, query_object: Any, *rest: Any, **named: Any) -> Any:
            query = prepare(query_object) if isinstance(query_object, str) else query_object
            return super().query(query, *rest, **named)

    return Prepared


@cache
def _read_shapes(turtle: str) -> Any:
    import rdflib

    return rdflib.Graph().parse(data=turtle, format="turtle")


def find_by_shape(graph: Any, rule: Rule, shapes: str) -> Found:
    """Validate a graph against the shape of a rule with pySHACL.

    Parameters
    ----------
    graph : rdflib.Graph
        The graph, as :func:`load_for_shapes` gives it.
    rule : Rule
        The rule.
    shapes : str
        Its shape, as Turtle.

    Returns
    -------
    frozenset
        The validation results.
    """
    import pyshacl
    from rdflib.namespace import SH

    conforms, results, _ = pyshacl.validate(graph, shacl_graph=_read_shapes(shapes), inplace=True)
    found = set()
    for result in results.subjects(SH.resultSeverity):
        value = results.value(result, SH.value) if rule.scope == "part" else ""
        words = _HOLE.sub("unknown", str(results.value(result, SH.resultMessage)))
        found.add((str(results.value(result, SH.focusNode)), str(value), words))
    if conforms is bool(found):
        raise AssertionError(f"{rule.id}: pySHACL says conforms={conforms} of {len(found)} results")
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the engines found by one rule in one graph.

    Parameters
    ----------
    found : dict of str to frozenset
        Engine to its findings.
    seconds : dict of str to float
        Engine to how long it took.
    """

    found: dict[str, Found]
    seconds: dict[str, float]


def look(store: Store, graph: Any, rule: Rule, shapes: str) -> Outcome:
    """Let the query and the shape of a rule look at one graph.

    Parameters
    ----------
    store : Store
        The graph in Oxigraph.
    graph : rdflib.Graph
        The same graph, as :func:`load_for_shapes` gives it.
    rule : Rule
        The rule.
    shapes : str
        Its shape, as Turtle.

    Returns
    -------
    Outcome
        What they found.
    """
    started = time.perf_counter()
    by_query = find_by_query(store, rule)
    between = time.perf_counter()
    by_shape = find_by_shape(graph, rule, shapes)
    ended = time.perf_counter()
    return Outcome(
        {"query": by_query, "shape": by_shape},
        {"query": between - started, "shape": ended - between},
    )


def compare_engines(
    turtle: bytes, rules: Iterable[Rule], shapes: Mapping[str, str]
) -> dict[str, Outcome]:
    """Let each engine look for every gap of a graph.

    Parameters
    ----------
    turtle : bytes
        The graph.
    rules : iterable of Rule
        The rules that have a shape.
    shapes : mapping of str to str
        Rule to its shape, as Turtle.

    Returns
    -------
    dict of str to Outcome
        Rule to what the engines found.
    """
    wanted = list(rules)
    store = open_graph(turtle)
    joins = find_by_joins(store, wanted)
    graph = load_for_shapes(turtle.decode())
    outcomes = {rule.id: look(store, graph, rule, shapes[rule.id]) for rule in wanted}
    for name, outcome in outcomes.items():
        outcome.found["joins"] = joins[name]
    return outcomes
