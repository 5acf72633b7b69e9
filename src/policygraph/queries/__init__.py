"""The query library: ``.rq`` files that anyone can read, edit and run anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from policygraph.errors import QueryParameterError, QuerySyntaxError, UnknownQueryError
from policygraph.namespaces import compact
from policygraph.queries.header import Parameter, Query, placeholders, read_query
from policygraph.queries.values import ParameterType, write_term
from policygraph.resources import locate
from policygraph.store import Store, Table
from policygraph.store.text import tokens

__all__ = [
    "Parameter",
    "ParameterType",
    "Query",
    "bind",
    "check_expectations",
    "find_query",
    "load_library",
    "placeholders",
    "read_query",
    "run",
    "write_term",
]


def _library_paths(folder: Path | None) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for path in sorted((folder or locate("queries")).rglob("*.rq")):
        if path.stem in found:
            raise QuerySyntaxError(
                f"{found[path.stem]} and {path} have the same name.", hint="Rename one of them."
            )
        found[path.stem] = path
    return found


def load_library(folder: Path | None = None) -> dict[str, Query]:
    """Read every query of the library.

    Parameters
    ----------
    folder : pathlib.Path, optional
        Where the files are; by default those that come with the package.

    Returns
    -------
    dict
        Query name to query, in the order of the folders.

    Raises
    ------
    QuerySyntaxError
        If a header is not well formed or two files have one name.

    Examples
    --------
    >>> "places_by_name" in load_library()
    True
    """
    return {name: read_query(path) for name, path in _library_paths(folder).items()}


def find_query(name: str, folder: Path | None = None) -> Query:
    """Read one query of the library.

    Parameters
    ----------
    name : str
        Its name.
    folder : pathlib.Path, optional
        Where the files are; by default those that come with the package.

    Returns
    -------
    Query
        The query.

    Raises
    ------
    UnknownQueryError
        If there is none; the message names those that are spelt nearly so.
    QuerySyntaxError
        If its header is not well formed.

    Examples
    --------
    >>> find_query("sourcs")
    Traceback (most recent call last):
        ...
    policygraph.errors.UnknownQueryError: No query 'sourcs'. Did you mean sources?
    """
    paths = _library_paths(folder)
    if name in paths:
        return read_query(paths[name])
    close = get_close_matches(name, paths) or [other for other in paths if name and name in other]
    hint = (
        f"Did you mean {' or '.join(close[:3])}?"
        if close
        else "See `policygraph query --list` for all of them."
    )
    raise UnknownQueryError(f"No query {name!r}.", hint=hint)


def bind(query: Query, values: Mapping[str, str] | None = None) -> str:
    """Put values in the holes of a query.

    Parameters
    ----------
    query : Query
        The query.
    values : mapping of str to str, optional
        Parameter name to value, as a person writes it; defaults fill in the rest.

    Returns
    -------
    str
        SPARQL with typed terms in place of ``?_name``. Lines keep their numbers.

    Raises
    ------
    QueryParameterError
        If a value is missing, unknown or of the wrong type; the message names the parameters.

    Examples
    --------
    >>> query = Query("q", "", "", "", (Parameter("day", "date", "2017-03-20"),), (), (), None,
    ...               None, "ASK { ?s ?p ?_day }", Path("q.rq"))
    >>> bind(query)
    'ASK { ?s ?p  "2017-03-20"^^<http://www.w3.org/2001/XMLSchema#date>  }'
    """
    given = dict(values or {})
    known = [f"{p.name} ({p.type})" for p in query.parameters]
    hint = f"Its parameters: {', '.join(known)}." if known else "It takes none."
    for name in given:
        if name not in {parameter.name for parameter in query.parameters}:
            raise QueryParameterError(f"Query {query.name!r} has no parameter {name!r}.", hint=hint)
    terms: dict[str, str] = {}
    for parameter in query.parameters:
        value = given.get(parameter.name, parameter.default)
        if value is None:
            raise QueryParameterError(
                f"Query {query.name!r} needs a value for {parameter.name!r}.", hint=hint
            )
        try:
            terms[parameter.name] = write_term(value, parameter.type)
        except QueryParameterError as error:
            raise QueryParameterError(
                f"Parameter {parameter.name!r} of query {query.name!r}: {error.message}",
                hint=error.hint,
            ) from None
    # Spaces around, so that a term and the sign before it cannot grow together, as < and <… would.
    return "".join(
        f" {terms[text[2:]]} "
        if kind == "variable" and text[2:] in terms and text[1] == "_"
        else text
        for kind, text in tokens(query.text)
    )


def run(query: Query, store: Store, values: Mapping[str, str] | None = None) -> Table:
    """Run a SELECT query of the library.

    Parameters
    ----------
    query : Query
        The query.
    store : policygraph.store.Store
        What to ask.
    values : mapping of str to str, optional
        Values of its parameters.

    Returns
    -------
    policygraph.store.Table
        Its rows.

    Raises
    ------
    QueryParameterError
        If a value is missing, unknown or of the wrong type.
    QuerySyntaxError
        If the text does not parse or is not a SELECT query.
    StoreError
        If it cannot be evaluated.
    """
    return store.select(bind(query, values))


def check_expectations(query: Query, table: Table) -> list[str]:
    """Hold a table against what the header of its query expects.

    Parameters
    ----------
    query : Query
        The query.
    table : policygraph.store.Table
        Its rows on the bundled graph.

    Returns
    -------
    list of str
        One sentence for each expectation that is not met; none if all are. Each row of ``expect``
        must be matched by a row of its own; values are compared in full or as compact IRIs.

    Examples
    --------
    >>> query = Query("q", "", "", "", (), ("place",), ({"place": "county:27123"},), 2, None, "",
    ...               Path("q.rq"))
    >>> iri = "https://w3id.org/policygraph/jurisdiction/us/county/27123"
    >>> check_expectations(query, Table(("place",), [(iri,)]))
    ['q: 1 row where 2 are expected.']
    """
    faults = []
    if query.columns and table.columns != query.columns:
        faults.append(
            f"{query.name}: columns {', '.join(table.columns)}"
            f" where {', '.join(query.columns)} are declared."
        )
    count = f"{len(table)} {'row' if len(table) == 1 else 'rows'}"
    if query.expect_rows is not None and len(table) != query.expect_rows:
        faults.append(f"{query.name}: {count} where {query.expect_rows} are expected.")
    if query.expect_at_least is not None and len(table) < query.expect_at_least:
        faults.append(f"{query.name}: {count} where at least {query.expect_at_least} are expected.")
    left = table.records()
    # The most demanding first, so that a looser row does not take the only match of a stricter.
    for wanted in sorted(query.expect, key=len, reverse=True):
        match = next((row for row in left if _fits(row, wanted)), None)
        if match is None:
            cells = ", ".join(f"{column}: {value}" for column, value in wanted.items())
            faults.append(f"{query.name}: no row with {cells}.")
        else:
            left.remove(match)
    return faults


def _fits(row: Mapping[str, str | None], wanted: Mapping[str, str | None]) -> bool:
    for column, value in wanted.items():
        cell = row.get(column)
        if value != cell and (cell is None or value != compact(cell)):
            return False
    return True
