"""Sheets of XLSX workbooks, read row by row after a look at what the file would unpack to."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any, Final

from policygraph.errors import TableError
from policygraph.reconcile.sheet import Meanings, read_cells
from policygraph.reconcile.text import Row

#: What a workbook may unpack to: its sheets, every other part of it, and how much it may swell.
SHEET: Final = 2_000_000_000
PART: Final = 100_000_000
RATIO: Final = 200
#: How many elements any other part may have, since each takes memory when it is read.
ELEMENTS: Final = 8_000_000
_SMALL: Final = 10_000_000
_PARTS: Final = 2_000
_SHEETS: Final = "xl/worksheets/"
_HEAD: Final = 4_096
_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class _Sheet:
    title: str
    is_visible: bool
    part: str


def check_workbook(file: IO[bytes], name: str) -> None:
    """Refuse a workbook that is none, or that would unpack to too much.

    Parameters
    ----------
    file : binary file
        The workbook.
    name : str
        What to call it in an error.

    Raises
    ------
    TableError
        If it is no XLSX file or goes beyond :data:`SHEET`, :data:`PART`, :data:`RATIO` or
        :data:`ELEMENTS`.
    """
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            if len(members) > _PARTS:
                raise TableError(f"{name} has {len(members):,} parts; {_PARTS:,} is the limit.")
            for member in members:
                _check_member(member, name)
            if sum(member.file_size for member in members) > SHEET + PART:
                raise TableError(f"{name} unpacks to more than {SHEET + PART:,} bytes in all.")
            if "[Content_Types].xml" not in archive.namelist():
                raise TableError(f"{name} is a ZIP file, but no XLSX.", hint="Save it as XLSX.")
            for member in members:
                if member.filename.endswith((".xml", ".rels")):
                    with archive.open(member) as part:
                        if b"<!DOCTYPE" in part.read(_HEAD):
                            raise TableError(f"{name}: {member.filename} declares a DOCTYPE.")
                        if not member.filename.startswith(_SHEETS):
                            _count_elements(part, member.filename, name)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise TableError(f"{name} is no sound XLSX file: {error}.", hint="Save it again.") from None


def _check_member(member: zipfile.ZipInfo, name: str) -> None:
    is_sheet = member.filename.startswith(_SHEETS)
    limit = SHEET if is_sheet else PART
    if member.file_size > limit:
        raise TableError(
            f"{name}: {member.filename} unpacks to {member.file_size:,} bytes; "
            f"{limit:,} is the limit.",
            hint="Save the sheet as CSV.",
        )
    if member.file_size > _SMALL and member.file_size > RATIO * max(1, member.compress_size):
        raise TableError(
            f"{name}: {member.filename} unpacks to more than {RATIO} times its size, "
            "which is the limit.",
            hint="Save the sheet as CSV.",
        )


def _count_elements(part: IO[bytes], called: str, name: str) -> None:
    found = 0
    while chunk := part.read(_CHUNK):
        found += chunk.count(b"<") - chunk.count(b"</")
        if found > ELEMENTS:
            raise TableError(
                f"{name}: {called} has more than {ELEMENTS:,} elements, which is the limit.",
                hint="Save the sheet as CSV.",
            )


def read_workbook(file: IO[bytes], name: str, sheet: str | None, notes: list[str]) -> Iterator[Row]:
    """Read the rows of a sheet, one at a time; of formulas the value that was stored.

    Parameters
    ----------
    file : binary file
        The workbook.
    name : str
        What to call it in an error.
    sheet : str or None
        Name of the sheet; by default the first that is not hidden.
    notes : list of str
        Takes what a person should be told.

    Yields
    ------
    Row
        Each row, with its number.

    Raises
    ------
    TableError
        If the workbook cannot be read, has no such sheet, or has a formula without a value.
    """
    check_workbook(file, name)
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            archive, sheets, meanings = _open(file)
            part = _choose(sheets, sheet, name, notes)
            last = 0
            with archive.open(part) as cells:
                for number, row in read_cells(cells, meanings, name):
                    for blank in range(last + 1, number):
                        yield Row(blank, ())
                    last = number
                    wide = max(row, default=0)
                    yield Row(number, tuple(_text(row.get(at)) for at in range(1, wide + 1)))
    except TableError:
        raise
    except Exception as error:  # openpyxl raises whatever its parts raise
        raise TableError(
            f"{name} cannot be read as XLSX: {type(error).__name__}.", hint="Save it again as XLSX."
        ) from None


def _open(file: IO[bytes]) -> tuple[zipfile.ZipFile, list[_Sheet], Meanings]:
    """Read of a workbook all but its sheets, by openpyxl's own steps."""
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.styles.stylesheet import apply_stylesheet

    file.seek(0)
    reader = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)
    sheets = [
        _Sheet(sheet.name, sheet.state == "visible", link.target)
        for sheet, link in reader.parser.find_sheets()
        if link.target in reader.valid_files and "chartsheet" not in link.Type
    ]
    book = reader.wb
    meanings = Meanings(
        reader.shared_strings,
        frozenset(book._date_formats),
        frozenset(book._timedelta_formats),
        book.epoch,
    )
    return reader.archive, sheets, meanings


def _choose(sheets: list[_Sheet], wanted: str | None, name: str, notes: list[str]) -> str:
    if wanted is not None:
        for one in sheets:
            if one.title == wanted:
                return one.part
        raise TableError(
            f"{name} has no sheet {wanted!r}.",
            hint=f"Its sheets: {', '.join(one.title for one in sheets)}.",
        )
    seen = [one for one in sheets if one.is_visible] or sheets
    if not seen:
        raise TableError(f"{name} has no sheet.")
    if len(seen) > 1:
        notes.append(f"Only the sheet {seen[0].title!r} was read, the first of {len(seen)}.")
    return seen[0].part


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case datetime.datetime() if value.time() == datetime.time():
            return value.date().isoformat()
        case datetime.date() | datetime.time():
            return value.isoformat()
    return str(value)
