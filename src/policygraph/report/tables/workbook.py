"""Reports as a workbook: a sheet for each table, what to know first, and the codebook."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from policygraph.errors import OutputError
from policygraph.report.model import FindingsReport
from policygraph.report.tables.archive import Archive
from policygraph.report.tables.build import build_tables
from policygraph.report.tables.cells import FONT, CellMaker, Changes, place_cells
from policygraph.report.tables.codebook import build_codebook
from policygraph.report.tables.model import Column, Table, Value
from policygraph.report.tables.summary import SECTIONS

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

READ_ME: Final = "Read me"
_HEAD: Final = "1F3A5F"
_NO_DAY: Final = datetime(1980, 1, 1)
_MOST_ROWS: Final = 1_048_576
_NARROWEST, _WIDEST, _WIDTH_ROWS = 9, 60, 200
_LETTER: Final = 1
#: How many characters side by side can be read on a page.
_PAGE_WIDTH: Final = 180
#: Height of a line in points, and of the highest row that Excel shows.
_LINE, _HIGHEST = 15, 405
_NUMBER: Final = Column("number", "Number", "", "integer")


def write_xlsx(report: FindingsReport) -> bytes:
    """Write a report as a workbook.

    Parameters
    ----------
    report : FindingsReport
        The report.

    Returns
    -------
    bytes
        An XLSX file: what to know first, a sheet for each table, and the codebook. The same
        report gives the same bytes.

    Raises
    ------
    OutputError
        If a table has more rows than a sheet can hold.
    """
    return write_workbook(build_tables(report), report.title)


def write_workbook(tables: Iterable[Table], title: str) -> bytes:
    """Write tables as a workbook.

    Parameters
    ----------
    tables : iterable of Table
        The tables; that of the summary goes on the first sheet.
    title : str
        The title of the document.

    Returns
    -------
    bytes
        An XLSX file.

    Raises
    ------
    OutputError
        If a table has more rows than a sheet can hold.
    """
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    every = tuple(tables)
    nouns = [table for table in every if table.name != "summary"]
    book = Workbook(write_only=True)
    _set_up(book, title)
    front = _add_sheet(book, READ_ME)
    changes = Changes()
    sheets = [*nouns, build_codebook(every)]
    for table in sheets:
        changes += _write_sheet(book, table)
    _write_front(front, every, sheets, changes)
    out = io.BytesIO()
    ExcelWriter(book, Archive(out, "w")).save()  # Workbook.save would write down the time
    return out.getvalue()


def _set_up(book: Workbook, title: str) -> None:
    book.properties.title = title
    book.properties.creator = "policygraph"
    book.properties.created = book.properties.modified = _NO_DAY


def _add_sheet(book: Workbook, name: str) -> WriteOnlyWorksheet:
    sheet = book.create_sheet(name)
    # All that we append are cells; to find that out for each takes a third of the time.
    sheet._values_to_row = place_cells
    return sheet


def _write_sheet(book: Workbook, table: Table) -> Changes:
    """Write a table on a sheet of its own."""
    from openpyxl.utils import get_column_letter

    if len(table.rows) >= _MOST_ROWS:
        raise OutputError(
            f"The table {table.name} has {len(table.rows):,} rows, more than a sheet can hold.",
            hint="Write CSV, or ask for one list or one state.",
        )
    sheet = _add_sheet(book, table.title)
    sheet.freeze_panes = "A2"
    widths: dict[str, int] = {}
    last = get_column_letter(len(table.columns))
    sheet.auto_filter.ref = f"A1:{last}{len(table.rows) + 1}"
    for place, column in enumerate(table.columns):
        texts = (_show(row[place]) for row in table.rows[:_WIDTH_ROWS])
        width = max([len(column.title) + 3, *(len(text) + 2 for text in texts)])
        letter = get_column_letter(place + 1)
        widths[letter] = min(max(width, _NARROWEST), _WIDEST)
    _set_up_pages(sheet, widths)
    maker = CellMaker(sheet)
    sheet.append([_head(sheet, column.title) for column in table.columns])
    for number, row in enumerate(table.rows, 2):
        cells = zip(row, table.columns, strict=True)
        _append(sheet, number, [maker.make(value, column) for value, column in cells], widths)
    return maker.changes


def _append(
    sheet: WriteOnlyWorksheet, number: int, cells: Sequence[Cell | None], widths: Mapping[str, int]
) -> None:
    """Append a row as high as its longest text: not every program works that out by itself."""
    lines = 1
    for cell, width in zip(cells, widths.values(), strict=True):
        text = cell.value if cell is not None else None
        if isinstance(text, str) and (len(text) >= width or "\n" in text):
            needed = sum(1 + len(line) // width for line in text.split("\n"))
            lines = max(lines, needed)
    if lines > 1:
        sheet.row_dimensions[number].height = min(lines * _LINE, _HIGHEST)
    sheet.append(cells)
    sheet.row_dimensions.pop(number, None)  # it is written; of a large sheet they would be many


def _show(value: Value) -> str:
    text = " | ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)
    return max(text.splitlines(), key=len, default="")


def _head(sheet: WriteOnlyWorksheet, text: str) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill

    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(name=FONT, size=11, bold=True, color="FFFFFF")
    cell.fill = PatternFill("solid", fgColor=_HEAD)
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    return cell


def _set_up_pages(
    sheet: WriteOnlyWorksheet, widths: Mapping[str, int], *, has_head: bool = True
) -> None:
    """Set up columns and pages: as many of these side by side as it takes to read them."""
    for letter, width in widths.items():
        sheet.column_dimensions[letter].width = width
    sheet.page_setup.orientation = "landscape" if has_head else "portrait"
    sheet.page_setup.paperSize = _LETTER
    sheet.page_setup.fitToWidth = -(-sum(widths.values()) // _PAGE_WIDTH)
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.left.text = "&A"
    sheet.oddFooter.right.text = "&P / &N"
    if has_head:
        sheet.print_title_rows = "1:1"
        sheet.print_title_cols = "A:A"


def _write_front(
    front: WriteOnlyWorksheet, every: Iterable[Table], sheets: Iterable[Table], changes: Changes
) -> None:
    """Write what to know first: the summary, the sheets, and what was changed to fit."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    widths = {"A": 26, "B": 100, "C": 12}
    _set_up_pages(front, widths, has_head=False)
    maker, lines = CellMaker(front), count(1)

    def heading(text: str) -> None:
        cell = WriteOnlyCell(front, text)
        cell.font = Font(name=FONT, size=13, bold=True, color=_HEAD)
        cell.alignment = Alignment(vertical="bottom")
        front.row_dimensions[next(lines)].height = 2 * _LINE
        front.append([cell])

    def line(item: str, text: str, number: Value = None, location: str = "") -> None:
        head = maker.make_text(item, location=location)
        cells = [head, maker.make_text(text), maker.make(number, _NUMBER)]
        _append(front, next(lines), cells, widths)

    section: Value = None
    for table in every:
        for row in table.rows if table.name == "summary" else ():
            _, here, item, text, number = row
            if here != section:
                section = here
                heading(SECTIONS[str(here)].label)
            line(str(item), str(text or ""), number)
    heading("The sheets")
    for table in sheets:
        line(table.title, table.description, len(table.rows), f"'{table.title}'!A1")
    heading("What was changed to fit a workbook")
    changes += maker.changes
    line("cut", "Cells longer than Excel allows; the CSV files have all.", changes.cut)
    line("replaced", "Cells with characters that a workbook cannot hold.", changes.replaced)
