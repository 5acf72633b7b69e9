"""Sheets as streams: what cells mean, and that no sheet can fill the memory."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import openpyxl
import pytest

from policygraph.errors import TableError
from policygraph.reconcile import workbook
from policygraph.reconcile.sheet import MARK, MOST_ROWS, Meanings, read_cells
from policygraph.reconcile.text import CELL
from policygraph.reconcile.workbook import read_workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MEANINGS = Meanings(("shared", "strings"), {1}, {2}, datetime(1899, 12, 30))


class Part(io.BytesIO):
    """A part with the XML of a sheet."""

    def __init__(self, inner: bytes, root: str = f'<worksheet xmlns="{MAIN}">') -> None:
        super().__init__(root.encode() + inner + b"</worksheet>")


def sheet(*rows: str) -> Part:
    return Part(f"<sheetData>{''.join(rows)}</sheetData>".encode())


def values(*rows: str) -> list[tuple[int, dict[int, Any]]]:
    return list(read_cells(sheet(*rows), MEANINGS, "list.xlsx"))


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("<c><v>7</v></c>", 7),
        ("<c><v>7.5</v></c>", 7.5),
        ("<c><v>1E3</v></c>", 1000.0),
        ('<c s="1"><v>42814</v></c>', datetime(2017, 3, 20)),
        ('<c s="1"><v>99999999</v></c>', "#VALUE!"),
        ('<c t="s"><v>1</v></c>', "strings"),
        ('<c t="b"><v>1</v></c>', True),
        ('<c t="e"><v>#N/A</v></c>', "#N/A"),
        ('<c t="d"><v>2017-03-20T00:00:00</v></c>', datetime(2017, 3, 20)),
        ('<c t="str"><f>A1</f><v>text</v></c>', "text"),
        ('<c t="inlineStr"><is><r><t>Ram</t></r><r><t>sey</t></r></is></c>', "Ramsey"),
        ('<c t="inlineStr"><is><t>東</t><rPh sb="0" eb="1"><t>ひがし</t></rPh></is></c>', "東"),
        ('<c t="inlineStr"><is><t xml:space="preserve"> a &amp; b </t></is></c>', " a & b "),
    ],
)
def test_a_cell_means_what_its_kind_says(cell: str, value: object) -> None:
    assert values(f"<row>{cell}</row>") == [(1, {1: value})]


def test_blank_cells_are_left_out_and_places_are_kept() -> None:
    found = values(
        '<row r="2"><c r="B2"><v>1</v></c><c><v>2</v></c><c/><c r="AA2"><v>3</v></c></row>',
        "<row/>",
        '<row r="9"><c t="str"><f>""</f><v></v></c><c><v>4</v></c></row>',
    )
    assert found == [(2, {2: 1, 3: 2, 27: 3}), (3, {}), (9, {1: "", 2: 4})]


def test_a_sheet_of_another_prefix_or_in_the_strict_form_is_read() -> None:
    inner = b"<x:sheetData><x:row><x:c><x:v>1</x:v></x:c></x:row></x:sheetData>"
    part = io.BytesIO(
        b'<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main">'
        + inner
        + b"</x:worksheet>"
    )
    assert list(read_cells(part, MEANINGS, "x")) == [(1, {1: 1})]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (f'<row r="{MOST_ROWS + 1}"/>', "more than 1,048,576 rows"),
        ('<row r="2"/><row r="1"/>', "row 1 comes after row 2"),
        ('<row r="2"/><row r="2"/>', "row 2 comes after row 2"),
        ('<row><c r="ZZZ1"><v>1</v></c></row>', "row 1 has 18,278 cells; 2,000 is the limit"),
        (f"<row><c><v>{'1' * (CELL + 1)}</v></c></row>", "cell of more than 1,000,000 characters"),
        (f'<row spans="{"1" * (MARK + 200_000)}"/>', "mark of more than 8,000,000 bytes"),
        ("<row><c><f>SUM(A2:A3)</f></c></row>", r"the formula '=SUM\(A2:A3\)' has no stored value"),
        ('<row><c><f t="shared" si="0"/></c></row>', "the formula '=' has no stored value"),
    ],
)  # fmt: skip
def test_what_goes_beyond_a_limit_is_an_error(rows: str, said: str) -> None:
    with pytest.raises(TableError, match=said):
        values(rows)


def test_a_doctype_behind_a_long_comment_is_refused() -> None:
    part = io.BytesIO(
        f'<!--{"x" * 5_000}--><!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'.encode()
    )  # fmt: skip
    with pytest.raises(TableError, match="declares a DOCTYPE"):
        list(read_cells(part, MEANINGS, "x"))


def test_the_first_row_comes_before_the_rest_is_read() -> None:
    part = sheet(*("<row><c><v>1</v></c></row>" for _ in range(100_000)))
    next(read_cells(part, MEANINGS, "x"))
    assert part.tell() < 200_000 < len(part.getbuffer())


def book_of(rows: Iterable[str]) -> io.BytesIO:
    """A workbook with this sheet, without a stated size, as some programs write them."""
    made, file = io.BytesIO(), io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(("name",))
    book.save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if not name.startswith("xl/worksheets/"):
                new.writestr(name, old.read(name))
        with new.open("xl/worksheets/sheet1.xml", "w") as part:
            part.write(f'<worksheet xmlns="{MAIN}"><sheetData>'.encode())
            for row in rows:
                part.write(row.encode())
            part.write(b"</sheetData></worksheet>")
    return file


def peak(file: io.BytesIO) -> tuple[int, int]:
    """Read a workbook and give its rows and the most memory that they took."""
    tracemalloc.start()
    try:
        rows = sum(1 for _ in read_workbook(file, "list.xlsx", None, []))
        return rows, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def lines(count: int) -> Iterable[str]:
    for at in range(count):
        yield f'<row><c t="inlineStr"><is><t>Place {at}</t></is></c><c><v>{at}</v></c></row>'


def test_ten_times_the_rows_take_no_more_memory() -> None:
    peak(book_of(lines(1)))  # what is imported at the first time is not counted
    few, small = peak(book_of(lines(5_000)))
    many, large = peak(book_of(lines(50_000)))
    assert (few, many) == (5_000, 50_000)
    assert large < small + 500_000


def test_a_row_of_a_million_blank_cells_takes_no_memory() -> None:
    rows, most = peak(book_of(["<row>", *("<c/>" for _ in range(1_000_000)), "</row>"]))
    assert rows == 1
    assert most < 10_000_000


def test_a_part_of_too_many_elements_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "ELEMENTS", 20)
    with pytest.raises(TableError, match="has more than 20 elements"):
        list(read_workbook(book_of(lines(1)), "list.xlsx", None, []))
