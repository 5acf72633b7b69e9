"""The read side: one way to ask a SPARQL query, of the bundled graph or of an endpoint."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from policygraph.settings import read_settings
from policygraph.store.base import Store
from policygraph.store.local import LocalStore
from policygraph.store.remote import RemoteStore
from policygraph.store.table import Results, Row, Table, Term, faults_named

__all__ = [
    "LocalStore",
    "RemoteStore",
    "Results",
    "Row",
    "Store",
    "Table",
    "Term",
    "faults_named",
    "open_store",
]


def open_store(endpoint: str | None = None, *, beside: Iterable[Path] = ()) -> Store:
    """Open the endpoint asked for, else that of the environment, else the bundled graph.

    Parameters
    ----------
    endpoint : str, optional
        Address of a SPARQL 1.1 endpoint. Without it ``POLICYGRAPH_ENDPOINT`` counts.
    beside : iterable of pathlib.Path, optional
        Files to load beside the bundled graph, as those of a workspace. An endpoint has its own
        graphs, and none is added to them.

    Returns
    -------
    Store
        A store to query.

    Raises
    ------
    StoreError
        If the address is none, or the bundled graph cannot be loaded.

    Examples
    --------
    >>> open_store("http://localhost:7878/query")
    RemoteStore('http://localhost:7878/query')
    """
    settings = read_settings()
    address = endpoint or settings.endpoint
    if address:
        return RemoteStore(address, timeout=settings.timeout)
    return LocalStore.shipped(beside=beside)
