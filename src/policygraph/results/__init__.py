"""What the Python interface answers with: results that iterate, and pages that read."""

from __future__ import annotations

from policygraph.layout import Cell, markdown_table, plain_table, printable, write_cell
from policygraph.results.page import Page
from policygraph.results.result import SHOWN, Result, Row

__all__ = [
    "SHOWN",
    "Cell",
    "Page",
    "Result",
    "Row",
    "markdown_table",
    "plain_table",
    "printable",
    "write_cell",
]
