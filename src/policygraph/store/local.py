"""The embedded store: the bundled graph, or a user's files, in memory."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self
from urllib.parse import quote

import pyoxigraph as ox

from policygraph.errors import GraphSyntaxError, StoreError
from policygraph.namespaces import OWL, PREFIXES, RDF, SOURCE
from policygraph.resources import locate
from policygraph.store.base import Store
from policygraph.store.table import Results, faults_named
from policygraph.store.text import has_word, read_kind

_TYPE: Final = ox.NamedNode(f"{RDF}type")
_MERGE: Final = "INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"
#: What a blank node of Turtle needs, or a string that could hide one from _NO_NODE.
_SIGNS: Final = (b"[", b"(", b"_:", b"'")
#: A string, or a line of comment, as far as a line is sure to be no more than that.
_NO_NODE: Final = re.compile(rb'"(?:[^"\\]|\\.)*"|^#.*')
_ONTOLOGY: Final = ox.NamedNode(f"{OWL}Ontology")


@dataclass(frozen=True, slots=True)
class _File:
    """A file in memory: its bytes, its format, and the graph it belongs to if it names none."""

    path: Path
    content: bytes
    form: ox.RdfFormat
    graph: ox.NamedNode

    def may_have_blank_nodes(self) -> bool:
        """Tell whether two parses could differ, blank nodes getting new names each time."""
        is_plain = self.form in (ox.RdfFormat.TURTLE, ox.RdfFormat.N_TRIPLES)
        if not is_plain or b'"""' in self.content:
            return True
        return any(
            sign in _NO_NODE.sub(b"", line) for sign in _SIGNS for line in self._lines_with(sign)
        )

    def _lines_with(self, sign: bytes) -> Iterator[bytes]:
        at = self.content.find(sign)  # far faster than a pattern over the whole file
        while at >= 0:
            end = self.content.find(b"\n", at)
            end = len(self.content) if end < 0 else end
            yield self.content[self.content.rfind(b"\n", 0, at) + 1 : end]
            at = self.content.find(sign, end)

    def add_merged(self, store: ox.Store) -> None:
        store.bulk_load(self.content, self.form)

    def add_named(self, store: ox.Store) -> None:
        if self.form.supports_datasets and self.form != ox.RdfFormat.JSON_LD:
            store.bulk_load(self.content, self.form)
        else:
            store.bulk_load(self.content, self.form, to_graph=self.graph)

    def add_both(self, store: ox.Store) -> None:
        if self.form.supports_datasets:
            alone = ox.Store()
            self.add_named(alone)
            alone.update(_MERGE)
            store.bulk_extend(alone)
        else:
            self.add_named(store)
            store.update(_MERGE.replace("?g", str(self.graph)))


def _read(path: Path) -> _File:
    form = ox.RdfFormat.from_extension(path.suffix.lstrip(".").lower())
    if form is None:
        raise StoreError(
            f"{path}: {path.suffix or 'a name without ending'} is not a format of RDF.",
            hint="Give a .ttl, .nt, .trig, .nq, .jsonld or .rdf file.",
        )
    try:
        content = path.read_bytes()
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror}.") from None
    # The search for the word is cheap, and spares most files a second parse.
    ontology = _ontology_iri(content, form) if b"Ontology" in content else None
    return _File(path, content, form, ontology or _source_iri(path))


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _source_iri(path: Path) -> ox.NamedNode:
    """Name the graph of a file; one of the gazetteer is part of a source."""
    name = quote(path.stem, safe="")
    if path.parent == locate("data/ttl") / "gazetteer":
        name = f"us_gazetteer/{name}"
    return ox.NamedNode(SOURCE + name)


def _ontology_iri(content: bytes, form: ox.RdfFormat) -> ox.NamedNode | None:
    for quad in ox.parse(content, form):
        is_header = quad.predicate == _TYPE and quad.object == _ONTOLOGY
        if is_header and isinstance(quad.subject, ox.NamedNode):
            return quad.subject
    return None


