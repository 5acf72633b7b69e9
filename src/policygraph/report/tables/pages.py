"""The texts of a bundle: read-me and codebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from policygraph.report.identity import name_report
from policygraph.report.model import FindingsReport
from policygraph.report.tables.model import Code, Table

_LINE: Final = {"\n": " ", "|": "\\|", "<": "&lt;"}


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return "".join(_LINE.get(sign, sign) for sign in text)


def grid(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    r"""Yield the lines of a table in Markdown.

    Parameters
    ----------
    head : sequence of str
        The heads of the columns.
    rows : iterable of sequence
        The cells; None stays empty.

    Yields
    ------
    str
        A line.

    Examples
    --------
    >>> list(grid(["a"], [["x|y"], [None]]))
    ['| a |', '| --- |', '| x\\|y |', '|  |']
    """
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(_cell(value) for value in row)} |"


def write_codebook(tables: Iterable[Table], level: int = 2) -> str:
    """Write the codebook for reading.

    Parameters
    ----------
    tables : iterable of Table
        The tables, with or without rows.
    level : int, optional
        The level of the heads.

    Returns
    -------
    str
        Markdown: a section for each table, with its columns and the codes that may stand in them.
    """
    told: dict[tuple[str, ...], str] = {}
    lines: list[str] = []
    for table in tables:
        lines += [f"{'#' * level} `{table.name}`", "", table.description, ""]
        lines += [_say_keys(table), "", *_list_columns(table), ""]
        for column in table.columns:
            codes = tuple(column.codes or ())
            if not codes:
                continue
            where = f"`{table.name}.{column.name}`"
            if codes in told:
                lines += [f"Codes of `{column.name}`: those of {told[codes]}.", ""]
                continue
            told[codes] = where
            lines += [f"Codes of `{column.name}`:", ""]
            lines += [_say_code(name, code) for name, code in (column.codes or {}).items()]
            lines.append("")
    return "\n".join(lines)


def _say_keys(table: Table) -> str:
    named = [f"{_name(key.columns)} names a row of `{key.table}`" for key in table.foreign_keys]
    keys = f"Rows are told apart by {_name(table.key)}."
    return " ".join([keys, *(f"{text}." for text in named)])


def _say_code(name: str, code: Code) -> str:
    """Say what a code means; its name for people only where it is another."""
    label = "" if code.label in {name, name.replace("-", " ")} else f" ({_cell(code.label)})"
    return f"- `{name}`{label}: {_cell(code.definition or code.label)}"


def _name(columns: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in columns)


def _list_columns(table: Table) -> Iterator[str]:
    rows = (
        (
            f"`{column.name}`",
            column.title,
            column.datatype + (", several" if column.separator else ""),
            column.unit or "",
            "always" if column.required else "",
            column.description,
        )
        for column in table.columns
    )
    yield from grid(("Column", "Title", "Datatype", "Unit", "Filled", "What it holds"), rows)


_FILES: Final = (
    ("data/*.csv", "The tables: UTF-8, a header line, empty cells for missing values."),
    ("data/csv-metadata.json", "Types, keys and meanings of columns (W3C: CSV on the Web)."),
    ("datapackage.json", "The same as a data package of Frictionless Data."),
    ("codebook.md, data/codebook.csv", "What each column holds and what each code means."),
    ("protocol.md", "How the data were made, and what they cannot say."),
    ("labels.do", "Reads the tables into Stata, with labels."),
    ("labels.R", "Reads the tables into R, with factors, dates and labels."),
    ("load.sql", "Loads the tables into DuckDB, with types and comments."),
    ("CITATION.cff", "How to cite this data set, for programs."),
    ("LICENSE", "On what terms it is given, and whose facts it holds."),
    ("SHA256SUMS", "Checksums: sha256sum --check SHA256SUMS."),
)  # fmt: skip


def write_readme(report: FindingsReport, tables: Iterable[Table]) -> str:
    """Write what someone who opens a bundle should know first.

    Parameters
    ----------
    report : FindingsReport
        The report.
    tables : iterable of Table
        Its tables.

    Returns
    -------
    str
        Markdown.
    """
    counts = "; ".join(f"{count:,} {kind}" for kind, count in report.count().items())
    lines = [
        f"# {report.title}",
        "",
        *(f"{sentence}\n" for sentence in report.summary),
        f"Findings by severity and verdicts by kind: {counts}.",
        "",
        "## How to cite it",
        "",
        report.citation,
        "",
        f"Its address is <{name_report(report)}>. Made with {report.version}.",
        "",
        "## What is in it",
        "",
        *grid(("File", "What it is"), _FILES),
        "",
        *grid(
            ("Table", "Rows", "What a row is"),
            ((f"`{one.name}`", f"{len(one.rows):,}", one.description) for one in tables),
        ),
        "",
        "## How to read it",
        "",
        "- A GEOID is text: read as a number it loses its zeros. The scripts and metadata say so.",
        "- A cell of several values has a bar between blanks between them.",
        "- An apostrophe stands before a text that a spreadsheet could take for a formula.",
        "- An empty cell is not known or does not apply. It is never zero.",
        "",
    ]
    return "\n".join(lines)
