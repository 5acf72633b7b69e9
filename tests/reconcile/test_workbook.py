"""Workbooks: sheets, formulas, merged headers, and those that are bombs."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from policygraph.errors import TableError
from policygraph.reconcile import workbook
from policygraph.reconcile.source import open_table
from policygraph.reconcile.workbook import check_workbook, read_workbook


def save(book: openpyxl.Workbook) -> io.BytesIO:
    file = io.BytesIO()
    book.save(file)
    return file


def cells(file: io.BytesIO, sheet: str | None = None) -> list[tuple[str, ...]]:
    return [row.cells for row in read_workbook(file, "list.xlsx", sheet, [])]


def make(*rows: tuple[object, ...]) -> io.BytesIO:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return save(book)


def test_values_become_text() -> None:
    day = datetime.date(2017, 3, 20)
    assert cells(make(("name", 27123.0, 1.5, True, None, day))) == [
        ("name", "27123", "1.5", "TRUE", "", "2017-03-20")
    ]


def with_stored(file: io.BytesIO, value: str) -> io.BytesIO:
    """Store a value beside the formula of a workbook, as a spreadsheet program does."""
    changed = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(changed, "w") as new:
        for member in old.namelist():
            content = old.read(member)
            if member.startswith("xl/worksheets/"):
                assert b"</f><v" in content
                content = content.replace(b"</f><v />", f"</f><v>{value}</v>".encode())
                content = content.replace(b"</f><v></v>", f"</f><v>{value}</v>".encode())
            new.writestr(member, content)
    return changed


def test_of_a_formula_the_stored_value_is_read() -> None:
    assert cells(with_stored(make(("name",), ("=13+1",)), "14")) == [("name",), ("14",)]


def test_a_formula_without_a_stored_value_is_an_error_and_no_empty_cell() -> None:
    with pytest.raises(TableError, match=r"row 2: the formula '=A1' has no stored value"):
        cells(make(("name",), ("=A1",)))


def test_merged_and_blank_rows_above_the_header_are_passed_over(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "Places that limit cooperation"
    sheet.merge_cells("A1:C1")
    sheet["A4"], sheet["B4"] = "Jurisdiction", "State"
    sheet["A5"], sheet["B5"] = "Ramsey County", "MN"
    sheet["D900"].number_format = "0"  # formatted, but empty
    path = tmp_path / "list.xlsx"
    book.save(path)
    with open_table(str(path)) as table:
        assert table.columns.header == ("Jurisdiction", "State")
        assert [(row.line, row.cells) for row in table.rows] == [(5, ("Ramsey County", "MN"))]
    assert "1 row above the header was left out." in table.notes


def test_the_first_sheet_to_be_seen_is_read_and_another_by_its_name() -> None:
    book = openpyxl.Workbook()
    book.active.append(("hidden",))
    book.active.sheet_state = "hidden"
    book.create_sheet("One").append(("one",))
    book.create_sheet("Two").append(("two",))
    file, notes = save(book), list[str]()
    assert [row.cells for row in read_workbook(file, "x", None, notes)] == [("one",)]
    assert notes == ["Only the sheet 'One' was read, the first of 2."]
    assert cells(file, "Two") == [("two",)]
    with pytest.raises(TableError, match="no sheet 'Three'"):
        cells(file, "Three")


def test_a_bomb_is_refused_before_it_is_opened() -> None:
    file = make(("name",))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", b"\0" * 20_000_000)
    with pytest.raises(TableError, match=r"sheet2.xml unpacks to more than 200 times its size"):
        check_workbook(file, "bomb.xlsx")


def test_a_part_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "PART", 500)
    with pytest.raises(TableError, match="500 is the limit"):
        check_workbook(make(("name",)), "big.xlsx")
    monkeypatch.setattr(workbook, "PART", 10_000_000)
    monkeypatch.setattr(workbook, "SHEET", 50)
    with pytest.raises(TableError, match=r"50 is the limit\. Save the sheet as CSV"):
        check_workbook(make(("name",)), "big.xlsx")


@pytest.mark.parametrize(
    ("member", "content", "said"),
    [
        ("xl/extra.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x/>', "declares a DOCTYPE"),
        ("xl/worksheets/sheet1.xml", b"<worksheet", "cannot be read as XLSX"),
    ],
)
def test_bad_parts_are_one_error(member: str, content: bytes, said: str) -> None:
    file, changed = make(("name",)), io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            new.writestr(name, content if name == member else old.read(name))
        if member not in old.namelist():
            new.writestr(member, content)
    with pytest.raises(TableError, match=said):
        cells(changed)


def test_other_files_are_no_workbooks() -> None:
    with pytest.raises(TableError, match="no sound XLSX"):
        check_workbook(io.BytesIO(b"PK\x03\x04nonsense"), "x.xlsx")
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as archive:
        archive.writestr("a.txt", "a")
    with pytest.raises(TableError, match="a ZIP file, but no XLSX"):
        check_workbook(plain, "x.zip")


def test_a_wrong_dimension_of_the_sheet_loses_no_row() -> None:
    file, changed = make(("name", "state"), ("Ramsey County", "MN")), io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/worksheets/"):
                assert b'ref="A1:B2"' in content
            new.writestr(name, content.replace(b'ref="A1:B2"', b'ref="A1"'))
    assert cells(changed) == [("name", "state"), ("Ramsey County", "MN")]
