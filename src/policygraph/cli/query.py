"""``policygraph query`` and ``policygraph sparql``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from policygraph.cli.answers import choose_format, write_results
from policygraph.cli.options import (
    Endpoint,
    NoWorkspace,
    Output,
    Wide,
    WorkspaceDir,
    interruptible,
    open_graph,
)
from policygraph.cli.output import TABLE_FORMATS, emit, write_table
from policygraph.errors import OutputError, QueryParameterError, QuerySyntaxError


def _names() -> list[str]:
    from policygraph.resources import locate

    return sorted(path.stem for path in locate("queries").rglob("*.rq"))


def query(
    *,
    name: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help="The query.", autocompletion=_names),
    ] = None,
    parameter: Annotated[
        list[str] | None,
        typer.Option("--parameter", "-p", metavar="NAME=VALUE", help="A parameter. Repeatable."),
    ] = None,
    list_all: Annotated[bool, typer.Option("--list", help="List the library.")] = False,
    show: Annotated[bool, typer.Option("--show", help="Print the query instead.")] = False,
    format: Annotated[
        str | None, typer.Option("--format", "-f", help="table, csv, tsv, json or md.")
    ] = None,
    output: Output = None,
    wide: Wide = False,
    endpoint: Endpoint = None,
    workspace: WorkspaceDir = None,
    no_workspace: NoWorkspace = False,
) -> None:
    """Run a query of the library by its name, or list them all with --list."""
    from policygraph.queries import bind, find_query

    if list_all and name is None:
        _list_library(format, output, wide=wide)
        return
    if name is None or list_all:
        raise typer.BadParameter("Give either the name of a query or --list.")
    chosen = find_query(name)
    values = _read_values(parameter or [])
    if show:
        emit(bind(chosen, values) if values else chosen.text, output)
        return
    _run(bind(chosen, values), format, output, (endpoint, workspace, no_workspace), wide=wide)


def sparql(
    *,
    source: Annotated[
        str, typer.Argument(metavar="TEXT|FILE|-", help="The query, a file, or - for the input.")
    ],
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            help="SELECT: table, csv, tsv, json, md. ASK: table, json."
            " CONSTRUCT, DESCRIBE: ttl, nt, jsonld.",
        ),
    ] = None,
    output: Output = None,
    wide: Wide = False,
    endpoint: Endpoint = None,
    workspace: WorkspaceDir = None,
    no_workspace: NoWorkspace = False,
) -> None:
    """Run a SPARQL query of your own. The prefixes of the project need not be declared."""
    _run(_read_source(source), format, output, (endpoint, workspace, no_workspace), wide=wide)


def _run(
    text: str,
    format: str | None,
    output: Path | None,
    where: tuple[str | None, Path | None, bool],
    *,
    wide: bool,
) -> None:
    from policygraph.store.text import read_kind

    chosen = choose_format(format, read_kind(text))  # before any work is done
    with interruptible():
        write_results(open_graph(*where).results(text), chosen, output=output, wide=wide)


def _list_library(format: str | None, output: Path | None, *, wide: bool) -> None:
    from policygraph.queries import load_library

    if format is not None and format not in TABLE_FORMATS:
        raise OutputError(
            f"There is no format {format!r}.", hint="Choose table, csv, tsv, json or md."
        )
    rows = [
        (query.name, ", ".join(p.name for p in query.parameters), query.question)
        for query in load_library().values()
    ]
    write_table(
        rows, ("name", "parameters", "question"), format or "table", output=output, wide=wide,
        minor=("parameters",),
    )  # fmt: skip


def _read_values(given: list[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for item in given:
        name, equals, value = item.partition("=")
        if not (name and equals):
            raise QueryParameterError(f"{item!r} is not of the form NAME=VALUE.")
        if name in values:
            raise QueryParameterError(f"The parameter {name!r} is given twice.")
        values[name] = value
    return values


def _read_source(source: str) -> str:
    if source == "-":
        data, name = sys.stdin.buffer.read(), "The input"
    elif "{" in source or "\n" in source or not source.strip():
        return source
    else:
        # Without a brace it is a path, or one of the few queries that need none (DESCRIBE <…>).
        path = Path(source)
        if not path.is_file() and any(sign.isspace() for sign in source):
            return source
        try:
            data, name = path.read_bytes(), source
        except OSError as error:
            raise QuerySyntaxError(
                f"{source} cannot be read: {error.strerror}.",
                hint="Give a query, the path of a file that holds one, or - for the input.",
            ) from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise QuerySyntaxError(f"{name} is not UTF-8 text.") from None
