"""The tables of a report as results, for data frames."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from policygraph.layout import Cell
from policygraph.report.model import FindingsReport
from policygraph.report.tables import Table, build_tables
from policygraph.report.tables.model import SEPARATOR, Value
from policygraph.results import Result, Row

#: The datatypes of columns that are no text.
_TYPES: Final[Mapping[str, type]] = {
    "integer": int, "decimal": float, "date": date, "boolean": bool, "gYear": int,
}  # fmt: skip


def read_tables(report: FindingsReport) -> dict[str, Result[Row]]:
    """Make a result of every table of a report.

    Parameters
    ----------
    report : FindingsReport
        The report.

    Returns
    -------
    dict of str to Result of Row
        Name of the table to its rows; a cell with several values has them as one text.
    """
    return {table.name: _read(table) for table in build_tables(report)}


def _read(table: Table) -> Result[Row]:
    names = tuple(column.name for column in table.columns)
    rows = [tuple(map(_flatten, row)) for row in table.rows]
    return Result(
        (Row(names, row) for row in rows),
        names,
        rows,
        headline=f"{table.title}: {table.description}",
        types={
            column.name: _TYPES[column.datatype]
            for column in table.columns
            if column.datatype in _TYPES and not column.separator
        },
    )


def _flatten(value: Value) -> Cell:
    return SEPARATOR.join(value) if isinstance(value, tuple) else value
