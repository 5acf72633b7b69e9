"""Running pySHACL.

It runs over rdflib: over an Oxigraph store it takes ``"x"`` and ``"x"^^xsd:string`` for two
things, and ``sh:in`` then goes wrong. The parser is Oxigraph's all the same, the faster one; what
it reads is put into rdflib with one form for both.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pyoxigraph as ox

from policygraph.errors import ValidationInputError
from policygraph.namespaces import PG, compact
from policygraph.validation.files import Triple
from policygraph.validation.report import SEVERITIES, Term, ValidationResult
from policygraph.validation.terms import suggest

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node


def run_shacl(data: Iterable[Triple], rules: Iterable[Triple]) -> list[ValidationResult]:
    """Check triples against shapes.

    Parameters
    ----------
    data, rules : iterable of triples
        The data and the shapes.

    Returns
    -------
    list of ValidationResult
        What is at fault, in no order, each under the named shape that it comes from.

    Raises
    ------
    ValidationInputError
        If the shapes are not well formed.
    """
    import pyshacl
    from pyshacl.errors import ReportableRuntimeError
    from rdflib import SH, Graph

    with _quiet_logs():
        shapes = _to_rdflib(rules)
        try:
            _, outcome, _ = pyshacl.validate(_to_rdflib(data), shacl_graph=shapes, inplace=True)
        except ReportableRuntimeError as error:
            outcome = error
    if not isinstance(outcome, Graph):  # pySHACL gives some failures back and raises others
        raise ValidationInputError(f"The shapes are not well formed: {str(outcome).rstrip('.')}.")
    return [_read_result(node, outcome, shapes) for node in outcome.objects(None, SH.result)]


def _read_result(node: Node, outcome: Graph, shapes: Graph) -> ValidationResult:
    from rdflib import SH, BNode, URIRef

    focus, value = outcome.value(node, SH.focusNode), outcome.value(node, SH.value)
    if value is not None and str(focus).startswith(PG):
        # A shape that asks one query for all of a class has that class in focus.
        focus, value = value, None
    shape = outcome.value(node, SH.sourceShape)
    while isinstance(shape, BNode):
        shape = shapes.value(None, SH.property, shape)
    path = outcome.value(node, SH.resultPath)
    message = " ".join(sorted({str(text) for text in outcome.objects(node, SH.resultMessage)}))
    component = outcome.value(node, SH.sourceConstraintComponent)
    if component == SH.ClosedConstraintComponent:
        meant = suggest(str(path), _list_properties(shapes))
        fault = f"{compact(str(path))} does not belong here{meant}"
        message = fault if meant.endswith("?") else f"{fault} {message}"
    severity = str(outcome.value(node, SH.resultSeverity)).rpartition("#")[2].lower()
    return ValidationResult(
        focus=f"_:{focus}" if isinstance(focus, BNode) else str(focus),
        path=str(path) if isinstance(path, URIRef) else None,
        value=None if value is None else _from_rdflib(value),
        severity=next(known for known in SEVERITIES if known == severity),
        shape=str(shape),
        message=message,
        component=str(component),
    )


def _list_properties(shapes: Graph) -> set[str]:
    from rdflib import SH

    ignored = (shapes.items(head) for head in shapes.objects(None, SH.ignoredProperties))
    named = {item for items in ignored for item in items}
    return {str(path) for path in named | set(shapes.objects(None, SH.path))}


@contextmanager
def _quiet_logs() -> Iterator[None]:
    """Keep rdflib from logging a traceback for an ill-typed literal: the shapes report it."""
    logger = logging.getLogger("rdflib.term")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


def _to_rdflib(triples: Iterable[Triple]) -> Graph:
    from rdflib import XSD, BNode, Graph, URIRef
    from rdflib import Literal as Text

    known: dict[Term, Node] = {}

    def convert(term: Term) -> Node:
        node = known.get(term)
        if node is None:
            if isinstance(term, ox.NamedNode):
                node = URIRef(term.value)
            elif isinstance(term, ox.BlankNode):
                node = BNode(term.value)
            elif term.language:
                node = Text(term.value, lang=term.language)
            else:
                kind = URIRef(term.datatype.value)
                # Not normalised, so that a value is reported as it was written.
                datatype = None if kind == XSD.string else kind
                node = Text(term.value, datatype=datatype, normalize=False)
            known[term] = node
        return node

    graph = Graph()
    for subject, path, value in triples:
        graph.add((convert(subject), convert(path), convert(value)))
    return graph


def _from_rdflib(node: Node) -> Term:
    from rdflib import BNode
    from rdflib import Literal as Text

    if isinstance(node, Text):
        kind = ox.NamedNode(str(node.datatype)) if node.datatype and not node.language else None
        return ox.Literal(str(node), datatype=kind, language=node.language)
    return ox.BlankNode(str(node)) if isinstance(node, BNode) else ox.NamedNode(str(node))
