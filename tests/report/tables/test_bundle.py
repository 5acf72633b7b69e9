"""The bundle: whole, the same each time, valid CSV on the Web, with scripts that fit the data."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from csvw.metadata import TableGroup  # type: ignore[import-untyped]

from policygraph.report.compose import build_report
from policygraph.report.identity import name_report
from policygraph.report.model import FindingsReport, Question
from policygraph.report.tables import (
    Code,
    Column,
    Table,
    build_codebook,
    build_tables,
    describe_tables,
    write_bundle,
    write_csv,
)
from policygraph.report.tables.csvw import build_csvw, build_datapackage
from policygraph.report.tables.pages import write_codebook
from policygraph.report.tables.protocol import say_command, write_protocol
from policygraph.report.tables.rscript import write_r
from policygraph.report.tables.stata import write_stata
from policygraph.report.version import DataVersion
from policygraph.store import LocalStore

#: Words that no variable of Stata may be called.
_STATA = {
    "_all",
    "_b",
    "byte",
    "_coef",
    "_cons",
    "double",
    "float",
    "if",
    "in",
    "int",
    "long",
    "_n",
    "_N",
    "_pi",
    "_pred",
    "_rc",
    "_skip",
    "strL",
    "using",
    "with",
}
_R = {
    "if",
    "else",
    "repeat",
    "while",
    "function",
    "for",
    "next",
    "break",
    "TRUE",
    "FALSE",
    "NULL",
    "Inf",
    "NaN",
    "NA",
    "in",
}


@pytest.fixture(scope="module")
def small(shipped: LocalStore) -> FindingsReport:
    return build_report(shipped, Question(report="us_ice_ddor_2017w1", state="MN"))


@pytest.fixture(scope="module")
def nouns(small: FindingsReport) -> tuple[Table, ...]:
    return build_tables(small)


@pytest.fixture(scope="module")
def every(nouns: tuple[Table, ...]) -> tuple[Table, ...]:
    return (*nouns, build_codebook(nouns))


@pytest.fixture(scope="module")
def content(small: FindingsReport) -> bytes:
    return write_bundle(small)


@pytest.fixture(scope="module")
def folder(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle as somebody has unpacked it."""
    room = tmp_path_factory.mktemp("bundle")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(room)
    [folder] = room.iterdir()
    return folder


def test_it_holds_what_such_data_sets_hold(
    folder: Path, every: tuple[Table, ...], small: FindingsReport
) -> None:
    found = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert found == {
        *(f"data/{table.name}.csv" for table in every),
        "data/csv-metadata.json",
        "datapackage.json",
        "README.md",
        "protocol.md",
        "codebook.md",
        "labels.do",
        "labels.R",
        "load.sql",
        "CITATION.cff",
        "LICENSE",
        "SHA256SUMS",
    }
    assert folder.name == f"policygraph-{name_report(small).rpartition('/')[2]}"


