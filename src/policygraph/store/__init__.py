"""The read side: one way to ask a SPARQL query, of the bundled graph or of an endpoint."""

from __future__ import annotations

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


def open_store(endpoint: str | None = None) -> Store:
    """Open the endpoint asked for, else that of the environment, else the bundled graph.

    Parameters
    ----------
    endpoint : str, optional
        Address of a SPARQL 1.1 endpoint. Without it ``POLICYGRAPH_ENDPOINT`` counts.

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
    return RemoteStore(address, timeout=settings.timeout) if address else LocalStore.shipped()
