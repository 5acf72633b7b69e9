"""Answers of SPARQL, written in the formats of SPARQL and RDF."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from policygraph.cli.output import TABLE_FORMATS, either, emit, say, write_table
from policygraph.cli.terminal import Link
from policygraph.errors import OutputError
from policygraph.namespaces import compact

if TYPE_CHECKING:
    from policygraph.store import Results
    from policygraph.store.text import Kind

_TRUTH_FORMATS: Final = ("table", "json")
_GRAPH_FORMATS: Final = ("ttl", "nt", "jsonld")
#: The formats of each form of query, the default first.
FORMATS: Final[Mapping[str, tuple[str, ...]]] = {
    "SELECT": TABLE_FORMATS,
    "ASK": _TRUTH_FORMATS,
    "CONSTRUCT": _GRAPH_FORMATS,
    "DESCRIBE": _GRAPH_FORMATS,
}


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
        raise OutputError(f"{article} {kind} query has no format {given!r}.", hint=either(known))
    return given or known[0]


def write_results(
    results: Results, format: str, *, output: Path | None = None, wide: bool = False
) -> None:
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
    wide : bool, optional
        Whether a table for the terminal is neither folded nor narrowed.

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

    from policygraph.store.forms import write_triples
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
        emit(write_triples(triples, format), output)
        if not triples:
            say("No triples.")
        return
    choose_format(format, "SELECT")
    if format in ("table", "md"):
        with faults_named():
            table = read_table(results)
        rows = [tuple(map(_shorten, row)) for row in table]
        write_table(rows, table.columns, format, output=output, wide=wide)
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


def _shorten(value: str | None) -> str | None:
    """Make an IRI compact, and remember where it leads."""
    if value is None:
        return None
    short = compact(value)
    return short if short == value else Link(short, value)
