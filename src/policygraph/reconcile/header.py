"""The header of a table: which row it is, and which columns hold name, state and kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from policygraph.errors import TableError
from policygraph.reconcile.kinds import read_hint
from policygraph.reconcile.names import fold
from policygraph.reconcile.text import Row

#: Rows above the header that are looked at.
DEEPEST: Final = 30
#: Usual headings of columns, the surest first.
NAMES: Final = (
    "name", "jurisdiction", "jurisdiction name", "name as listed", "name as published",
    "place", "place name", "government", "entity", "locality", "agency", "agency name",
    "law enforcement agency", "location", "name clean", "county name", "city name",
    "county or city", "city or county", "city county", "county city", "county", "parish",
    "city", "municipality", "town",
)  # fmt: skip
STATES: Final = (
    "state", "state name", "st", "usps", "state code", "state abbreviation", "state abbr",
    "stusps", "state abbrev", "state or territory", "stateasprinted",
)  # fmt: skip
KINDS: Final = (
    "kind", "type", "jurisdiction type", "category", "level", "government type", "entity type",
    "agency type", "place type", "type of jurisdiction",
)  # fmt: skip
HEADINGS: Final = ("heading", "heading on page", "section", "heading as published", "list heading")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the cells are that a row is matched by.

    Parameters
    ----------
    header : tuple of str
        The headings as they stand.
    line : int
        Line of the header; 0 where the table has none.
    name : int
        The column of the names.
    state, kind, heading : int or None
        The columns of these, if there are any.
    said : str
        What the heading of the names says of their kind ("County").
    """

    header: tuple[str, ...]
    line: int
    name: int
    state: int | None = None
    kind: int | None = None
    heading: int | None = None
    said: str = ""


def _plain(cell: str) -> str:
    return " ".join(fold(cell).replace("_", " ").replace("-", " ").replace("/", " ").split())


def find_header(
    rows: Sequence[Row],
    *,
    name: str | None = None,
    state: str | None = None,
    kind: str | None = None,
    heading: str | None = None,
    source: str = "The table",
) -> tuple[Columns, int]:
    """Find the header among the first rows, and in it the columns.

    Parameters
    ----------
    rows : sequence of Row
        The first rows of the table, blank ones included.
    name, state, kind, heading : str, optional
        Headings of columns, or their numbers from 1, where they are given.
    source : str, optional
        What to call the table in an error.

    Returns
    -------
    tuple of Columns and int
        The columns, and the place of the header in ``rows``; -1 where a table of one column
        begins with a name.

    Raises
    ------
    TableError
        If there is no row, or the columns cannot be told.

    Examples
    --------
    >>> rows = [Row(1, ("Our list", "")), Row(2, ()), Row(3, ("Place", "State")),
    ...         Row(4, ("Ramsey County", "MN"))]
    >>> columns, at = find_header(rows)
    >>> columns.name, columns.state, at
    (0, 1, 2)
    """
    filled = [row for row in rows if not row.is_blank]
    if not filled:
        raise TableError(f"{source} is empty.", hint="Give a table with a header and rows.")
    given = [one for one in (name, state, kind, heading) if one is not None]
    for at, row in enumerate(rows):
        if row.is_blank or not _may_be_header(row, given, wide=max(len(r.cells) for r in filled)):
            continue
        header = _trim(row.cells)
        chosen = _column(header, name, NAMES, source, must=True)
        assert chosen is not None
        usual = _column(header, state, STATES, source)
        # One of the two that is given goes before one that is only found.
        kinds = _column(header, kind, KINDS if heading is None else (), source)
        above = _column(header, heading, HEADINGS if kind is None else (), source)
        own = read_hint(_plain(header[chosen])) if _plain(header[chosen]) in NAMES[-12:] else None
        said = header[chosen] if own and len(own.words) == 1 else ""
        return Columns(header, row.line, chosen, usual, kinds, above, said), at
    if all(len(_trim(row.cells)) <= 1 for row in filled) and not given:
        return Columns(("name",), 0, 0), -1
    shown = ", ".join(repr(cell) for cell in _trim(filled[0].cells)[:12])
    if given:
        raise TableError(f"{source} has no column {given[0]!r}.", hint=f"Its first row: {shown}.")
    raise TableError(
        f"{source} has no column whose heading says that it holds the names.",
        hint=f"Give --name-column. Its first row: {shown}.",
    )


def _trim(cells: tuple[str, ...]) -> tuple[str, ...]:
    end = len(cells)
    while end > 1 and not cells[end - 1].strip():
        end -= 1
    return cells[:end]


def _may_be_header(row: Row, given: list[str], wide: int) -> bool:
    plain = [_plain(cell) for cell in row.cells]
    if given:
        numbers = [one for one in given if one.isdigit() and _plain(one) not in plain]
        named = [one for one in given if one not in numbers]
        if named:
            return all(_plain(one) in plain for one in named)
        return len(row.cells) >= max(int(one) for one in numbers)
    known = [cell for cell in plain if cell in NAMES]
    if not known and not any(set(cell.split()) & {"jurisdiction", "name"} for cell in plain):
        return False
    filled = [cell for cell in plain if cell]
    return len(filled) > 1 or wide == 1


def _column(
    header: tuple[str, ...], given: str | None, usual: Sequence[str], source: str, *,
    must: bool = False,
) -> int | None:  # fmt: skip
    plain = [_plain(cell) for cell in header]
    if given is not None:
        found = [at for at, cell in enumerate(plain) if cell == _plain(given)]
        if not found and given.isdigit() and 1 <= int(given) <= len(header):
            return int(given) - 1
        if not found:
            shown = ", ".join(repr(cell) for cell in header[:12])
            raise TableError(f"{source} has no column {given!r}.", hint=f"Its columns: {shown}.")
        return _only(found, header[found[0]], source)
    for heading in usual:
        found = [at for at, cell in enumerate(plain) if cell == heading]
        if found and heading in ("county", "city") and {"county", "city"} <= set(plain):
            raise TableError(
                f"{source} has a column for counties and one for cities.",
                hint="Give the one that holds the names with --name-column.",
            )
        if found:
            return _only(found, header[found[0]], source)
    if not must:
        return None
    found = [at for at, cell in enumerate(plain) if set(cell.split()) & {"jurisdiction", "name"}]
    found = [at for at in found if "state" not in plain[at]]
    if len(found) == 1:
        return found[0]
    shown = ", ".join(repr(cell) for cell in header[:12])
    raise TableError(
        f"{source} has {len(found) or 'no'} columns that may hold the names.",
        hint=f"Give --name-column. Its columns: {shown}.",
    )


def _only(found: list[int], heading: str, source: str) -> int:
    if len(found) > 1:
        raise TableError(
            f"{source} has {len(found)} columns called {heading!r}.",
            hint="Rename one, or give the number of the column, from 1.",
        )
    return found[0]
