"""Changes as RDF Patch: a file that turns the old data set into the new one, and proves it.

Source: RDF Patch, https://afs.github.io/rdf-delta/rdf-patch.html. Of its rows only those are
written and read that these patches need: H, TX, D, A and TC.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from policygraph.canonical import canonical_quads, hash_quads
from policygraph.changes.compare import Changes
from policygraph.errors import PatchError

_HASH: Final = re.compile(r'"([0-9a-f]{64})"')
_HEADER: Final = re.compile(r"H ([A-Za-z][\w-]*) (\S.*?) ?\.")


@dataclass(frozen=True, slots=True)
class Patch:
    """A patch as it was read.

    Parameters
    ----------
    from_hash, to_hash : str
        The canonical hashes of the data set before and after, 64 hexadecimal digits.
    removed, added : tuple of pyoxigraph.Quad
        With the blank nodes of the canonical forms before and after.
    """

    from_hash: str
    to_hash: str
    removed: tuple[ox.Quad, ...]
    added: tuple[ox.Quad, ...]


def write_patch(changes: Changes, *, from_hash: str, to_hash: str) -> bytes:
    r"""Write changes as RDF Patch.

    Parameters
    ----------
    changes : Changes
        What to write.
    from_hash, to_hash : str
        The canonical hashes of the old and the new data set, 64 hexadecimal digits.

    Returns
    -------
    bytes
        UTF-8, the same for the same changes.

    Examples
    --------
    >>> from policygraph.changes.compare import compare
    >>> quad = ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal("a"))
    >>> empty, full = hash_quads([]), hash_quads([quad])
    >>> written = write_patch(compare([], [quad]), from_hash=empty, to_hash=full)
    >>> print(*written.decode().splitlines()[3:], sep="\n")
    TX .
    A <urn:s> <urn:p> "a" .
    TC .
    """
    # Named after what it leads from and to: no clock and no chance, so the same each time.
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"urn:sha256:{from_hash}:{to_hash}")
    head = f'H id <urn:uuid:{name}> .\nH from "{from_hash}" .\nH to "{to_hash}" .\nTX .\n'
    rows = _rows(b"D ", changes.removed) + _rows(b"A ", changes.added)
    return head.encode() + rows + b"TC .\n"


def _rows(mark: bytes, quads: tuple[ox.Quad, ...]) -> bytes:
    written = ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
    return b"".join(mark + line for line in written.splitlines(keepends=True))


def read_patch(content: bytes) -> Patch:
    r"""Read a patch.

    Parameters
    ----------
    content : bytes
        RDF Patch in UTF-8.

    Returns
    -------
    Patch
        Its hashes and quads, not yet held against any data.

    Raises
    ------
    PatchError
        If it cannot be read, which names the line, or is not whole.

    Examples
    --------
    >>> read_patch(b"TX .\nB <urn:s> .\nTC .\n")
    Traceback (most recent call last):
        ...
    policygraph.errors.PatchError: Line 2 of the patch is no row H, TX, D, A or TC.
    """
    headers: dict[str, str] = {}
    rows: dict[str, list[ox.Quad]] = {"D": [], "A": []}
    state = "before"
    for number, raw in enumerate(content.split(b"\n"), start=1):
        line = _decode(raw, number)
        if not line or line.startswith("#"):
            continue
        word = line.split(maxsplit=1)[0]
        if word not in ("H", "TX", "D", "A", "TC"):
            raise PatchError(f"Line {number} of the patch is no row H, TX, D, A or TC.")
        if state != ("within" if word in ("D", "A", "TC") else "before"):
            raise PatchError(
                f"Line {number} of the patch has {word} out of place.",
                hint="The order is H rows, one TX, D and A rows, one TC.",
            )
        if word == "H":
            name, value = _header(line, number)
            if name in headers:
                raise PatchError(f"Line {number} of the patch states {name!r} again.")
            headers[name] = value
        elif word in rows:
            rows[word].append(_quad(line[1:], number))
        elif line.split() != [word, "."]:
            raise PatchError(f"Line {number} of the patch is no '{word} .'.")
        else:
            state = "within" if word == "TX" else "after"
    if state != "after":
        raise PatchError("The patch does not end with 'TC .'.", hint="It was cut short.")
    for name in ("from", "to"):
        if name not in headers:
            raise PatchError(f"The patch has no row 'H {name}' with the hash of the data.")
    return Patch(headers["from"], headers["to"], tuple(rows["D"]), tuple(rows["A"]))


def _decode(raw: bytes, number: int) -> str:
    try:
        return raw.decode().strip()
    except UnicodeDecodeError:
        raise PatchError(f"Line {number} of the patch is not UTF-8.") from None


def _header(line: str, number: int) -> tuple[str, str]:
    row = _HEADER.fullmatch(line)
    if not row:
        raise PatchError(f"Line {number} of the patch is no header.", hint="As in: H name value .")
    name, value = row.groups()
    if name not in ("from", "to"):  # other headers are allowed, and say nothing that is used
        return name, value
    found = _HASH.fullmatch(value)
    if not found:
        raise PatchError(
            f"Line {number} of the patch has no hash.",
            hint="It is 64 hexadecimal digits in quotes.",
        )
    return name, found[1]


def _quad(text: str, number: int) -> ox.Quad:
    try:
        quads: list[ox.Quad] = list(ox.parse(text.encode(), format=ox.RdfFormat.N_QUADS))
    except (SyntaxError, ValueError) as error:
        reason = getattr(error, "msg", None) or str(error)
        raise PatchError(f"Line {number} of the patch does not parse: {reason}.") from None
    if len(quads) != 1:
        raise PatchError(f"Line {number} of the patch has {len(quads)} quads in place of one.")
    return quads[0]


def apply_patch(quads: Iterable[ox.Quad], patch: Patch) -> list[ox.Quad]:
    """Turn the old data set into the new one.

    Parameters
    ----------
    quads : iterable of pyoxigraph.Quad
        The old data set, in any order and with any names of blank nodes.
    patch : Patch
        What to change.

    Returns
    -------
    list of pyoxigraph.Quad
        The new data set in canonical form.

    Raises
    ------
    PatchError
        If the data are not those that the patch was made for, a quad to remove is not there, a
        quad to add is there already, or the result is not what the patch promises.

    Examples
    --------
    >>> quad = ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal("a"))
    >>> len(apply_patch([], Patch(hash_quads([]), hash_quads([quad]), (), (quad,))))
    1
    """
    before = canonical_quads(quads)
    _check(before, patch.from_hash, "The data are not those that the patch was made for")
    left = set(before)
    for quad in patch.removed:
        if quad not in left:
            raise PatchError(f"The patch removes what is not there: {quad} .")
        left.remove(quad)
    # A quad may not be removed and added at once: a patch of ours never says that.
    present = left.union(patch.removed)
    for quad in patch.added:
        if quad in present:
            raise PatchError(f"The patch adds what is there already: {quad} .")
        present.add(quad)
        left.add(quad)
    _check(left, patch.to_hash, "The result is not what the patch promises")
    return canonical_quads(left)


def _check(quads: Iterable[ox.Quad], expected: str, fault: str) -> None:
    found = hash_quads(quads)
    if found != expected:
        raise PatchError(f"{fault}: their hash is {found[:12]}…, not {expected[:12]}….")
