"""An import in this process: what it reads of the package is read once for all tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import pyoxigraph as ox
import pytest

from policygraph.imports import places, run
from policygraph.imports.columns import KINDS
from policygraph.imports.request import Request
from policygraph.imports.run import Outcome, import_table
from policygraph.imports.shipped import Shipped, read_shipped
from policygraph.reconcile import Gazetteer, load_gazetteer
from policygraph.workspace import Workspace, make_workspace


class Import(Protocol):
    """Writes a table and imports it."""

    def __call__(self, kind: str, text: str, **settings: Any) -> Outcome: ...


@pytest.fixture(scope="session")
def what_is_shipped() -> Shipped:
    return read_shipped()


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make_workspace(tmp_path / "own", publisher="A researcher")


@pytest.fixture
def fast(monkeypatch: pytest.MonkeyPatch, what_is_shipped: Shipped, gazetteer: Gazetteer) -> None:
    """Read the package once, and leave the shapes to the tests that are about them."""
    monkeypatch.setattr(run, "read_shipped", lambda: what_is_shipped)
    monkeypatch.setattr(places, "load_gazetteer", lambda: gazetteer)
    monkeypatch.setattr(run, "_validate", lambda *_: None)


@pytest.fixture
def bring(workspace: Workspace, tmp_path: Path) -> Import:
    def bring_in(kind: str, text: str, **settings: Any) -> Outcome:
        path = tmp_path / settings.pop("name", "table.csv")
        path.write_bytes(text.encode())
        known = {
            "id": "mine", "title": "My table", "publisher": "A researcher", "date": "2025-06-01",
        }  # fmt: skip
        dry = settings.pop("dry_run", False)
        request = Request(kind=KINDS[kind], path=path, **{**known, **settings})
        return import_table(workspace, request, dry_run=dry)

    return bring_in


@pytest.fixture
def ask(workspace: Workspace) -> Callable[[str], list[tuple[str, ...]]]:
    """Ask the graph of the import called ``mine``, alone."""

    def select(query: str) -> list[tuple[str, ...]]:
        store = ox.Store()
        store.bulk_load(workspace.graph("mine").read_bytes(), ox.RdfFormat.TURTLE)
        from policygraph.namespaces import PREFIXES, compact

        found = store.query(query, prefixes=PREFIXES)
        assert isinstance(found, ox.QuerySolutions)
        return sorted(
            tuple(compact(getattr(cell, "value", "")) if cell else "" for cell in row)
            for row in found
        )

    return select
