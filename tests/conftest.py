"""What several tests need: the bundled graph, a real SPARQL server that holds it, the program."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox
import pytest

from policygraph.store import LocalStore

FIXTURES = Path(__file__).parent / "fixtures"
_PATIENCE = 30.0


class Program(Protocol):
    """Runs ``policygraph`` as a user does, in a process of its own."""

    def __call__(
        self, *arguments: str, stdin: bytes = b"", **environment: str
    ) -> subprocess.CompletedProcess[bytes]: ...


class Serve(Protocol):
    """Runs a server that holds some quads, and gives the address of its endpoint."""

    def __call__(self, quads: list[ox.Quad], *flags: str) -> AbstractContextManager[str]: ...


@pytest.fixture(scope="session")
def policygraph() -> Program:
    def run(
        *arguments: str, stdin: bytes = b"", **environment: str
    ) -> subprocess.CompletedProcess[bytes]:
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("POLICYGRAPH_")}
        return subprocess.run(
            [sys.executable, "-m", "policygraph", *arguments],
            input=stdin,
            capture_output=True,
            timeout=120,
            check=False,
            env={**inherited, "NO_PROXY": "127.0.0.1", **environment},
        )

    return run


@pytest.fixture(scope="session")
def graph_fixtures() -> Path:
    return FIXTURES / "graph"


@pytest.fixture(scope="session")
def shipped() -> LocalStore:
    return LocalStore.shipped()


@pytest.fixture
def closed_port(monkeypatch: pytest.MonkeyPatch) -> int:
    """A port of loopback on which nothing listens."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    return _free_port()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def _serve(quads: list[ox.Quad], *flags: str) -> Iterator[str]:
    """Run the Oxigraph server on loopback with these quads in memory."""
    binary = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or "oxigraph"
    address = f"127.0.0.1:{_free_port()}"
    server = subprocess.Popen(
        [binary, "serve", "--bind", address, *flags],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    content = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    load = urllib.request.Request(
        f"http://{address}/store",
        data=content,
        method="POST",
        headers={"Content-Type": "application/n-quads"},
    )
    deadline = time.monotonic() + _PATIENCE
    try:
        while True:
            try:
                opener.open(load, timeout=_PATIENCE).close()
                break
            except urllib.error.HTTPError:
                raise
            except OSError:
                if server.poll() is not None or time.monotonic() > deadline:
                    raise
                time.sleep(0.05)
        yield f"http://{address}/query"
    finally:
        server.terminate()
        server.wait(timeout=10)


@pytest.fixture(scope="session")
def serve() -> Serve:
    return _serve


def _named_quads(store: LocalStore) -> list[ox.Quad]:
    """Every triple of a store in each named graph that holds it."""
    graphs = store.select("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
    return [
        ox.Quad(triple.subject, triple.predicate, triple.object, ox.NamedNode(str(name)))
        for (name,) in graphs
        for triple in store.construct(
            f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }}"
        )
    ]


@pytest.fixture(scope="session")
def endpoint(shipped: LocalStore) -> Iterator[str]:
    """The bundled graph on a real server: each source a named graph, all in the default graph."""
    merged = shipped.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    quads = [ox.Quad(t.subject, t.predicate, t.object) for t in merged]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NO_PROXY", "127.0.0.1")
        with _serve(quads + _named_quads(shipped)) as address:
            yield address


@pytest.fixture(scope="session")
def union_endpoint(shipped: LocalStore) -> Iterator[str]:
    """The bundled graph on a server that makes its default graph of the named ones."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NO_PROXY", "127.0.0.1")
        with _serve(_named_quads(shipped), "--union-default-graph") as address:
            yield address


@pytest.fixture
def no_endpoint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("POLICYGRAPH_ENDPOINT", raising=False)
    monkeypatch.delenv("POLICYGRAPH_TIMEOUT", raising=False)
