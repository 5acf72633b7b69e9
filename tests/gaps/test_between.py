"""Two days compared: what appeared, what was resolved, and the events between."""

from __future__ import annotations

from datetime import date

import pytest

from policygraph.gaps import compare_days, find_gaps, load_rules
from policygraph.store import LocalStore

OMITTED = [load_rules()["omitted"]]


def test_omissions_appear_with_the_list(shipped: LocalStore) -> None:
    before = find_gaps(shipped, OMITTED, day=date(2017, 3, 1))
    after = find_gaps(shipped, OMITTED, day=date(2017, 3, 20))
    changes = compare_days(before, after)
    assert {str(change.finding.place) for change in changes if change.appeared} >= {
        "Ramsey County, MN",
        "Leon County, FL",
    }
    assert all(change.appeared for change in changes)
    for change in changes:
        assert "The list was published on 2017-03-20." in change.reasons


def test_what_goes_says_why(shipped: LocalStore) -> None:
    before = find_gaps(shipped, OMITTED, day=date(2017, 3, 20))
    after = find_gaps(shipped, OMITTED, day=date(2025, 3, 1))
    gone = {str(c.finding.place): c for c in compare_days(before, after) if not c.appeared}
    assert "Douglas County, KS" in gone
    assert all(change.reasons for change in gone.values())


def test_nothing_changes_where_nothing_happens(shipped: LocalStore) -> None:
    before = find_gaps(shipped, OMITTED, day=date(2017, 3, 21))
    after = find_gaps(shipped, OMITTED, day=date(2017, 3, 22))
    assert compare_days(before, after) == ()


def test_the_days_must_be_in_order(shipped: LocalStore) -> None:
    one = find_gaps(shipped, OMITTED, day=date(2017, 3, 21))
    with pytest.raises(ValueError, match="the earlier first"):
        compare_days(one, one)
    with pytest.raises(ValueError, match="the earlier first"):
        compare_days(find_gaps(shipped, OMITTED), one)
