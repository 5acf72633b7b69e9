"""Facts in memory and on disk: a small builder of triples, and canonical Turtle.

Canonical means that the same set of triples always gives the same bytes: subjects in IRI order,
``rdf:type`` first and then predicates in IRI order, objects in order, one predicate a line, and
the prefixes that are used in the order of their names.
There are no blank nodes: every resource of the project has an IRI, so a line-by-line diff of two
files is a diff of the facts.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from policygraph.dates import PartialDate, parse_day
from policygraph.errors import OutputError
from policygraph.namespaces import PG, PREFIXES, RDF, RDFS, XSD

TYPE: Final = f"{RDF}type"
LABEL: Final = f"{RDFS}label"

#: Literals and full IRIs in Turtle, where a prefix name would be no prefix.
_TEXT: Final = re.compile(r'"(?:[^"\\]|\\.)*"|<[^>]*>')

#: Where a name or a datatype begins; a colon further on belongs to the local part.
_PREFIX: Final = re.compile(r"(?:^|\s|\^\^)([a-z]+):", re.MULTILINE)

#: What :meth:`Facts.add` takes as a value: see there for what each becomes.
Value = str | int | bool | Decimal | PartialDate | ox.Literal


def iri(value: str) -> ox.NamedNode:
    """Make an IRI node; a compact ``prefix:name`` is expanded.

    Examples
    --------
    >>> iri("hold:never-holds").value
    'https://w3id.org/policygraph/vocabulary/hold-criterion/never-holds'
    """
    prefix, _, local = value.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + local if prefix in PREFIXES else value)


def text(value: str, language: str | None = "en") -> ox.Literal:
    """Make a literal in a language, or a plain string where the language is None."""
    return ox.Literal(value, language=language) if language else ox.Literal(value)


def web_address(value: str) -> ox.Literal:
    """Make an ``xsd:anyURI`` literal."""
    return ox.Literal(value, datatype=ox.NamedNode(f"{XSD}anyURI"))


def day_of_retrieval(day: str) -> ox.Literal:
    """Make the value of ``pav:retrievedOn``, which is a moment, from a day.

    Parameters
    ----------
    day : str
        ``YYYY-MM-DD``.

    Returns
    -------
    pyoxigraph.Literal
        Midnight of that day: so PAV has it where the time is not known.

    Raises
    ------
    DateFormatError
        If it is no day.

    Examples
    --------
    >>> day_of_retrieval("2026-11-24").value
    '2026-11-24T00:00:00Z'
    """
    moment = f"{parse_day(day).isoformat()}T00:00:00Z"
    return ox.Literal(moment, datatype=ox.NamedNode(f"{XSD}dateTime"))


def _node(value: Value) -> ox.NamedNode | ox.Literal:
    match value:
        case ox.Literal():
            return value
        case PartialDate():
            return ox.Literal(value.text, datatype=ox.NamedNode(value.datatype))
        case bool():
            return ox.Literal(value)
        case int():
            return ox.Literal(str(value), datatype=ox.NamedNode(f"{XSD}integer"))
        case Decimal():
            return ox.Literal(format(value, "f"), datatype=ox.NamedNode(f"{XSD}decimal"))
        case str():
            return iri(value)


class Facts:
    """A set of triples under construction.

    Examples
    --------
    >>> facts = Facts()
    >>> ramsey = facts.add("county:27123", "pg:CountyEquivalent", geoid=text("27123", None))
    >>> facts.add(ramsey, isWithin="state:27")
    'county:27123'
    >>> len(facts)
    3
    """

    def __init__(self) -> None:
        self._triples: set[ox.Triple] = set()

    def add(
        self, subject: str, kind: str | None = None, /, **values: Value | Iterable[Value] | None
    ) -> str:
        """State facts about one subject.

        Parameters
        ----------
        subject : str
            Its IRI, full or compact.
        kind : str, optional
            Its class, full or compact.
        **values
            Property to value. A bare name is a term of our ontology (``isWithin``); a name with
            ``__`` is compact (``rdfs__label``). A ``str`` is an IRI, an ``int`` an xsd:integer, a
            ``Decimal`` an xsd:decimal, a ``PartialDate`` the date type of its precision; a
            literal stands for itself (see :func:`text`). Several values are given as a list;
            None states nothing.

        Returns
        -------
        str
            The subject, as given.
        """
        node = iri(subject)
        if kind is not None:
            self._triples.add(ox.Triple(node, ox.NamedNode(TYPE), iri(kind)))
        for name, given in values.items():
            if given is None:
                continue
            prefix, separator, local = name.partition("__")
            predicate = ox.NamedNode(PREFIXES[prefix] + local if separator else PG + name)
            many = given if isinstance(given, list | tuple | set | frozenset) else (given,)
            self._triples.update(ox.Triple(node, predicate, _node(value)) for value in many)
        return subject

    def include(self, other: Iterable[ox.Triple]) -> None:
        """Take in triples from elsewhere."""
        self._triples.update(other)

    def __iter__(self) -> Iterator[ox.Triple]:
        return iter(self._triples)

    def __len__(self) -> int:
        return len(self._triples)


def _order(triple: ox.Triple) -> tuple[str, bool, str, str]:
    subject, predicate = triple.subject, triple.predicate.value
    name = subject.value if isinstance(subject, ox.NamedNode) else str(subject)
    return (name, predicate != TYPE, predicate, str(triple.object))


def serialise(triples: Iterable[ox.Triple], *, comment: str = "") -> bytes:
    """Write triples as canonical Turtle.

    Parameters
    ----------
    triples : iterable of pyoxigraph.Triple
        Any order; repeats count once.
    comment : str, optional
        One line for the head of the file.

    Returns
    -------
    bytes
        UTF-8 Turtle with only the prefixes that it uses.

    Examples
    --------
    >>> facts = Facts()
    >>> _ = facts.add("state:27", "pg:State", uspsCode=text("MN", None))
    >>> print(serialise(facts).decode(), end="")
    @prefix pg: <https://w3id.org/policygraph/ontology/> .
    @prefix state: <https://w3id.org/policygraph/jurisdiction/us/state/> .
    <BLANKLINE>
    state:27 a pg:State ;
        pg:uspsCode "MN" .
    """
    ordered = sorted(set(triples), key=_order)
    body = ox.serialize(ordered, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)
    assert body is not None  # no output was given, so the bytes come back
    lines = body.decode().split("\n")  # and at nothing else: literals may hold U+2028 or U+0085
    heads = [line for line in lines if line.startswith("@prefix ")]
    rest = [line for line in lines[len(heads) :] if line]
    content = "\n".join(
        line.replace("\t", "    ", 1) if line.startswith("\t") else line if i == 0 else f"\n{line}"
        for i, line in enumerate(rest)
    )
    names = set(_PREFIX.findall(_TEXT.sub(" ", content)))
    used = sorted(head for head in heads if head.split()[1].rstrip(":") in names)
    first = [f"# {comment}"] if comment else []
    return "\n".join([*first, *used, "", content, ""]).encode()


def write_whole(path: Path, content: bytes) -> bool:
    """Put a file in place whole or not at all: write aside, flush to disk, rename.

    Parameters
    ----------
    path : pathlib.Path
        Where it goes; the folder is made if need be.
    content : bytes
        What it holds.

    Returns
    -------
    bool
        False if the file already held just that, in which case it is left alone.

    Raises
    ------
    OutputError
        If it cannot be written; an older file then stands as it was.
    """
    try:
        if path.is_file() and path.read_bytes() == content:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(aside).chmod(0o644)
            Path(aside).replace(path)
        except BaseException:
            Path(aside).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}.") from None
    return True
