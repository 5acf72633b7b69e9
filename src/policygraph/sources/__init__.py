"""Source tables to facts: one module per source, each a pure function of its tables.

A :class:`Source` says what it reads, how many rows it must find, who published the material and
under what terms; its ``build`` turns the tables into :class:`~policygraph.graph.Facts` and reads
nothing else: no clock, no network, no other source.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from policygraph.errors import SourceError
from policygraph.graph import Facts

Row = dict[str, str]


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
    homepage : str, optional
        Where the publisher has it.
    least : int
        The fewest triples that a whole build may yield.
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
    homepage: str | None = None
    least: int = 1


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
            lines = io.StringIO(content.decode("utf-8-sig"), newline="")
        except OSError as error:
            raise SourceError(
                f"{path}: {error.strerror}.", hint="Give the folder of sources with --sources."
            ) from None
        except UnicodeDecodeError as error:
            raise SourceError(f"{path}: byte {error.start} is not UTF-8.") from None
        self.checksums[table.path] = hashlib.sha256(content).hexdigest()
        reader = csv.reader(lines, delimiter=table.delimiter)
        names = next(reader, []) if table.header else list(table.columns)
        missing = [name for name in table.columns if name not in names]
        if missing:
            raise SourceError(f"{path}, line 1: no column {', '.join(missing)}.")
        rows: list[Row] = []
        for cells in reader:
            if len(cells) != len(names):
                raise SourceError(
                    f"{path}, line {reader.line_num}: {len(cells)} cells where"
                    f" {len(names)} are due."
                )
            rows.append(dict(zip(names, (cell.strip() for cell in cells), strict=True)))
        if self.contracts and len(rows) < table.minimum:
            raise SourceError(
                f"{path}: {len(rows)} rows where at least {table.minimum} are due.",
                hint="The file looks cut short; nothing was built from it.",
            )
        return rows


def load_sources() -> tuple[Source, ...]:
    """Return every source, in the order in which the data were published or refer to each other.

    Examples
    --------
    >>> [source.id for source in load_sources()][0]
    'us_census_gazetteer_2017'
    """
    from policygraph.sources import (
        us_census_gazetteer_2017,
        us_ice_ddor_2017w1,
        us_ice_policy_table_2014,
        us_press_policy_evidence,
        us_startribune_2017_03_20,
    )

    return (
        us_census_gazetteer_2017.SOURCE,
        us_ice_policy_table_2014.SOURCE,
        us_ice_ddor_2017w1.SOURCE,
        us_startribune_2017_03_20.SOURCE,
        us_press_policy_evidence.SOURCE,
    )
