"""The cells of one sheet of a workbook, read as a stream.

openpyxl keeps a node of its tree for each row that it has passed, and reads a sheet with no stated
size twice, so that its memory grows with the sheet. Here nothing is kept but the row at hand, and
every row, cell and mark of the XML has a limit.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any, Final
from xml.parsers import expat

from policygraph.errors import TableError
from policygraph.reconcile.text import CELL

#: The rows that the format has, the widest row that is read, and the longest mark of XML.
MOST_ROWS: Final = 1_048_576
WIDEST: Final = 2_000
MARK: Final = 8_000_000
_CHUNK: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Meanings:
    """What the cells of a workbook refer to.

    Parameters
    ----------
    strings : sequence of str
        The strings that cells share.
    dates, durations : collection of int
        The styles of cells whose number is a date, or a length of time.
    epoch : datetime.datetime
        The day from which dates are counted.
    """

    strings: Sequence[str]
    dates: Collection[int]
    durations: Collection[int]
    epoch: datetime


def read_cells(
    part: IO[bytes], meanings: Meanings, name: str
) -> Iterator[tuple[int, dict[int, Any]]]:
    """Read the rows of a sheet, one at a time.

    Parameters
    ----------
    part : binary file
        The XML of the sheet.
    meanings : Meanings
        What its cells refer to.
    name : str
        What to call the workbook in an error.

    Yields
    ------
    tuple of int and dict
        The number of a row and its values by column, both from 1. Blank cells are left out.

    Raises
    ------
    TableError
        If the sheet goes beyond a limit, its rows are out of order, or a formula has no value.
    xml.parsers.expat.ExpatError
        If it is no XML.
    """
    reader = _Reader(meanings, name)
    quiet = 0
    while chunk := part.read(_CHUNK):
        reader.is_quiet = True
        reader.parser.Parse(chunk, False)
        quiet = quiet + len(chunk) if reader.is_quiet else 0
        if quiet > MARK:
            raise TableError(f"{name} has a mark of more than {MARK:,} bytes in its XML.")
        yield from reader.rows
        reader.rows.clear()
    reader.parser.Parse(b"", True)
    yield from reader.rows


class _Reader:
    """Takes what the parser tells, and gathers whole rows."""

    def __init__(self, meanings: Meanings, name: str) -> None:
        self.meanings, self.name = meanings, name
        self.rows: list[tuple[int, dict[int, Any]]] = []
        self.is_quiet = True
        self._row, self._column = 0, 0
        self._cells: dict[int, Any] | None = None
        self._kind, self._style = "n", 0
        self._value: str | None = None
        self._formula: str | None = None
        self._written: list[str] | None = None
        self._length = 0
        self._is_spoken = False
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._write
        self.parser.StartDoctypeDeclHandler = self._refuse

    def _refuse(self, *_: object) -> None:
        raise TableError(f"{self.name} declares a DOCTYPE.")

    def _begin(self, tag: str, marks: dict[str, str]) -> None:
        self.is_quiet = False
        match tag[tag.rfind(" ") + 1 :]:
            case "c" if self._cells is not None:
                self._begin_cell(marks)
            case "v" | "f" | "t" if self._cells is not None:
                self._written, self._length = [], 0
            case "row":
                self._begin_row(marks)
            case "rPh":
                self._is_spoken = True

    def _begin_row(self, marks: dict[str, str]) -> None:
        number = int(marks["r"]) if "r" in marks else self._row + 1
        if number > MOST_ROWS:
            raise TableError(f"{self.name} has more than {MOST_ROWS:,} rows, which no sheet has.")
        if number <= self._row:
            raise TableError(f"{self.name}: row {number} comes after row {self._row}.")
        self._row, self._column, self._cells = number, 0, {}

    def _begin_cell(self, marks: dict[str, str]) -> None:
        self._column = _find_column(marks["r"]) if "r" in marks else self._column + 1
        self._kind, self._style = marks.get("t", "n"), int(marks.get("s", 0))
        self._value = self._formula = None

    def _write(self, text: str) -> None:
        self.is_quiet = False
        if self._written is None:
            return
        self._length += len(text)
        if self._length > CELL:
            raise TableError(
                f"{self.name}, row {self._row} has a cell of more than {CELL:,} characters."
            )
        self._written.append(text)

    def _end(self, tag: str) -> None:
        self.is_quiet = False
        match tag[tag.rfind(" ") + 1 :]:
            case "v":
                self._value = self._take()
            case "t":  # of rich text there are several; what is spoken stands beside it
                text = self._take()
                if self._kind == "inlineStr" and not self._is_spoken:
                    self._value = (self._value or "") + text
            case "f":
                self._formula = self._take()
            case "rPh":
                self._is_spoken = False
            case "c" if self._cells is not None:
                self._end_cell(self._cells)
            case "row" if self._cells is not None:
                self.rows.append((self._row, self._cells))
                self._cells = None

    def _take(self) -> str:
        text, self._written = "".join(self._written or ()), None
        return text

    def _end_cell(self, cells: dict[int, Any]) -> None:
        # a formula may rightly give an empty text, and says so by its kind
        is_empty = self._value is None or (not self._value and self._kind != "str")
        if is_empty and self._formula is not None:
            raise TableError(
                f"{self.name}, row {self._row}: the formula {f'={self._formula}'[:40]!r} has no "
                "stored value.",
                hint="Open the file in a spreadsheet program and save it again.",
            )
        if self._value is None or is_empty:
            return
        if self._column > WIDEST:
            raise TableError(
                f"{self.name}, row {self._row} has {self._column:,} cells; {WIDEST:,} is the limit."
            )
        value = self._read(self._value)
        self._length = len(value) if isinstance(value, str) else 0
        if self._length > CELL:
            raise TableError(
                f"{self.name}, row {self._row} has a cell of more than {CELL:,} characters."
            )
        cells[self._column] = value

    def _read(self, text: str) -> Any:
        match self._kind:
            case "n":
                number = float(text) if set(text) & set(".eE") else int(text)
                return self._read_date(number) if self._style in self.meanings.dates else number
            case "s":
                return self.meanings.strings[int(text)]
            case "b":
                return bool(int(text))
            case "d":
                from openpyxl.utils.datetime import from_ISO8601

                return from_ISO8601(text)
        return text

    def _read_date(self, number: float) -> Any:
        from openpyxl.utils.datetime import from_excel

        is_duration = self._style in self.meanings.durations
        try:
            return from_excel(number, self.meanings.epoch, timedelta=is_duration)
        except (OverflowError, ValueError):
            return "#VALUE!"  # as spreadsheet programs show it


def _find_column(place: str) -> int:
    """Give the number of the column of a cell such as ``C5``.

    Examples
    --------
    >>> _find_column("C5"), _find_column("AA10")
    (3, 27)
    """
    column = 0
    for sign in place:
        if not "A" <= sign <= "Z":
            break
        column = column * 26 + ord(sign) - 64
    return column
