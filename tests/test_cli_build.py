"""`policygraph build` as a user runs it: what it writes, and what stops it before it writes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from policygraph import resources, sources
from policygraph.cli import main

EXCERPTS = Path(__file__).parent / "fixtures" / "sources"

COUNTIES = "base/2017_counties.txt"
DIVISIONS = "base/us_census_places.csv"
SECTION_1 = "lists/ddor_2017w1_section1.csv"
SECTION_2 = "lists/ddor_2017_section2_partial.csv"
SECTION_3 = "lists/ddor_2017_section3_partial.csv"
CORRECTIONS = "lists/ice_ddor_corrections.csv"
POLICIES = "policies/ice_cis_policy_table_2014.csv"
EVIDENCE = "policies/policy_evidence.csv"

#: 14 sources, of which two give a large file or one for each of the 12 states of the excerpt, the
#: register and the catalogue.
FILES = 28

Edit = Callable[[bytes], bytes]


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """A copy of the excerpts that a test may spoil."""
    return Path(shutil.copytree(EXCERPTS, tmp_path / "tables"))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder that holds an older build."""
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "us_ice_ddor_2017w1.ttl").write_bytes(b"# an older build\n")
    (folder / "catalog.ttl").write_bytes(b"# an older catalogue\n")
    return folder


