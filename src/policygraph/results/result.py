"""One class for results that iterate: things with their rows, for people, frames and pages."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, TypeVar, overload

from policygraph.layout import Cell, plain_table, printable
from policygraph.namespaces import compact
from policygraph.results.frames import make_pandas, make_polars
from policygraph.results.markup import write_html_table

if TYPE_CHECKING:
    import pandas as pd  # type: ignore[import-untyped]
    import polars as pl

T_co = TypeVar("T_co", covariant=True)

#: How much of a result a notebook and a prompt show of their own accord.
SHOWN: Final = 50
_PEEK: Final = 10
_WIDTH: Final = 100
_CELL: Final = 40


class Result(Sequence[T_co], Generic[T_co]):
    """What was found: a sequence of frozen things, each with its row.

    Parameters
    ----------
    items : iterable
        The things themselves, with all that is known of them.
    columns : sequence of str
        Names of the columns.
    rows : iterable of sequences of cells
        One for each thing; a cell has the type of what it says, and None where nothing is known.
    headline : str
        What the result says, in a sentence.
    types : mapping of str to type, optional
        Column to the type of its cells, where it is not text; so that a column without any cell
        has its type too.
    short : sequence of str, optional
        The columns that a notebook and a prompt show; by default all.

    Examples
    --------
    >>> found = Result(["a", "b"], ("name", "places"), [("A", 3), ("B", None)], headline="Two.")
    >>> len(found), found[0], found.rows[1]
    (2, 'a', ('B', None))
    >>> found
    Result of 2: Two.
    name  places
    ----  ------
    A     3
    B
    """

    def __init__(
        self,
        items: Iterable[T_co],
        columns: Sequence[str],
        rows: Iterable[Sequence[Cell]],
        *,
        headline: str,
        types: Mapping[str, type] | None = None,
        short: Sequence[str] = (),
    ) -> None:
        self._items = tuple(items)
        self.columns = tuple(columns)
        self.rows = tuple(tuple(row) for row in rows)
        self.headline = headline
        self.types = dict(types or {})
        self._short = tuple(short) or self.columns
        if len(self.rows) != len(self._items):
            raise ValueError("Each item needs a row.")

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, index: int) -> T_co: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T_co, ...]: ...
    def __getitem__(self, index: int | slice) -> T_co | tuple[T_co, ...]:
        return self._items[index]

    def __iter__(self) -> Iterator[T_co]:
        return iter(self._items)

    def to_dicts(self) -> list[dict[str, Cell]]:
        """Return the rows as dictionaries.

        Returns
        -------
        list of dict
            Column to cell.

        Examples
        --------
        >>> Result([1], ("name", "places"), [("A", 3)], headline="One.").to_dicts()
        [{'name': 'A', 'places': 3}]
        """
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def to_pandas(self) -> pd.DataFrame:
        """Make a data frame of pandas, each column with one type that can be empty.

        Returns
        -------
        pandas.DataFrame
            The rows; ``attrs["headline"]`` is the headline.

        Raises
        ------
        MissingLibraryError
            If pandas is not installed: it comes with ``pip install 'policygraph[pandas]'``.

        Examples
        --------
        >>> Result([1], ("name", "places"), [("A", 3)], headline="One.").to_pandas().dtypes
        name      string
        places     Int64
        dtype: object
        """
        frame = make_pandas(self.columns, self.rows, self.types)
        frame.attrs["headline"] = self.headline
        return frame

    def to_polars(self) -> pl.DataFrame:
        """Make a data frame of polars, each column with one type.

        Returns
        -------
        polars.DataFrame
            The rows.

        Raises
        ------
        MissingLibraryError
            If polars is not installed: it comes with ``pip install 'policygraph[polars]'``.

        Examples
        --------
        >>> Result([1], ("name", "places"), [("A", 3)], headline="One.").to_polars().dtypes
        [String, Int64]
        """
        return make_polars(self.columns, self.rows, self.types)

    def to_html(self) -> str:
        """Write every row and column as a table of HTML: a fragment for a page of your own.

        Returns
        -------
        str
            A region with the table; its caption is the headline.

        Examples
        --------
        >>> html = Result([1], ("name",), [("<b>",)], headline="One.").to_html()
        >>> '<caption style="text-align: left">One.</caption>' in html, "&lt;b&gt;" in html
        (True, True)
        """
        return write_html_table(self.columns, self.rows, self.headline)

    def _repr_html_(self) -> str:
        columns, rows = self._narrow(SHOWN)
        left = len(self) - len(rows)
        hidden = [name for name in self.columns if name not in columns]
        note = [f"{left:,} more rows are not shown." if left else ""]
        note += [f"More columns: {', '.join(hidden)}." if hidden else ""]
        note += ["All are in to_pandas(), to_polars() and to_html()." if left or hidden else ""]
        return write_html_table(columns, rows, self.headline, " ".join(filter(None, note)))

    def __repr__(self) -> str:
        columns, rows = self._narrow(_PEEK)
        head = textwrap.fill(
            f"{type(self).__name__} of {len(self):,}: {self.headline}", _WIDTH,
            break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip
        cut = [[_cut(printable(_shorten(cell)), _CELL) for cell in row] for row in rows]
        lines = plain_table(cut, columns).rstrip("\n").split("\n") if rows else []
        lines = [_cut(line, _WIDTH) for line in lines]
        left = len(self) - len(rows)
        more = [f"… and {left:,} more: iterate, or see to_pandas() and to_html()."] if left else []
        return "\n".join([head, *lines, *more])

    def _narrow(self, most: int) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
        """Cut the table to its short columns and so many rows."""
        places = [self.columns.index(name) for name in self._short]
        return self._short, [tuple(row[at] for at in places) for row in self.rows[:most]]


def _shorten(cell: Cell) -> Cell:
    return compact(cell) if isinstance(cell, str) else cell


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 2].rstrip()} …"


@dataclass(frozen=True, slots=True)
class Row(Mapping[str, Cell]):
    """A row of a query's answer: column to cell.

    Parameters
    ----------
    columns : tuple of str
        The variables.
    cells : tuple of cells
        A value for each; None where unbound.

    Examples
    --------
    >>> row = Row(("name", "geoid"), ("Ramsey County", "27123"))
    >>> row["geoid"], dict(row)
    ('27123', {'name': 'Ramsey County', 'geoid': '27123'})
    """

    columns: tuple[str, ...]
    cells: tuple[Cell, ...]

    def __getitem__(self, column: str) -> Cell:
        try:
            return self.cells[self.columns.index(column)]
        except ValueError:
            raise KeyError(column) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def __len__(self) -> int:
        return len(self.columns)
