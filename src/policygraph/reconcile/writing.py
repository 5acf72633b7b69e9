"""The result of a reconciliation: the user's columns and ours, row by row."""

from __future__ import annotations

import csv
import io
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from policygraph.errors import OutputError
from policygraph.reconcile.case import Resolution
from policygraph.reconcile.escape import escape

#: What is added to the user's columns.
ADDED: Final = ("outcome", "geoid", "kind", "candidates", "score", "reason")
#: Before the name of an added column that the user's table has already.
PREFIX: Final = "reconciled_"


def name_columns(header: tuple[str, ...]) -> tuple[str, ...]:
    """Name the added columns, so that none has the name of a column of the user.

    Examples
    --------
    >>> name_columns(("name", "Kind"))
    ('outcome', 'geoid', 'reconciled_kind', 'candidates', 'score', 'reason')
    """
    taken = {cell.strip().lower() for cell in header}
    names = []
    for name in ADDED:
        while name in taken:
            name = PREFIX + name  # noqa: PLW2901
        names.append(name)
    return tuple(names)


def show(found: Resolution) -> tuple[str, ...]:
    """Give the cells of the added columns."""
    return (
        found.outcome,
        found.geoid,
        found.kind,
        ";".join(found.candidates),
        str(found.score),
        found.reason,
    )


class CsvWriter:
    """CSV as RFC 4180 has it; cells that a program may run get an apostrophe.

    Parameters
    ----------
    file : binary file
        Where it goes.
    header : tuple of str
        The headings.
    """

    def __init__(self, file: IO[bytes], header: tuple[str, ...]) -> None:
        self._text = io.TextIOWrapper(file, encoding="utf-8", newline="", errors="replace")
        self._writer = csv.writer(self._text, lineterminator="\r\n")
        self.row(header)

    def row(self, cells: tuple[str, ...]) -> None:
        """Write a row."""
        self._writer.writerow([escape(cell) for cell in cells])

    def close(self) -> None:
        """Write what is still held back."""
        self._text.flush()
        self._text.detach()


class JsonWriter:
    """A list of records; of headings that are the same the later ones get a number.

    Parameters
    ----------
    file : binary file
        Where it goes.
    header : tuple of str
        The headings.
    """

    def __init__(self, file: IO[bytes], header: tuple[str, ...]) -> None:
        self._file = file
        self._names: list[str] = []
        for name in header:
            number, unique = 1, name
            while unique in self._names:
                number += 1
                unique = f"{name} ({number})"
            self._names.append(unique)
        self._before = b"[\n  "

    def row(self, cells: tuple[str, ...]) -> None:
        """Write a record."""
        record: dict[str, str | int | list[str]] = dict(zip(self._names, cells, strict=True))
        added = self._names[-len(ADDED) :]
        record[added[3]] = [one for one in cells[-3].split(";") if one]
        record[added[4]] = int(cells[-2])
        text = json.dumps(record, ensure_ascii=False)
        self._file.write(self._before + text.encode(errors="replace"))
        self._before = b",\n  "

    def close(self) -> None:
        """Close the list."""
        self._file.write(b"[]\n" if self._before.startswith(b"[") else b"\n]\n")


@contextmanager
def write_aside(path: Path) -> Iterator[IO[bytes]]:
    """Write a file that is put in place whole when all is well, and else not at all.

    Parameters
    ----------
    path : pathlib.Path
        Where it goes.

    Yields
    ------
    binary file
        What to write to.

    Raises
    ------
    OutputError
        If it cannot be written; an older file then stands as it was.
    """
    if path.is_dir():
        raise OutputError(f"{path} is a folder.", hint="Give the name of a file.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            Path(aside).chmod(0o644)
            Path(aside).replace(path)
        except BaseException:
            Path(aside).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}.") from None
