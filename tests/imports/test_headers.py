"""Which column of a file is which."""

from __future__ import annotations

import pytest

from policygraph.errors import SourceError
from policygraph.imports.columns import FUNDING, KINDS, LIST, POLICIES, Kind
from policygraph.imports.headers import assign


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_our_own_headers_are_all_found(kind: Kind) -> None:
    names = [column.name for column in kind.columns]
    places, remarks = assign(kind, names)
    assert places == {name: at for at, name in enumerate(names)}
    assert remarks == []


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_no_two_columns_share_a_name(kind: Kind) -> None:
    names = [name for column in kind.columns for name in (column.name, *column.also)]
    assert len(names) == len(set(names))


def test_our_name_goes_before_another() -> None:
    places, remarks = assign(LIST, ["Place", "NAME", "State"])
    assert places == {"name": 1, "state": 2}
    assert remarks == ["Column 'Place' is not read."]


def test_a_column_can_be_named() -> None:
    places, _ = assign(LIST, ["Who", "name", "St"], {"name": "who"})
    assert places["name"] == 0


def test_a_misspelt_header_is_told_with_what_it_may_mean() -> None:
    _, remarks = assign(POLICIES, ["name", "notificaton"])
    assert remarks == ["Column 'notificaton' is not read. Did you mean notification?"]


@pytest.mark.parametrize(
    ("headers", "given", "said"),
    [
        (["state"], {}, "no column name"),
        (["name", "year"], {}, "no column measure"),
        (["name", "year", "Year", "measure"], {}, "Two columns of the file are called 'year'"),
        (["name", "year", "measure"], {"amount": "year"}, "has no column 'amount'"),
        (["name", "year", "measure"], {"share": "part"}, "No column of the file is called 'part'"),
        (["name", "x", "X", "year", "measure"], {"share": "x"}, "More than one column"),
    ],
)
def test_what_cannot_be_told_is_an_error(
    headers: list[str], given: dict[str, str], said: str
) -> None:
    with pytest.raises(SourceError, match=said):
        assign(FUNDING, headers, given)
