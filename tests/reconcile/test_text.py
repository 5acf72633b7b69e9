"""Encodings, delimiters, and text that is hostile."""

from __future__ import annotations

import io

import pytest

from policygraph.errors import TableError
from policygraph.reconcile.text import (
    CELL,
    LINE,
    NONE,
    Row,
    find_delimiter,
    find_encoding,
    read_text,
)


def rows(content: bytes, delimiter: str = ",", encoding: str = "utf-8") -> list[Row]:
    return list(read_text(io.BytesIO(content), "list.csv", encoding, delimiter))


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("Doña Ana".encode(), "utf-8"),
        (b"\xef\xbb\xbfname", "utf-8-sig"),
        ("Doña Ana".encode("utf-16"), "utf-16"),
        ("Doña Ana".encode("cp1252"), "cp1252"),
        (b"Prince George\x92s", "cp1252"),
        (b"a" * (1 << 20) + "ñ".encode(), "utf-8"),  # a letter across two chunks
        (b"a" * ((1 << 20) - 1) + "ñ".encode(), "utf-8"),
    ],
)
def test_the_encoding_is_found(content: bytes, encoding: str) -> None:
    assert find_encoding(io.BytesIO(content), "x") == encoding


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"name\nRam\0sey\n", "list.csv, line 2: there is a NUL byte"),
        (b"name\n\xc3\n\x81\n", "list.csv, line 3: there are bytes that are neither"),
        ("name\n".encode("utf-16-le"), "line 1: there is a NUL byte"),
        (b"\xff\xfea", "neither UTF-8 nor Windows-1252"),
    ],
)
def test_what_is_no_text_is_refused_with_its_line(content: bytes, said: str) -> None:
    with pytest.raises(TableError, match=said):
        find_encoding(io.BytesIO(content), "list.csv")


@pytest.mark.parametrize(
    ("sample", "delimiter"),
    [
        ("name,state\nRamsey County,MN\n", ","),
        ("name;state\nRamsey County, the;MN\nA;B\n", ";"),
        ("name\tstate\nRamsey County, MN\tMN\n", "\t"),
        ("name|state\nRamsey|MN\n", "|"),
        ("place\nRamsey County, MN\nHennepin County, MN\n", NONE),
        ("place\nRamsey\n", NONE),
        ("Our list of places\n\nname,state\nRamsey County,MN\nCook County,IL\n", ","),
        ('"name","state"\n"Ramsey, the county","MN"\n', ","),
    ],
)
def test_the_delimiter_is_found(sample: str, delimiter: str) -> None:
    assert find_delimiter(sample, headings=frozenset({"name"})) == delimiter


def test_rows_know_their_lines_and_quoted_line_breaks_count() -> None:
    assert rows(b'a,"b\nc"\r\n\r\nd,e\n') == [
        Row(1, ("a", "b\nc")),
        Row(3, ()),
        Row(4, ("d", "e")),
    ]


def test_a_cell_of_ten_megabytes_is_one_error_with_its_line() -> None:
    with pytest.raises(TableError, match=r"line 2 (has|is)? ?.*characters"):
        rows(b"name\n" + b"x" * 10_000_000 + b"\n")
    with pytest.raises(TableError, match="begins on line 2 has more than 1,000,000 characters"):
        rows(b"name\n" + b"x" * (CELL + 1) + b"\n")
    assert len(rows(b"name\n" + b"x" * CELL + b"\n")[1].cells[0]) == CELL


def test_a_quote_left_open_does_not_swallow_the_file_in_silence() -> None:
    with pytest.raises(TableError, match="the row that begins on line 2 do not fit together"):
        rows(b'name\n"Ramsey\nCook\nTravis\n')
    with pytest.raises(TableError, match="begins on line 2 has more than"):
        rows(b'name\n"Ramsey\n' + b"Cook County\n" * (CELL // 10))


def test_a_row_without_end_is_read_no_further_than_memory_is_meant_for() -> None:
    endless = b"name\n" + b'"a\n",' * (LINE // 4)
    with pytest.raises(TableError, match="begins on line 2 is longer than 8,000,000"):
        rows(endless)
