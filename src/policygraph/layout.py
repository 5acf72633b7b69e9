"""Tables as text: columns of spaces, or Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final, TypeAlias

#: What a cell can be: SPARQL's integer, decimal, double, boolean and date each have their own type;
#: a date known to the month or the year is text, and so is an IRI.
Cell: TypeAlias = str | int | float | bool | Decimal | date | None

_MARKDOWN: Final = str.maketrans({sign: f"\\{sign}" for sign in "\\|*`<"})


def write_cell(cell: Cell) -> str:
    """Write a cell as text, as CSV and SPARQL have it.

    Parameters
    ----------
    cell : str, int, float, bool, Decimal, datetime.date or None
        The cell.

    Returns
    -------
    str
        Its text; empty for None.

    Examples
    --------
    >>> write_cell(date(2017, 3, 20)), write_cell(True), write_cell(None)
    ('2017-03-20', 'true', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def printable(cell: Cell) -> str:
    r"""Show a cell on one line, without the control characters that steer a terminal.

    Parameters
    ----------
    cell : str, int, float, bool, Decimal, datetime.date or None
        The cell.

    Returns
    -------
    str
        One line.

    Examples
    --------
    >>> printable("one\ntwo")
    'one two'
    """
    text = "" if cell is None else str(cell)
    return "".join(sign if sign.isprintable() else " " for sign in text)


def plain_table(rows: Sequence[Sequence[Cell]], columns: Sequence[str], title: str = "") -> str:
    """Lay out a table in columns of spaces.

    Parameters
    ----------
    rows : sequence of sequences of str, int, float, bool, Decimal, datetime.date or None
        The cells.
    columns : sequence of str
        Their names.
    title : str, optional
        A line above.

    Returns
    -------
    str
        Lines, ending with a newline.

    Examples
    --------
    >>> print(plain_table([("Ramsey County", 27123)], ("name", "geoid")), end="")
    name           geoid
    -------------  -----
    Ramsey County  27123
    """
    cells = [[printable(cell) for cell in row] for row in [columns, *rows]]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    cells.insert(1, ["-" * width for width in widths])
    lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in cells]
    return "\n".join([*([title, ""] if title else []), *lines, ""])


def markdown_table(rows: Sequence[Sequence[Cell]], columns: Sequence[str], title: str = "") -> str:
    r"""Lay out a table in Markdown.

    Parameters
    ----------
    rows : sequence of sequences of str, int, float, bool, Decimal, datetime.date or None
        The cells.
    columns : sequence of str
        Their names.
    title : str, optional
        A line above.

    Returns
    -------
    str
        Lines, ending with a newline.

    Examples
    --------
    >>> print(markdown_table([("A|B", None)], ("name", "geoid")), end="")
    | name | geoid |
    | --- | --- |
    | A\|B |  |
    """

    def line(cells: Sequence[Cell]) -> str:
        shown = (printable(cell) for cell in cells)
        return "| " + " | ".join(cell.translate(_MARKDOWN) for cell in shown) + " |"

    lines = [line(columns), line(["---"] * len(columns)), *map(line, rows)]
    return "\n".join([*([f"**{title}**", ""] if title else []), *lines, ""])
