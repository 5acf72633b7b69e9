"""Source tables to facts: one module per source, each a pure function of its tables.

A :class:`Source` says what it reads, how many rows it must find, who published the material and
under what terms; its ``build`` turns the tables into :class:`~policygraph.graph.Facts` and reads
nothing else: no clock, no network, no other source.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

from policygraph.errors import DateFormatError, SourceError
from policygraph.graph import Facts

if TYPE_CHECKING:
    from _csv import Reader


#: The key of the table that no file holds: the places that other sources name.
NAMED: Final = "named"


class Row(dict[str, str]):
    """A row of a table: column to cell; it knows its file and line.

    Examples
    --------
    >>> row = Row({"state": "MN"}, where="policies.csv, line 2")
    >>> row["state"], row.where
    ('MN', 'policies.csv, line 2')
    """

    def __init__(self, cells: dict[str, str], where: str = "a row") -> None:
        super().__init__(cells)
        self.where = where


@dataclass(frozen=True)
class Table:
    """A file that a source reads.

    Parameters
    ----------
    path : str
        Where it stands below the folder of sources.
    columns : sequence of str
        The columns it must have; for a file without a header, their names in order.
    minimum : int
        The fewest rows that the whole file may have; fewer stops the build.
    delimiter : str
        What separates the cells.
    header : bool
        Whether the first line names the columns.

    Notes
    -----
    A ``.parquet`` file has no delimiter and no lines: its header is its schema, only the columns
    named here are read, and a row is placed by its number.
    """

    path: str
    columns: Sequence[str]
    minimum: int
    delimiter: str = ","
    header: bool = True


@dataclass(frozen=True)
class Source:
    """A source: what it reads, who stands behind it, and how it becomes facts.

    Parameters
    ----------
    id : str
        Its name in the catalogue, its module, its file and its named graph.
    title, description, publisher, rights : str
        For the catalogue, in our words.
    coverage : str
        What of the material is held, and what is not.
    build : callable
        From the rows of each table (keyed by path) to facts.
    tables : tuple of Table
        What it reads.
    licence : str, optional
        IRI of the licence that the publisher states, where there is one.
    issued : str, optional
        Day, month or year of publication.
    retrieved : str, optional
        The day on which its tables and documents were fetched and read, ``YYYY-MM-DD``: written
        down by whoever did so, for a build reads no clock.
    homepage : str, optional
        Where the publisher has it.
    least : int
        The fewest triples that a whole build may yield.
    describes_places : bool
        Whether it describes the places that the other sources name: then it is built after them,
        and its ``build`` also gets their codes, one a row under ``geoid``, as :data:`NAMED`.
    divide : callable, optional
        How the facts are spread over several files, for a source too big for the default load:
        from its facts and all that the other sources state to the facts of each file (its path
        below ``data/ttl``, without ending). Without it there is one file, named after the source.
    """

    id: str
    title: str
    description: str
    publisher: str
    rights: str
    coverage: str
    build: Callable[[dict[str, list[Row]]], Facts]
    tables: tuple[Table, ...] = ()
    licence: str | None = None
    issued: str | None = None
    retrieved: str | None = None
    homepage: str | None = None
    least: int = 1
    describes_places: bool = False
    divide: Callable[[Facts, Facts], dict[str, Facts]] | None = None


@dataclass(frozen=True)
class SourceFolder:
    """A folder of source tables, read with their contracts.

    Parameters
    ----------
    path : pathlib.Path
        The folder.
    contracts : bool
        Whether a table with fewer rows than its minimum is an error; switched off only for
        excerpts, as the tests use them.
    """

    path: Path
    contracts: bool = True
    checksums: dict[str, str] = field(default_factory=dict)

    def read(self, table: Table) -> list[Row]:
        """Read a table and note its SHA-256.

        Parameters
        ----------
        table : Table
            Which one, with its contract.

        Returns
        -------
        list of dict
            One dict of strings per row, white space trimmed.

        Raises
        ------
        SourceError
            If the file is missing, is not UTF-8, lacks a column, has a ragged row, or has fewer
            rows than its contract.
        """
        path = self.path / table.path
        try:
            content = path.read_bytes()
            if path.suffix == ".parquet":
                return self._read_parquet(content, table, path)
            lines = io.StringIO(content.decode("utf-8-sig"), newline="")
        except OSError as error:
            raise SourceError(
                f"{path}: {error.strerror}.", hint="Give the folder of sources with --sources."
            ) from None
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            raise SourceError(
                f"{path}, line {line}: a byte is not UTF-8 (0x{error.object[error.start]:02x})."
            ) from None
        self.checksums[table.path] = hashlib.sha256(content).hexdigest()
        reader = csv.reader(lines, delimiter=table.delimiter)
        try:
            rows = _read_rows(reader, table, path)
        except csv.Error as error:
            raise SourceError(f"{path}, line {reader.line_num}: not CSV ({error}).") from None
        return self._checked(rows, table, f"{path}, line {reader.line_num}")

    def _read_parquet(self, content: bytes, table: Table, path: Path) -> list[Row]:
        from policygraph.sources.parquet import read_columns

        self.checksums[table.path] = hashlib.sha256(content).hexdigest()
        columns = read_columns(content, table.columns, path)
        rows = [
            Row(dict(zip(table.columns, cells, strict=True)), f"{table.path}, row {number}")
            for number, cells in enumerate(zip(*columns, strict=True), 1)
        ]
        return self._checked(rows, table, path)

    def _checked(self, rows: list[Row], table: Table, where: Path | str) -> list[Row]:
        if self.contracts and len(rows) < table.minimum:
            raise SourceError(
                f"{where}: the file ends after {len(rows)} rows where at"
                f" least {table.minimum} are due.",
                hint="It looks cut short; nothing was built from it.",
            )
        return rows


def _read_rows(reader: Reader, table: Table, path: Path) -> list[Row]:
    names = next(reader, []) if table.header else list(table.columns)
    missing = [name for name in table.columns if name not in names]
    if missing:
        raise SourceError(f"{path}, line 1: no column {', '.join(missing)}.")
    rows = []
    for cells in reader:
        if len(cells) != len(names):
            raise SourceError(
                f"{path}, line {reader.line_num}: {len(cells)} cells where {len(names)} are due."
            )
        trimmed = (cell.strip() for cell in cells)
        where = f"{table.path}, line {reader.line_num}"
        rows.append(Row(dict(zip(names, trimmed, strict=True)), where))
    return rows


def read_beside(name: str) -> list[Row]:
    """Read a table that stands beside the builders: a coding or another curated table.

    Parameters
    ----------
    name : str
        Its file name.

    Returns
    -------
    list of Row
        Its rows.

    Examples
    --------
    >>> read_beside("us_states.csv")[0]["name"]
    'Alabama'
    """
    table = files("policygraph.sources").joinpath(name).read_text(encoding="utf-8")
    reader = csv.DictReader(table.splitlines())
    return [Row(cells, f"{name}, line {reader.line_num}") for cells in reader]


@contextmanager
def reading(*rows: Row) -> Iterator[None]:
    """Say of a date, code or number that cannot be read in which row it stands.

    Parameters
    ----------
    *rows : Row
        The row of the source, and the row that codes it.

    Raises
    ------
    SourceError
        In place of what the cell's reader raises.

    Examples
    --------
    >>> with reading(Row({}, where="policies.csv, line 2")):
    ...     int("many")
    Traceback (most recent call last):
        ...
    policygraph.errors.SourceError: policies.csv, line 2: invalid literal for int() with base 10: \
