"""Findings as tables: CSV, a workbook, and a bundle for research, all from the same columns."""

from __future__ import annotations

from policygraph.report.tables.build import build_tables, describe_tables
from policygraph.report.tables.bundle import write_bundle
from policygraph.report.tables.codebook import build_codebook
from policygraph.report.tables.delimited import guard, unguard, write_csv
from policygraph.report.tables.model import Code, Column, ForeignKey, Table
from policygraph.report.tables.workbook import write_xlsx

__all__ = [
    "Code",
    "Column",
    "ForeignKey",
    "Table",
    "build_codebook",
    "build_tables",
    "describe_tables",
    "guard",
    "unguard",
    "write_bundle",
    "write_csv",
    "write_xlsx",
]
