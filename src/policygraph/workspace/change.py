"""Changes to a workspace: a graph is put in place, or taken away, whole or not at all.

Each change is one rename or one removal of one file, so there is no state between before and
after. All the work that can fail is done before, elsewhere.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from difflib import get_close_matches

from policygraph.errors import OutputError, WorkspaceError
from policygraph.graph import write_whole
from policygraph.workspace.folder import MARKER, Workspace


@contextlib.contextmanager
def locked(workspace: Workspace) -> Iterator[None]:
    """Keep other imports out while one is under way.

    The lock is on the settings file and leaves no trace; it ends with the process, however that
    ends.

    Parameters
    ----------
    workspace : Workspace
        The workspace.

    Raises
    ------
    WorkspaceError
        If another process holds it.
    """
    try:
        import fcntl
    except ImportError:  # a system without such locks: each change is atomic all the same
        yield
        return
    try:
        file = (workspace.path / MARKER).open("rb")
    except OSError as error:
        raise WorkspaceError(
            f"{workspace.path / MARKER} cannot be read: {error.strerror}."
        ) from None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise WorkspaceError(
                f"Another import or removal is under way in {workspace.path}.",
                hint="Wait until it is done and try again.",
            ) from None
        except OSError:  # a file system that has no locks
            pass
        yield


def put_graph(workspace: Workspace, source_id: str, content: bytes) -> bool:
    """Put the graph of a source in place.

    Parameters
    ----------
    workspace : Workspace
        Where to.
    source_id : str
        The id of the source.
    content : bytes
        Its Turtle.

    Returns
    -------
    bool
        False if it was there already, byte for byte.

    Raises
    ------
    OutputError
        If it cannot be written; the workspace then is as it was.
    """
    return write_whole(workspace.graph(source_id), content)


def remove_graph(workspace: Workspace, source_id: str) -> None:
    """Take the graph of a source away.

    Parameters
    ----------
    workspace : Workspace
        Where from.
    source_id : str
        The id of the source.

    Raises
    ------
    WorkspaceError
        If there is no such source; the message gives those with a like name.
    OutputError
        If the file cannot be removed.
    """
    known = workspace.source_ids()
    if source_id not in known:
        close = get_close_matches(source_id, known, n=3, cutoff=0.6)
        if close:
            hint = f"Did you mean {' or '.join(close)}?"
        else:
            hint = f"It has {', '.join(known)}." if known else "It has none."
        raise WorkspaceError(f"The workspace has no source {source_id!r}.", hint=hint)
    try:
        workspace.graph(source_id).unlink()
    except OSError as error:
        raise OutputError(
            f"{workspace.graph(source_id)} cannot be removed: {error.strerror}."
        ) from None


def sweep(workspace: Workspace) -> None:
    """Clear away what a killed import left: hidden files that no command ever reads."""
    for path in workspace.data.glob(".*.ttl.*"):
        with contextlib.suppress(OSError):
            path.unlink()
