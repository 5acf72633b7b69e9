"""Delimited text: its encoding and delimiter found out, its rows read one at a time."""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final

from policygraph.errors import TableError

#: Characters that one cell may have, and one line of the file.
CELL: Final = 1_000_000
LINE: Final = 8_000_000
_CHUNK: Final = 1 << 20
_SAMPLE: Final = 1 << 16
_DELIMITERS: Final = (",", ";", "\t", "|")
#: Stands for no delimiter: a control character that no line holds.
NONE: Final = "\x1f"
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table.

    Parameters
    ----------
    line : int
        Line of the file, or row of the sheet, where it begins; from 1.
    cells : tuple of str
        Its cells.
    """

    line: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds anything."""
        return not any(cell.strip() for cell in self.cells)


def find_encoding(file: IO[bytes], name: str) -> str:
    """Find out how a file is encoded: by its mark, as UTF-8, or as Windows-1252.

    Parameters
    ----------
    file : binary file
        It is read to its end and wound back.
    name : str
        What to call it in an error.

    Returns
    -------
    str
        An encoding of Python.

    Raises
    ------
    TableError
        If it is no text; the message gives the line.

    Examples
    --------
    >>> find_encoding(io.BytesIO("Doña Ana".encode("cp1252")), "x"), find_encoding(
    ...     io.BytesIO("Doña Ana".encode()), "x")
    ('cp1252', 'utf-8')
    """
    file.seek(0)
    start = file.read(4)
    marked = next((encoding for mark, encoding in _BOMS if start.startswith(mark)), "")
    for encoding in (marked,) if marked else ("utf-8", "cp1252"):
        fault = _first_fault(file, encoding)
        if fault is None:
            return encoding
        line, what = fault
        if what == "NUL":
            raise TableError(
                f"{name}, line {line}: there is a NUL byte, so this is no table in text.",
                hint="Save it as CSV in UTF-8, or as XLSX.",
            )
    raise TableError(
        f"{name}, line {line}: there are bytes that are neither UTF-8 nor Windows-1252.",
        hint="Save it as CSV in UTF-8, or as XLSX.",
    )


def _first_fault(file: IO[bytes], encoding: str) -> tuple[int, str] | None:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    while True:
        chunk = file.read(_CHUNK)
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            return line + error.object[: error.start].count(b"\n"), "bytes"
        if (at := text.find("\0")) >= 0:
            return line + text.count("\n", 0, at), "NUL"
        line += text.count("\n")
        if not chunk:
            file.seek(0)
            return None


def find_delimiter(
    sample: str, *, is_tsv: bool = False, headings: frozenset[str] = frozenset()
) -> str:
    r"""Find out what parts the cells: what gives most rows the same number of cells.

    Parameters
    ----------
    sample : str
        The beginning of the file.
    is_tsv : bool, optional
        Whether its name says that it is parted by tabs.
    headings : frozenset of str, optional
        Headings of columns in lower case: a row that has one is the header.

    Returns
    -------
    str
        The delimiter; :data:`NONE` where the file has one column.

    Examples
    --------
    >>> find_delimiter("name;state\nRamsey County, the;MN\n")
    ';'
    >>> find_delimiter("place\nRamsey County, MN\n") == NONE
    True
    """
    if is_tsv and "\t" in sample:
        return "\t"
    best, reached = NONE, (1.0, 0.0)
    lines = sample.splitlines()
    for delimiter in _DELIMITERS:
        try:
            rows = list(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter))[:60]
        except csv.Error:
            continue
        widths = [len(row) for row in rows if any(cell.strip() for cell in row)]
        if not widths:
            continue
        usual = max(set(widths), key=lambda width: (widths.count(width), width))
        share = widths.count(usual) / len(widths)
        known = any(
            len(row) > 1 and headings & {cell.strip().lower() for cell in row} for row in rows
        )
        if known:  # the header itself is parted by it
            share = 2.0
        elif usual < 2 or (len(rows[0]) != usual and share <= 0.5):
            continue
        elif delimiter == "," and _is_list(lines):
            continue  # one column of "Ramsey County, MN"
        if (share, usual) > reached or best == NONE:
            best, reached = delimiter, (share, usual)
    return best


def _is_list(lines: list[str]) -> bool:
    """Whether lines are names with a state after a comma, with or without a header above."""
    filled = [line for line in lines if line.strip()]
    rest = filled[1:] if "," not in filled[0] else filled
    return all(line.count(", ") == line.count(",") <= 2 and '"' not in line for line in rest)


def read_text(file: IO[bytes], name: str, encoding: str, delimiter: str) -> Iterator[Row]:
    """Read the rows of delimited text, one at a time.

    Parameters
    ----------
    file : binary file
        The table.
    name : str
        What to call it in an error.
    encoding : str
        See :func:`find_encoding`.
    delimiter : str
        See :func:`find_delimiter`.

    Yields
    ------
    Row
        Each row, with the line that it begins on.

    Raises
    ------
    TableError
        If a cell or line is too long or a quote is left open; the message gives the line.
    """
    file.seek(0)
    handle = io.TextIOWrapper(file, encoding=encoding, newline="")
    lines = _Lines(handle, name)
    before = csv.field_size_limit(CELL)
    try:
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        while True:
            lines.start = reader.line_num + 1
            lines.read = 0
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise _explain(error, name, lines.start) from None
            yield Row(lines.start, tuple(cells))
    finally:
        csv.field_size_limit(before)
        with contextlib.suppress(ValueError):  # the file may be closed by now
            handle.detach()


class _Lines:
    """The lines of a file, none of them longer than memory is meant for."""

    def __init__(self, handle: io.TextIOWrapper, name: str) -> None:
        self._handle = handle
        self._name = name
        self.start = 1
        self.read = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._handle.readline(LINE + 1)
        if not line:
            raise StopIteration
        self.read += len(line)
        if self.read > LINE:
            raise TableError(
                f"{self._name}: the row that begins on line {self.start} is longer than "
                f"{LINE:,} characters.",
                hint="Is a quote left open, or is this no table?",
            )
        return line


def _explain(error: csv.Error, name: str, line: int) -> TableError:
    if "field larger" in str(error):
        return TableError(
            f"{name}: a cell of the row that begins on line {line} has more than {CELL:,} "
            "characters.",
            hint="Shorten it; or is a quote left open?",
        )
    return TableError(
        f"{name}: the quotes of the row that begins on line {line} do not fit together.",
        hint='A quote within a quoted cell is written twice: "".',
    )


def read_sample(file: IO[bytes], encoding: str) -> str:
    """Read the beginning of a file, as far as whole lines go."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    text = decoder.decode(file.read(_SAMPLE))
    cut = text.rfind("\n")
    return text[: cut + 1] if cut > 0 and len(text) > _SAMPLE // 8 else text
