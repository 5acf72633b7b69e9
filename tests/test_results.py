"""Results: sequences with typed rows, frames of both libraries, HTML that is safe to show."""

from __future__ import annotations

import sys
from dataclasses import FrozenInstanceError, dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from html.parser import HTMLParser

import pandas as pd  # type: ignore[import-untyped]
import polars as pl
import pytest

from policygraph.errors import MissingLibraryError
from policygraph.report.sections import Section
from policygraph.results import SHOWN, Cell, Page, Result, Row
from policygraph.results.frames import read_kind


@dataclass(frozen=True)
class Thing:
    name: str


COLUMNS = ("name", "places", "share", "sure", "day", "seen", "since", "nothing", "empty")
MOMENT = datetime(2017, 3, 20, 9, 30, tzinfo=UTC)
ROWS: list[tuple[Cell, ...]] = [
    ("A", 3, Decimal("0.25"), True, date(2017, 3, 20), MOMENT, "2014-07", None, None),
    ("B", None, None, None, None, None, date(2014, 7, 1), None, None),
]


@pytest.fixture
def result() -> Result[Thing]:
    return Result(
        [Thing("A"), Thing("B")], COLUMNS, ROWS, headline="Two things.", types={"empty": date}
    )


def test_a_result_is_a_sequence_of_frozen_things(result: Result[Thing]) -> None:
    assert len(result) == 2
    assert list(result) == [Thing("A"), Thing("B")]
    assert result[0] == Thing("A")
    assert result[-1:] == (Thing("B"),)
    assert Thing("A") in result
    assert bool(Result([], ("name",), [], headline="None.")) is False
    with pytest.raises(FrozenInstanceError):
        result[0].name = "C"  # type: ignore[misc]


def test_each_thing_needs_a_row() -> None:
    with pytest.raises(ValueError, match="row"):
        Result([Thing("A")], ("name",), [], headline="")


def test_rows_keep_their_types(result: Result[Thing]) -> None:
    assert result.rows[0] == ROWS[0]
    assert result.to_dicts()[1]["places"] is None


def test_pandas_gives_each_column_one_type_that_can_be_empty(result: Result[Thing]) -> None:
    frame = result.to_pandas()
    assert {name: str(kind) for name, kind in frame.dtypes.items()} == {
        "name": "string",
        "places": "Int64",
        "share": "Float64",
        "sure": "boolean",
        "day": "datetime64[s]",
        "seen": "datetime64[us]",
        "since": "string",
        "nothing": "string",
        "empty": "datetime64[s]",
    }
    assert frame["places"].sum() == 3
    assert frame["places"].isna().tolist() == [False, True]
    assert frame["share"].mean() == 0.25
    assert frame["sure"].isna().tolist() == [False, True]
    assert frame["day"][0] == pd.Timestamp(2017, 3, 20)
    assert frame["seen"][0] == pd.Timestamp(2017, 3, 20, 9, 30)
    assert frame["since"].tolist() == ["2014-07", "2014-07-01"]
    assert frame["empty"].isna().all()
    assert frame.attrs["headline"] == "Two things."


def test_polars_gives_each_column_one_type(result: Result[Thing]) -> None:
    frame = result.to_polars()
    assert dict(frame.schema) == {
        "name": pl.String(),
        "places": pl.Int64(),
        "share": pl.Float64(),
        "sure": pl.Boolean(),
        "day": pl.Date(),
        "seen": pl.Datetime("us"),
        "since": pl.String(),
        "nothing": pl.String(),
        "empty": pl.Date(),
    }
    assert frame["places"].to_list() == [3, None]
    assert frame["share"].to_list() == [0.25, None]
    assert frame["day"].to_list() == [date(2017, 3, 20), None]
    assert frame["seen"][0] == MOMENT.replace(tzinfo=None)


