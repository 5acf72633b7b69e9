"""`policygraph report`, run as a person runs it: every format, to a file, a pipe and a terminal."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Protocol

import openpyxl
import pyoxigraph as ox
import pytest
from tests.test_cli_terminal import on_a_terminal

import policygraph as pg
from policygraph.api import FORMATS, choose_format
from policygraph.cli import main
from policygraph.errors import MissingLibraryError, OutputError

#: The quickest report that has an omission.
NARROW = ("--rule", "omitted", "--jurisdiction", "27123")
FORMS = {"ttl": ox.RdfFormat.TURTLE, "trig": ox.RdfFormat.TRIG, "jsonld": ox.RdfFormat.JSON_LD}


class Program(Protocol):
    def __call__(
        self, *arguments: str, stdin: bytes = b"", **environment: str
    ) -> subprocess.CompletedProcess[bytes]: ...


@pytest.fixture(scope="module")
def made() -> pg.Report:
    return pg.load().report(rules="omitted", jurisdiction="27123")


def test_without_options_it_is_markdown_for_reading(
    made: pg.Report, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", *NARROW]) == 0
    out, err = capsys.readouterr()
    assert out == made.to_markdown()
    assert out.startswith("# What the Declined Detainer Outcome Report")
    assert "Ramsey County, MN" in out
    assert err == ""


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "pdf"])
def test_the_ending_of_a_file_says_its_format(
    name: str, made: pg.Report, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / f"report{FORMATS[name].ending}"
    assert main(["report", *NARROW, "-o", str(file)]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"{file}: What the Declined Detainer Outcome Report")
    content = file.read_bytes()
    assert content == made.write(name)
    match name:
        case "html":
            assert content.lower().startswith(b"<!doctype html>")
        case "md":
            assert content.startswith(b"# What the")
        case "csv":
            (row,) = csv.DictReader(io.StringIO(content.decode(), newline=""))
            assert row["place"] == "Ramsey County, MN"
        case "xlsx":
            assert "Findings" in openpyxl.load_workbook(io.BytesIO(content)).sheetnames
        case "bundle":
            names = zipfile.ZipFile(io.BytesIO(content)).namelist()
            assert any(name.endswith("findings.csv") for name in names)
        case "json":
            assert json.loads(content)["counts"] == made.counts
        case _:
            quads = list(ox.parse(content, FORMS[name]))
            assert len(quads) > 50


def test_a_pdf_is_one(tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    assert main(["report", *NARROW, "-o", str(file)]) == 0
    assert file.read_bytes().startswith(b"%PDF-")


def test_a_format_can_be_named(made: pg.Report, tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    assert main(["report", *NARROW, "-f", "json", "-o", str(file)]) == 0
    assert file.read_text(encoding="utf-8") == made.to_json()


def test_a_binary_format_goes_into_a_pipe(policygraph: Program, made: pg.Report) -> None:
    done = policygraph("report", *NARROW, "-f", "xlsx")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == made.to_xlsx()


def test_excel_knows_the_encoding_by_a_mark(made: pg.Report, tmp_path: Path) -> None:
    file = tmp_path / "findings.csv"
    assert main(["report", *NARROW, "--bom", "-o", str(file)]) == 0
    assert file.read_bytes() == b"\xef\xbb\xbf" + made.to_csv().encode()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "report.doc"], "No format ends in '.doc'. Choose .html, .md, .pdf,"),
        (["-o", "report"], "report has no ending. Choose .html,"),
        (["-f", "docx"], "There is no format 'docx'. Choose html, md, pdf,"),
        (["--bom"], "The format md has no byte order mark. It is for csv and bundle."),
        (["--report", "nothing"], "No report 'nothing' is in the graph."),
        (["--report", "all", "--part", "list"], "Give --report with --part."),
        (["--rule", "nothing"], "nothing"),
        (["--as-of", "yesterday"], "'yesterday' is not a day of the calendar."),
        (["--state", "ZZ", "--rule", "omitted"], "'ZZ' is not the postal code of a state"),
        (["--jurisdiction", "Nowhere"], "No place 'Nowhere' is in the graph."),
        ([*NARROW, "-o", "."], "has no ending"),
        ([*NARROW, "-f", "md", "-o", "."], ". is a folder."),
    ],
)
def test_what_cannot_be_is_one_sentence_with_status_2(
    arguments: list[str],
    said: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["report", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in " ".join(err.split())
    assert list(tmp_path.iterdir()) == []


def test_a_terminal_is_spared_what_is_no_text(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(AssertionError, match="is nothing for a terminal"):
        on_a_terminal(80, "report", *NARROW, "-f", "pdf")


def test_a_person_at_a_terminal_sees_what_is_done() -> None:
    shown = on_a_terminal(80, "report", *NARROW, "-f", "json")
    for words in ("Running the rules", "Judging", "Reading what is recorded", "Writing json"):
        assert words in shown.errors
    assert json.loads(shown.raw)["counts"]["omitted"] == 1


# From Python


def test_a_report_is_saved_by_its_ending(made: pg.Report, tmp_path: Path) -> None:
    for name in ("a.md", "a.json", "a.ttl"):
        made.save(tmp_path / name)
        assert (tmp_path / name).read_bytes() == made.write(choose_format(None, Path(name)))
    made.save(str(tmp_path / "b"), format="md")
    assert (tmp_path / "b").read_text(encoding="utf-8") == made.to_markdown()
    with pytest.raises(OutputError, match="No format ends"):
        made.save(tmp_path / "a.doc")


def test_a_report_says_what_it_is(made: pg.Report) -> None:
    assert made.counts["omitted"] == len(made.content.gaps.findings) == 1
    assert made.title in repr(made)
    assert "1 omitted" in repr(made)
    assert made.citation in made._repr_markdown_()


def test_every_table_is_a_data_frame_with_types(made: pg.Report) -> None:
    (row,) = made.tables["findings"].to_dicts()
    assert (row["place"], row["as_of"]) == ("Ramsey County, MN", date(2017, 3, 20))
    assert isinstance(row["federal_aid_usd"], Decimal)
    for table in made.tables.values():
        assert (
            table.to_pandas().shape
            == table.to_polars().shape
            == (
                len(table),
                len(table.columns),
            )
        )
    assert str(made.tables["findings"].to_pandas().dtypes["federal_aid_usd"]) == "Float64"


def test_a_report_that_was_just_made_is_not_made_again() -> None:
    g = pg.load()
    first = g.report(rules="omitted", jurisdiction="27123")
    assert g.report(rules="omitted", jurisdiction="27123") is first
    assert g.report(rules="omitted", jurisdiction="27053") is not first


def test_days_and_lists_are_passed_on() -> None:
    asked = pg.load().report(
        None, as_of="2025-12-31", list_version="2025-12-31", rules=["omitted"], state="MN"
    )
    question = asked.content.question
    assert (question.report, str(question.as_of), question.rules) == (
        None,
        "2025-12-31",
        ("omitted",),
    )
    assert {one.part.report_id for one in asked.content.lists} > {"us_doj_eo14287_2025"}


def test_a_library_that_is_missing_is_told(
    made: pg.Report, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(MissingLibraryError, match="WeasyPrint"):
        made.to_pdf()