@pytest.fixture
def excerpts_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command read tables that are shorter than their contracts."""
    monkeypatch.setattr(sources, "SourceFolder", partial(sources.SourceFolder, contracts=False))


def snapshot(folder: Path) -> dict[str, tuple[bytes, int, int]]:
    return {
        path.relative_to(folder).as_posix(): (
            path.read_bytes(),
            path.stat().st_mtime_ns,
            path.stat().st_ino,
        )
        for path in folder.rglob("*.ttl")
    }


def build(tables: Path, out: Path, *more: str) -> int:
    return main(["build", "--sources", str(tables), "--out", str(out), *more])


def read_error(capsys: pytest.CaptureFixture[str]) -> str:
    """Return the one line that tells what is wrong; the others name the sources in turn."""
    output = capsys.readouterr()
    assert output.out == ""
    *progress, error = output.err.splitlines()
    assert set(progress) <= {source.id for source in sources.load_sources()}
    assert error.startswith("Error: ")
    assert error.endswith(".")
    return error


@pytest.mark.usefixtures("excerpts_allowed")
def test_it_writes_every_file_and_then_nothing(
    tables: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(tables, out) == 0
    first = capsys.readouterr()
    assert first.out == f"{FILES} files built, {FILES} changed, in {out}\n"
    assert first.err.splitlines() == [source.id for source in sources.load_sources()]
    before = snapshot(out)
    assert len(before) == FILES
    assert build(tables, out) == 0
    assert capsys.readouterr().out == f"{FILES} files built, 0 changed, in {out}\n"
    assert snapshot(out) == before


@pytest.mark.usefixtures("excerpts_allowed")
def test_check_tells_what_would_change_and_writes_nothing(
    tables: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(out)
    assert build(tables, out, "--check") == 1
    assert snapshot(out) == before
    assert capsys.readouterr().out.startswith(
        f"{FILES} of {FILES} files would change: us_ice_policy_table_2014.ttl, "
    )
    assert build(tables, out) == 0
    capsys.readouterr()
    assert build(tables, out, "--check") == 0
    assert capsys.readouterr().out == f"0 of {FILES} files would change: -\n"
    (out / "register.ttl").unlink()
    assert build(tables, out, "--check") == 1
    assert capsys.readouterr().out == f"1 of {FILES} files would change: register.ttl\n"


@pytest.mark.usefixtures("excerpts_allowed")
def test_without_a_folder_it_writes_where_the_package_keeps_its_data(
    tables: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "locate", lambda room: tmp_path / "home" / room)
    assert main(["build", "--sources", str(tables)]) == 0
    assert len(snapshot(tmp_path / "home" / "data" / "ttl")) == FILES


@pytest.mark.usefixtures("excerpts_allowed")
def test_a_folder_that_cannot_be_written_is_named(
    tables: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert build(tables, tmp_path / "file") == 2
    assert f"{tmp_path / 'file'}" in read_error(capsys)


def test_an_excerpt_is_refused(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = snapshot(out)
    assert build(EXCERPTS, out) == 2
    error = read_error(capsys)
    assert f"{EXCERPTS / POLICIES}, line 60: the file ends after 59 rows" in error
    assert "at least 166 are due" in error
    assert snapshot(out) == before


def test_a_folder_without_tables_is_refused(
    tmp_path: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(out)
    assert build(tmp_path / "nowhere", out) == 2
    assert f"{POLICIES}: No such file or directory. Give the folder" in read_error(capsys)
    assert snapshot(out) == before


def replace(old: str, new: str) -> Edit:
    def edit(content: bytes) -> bytes:
        assert old.encode() in content, f"the excerpt no longer has {old}"
        return content.replace(old.encode(), new.encode(), 1)

    return edit


def append(line: bytes) -> Edit:
    return lambda content: content + line


FAULTS: list[tuple[str, Edit, str]] = [
    # The table itself.
    (SECTION_1, replace("detainers_issued", "issued"), "line 1: no column detainers_issued"),
    (POLICIES, lambda _: b"", "line 1: no column n, jurisdiction, state, date_enacted, policy"),
    (COUNTIES, append(b"MN|27001|x|Aitkin County\n"), "line 33: 4 cells where 10 are due"),
    (SECTION_2, append(b"Sac County,IA,1\n"), "line 8: 3 cells where 6 are due"),
    (SECTION_2, append(b"\n"), "line 8: 0 cells where 6 are due"),
    (CORRECTIONS, append(b"Do\xf1a Ana County,NM,1,x,,\n"), "line 7: a byte is not UTF-8 (0xf1)"),
    (EVIDENCE, append(b'"' + b"x" * 200_000 + b'",NM,1,x,,\n'), "line 7: not CSV"),
    # Cells.
    (COUNTIES, replace("MN|27053", "MN|2705"), "a GEOID has 2, 5, 7 or 10 digits, not '2705'"),
    (COUNTIES, replace("Carson City", "Carson"), f"{DIVISIONS} has no division for Carson"),
    (DIVISIONS, replace("place-2507000", "place-2507001"), "no division has the GEOID 2507000"),
    (SECTION_2, replace(",142,", ",many,"), "declined_count is a whole number, not 'many'"),
    (SECTION_3, replace("2017-01", "2017-13"), "'2017-13' is not a date"),
    (POLICIES, replace("2014-07", "July 2014"), "'July 2014' is not a date"),
    (EVIDENCE, replace("2014-06", "06/2014"), "'06/2014' is not a date"),
    (CORRECTIONS, replace("misattributed", "lost"), "no correction is of the kind 'lost'"),
    # Rows and their coding.
    (
        POLICIES,
        append(b"167,Nowhere County,MN,,2014-07,,,,,,\n"),
        "us_ice_policy_table_2014.csv has no coding for row 167 (Nowhere County, MN)",
    ),
    (
        POLICIES,
        replace("Ramsey County,MN", "Hennepin County,MN"),
        "is about Hennepin County, MN, but us_ice_policy_table_2014.csv, line 71 codes Ramsey",
    ),
    (
        SECTION_3,
        replace("Harvey County,KS,1", "Haskell County,KS,1"),
        "us_ice_ddor_2017w1.csv has no coding for Haskell County, KS in section-3",
    ),
    (SECTION_1, append(b"10,Clark County,NV,5,,,\n"), "Clark County, NV stands in section-1 twice"),
    (
        EVIDENCE,
        append(b"Ramsey County,MN,2017-05,,,\n"),
        "is about Ramsey County, MN, but us_press_policy_evidence.toml codes St. Lucie County, FL",
    ),
    (
        EVIDENCE,
        replace("Leon County,FL,2014-08", "Leon County,FL,2015-08"),
        "speaks of 2015-08, but us_press_policy_evidence.toml has another date (leon-2014-08)",
    ),
]


@pytest.mark.usefixtures("excerpts_allowed")
@pytest.mark.parametrize(
    ("table", "edit", "expected"), FAULTS, ids=[f"{fault[0]}: {fault[2]}" for fault in FAULTS]
)
def test_a_fault_stops_the_build_before_anything_is_written(
    table: str,
    edit: Edit,
    expected: str,
    tables: Path,
    out: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tables / table
    path.write_bytes(edit(path.read_bytes()))
    before = snapshot(out)
    assert build(tables, out) == 2
    error = read_error(capsys)
    assert expected in error
    assert table in error
    if table != DIVISIONS:  # where a row is missing there is no line to name
        assert ", line " in error
    assert snapshot(out) == before


@pytest.mark.usefixtures("excerpts_allowed")
@pytest.mark.parametrize(
    "table",
    [COUNTIES, DIVISIONS, SECTION_1, SECTION_2, SECTION_3, CORRECTIONS, POLICIES, EVIDENCE],
)
def test_a_missing_table_stops_the_build(
    table: str, tables: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tables / table).unlink()
    before = snapshot(out)
    assert build(tables, out) == 2
    assert f"{tables / table}: No such file or directory" in read_error(capsys)
    assert snapshot(out) == before
