"""Answers of SPARQL as Python has them: each value with the type that its datatype says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final

import pyoxigraph as ox

from policygraph.namespaces import XSD
from policygraph.results import Cell, Result, Row
from policygraph.store import Term, faults_named
from policygraph.store.forms import write_triples

_INTEGERS: Final = (
    "integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger",
    "nonPositiveInteger", "negativeInteger", "unsignedInt", "unsignedLong", "unsignedShort",
    "unsignedByte",
)  # fmt: skip
_READERS: Final[dict[str, Callable[[str], Cell]]] = {
    **{f"{XSD}{name}": int for name in _INTEGERS},
    f"{XSD}decimal": Decimal,
    f"{XSD}double": float,
    f"{XSD}float": float,
    f"{XSD}boolean": lambda text: {"true": True, "1": True, "false": False, "0": False}[text],
    f"{XSD}date": date.fromisoformat,
    f"{XSD}dateTime": datetime.fromisoformat,
}


def read_term(term: Term | ox.Triple | None) -> Cell:
    """Read a value of SPARQL.

    Parameters
    ----------
    term : pyoxigraph term or None
        An IRI, a blank node, a literal, or nothing.

    Returns
    -------
    str, int, float, bool, Decimal, datetime.date or None
        An IRI as text; a literal as its datatype says, or as text where Python has no such type or
        the literal is none of it. So a month or a year alone stays text.

    Examples
    --------
    >>> date_type = ox.NamedNode(f"{XSD}date")
    >>> read_term(ox.Literal("2017-03-20", datatype=date_type))
    datetime.date(2017, 3, 20)
    >>> read_term(ox.Literal("2014-07", datatype=ox.NamedNode(f"{XSD}gYearMonth")))
    '2014-07'
    >>> read_term(ox.Literal(27)), read_term(ox.NamedNode("http://example.org/"))
    (27, 'http://example.org/')
    """
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return term.value
    if not isinstance(term, ox.Literal):
        return str(term)
    reader = _READERS.get(term.datatype.value)
    try:
        return reader(term.value) if reader else term.value
    except (ValueError, KeyError, InvalidOperation):
        return term.value


class Triples(Result[ox.Triple]):
    """The graph that a CONSTRUCT or DESCRIBE query made.

    Parameters
    ----------
    triples : iterable of pyoxigraph.Triple
        Its triples; repeats count once.
    """

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        kept = sorted(set(triples), key=str)
        super().__init__(
            kept,
            ("subject", "predicate", "object"),
            (tuple(map(read_term, (t.subject, t.predicate, t.object))) for t in kept),
            headline=f"{len(kept):,} {'triple' if len(kept) == 1 else 'triples'}.",
        )

    def to_rdf(self, format: str = "ttl") -> str:
        """Write the graph in a format of RDF.

        Parameters
        ----------
        format : {"ttl", "nt", "jsonld"}, optional
            Turtle, N-Triples or JSON-LD.

        Returns
        -------
        str
            The graph, ending with a newline where it is not empty.

        Raises
        ------
        OutputError
            If there is no such format.
        """
        return write_triples(self, format).decode()


def read_solutions(solutions: ox.QuerySolutions, headline: str = "") -> Result[Row]:
    """Read every row of a SELECT query.

    Parameters
    ----------
    solutions : pyoxigraph.QuerySolutions
        Solutions that nobody has iterated over.
    headline : str, optional
        What they say; by default how many they are.

    Returns
    -------
    Result of Row
        The rows, each value with its type.

    Raises
    ------
    StoreError
        If the store fails on the way.
    """
    columns = tuple(variable.value for variable in solutions.variables)
    with faults_named():
        rows = [tuple(map(read_term, solution)) for solution in solutions]
    count = f"{len(rows):,} {'row' if len(rows) == 1 else 'rows'}."
    told = f"{headline} {count}" if headline else count
    return Result((Row(columns, row) for row in rows), columns, rows, headline=told)
