"""Tables as CSV (RFC 4180): values in the forms of XML Schema, text that no program evaluates."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from policygraph.report.tables.model import Column, Table, Value

BOM: Final = b"\xef\xbb\xbf"
#: What makes a spreadsheet take a cell for a formula (OWASP, CSV injection), also after blanks, and
#: also where such text is guarded already: else the guard could not be told from the text.
_RISKY: Final = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])")


def guard(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet could take for a formula.

    Parameters
    ----------
    text : str
        A cell.

    Returns
    -------
    str
        The cell; :func:`unguard` gives the text back.

    Examples
    --------
    >>> guard("=1+1"), guard("Ramsey"), guard("'=1+1")
    ("'=1+1", 'Ramsey', "''=1+1")
    """
    return f"'{text}" if _RISKY.match(text) else text


def unguard(text: str) -> str:
    """Take away the apostrophe of :func:`guard`.

    Parameters
    ----------
    text : str
        A cell as it was read.

    Returns
    -------
    str
        The text.

    Examples
    --------
    >>> unguard(guard("-5 percent")), unguard("'tis")
    ('-5 percent', "'tis")
    """
    return text[1:] if text.startswith("'") and _RISKY.match(text, 1) else text


def write_lexical(value: Value, column: Column) -> str:
    """Write a value in the form that XML Schema gives its datatype.

    Parameters
    ----------
    value : value
        The value; None becomes empty.
    column : Column
        Its column.

    Returns
    -------
    str
        The text, without a guard.

    Examples
    --------
    >>> write_lexical(Decimal("1E+2"), Column("a", "A", "", "decimal"))
    '100'
    >>> write_lexical(True, Column("b", "B", "", "boolean"))
    'true'
    """
    match value:
        case None:
            text = ""
        case bool():
            text = "true" if value else "false"
        case int():
            text = f"{value:04d}" if column.datatype == "gYear" else str(value)
        case Decimal():
            text = f"{value:f}"
        case date():
            text = value.isoformat()
        case tuple():
            text = (column.separator or "").join(value)
        case str():
            text = value
    return text


def write_rows(table: Table) -> Iterator[list[str]]:
    """Yield the cells of a table as CSV has them: the names of the columns, then the rows.

    Parameters
    ----------
    table : Table
        The table.

    Yields
    ------
    list of str
        The cells of a line.
    """
    yield [column.name for column in table.columns]
    for row in table.rows:
        cells = []
        for column, value in zip(table.columns, row, strict=True):
            cell = write_lexical(value, column)
            cells.append(guard(cell) if column.is_text else cell)
        yield cells


def write_csv(table: Table, *, bom: bool = False) -> bytes:
    r"""Write a table as CSV.

    Parameters
    ----------
    table : Table
        The table.
    bom : bool, optional
        Whether to begin with a byte order mark, by which Excel knows that it is UTF-8.

    Returns
    -------
    bytes
        UTF-8 with lines that end in CR LF. Empty cells are missing values.

    Examples
    --------
    >>> table = Table("t", "T", "", (Column("name", "Name", ""), Column("n", "N", "", "integer")))
    >>> write_csv(table.fill([{"name": "=cmd", "n": -1}]))
    b"name,n\r\n'=cmd,-1\r\n"
    """
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(write_rows(table))
    return (BOM if bom else b"") + out.getvalue().encode()
