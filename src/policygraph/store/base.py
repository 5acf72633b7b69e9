"""What every store can do: answer SPARQL."""

from __future__ import annotations

from abc import abstractmethod
from typing import Protocol

import pyoxigraph as ox

from policygraph.errors import QuerySyntaxError
from policygraph.store.table import Results, Table, faults_named, read_table


class Store(Protocol):
    """A graph that answers SPARQL 1.1 queries, here or elsewhere. It never changes the graph.

    A subclass says how one query of any form is answered; the rest follows.
    """

    @abstractmethod
    def results(self, query: str) -> Results:
        """Run a query of any form.

        Parameters
        ----------
        query : str
            SPARQL 1.1; the prefixes of :data:`policygraph.namespaces.PREFIXES` are known.

        Returns
        -------
        pyoxigraph.QuerySolutions or QueryBoolean or QueryTriples
            What can be serialised in the formats of SPARQL. Solutions and triples may be
            evaluated only as they are read: read them within
            :func:`policygraph.store.faults_named`.

        Raises
        ------
        QuerySyntaxError
            If it does not parse or is an update.
        StoreError
            If it cannot be evaluated.
        """

    def select(self, query: str) -> Table:
        """Run a SELECT query.

        Parameters
        ----------
        query : str
            SPARQL 1.1.

        Returns
        -------
        Table
            All rows.

        Raises
        ------
        QuerySyntaxError
            If it does not parse or is of another form.
        StoreError
            If it cannot be evaluated.
        """
        found = self.results(query)
        if not isinstance(found, ox.QuerySolutions):
            raise QuerySyntaxError("A table was asked for.", hint="Write a SELECT query.")
        with faults_named():
            return read_table(found)

    def ask(self, query: str) -> bool:
        """Run an ASK query.

        Parameters
        ----------
        query : str
            SPARQL 1.1.

        Returns
        -------
        bool
            The answer.

        Raises
        ------
        QuerySyntaxError
            If it does not parse or is of another form.
        StoreError
            If it cannot be evaluated.
        """
        found = self.results(query)
        if not isinstance(found, ox.QueryBoolean):
            raise QuerySyntaxError("A yes or no was asked for.", hint="Write an ASK query.")
        return bool(found)

    def construct(self, query: str) -> list[ox.Triple]:
        """Run a CONSTRUCT or DESCRIBE query.

        Parameters
        ----------
        query : str
            SPARQL 1.1.

        Returns
        -------
        list of pyoxigraph.Triple
            All triples, each once.

        Raises
        ------
        QuerySyntaxError
            If it does not parse or is of another form.
        StoreError
            If it cannot be evaluated.
        """
        found = self.results(query)
        if not isinstance(found, ox.QueryTriples):
            raise QuerySyntaxError(
                "A graph was asked for.", hint="Write a CONSTRUCT or DESCRIBE query."
            )
        with faults_named():
            return list(dict.fromkeys(found))
