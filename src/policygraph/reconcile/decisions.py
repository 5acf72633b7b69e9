"""Decisions that people took about names: read, checked, applied again, and asked for."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Final, Literal

from policygraph.dates import PartialDate
from policygraph.errors import DateFormatError, OutputError, TableError
from policygraph.reconcile.candidates import prefer
from policygraph.reconcile.case import Resolution
from policygraph.reconcile.escape import escape
from policygraph.reconcile.gazetteer import Gazetteer
from policygraph.reconcile.kinds import read_hint
from policygraph.reconcile.names import fold, make_key, split_words
from policygraph.reconcile.source import open_table
from policygraph.reconcile.states import States
from policygraph.reconcile.writing import write_aside

COLUMNS: Final = ("name", "state", "kind", "geoid", "decision", "who", "when", "why")
#: In a template, for the person who decides; it is not read.
CANDIDATE: Final = "candidate"
Verdict = Literal["same", "not-same", "unsure"]
_VERDICTS: Final[tuple[Verdict, ...]] = ("same", "not-same", "unsure")
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about a name.

    Parameters
    ----------
    line : int
        Line of the file.
    geoid : str
        The code that it is about; may be empty for ``unsure``.
    verdict : {"same", "not-same", "unsure"}
        The name means it, does not mean it, or that cannot be told.
    who, when, why : str
        By whom, when and for what reason.
    """

    line: int
    geoid: str
    verdict: Verdict
    who: str
    when: str
    why: str

    @property
    def told(self) -> str:
        """Who decided and why, as the end of a sentence."""
        return f"by {self.who} on {self.when}" + (f": {self.why}" if self.why else "")


