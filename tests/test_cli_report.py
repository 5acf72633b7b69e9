"""`policygraph report`, run as a person runs it: every format, to a file, a pipe and a terminal."""

from __future__ import annotations

import csv
import io
import json
import re
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
from policygraph.api import FORMATS, choose_format, compare_reports
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


# Comparing


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The first list read as of its day, and as of a later one."""
    folder = tmp_path_factory.mktemp("reports")
    old, new = folder / "old.json", folder / "new.json"
    for file, day in ((old, "2017-03-20"), (new, "2018-06-01")):
        pg.load().report(rules="omitted", state="FL", as_of=day).save(file)
    return old, new


def test_two_reports_are_compared_with_reasons(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "--compare", *map(str, files)]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("change ")
    (row,) = [line for line in out.splitlines() if "Hillsborough County, FL" in line]
    assert re.split(r" {2,}", row)[:2] == ["changed", "not-comparable → cannot-tell (exact)"]
    assert "Policies are read as of 2018-06-01, not 2017-03-20." in row
    assert err.startswith("Of the findings and verdicts, ")


@pytest.mark.parametrize("name", ["md", "csv", "json"])
def test_a_comparison_goes_to_a_file_by_its_ending(
    name: str, files: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / f"changes.{name}"
    asked = ["report", "--compare", *map(str, files)]
    assert main([*asked, "-o", str(file)]) == 0
    assert main([*asked, "-f", name]) == 0
    assert file.read_bytes().decode() == capsys.readouterr().out
    found = compare_reports(*files)
    text = file.read_text(encoding="utf-8")
    match name:
        case "json":
            assert len(json.loads(text)["changes"]) == len(found) > 3
            assert json.loads(text)["counts"] == found.counts
            assert text == found.to_json()
        case "csv":
            assert len(list(csv.reader(io.StringIO(text, newline="")))) == 1 + len(found)
        case "md":
            assert text == found.to_markdown()


def test_a_report_is_compared_with_an_older_one(files: tuple[Path, Path]) -> None:
    new = pg.load().report(rules="omitted", state="FL", as_of="2018-06-01")
    assert new.compare(files[0]).rows == compare_reports(*files).rows
    assert len(new.compare(new)) == 0
    assert new.compare(files[1]).counts == dict.fromkeys(new.compare(new).counts, 0)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--state", "MN", "--bom"], "--compare reads two files: leave out --state, --bom."),
        (["--report", "us_ice_ddor_2017w1"], "leave out --report."),
        (["-f", "html"], "A comparison has no format 'html'. Choose table, md, csv or json."),
        (["-o", "changes.pdf"], "A comparison has no format 'pdf'."),
    ],
)
def test_a_comparison_takes_nothing_else(
    more: list[str], said: str, files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "--compare", *map(str, files), *more]) == 2
    assert said in " ".join(capsys.readouterr().err.split())


def test_a_file_that_is_no_report_is_told(
    files: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.json"
    other.write_text('{"findings": []}', encoding="utf-8")
    for wrong in (tmp_path / "none.json", other):
        assert main(["report", "--compare", str(files[0]), str(wrong)]) == 2
        assert str(wrong) in capsys.readouterr().err


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
