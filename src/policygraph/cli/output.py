"""The one place where results are written: to a terminal, to standard output, to a file."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import typer

from policygraph.cli.terminal import fold, is_terminal, show_table
from policygraph.errors import OutputError
from policygraph.layout import Cell, markdown_table, plain_table

__all__ = [
    "TABLE_FORMATS",
    "Cell",
    "either",
    "emit",
    "fold",
    "markdown_table",
    "plain_table",
    "say",
    "write_table",
]

TABLE_FORMATS: Final = ("table", "csv", "tsv", "json", "md")


def either(known: Sequence[str]) -> str:
    """Say what one can choose from.

    Parameters
    ----------
    known : sequence of str
        Two or more.

    Returns
    -------
    str
        A sentence.

    Examples
    --------
    >>> either(["table", "md", "json"])
    'Choose table, md or json.'
    """
    return f"Choose {', '.join(known[:-1])} or {known[-1]}."


def write_table(
    rows: Sequence[Sequence[Cell]],
    columns: Sequence[str],
    format: str = "table",
    *,
    title: str = "",
    output: Path | None = None,
    wide: bool = False,
    minor: Sequence[str] = (),
) -> None:
    r"""Write rows for people or for programs.

    Parameters
    ----------
    rows : sequence of sequences of str, int, float, bool or None
        The cells, as many in each row as there are columns.
    columns : sequence of str
        The names of the columns.
    format : {"table", "csv", "tsv", "json", "md"}, optional
        A table for the terminal, which is plain and never cut where the output is no terminal;
        CSV as RFC 4180 has it, with CRLF; TSV with tab, newline and backslash written ``\t``,
        ``\n`` and ``\\``; JSON as a list of records; Markdown.
    title : str, optional
        A line above, in the formats for people.
    output : pathlib.Path, optional
        A file, written whole or not at all; standard output without it or for ``-``.
    wide : bool, optional
        Whether a table for the terminal is neither folded nor narrowed.
    minor : sequence of str, optional
        The columns that a terminal shows last, those to leave out first where it is narrow.

    Raises
    ------
    OutputError
        If there is no such format or the file cannot be written.

    Examples
    --------
    >>> write_table([("Ramsey County", 27123), ("A|B", None)], ("name", "geoid"), "md")
    | name | geoid |
    | --- | --- |
    | Ramsey County | 27123 |
    | A\|B |  |
    """
    match format:
        case "table" if rows and is_terminal(output):
            hidden = show_table(rows, columns, title, wide=wide, minor=minor)
            if hidden:
                say(f"No room for: {', '.join(hidden)}. Use --wide, or --format csv.")
            return
        case "table":
            text = plain_table(rows, columns, title) if rows else ""
        case "md":
            text = markdown_table(rows, columns, title)
        case "csv":
            sink = io.StringIO()
            csv.writer(sink, lineterminator="\r\n").writerows([columns, *rows])
            text = sink.getvalue()
        case "tsv":
            lines = [columns, *([_escape_tab(cell) for cell in row] for row in rows)]
            text = "".join("\t".join(line) + "\n" for line in lines)
        case "json":
            records = [dict(zip(columns, row, strict=True)) for row in rows]
            text = json.dumps(records, ensure_ascii=False, indent=2) + "\n"
        case _:
            raise OutputError(f"There is no format {format!r}.", hint=either(TABLE_FORMATS))
    emit(text, output)
    if not rows:
        say("No rows.")


def emit(content: str | bytes, output: Path | None = None) -> None:
    r"""Write a finished result.

    Parameters
    ----------
    content : str or bytes
        The result; text is written in UTF-8, with its line ends as they are.
    output : pathlib.Path, optional
        A file, written whole or not at all; standard output without it or for ``-``.

    Raises
    ------
    OutputError
        If it cannot be written.

    Examples
    --------
    >>> emit("done\n")
    done
    """
    data = content.encode(errors="replace") if isinstance(content, str) else content
    if output is not None and str(output) != "-":
        from policygraph.graph import write_whole

        if output.is_dir():
            raise OutputError(f"{output} is a folder.", hint="Give the name of a file.")
        write_whole(output, data)
        return
    if sys.stdout is None:
        raise OutputError("Standard output is closed.", hint="Write to a file with --output.")
    try:
        binary = getattr(sys.stdout, "buffer", None)
        if binary is None:  # a stand-in for standard output, as in doctests
            sys.stdout.write(data.decode())
        else:
            sys.stdout.flush()
            left = memoryview(data)
            while left:  # under PYTHONUNBUFFERED one write may take only a part
                left = left[binary.write(left) :]
            binary.flush()
    except OSError as error:
        from policygraph.cli import drop_output

        drop_output()  # what is still buffered cannot be written either
        if isinstance(error, BrokenPipeError):
            raise typer.Exit(141) from None
        raise OutputError(f"Standard output cannot be written: {error.strerror}.") from None


def say(sentence: str) -> None:
    """Tell the person at the terminal something that is no part of the result.

    Parameters
    ----------
    sentence : str
        What to say; it goes to standard error.
    """
    typer.echo(sentence, err=True)


def _escape_tab(cell: Cell) -> str:
    text = "" if cell is None else str(cell)
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
