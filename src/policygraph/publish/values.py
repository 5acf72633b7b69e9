"""Nodes as a page shows them: a link, a date in words, a number with separators, a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final, Literal

import pyoxigraph as ox

from policygraph.dates import PartialDate
from policygraph.errors import DateFormatError
from policygraph.namespaces import BASE, RDF, XSD, compact
from policygraph.publish.labels import Labels
from policygraph.publish.paths import escape_path, path_of
from policygraph.publish.snapshot import Snapshot, key

_MONTHS: Final = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DATES: Final = frozenset(f"{XSD}{name}" for name in ("date", "gYearMonth", "gYear"))
_NUMBERS: Final = frozenset(f"{XSD}{name}" for name in ("integer", "decimal"))

Kind = Literal["link", "external", "text", "date", "number", "nested"]


@dataclass(frozen=True, slots=True)
class Value:
    """One value on a page.

    Parameters
    ----------
    kind : str
        How the template shows it.
    text : str
        What to read.
    target : str
        For a link within the site the encoded path; for an external one the address; for a date
        or number the lexical form.
    hint : str
        The compact IRI, for the tooltip of a link.
    language : str
        The language of a text that is not English.
    rows : tuple of Row
        What is said of a node without an IRI.
    stated_in : tuple of Value
        The graphs that state it, where a page must tell them apart.
    """

    kind: Kind
    text: str
    target: str = ""
    hint: str = ""
    language: str = ""
    rows: tuple[Row, ...] = ()
    stated_in: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A property and its values.

    Parameters
    ----------
    property : Value
        The property.
    values : tuple of Value
        Its values.
    """

    property: Value
    values: tuple[Value, ...]


