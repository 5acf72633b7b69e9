"""Results as HTML, for notebooks and pages: escaped, with captions, scopes and links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from html import escape
from typing import Final

from policygraph.layout import Cell, write_cell
from policygraph.namespaces import compact
from policygraph.report.sections import Section

_ADDRESS: Final = re.compile(r"<(https?://[^<>\s]+)>")
_WEB: Final = re.compile(r"https?://[^\s<>\"]+")


def write_html_table(
    columns: Sequence[str], rows: Sequence[Sequence[Cell]], caption: str, note: str = ""
) -> str:
    """Write a table as a fragment of HTML.

    Parameters
    ----------
    columns : sequence of str
        The heads of the columns.
    rows : sequence of sequences of cells
        The cells; the first of a row is its head.
    caption : str
        What the table shows.
    note : str, optional
        A line below, for what is left out.

    Returns
    -------
    str
        A region that scrolls sideways by itself and can be reached by the keyboard.

    Examples
    --------
    >>> print(write_html_table(("name", "places"), [("A&B", 3)], "Families"))
    <div class="policygraph" role="region" aria-label="Families" tabindex="0" \
style="overflow-x: auto">
    <table>
    <caption style="text-align: left">Families</caption>
    <thead>
    <tr><th scope="col">name</th><th scope="col">places</th></tr>
    </thead>
    <tbody>
    <tr><th scope="row">A&amp;B</th><td style="text-align: right">3</td></tr>
    </tbody>
    </table>
    </div>
    """
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    region = f'role="region" aria-label="{escape(caption)}" tabindex="0"'
    lines = [
        f'<div class="policygraph" {region} style="overflow-x: auto">',
        "<table>",
        f'<caption style="text-align: left">{escape(caption)}</caption>',
        "<thead>",
        f"<tr>{heads}</tr>",
        "</thead>",
        "<tbody>",
        *("<tr>" + "".join(_write_row(row)) + "</tr>" for row in rows),
        "</tbody>",
        "</table>",
        *([f"<p>{escape(note)}</p>"] if note else []),
        "</div>",
    ]
    return "\n".join(lines)


def _write_row(row: Sequence[Cell]) -> Iterator[str]:
    for number, cell in enumerate(row):
        text = escape(write_cell(cell))
        if isinstance(cell, str) and _WEB.fullmatch(cell):
            text = f'<a href="{text}">{escape(compact(cell))}</a>'
        if number == 0:
            yield f'<th scope="row">{text}</th>'
        elif isinstance(cell, int | float | Decimal) and not isinstance(cell, bool):
            yield f'<td style="text-align: right">{text}</td>'
        else:
            yield f"<td>{text}</td>"


def write_html_sections(title: str, sections: Iterable[Section], level: int = 3) -> str:
    """Write headings with lines as a fragment of HTML.

    Parameters
    ----------
    title : str
        The head.
    sections : iterable of Section
        What follows.
    level : int, optional
        The level of the head; by default one that a page or a notebook has room above.

    Returns
    -------
    str
        A section with a list below each heading.

    Examples
    --------
    >>> print(write_html_sections("Ramsey", [Section("OMITTED", ("See <https://x.org/a>.",))]))
    <section class="policygraph">
    <h3>Ramsey</h3>
    <h4>OMITTED</h4>
    <ul>
    <li>See <a href="https://x.org/a">https://x.org/a</a>.</li>
    </ul>
    </section>
    """
    lines = ['<section class="policygraph">', f"<h{level}>{escape(title)}</h{level}>"]
    for section in sections:
        lines.append(f"<h{level + 1}>{escape(section.heading)}</h{level + 1}>")
        lines += ["<ul>", *(f"<li>{_link(line)}</li>" for line in section.lines), "</ul>"]
    return "\n".join([*lines, "</section>"])


def _link(line: str) -> str:
    """Escape a line, and make links of the addresses in angle brackets."""
    pieces = _ADDRESS.split(line)
    pieces[::2] = [escape(piece, quote=False) for piece in pieces[::2]]
    pieces[1::2] = [f'<a href="{escape(web)}">{escape(web)}</a>' for web in pieces[1::2]]
    return "".join(pieces)
