"""Typed values of query parameters: from what a person writes to a term of SPARQL.

A value is never pasted into a query. It is read as its type, made into an RDF term, and written
by pyoxigraph, so no value can end the term that it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, Literal, TypeAlias, get_args

import pyoxigraph as ox

from policygraph.dates import PartialDate, parse_day
from policygraph.errors import DateFormatError, QueryParameterError
from policygraph.namespaces import JURISDICTION, PREFIXES, REPORT, XSD, jurisdiction_iri

ParameterType: TypeAlias = Literal[
    "iri", "date", "partial-date", "string", "integer", "place", "report"
]
TYPES: Final[tuple[str, ...]] = get_args(ParameterType)

_ESCAPE: Final = re.compile(r"\\\\([uU])|\\u([0-9A-Fa-f]{4})|\\.", re.DOTALL)


def _node(value: str) -> ox.NamedNode:
    prefix, colon, local = value.partition(":")
    is_compact = colon and prefix in PREFIXES and not local.startswith("//")
    return ox.NamedNode(PREFIXES[prefix] + local if is_compact else value)


def _within(value: str, base: str) -> ox.NamedNode:
    node = _node(value)
    if not node.value.startswith(base) or node.value == base:
        raise ValueError
    return node


def _write_string(value: str) -> str:
    r"""Write a string so that engines agree on it.

    SPARQL lets ``\uXXXX`` stand for a character anywhere, and some engines (rdflib) replace it
    before they look at backslashes, and take up to eight digits. So a backslash before a ``u`` is
    kept from looking like that, and only the form of eight digits is written.
    """

    def spell(match: re.Match[str]) -> str:
        after_backslash, control = match.groups()
        if after_backslash:
            return rf"\\\U{ord(after_backslash):08X}"
        return rf"\U0000{control}" if control else match.group()

    return _ESCAPE.sub(spell, str(ox.Literal(value)))


def _write_place(value: str) -> str:
    try:
        return str(ox.NamedNode(jurisdiction_iri(value)))
    except ValueError:
        return str(_within(value, JURISDICTION))


def _write_report(value: str) -> str:
    is_id = re.fullmatch(r"[A-Za-z0-9_]+", value, re.ASCII)
    return str(ox.NamedNode(REPORT + value) if is_id else _within(value, REPORT))


def _write_date(value: str) -> str:
    return str(ox.Literal(parse_day(value).isoformat(), datatype=ox.NamedNode(f"{XSD}date")))


def _write_partial_date(value: str) -> str:
    day = PartialDate(value)
    return str(ox.Literal(day.text, datatype=ox.NamedNode(day.datatype)))


def _write_integer(value: str) -> str:
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", value):
        raise ValueError
    return str(int(value))  # the short form, because LIMIT takes no other


_WRITERS: Final[dict[str, tuple[Callable[[str], str], str]]] = {
    "iri": (lambda value: str(_node(value)), "Give an IRI, in full or as in hold:never-holds."),
    "date": (_write_date, "Write YYYY-MM-DD, as in 2017-03-20."),
    "partial-date": (_write_partial_date, "Write YYYY-MM-DD, YYYY-MM or YYYY."),
    "string": (_write_string, "Give Unicode text."),
    "integer": (_write_integer, "Give a whole number."),
    "place": (_write_place, "Give a GEOID of 2, 5 or 7 digits, or the IRI of a jurisdiction."),
    "report": (_write_report, "Give the id of a report, as in us_ice_ddor_2017w1, or its IRI."),
}


def write_term(value: str, kind: ParameterType) -> str:
    """Write a value as a term of SPARQL.

    Parameters
    ----------
    value : str
        What a person gave.
    kind : {"iri", "date", "partial-date", "string", "integer", "place", "report"}
        How to read it. A place is a GEOID or an IRI, a report its id or IRI.

    Returns
    -------
    str
        An IRI or a literal in SPARQL's syntax.

    Raises
    ------
    QueryParameterError
        If the value is not of the type; the message says what to write.

    Examples
    --------
    >>> write_term("27053", "place")
    '<https://w3id.org/policygraph/jurisdiction/us/county/27053>'
    >>> write_term("2014-07", "partial-date")
    '"2014-07"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>'
    """
    writer, hint = _WRITERS[kind]
    try:
        return writer(value)
    except (ValueError, DateFormatError):
        raise QueryParameterError(f"{value!r} is not a value of type {kind}.", hint=hint) from None
