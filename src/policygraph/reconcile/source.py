"""A user's table, whatever its form: opened, its header found, its rows read one at a time."""

from __future__ import annotations

import contextlib
import itertools
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

from policygraph.errors import TableError
from policygraph.reconcile.escape import unescape
from policygraph.reconcile.header import DEEPEST, NAMES, Columns, find_header
from policygraph.reconcile.text import (
    NONE,
    Row,
    find_delimiter,
    find_encoding,
    read_sample,
    read_text,
)
from policygraph.reconcile.workbook import read_workbook

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0"
_IN_MEMORY: Final = 8_000_000
_CALLED: Final = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}


@dataclass(slots=True)
class UserTable:
    """A table that was opened.

    Parameters
    ----------
    name : str
        What to call it.
    columns : Columns
        Its header, and the columns that matter.
    rows : iterator of Row
        Its rows below the header, blank ones left out, each as wide as the header.
    notes : list of str
        What a person should be told; more may come while rows are read.
    """

    name: str
    columns: Columns
    rows: Iterator[Row]
    notes: list[str] = field(default_factory=list)


@contextlib.contextmanager
def open_table(
    source: str,
    *,
    name: str | None = None,
    state: str | None = None,
    kind: str | None = None,
    heading: str | None = None,
    sheet: str | None = None,
) -> Iterator[UserTable]:
    """Open a table of places.

    Parameters
    ----------
    source : str
        A path, or ``-`` for standard input.
    name, state, kind, heading : str, optional
        Columns, where they are given.
    sheet : str, optional
        The sheet of a workbook.

    Yields
    ------
    UserTable
        The table; it is closed at the end.

    Raises
    ------
    TableError
        If it cannot be read; the message gives the line.
    """
    called = "The input" if source == "-" else source
    with _open(source, called) as file:
        notes: list[str] = []
        headings = frozenset({*NAMES, *(one.lower() for one in (name, state) if one)})
        rows = _rows(file, called, source, sheet, notes, headings)
        first = list(itertools.islice(rows, DEEPEST))
        columns, at = find_header(
            first, name=name, state=state, kind=kind, heading=heading, source=called
        )
        above = sum(not row.is_blank for row in first[: max(at, 0)])
        if above:
            notes.append(f"{above} rows above the header were left out.".replace("1 rows above the"
                         " header were", "1 row above the header was"))  # fmt: skip
        if at < 0:
            notes.append("The table has no header: its one column is taken for names.")
        below = itertools.chain(first[at + 1 :], rows)
        yield UserTable(called, columns, _fit(below, columns, called, notes), notes)


@contextlib.contextmanager
def _open(source: str, called: str) -> Iterator[IO[bytes]]:
    if source == "-":
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
            while chunk := sys.stdin.buffer.read(1 << 20):
                spool.write(chunk)
            spool.seek(0)
            yield spool
        return
    try:
        file = Path(source).open("rb")  # noqa: SIM115 - closed below, apart from this fault
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise TableError(f"{called} cannot be read: {reason}.") from None
    with file:
        if not file.seekable():
            raise TableError(f"{called} is no plain file.", hint="Give it on the input, as -.")
        yield file


def _rows(
    file: IO[bytes],
    called: str,
    source: str,
    sheet: str | None,
    notes: list[str],
    headings: frozenset[str],
) -> Iterator[Row]:
    start = file.read(4)
    if not start:
        raise TableError(f"{called} is empty.", hint="Give a table with a header and rows.")
    if start.startswith(_ZIP):
        return read_workbook(file, called, sheet, notes)
    if start.startswith(_OLE):
        raise TableError(
            f"{called} is an old or encrypted workbook.", hint="Save it as XLSX or CSV."
        )
    if sheet is not None:
        raise TableError(f"{called} is text and has no sheets.", hint="Leave out --sheet.")
    encoding = find_encoding(file, called)
    sample = read_sample(file, encoding)
    delimiter = find_delimiter(
        sample, is_tsv=source.lower().endswith((".tsv", ".tab")), headings=headings
    )
    if encoding == "cp1252":
        notes.append("The text is no UTF-8 and was read as Windows-1252.")
    if delimiter not in (",", "\t", NONE):
        notes.append(f"The cells are parted by {_CALLED[delimiter]}.")
    return _unescaped(read_text(file, called, encoding, delimiter))


def _unescaped(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        yield Row(row.line, tuple(map(unescape, row.cells)))


def _fit(rows: Iterator[Row], columns: Columns, called: str, notes: list[str]) -> Iterator[Row]:
    wide, blank = len(columns.header), 0
    for row in rows:
        if row.is_blank:
            blank += 1
            continue
        extra = row.cells[wide:]
        if any(cell.strip() for cell in extra):
            raise TableError(
                f"{called}, line {row.line}: the row has {len(row.cells)} cells, but the header "
                f"has {wide}.",
                hint="Put a cell that has the delimiter in it between quotes.",
            )
        cells = row.cells[:wide] + ("",) * (wide - len(row.cells))
        yield Row(row.line, cells)
    if blank:
        notes.append(f"{blank} blank row{'s were' if blank > 1 else ' was'} left out.")