def test_a_result_without_rows_has_typed_frames() -> None:
    empty: Result[Thing] = Result(
        [], ("name", "places"), [], headline="None.", types={"places": int}
    )
    assert empty.to_pandas().shape == (0, 2)
    assert str(empty.to_pandas().dtypes["places"]) == "Int64"
    assert dict(empty.to_polars().schema) == {"name": pl.String(), "places": pl.Int64()}


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ([1, 2], int),
        ([1, 2**80], str),  # more than a column of whole numbers can hold
        ([1, Decimal(1)], float),
        ([1, True], str),
        ([True, None], bool),
        ([date(2017, 3, 20), MOMENT], str),
        ([1, "a"], str),
        ([None], str),
    ],
)
def test_the_type_of_a_column_fits_all_of_its_cells(cells: list[Cell], kind: type) -> None:
    assert read_kind(cells) is kind
    items = [Thing("")] * len(cells)
    made = Result(items, ("x",), [(cell,) for cell in cells], headline="")
    assert len(made.to_pandas()) == len(made.to_polars()) == len(cells)


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_library_that_is_missing_is_named_with_its_extra(
    result: Result[Thing], library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingLibraryError) as caught:
        getattr(result, f"to_{library}")()
    assert str(caught.value) == (
        f"{library} is not installed. pip install 'policygraph[{library}]'"
    )


# HTML


class Reader(HTMLParser):
    """Collects tags with their attributes, and the text of cells."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.tags)


def test_html_is_escaped_and_accessible() -> None:
    evil = '<script>alert("1")</script>'
    made = Result([Thing(evil)], (evil, "n"), [(evil, 1)], headline=f"{evil} & more")
    for html in (made.to_html(), made._repr_html_()):
        read = Reader(html)
        assert read.count("script") == 0
        assert "".join(read.text).count(evil) == 3  # caption, head, cell
        (region,) = [attributes for tag, attributes in read.tags if tag == "div"]
        assert (region["role"], region["tabindex"]) == ("region", "0")
        assert region["aria-label"] == f"{evil} & more"
        scopes = [attributes.get("scope") for tag, attributes in read.tags if tag == "th"]
        assert scopes == ["col", "col", "row"]
        assert read.count("caption") == 1


def test_addresses_are_links_and_nothing_else_is() -> None:
    web = "https://w3id.org/policygraph/jurisdiction/us/county/27123"
    rows = [(web,), ("javascript:alert(1)",), (f'{web}" onclick="x',), ("see http://x.org",)]
    read = Reader(Result([Thing("")] * 4, ("iri",), rows, headline="").to_html())
    assert [attributes for tag, attributes in read.tags if tag == "a"] == [{"href": web}]
    assert "county:27123" in read.text


def test_a_notebook_is_told_what_it_does_not_see() -> None:
    many = Result(
        [Thing("")] * (SHOWN + 7),
        ("name", "more"),
        [(f"n{number}", "x") for number in range(SHOWN + 7)],
        headline="Many.",
        short=("name",),
    )
    read = Reader(many._repr_html_())
    assert read.count("tr") == 1 + SHOWN
    assert "7 more rows are not shown. More columns: more." in "".join(read.text)
    whole = Reader(many.to_html())
    assert whole.count("tr") == 1 + SHOWN + 7
    assert "not shown" not in "".join(whole.text)


def test_a_prompt_is_told_what_it_does_not_see() -> None:
    many = Result([Thing("")] * 30, ("name",), [("x" * 300,)] * 30, headline="Many. " * 50)
    lines = repr(many).splitlines()
    assert max(map(len, lines)) <= 100
    assert lines[-1] == "… and 20 more: iterate, or see to_pandas() and to_html()."
    assert repr(Result([], ("name",), [], headline="No rows.")) == "Result of 0: No rows."


def test_a_row_is_a_mapping() -> None:
    row = Row(("name", "geoid"), ("Ramsey County", "27123"))
    assert {**row} == {"name": "Ramsey County", "geoid": "27123"}
    assert row.get("nothing") is None
    with pytest.raises(KeyError):
        row["nothing"]


def test_a_page_reads_the_same_in_every_form() -> None:
    line = "See <https://example.org/a?b=1&c=2> & <b>."
    page = Page("A < B", (Section("OMITTED", (line,)),), None)
    assert str(page).splitlines() == ["A < B", "=====", "", "OMITTED", f"  - {line}"]
    assert page._repr_markdown_().startswith("# A \\< B\n")
    read = Reader(page._repr_html_())
    assert [attributes["href"] for tag, attributes in read.tags if tag == "a"] == [
        "https://example.org/a?b=1&c=2"
    ]
    assert read.count("b") == 0
    assert "".join(read.text).split() == [
        "A",
        "<",
        "B",
        "OMITTED",
        "See",
        "https://example.org/a?b=1&c=2",
        "&",
        "<b>.",
    ]