'many'.
    """
    try:
        yield
    except (DateFormatError, ValueError) as error:
        where = ", coded in ".join(row.where for row in rows)
        raise SourceError(f"{where}: {str(error).rstrip('.')}.") from None


def load_sources() -> tuple[Source, ...]:
    """Return every source in the order of building.

    Those that describe places come after all that name them, and those that are spread over
    several files come last.

    Examples
    --------
    >>> [source.id for source in load_sources() if source.describes_places]
    ['us_census_gazetteer_2017']
    """
    from policygraph.sources import (
        us_census_cog_2020,
        us_census_gazetteer_2017,
        us_courts,
        us_dhs_sanctuary_2025,
        us_doj_eo14287_2025,
        us_gazetteer,
        us_ice_287g_2025,
        us_ice_ddor_2017w1,
        us_ice_ddor_2017w2,
        us_ice_policy_table_2014,
        us_press_policy_evidence,
        us_rulings,
        us_startribune_2017_03_20,
        us_state_laws,
    )

    return (
        us_ice_policy_table_2014.SOURCE,
        us_ice_ddor_2017w1.SOURCE,
        us_startribune_2017_03_20.SOURCE,
        us_press_policy_evidence.SOURCE,
        us_ice_ddor_2017w2.SOURCE,
        us_dhs_sanctuary_2025.SOURCE,
        us_doj_eo14287_2025.SOURCE,
        us_courts.SOURCE,
        us_rulings.SOURCE,
        us_state_laws.SOURCE,
        us_ice_287g_2025.SOURCE,
        us_census_gazetteer_2017.SOURCE,
        us_gazetteer.SOURCE,
        us_census_cog_2020.SOURCE,
    )
