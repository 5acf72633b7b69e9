"""Waivers: findings that a reviewer has set aside, for a reason and until a day.

A waived finding stays in every report and is counted there; it only no longer makes a command
fail. A waiver names one finding by its id, so that it no longer fits when the fault changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from policygraph.dates import parse_day
from policygraph.errors import DateFormatError, WaiverError
from policygraph.gaps.gap import GapFinding
from policygraph.reconcile.source import open_table

COLUMNS: Final = ("finding", "reason", "reviewer", "evidence", "until")


@dataclass(frozen=True, slots=True)
class Waiver:
    """One finding set aside.

    Parameters
    ----------
    finding : str
        The id of the finding, such as ``omitted/2c90a93d4096``.
    reason, reviewer, evidence : str
        Why, who says so, and what shows it.
    until : datetime.date
        The last day on which it holds.
    """

    finding: str
    reason: str
    reviewer: str
    evidence: str
    until: date

    def __str__(self) -> str:
        return f"waived by {self.reviewer} until {self.until.isoformat()}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Waived:
    """What became of the waivers.

    Parameters
    ----------
    holding : mapping of str to Waiver
        Finding id to the waiver that holds for it.
    expired : tuple of Waiver
        Those whose day has passed; their findings count again.
    idle : tuple of Waiver
        Those that fit no finding.
    """

    holding: Mapping[str, Waiver]
    expired: tuple[Waiver, ...] = ()
    idle: tuple[Waiver, ...] = ()


def read_waivers(path: str) -> tuple[Waiver, ...]:
    """Read a table of waivers: CSV, TSV or XLSX with the columns of :data:`COLUMNS`.

    Parameters
    ----------
    path : str
        The file.

    Returns
    -------
    tuple of Waiver
        One for each row.

    Raises
    ------
    WaiverError
        If a row is not whole or its day cannot be read; the message gives the line.
    TableError
        If the file cannot be read.
    """
    found: dict[str, Waiver] = {}
    with open_table(path, name="finding") as table:
        header = [cell.strip().lower() for cell in table.columns.header]
        missing = [name for name in COLUMNS if name not in header]
        if missing:
            raise WaiverError(
                f"{path} has no column {missing[0]!r}.", hint=f"It needs {', '.join(COLUMNS)}."
            )
        for row in table.rows:
            cell = {name: row.cells[header.index(name)].strip() for name in COLUMNS}
            where = f"{path}, line {row.line}"
            empty = [name for name in COLUMNS if not cell[name]]
            if empty:
                raise WaiverError(f"{where}: {empty[0]!r} is empty.", hint="A waiver gives all.")
            if cell["finding"] in found:
                raise WaiverError(f"{where}: {cell['finding'][:60]} is waived twice.")
            try:
                until = parse_day(cell["until"])
            except DateFormatError as error:
                raise WaiverError(f"{where}: {error}") from None
            found[cell["finding"]] = Waiver(
                cell["finding"], cell["reason"], cell["reviewer"], cell["evidence"], until
            )
    return tuple(found.values())


def apply_waivers(findings: Iterable[GapFinding], waivers: Iterable[Waiver], today: date) -> Waived:
    """Tell which waivers hold on a day.

    Parameters
    ----------
    findings : iterable of GapFinding
        What was found.
    waivers : iterable of Waiver
        What was set aside.
    today : datetime.date
        The day.

    Returns
    -------
    Waived
        Those that hold, those that have expired, and those that fit nothing.

    Examples
    --------
    >>> gone = Waiver("omitted/0", "A reason.", "R. Viewer", "A letter.", date(2026, 1, 1))
    >>> apply_waivers([], [gone], date(2026, 1, 2)).idle == (gone,)
    True
    """
    known = {finding.id for finding in findings}
    fitting = [waiver for waiver in waivers if waiver.finding in known]
    return Waived(
        holding={one.finding: one for one in fitting if one.until >= today},
        expired=tuple(one for one in fitting if one.until < today),
        idle=tuple(one for one in waivers if one.finding not in known),
    )
