"""Sheets of XLSX workbooks, read row by row after a look at what the file would unpack to."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Iterator
from typing import IO, Any, Final

from policygraph.errors import TableError
from policygraph.reconcile.text import CELL, Row

#: What a workbook may unpack to: its sheets, every other part of it, and how much it may swell.
SHEET: Final = 2_000_000_000
PART: Final = 100_000_000
RATIO: Final = 200
_SMALL: Final = 10_000_000
_PARTS: Final = 2_000
_HEAD: Final = 4_096
_WIDEST: Final = 2_000


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
        If it is no XLSX file or goes beyond :data:`SHEET`, :data:`PART` or :data:`RATIO`.
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
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise TableError(f"{name} is no sound XLSX file: {error}.", hint="Save it again.") from None


def _check_member(member: zipfile.ZipInfo, name: str) -> None:
    is_sheet = member.filename.startswith("xl/worksheets/")
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

    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            file.seek(0)
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
            tables = [one for one in book.worksheets if one.sheet_state == "visible"]
            chosen = _choose(tables or book.worksheets, book.worksheets, sheet, name, notes)
            chosen.reset_dimensions()  # some programs write them wrong, and rows would be lost
            formulas = None
            if _has_formulas(file):
                book_of_formulas = openpyxl.load_workbook(file, read_only=True)
                same = book_of_formulas[chosen.title]
                same.reset_dimensions()
                formulas = same.iter_rows(values_only=True)
            for number, values in enumerate(chosen.iter_rows(values_only=True), start=1):
                written = next(formulas) if formulas is not None else values
                yield Row(number, _cells(values, written, name, number))
    except TableError:
        raise
    except Exception as error:  # openpyxl raises whatever its parts raise
        raise TableError(
            f"{name} cannot be read as XLSX: {type(error).__name__}.", hint="Save it again as XLSX."
        ) from None


def _choose(visible: list[Any], all_sheets: list[Any], sheet: str | None, name: str,
            notes: list[str]) -> Any:  # fmt: skip
    if sheet is not None:
        found = [one for one in all_sheets if one.title == sheet]
        if not found:
            raise TableError(
                f"{name} has no sheet {sheet!r}.",
                hint=f"Its sheets: {', '.join(one.title for one in all_sheets)}.",
            )
        return found[0]
    if not visible:
        raise TableError(f"{name} has no sheet.")
    if len(visible) > 1:
        notes.append(f"Only the sheet {visible[0].title!r} was read, the first of {len(visible)}.")
    return visible[0]


def _has_formulas(file: IO[bytes]) -> bool:
    file.seek(0)
    with zipfile.ZipFile(file) as archive:
        for member in archive.namelist():
            if not member.startswith("xl/worksheets/"):
                continue
            with archive.open(member) as part:
                tail = b""
                while chunk := part.read(1 << 20):
                    if b"<f>" in tail + chunk or b"<f " in tail + chunk:
                        return True
                    tail = chunk[-3:]
    return False


def _cells(
    values: tuple[Any, ...], written: tuple[Any, ...], name: str, row: int
) -> tuple[str, ...]:
    cells = []
    end = len(values)
    while end and values[end - 1] is None and written[end - 1] is None:
        end -= 1  # sheets are often wider than what stands in them
    if end > _WIDEST:
        raise TableError(f"{name}, row {row} has {end:,} cells; {_WIDEST:,} is the limit.")
    for value, formula in zip(values[:end], written[:end], strict=True):
        if value is None and isinstance(formula, str) and formula.startswith("="):
            raise TableError(
                f"{name}, row {row}: the formula {formula[:40]!r} has no stored value.",
                hint="Open the file in a spreadsheet program and save it again.",
            )
        cells.append(_text(value))
        if len(cells[-1]) > CELL:
            raise TableError(f"{name}, row {row} has a cell of more than {CELL:,} characters.")
    return tuple(cells)


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
