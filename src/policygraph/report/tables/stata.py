"""A Stata do-file that reads the CSV files with labels, dates and coded values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from policygraph.report.tables.model import Column, Table

_LABEL_LENGTH: Final = 80
_HEAD: Final = """\
* Reads the tables of this data set into Stata, with labels. Run it in the folder that holds it:
*   do labels.do
* It writes a .dta file for each table to the folder stata. It needs Stata 14 or later.
* Cells that hold several values stay text: the separator is a bar between blanks.
* Coded columns become numbers with value labels; the codes themselves stand in the notes and in
* codebook.md.
version 14
capture mkdir "stata"
"""


def write_stata(tables: Iterable[Table]) -> str:
    """Write the do-file.

    Parameters
    ----------
    tables : iterable of Table
        The tables, each in a file of its name in the folder ``data``.

    Returns
    -------
    str
        The do-file.
    """
    return "\n".join([_HEAD, *(line for table in tables for line in _read(table))])


def _read(table: Table) -> Iterator[str]:
    """Yield the lines that read a table."""
    text = " ".join(
        str(place)
        for place, column in enumerate(table.columns, 1)
        if column.datatype not in {"integer", "decimal", "gYear"}
    )
    yield f"* {_escape(f'{table.title}: {table.description}')}"
    yield (
        f'import delimited using "data/{table.name}.csv", clear varnames(1) case(preserve) '
        f'encoding("utf-8") bindquote(strict) maxquotedrows(unlimited) stringcols({text})'
    )
    # A byte order mark can cling to the first name.
    yield "unab every : *"
    yield "local first : word 1 of `every'"
    first = table.columns[0].name
    yield f'if "`first\'" != "{first}" rename `first\' {first}'
    for column in table.columns:
        yield from _label(column)
    yield f"label data {_quote(table.title, _LABEL_LENGTH)}"
    yield "compress"
    yield f'save "stata/{table.name}.dta", replace'
    yield ""


def _label(column: Column) -> Iterator[str]:
    name = column.name
    if column.datatype == "date":
        yield f'generate double _new = daily({name}, "YMD")'
        yield "format _new %td"
        yield from _replace(name)
    elif column.datatype == "boolean":
        yield f'generate byte _new = ({name} == "true") if {name} != ""'
        yield 'label define yes_no 0 "no" 1 "yes", replace'
        yield "label values _new yes_no"
        yield from _replace(name)
    elif column.codes is not None and not column.separator:
        yield from _encode(column)
    yield f"label variable {name} {_quote(column.title, _LABEL_LENGTH)}"
    yield f"notes {name}: {_escape(column.description)}"
    if column.unit:
        yield f"notes {name}: Unit: {_escape(column.unit)}."


def _encode(column: Column) -> Iterator[str]:
    """Yield the lines that turn codes into numbers, in the order of the codebook."""
    name, codes = column.name, list((column.codes or {}).items())
    yield "generate long _new = ."
    for number, (code, meaning) in enumerate(codes, 1):
        yield f"replace _new = {number} if {name} == {_quote(code)}"
        option = "replace" if number == 1 else "add"
        label = _quote(meaning.label, _LABEL_LENGTH)
        yield f"label define {name} {number} {label}, {option}"
    yield f'assert !missing(_new) if {name} != ""'
    if codes:
        yield f"label values _new {name}"
    yield from _replace(name)
    for number, (code, meaning) in enumerate(codes, 1):
        said = f"{number} = {code}. {meaning.definition or meaning.label}"
        yield f"notes {name}: {_escape(said)}"


def _replace(name: str) -> Iterator[str]:
    yield f"order _new, after({name})"
    yield f"drop {name}"
    yield f"rename _new {name}"


def _escape(text: str) -> str:
    """Keep Stata from reading words as macros, quotes or comments."""
    plain = " ".join(text.split()).replace("/*", "/ *").replace("//", "/ /")
    return plain.replace("`", "'").replace('"', "'").replace("$", "USD ")


def _quote(text: str, length: int | None = None) -> str:
    return f'"{_escape(text)[:length]}"'
