"""Parquet tables are read by the same contracts as all others."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from policygraph.errors import SourceError
from policygraph.sources import Row, SourceFolder, Table

TABLE = Table("a.parquet", ("name", "count"), minimum=2)


def write(folder: Path, **columns: list[object]) -> None:
    pq.write_table(pa.table(columns), folder / "a.parquet")


def read(folder: Path, *, whole: bool = True) -> list[Row]:
    return SourceFolder(folder, contracts=whole).read(TABLE)


def test_cells_become_text_and_rows_know_their_number(tmp_path: Path) -> None:
    write(tmp_path, count=[1, None], more=[0.5, 1.5], name=[" A ", "Doña Ana"])
    rows = read(tmp_path)
    assert rows == [{"name": "A", "count": "1"}, {"name": "Doña Ana", "count": ""}]
    assert [row.where for row in rows] == ["a.parquet, row 1", "a.parquet, row 2"]


def test_the_checksum_is_that_of_the_bytes_read(tmp_path: Path) -> None:
    write(tmp_path, name=["A", "B"], count=[1, 2])
    folder = SourceFolder(tmp_path)
    folder.read(TABLE)
    content = (tmp_path / "a.parquet").read_bytes()
    assert folder.checksums == {"a.parquet": hashlib.sha256(content).hexdigest()}


def test_a_table_cut_short_stops_the_build_but_serves_as_an_excerpt(tmp_path: Path) -> None:
    write(tmp_path, name=["A"], count=[1])
    with pytest.raises(SourceError, match="ends after 1 rows where at least 2 are due"):
        read(tmp_path)
    assert len(read(tmp_path, whole=False)) == 1


def test_each_fault_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"a\.parquet: No such file.*--sources"):
        read(tmp_path)
    (tmp_path / "a.parquet").write_bytes(b"name,count\nA,1\n")
    with pytest.raises(SourceError, match=r"a\.parquet: not Parquet \(.+\)\."):
        read(tmp_path)
    write(tmp_path, name=["A"])
    with pytest.raises(SourceError, match=r"a\.parquet: no column count\."):
        read(tmp_path)


def test_a_file_that_is_broken_inside_is_an_error_too(tmp_path: Path) -> None:
    write(tmp_path, name=["A" * 50] * 100, count=list(range(100)))
    content = bytearray((tmp_path / "a.parquet").read_bytes())
    content[10:60] = b"\xff" * 50
    (tmp_path / "a.parquet").write_bytes(content)
    with pytest.raises(SourceError, match="not Parquet"):
        read(tmp_path)


def test_without_pyarrow_the_error_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, name=["A", "B"], count=[1, 2])
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(SourceError, match=r"pyarrow, which is not installed.*pip install"):
        read(tmp_path)
