"""An SQL script that loads the CSV files into DuckDB, with types and comments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from policygraph.report.tables.model import Column, Table

_HEAD: Final = """\
-- Loads the tables of this data set into DuckDB, with types and comments. Run it in the folder that
-- holds it:
--   duckdb findings.duckdb < load.sql
-- Columns that hold several values become lists.
"""
_TYPES: Final = {
    "integer": "BIGINT",
    "gYear": "SMALLINT",
    "decimal": "DECIMAL(18, 6)",
    "date": "DATE",
    "boolean": "BOOLEAN",
}


def write_duckdb(tables: Iterable[Table]) -> str:
    """Write the script.

    Parameters
    ----------
    tables : iterable of Table
        The tables, each in a file of its name in the folder ``data``.

    Returns
    -------
    str
        The script.
    """
    return "\n".join([_HEAD, *(line for table in tables for line in _load(table))])


def _load(table: Table) -> Iterator[str]:
    cells = ",\n  ".join(_select(column) for column in table.columns)
    types = ",\n  ".join(
        f"{_quote(column.name)}: {_quote(_TYPES.get(column.datatype, 'VARCHAR'))}"
        for column in table.columns
    )
    yield f'CREATE OR REPLACE TABLE "{table.name}" AS SELECT\n  {cells}'
    yield f"FROM read_csv({_quote(f'data/{table.name}.csv')}, header = true, columns = {{"
    yield f"  {types}\n}});"
    yield f'COMMENT ON TABLE "{table.name}" IS {_quote(table.description)};'
    for column in table.columns:
        yield (f'COMMENT ON COLUMN "{table.name}"."{column.name}" IS {_quote(column.description)};')
    yield ""


def _select(column: Column) -> str:
    name = f'"{column.name}"'
    if not column.separator:
        return name
    return f"string_split({name}, {_quote(column.separator)}) AS {name}"


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
