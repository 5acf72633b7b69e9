"""Source tables are read by contract: whole, in UTF-8, with their columns, cell by cell."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from policygraph.errors import DateFormatError, SourceError
from policygraph.resources import locate
from policygraph.sources import (
    Row,
    Source,
    SourceFolder,
    Table,
    load_sources,
    read_beside,
    reading,
)

EXCERPTS = Path(__file__).parents[1] / "fixtures" / "sources"
TABLES = [table for source in load_sources() for table in source.tables]
TABLE = Table("a.csv", ("place", "count"), minimum=2)


def read(tmp_path: Path, content: bytes, table: Table = TABLE, *, whole: bool = True) -> list[Row]:
    (tmp_path / "a.csv").write_bytes(content)
    return SourceFolder(tmp_path, contracts=whole).read(table)


def test_cells_are_trimmed_and_rows_know_their_line(tmp_path: Path) -> None:
    rows = read(tmp_path, b'place,count,more\n" Two\nlines ", 2,\nDo\xc3\xb1a Ana,3,x\n')
    assert rows == [
        {"place": "Two\nlines", "count": "2", "more": ""},
        {"place": "Doña Ana", "count": "3", "more": "x"},
    ]
    assert [row.where for row in rows] == ["a.csv, line 3", "a.csv, line 4"]


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    rows = read(tmp_path, b"\xef\xbb\xbfplace,count\r\nA,1\r\nB,2\r\n")
    assert [dict(row) for row in rows] == [
        {"place": "A", "count": "1"},
        {"place": "B", "count": "2"},
    ]


def test_a_table_without_header_takes_its_names_from_the_contract(tmp_path: Path) -> None:
    table = Table("a.csv", ("place", "count"), minimum=1, delimiter="|", header=False)
    (row,) = read(tmp_path, b"A, B|1\n", table)
    assert row == {"place": "A, B", "count": "1"}


def test_the_order_of_columns_does_not_matter(tmp_path: Path) -> None:
    assert read(tmp_path, b"count,place\n1,A\n2,B\n") == read(tmp_path, b"place,count\nA,1\nB,2\n")


def test_the_checksum_is_that_of_the_bytes_read(tmp_path: Path) -> None:
    content = b"place,count\nA,1\nB,2\n"
    (tmp_path / "a.csv").write_bytes(content)
    folder = SourceFolder(tmp_path)
    folder.read(TABLE)
    assert folder.checksums == {"a.csv": hashlib.sha256(content).hexdigest()}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "a.csv, line 1: no column place, count"),
        (b"place,number\nA,1\nB,2\n", "a.csv, line 1: no column count"),
        (b"place,count\nA,1\nB,2,\n", "a.csv, line 3: 3 cells where 2 are due"),
        (b"place,count\nA,1\nB\n", "a.csv, line 3: 1 cells where 2 are due"),
        (b"place,count\nA,1\n\nB,2\n", "a.csv, line 3: 0 cells where 2 are due"),
        (b"place,count\nA,1\nB\xe9,2\n", "a.csv, line 3: a byte is not UTF-8 (0xe9)"),
        (b"place,count\nA,1\n", "a.csv, line 2: the file ends after 1 rows where at least 2"),
        (b"place,count\n", "a.csv, line 1: the file ends after 0 rows where at least 2"),
        (b"place,count\nA,1\n" + b"x" * 200_000 + b",1\n", "a.csv, line 3: not CSV"),
    ],
)
def test_each_fault_names_file_and_line(tmp_path: Path, content: bytes, expected: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(tmp_path, content)
    assert expected in str(caught.value)


def test_only_the_contract_on_rows_is_waived_for_excerpts(tmp_path: Path) -> None:
    assert len(read(tmp_path, b"place,count\nA,1\n", whole=False)) == 1
    with pytest.raises(SourceError, match="1 cells where 2 are due"):
        read(tmp_path, b"place,count\nA\n", whole=False)


def test_a_missing_file_and_a_folder_in_its_place_are_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"a\.csv: No such file.*--sources"):
        SourceFolder(tmp_path).read(TABLE)
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(SourceError, match=r"a\.csv: Is a directory"):
        SourceFolder(tmp_path).read(TABLE)


@pytest.mark.parametrize("error", [ValueError("no code."), DateFormatError("'x' is not a date.")])
def test_a_cell_that_cannot_be_read_is_placed(error: Exception) -> None:
    row, coding = Row({}, "a.csv, line 2"), Row({}, "coding.csv, line 3")
    with pytest.raises(SourceError) as caught, reading(row, coding):
        raise error
    assert str(caught.value) == f"a.csv, line 2, coded in coding.csv, line 3: {error}"


def test_other_errors_pass() -> None:
    with pytest.raises(SourceError, match=r"^as it is$"), reading(Row({})):
        raise SourceError("as it is")
    with pytest.raises(KeyError), reading(Row({})):
        raise KeyError("x")


# --- The sources ---


@pytest.mark.parametrize("source", load_sources(), ids=lambda source: source.id)
def test_a_source_has_one_name_everywhere(source: Source) -> None:
    assert source.build.__module__ == f"policygraph.sources.{source.id}"
    whole = locate("data/ttl") / f"{source.id}.ttl"
    assert whole.is_file() or (whole.parent / source.id.removeprefix("us_")).is_dir()
    for words in (source.title, source.description, source.publisher, source.rights):
        assert words.strip()
    assert source.coverage.endswith(".")


def test_no_two_sources_share_a_name() -> None:
    ids = [source.id for source in load_sources()]
    assert len(set(ids)) == len(ids)


def test_a_table_has_one_contract_whoever_reads_it() -> None:
    least: dict[str, int] = {}
    for table in TABLES:
        assert least.setdefault(table.path, table.minimum) == table.minimum, table.path


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.path)
def test_an_excerpt_breaks_the_contract_of_its_table(table: Table) -> None:
    rows = SourceFolder(EXCERPTS, contracts=False).read(table)
    assert 0 < len(rows) < table.minimum
    with pytest.raises(SourceError, match=f"ends after {len(rows)} rows where at least"):
        SourceFolder(EXCERPTS).read(table)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.path)
def test_the_excerpts_hold_no_free_text(table: Table) -> None:
    """What is written in a source's sentences stays there."""
    titles = {"policy", "name", "jurisdiction", "id", "name_as_listed", "agency"}
    titles |= {"citation", "court", "docket", "binding_scope", "decision_date"}
    for row in SourceFolder(EXCERPTS, contracts=False).read(table):
        for column, cell in row.items():
            assert column in titles or len(cell.split()) < 5, (row.where, column)
            if column not in table.columns:
                assert cell in {"", "county", "city", "state"}, (row.where, column)


@pytest.mark.parametrize(
    "name",
    ["documents.csv", "us_states.csv", "us_ice_ddor_2017w1.csv", "us_ice_policy_table_2014.csv"],
)
def test_the_tables_beside_the_builders_are_rectangular_and_keyed(name: str) -> None:
    rows = read_beside(name)
    columns = list(rows[0])
    assert all(list(row) == columns for row in rows)
    assert all(cell is not None and cell == cell.strip() for row in rows for cell in row.values())
    keys = {"us_ice_ddor_2017w1.csv": ("part", "named")}.get(name, (columns[0],))
    found = [tuple(row[key] for key in keys) for row in rows]
    assert len(set(found)) == len(found)
    assert rows[0].where == f"{name}, line 2"
