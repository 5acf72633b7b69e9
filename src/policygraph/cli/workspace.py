"""`policygraph init` and `policygraph remove`: a workspace begins, and a source leaves it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policygraph.cli.options import WorkspaceDir
from policygraph.errors import WorkspaceError

if TYPE_CHECKING:
    from policygraph.workspace import Workspace


def init(
    folder: Annotated[
        Path, typer.Argument(metavar="[FOLDER]", help="The folder; made if need be.")
    ] = Path(),
    title: Annotated[str, typer.Option(help="What to call it; by default as the folder.")] = "",
    publisher: Annotated[
        str, typer.Option(help="Who published what will be imported, where an import does not say.")
    ] = "",
) -> None:
    """Make a folder a workspace, which holds lists and tables of your own.

    Commands that run in it, or in a folder below, read its graphs beside the bundled one.
    """
    from policygraph.workspace import make_workspace

    made = make_workspace(folder, title=title, publisher=publisher)
    where = made.path.resolve()
    typer.echo(f"{where} is a workspace now. Bring a table in with `policygraph import`.")


def remove(
    source: Annotated[str, typer.Argument(metavar="ID", help="The imported source.")],
    workspace: WorkspaceDir = None,
) -> None:
    """Take an imported source out of the workspace; everything else stays."""
    from policygraph.workspace import locked, remove_graph, sweep

    found = need_workspace(workspace)
    with locked(found):
        remove_graph(found, source)
        sweep(found)
    typer.echo(f"{source} is removed from {found.path}.")


def need_workspace(given: Path | None) -> Workspace:
    """Find the workspace, or say how to make one.

    Parameters
    ----------
    given : pathlib.Path or None
        The folder that was named.

    Returns
    -------
    Workspace
        The workspace.

    Raises
    ------
    WorkspaceError
        If there is none.
    """
    from policygraph.workspace import find_workspace

    found = find_workspace(given)
    if found is None:
        raise WorkspaceError(
            "There is no workspace here.",
            hint="Make one with `policygraph init`, or name one with --workspace.",
        )
    return found