class Decisions:
    """All decisions of a file.

    Parameters
    ----------
    gazetteer : Gazetteer
        The governments.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self.states = States(gazetteer)
        self._all: dict[Key, list[Decision]] = defaultdict(list)

    def __len__(self) -> int:
        return sum(map(len, self._all.values()))

    def key(self, name: str, state: str, kind: str) -> Key:
        """Give what a decision and a row must share: name, state and kind as they are read."""
        words = " ".join(read_hint(kind).words)
        return make_key(split_words(fold(name))), self.states.read(state) or "", words

    def add(self, key: Key, decision: Decision, source: str) -> None:
        """Take in a decision.

        Raises
        ------
        TableError
            If it contradicts an earlier one; the message gives both lines.
        """
        for other in self._all[key]:
            one, two = {decision.verdict, other.verdict}, decision.geoid == other.geoid
            if (one == {"same"} and not two) or (len(one) > 1 and two and decision.geoid):
                raise TableError(
                    f"{source}: lines {other.line} and {decision.line} contradict each other.",
                    hint="Keep one of them.",
                )
        self._all[key].append(decision)

    def apply(self, found: Resolution, name: str, state: str, kind: str) -> Resolution:
        """Settle a row by what was decided about its name.

        Parameters
        ----------
        found : Resolution
            What the rules found.
        name, state, kind : str
            The cells of the row; the kind may come from a heading.

        Returns
        -------
        Resolution
            What holds now.
        """
        key = self.key(name, state, kind)
        mine = self._all.get(key) or self._all.get((key[0], key[1], ""), [])
        for one in mine:
            if one.verdict == "same":
                known = self._gazetteer.governments[one.geoid]
                kind = "agency" if found.kind == "agency" else known.kind
                return Resolution(
                    "match", one.geoid, kind, (one.geoid,), 100, f"Decided {one.told}."
                )
        not_meant = {one.geoid for one in mine if one.verdict == "not-same"}
        left = tuple(geoid for geoid in found.candidates if geoid not in not_meant)
        if len(left) < len(found.candidates):
            found = self._without(found, left, [o for o in mine if o.verdict == "not-same"])
        unsure = [one for one in mine if one.verdict == "unsure"]
        if unsure and found.outcome != "no-match":
            reason = f"Left open {unsure[0].told}."
            return replace(
                found, outcome="ambiguous", geoid="", score=min(found.score, 50), reason=reason
            )
        return found

    def _without(
        self, found: Resolution, left: tuple[str, ...], decided: list[Decision]
    ) -> Resolution:
        told = f"Decided {decided[0].told}."
        if not left:
            return Resolution("no-match", kind=found.kind, reason=f"{told} Nothing else fits.")
        unions = {self._gazetteer.governments[geoid].union for geoid in left}
        if len(unions) > 1 or not found.is_settled_by_choice:
            return replace(
                found, outcome="ambiguous", geoid="", candidates=left,
                reason=f"{found.reason} {told}",
            )  # fmt: skip
        known = prefer([self._gazetteer.governments[geoid] for geoid in left])
        kind = "agency" if found.kind == "agency" else known.kind
        full = self._gazetteer.describe(known)
        return Resolution("match", known.geoid, kind, left, 100, f"{told} What is left is {full}.")


def read_decisions(path: str, gazetteer: Gazetteer) -> Decisions:
    """Read a file of decisions.

    Parameters
    ----------
    path : str
        The file; rows without a decision are those still to be taken.
    gazetteer : Gazetteer
        The governments.

    Returns
    -------
    Decisions
        What was decided.

    Raises
    ------
    TableError
        If a row cannot be read or contradicts another; the message gives the line.
    """
    decisions = Decisions(gazetteer)
    with open_table(path, name="name") as table:
        header = [cell.strip().lower() for cell in table.columns.header]
        missing = [name for name in COLUMNS if name not in header]
        if missing:
            raise TableError(
                f"{path} has no column {missing[0]!r}.", hint=f"It needs {', '.join(COLUMNS)}."
            )
        for row in table.rows:
            cell = {name: row.cells[header.index(name)].strip() for name in COLUMNS}
            if cell["decision"]:
                decision = _check(cell, f"{path}, line {row.line}", row.line, gazetteer, decisions)
                key = decisions.key(cell["name"], cell["state"], cell["kind"])
                decisions.add(key, decision, path)
    return decisions


def _check(
    cell: dict[str, str], where: str, line: int, gazetteer: Gazetteer, decisions: Decisions
) -> Decision:
    verdict = next((one for one in _VERDICTS if one == cell["decision"].lower()), None)
    if verdict is None:
        raise TableError(
            f"{where}: {cell['decision'][:40]!r} is no decision.",
            hint="Write same, not-same or unsure, or leave it empty.",
        )
    for name in ("name", "who", "when"):
        if not cell[name]:
            raise TableError(f"{where}: {name!r} is empty.", hint="Every decision says it.")
    if not cell["geoid"] and verdict != "unsure":
        raise TableError(f"{where}: 'geoid' is empty.", hint="Say what the name means or does not.")
    if cell["geoid"] and cell["geoid"] not in gazetteer.governments:
        raise TableError(
            f"{where}: no government has the GEOID {cell['geoid'][:20]!r}.",
            hint="Give 2, 5, 7 or 10 digits, with the zeros at the beginning.",
        )
    if cell["state"] and not decisions.states.read(cell["state"]):
        raise TableError(f"{where}: {cell['state'][:40]!r} is no state.")
    if cell["kind"] and not read_hint(cell["kind"]).words:
        raise TableError(
            f"{where}: {cell['kind'][:40]!r} is no kind.",
            hint="Write it as the list does, or leave it empty.",
        )
    try:
        PartialDate(cell["when"])
    except DateFormatError as error:
        raise TableError(f"{where}: {error}") from None
    return Decision(line, cell["geoid"], verdict, cell["who"], cell["when"], cell["why"])


class Template:
    """A file of decisions to be taken: each ambiguous name once, a row for each candidate.

    Parameters
    ----------
    gazetteer : Gazetteer
        The governments.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._seen: set[int] = set()
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as this does
        self._text = io.TextIOWrapper(self._file, encoding="utf-8", newline="")
        self._writer = csv.writer(self._text, lineterminator="\r\n")
        self._writer.writerow((*COLUMNS, CANDIDATE))

    def __len__(self) -> int:
        return len(self._seen)

    def add(self, found: Resolution, name: str, state: str, kind: str) -> None:
        """Ask about a row, if its name is new."""
        mark = hash((name, state, kind))
        if mark in self._seen:
            return
        self._seen.add(mark)
        for geoid in found.candidates:
            full = self._gazetteer.describe(self._gazetteer.governments[geoid])
            cells = (name.strip(), state.strip(), kind.strip(), geoid, "", "", "", "", full)
            self._writer.writerow(list(map(escape, cells)))

    def copy(self, to: IO[bytes]) -> None:
        """Write all of it to a file."""
        self._text.flush()
        self._file.seek(0)
        shutil.copyfileobj(self._file, to)


def write_template(path: Path, template: Template) -> None:
    """Write a template, never over a file that may hold decisions.

    Raises
    ------
    OutputError
        If the file is there already or cannot be written.
    """
    if path.exists():
        raise OutputError(
            f"{path} is there already and may hold decisions.", hint="Give another name."
        )
    with write_aside(path) as file:
        template.copy(file)
