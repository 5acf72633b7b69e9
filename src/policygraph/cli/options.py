"""Options that several commands share."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

if TYPE_CHECKING:
    from policygraph.api import Graph
    from policygraph.store import Store
    from policygraph.workspace import Workspace

Endpoint: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--endpoint",
        metavar="URL",
        help="A SPARQL 1.1 endpoint to ask instead of the bundled graph"
        " (else POLICYGRAPH_ENDPOINT).",
    ),
]
Output: TypeAlias = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE|-", help="Write to a file, whole or not at all."),
]
Wide: TypeAlias = Annotated[
    bool,
    typer.Option("--wide", help="On a terminal, neither fold a table nor leave out columns."),
]

WorkspaceDir: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--workspace",
        metavar="DIR",
        help="The workspace to read beside the bundled graph (else POLICYGRAPH_WORKSPACE, else"
        " the nearest folder upwards that has a policygraph.toml).",
    ),
]
NoWorkspace: TypeAlias = Annotated[
    bool, typer.Option("--no-workspace", help="Leave the workspace out.")
]


def choose_workspace(
    given: Path | None, left_out: bool, *, endpoint: str | None = None
) -> Workspace | None:
    """Find the workspace that a command reads, and say so on standard error.

    Parameters
    ----------
    given : pathlib.Path or None
        The folder that was named.
    left_out : bool
        Whether it is to be left out.
    endpoint : str, optional
        The endpoint that was named: it has graphs of its own.

    Returns
    -------
    Workspace or None
        The workspace; None if there is none, or it is left out.

    Raises
    ------
    WorkspaceError
        If it cannot be read.
    """
    if left_out and given is not None:
        raise typer.BadParameter("Give --workspace or --no-workspace, not both.")
    if given is not None and endpoint is not None:
        raise typer.BadParameter("An endpoint is asked alone: leave out --workspace.")
    if left_out:
        return None
    from policygraph.settings import read_settings
    from policygraph.workspace import find_workspace

    if endpoint or (given is None and read_settings().endpoint):
        return None
    found = find_workspace(given)
    if found is not None:
        number = len(found.graphs())
        sources = f"{number} source" if number == 1 else f"{number} sources"
        typer.echo(f"With the workspace {found.path}: {sources}.", err=True)
    return found


def open_graph(endpoint: str | None, given: Path | None, left_out: bool) -> Store:
    """Open what a command asks, for SPARQL alone: see :func:`load_graph`.

    Parameters
    ----------
    endpoint : str or None
        The endpoint that was named.
    given : pathlib.Path or None
        The workspace that was named.
    left_out : bool
        Whether no workspace is to be read.

    Returns
    -------
    Store
        What to ask.

    Raises
    ------
    WorkspaceError
        If the workspace cannot be read.
    StoreError
        If the graph cannot be read.
    """
    from policygraph.store import LocalStore, open_store

    workspace = choose_workspace(given, left_out, endpoint=endpoint)
    if workspace:  # one that was named counts for more than an endpoint of the environment
        return LocalStore.shipped(beside=workspace.graphs())
    return open_store(endpoint)


def load_graph(endpoint: str | None, given: Path | None, left_out: bool) -> Graph:
    """Load the endpoint, or the bundled graph with the workspace beside it.

    Parameters
    ----------
    endpoint : str or None
        The endpoint that was named.
    given : pathlib.Path or None
        The workspace that was named.
    left_out : bool
        Whether no workspace is to be read.

    Returns
    -------
    Graph
        What to ask; it is read when it is first asked.

    Raises
    ------
    WorkspaceError
        If the workspace cannot be read.
    """
    from policygraph.api import Graph, Origin
    from policygraph.settings import read_settings

    found = choose_workspace(given, left_out, endpoint=endpoint)
    if found:
        return Graph(Origin(beside=found.graphs(), own=found.source_ids()))
    return Graph(Origin(endpoint=endpoint or read_settings().endpoint))


@contextmanager
def interruptible() -> Iterator[None]:
    """Let Ctrl-C end the process at once.

    The query engine runs outside Python and hears of no signal until it is done, which for an
    unlucky query may be never.

    Examples
    --------
    >>> with interruptible():
    ...     "a long query"
    'a long query'
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
