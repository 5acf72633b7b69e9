"""Names in a list to jurisdictions: zero, one or several, never by a silent guess."""

from __future__ import annotations

from policygraph.reconcile.case import Resolution
from policygraph.reconcile.decisions import Decisions, Template, read_decisions, write_template
from policygraph.reconcile.gazetteer import Gazetteer, load_gazetteer
from policygraph.reconcile.match import Matcher
from policygraph.reconcile.run import Tally, reconcile
from policygraph.reconcile.source import UserTable, open_table

__all__ = [
    "Decisions",
    "Gazetteer",
    "Matcher",
    "Resolution",
    "Tally",
    "Template",
    "UserTable",
    "load_gazetteer",
    "open_table",
    "read_decisions",
    "reconcile",
    "write_template",
]
