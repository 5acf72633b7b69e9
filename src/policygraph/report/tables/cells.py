"""Cells of a workbook: typed values, and text that is text whatever it looks like."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from policygraph.namespaces import BASE
from policygraph.report.tables.delimited import guard
from policygraph.report.tables.model import Column, Value

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

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


class CellMaker:
    """Makes the cells of one sheet.

    Parameters
    ----------
    sheet : WriteOnlyWorksheet
        The sheet.
    """

    def __init__(self, sheet: WriteOnlyWorksheet) -> None:
        self.sheet = sheet
        self.changes = Changes()
        self._links = 0
        self._plain: set[str] = set()  # most texts come many times

    def make(self, value: Value, column: Column) -> Cell | Value:
        """Make the cell of a value.

        Parameters
        ----------
        value : value
            The value.
        column : Column
            Its column.

        Returns
        -------
        Cell or value
            The value itself where the sheet writes it rightly, which is faster.
        """
        if isinstance(value, tuple):
            value = (column.separator or "").join(value)
        if isinstance(value, str):
            return self.make_text(value, is_address=column.datatype == "anyURI")
        if column.unit in _FORMATS and isinstance(value, Decimal):
            return self._styled(value, _FORMATS[column.unit])
        return value

    def make_text(self, text: str, *, is_address: bool = False) -> Cell | str:
        """Make a cell of text, which no program evaluates.

        Parameters
        ----------
        text : str
            The text.
        is_address : bool, optional
            Whether it may be followed: a page on the web, and no name of ours.

        Returns
        -------
        Cell or str
            The text itself where the sheet takes it as text by itself.
        """
        if text in self._plain:
            return text
        from openpyxl.cell import WriteOnlyCell

        fitting = fit(text, self.changes)
        is_risky = guard(fitting) is not fitting
        is_link = is_address and self._may_be_followed(text)
        if not (is_risky or is_link or fitting.startswith("#")):
            if fitting == text:
                self._plain.add(text)
            return fitting
        cell = WriteOnlyCell(self.sheet, fitting)
        if is_link:
            self._links += 1
            cell.hyperlink = text
            cell.style = "Hyperlink"
        cell.data_type = "s"
        if is_risky:
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

    def _styled(self, value: Decimal, number_format: str) -> Cell:
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(self.sheet, value)
        cell.number_format = number_format
        return cell
