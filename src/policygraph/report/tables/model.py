"""Tables: columns that say what they hold, and typed rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Final, Literal

#: Datatypes by the names of XML Schema, as CSVW uses them.
Datatype = Literal["string", "integer", "decimal", "date", "boolean", "anyURI", "gYear"]
Value = str | int | bool | Decimal | date | tuple[str, ...] | None

#: What stands between the values of one cell.
SEPARATOR: Final = " | "
_INSTEAD: Final = " ¦ "
#: A date that a source may give only to the month or the year.
PARTIAL: Final = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"


@dataclass(frozen=True, slots=True)
class Code:
    """What a code means.

    Parameters
    ----------
    label : str
        Its name for people.
    definition : str, optional
        What it says.
    """

    label: str
    definition: str = ""

    def __str__(self) -> str:
        return f"{self.label}: {self.definition}" if self.definition else self.label


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Parameters
    ----------
    name : str
        Its name for programs: lower case, no spaces, at most 32 characters.
    title, description : str
        Its name for people, and what its cells say.
    datatype : str, optional
        Of one value, by its name in XML Schema.
    codes : mapping of str to Code, optional
        The values that may stand in it, with their meanings; None where it is not coded.
    unit : str, optional
        Of a number.
    required : bool, optional
        Whether every row has a value.
    separator : str, optional
        What stands between values, where a cell may hold several.
    pattern : str, optional
        A regular expression that every value fits.
    """

    name: str
    title: str
    description: str
    datatype: Datatype = "string"
    codes: Mapping[str, Code] | None = None
    unit: str | None = None
    required: bool = False
    separator: str | None = None
    pattern: str | None = None

    @property
    def is_text(self) -> bool:
        """Whether its cells are words, which a spreadsheet could take for a formula."""
        return self.datatype in {"string", "anyURI"}


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Columns whose values name a row of another table.

    Parameters
    ----------
    columns : tuple of str
        The columns; where one is empty, nothing is named.
    table : str
        The other table.
    referenced : tuple of str
        The columns there.
    """

    columns: tuple[str, ...]
    table: str
    referenced: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: one noun, a row for each.

    Parameters
    ----------
    name, title, description : str
        Its name for programs and for people, and what a row is.
    columns : tuple of Column
        In order.
    rows : tuple of tuple
        Typed values in the order of the columns; None where there is none.
    key : tuple of str
        The columns that together tell rows apart.
    foreign_keys : tuple of ForeignKey, optional
        What of it names rows of other tables.
    """

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...] = field(default=(), repr=False)
    key: tuple[str, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()

    def column(self, name: str) -> Column:
        """Return the column of a name.

        Raises
        ------
        KeyError
            If there is none.
        """
        return self.columns[self.index(name)]

    def index(self, name: str) -> int:
        """Return where a column stands, from 0.

        Raises
        ------
        KeyError
            If there is none of the name.
        """
        for place, column in enumerate(self.columns):
            if column.name == name:
                return place
        raise KeyError(name)

    def values(self, name: str) -> list[Value]:
        """Return the cells of a column.

        Examples
        --------
        >>> table = Table("t", "T", "", (Column("a", "A", ""),)).fill([{"a": "x"}, {"a": ""}])
        >>> table.values("a")
        ['x', None]
        """
        place = self.index(name)
        return [row[place] for row in self.rows]

    def fill(self, rows: Iterable[Mapping[str, Value]]) -> Table:
        """Make a table with rows; its columns learn the codes that they lack.

        Parameters
        ----------
        rows : iterable of mapping of str to value
            Column name to value, with every column. Empty text and empty tuples become None.

        Returns
        -------
        Table
            The filled table.

        Raises
        ------
        KeyError
            If a row lacks a column or has one too many.
        """
        names = [column.name for column in self.columns]
        known = set(names)
        filled = []
        for row in rows:
            if row.keys() != known:
                raise KeyError(f"{self.name}: {sorted(known ^ row.keys())}")
            filled.append(tuple(_clean(row[name]) for name in names))
        columns = tuple(
            _learn(column, (row[place] for row in filled)) if column.codes is not None else column
            for place, column in enumerate(self.columns)
        )
        return replace(self, columns=columns, rows=tuple(filled))


def _clean(value: Value) -> Value:
    if isinstance(value, tuple):
        return tuple(item.replace(SEPARATOR, _INSTEAD) for item in value if item) or None
    return None if value == "" else value


def _learn(column: Column, values: Iterable[Value]) -> Column:
    """Add codes that stand in the column and have no meaning given, such as a user's own."""
    codes = dict(column.codes or {})
    for value in values:
        for code in value if isinstance(value, tuple) else (value,):
            if isinstance(code, str):
                codes.setdefault(code, Code(code.replace("-", " ")))
    return replace(column, codes=codes)
