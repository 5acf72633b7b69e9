"""Opening a graph."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from os import PathLike
from pathlib import Path
from typing import TypeAlias

from policygraph.api.graph import Graph
from policygraph.api.origin import Origin
from policygraph.errors import StoreError, WorkspaceError
from policygraph.workspace import find_workspace, read_workspace

File: TypeAlias = str | PathLike[str]


def load(
    source: File | Iterable[File] | None = None,
    *,
    endpoint: str | None = None,
    workspace: File | bool | None = None,
    gazetteer: bool = False,
) -> Graph:
    """Open a graph: the one that comes with the package, unless something else is asked for.

    Nothing is read from the environment or the working folder, so that a notebook gives the same
    answers wherever it is run. ``workspace=True`` asks for what the command line does.

    Parameters
    ----------
    source : str, os.PathLike or iterable of them, optional
        RDF files to read instead of the bundled graph.
    endpoint : str, optional
        Address of a SPARQL 1.1 endpoint to ask instead.
    workspace : str, os.PathLike or bool, optional
        Folder of a workspace whose graphs are read beside the bundled one. True: that of
        ``POLICYGRAPH_WORKSPACE``, else of the nearest folder upwards that is one.
    gazetteer : bool, optional
        Whether every government of the country is read too, for queries over them.
        :meth:`Graph.place` and :meth:`Graph.law` find them in any case.

    Returns
    -------
    Graph
        The graph. It never changes, so loading the bundled one again is free.

    Raises
    ------
    StoreError
        If what is asked for does not go together, the address is none or a file cannot be read.
    GraphSyntaxError
        If a file does not parse.
    WorkspaceError
        If there is no such workspace.

    Examples
    --------
    >>> import policygraph as pg
    >>> g = pg.load()
    >>> g is pg.load()
    True
    >>> pg.load(endpoint="http://localhost:7878/query")
    <Graph: policygraph 0.1.0, data of an endpoint>
    """
    if sum(bool(one) for one in (source, endpoint, workspace or gazetteer)) > 1:
        raise StoreError(
            "Files, an endpoint and the bundled graph are asked apart.",
            hint="A workspace and the gazetteer are read beside the bundled graph only.",
        )
    if workspace:
        found = find_workspace() if workspace is True else read_workspace(Path(workspace))
        if found is None:
            raise WorkspaceError(
                "There is no workspace here.",
                hint="Make one with `policygraph init`, or name one with workspace=….",
            )
        beside, own = found.graphs(), found.source_ids()
        return _open(Origin(beside=beside, own=own, gazetteer=gazetteer))
    if source is not None:
        files = [source] if isinstance(source, str | PathLike) else source
        return _open(Origin(files=tuple(Path(file) for file in files)))
    if endpoint:
        return _open(Origin(endpoint=endpoint))
    return _bundled(gazetteer)


@cache
def _bundled(gazetteer: bool) -> Graph:
    return _open(Origin(gazetteer=gazetteer))


def _open(origin: Origin) -> Graph:
    """Make a graph and read it, so that what is wrong with a file is said at once."""
    graph = Graph(origin)
    _ = graph.store
    return graph
