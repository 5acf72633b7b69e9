"""A table read and checked: every row, and every fault of every row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from policygraph.dates import PartialDate
from policygraph.errors import SourceError
from policygraph.imports.cells import CellError, Fault, Value, read_cell, shorten
from policygraph.imports.codes import Code, load_codes
from policygraph.imports.columns import Kind
from policygraph.imports.headers import assign
from policygraph.imports.template import COMMENT
from policygraph.reconcile import open_table
from policygraph.sources.coding import describe_criterion

#: There are fewer governments than this; a longer table is none of places.
MOST_ROWS: Final = 100_000
_BEGINNINGS: Final = ("announced", "enacted", "effective", "operational")
_ENDS: Final = ("ended", "enjoined")


@dataclass(frozen=True, slots=True)
class Entry:
    """A row that was read.

    Parameters
    ----------
    line : int
        Line of the file, or row of the sheet.
    cells : mapping of str to str
        Column to what stands there, white space put in order; empty where it is not filled.
    values : mapping of str to value
        Column to what it means; only those that are filled.
    """

    line: int
    cells: Mapping[str, str]
    values: Mapping[str, Value]

    def get(self, column: str) -> str:
        """Return a cell, empty where the file has no such column."""
        return self.cells.get(column, "")


@dataclass(slots=True)
class Rows:
    """A table that was read.

    Parameters
    ----------
    entries : list of Entry
        Its rows.
    faults : list of Fault
        All that is wrong with them, in the order of lines.
    remarks : list of str
        What a person should be told.
    """

    entries: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def read_rows(
    path: str, kind: Kind, columns: Mapping[str, str] | None = None, *, sheet: str | None = None
) -> Rows:
    """Read a table and check every cell.

    Parameters
    ----------
    path : str
        The file.
    kind : Kind
        What kind of table it is.
    columns : mapping of str to str, optional
        Our column to its heading in the file, where that is given.
    sheet : str, optional
        The sheet of a workbook.

    Returns
    -------
    Rows
        The rows, with all faults.

    Raises
    ------
    TableError
        If the file cannot be read.
    SourceError
        If a column is missing, or there are no rows or far too many.
    """
    given = dict(columns or {})
    codes = load_codes().allowed
    found = Rows()
    with open_table(
        path,
        name=given.get("name"),
        state=given.get("state"),
        kind=given.get("kind"),
        heading=given.get("heading"),
        sheet=sheet,
    ) as table:
        at = table.columns
        known = {"name": at.name, "state": at.state, "kind": at.kind, "heading": at.heading}
        places, remarks = assign(
            kind,
            at.header,
            {name: text for name, text in given.items() if name not in known},
            {name: place for name, place in known.items() if place is not None},
        )
        for row in table.rows:
            if len(found.entries) >= MOST_ROWS:
                raise SourceError(
                    f"{path} has more than {MOST_ROWS:,} rows.",
                    hint="There are not so many governments; give the part that lists places.",
                )
            cells = {name: " ".join(row.cells[place].split()) for name, place in places.items()}
            if cells["name"].startswith(COMMENT):
                found.remarks.append(f"Line {row.line} begins with {COMMENT} and was passed over.")
                continue
            if at.said and not cells.get("kind"):
                cells["said"] = at.said
            raw = {name: row.cells[place].strip() for name, place in places.items()}
            _add(found, kind, row.line, cells, raw, codes)
        found.remarks[:0] = [*table.notes, *remarks]
    if not found.entries and not found.faults:
        raise SourceError(f"{path} has no rows.", hint="Fill in the table below its header.")
    return found


def _add(
    found: Rows,
    kind: Kind,
    line: int,
    cells: dict[str, str],
    raw: Mapping[str, str],
    codes: Mapping[str, Mapping[str, Code]],
) -> None:
    values: dict[str, Value] = {}
    faults = []
    for column in kind.columns:
        text = cells.get(column.name, "")
        if column.required and not text:
            faults.append(Fault(line, column.name, "", "is empty", "Every row must fill it."))
            continue
        try:
            # As it stands, so that what is hidden in it is seen.
            value = read_cell(
                column,
                raw.get(column.name, "").replace("\r", " ").replace("\n", " ").replace("\t", " "),
                codes.get(column.property, {}),
            )
        except CellError as error:
            value = None
            faults.append(Fault(line, column.name, shorten(text), error.problem, error.remedy))
        if value is not None:
            values[column.name] = " ".join(value.split()) if isinstance(value, str) else value
    # A column that is at fault by itself is not held against others.
    bad = {fault.column for fault in faults}
    check = _CHECKS.get(kind.name)
    if check:
        more = check(line, values)
        faults += [one for one in more if one.column not in bad and (one.column or not bad)]
    found.faults += faults
    found.entries.append(Entry(line, cells, values))


def _check_policy(line: int, values: Mapping[str, Value]) -> list[Fault]:
    faults = []
    conditions = values.get("conditions", ())
    assert isinstance(conditions, tuple)
    if len(conditions) > 1 and "join" not in values:
        faults.append(
            Fault(line, "join", "", "is empty beside several conditions", "Write any-of or all-of.")
        )
    elif "join" in values and not conditions:
        faults.append(
            Fault(
                line,
                "conditions",
                "",
                "is empty beside a join",
                "Give the conditions, or leave join empty too: the criterion is then unknown.",
            )
        )
    try:
        describe_criterion(str(values.get("join", "any-of")), conditions or ("never-holds",))
    except SourceError as error:
        given, why = "; ".join(conditions), error.message.rstrip(".")
        faults.append(
            Fault(line, "conditions", given, f"cannot be joined: {why[0].lower()}{why[1:]}",
                  "Give it alone, or leave it out.")
        )  # fmt: skip
    faults += _check_order(line, values)
    said = set(values) - {"name", "state", "kind", "geoid", "policy", "confidence", "locator"}
    if not any(name for name in said if not name.startswith("source_")):
        faults.append(
            Fault(
                line,
                "",
                "",
                "says nothing of the policy",
                "Fill in at least one of conditions, the dates, the features or summary.",
            )
        )
    return faults


def _check_order(line: int, values: Mapping[str, Value]) -> list[Fault]:
    """Compare as far as both dates are exact: 2014-07 is not before 2014-07-12."""
    faults = []
    for end in _ENDS:
        for begin in _BEGINNINGS:
            last, first = values.get(end), values.get(begin)
            if not (isinstance(last, PartialDate) and isinstance(first, PartialDate)):
                continue
            shared = min(len(last.text), len(first.text))
            if last.text[:shared] < first.text[:shared]:
                faults.append(
                    Fault(
                        line,
                        end,
                        last.text,
                        f"is before {begin} ({first.text})",
                        "Mend one of the two dates.",
                    )
                )
    return faults


def _check_funding(line: int, values: Mapping[str, Value]) -> list[Fault]:
    faults = []
    if "amount_usd" not in values and "share" not in values:
        faults.append(
            Fault(
                line,
                "amount_usd",
                "",
                "is empty, and so is share",
                "Give one of them; a figure that is not known is no row.",
            )
        )
    if "share" in values and "base" not in values:
        faults.append(
            Fault(line, "base", "", "is empty beside a share", "Say what the share is a share of.")
        )
    if "base" in values and "share" not in values:
        faults.append(
            Fault(
                line, "share", "", "is empty beside a base", "Give the share or leave base empty."
            )
        )
    return faults


_CHECKS: Final[dict[str, Callable[[int, Mapping[str, Value]], list[Fault]]]] = {
    "policies": _check_policy,
    "funding": _check_funding,
}
