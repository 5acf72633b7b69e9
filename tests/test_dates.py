"""Partial dates: what they can mean, how they compare, and what is no date at all."""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.dates import PartialDate, parse_day
from policygraph.errors import DateFormatError
from policygraph.namespaces import XSD

days = st.dates()
partial_dates = st.builds(
    lambda day, length: PartialDate(day.isoformat()[:length]), days, st.sampled_from([4, 7, 10])
)


@given(partial_dates)
def test_the_earliest_day_is_not_after_the_latest(value: PartialDate) -> None:
    assert value.earliest <= value.latest
    assert value.earliest.isoformat().startswith(value.text)
    assert value.latest.isoformat().startswith(value.text)


@given(partial_dates, days)
def test_it_contains_just_the_days_that_begin_with_its_text(value: PartialDate, day: date) -> None:
    assert value.contains(day) == day.isoformat().startswith(value.text)


@given(partial_dates)
def test_it_contains_its_bounds_and_nothing_beside_them(value: PartialDate) -> None:
    assert value.contains(value.earliest)
    assert value.contains(value.latest)
    if value.earliest > date.min:
        assert not value.contains(value.earliest - timedelta(days=1))
    if value.latest < date.max:
        assert not value.contains(value.latest + timedelta(days=1))


@given(partial_dates)
def test_its_length_in_days_is_that_of_a_day_a_month_or_a_year(value: PartialDate) -> None:
    length = (value.latest - value.earliest).days + 1
    expected = {
        4: {366 if isleap(value.earliest.year) else 365},
        7: {28, 29, 30, 31},
        10: {1},
    }
    assert length in expected[len(value.text)]


@given(partial_dates, partial_dates)
def test_the_order_is_total_and_agrees_with_equality(a: PartialDate, b: PartialDate) -> None:
    assert [a < b, a == b, a > b].count(True) == 1
    assert (a <= b) == (a < b or a == b)
    assert (a == b) == (a.text == b.text)
    if a == b:
        assert hash(a) == hash(b)
    if a.latest < b.earliest:
        assert a < b


@given(partial_dates, partial_dates, partial_dates)
def test_the_order_is_transitive(a: PartialDate, b: PartialDate, c: PartialDate) -> None:
    first, second, third = sorted([a, b, c])
    assert first <= second <= third
    assert first <= third


@given(partial_dates)
def test_text_survives(value: PartialDate) -> None:
    assert PartialDate(str(value)) == value


@pytest.mark.parametrize(
    ("text", "datatype"), [("2014", "gYear"), ("2014-07", "gYearMonth"), ("2014-07-04", "date")]
)
def test_the_datatype_states_the_precision(text: str, datatype: str) -> None:
    assert PartialDate(text).datatype == f"{XSD}{datatype}"


BAD = [
    "", "14", "0000", "2014-00", "2014-13", "2014-7", "2014-02-30", "2015-02-29", "2014-07-04Z",
    "2014-07-04T00:00", " 2014", "2014 ", "2014\n", "-2014", "July 2014", "2014/07", "20140704",
    "2014-W27", "٢٠١٤", "２０１４-07",
]  # fmt: skip


@pytest.mark.parametrize("text", BAD)
def test_what_is_no_date_is_refused_and_quoted(text: str) -> None:
    with pytest.raises(DateFormatError) as caught:
        PartialDate(text)
    assert repr(text) in str(caught.value)
    assert "YYYY" in caught.value.hint


@given(st.text(max_size=12))
def test_any_text_is_read_as_it_stands_or_refused(text: str) -> None:
    try:
        value = PartialDate(text)
    except DateFormatError:
        return
    assert value.earliest.isoformat().startswith(text)


@given(days)
def test_a_day_is_read_back(day: date) -> None:
    assert parse_day(day.isoformat()) == day


@pytest.mark.parametrize("text", [*BAD, "2014", "2014-07", "2014-W27-5", "2014-W01-1"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(DateFormatError, match="is not a day of the calendar"):
        parse_day(text)
