"""One cell at a time."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.dates import PartialDate
from policygraph.imports.cells import LONGEST, CellError, read_cell, shorten
from policygraph.imports.codes import load_codes
from policygraph.imports.columns import FUNDING, KINDS, LIST, POLICIES

CODES = load_codes().allowed


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2014", "2014"),
        ("2014-07", "2014-07"),
        ("2014-07-01", "2014-07-01"),
        ("2014-07-01 00:00:00", "2014-07-01"),
        ("2014-07-01T00:00", "2014-07-01"),
    ],
)
def test_dates_keep_their_precision(text: str, value: str) -> None:
    assert read_cell(POLICIES.find("effective"), text, {}) == PartialDate(value)


@pytest.mark.parametrize("text", ["7/1/2014", "2014-13", "July 2014", "2014-07-01 08:30:00", "14"])
def test_other_dates_are_faults(text: str) -> None:
    with pytest.raises(CellError, match="no date"):
        read_cell(POLICIES.find("effective"), text, {})


@pytest.mark.parametrize(
    ("text", "value"),
    [("0", "0"), ("1234567", "1234567"), ("$1,234,567", "1234567"), ("1,000.50", "1000.50")],
)
def test_sums(text: str, value: str) -> None:
    assert read_cell(FUNDING.find("amount_usd"), text, {}) == Decimal(value)


@pytest.mark.parametrize("text", ["-5", "1,23", "1.234.567", "12 million", "1e6", "NaN", "€5", "٣"])
def test_no_sums(text: str) -> None:
    with pytest.raises(CellError, match="no sum"):
        read_cell(FUNDING.find("amount_usd"), text, {})


@pytest.mark.parametrize(
    ("text", "value"), [("0.1", "0.1"), ("10%", "0.1"), ("1", "1"), ("100 %", "1"), (".5", "0.5")]
)
def test_shares(text: str, value: str) -> None:
    assert read_cell(FUNDING.find("share"), text, {}) == Decimal(value)


@pytest.mark.parametrize("text", ["10", "101%", "-0.1", "a tenth", "0,1"])
def test_no_shares(text: str) -> None:
    with pytest.raises(CellError, match="no share"):
        read_cell(FUNDING.find("share"), text, {})


def test_codes_are_read_by_name_and_by_label() -> None:
    column = POLICIES.find("conditions")
    codes = CODES["hasCondition"]
    wanted = ("judicial-warrant-or-order", "removal-order")
    for text in (
        "judicial-warrant-or-order;removal-order",
        " Judicial Warrant or Order ; removal_order; removal-order ;",
    ):
        assert read_cell(column, text, codes) == wanted


def test_an_unknown_code_is_answered_with_like_ones() -> None:
    with pytest.raises(CellError) as caught:
        read_cell(POLICIES.find("conditions"), "never-hold", CODES["hasCondition"])
    assert "never-holds" in caught.value.remedy
    with pytest.raises(CellError) as caught:
        read_cell(POLICIES.find("conditions"), "never-holds;xyz", CODES["hasCondition"])
    assert "'xyz'" in caught.value.problem


@pytest.mark.parametrize("text", [";", "any-of;all-of"])
def test_one_code_is_one(text: str) -> None:
    with pytest.raises(CellError):
        read_cell(POLICIES.find("join"), text, CODES["isJoinedBy"])


def test_a_geoid_that_lost_its_zero_is_recognised() -> None:
    with pytest.raises(CellError) as caught:
        read_cell(LIST.find("geoid"), "1001", {})
    assert "01001" in caught.value.remedy


@pytest.mark.parametrize(
    "text", ["example.org", "javascript:alert(1)", "https://a b", 'https://x">', "ftp://x"]
)
def test_only_addresses_of_the_web(text: str) -> None:
    with pytest.raises(CellError, match="no address"):
        read_cell(POLICIES.find("source_url"), text, {})


@pytest.mark.parametrize("text", ["a\x00b", "\x1b[31m", "\x85"])
def test_control_characters_are_faults(text: str) -> None:
    with pytest.raises(CellError, match="control character"):
        read_cell(LIST.find("note"), text, {})


def test_a_cell_has_a_limit() -> None:
    with pytest.raises(CellError, match="characters"):
        read_cell(LIST.find("note"), "x" * (LONGEST + 1), {})
    assert read_cell(LIST.find("note"), "x" * LONGEST, {})


@given(st.text(), st.sampled_from([c for kind in KINDS.values() for c in kind.columns]))
def test_any_text_is_a_value_or_a_fault(text: str, column: object) -> None:
    from policygraph.imports.columns import Column

    assert isinstance(column, Column)
    try:
        value = read_cell(column, text, CODES.get(column.property, {}))
    except CellError as error:
        assert error.problem
        assert error.remedy
    else:
        assert (value is None) == (not text)
    assert shorten(text).isprintable()
