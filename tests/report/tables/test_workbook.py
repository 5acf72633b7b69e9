"""The workbook read back: the same values with their types, and nothing that is evaluated."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from policygraph.errors import OutputError
from policygraph.report.model import FindingsReport
from policygraph.report.tables import Column, Table, build_codebook, write_xlsx
from policygraph.report.tables import workbook as writer
from policygraph.report.tables.cells import LONGEST, Changes, fit
from policygraph.report.tables.model import SEPARATOR, Value

TEXTS = Table("texts", "Texts", "Texts.", (Column("text", "Text", "A text."),))


@pytest.fixture(scope="module")
def content(first_report: FindingsReport) -> bytes:
    return write_xlsx(first_report)


@pytest.fixture(scope="module")
def book(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content))


def parts(content: bytes, name: str) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for member in archive.namelist():
            if re.fullmatch(name, member):
                yield archive.read(member).decode()


def as_written(value: Value, column: Column) -> object:
    """Say what a cell of a workbook holds for a value."""
    if isinstance(value, tuple):
        return (column.separator or "").join(value)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    return value


def test_every_table_is_a_sheet(book: Any, tables: dict[str, Table]) -> None:
    nouns = [table for table in tables.values() if table.name != "summary"]
    assert book.sheetnames == ["Read me", *(table.title for table in nouns), "Codebook"]
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in book.sheetnames)


def test_cells_are_the_values_of_the_tables(book: Any, tables: dict[str, Table]) -> None:
    nouns = [table for table in tables.values() if table.name != "summary"]
    for table in [*nouns, build_codebook(tables.values())]:
        sheet = book[table.title]
        head, *rows = sheet.iter_rows(values_only=True)
        assert list(head) == [column.title for column in table.columns]
        assert len(rows) == len(table.rows)
        for found, row in zip(rows, table.rows, strict=True):
            for cell, value, column in zip(found, row, table.columns, strict=True):
                wanted = as_written(value, column)
                where = f"{table.name}.{column.name}"
                if isinstance(wanted, Decimal):
                    assert isinstance(cell, int | float) and Decimal(str(cell)) == wanted, where
                else:
                    assert cell == wanted and type(cell) is type(wanted), where


def test_kinds_of_cells(book: Any, tables: dict[str, Table]) -> None:
    findings = tables["findings"]
    sheet = book["Findings"]

    def cells(name: str) -> list[Any]:
        letter = findings.index(name) + 1
        return [sheet.cell(row, letter) for row in range(2, len(findings.rows) + 2)]

    assert {cell.is_date for cell in cells("as_of")} == {True}
    assert {cell.number_format for cell in cells("as_of")} == {"yyyy-mm-dd"}
    geoids = [cell for cell in cells("geoid") if cell.value]
    assert {cell.data_type for cell in geoids} == {"s"}
    assert "06075" in {cell.value for [cell, *_] in book["Jurisdictions"].iter_rows()}
    money = [cell for cell in cells("federal_aid_usd") if cell.value is not None]
    assert money and {(cell.data_type, cell.number_format) for cell in money} == {("n", "#,##0")}
    approximate = book["Funding"].cell(2, tables["funding"].index("approximate") + 1)
    assert (approximate.data_type, approximate.number_format) == ("b", '"TRUE";"TRUE";"FALSE"')
    shares = tables["funding"].index("share") + 1
    assert book["Funding"].cell(2, shares).number_format == "0.0%"


def test_every_sheet_can_be_read_and_printed(book: Any, tables: dict[str, Table]) -> None:
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.print_title_rows == "$1:$1"
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert all(cell.font.bold and cell.fill.fgColor.rgb == "001F3A5F" for cell in sheet[1])
        assert sheet["A2"].alignment.wrap_text
        assert all(9 <= column.width <= 60 for column in sheet.column_dimensions.values())


def test_the_first_sheet_says_what_to_know(book: Any, first_report: FindingsReport) -> None:
    rows = list(book["Read me"].iter_rows(values_only=True))
    texts = {row[1] for row in rows}
    assert {first_report.title, first_report.citation, *first_report.limits} <= texts
    assert f"sha256-{first_report.version.digest}" in texts
    numbers = {row[0]: row[2] for row in rows}
    assert {kind: numbers[kind] for kind in first_report.count()} == first_report.count()
    assert numbers["Findings"] == len(first_report.gaps.findings)
    assert (numbers["cut"], numbers["replaced"]) == (0, 0)
    links = [
        cell.hyperlink.location for [cell, *_] in book["Read me"].iter_rows() if cell.hyperlink
    ]
    assert "'Data sets'!A1" in links and len(links) == len(book.sheetnames) - 1


def test_only_the_web_is_linked(book: Any, tables: dict[str, Table]) -> None:
    sheet, table = book["Sources"], tables["sources"]
    place = table.index("web") + 1
    for number, address in enumerate(table.values("web"), 2):
        link = sheet.cell(number, place).hyperlink
        assert (link.target if link else None) == address
        assert sheet.cell(number, 1).hyperlink is None


def test_nothing_is_a_formula(content: bytes) -> None:
    sheets = list(parts(content, r"xl/worksheets/sheet\d+\.xml"))
    assert len(sheets) == 21
    assert not any("<f>" in sheet or "<f " in sheet for sheet in sheets)


NASTY = [
    "=1+1",
    '=HYPERLINK("http://evil.example","x")',
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "  =1",
    "#N/A",
    "#REF!",
    "'=1",
    "=",
    "TRUE",
    "0123",
    "1e5",
    "2017-03-20",
    " blanks ",
    "two\nlines",
    "<b>&amp;",
    "Doña Ana 😀",
    "_x0041_",
]


def write(*texts: str) -> bytes:
    return writer.write_workbook([TEXTS.fill({"text": text} for text in texts)], "Texts")


def test_text_stays_text() -> None:
    content = write(*NASTY)
    sheet = load_workbook(io.BytesIO(content))["Texts"]
    cells = [cell for [cell] in sheet.iter_rows(min_row=2)]
    assert [unescape(cell.value) for cell in cells] == NASTY
    assert {cell.data_type for cell in cells} == {"s"}
    xml = "".join(parts(content, r"xl/worksheets/sheet2\.xml"))
    assert "</t>" in xml and "<f>" not in xml and "<f " not in xml
    assert 't="e"' not in xml and 't="n"' not in xml
    assert [cell.quotePrefix for cell in cells[:5]] == [True] * 5
    assert not cells[-3].quotePrefix


def test_a_script_is_no_link() -> None:
    table = Table("t", "T", "T.", (Column("web", "Web", "W.", "anyURI"),))
    addresses = [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "=cmd",
        "https://example.org/" + "x" * 2100,
        "https://example.org/?q=1&r=“2”",
    ]
    content = writer.write_workbook([table.fill({"web": a} for a in addresses)], "T")
    cells = [cell for [cell] in load_workbook(io.BytesIO(content))["T"].iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == addresses
    assert [bool(cell.hyperlink) for cell in cells] == [False, False, False, False, True]


def test_what_cannot_be_held_is_announced() -> None:
    long = "ä" * 40_000
    content = write(long, "a\x00b\x1f", "ok\ufffe", "\U0001f600" * 20_000)
    book = load_workbook(io.BytesIO(content))
    [first], [second], [third], [fourth] = book["Texts"].iter_rows(min_row=2, values_only=True)
    assert len(first) == LONGEST and first.endswith("ä … [cut]")
    assert (second, third) == ("a\ufffdb\ufffd", "ok\ufffd")
    assert len(fourth.encode("utf-16-le")) // 2 <= LONGEST and fourth.endswith("😀 … [cut]")
    told = {row[0]: row[2] for row in book["Read me"].iter_rows(values_only=True)}
    assert (told["cut"], told["replaced"]) == (2, 2)
    assert fit("x" * LONGEST, Changes()) == "x" * LONGEST


def test_line_ends_are_one() -> None:
    assert fit("a\r\nb\rc", Changes()) == "a\nb\nc"


def test_several_values_stand_in_one_cell() -> None:
    table = Table("t", "T", "T.", (Column("kinds", "Kinds", "K.", separator=SEPARATOR),))
    content = writer.write_workbook([table.fill([{"kinds": ("a", "=b")}])], "T")
    assert load_workbook(io.BytesIO(content))["T"]["A2"].value == "a | =b"


def test_rows_are_as_high_as_their_texts() -> None:
    book = load_workbook(io.BytesIO(write("short", "x" * 130, "a\nb", "y" * 20_000)))
    heights = [book["Texts"].row_dimensions[number].height for number in range(2, 6)]
    assert heights == [None, 45, 30, 405]


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "_MOST_ROWS", 3)
    assert write("a", "b")
    with pytest.raises(OutputError, match="texts has 3 rows"):
        write("a", "b", "c")


def test_it_has_no_time_of_its_own(content: bytes, first_report: FindingsReport) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None
    [properties] = parts(content, r"docProps/core\.xml")
    assert set(re.findall(r"\d{4}-\d{2}-\d{2}T[\d:]+Z", properties)) == {"1980-01-01T00:00:00Z"}
    assert first_report.title.replace("&", "&amp;") in properties


_TWICE = """
import hashlib
from policygraph.report.compose import build_report
from policygraph.report.model import Question
from policygraph.report.tables import write_xlsx
from policygraph.store import LocalStore
report = build_report(LocalStore.shipped(), Question(report="us_ice_ddor_2017w1", state="MN"))
print(hashlib.sha256(write_xlsx(report)).hexdigest())
"""


def test_the_same_report_gives_the_same_bytes() -> None:
    sums = {
        subprocess.run(
            [sys.executable, "-c", _TWICE],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert len(sums) == 1
