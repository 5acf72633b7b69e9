"""Cells that a spreadsheet program would run as formulas, made harmless and back again.

A cell that begins with ``=``, ``+``, ``-``, ``@`` (also in full width), a tab or a line break, and
that is no plain number, is written with an apostrophe before it. So is one that begins with
apostrophes and then such a sign, so that reading takes away just what writing has added.
"""

from __future__ import annotations

import re
from typing import Final

_NUMBER: Final = re.compile(r"[+-]?\d[\d.,]*%?")
_SIGNS: Final = "=+-@\t\r\n＝＋－＠"


def is_risky(cell: str) -> bool:
    """Tell whether a spreadsheet program may run a cell.

    Examples
    --------
    >>> [is_risky(cell) for cell in ("=1+1", "@SUM(A1)", "-5", "Ramsey", "-")]
    [True, True, False, False, True]
    """
    return cell[:1] in _SIGNS and cell != "" and not _NUMBER.fullmatch(cell)


def escape(cell: str) -> str:
    """Make a cell harmless.

    Examples
    --------
    >>> escape("=cmd()"), escape("'=cmd()"), escape("'Tis"), escape("-5")
    ("'=cmd()", "''=cmd()", "'Tis", '-5')
    """
    return f"'{cell}" if is_risky(cell.lstrip("'")) else cell


def unescape(cell: str) -> str:
    """Take away what :func:`escape` has added.

    Examples
    --------
    >>> unescape(escape("=cmd()")), unescape("'Tis")
    ('=cmd()', "'Tis")
    """
    return cell[1:] if cell[:1] == "'" and is_risky(cell.lstrip("'")) else cell
