"""Which column of a file is which of ours, by its heading."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from policygraph.errors import SourceError
from policygraph.imports.columns import Kind


def normalise(header: str) -> str:
    """Write a header as columns are named here.

    Examples
    --------
    >>> normalise(" Source URL* ")
    'source_url'
    """
    return re.sub(r"[^a-z0-9]+", "_", header.lower()).strip("_")


def assign(
    kind: Kind,
    headers: Sequence[str],
    given: Mapping[str, str] | None = None,
    known: Mapping[str, int] | None = None,
) -> tuple[dict[str, int], list[str]]:
    """Find which column of a file is which.

    Parameters
    ----------
    kind : Kind
        The kind of table.
    headers : sequence of str
        The headers of the file.
    given : mapping of str to str, optional
        Our column to its header in the file, as the person says.
    known : mapping of str to int, optional
        Our column to its place in the file, where that was found already.

    Returns
    -------
    tuple of dict and list
        Our column to its place in the file, and remarks on headers that are not read.

    Raises
    ------
    SourceError
        If a column is given that is none of ours or has no such header, a header stands twice,
        or a column that every row must fill is missing.

    Examples
    --------
    >>> from policygraph.imports.columns import LIST
    >>> assign(LIST, ["Jurisdiction", "State", "Contry"])[1]
    ["Column 'Contry' is not read."]
    """
    ours = {column.name for column in kind.columns}
    places = {name: place for name, place in (known or {}).items() if name in ours}
    for name, header in (given or {}).items():
        if name not in ours:
            raise SourceError(
                f"A table of {kind.name} has no column {name!r}.", hint=_list_columns(kind)
            )
        places[name] = _find_given(headers, header)
    plain = [normalise(header) for header in headers]
    # Our own names go before others that may mean the same.
    for takes_others in (False, True):
        for column in kind.columns:
            if column.name in places:
                continue
            names = column.also if takes_others else (column.name,)
            fits = [at for at, text in enumerate(plain) if text in names]
            fits = [at for at in fits if at not in places.values()]
            if len({plain[at] for at in fits}) < len(fits):
                raise SourceError(
                    f"Two columns of the file are called {headers[fits[0]].strip()!r}.",
                    hint="Rename one of them.",
                )
            if fits:
                places[column.name] = fits[0]
    missing = [c.name for c in kind.columns if c.required and c.name not in places]
    if missing:
        raise SourceError(
            f"The file has no column {' and no column '.join(missing)}.",
            hint=f"{_list_headers(headers)} Name it with --column {missing[0]}=HEADER.",
        )
    return places, _remark(kind, headers, places)


def _find_given(headers: Sequence[str], header: str) -> int:
    fits = [at for at, text in enumerate(headers) if normalise(text) == normalise(header)]
    if len(fits) != 1:
        number = "More than one" if fits else "No"
        raise SourceError(
            f"{number} column of the file is called {header!r}.", hint=_list_headers(headers)
        )
    return fits[0]


def _list_headers(headers: Sequence[str]) -> str:
    return f"Its columns: {', '.join(text.strip() for text in headers if text.strip())}."


def _remark(kind: Kind, headers: Sequence[str], places: dict[str, int]) -> list[str]:
    free = [column.name for column in kind.columns if column.name not in places]
    remarks = []
    for index, header in enumerate(headers):
        if index in places.values() or not header.strip():
            continue
        close = get_close_matches(normalise(header), free, n=1, cutoff=0.75)
        meant = f" Did you mean {close[0]}?" if close else ""
        remarks.append(f"Column {header.strip()!r} is not read.{meant}")
    return remarks


def _list_columns(kind: Kind) -> str:
    return f"Its columns: {', '.join(column.name for column in kind.columns)}."
