"""Cells of a workbook: typed values, and text that is text whatever it looks like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from policygraph.namespaces import BASE
from policygraph.report.tables.delimited import guard
from policygraph.report.tables.model import Column, Value

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

FONT: Final = "Calibri"
#: What a cell of Excel can hold, counted in UTF-16.
LONGEST: Final = 32_767
_CUT: Final = " … [cut]"
#: What XML 1.0 cannot hold.
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REPLACEMENT: Final = "\ufffd"
#: Text that Excel would read as a character: an underscore of its own keeps it as it is.
_ESCAPE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_LONGEST_ADDRESS: Final = 2_000
_FORMATS: Final = {"US dollars": "#,##0", "fraction": "0.0%"}
_DATE, _PLAIN = "yyyy-mm-dd", "General"
#: Excel shows a truth value as one in any case, other programs as 1 or 0 but for such a format.
_TRUTH: Final = '"TRUE";"TRUE";"FALSE"'
_LINK_COLOUR: Final = "0B5394"
#: What openpyxl calls the types of cells; left to itself it takes some texts for formulas.
_TYPES: Final = {str: "s", int: "n", Decimal: "n", bool: "b", date: "d"}
#: How many links Excel allows on a sheet, less a few.
_MOST_LINKS: Final = 65_000


@dataclass
class Changes:
    """What could not be written as it is, for the reader to be told."""

    cut: int = 0
    replaced: int = 0

    def __iadd__(self, other: Changes) -> Changes:
        self.cut += other.cut
        self.replaced += other.replaced
        return self


def fit(text: str, changes: Changes) -> str:
    r"""Make text fit a cell: no characters that XML forbids, not too long.

    Parameters
    ----------
    text : str
        The text.
    changes : Changes
        Counts what was changed.

    Returns
    -------
    str
        The text as a workbook holds it.

    Examples
    --------
    >>> changes = Changes()
    >>> fit("a\x00b", changes), changes.replaced
    ('a�b', 1)
    >>> len(fit("x" * 40_000, changes)), changes.cut
    (32767, 1)
    """
    clean, found = _ILLEGAL.subn(_REPLACEMENT, text)
    changes.replaced += bool(found)
    clean = _ESCAPE.sub("_x005F_", clean.replace("\r\n", "\n").replace("\r", "\n"))
    if len(clean) * 2 > LONGEST and len(clean.encode("utf-16-le")) // 2 > LONGEST:
        changes.cut += 1
        room = (LONGEST - len(_CUT)) * 2
        clean = clean.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + _CUT
    return clean


def place_cells(row: Iterable[Cell | None], number: int) -> Iterator[Cell]:
    """Give the cells of a row their places, as a sheet that writes only does it for values.

    Parameters
    ----------
    row : iterable of Cell or None
        The cells.
    number : int
        The row, from 1.

    Yields
    ------
    Cell
        Those that there are.
    """
    for place, cell in enumerate(row, 1):
        if cell is not None:
            cell.row, cell.column = number, place
            if cell.hyperlink:
                cell.hyperlink.ref = cell.coordinate
            yield cell


class CellMaker:
    """Makes the cells of one sheet.

    Parameters
    ----------
    sheet : WriteOnlyWorksheet
        The sheet.
    """

    def __init__(self, sheet: WriteOnlyWorksheet) -> None:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Font

        self.sheet = sheet
        self.changes = Changes()
        self._links = 0
        self._new = WriteOnlyCell
        self._styles: dict[str, Any] = {}  # to work out the style of each cell would be slow
        cell = WriteOnlyCell(sheet)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        for name in (_PLAIN, _DATE, _TRUTH, *_FORMATS.values()):
            cell.number_format = name
            self._styles[name] = copy(cell._style)
        cell.number_format = _PLAIN
        cell.font = Font(name=FONT, size=11, underline="single", color=_LINK_COLOUR)
        self._link_style = cell._style

    def make(self, value: Value, column: Column) -> Cell | None:
        """Make the cell of a value.

        Parameters
        ----------
        value : value
            The value.
        column : Column
            Its column.

        Returns
        -------
        Cell or None
            The cell; None where there is no value.
        """
        match value:
            case None:
                return None
            case tuple():
                return self.make_text((column.separator or "").join(value))
            case str():
                return self.make_text(value, is_address=column.datatype == "anyURI")
            case date():
                return self.make_plain(value, _DATE)
            case bool():
                return self.make_plain(value, _TRUTH)
            case _:
                return self.make_plain(value, _FORMATS.get(column.unit or "", _PLAIN))

    def make_plain(self, value: object, number_format: str = _PLAIN) -> Cell:
        """Make a cell of what is no text."""
        cell = self._new(self.sheet)
        cell._style = self._styles[number_format]
        cell._value, cell.data_type = value, _TYPES[type(value)]
        return cell

    def make_text(self, text: str, *, is_address: bool = False, location: str = "") -> Cell:
        """Make a cell of text, which no program evaluates.

        Parameters
        ----------
        text : str
            The text.
        is_address : bool, optional
            Whether it may be followed: a page on the web, and no name of ours.
        location : str, optional
            The place in the workbook to which it leads.

        Returns
        -------
        Cell
            The cell.
        """
        from openpyxl.worksheet.hyperlink import Hyperlink

        fitting = fit(text, self.changes)
        cell = self.make_plain(fitting)
        if location or (is_address and self._may_be_followed(text)):
            self._links += 1
            target = None if location else text
            cell.hyperlink = Hyperlink(ref="", target=target, location=location or None)
            cell._style = self._link_style
        elif guard(fitting) is not fitting:
            cell._style = copy(cell._style)
            cell.quotePrefix = True  # so that it stays text when somebody edits it
        return cell

    def _may_be_followed(self, text: str) -> bool:
        return (
            text.startswith(("https://", "http://"))
            and not text.startswith(BASE)
            and len(text) <= _LONGEST_ADDRESS
            and self._links < _MOST_LINKS
            and not _ILLEGAL.search(text)
        )
