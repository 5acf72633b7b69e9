"""Findings as tables: CSV, a workbook, and a bundle for research, all from the same columns."""

from __future__ import annotations

from policygraph.report.tables.build import build_tables, describe_tables
from policygraph.report.tables.delimited import guard, unguard, write_csv
from policygraph.report.tables.model import Code, Column, ForeignKey, Table

__all__ = [
    "Code",
    "Column",
    "ForeignKey",
    "Table",
    "build_tables",
    "describe_tables",
    "guard",
    "unguard",
    "write_csv",
]
