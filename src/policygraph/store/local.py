"""The embedded store: the bundled graph, or a user's files, in memory."""

from __future__ import annotations

from collections.abc import Iterable
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
_ONTOLOGY: Final = ox.NamedNode(f"{OWL}Ontology")


def _load(store: ox.Store, path: Path) -> None:
    form = ox.RdfFormat.from_extension(path.suffix.lstrip(".").lower())
    if form is None:
        raise StoreError(
            f"{path}: {path.suffix or 'a name without ending'} is not a format of RDF.",
            hint="Give a .ttl, .nt, .trig, .nq, .jsonld or .rdf file.",
        )
    try:
        content = path.read_bytes()
        if form.supports_datasets and form != ox.RdfFormat.JSON_LD:
            store.bulk_load(content, form)
            return
        graph = ox.NamedNode(SOURCE + quote(path.stem, safe=""))
        if b"Ontology" in content:  # cheap, and spares most files a second look
            graph = _ontology_iri(content, form) or graph
        store.bulk_load(content, form, to_graph=graph)
    except SyntaxError as error:
        reason = str(error.msg).partition(": ")[2] or str(error.msg)
        raise GraphSyntaxError(
            f"{path}, line {error.lineno}: {reason}.", hint="Mend the file and try again."
        ) from None
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror or error}.") from None


def _ontology_iri(content: bytes, form: ox.RdfFormat) -> ox.NamedNode | None:
    for quad in ox.parse(content, form):
        is_header = quad.predicate == _TYPE and quad.object == _ONTOLOGY
        if is_header and isinstance(quad.subject, ox.NamedNode):
            return quad.subject
    return None


class LocalStore(Store):
    """An in-memory store. Queries read the union of all named graphs unless they say FROM.

    Parameters
    ----------
    graph : pyoxigraph.Store
        The quads, already loaded.

    Examples
    --------
    >>> graph = ox.Store()
    >>> source = ox.NamedNode("https://w3id.org/policygraph/source/example")
    >>> graph.load("<http://a> a <http://b> .", ox.RdfFormat.TURTLE, to_graph=source)
    >>> LocalStore(graph).select("SELECT ?thing WHERE { ?thing rdf:type ?kind }").rows
    [('http://a',)]
    """

    def __init__(self, graph: ox.Store) -> None:
        self._graph = graph

    @classmethod
    def shipped(cls) -> Self:
        """Load the ontology and the data that come with the package.

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
        paths = [
            *sorted(locate("ontology").glob("*.ttl")),
            *sorted(locate("data/ttl").glob("*.ttl")),
        ]
        if not paths:
            raise StoreError(
                "The package holds no graph.",
                hint="Install policygraph again or run it from a clone.",
            )
        return cls.from_files(paths)

    @classmethod
    def from_files(cls, paths: Iterable[Path]) -> Self:
        """Load RDF files.

        Parameters
        ----------
        paths : iterable of pathlib.Path
            TriG and N-Quads keep their graphs. Any other file goes whole into one named graph:
            that of the ontology which it declares, else ``source/<file name>``.

        Returns
        -------
        LocalStore
            A store of these files.

        Raises
        ------
        StoreError
            If a file cannot be read or is not RDF by its name.
        GraphSyntaxError
            If a file does not parse; the message gives file and line.
        """
        graph = ox.Store()
        for path in paths:
            _load(graph, path)
        return cls(graph)

    def __len__(self) -> int:
        return len(self._graph)

    def results(self, query: str) -> Results:
        """Run a query of any form: see :meth:`Store.results`."""
        read_kind(query)
        if has_word(query, "SERVICE"):
            raise StoreError(
                "The bundled graph is queried offline, so SERVICE is not followed.",
                hint="Run the query on an endpoint of your own with --endpoint.",
            )
        with faults_named():
            # pyoxigraph ignores FROM when it is told to read the union (0.5.13).
            return self._graph.query(
                query, prefixes=PREFIXES, use_default_graph_as_union=not has_word(query, "FROM")
            )
