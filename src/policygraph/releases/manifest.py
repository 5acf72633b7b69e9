"""The manifest of a release: what it holds, and the hashes by which that is proved."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

from policygraph.errors import ReleaseError

MANIFEST: Final = "manifest.json"
SUMS: Final = "SHA256SUMS"
FORM: Final = "policygraph-release-1"


@dataclass(frozen=True, slots=True)
class GraphEntry:
    """A named graph of the release.

    Parameters
    ----------
    iri : str
        Its name.
    triples : int
        How many triples it has.
    hash : str
        :func:`policygraph.canonical.hash_quads` of its triples, the graph's own name left out.
    path : str
        Its N-Triples, compressed with gzip.
    """

    iri: str
    triples: int
    hash: str
    path: str


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file of the release.

    Parameters
    ----------
    path : str
        Relative to the manifest, with ``/``.
    media_type : str
        Of what it holds; of a compressed file, once unpacked.
    bytes : int
        Its size as it stands.
    sha256 : str
        Of its bytes as they stand, in hexadecimal digits.
    """

    path: str
    media_type: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a release says that it holds.

    Parameters
    ----------
    version : str
        Its version, as in ``1.0.0``.
    issued : str
        The day of issue, ``YYYY-MM-DD``.
    base_url : str
        The address at which the release is served.
    previous : str or None
        The version before.
    hash : str
        :func:`policygraph.canonical.hash_quads` of all quads.
    quads : int
        How many there are.
    graphs : tuple of GraphEntry
        By IRI.
    files : tuple of FileEntry
        Every file but the manifest and the list of sums, by path.
    """

    version: str
    issued: str
    base_url: str
    previous: str | None
    hash: str
    quads: int
    graphs: tuple[GraphEntry, ...]
    files: tuple[FileEntry, ...]

    def write(self) -> bytes:
        """Write it as JSON.

        Returns
        -------
        bytes
            UTF-8, always the same for the same manifest.
        """
        data = {"form": FORM, **asdict(self)}
        return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()

    def write_sums(self, own: bytes) -> bytes:
        """Write the list of checksums, the manifest's own among them.

        Parameters
        ----------
        own : bytes
            The manifest as it stands in its file.

        Returns
        -------
        bytes
            As ``sha256sum --check`` reads it.
        """
        sums = {one.path: one.sha256 for one in self.files}
        sums[MANIFEST] = hashlib.sha256(own).hexdigest()
        return "".join(f"{digest}  {path}\n" for path, digest in sorted(sums.items())).encode()


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a release.

    Parameters
    ----------
    folder : pathlib.Path
        The release.

    Returns
    -------
    Manifest
        What it says.

    Raises
    ------
    ReleaseError
        If there is none, or it cannot be read, or a path in it leads out of the folder.
    """
    path = folder / MANIFEST
    try:
        data = json.loads(path.read_bytes())
    except OSError as error:
        raise ReleaseError(
            f"{path} cannot be read: {error.strerror}.", hint="Name the folder of a release."
        ) from None
    except ValueError as error:
        raise ReleaseError(f"{path} is no JSON: {error}.", hint="Download it again.") from None
    try:
        return _manifest(data)
    except (KeyError, TypeError, ValueError) as error:
        raise ReleaseError(
            f"{path} is no manifest of the form {FORM}: {error}.",
            hint="Download it again, or use the version of policygraph that wrote it.",
        ) from None


def _manifest(data: dict[str, Any]) -> Manifest:
    data = dict(data)
    if data.pop("form") != FORM:
        raise ValueError("it has another form")
    graphs = tuple(GraphEntry(**one) for one in data.pop("graphs"))
    files = tuple(FileEntry(**one) for one in data.pop("files"))
    for name in [*(one.path for one in graphs), *(one.path for one in files)]:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts:
            raise ValueError(f"the path {name!r} leads out of the release")
    return Manifest(graphs=graphs, files=files, **data)
