"""What a workspace is on disk, and how its settings are read.

A workspace is a plain folder::

    policygraph.toml   the settings; this file makes the folder a workspace
    decisions.csv      which name means which place, where a person had to decide
    data/              one Turtle file for each imported source
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from policygraph.errors import OutputError, WorkspaceError
from policygraph.graph import write_whole

MARKER: Final = "policygraph.toml"
DECISIONS: Final = "decisions.csv"
DATA: Final = "data"

#: Setting to what it means, for the file that ``init`` writes.
SETTINGS: Final[dict[str, str]] = {
    "title": "What this workspace is called.",
    "publisher": "Who published what you import, where --publisher is not given.",
    "licence": "Terms of use of what you import, where --licence is not given: an IRI or words.",
}
#: As policygraph.reconcile keeps decisions; a table without rows is valid.
_DECISIONS_HEAD: Final = "name,state,kind,geoid,decision,who,when,why\n"
_AT: Final = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace that was found and whose settings were read.

    Parameters
    ----------
    path : pathlib.Path
        The folder.
    title, publisher, licence : str
        Its settings; empty where not set.
    """

    path: Path
    title: str = ""
    publisher: str = ""
    licence: str = ""

    @property
    def data(self) -> Path:
        """The folder of graphs."""
        return self.path / DATA

    @property
    def decisions(self) -> Path:
        """The table of decisions about names."""
        return self.path / DECISIONS

    def graphs(self) -> tuple[Path, ...]:
        """Return the graph files, in the order of their names.

        Hidden files are none: an import that was killed may leave one behind.
        """
        found = self.data.glob("*.ttl") if self.data.is_dir() else ()
        return tuple(sorted(path for path in found if not path.name.startswith(".")))

    def graph(self, source_id: str) -> Path:
        """Return where the graph of a source is, or would be."""
        return self.data / f"{source_id}.ttl"

    def source_ids(self) -> tuple[str, ...]:
        """Return the ids of the imported sources."""
        return tuple(path.stem for path in self.graphs())


def read_workspace(folder: Path) -> Workspace:
    """Read the settings of a workspace.

    Parameters
    ----------
    folder : pathlib.Path
        The folder that has a ``policygraph.toml``.

    Returns
    -------
    Workspace
        The workspace.

    Raises
    ------
    WorkspaceError
        If there is no such file, or it is not well formed; the message gives file and line.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, MARKER).write_text('title = "My lists"')
    ...     read_workspace(Path(folder)).title
    'My lists'
    """
    path = folder / MARKER
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise WorkspaceError(
            f"{folder} is no workspace: it has no {MARKER}.",
            hint=f"Make one with `policygraph init {folder}`.",
        ) from None
    except OSError as error:
        raise WorkspaceError(f"{path} cannot be read: {error.strerror}.", hint=_WAY_OUT) from None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise WorkspaceError(f"{path}, line {line}: not UTF-8.", hint=_WAY_OUT) from None
    try:
        settings = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = _AT.search(str(error))
        line = int(at[1]) if at and at[1] else len(text.splitlines())
        reason = _AT.sub("", str(error)).rstrip(".")
        raise WorkspaceError(f"{path}, line {line}: {reason}.", hint=_WAY_OUT) from None
    return Workspace(folder, **_check(settings, text, path))


_WAY_OUT: Final = "Mend it, or leave the workspace out with --no-workspace."


def _check(settings: dict[str, Any], text: str, path: Path) -> dict[str, str]:
    for name, value in settings.items():
        where = f"{path}, line {_find_line(text, name)}"
        if name not in SETTINGS:
            known = ", ".join(SETTINGS)
            raise WorkspaceError(
                f"{where}: there is no setting {name!r}; there are {known}.", hint=_WAY_OUT
            )
        if not isinstance(value, str):
            raise WorkspaceError(
                f"{where}: {name} must be text in quotes, not {value!r}.", hint=_WAY_OUT
            )
    return {name: value.strip() for name, value in settings.items()}


def _find_line(text: str, name: str) -> int:
    head = re.compile(rf"""\s*\[*\s*["']?{re.escape(name)}\b""")
    lines = enumerate(text.splitlines(), start=1)
    return next((number for number, line in lines if head.match(line)), 1)


def make_workspace(folder: Path, *, title: str = "", publisher: str = "") -> Workspace:
    """Make a folder a workspace; what is in it already stays.

    Parameters
    ----------
    folder : pathlib.Path
        The folder; it is made if need be.
    title, publisher : str, optional
        First settings.

    Returns
    -------
    Workspace
        The new workspace.

    Raises
    ------
    WorkspaceError
        If it is a workspace already.
    OutputError
        If it cannot be written.
    """
    marker = folder / MARKER
    if marker.exists():
        raise WorkspaceError(
            f"{folder} is a workspace already.", hint=f"Edit {marker} to change its settings."
        )
    values = {"title": title or folder.resolve().name, "publisher": publisher}
    lines = [
        f"# {meaning}\n{name} = {_quote(values.get(name, ''))}\n"
        for name, meaning in SETTINGS.items()
    ]
    try:
        (folder / DATA).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder} cannot be made: {error.strerror}.") from None
    if not (folder / DECISIONS).exists():
        write_whole(folder / DECISIONS, _DECISIONS_HEAD.encode())
    # Last, so that a folder is a workspace only when all of it is there.
    write_whole(marker, "\n".join(lines).encode())
    return read_workspace(folder)


def _quote(value: str) -> str:
    """Write a TOML string; what is no character of text (half a pair) is left out."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    text = escaped.encode("utf-8", "ignore").decode()
    safe = "".join(sign if sign.isprintable() else f"\\U{ord(sign):08x}" for sign in text)
    return f'"{safe}"'
