"""Results as data frames: each column with one type, and gaps that are gaps.

A decimal becomes a floating-point number, because neither library reckons well with decimals; the
exact ones are in ``rows``. A date known only to the month or the year makes its column text, since
a frame has no type for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from policygraph.errors import MissingLibraryError
from policygraph.layout import Cell, write_cell

if TYPE_CHECKING:
    import pandas as pd  # type: ignore[import-untyped]
    import polars as pl

Kind = type[str] | type[int] | type[float] | type[bool] | type[date] | type[datetime]
_WORD: Final = 2**63


def read_kind(cells: Iterable[Cell], declared: type | None = None) -> Kind:
    """Choose the type of a column.

    Parameters
    ----------
    cells : iterable of cells
        What the column holds.
    declared : type, optional
        What it is known to hold, for a column that may be empty.

    Returns
    -------
    type
        The type of all cells; float where numbers are of several types, text where anything else
        differs or nothing is known.

    Examples
    --------
    >>> read_kind([1, None]).__name__, read_kind([1, Decimal("0.5")]).__name__
    ('int', 'float')
    >>> read_kind([date(2014, 7, 1), "2014-07"]).__name__
    'str'
    """
    known = [cell for cell in cells if cell is not None]
    found = {type(cell) for cell in known} or {declared or str}
    if found == {int}:
        fits = all(abs(cell) < _WORD for cell in known if isinstance(cell, int))
        return int if fits else str
    if found <= {int, float, Decimal}:
        return float
    (kind, *others) = found
    exact: dict[type, Kind] = {bool: bool, date: date, datetime: datetime}
    return str if others else exact.get(kind, str)


def _convert(cell: Cell, kind: Kind) -> Any:
    if cell is None:
        return None
    if kind is str:
        return write_cell(cell)
    if kind is datetime and isinstance(cell, datetime):  # in one zone, or the column has no type
        return cell.astimezone(UTC).replace(tzinfo=None) if cell.tzinfo else cell
    return float(str(cell)) if kind is float else cell


def make_pandas(
    columns: Sequence[str], rows: Sequence[Sequence[Cell]], declared: Mapping[str, type]
) -> pd.DataFrame:
    """Make a frame of pandas.

    Parameters
    ----------
    columns : sequence of str
        Names of the columns.
    rows : sequence of sequences of cells
        The rows.
    declared : mapping of str to type
        Column to the type it is known to have.

    Returns
    -------
    pandas.DataFrame
        With the types ``string``, ``Int64``, ``Float64``, ``boolean`` and ``datetime64[s]``, all of
        which can be empty.

    Raises
    ------
    MissingLibraryError
        If pandas is not installed.
    """
    pandas = _import("pandas")
    dtypes = {
        str: "string", int: "Int64", float: "Float64", bool: "boolean",
        date: "datetime64[s]", datetime: "datetime64[us]",
    }  # fmt: skip
    data = {}
    for number, name in enumerate(columns):
        cells = [row[number] for row in rows]
        kind = read_kind(cells, declared.get(name))
        values = [_convert(cell, kind) for cell in cells]
        data[name] = pandas.Series(values, dtype=dtypes[kind])
    frame: pd.DataFrame = pandas.DataFrame(data, columns=list(columns))
    return frame


def make_polars(
    columns: Sequence[str], rows: Sequence[Sequence[Cell]], declared: Mapping[str, type]
) -> pl.DataFrame:
    """Make a frame of polars.

    Parameters
    ----------
    columns : sequence of str
        Names of the columns.
    rows : sequence of sequences of cells
        The rows.
    declared : mapping of str to type
        Column to the type it is known to have.

    Returns
    -------
    polars.DataFrame
        With the types ``String``, ``Int64``, ``Float64``, ``Boolean``, ``Date`` and ``Datetime``.

    Raises
    ------
    MissingLibraryError
        If polars is not installed.
    """
    polars = _import("polars")
    dtypes = {
        str: polars.String, int: polars.Int64, float: polars.Float64, bool: polars.Boolean,
        date: polars.Date, datetime: polars.Datetime("us"),
    }  # fmt: skip
    series = []
    for number, name in enumerate(columns):
        cells = [row[number] for row in rows]
        kind = read_kind(cells, declared.get(name))
        values = [_convert(cell, kind) for cell in cells]
        series.append(polars.Series(name, values, dtype=dtypes[kind], strict=True))
    frame: pl.DataFrame = polars.DataFrame(series)
    return frame


def _import(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        raise MissingLibraryError(
            f"{name} is not installed.", hint=f"pip install 'policygraph[{name}]'"
        ) from None
