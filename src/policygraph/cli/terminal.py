"""What only a terminal gets: tables that fit it, folded lines, and links.

In a pipe or a file there is none of it: whole lines, no colour, nothing to strip. No pager is
started either, so that output can be piped into one: ``policygraph gaps | less -S``.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from policygraph.layout import Cell, printable

if TYPE_CHECKING:
    from rich.text import Text

#: The widest that lines of prose are.
_PROSE: Final = 100
#: The space between two columns.
_GAP: Final = 2
#: The least that a column of prose is folded to, and the most that a name or id may claim.
_FOLDED, _SOLID = 24, 40
_WEB: Final = re.compile(r"https?://[!-;=?-~]+")
_IN_BRACKETS: Final = re.compile(rf"<({_WEB.pattern})>")
#: Terminals that show the signs of a link instead of a link.
_NO_LINKS: Final = frozenset({"", "dumb", "linux", "unknown"})


class Link(str):
    """A cell that leads somewhere: what it shows, and the address.

    Parameters
    ----------
    text : str
        What it shows, such as ``county:27123``.
    address : str
        Where it leads.

    Examples
    --------
    >>> cell = Link("county:27123", "https://example.org/27123")
    >>> cell, cell.address
    ('county:27123', 'https://example.org/27123')
    """

    __slots__ = ("address",)
    address: str

    def __new__(cls, text: str, address: str) -> Link:
        """Make a text that remembers an address."""
        made = super().__new__(cls, text)
        made.address = address
        return made


def is_terminal(output: Path | None) -> bool:
    """Tell whether a result goes to a terminal.

    Parameters
    ----------
    output : pathlib.Path or None
        Where it was asked for; None and ``-`` are standard output.

    Returns
    -------
    bool
        Whether a person reads it there.
    """
    is_standard = output is None or str(output) == "-"
    return is_standard and sys.stdout is not None and sys.stdout.isatty()


def has_links() -> bool:
    """Tell whether the terminal can be given links.

    ``NO_COLOR`` asks for plain text, so it keeps links away too.

    Returns
    -------
    bool
        Whether OSC 8 may be written.
    """
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM", "") not in _NO_LINKS


def fold(text: str, output: Path | None = None) -> str:
    """Fold long lines for reading, on a terminal only: a pipe gets a line a fact.

    Parameters
    ----------
    text : str
        Lines, ending with a newline.
    output : pathlib.Path, optional
        Where it goes.

    Returns
    -------
    str
        The text, folded with links where it goes to a terminal.
    """
    if not is_terminal(output):
        return text
    width = min(_columns(), _PROSE)
    lines: list[str] = []
    for line in text.splitlines():
        indent = "    " if line.startswith("  - ") else ""
        lines += textwrap.wrap(
            line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
        ) or [""]
    folded = "\n".join(lines) + "\n"
    return _IN_BRACKETS.sub(_link, folded) if has_links() else folded


def _link(match: re.Match[str]) -> str:
    return f"<\x1b]8;;{match[1]}\x1b\\{match[1]}\x1b]8;;\x1b\\>"


def _columns() -> int:
    return shutil.get_terminal_size().columns


def choose_columns(
    rows: Sequence[Sequence[str]],
    columns: Sequence[str],
    width: int,
    minor: Sequence[str] = (),
) -> dict[str, int]:
    """Choose which columns a terminal has room for, and how wide each is.

    Names, ids and numbers keep their width, and prose folds. Where even that is too wide, columns
    are left out: first those named as minor, then from the right.

    Parameters
    ----------
    rows : sequence of sequences of str
        The cells as they are shown.
    columns : sequence of str
        Their names.
    width : int
        The width of the terminal.
    minor : sequence of str, optional
        The columns to leave out first, in that order.

    Returns
    -------
    dict of str to int
        Column to width, in order; at least one.

    Examples
    --------
    >>> rows = [("27123", "Ramsey County", "It was left out although its policy is like another.")]
    >>> choose_columns(rows, ("geoid", "place", "why"), 60)
    {'geoid': 5, 'place': 13, 'why': 38}
    >>> choose_columns(rows, ("geoid", "place", "why"), 40, minor=("geoid",))
    {'place': 13, 'why': 25}
    """
    cells = [[name, *(row[at] for row in rows)] for at, name in enumerate(columns)]
    natural = {name: max(map(len, held)) for name, held in zip(columns, cells, strict=True)}
    least = {
        name: _narrowest(name, held, natural[name])
        for name, held in zip(columns, cells, strict=True)
    }
    kept = _choose(columns, least, width, minor)
    room = width - _GAP * (len(kept) - 1) - sum(least[name] for name in kept)
    widths = {name: least[name] for name in kept}
    # What is left goes to prose, an equal share each until it has what it needs.
    hungry = [name for name in kept if widths[name] < natural[name]]
    while room > 0 and hungry:
        share = max(room // len(hungry), 1)
        for name in hungry[:room]:
            more = min(share, natural[name] - widths[name], room)
            widths[name] += more
            room -= more
        hungry = [name for name in hungry if widths[name] < natural[name]]
    if len(kept) == 1:
        widths[kept[0]] = min(natural[kept[0]], width)
    return widths


def _choose(
    columns: Sequence[str], least: Mapping[str, int], width: int, minor: Sequence[str]
) -> list[str]:
    """Leave out columns until the rest has room, then take back what has room after all."""
    going = [name for name in minor if name in columns]
    going += [name for name in reversed(columns) if name not in going]
    kept, gone = set(columns), list[str]()

    def fits(names: set[str]) -> bool:
        return sum(least[name] + _GAP for name in names) - _GAP <= width

    while len(kept) > 1 and not fits(kept):
        gone.append(going.pop(0))
        kept.remove(gone[-1])
    for name in reversed(gone):
        if fits(kept | {name}):
            kept.add(name)
    return [name for name in columns if name in kept]


def _narrowest(name: str, cells: Sequence[str], natural: int) -> int:
    """Return the least width of a column: all of it, unless it is prose or long addresses."""
    most = max(cell.count(" ") for cell in cells)
    if natural <= _FOLDED or (natural <= _SOLID and most <= 3):
        return natural
    if most == 0 and not any(_WEB.fullmatch(cell) for cell in cells):
        return natural
    longest = max((len(word) for cell in cells for word in cell.split()), default=0)
    return min(natural, max(_FOLDED, len(name), min(longest, _SOLID)))


def show_table(
    rows: Sequence[Sequence[Cell]],
    columns: Sequence[str],
    title: str = "",
    *,
    wide: bool = False,
    minor: Sequence[str] = (),
) -> tuple[str, ...]:
    """Show a table on the terminal.

    Parameters
    ----------
    rows : sequence of sequences of cells
        The cells.
    columns : sequence of str
        Their names.
    title : str, optional
        Lines above.
    wide : bool, optional
        Neither fold nor leave out anything.
    minor : sequence of str, optional
        The columns to leave out first where there is no room.

    Returns
    -------
    tuple of str
        The columns that were left out.
    """
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = [[printable(cell) for cell in row] for row in rows]
    room = sum(max(map(len, column)) + _GAP for column in zip(columns, *shown, strict=True))
    widths = choose_columns(shown, columns, room if wide else _columns(), minor)
    folded = sum(
        any(len(row[columns.index(name)]) > width for name, width in widths.items())
        for row in shown
    )
    table = Table(
        title=Text(title) if title else None, title_justify="left", title_style="",
        box=SIMPLE_HEAD, show_edge=False, padding=(0, _GAP - 1, 0, 0), pad_edge=False,
        show_lines=folded * 3 > len(rows),  # else one sees what belongs together
    )  # fmt: skip
    is_number = {
        name: any(isinstance(row[at], int | float) for row in rows)
        for at, name in enumerate(columns)
    }
    for name, width in widths.items():
        table.add_column(
            Text(name), width=width, overflow="fold",
            justify="right" if is_number[name] else "left",
        )  # fmt: skip
    for row in rows:
        table.add_row(*(_style(row[columns.index(name)], Text) for name in widths))
    console = Console(width=room if wide else _columns(), soft_wrap=wide)
    console.print(table, soft_wrap=wide)
    return tuple(name for name in columns if name not in widths)


def _style(cell: Cell, text: type[Text]) -> Text:
    shown = text(printable(cell))
    address = cell.address if isinstance(cell, Link) else str(cell)
    if isinstance(cell, str) and _WEB.fullmatch(address) and has_links():
        shown.stylize(f"link {address}")
    return shown
