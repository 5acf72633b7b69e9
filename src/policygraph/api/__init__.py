"""The Python interface: ``load()`` opens a graph, and the graph answers with typed results."""

from __future__ import annotations

from policygraph.api.answers import Gaps, Omissions, WouldListed
from policygraph.api.asked import Day, Words
from policygraph.api.checks import Checks
from policygraph.api.compared import ComparedLists, ComparedReports, compare_reports
from policygraph.api.document import Report
from policygraph.api.formats import FORMATS, Format, choose_format
from policygraph.api.graph import Graph
from policygraph.api.opening import load
from policygraph.api.origin import Origin
from policygraph.api.terms import Triples
from policygraph.defaults import FIRST_DAY, FIRST_REPORT

__all__ = [
    "FIRST_DAY",
    "FIRST_REPORT",
    "FORMATS",
    "Checks",
    "ComparedLists",
    "ComparedReports",
    "Day",
    "Format",
    "Gaps",
    "Graph",
    "Omissions",
    "Origin",
    "Report",
    "Triples",
    "Words",
    "WouldListed",
    "choose_format",
    "compare_reports",
    "load",
]