def test_the_checksums_are_right(folder: Path) -> None:
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    told = {name: checksum for checksum, name in (line.split("  ", 1) for line in lines)}
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != "SHA256SUMS"]
    assert told == {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def test_it_is_the_same_each_time(small: FindingsReport, content: bytes) -> None:
    assert write_bundle(small) == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {member.external_attr >> 16 for member in archive.infolist()} == {0o100644}


def test_the_mark_is_only_on_tables(small: FindingsReport) -> None:
    with zipfile.ZipFile(io.BytesIO(write_bundle(small, bom=True))) as archive:
        marked = {
            Path(name).suffix
            for name in archive.namelist()
            if archive.read(name).startswith(b"\xef\xbb\xbf")
        }
    assert marked == {".csv"}


def test_numbers_are_those_of_the_report(folder: Path, small: FindingsReport) -> None:
    with (folder / "data" / "findings.csv").open(encoding="utf-8", newline="") as file:
        severities = [row["severity"] for row in csv.DictReader(file)]
    for severity in ("violation", "warning", "info"):
        assert severities.count(severity) == small.count()[severity]
    readme = (folder / "README.md").read_text(encoding="utf-8")
    for kind, count in small.count().items():
        assert f"{count} {kind}" in readme
    assert all(sentence in readme for sentence in (*small.summary, small.citation))


def test_it_is_valid_csv_on_the_web(folder: Path, every: tuple[Table, ...]) -> None:
    """Each row is read by its schema, each key is unique, and what is named is there."""
    group = TableGroup.from_file(folder / "data" / "csv-metadata.json")
    assert [str(table.url) for table in group.tables] == [f"{table.name}.csv" for table in every]
    assert group.check_referential_integrity()
    for described, table in zip(group.tables, every, strict=True):
        assert described.check_primary_key()
        rows = list(described.iterdicts(strict=True))
        assert len(rows) == len(table.rows)
        for row, values in zip(rows, table.rows, strict=True):
            for column, value in zip(table.columns, values, strict=True):
                read = _plain(row[column.name], column)
                assert read == value, f"{table.name}.{column.name}"


def _plain(value: Any, column: Column) -> Any:
    """Turn a value that the library read into one of ours."""
    if isinstance(value, list):
        one = replace(column, separator=None)
        return tuple(_plain(item, one) for item in value) or None
    if column.datatype == "anyURI" and value is not None:
        return value.unsplit()
    if column.datatype == "gYear" and value is not None:
        return int(str(value)[:4])
    if isinstance(value, datetime) and column.datatype == "date":
        return value.date()
    return value


@pytest.mark.parametrize(
    ("table", "right", "wrong"),
    [("findings", ",violation,", ",grave,"), ("listings", ",12001,", ",99999,")],
    ids=["code", "place"],
)
def test_a_broken_row_is_found(
    folder: Path, tmp_path: Path, table: str, right: str, wrong: str
) -> None:
    """The metadata are strict enough to find a code that is none and a place that is nowhere."""
    for path in (folder / "data").iterdir():
        text = path.read_text(encoding="utf-8")
        if path.stem == table:
            assert right in text
            text = text.replace(right, wrong, 1)
        (tmp_path / path.name).write_text(text, encoding="utf-8", newline="")
    group = TableGroup.from_file(tmp_path / "csv-metadata.json")
    with pytest.raises(ValueError, match=wrong.strip(",")):
        group.check_referential_integrity()


def test_metadata_say_what_it_is(small: FindingsReport, every: tuple[Table, ...]) -> None:
    record = build_csvw(small, every)
    assert record["dc:title"] == small.title
    assert record["dc:identifier"] == f"sha256:{small.version.digest}"
    assert {"@id": "https://w3id.org/policygraph/source/us_rulings"} in record[
        "prov:wasDerivedFrom"
    ]
    endpoint = replace(small, version=DataVersion("0.1.0", ""))
    assert "dc:identifier" not in build_csvw(endpoint, every)
    assert "SHA-256 of the data: not known" in write_protocol(endpoint, every)
    [amount] = [
        column
        for table in record["tables"]
        if table["url"] == "funding.csv"
        for column in table["tableSchema"]["columns"]
        if column["name"] == "amount_usd"
    ]
    assert (amount["datatype"], amount["schema:unitText"]) == ("decimal", "US dollars")


def test_the_data_package_fits_the_files(
    folder: Path, small: FindingsReport, every: tuple[Table, ...]
) -> None:
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert package == build_datapackage(small, every)
    names = {resource["name"] for resource in package["resources"]}
    for resource in package["resources"]:
        with (folder / resource["path"]).open(encoding="utf-8", newline="") as file:
            head = next(csv.reader(file))
        schema = resource["schema"]
        assert head == [field["name"] for field in schema["fields"]]
        assert set(schema["primaryKey"]) <= set(head)
        for key in schema["foreignKeys"]:
            assert set(key["fields"]) <= set(head) and key["reference"]["resource"] in names


def test_duckdb_loads_it(folder: Path, every: tuple[Table, ...], monkeypatch: Any) -> None:
    monkeypatch.chdir(folder)
    with duckdb.connect() as database:
        database.execute((folder / "load.sql").read_text(encoding="utf-8"))
        for table in every:
            rows = database.execute(f'SELECT * FROM "{table.name}"').fetchall()
            assert len(rows) == len(table.rows)
            for column, found in zip(table.columns, zip(*rows, strict=True), strict=False):
                if not column.is_text:
                    assert list(found) == table.values(column.name)
        [(kinds,)] = database.execute("SELECT kinds FROM findings").fetchall()
        assert kinds == ["Listing", "PolicyClaim", "StatedAbsence"]
        comments = "SELECT comment FROM duckdb_columns() WHERE comment IS NOT NULL"
        assert len(database.execute(comments).fetchall()) == sum(len(t.columns) for t in every)
        joined = (
            "SELECT j.name FROM findings JOIN peers USING (verdict_id) "
            "JOIN jurisdictions j ON j.geoid = peer_geoid WHERE peers.rank = 1"
        )
        assert database.execute(joined).fetchall() == [("Hennepin County",)]


def _read_strings(script: str, sign: str) -> str:
    """Blank out the strings and comments of a script; what is left open shows as a quote."""
    text = re.sub(r'"(?:[^"\\\n]|\\.)*"', '""', script)
    return re.sub(rf"^\s*{re.escape(sign)}.*$", "", text, flags=re.MULTILINE)


def test_the_script_for_r_is_whole(every: tuple[Table, ...]) -> None:
    bare = _read_strings(write_r(every), "#")
    assert bare.count('"') % 2 == 0 and "'" not in bare
    for opening, closing in ("()", "{}", "[]"):
        assert bare.count(opening) == bare.count(closing)
    script = write_r(every)
    for table in every:
        assert f'read_table("{table.name}", c(' in script
        for column in table.columns:
            assert column.name not in _R
            assert f"data${column.name} <- described(data${column.name}, " in script
    assert 'severity, c("violation", "warning", "info"),\n  c("violation", "warning"' in script
    assert 'as_of = "Date"' in script and 'geoid = "character"' in script
    assert 'data$kinds <- several(data$kinds, " | ")' in script


def test_the_script_for_stata_is_whole(every: tuple[Table, ...]) -> None:
    script = write_stata(every)
    named = re.compile(r"(?:label variable|notes|drop|generate \w+ _new = .*if) (\w+)")
    for line in script.splitlines():
        if line.startswith("*"):
            continue
        assert line.count('"') % 2 == 0, line
        assert "$" not in line and "/*" not in line and "//" not in line, line
        assert line.count("`") <= line.count("'"), line
        for label in re.findall(r'^label (?:variable|define|data).*?"([^"]*)"', line):
            assert len(label) <= 80
    blocks = script.split("import delimited using ")[1:]
    for table, block in zip(every, blocks, strict=True):
        columns = {column.name: column for column in table.columns}
        assert block.startswith(f'"data/{table.name}.csv"')
        assert f'save "stata/{table.name}.dta", replace' in block
        assert not columns.keys() & _STATA
        assert set(re.findall(r"^label variable (\w+)", block, re.MULTILINE)) == columns.keys()
        assert set(named.findall(block)) <= columns.keys()
        text = {int(place) for place in block.split("stringcols(")[1].split(")")[0].split()}
        for place, column in enumerate(table.columns, 1):
            is_number = column.datatype in {"integer", "decimal", "gYear"}
            assert (place in text) != is_number
            has_labels = f"label values _new {column.name}\n" in block
            assert has_labels == (bool(column.codes) and not column.separator)
            assert (f'daily({column.name}, "YMD")' in block) == (column.datatype == "date")


def test_words_of_others_do_not_break_the_scripts() -> None:
    nasty = 'a "quote", a `macro\', $global, a\\slash // comment /* and\nmore'
    column = Column("x", nasty * 3, nasty, codes={nasty: Code(nasty, nasty)})
    table = Table("t", nasty, "One line.", (column,), key=("x",))
    for line in write_stata([table]).splitlines():
        assert line.startswith("*") or line.count('"') % 2 == 0
        assert "$" not in line and "//" not in line and "/*" not in line
    bare = _read_strings(write_r([table]), "#")
    assert bare.count('"') % 2 == 0 and "more" not in bare


def test_the_codebook_explains_every_column_and_code(
    folder: Path, every: tuple[Table, ...]
) -> None:
    book = every[-1]
    told = {
        (row[book.index("table")], row[book.index("column")], row[book.index("code")])
        for row in book.rows
    }
    wanted = {
        (table.name, column.name, code)
        for table in every[:-1]
        for column in table.columns
        for code in (None, *(column.codes or ()))
    }
    assert told == wanted
    page = (folder / "codebook.md").read_text(encoding="utf-8")
    assert page.endswith(write_codebook(every))
    for table in every:
        section = page.split(f"\n## `{table.name}`\n")[1].split("\n## ")[0]
        for column in table.columns:
            assert f"| `{column.name}` | {column.title} | {column.datatype}" in section
            assert not column.codes or f"Codes of `{column.name}`:" in section
    assert "- `cannot-tell`: Too little is known" in page
    assert "- `warrant-unspecified` (warrant of an unspecified kind): The source says" in page


def test_the_protocol_says_how_it_was_made(folder: Path, small: FindingsReport) -> None:
    protocol = (folder / "protocol.md").read_text(encoding="utf-8")
    for paragraph in (*small.method, *small.limits):
        assert paragraph in protocol
    assert small.version.digest in protocol
    assert "| us_ice_ddor_2017w1/section-3 | 2017-03-20 | 2017-03-20 |" in protocol
    assert "| State | MN |" in protocol
    for rule in small.gaps.rules:
        assert f"| {rule.id} | {rule.severity.value} |" in protocol
    for source in small.sources:
        assert f"| {source.id} |" in protocol
    assert say_command(small.question) in protocol


def test_the_command_names_every_choice() -> None:
    question = Question(
        report="r",
        part="p",
        as_of=date(2017, 3, 20),
        list_version=date(2017, 4, 1),
        jurisdiction="Ramsey County, MN",
        rules=("omitted", "unconfirmed"),
    )
    assert say_command(question) == (
        "policygraph report --report r --part p --as-of 2017-03-20 --list-version 2017-04-01 "
        "--jurisdiction 'Ramsey County, MN' --rule omitted --rule unconfirmed --format bundle"
    )
    assert say_command(Question()) == "policygraph report --report all --format bundle"


def test_terms(folder: Path, small: FindingsReport) -> None:
    licence = (folder / "LICENSE").read_text(encoding="utf-8")
    assert "CC-BY-4.0" in licence
    for source in small.sources:
        assert f"- {source.id}: {source.publisher}." in licence
    citation = yaml.safe_load((folder / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["title"] == small.title
    assert citation["type"] == "dataset" and citation["cff-version"] == "1.2.0"
    assert citation["version"] == str(small.version)
    assert citation["identifiers"][0]["value"] == name_report(small)


def test_csv_in_the_bundle_is_the_csv_of_the_table(folder: Path, every: tuple[Table, ...]) -> None:
    for table in every:
        assert (folder / "data" / f"{table.name}.csv").read_bytes() == write_csv(table)


def test_the_tables_can_be_described_without_a_report() -> None:
    assert all(not table.rows and table.columns for table in describe_tables())
    assert write_codebook(describe_tables()[:1]).startswith("## `findings`\n\nWhat the rules")
