"""Which row is the header, and which columns hold what."""

from __future__ import annotations

import pytest

from policygraph.errors import TableError
from policygraph.reconcile.header import Columns, find_header
from policygraph.reconcile.text import Row


def find(*rows: tuple[str, ...], **given: str) -> tuple[Columns, int]:
    return find_header([Row(n, cells) for n, cells in enumerate(rows, 1)], **given)


def test_usual_headings_are_known() -> None:
    columns, at = find(("n", "State", "heading_on_page", "name_as_listed", "name_clean", "type"))
    assert (columns.name, columns.state, columns.heading, columns.kind, at) == (3, 1, 2, 5, 0)


def test_a_heading_that_is_a_kind_speaks_for_its_column() -> None:
    assert find(("County", "State"))[0].said == "County"
    assert find(("Jurisdiction", "State"))[0].said == ""


def test_a_column_that_is_given_goes_before_one_that_is_found() -> None:
    columns, _ = find(("name", "other", "type", "heading"), name="other", kind="type")
    assert (columns.name, columns.kind, columns.heading) == (1, 2, None)
    assert find(("a", "b"), name="2")[0].name == 1


def test_a_table_of_one_column_may_have_no_header() -> None:
    columns, at = find(("Ramsey County, MN",), ("Cook County, IL",))
    assert (columns.header, at) == (("name",), -1)
    assert find(("Place",), ("Ramsey",))[1] == 0


@pytest.mark.parametrize(
    ("rows", "given", "said"),
    [
        ([()], {}, "is empty"),
        ([("a", "b"), ("1", "2")], {}, "no column whose heading says"),
        ([("name", "name"), ("1", "2")], {}, "2 columns called 'name'"),
        ([("county", "city")], {}, "column for counties and one for cities"),
        ([("name", "b")], {"name": "absent"}, "no column 'absent'"),
        ([("name", "b")], {"state": "absent"}, "no column 'absent'"),
        ([("first name", "jurisdiction id")], {}, "2 columns that may hold the names"),
    ],
)
def test_what_cannot_be_told_is_said(
    rows: list[tuple[str, ...]], given: dict[str, str], said: str
) -> None:
    with pytest.raises(TableError, match=said):
        find(*rows, **given)
