"""Files of any form: the same rows give the same claims, and hostile files an error."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from policygraph.errors import PolicyGraphError
from policygraph.imports.columns import LIST
from policygraph.imports.request import Request
from policygraph.imports.run import Outcome, import_table
from policygraph.workspace import Workspace

pytestmark = pytest.mark.usefixtures("fast")
Ask = Callable[[str], list[tuple[str, ...]]]
ROWS = [("name", "state"), ("Ramsey County", "MN"), ("Doña Ana County", "NM"), ("Milwaukee", "WI")]
LISTINGS = "SELECT ?l ?p ?o WHERE { ?l a pg:Listing ; ?p ?o }"


def bring_file(workspace: Workspace, path: Path) -> Outcome:
    request = Request(LIST, path, "mine", "T", "P", "2025-01-01", replace=True)
    return import_table(workspace, request)


def write(path: Path, delimiter: str, encoding: str) -> Path:
    text = "\r\n".join(delimiter.join(row) for row in ROWS)
    path.write_bytes(text.encode(encoding))
    return path


def test_all_forms_give_the_same_listings(workspace: Workspace, tmp_path: Path, ask: Ask) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ROWS:
        sheet.append(row)
    book.save(tmp_path / "t.xlsx")
    paths = [
        write(tmp_path / "a.csv", ",", "utf-8"),
        write(tmp_path / "b.csv", ";", "utf-8-sig"),
        write(tmp_path / "c.tsv", "\t", "utf-16"),
        write(tmp_path / "d.csv", ",", "cp1252"),
        tmp_path / "t.xlsx",
    ]
    found = []
    for path in paths:
        assert bring_file(workspace, path).faults == []
        found.append(ask(LISTINGS))
    assert all(one == found[0] for one in found)
    assert len(found[0]) > 20


def test_dates_and_numbers_of_a_workbook_are_read(
    workspace: Workspace, tmp_path: Path, ask: Ask
) -> None:
    import datetime

    from policygraph.imports.columns import FUNDING

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(("name", "state", "year", "amount_usd", "measure", "source_date", "source_title"))
    day = datetime.datetime(2017, 3, 20)
    sheet.append(("Ramsey County", "MN", 2017, 1200000, "direct-federal-aid", day, "A report"))
    book.save(tmp_path / "t.xlsx")
    request = Request(FUNDING, tmp_path / "t.xlsx", "mine", "T", "P")
    assert import_table(workspace, request).faults == []
    assert ask("SELECT ?y ?a ?s WHERE { ?o pg:referenceYear ?y ; pg:amountUsd ?a ;"
               " pg:statedOn ?s }") == [("2017", "1200000", "2017-03-20")]  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n\n",
        b"name,state\n",
        b"\x00\x01\x02\x03",
        b"PK\x03\x04 no workbook",
        b"\xd0\xcf\x11\xe0old",
        b'name,state\n"Ramsey County,MN\n',
        b"name,state\nRamsey County,MN,extra\n",
        b"colour,shape\nred,round\n",
    ],
)
def test_a_hostile_file_is_an_error_and_changes_nothing(
    workspace: Workspace, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    with pytest.raises(PolicyGraphError) as caught:
        bring_file(workspace, path)
    assert caught.value.message
    assert workspace.graphs() == ()


def test_a_folder_is_no_table(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(PolicyGraphError, match="cannot be read"):
        bring_file(workspace, tmp_path)


def test_a_table_of_a_million_rows_is_refused_soon(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"name,state\n" + b"Ramsey County,MN\n" * 1_000_000)
    begin = time.monotonic()
    with pytest.raises(PolicyGraphError, match="more than 100,000 rows"):
        bring_file(workspace, path)
    assert time.monotonic() - begin < 60
    assert workspace.graphs() == ()
