"""Put a folder in place whole or not at all, and never over what we did not write."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from policygraph.errors import OutputError

#: Marks a folder as a site of ours: a line with the form, then every file of it, one a line.
MARKER: Final = ".policygraph-site"
_FORM: Final = "policygraph site, form 1"


class SiteFolder:
    """A site being written, out of sight until it is whole.

    Parameters
    ----------
    root : pathlib.Path
        The folder to write in.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folders: set[Path] = {root}
        self.files: dict[str, int] = {}

    def write(self, path: str, content: bytes) -> None:
        """Write one file of the site.

        Parameters
        ----------
        path : str
            Relative, with ``/``.
        content : bytes
            What it holds.

        Raises
        ------
        OutputError
            If it cannot be written, or the path is taken: two resources whose IRIs differ only
            in a closing slash, say, or only in case where the file system does not tell them
            apart.
        """
        file = self._root / path
        try:
            if file.parent not in self._folders:
                file.parent.mkdir(parents=True, exist_ok=True)
                self._folders.add(file.parent)
            with file.open("xb") as handle:
                handle.write(content)
        except FileExistsError:
            raise OutputError(
                f"Two resources come to the same file, {path}.",
                hint="Give one another IRI, or publish to a file system that tells case apart.",
            ) from None
        except OSError as error:
            raise OutputError(f"{path} cannot be written: {error.strerror}.") from None
        self.files[path] = len(content)


def check_target(out: Path) -> None:
    """Refuse a target that holds anything that we did not write.

    Parameters
    ----------
    out : pathlib.Path
        A folder that may or may not exist.

    Raises
    ------
    OutputError
        If it is no folder, a folder with no marker of ours, or a site of ours to which other
        files were added (a ``.git`` folder, say, which replacing the site would destroy).
    """
    try:
        if not out.exists() and not out.is_symlink():
            return
        if not out.is_dir():
            raise OutputError(f"{out} is not a folder.", hint="Name a folder to publish to.")
        found = [
            path.relative_to(out).as_posix()
            for path in sorted(out.rglob("*"))
            if path.is_symlink() or not path.is_dir()
        ]
        if not found and not any(out.iterdir()):
            return
        marker = out / MARKER
        lines = marker.read_text(encoding="utf-8").splitlines() if marker.is_file() else []
    except OSError as error:
        raise OutputError(f"{out} cannot be read: {error.strerror}.") from None
    if lines[:1] != [_FORM]:
        raise OutputError(
            f"{out} is not empty and was not written by policygraph publish.",
            hint="Name a new or empty folder.",
        )
    foreign = sorted(set(found) - set(lines[1:]) - {MARKER})
    if foreign:
        raise OutputError(
            f"{out} also holds {foreign[0]}, which policygraph publish did not write and which "
            "replacing the site would remove.",
            hint="Move it away, or publish to another folder and copy the site from there.",
        )


@contextmanager
def replaced_folder(out: Path) -> Iterator[SiteFolder]:
    """Write a folder aside and swap it in when the block ends well.

    Parameters
    ----------
    out : pathlib.Path
        Where the site will stand.

    Yields
    ------
    SiteFolder
        Where to write.

    Raises
    ------
    OutputError
        As :func:`check_target` says, or if the swap fails. Whatever goes wrong inside the block,
        the old site stays as it was and nothing is left beside it.
    """
    out = out.resolve()
    check_target(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name}.new-"))
        aside.chmod(0o755)
    except OSError as error:
        raise OutputError(f"{out} cannot be written: {error.strerror}.") from None
    try:
        folder = SiteFolder(aside)
        yield folder
        listing = "\n".join([_FORM, *sorted(folder.files)]) + "\n"
        folder.write(MARKER, listing.encode())
        _swap(aside, out)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise


def _swap(aside: Path, out: Path) -> None:
    try:
        if not out.exists():
            aside.rename(out)
            return
        attic = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name}.old-"))
        out.rename(attic / "site")
        try:
            aside.rename(out)
        except BaseException:
            (attic / "site").rename(out)
            attic.rmdir()
            raise
    except OSError as error:
        raise OutputError(f"{out} cannot be replaced: {error.strerror}.") from None
    shutil.rmtree(attic, ignore_errors=True)
