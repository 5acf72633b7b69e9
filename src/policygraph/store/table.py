"""Answers of a store as plain values, and faults of the engine as our errors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, TypeAlias

import pyoxigraph as ox

from policygraph.errors import QuerySyntaxError, StoreError

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal
Results: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
Row: TypeAlias = tuple[str | None, ...]

_POSITION: Final = re.compile(r"error at (\d+):(\d+): (?:expected (?:one of )?)?(.*)", re.DOTALL)
_CLASS: Final = re.compile(r"\[(?:'[^']*'|[^\]'])*\](?:\s*\|\s*(?:\[[^\]]*\]|'[^']*'))*")


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a SELECT query as lexical values.

    Parameters
    ----------
    columns : tuple of str
        The names of the variables.
    rows : list of tuple of (str or None)
        One value a column: an IRI in full, a literal without its datatype, None where unbound.

    Examples
    --------
    >>> Table(("name", "geoid"), [("Ramsey County", "27123")]).records()
    [{'name': 'Ramsey County', 'geoid': '27123'}]
    """

    columns: tuple[str, ...]
    rows: list[Row]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def records(self) -> list[dict[str, str | None]]:
        """Return the rows as dictionaries.

        Returns
        -------
        list of dict
            Column name to value.
        """
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def _lexical(term: Term | ox.Triple | None) -> str | None:
    if term is None:
        return None
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def read_table(solutions: ox.QuerySolutions) -> Table:
    """Read every solution of a SELECT query.

    Parameters
    ----------
    solutions : pyoxigraph.QuerySolutions
        Solutions that nobody has iterated over.

    Returns
    -------
    Table
        The rows.
    """
    columns = tuple(variable.value for variable in solutions.variables)
    return Table(columns, [tuple(map(_lexical, solution)) for solution in solutions])


def explain_fault(message: str) -> str:
    """Reduce the parser's list of everything it hoped for to what helps a person.

    Parameters
    ----------
    message : str
        What Oxigraph says of a query that does not parse.

    Returns
    -------
    str
        One sentence, with line and column where the message has them.

    Examples
    --------
    >>> explain_fault("error at 1:10: expected CONSTRUCT")
    'The query does not parse at line 1, column 10: expected CONSTRUCT.'
    """
    match = _POSITION.match(message)
    if not match:
        return f"The query does not parse: {message.splitlines()[0]}."
    line, column, wanted = match.groups()
    items = [item.strip() for item in _CLASS.sub("", wanted).split(", ")]
    said = [item for item in items if re.match(r"[A-Z][a-z]* \w|The ", item)]
    signs = [item for item in items if item and not item.startswith("'")]
    if said:
        why = "; ".join(said)
    elif 0 < len(signs) <= 6:
        why = f"expected {' or '.join(signs)}"
    else:
        why = "what stands there, or the end of the text, is not expected"
    return f"The query does not parse at line {line}, column {column}: {why}."


@contextmanager
def faults_named() -> Iterator[None]:
    """Raise the faults of pyoxigraph, which may come as late as the last row, as our errors.

    Raises
    ------
    QuerySyntaxError
        For a query that does not parse; the sentence gives line and column.
    StoreError
        For whatever else the engine cannot do.

    Examples
    --------
    >>> with faults_named():
    ...     _ = ox.Store().query("SELECT ?x WHERE { ?x foo:bar ?y }")
    Traceback (most recent call last):
        ...
    policygraph.errors.QuerySyntaxError: The query does not parse at line 1, column 29: \
Prefix not found.
    """
    try:
        yield
    except SyntaxError as error:
        raise QuerySyntaxError(explain_fault(str(error))) from None
    except (RuntimeError, OSError, ValueError, MemoryError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise StoreError(f"The store could not answer: {reason}.") from None
