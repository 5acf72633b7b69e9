"""The one place where results are written: tables, and SPARQL results in the formats of SPARQL."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from policygraph.errors import OutputError
from policygraph.namespaces import PREFIXES, compact

if TYPE_CHECKING:
    import pyoxigraph as ox

    from policygraph.store import Results
    from policygraph.store.text import Kind

TABLE_FORMATS: Final = ("table", "csv", "tsv", "json", "md")
_TRUTH_FORMATS: Final = ("table", "json")
_GRAPH_FORMATS: Final = ("ttl", "nt", "jsonld")
#: The formats of each form of query, the default first.
FORMATS: Final[Mapping[str, tuple[str, ...]]] = {
    "SELECT": TABLE_FORMATS,
    "ASK": _TRUTH_FORMATS,
    "CONSTRUCT": _GRAPH_FORMATS,
    "DESCRIBE": _GRAPH_FORMATS,
}
Cell = str | int | float | bool | None


def choose_format(given: str | None, kind: Kind) -> str:
    """Check the format that was asked for against the form of a query.

    Parameters
    ----------
    given : str or None
        The format; None for the default.
    kind : {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
        The form of the query.

    Returns
    -------
    str
        The format to write.

    Raises
    ------
    OutputError
        If the form has no such format; the message names those that it has.

    Examples
    --------
    >>> choose_format("csv", "ASK")
    Traceback (most recent call last):
        ...
    policygraph.errors.OutputError: An ASK query has no format 'csv'. Choose table or json.
    """
    known = FORMATS[kind]
    if given is not None and given not in known:
        article = "An" if kind == "ASK" else "A"
        raise OutputError(f"{article} {kind} query has no format {given!r}.", hint=_choices(known))
    return given or known[0]


def _choices(known: Sequence[str]) -> str:
    return f"Choose {', '.join(known[:-1])} or {known[-1]}."


def write_table(
    rows: Sequence[Sequence[Cell]],
    columns: Sequence[str],
    format: str = "table",
    *,
    title: str = "",
    output: Path | None = None,
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
        case "table" if rows and _is_terminal(output):
            _show_table(rows, columns, title)
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
            raise OutputError(f"There is no format {format!r}.", hint=_choices(TABLE_FORMATS))
    emit(text, output)
    if not rows:
        say("No rows.")


def write_results(results: Results, format: str, *, output: Path | None = None) -> None:
    """Write what a store answered.

    Parameters
    ----------
    results : pyoxigraph.QuerySolutions or QueryBoolean or QueryTriples
        The answer, not yet read.
    format : str
        One of :data:`FORMATS` for the form of the query. For people (table, md) IRIs are made
        compact; csv, tsv and json are those of SPARQL 1.1.
    output : pathlib.Path, optional
        A file, written whole or not at all; standard output without it or for ``-``.

    Raises
    ------
    OutputError
        If the format does not suit the answer or the file cannot be written.
    QuerySyntaxError
        If the query turns out not to parse.
    StoreError
        If the store fails on the way.
    """
    import pyoxigraph as ox

    from policygraph.store.table import faults_named, read_table

    if isinstance(results, ox.QueryBoolean):
        choose_format(format, "ASK")
        truth = "true" if results else "false"
        emit(f'{{"head":{{}},"boolean":{truth}}}\n' if format == "json" else truth + "\n", output)
        return
    if isinstance(results, ox.QueryTriples):
        choose_format(format, "CONSTRUCT")
        with faults_named():
            triples = list(dict.fromkeys(results))
        emit(_serialise(triples, format), output)
        if not triples:
            say("No triples.")
        return
    choose_format(format, "SELECT")
    if format in ("table", "md"):
        with faults_named():
            table = read_table(results)
        rows = [tuple(None if c is None else compact(c) for c in row) for row in table]
        write_table(rows, table.columns, format, output=output)
        return
    forms = {
        "csv": ox.QueryResultsFormat.CSV,
        "tsv": ox.QueryResultsFormat.TSV,
        "json": ox.QueryResultsFormat.JSON,
    }
    with faults_named():
        content = results.serialize(format=forms[format]) or b""
    emit(content if content.endswith(b"\n") else content + b"\n", output)
    if content.endswith(b'"bindings":[]}}') or (format != "json" and content.count(b"\n") == 1):
        say("No rows.")


def _serialise(triples: list[ox.Triple], format: str) -> bytes:
    import pyoxigraph as ox

    triples.sort(key=str)
    forms = {
        "ttl": ox.RdfFormat.TURTLE,
        "nt": ox.RdfFormat.N_TRIPLES,
        "jsonld": ox.RdfFormat.JSON_LD,
    }
    used = " ".join({str(term) for triple in triples for term in triple})
    prefixes = {prefix: iri for prefix, iri in PREFIXES.items() if iri in used}
    content = ox.serialize(triples, format=forms[format], prefixes=prefixes)
    assert content is not None  # no output was given, so the bytes come back
    return content if content.endswith(b"\n") or not content else content + b"\n"


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


def _is_terminal(output: Path | None) -> bool:
    return (output is None or str(output) == "-") and sys.stdout.isatty()


def _printable(cell: Cell) -> str:
    """Show a cell on one line, without the control characters that steer a terminal."""
    if cell is None:
        return ""
    return "".join(sign if sign.isprintable() else " " for sign in str(cell))


def _show_table(rows: Sequence[Sequence[Cell]], columns: Sequence[str], title: str) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(title) if title else None, title_justify="left")
    for column in columns:
        table.add_column(Text(column), overflow="fold")
    for row in rows:
        table.add_row(*(Text(_printable(cell)) for cell in row))
    Console().print(table)


def plain_table(rows: Sequence[Sequence[Cell]], columns: Sequence[str], title: str = "") -> str:
    """Lay out a table in columns of spaces, for what is more than one table.

    Parameters
    ----------
    rows : sequence of sequences of str, int, float, bool or None
        The cells.
    columns : sequence of str
        Their names.
    title : str, optional
        A line above.

    Returns
    -------
    str
        Lines, ending with a newline.
    """
    cells = [[_printable(cell) for cell in row] for row in [columns, *rows]]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    cells.insert(1, ["-" * width for width in widths])
    lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in cells]
    return "\n".join([*([title, ""] if title else []), *lines, ""])


def markdown_table(rows: Sequence[Sequence[Cell]], columns: Sequence[str], title: str = "") -> str:
    """Lay out a table in Markdown: see :func:`plain_table`."""

    def line(cells: Sequence[Cell]) -> str:
        shown = (_printable(cell) for cell in cells)
        return "| " + " | ".join(cell.translate(_MARKDOWN) for cell in shown) + " |"

    lines = [line(columns), line(["---"] * len(columns)), *map(line, rows)]
    return "\n".join([*([f"**{title}**", ""] if title else []), *lines, ""])


_MARKDOWN: Final = str.maketrans({sign: f"\\{sign}" for sign in "\\|*`<"})


def _escape_tab(cell: Cell) -> str:
    text = "" if cell is None else str(cell)
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
