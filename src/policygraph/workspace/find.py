"""Which workspace a command works with."""

from __future__ import annotations

from pathlib import Path

from policygraph.errors import WorkspaceError
from policygraph.settings import read_settings
from policygraph.workspace.folder import MARKER, Workspace, read_workspace


def find_workspace(given: Path | None = None, start: Path | None = None) -> Workspace | None:
    """Find the workspace: the one asked for, else of the environment, else around the folder.

    Parameters
    ----------
    given : pathlib.Path, optional
        The folder that the person named.
    start : pathlib.Path, optional
        Where the search begins; by default the working folder. The nearest folder from there
        upwards that has a ``policygraph.toml`` counts.

    Returns
    -------
    Workspace or None
        The workspace; None if none is named and none is around.

    Raises
    ------
    WorkspaceError
        If the one that is named is none, or its settings cannot be read.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     inner = Path(folder, "a", "b")
    ...     inner.mkdir(parents=True)
    ...     _ = Path(folder, MARKER).write_text("")
    ...     find_workspace(start=inner).path == Path(folder).resolve()
    True
    """
    named = given or read_settings().workspace
    if named is not None:
        return read_workspace(named)
    try:
        here = (start or Path.cwd()).resolve()
    except OSError as error:  # the working folder is gone
        raise WorkspaceError(
            f"The working folder cannot be read: {error.strerror}.",
            hint="Go to another folder or give --no-workspace.",
        ) from None
    for folder in (here, *here.parents):
        if _is_marked(folder):
            return read_workspace(folder)
    return None


def _is_marked(folder: Path) -> bool:
    try:
        return (folder / MARKER).is_file()
    except OSError:  # a folder above that we may not look into
        return False
