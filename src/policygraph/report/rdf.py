"""A report as RDF: Turtle, TriG and JSON-LD, all of the same facts.

As a data set it has three graphs. The graph of the report's name holds its findings; that of its
name with ``/evidence`` what they mention, with the citation of every claim; the default graph says
where both come from. Turtle and JSON-LD hold the three as one.
"""

from __future__ import annotations

from typing import Final

import pyoxigraph as ox

from policygraph.graph import Facts, serialise, text
from policygraph.namespaces import PREFIXES
from policygraph.report.annotations import add_findings
from policygraph.report.identity import finding_iri, list_findings, name_report
from policygraph.report.mentions import add_mentions
from policygraph.report.model import FindingsReport
from policygraph.report.provenance import add_report
from policygraph.report.tree import write_tree

EVIDENCE: Final = "/evidence"


def build_quads(report: FindingsReport) -> list[ox.Quad]:
    """State a report and its findings as RDF.

    Parameters
    ----------
    report : FindingsReport
        The report.

    Returns
    -------
    list of pyoxigraph.Quad
        Sorted, without blank nodes: the same report gives the same list.

    Examples
    --------
    >>> from policygraph.report.compose import build_report
    >>> from policygraph.report.model import Question
    >>> from policygraph.store import LocalStore
    >>> question = Question(report="us_ice_ddor_2017w1", rules=("omitted",), state="MN")
    >>> report = build_report(LocalStore.shipped(), question)
    >>> store = ox.Store()
    >>> store.extend(build_quads(report))
    >>> query = "SELECT ?x { GRAPH ?g { ?x pg:hasVerdict verdict:omitted } }"
    >>> [row["x"].value for row in store.query(query, prefixes=PREFIXES)]
    ['https://w3id.org/policygraph/finding/omitted/2c90a93d4096']
    """
    found = list_findings(report)
    name = name_report(report)
    about, findings, evidence = Facts(), Facts(), Facts()
    made = add_report(about, report, found)
    add_findings(findings, report, found, made)
    about.add(name + EVIDENCE, "prov:Entity", rdfs__label=text(f"Evidence of: {report.title}"))
    parts = {part.iri: part for part in report.gaps.parts}
    parts |= {one.part.iri: one.part for one in report.lists}
    told = Facts()
    told.include(about)
    told.include(findings)
    add_mentions(evidence, report.columns, parts.values(), told)
    graphs: tuple[tuple[Facts, ox.NamedNode | ox.DefaultGraph], ...] = (
        (about, ox.DefaultGraph()),
        (findings, ox.NamedNode(name)),
        (evidence, ox.NamedNode(name + EVIDENCE)),
    )
    return [
        ox.Quad(triple.subject, triple.predicate, triple.object, graph)
        for facts, graph in graphs
        for triple in sorted(facts, key=_order)
    ]


def _order(triple: ox.Triple) -> tuple[str, str, str]:
    return str(triple.subject), triple.predicate.value, str(triple.object)


def write_turtle(report: FindingsReport) -> bytes:
    """Write a report as Turtle.

    Parameters
    ----------
    report : FindingsReport
        The report.

    Returns
    -------
    bytes
        Canonical Turtle: see :mod:`policygraph.graph`.
    """
    return serialise((quad.triple for quad in build_quads(report)), comment=report.title)


def write_trig(report: FindingsReport) -> bytes:
    """Write a report as TriG, its findings in a graph of their own.

    Parameters
    ----------
    report : FindingsReport
        The report.

    Returns
    -------
    bytes
        UTF-8 TriG.
    """
    quads = build_quads(report)
    head = f"# {report.title}\n".encode()
    return head + (ox.serialize(quads, format=ox.RdfFormat.TRIG, prefixes=PREFIXES) or b"")


def write_jsonld(report: FindingsReport) -> bytes:
    """Write a report as JSON-LD 1.1 with short keys, its context within.

    Parameters
    ----------
    report : FindingsReport
        The report.

    Returns
    -------
    bytes
        UTF-8 JSON: the report with its findings, and under ``included`` what they mention.
    """
    order = [finding_iri(one.id) for one in list_findings(report)]
    return write_tree((quad.triple for quad in build_quads(report)), name_report(report), order)