class LocalStore(Store):
    """RDF files in memory. The default graph holds every triple once; each file is a named graph.

    pyoxigraph can read the union of the named graphs by itself, but then counts a triple once for
    each graph that holds it (0.5.13). So the triples are loaded into the default graph, and a
    second time into their named graphs when a query first asks for those; a file with blank nodes
    is loaded into both at once, so that they stay the same nodes.

    Parameters
    ----------
    paths : iterable of pathlib.Path
        TriG and N-Quads keep their graphs. Any other file goes whole into one named graph: that
        of the ontology which it declares, else ``source/<file name>``.

    Raises
    ------
    StoreError
        If a file cannot be read or is not RDF by its name.
    GraphSyntaxError
        If a file does not parse; the message gives file and line.

    Examples
    --------
    >>> store = LocalStore.shipped()
    >>> store.ask('ASK { GRAPH source:us_census_gazetteer_2017 { ?place pg:geoid "27123" } }')
    True
    """

    def __init__(self, paths: Iterable[Path]) -> None:
        self._store = ox.Store()
        self._not_yet_named: list[_File] = []
        self._sums: list[str] = []
        for path in paths:
            try:
                file = _read(path)
                self._sums.append(f"{file.graph.value} {_sum(file.content)}\n")
                if file.may_have_blank_nodes():
                    file.add_both(self._store)
                    continue
                file.add_merged(self._store)
            except SyntaxError as error:
                reason = str(error.msg).partition(": ")[2] or str(error.msg)
                raise GraphSyntaxError(
                    f"{path}, line {error.lineno}: {reason}.", hint="Mend the file and try again."
                ) from None
            self._not_yet_named.append(file)

    @classmethod
    def shipped(
        cls, *, gazetteer: bool = False, large: bool = False, beside: Iterable[Path] = ()
    ) -> Self:
        """Load the ontology and the data that come with the package.

        Parameters
        ----------
        gazetteer : bool
            Whether every municipality, township and law-enforcement agency is loaded too, and
            not only the places that another source names.
        large : bool
            Whether the figures of places that no list and no policy names are loaded too.
        beside : iterable of pathlib.Path
            Files of someone's own, each in its own graph.

        Returns
        -------
        LocalStore
            Each ontology module in the graph of its own IRI, each source in its own.

        Raises
        ------
        StoreError
            If there is nothing to load.
        GraphSyntaxError
            If a file does not parse.
        """
        rooms = (locate("ontology"), locate("data/ttl"))
        paths = [path for room in rooms for path in sorted(room.glob("*.ttl"))]
        wanted = (("gazetteer", gazetteer), ("large", large))
        more = [locate("data/ttl") / name for name, is_wanted in wanted if is_wanted]
        paths += [path for room in more for path in sorted(room.glob("*.ttl"))]
        if not paths:
            raise StoreError(
                "The package holds no graph.",
                hint="Install policygraph again or run it from a clone.",
            )
        return cls([*paths, *beside])

    @classmethod
    def from_files(cls, paths: Iterable[Path]) -> Self:
        """Load RDF files: the same as the class itself.

        Parameters
        ----------
        paths : iterable of pathlib.Path
            The files.

        Returns
        -------
        LocalStore
            A store of these files.
        """
        return cls(paths)

    def copy_with(self, update: str) -> Self:
        """Copy the store in memory and change the copy.

        Parameters
        ----------
        update : str
            A SPARQL 1.1 update of the default graph. Named graphs stay as their sources have
            them.

        Returns
        -------
        LocalStore
            The changed copy; this store stays as it is.

        Raises
        ------
        QuerySyntaxError
            If the update does not parse.

        Examples
        --------
        >>> store = LocalStore([])
        >>> len(store.copy_with("INSERT DATA { <x:s> <x:p> <x:o> }")), len(store)
        (1, 0)
        """
        copy = type(self)([])
        copy._store.bulk_extend(self._store)
        copy._not_yet_named = list(self._not_yet_named)
        copy._sums = [*self._sums, f"update {_sum(update.encode())}\n"]
        with faults_named():
            copy._store.update(update, prefixes=PREFIXES)
        return copy

    @property
    def digest(self) -> str:
        """The version of the data: a SHA-256, in hexadecimal.

        It is taken over one line for each file, in order: the IRI of its graph, a space, the
        SHA-256 of its bytes. Equal digests mean equal data; another digest, another byte in a file.
        """
        return _sum("".join(sorted(self._sums)).encode())

    def __len__(self) -> int:
        """Count the different triples."""
        return sum(1 for _ in self._store.quads_for_pattern(None, None, None, ox.DefaultGraph()))

    def results(self, query: str) -> Results:
        """Run a query of any form: see :meth:`Store.results`."""
        read_kind(query)
        if has_word(query, "SERVICE"):
            raise StoreError(
                "The bundled graph is queried offline, so SERVICE is not followed.",
                hint="Run the query on an endpoint of your own with --endpoint.",
            )
        if self._not_yet_named and (has_word(query, "GRAPH") or has_word(query, "FROM")):
            for file in self._not_yet_named:
                file.add_named(self._store)
            self._not_yet_named = []
        with faults_named():
            return self._store.query(query, prefixes=PREFIXES)