class Display:
    """Makes values and rows of what a graph says.

    Parameters
    ----------
    snapshot : Snapshot
        The graph.
    labels : Labels
        What things are called.
    """

    def __init__(self, snapshot: Snapshot, labels: Labels) -> None:
        self._graph = snapshot
        self._labels = labels
        self._links: dict[str, Value] = {}

    def link(self, iri: str) -> Value:
        """Show a resource by its label: as a link, where there is something to link to."""
        if iri not in self._links:
            self._links[iri] = self._link(iri)
        return self._links[iri]

    def _link(self, iri: str) -> Value:
        text = self._labels.short(iri, 160)
        hint = compact(iri)
        if iri in (BASE, BASE.rstrip("/")):
            return Value("link", self._labels[iri], "", hint)  # the front page
        if iri.startswith(BASE):
            if iri in self._graph.outgoing:
                return Value("link", text, escape_path(path_of(iri)) + "/", hint)
            return Value("text", text, hint=hint)
        return Value("external", text, iri, hint) if is_web(iri) else Value("text", text, hint=hint)

    def property(self, iri: str) -> Value:
        """Show a property by a word, even one that no file here labels."""
        return replace(self.link(iri), text=self._labels.term(iri))

    def value(self, node: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Value:
        """Show any node."""
        if isinstance(node, ox.NamedNode):
            return self.link(node.value)
        if isinstance(node, ox.Literal):
            return show_literal(node)
        members = tuple(self._members(node))
        if members:
            return Value("nested", "", rows=(Row(Value("text", ""), members),))
        return Value("nested", "", rows=self.rows(self._graph.outgoing.get(key(node), ())))

    def _members(self, node: ox.BlankNode | ox.Triple) -> Iterator[Value]:
        """Walk an RDF list; anything else has no members."""
        seen: set[str] = set()
        step: str | None = key(node)
        while step is not None and step not in seen:
            seen.add(step)
            rest: str | None = None
            for quad in self._graph.outgoing.get(step, ()):
                if quad.predicate.value == f"{RDF}first":
                    yield self.value(quad.object)
                elif quad.predicate.value == f"{RDF}rest" and isinstance(quad.object, ox.BlankNode):
                    rest = key(quad.object)
            step = rest

    def rows(
        self, quads: Iterable[ox.Quad], *, leave_out: frozenset[str] = frozenset()
    ) -> tuple[Row, ...]:
        """Group quads of one subject by property, ordered by what the property is called.

        Parameters
        ----------
        quads : iterable of pyoxigraph.Quad
            All with the same subject.
        leave_out : frozenset of str, optional
            Properties that the page shows in another way.

        Returns
        -------
        tuple of Row
            Each value once. If the quads stand in several graphs, each value names its own.
        """
        kept = [quad for quad in quads if quad.predicate.value not in leave_out]
        tell_apart = len({str(quad.graph_name) for quad in kept}) > 1
        kept.sort(key=lambda quad: quad.predicate.value)
        rows = [
            Row(self.property(predicate), tuple(self._values(list(group), tell_apart=tell_apart)))
            for predicate, group in groupby(kept, key=lambda quad: quad.predicate.value)
        ]
        return tuple(sorted(rows, key=lambda row: natural(row.property.text)))

    def _values(self, quads: list[ox.Quad], *, tell_apart: bool) -> Iterator[Value]:
        graphs: dict[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple, list[str]] = {}
        for quad in quads:
            graphs.setdefault(quad.object, []).append(key_of_graph(quad))
        shown = [
            (self.value(node), tuple(self.link(name) for name in names) if tell_apart else ())
            for node, names in graphs.items()
        ]
        for value, stated_in in sorted(shown, key=lambda pair: natural(pair[0].text)):
            yield replace(value, stated_in=stated_in) if stated_in else value


def key_of_graph(quad: ox.Quad) -> str:
    """Name the graph of a quad."""
    return "" if isinstance(quad.graph_name, ox.DefaultGraph) else key(quad.graph_name)


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key by which ``Section 2`` comes before ``Section 10``, capitals aside.

    Examples
    --------
    >>> sorted(["b", "Section 10", "a", "Section 2"], key=natural)
    ['a', 'b', 'Section 2', 'Section 10']
    """
    return tuple(
        (0, int(part), "") if part.isdecimal() else (1, 0, part.casefold())
        for part in re.split(r"([0-9]{1,18})", text)
        if part
    )


def is_web(address: str) -> bool:
    """Tell whether an address may become a link; ``javascript:`` may not.

    Examples
    --------
    >>> is_web("https://example.org/"), is_web("javascript:alert(1)")
    (True, False)
    """
    return bool(re.match(r"https?://[^\s<>\"']+\Z", address))


def show_literal(literal: ox.Literal) -> Value:
    """Show a literal.

    Parameters
    ----------
    literal : pyoxigraph.Literal
        Of any datatype; one that we do not know is shown as it is written.

    Returns
    -------
    Value
        A date in words, a number with separators, a web address as a link, or the text.

    Examples
    --------
    >>> show_literal(ox.Literal("2014-07", datatype=ox.NamedNode(f"{XSD}gYearMonth"))).text
    'July 2014'
    >>> show_literal(ox.Literal("89600000.50", datatype=ox.NamedNode(f"{XSD}decimal"))).text
    '89,600,000.50'
    """
    text, datatype = literal.value, literal.datatype.value
    if datatype in _DATES:
        return Value("date", date_in_words(text), text)
    if datatype in _NUMBERS:
        return Value("number", _grouped(text), text)
    if datatype == f"{XSD}anyURI" and is_web(text):
        return Value("external", re.sub(r"^https?://(www\.)?", "", text).rstrip("/"), text)
    if datatype == f"{XSD}boolean":
        return Value("text", {"true": "yes", "1": "yes", "false": "no", "0": "no"}.get(text, text))
    language = literal.language or ""
    return Value("text", text, language="" if language == "en" else language)


def date_in_words(text: str) -> str:
    """Write a partial date out.

    Parameters
    ----------
    text : str
        ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; anything else comes back as it is.

    Returns
    -------
    str
        The date.

    Examples
    --------
    >>> date_in_words("2017-03-20"), date_in_words("2014"), date_in_words("soon")
    ('20 March 2017', '2014', 'soon')
    """
    try:
        parts = [int(part) for part in PartialDate(text).text.split("-")]
    except DateFormatError:
        return text
    year, *rest = parts
    words = [_MONTHS[rest[0] - 1], str(year)] if rest else [str(year)]
    return " ".join([str(rest[1]), *words] if len(rest) > 1 else words)


def _grouped(text: str) -> str:
    # Four digits stay as they are: with a comma, a year would look odd.
    match = re.fullmatch(r"([+-]?)([0-9]{5,30})(\.[0-9]+)?", text)
    if not match:
        return text
    return f"{match[1]}{int(match[2]):,}{match[3] or ''}"
