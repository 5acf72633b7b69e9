"""An empty table to fill in, and the codebook that says how: both made from the columns."""

from __future__ import annotations

import csv
import io

from policygraph.imports.codes import Codes, load_codes
from policygraph.imports.columns import Column, Form, Kind

#: Before the name in a row that an import passes over.
COMMENT = "#"

_FORMS: dict[Form, str] = {
    "text": "text",
    "name": "text",
    "date": "YYYY-MM-DD, YYYY-MM or YYYY, as exact as the source and no more",
    "year": "YYYY",
    "code": "one code",
    "codes": "codes, separated by semicolons",
    "money": "a number of dollars",
    "share": "0 to 1, or a percentage with its sign",
    "truth": "yes or no",
    "url": "an address that begins with http:// or https://",
    "geoid": "2, 5, 7 or 10 digits",
    "slug": "small letters, digits and hyphens",
}


def write_template(kind: Kind) -> str:
    """Write an empty table: a header, and an example that an import passes over.

    Parameters
    ----------
    kind : Kind
        The kind of table.

    Returns
    -------
    str
        CSV. The name in the example begins with ``#``; without that sign it would be imported.

    Examples
    --------
    >>> from policygraph.imports.columns import LIST
    >>> print(write_template(LIST), end="")
    name,state,kind,geoid,heading,date,note,confidence
    # Hennepin County,MN,county,,Minnesota,,,
    """
    sink = io.StringIO()
    cells = [column.example for column in kind.columns]
    cells[0] = f"{COMMENT} {cells[0]}"
    writer = csv.writer(sink, lineterminator="\n")
    writer.writerows([[column.name for column in kind.columns], cells])
    return sink.getvalue()


def write_codebook(kind: Kind) -> str:
    """Write what each column means and which codes it takes, in Markdown.

    Parameters
    ----------
    kind : Kind
        The kind of table.

    Returns
    -------
    str
        Markdown. The codes are those of the shapes, in the words of the vocabularies.
    """
    codes = load_codes()
    how = (
        f"Each row is {kind.title}. A column may be left out unless it must be filled, and the "
        "order does not matter. A row whose name begins with `#` is passed over."
    )
    lines = [
        f"# Codebook: {kind.name}",
        "",
        how,
        "",
        "| Column | Must be filled | Written as | Meaning |",
        "| --- | --- | --- | --- |",
        *(_row(column, codes) for column in kind.columns),
        "",
    ]
    for column in kind.columns:
        allowed = codes.allowed.get(column.property, {}) if _takes_codes(column) else {}
        if allowed:
            lines += [f"## Codes of {column.name}", "", "| Code | Meaning |", "| --- | --- |"]
            lines += [
                f"| `{code.name}` | {_cell(' '.join(filter(None, (code.definition, code.note))))} |"
                for code in allowed.values()
            ]
            lines.append("")
    return "\n".join(lines)


def _takes_codes(column: Column) -> bool:
    return column.form in {"code", "codes"}


def _row(column: Column, codes: Codes) -> str:
    term = codes.meanings.get(column.property, "")
    meaning = f"{term} {column.meaning}" if term and column.property != "geoid" else column.meaning
    needed = "yes" if column.required else "no"
    return f"| `{column.name}` | {needed} | {_FORMS[column.form]} | {_cell(meaning)} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
