"""The legend: how each status looks, what it is called and how many places have it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from policygraph.pictures.marks import STYLES, Mark, Status
from policygraph.pictures.sheet import MARGIN, WIDTH, Sheet, line_height
from policygraph.pictures.text import BODY, MUTED, SMALL
from policygraph.pictures.words import count

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_SWATCH: Final = (0.3, 0.2)
_GAP: Final = 0.1
_KINDS: Final = {2: ("state", "states"), 5: ("county", "counties"), 7: ("city", "cities"),
                 10: ("town", "towns")}  # fmt: skip
_LINE: Final = line_height(SMALL)


def legend_height(marks: Sequence[Mark]) -> float:
    """Return the height of the legend of some marks, in inches."""
    kinds = Counter(mark.status for mark in {(m.status, len(m.geoid)): m for m in marks}.values())
    return 0.12 + _SWATCH[1] + 0.06 + line_height(BODY) + _LINE * max(kinds.values(), default=0)


def draw_legend(sheet: Sheet, top: float, marks: Sequence[Mark]) -> None:
    """Draw the legend of a map under it.

    Parameters
    ----------
    sheet : Sheet
        The sheet.
    top : float
        Where it begins, in inches.
    marks : sequence of Mark
        The places that are counted, drawn or not.
    """
    numbers = Counter(mark.status for mark in marks)
    kinds = Counter((mark.status, len(mark.geoid)) for mark in marks)
    shown = [s for s in Status if numbers[s] or s in {Status.LISTED, Status.OMITTED}]
    axes = sheet.draw()
    width = (WIDTH - 2 * MARGIN) / max(len(shown), 4)
    for place, status in enumerate(shown):
        x, y = MARGIN + place * width, top + 0.12
        sizes = {size for size in _KINDS if kinds[status, size]} or {5}
        _draw_samples(axes, status, sizes, x, y)
        y += _SWATCH[1] + 0.06
        word = STYLES[status].word
        sheet.write(x, y, f"{word}: {numbers[status]:,}", BODY, weight="bold")
        y += line_height(BODY)
        for size, (one, many) in _KINDS.items():
            if number := kinds[status, size]:
                sheet.write(x, y, count(number, one, many), SMALL, color=MUTED)
                y += _LINE


def _draw_samples(axes: Axes, status: Status, sizes: set[int], x: float, y: float) -> None:
    """Draw how a county, a state and a city of a status look, as far as there are any."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Circle, Rectangle

    style = STYLES[status]
    width, height = _SWATCH
    if status is Status.OMITTED:
        axes.add_artist(Circle((x + 0.11, y + height / 2), 0.1, fill=False, ec=style.line, lw=1.3))
        x += height + _GAP
    if 5 in sizes:
        axes.add_artist(
            Rectangle(
                (x, y), width, height, fc=style.fill, ec=style.line, hatch=style.hatch, lw=0.9
            )
        )
        x += width + _GAP
    if 2 in sizes:
        for fill, edge, hatch, line in (
            (style.tint, style.pale, style.wide, 0.0),
            ("none", style.line, "", 1.4),
        ):
            axes.add_artist(
                Rectangle((x, y), width, height, fc=fill, ec=edge, hatch=hatch, lw=line)
            )
        x += width + _GAP
    if sizes & {7, 10}:
        axes.add_artist(
            Line2D(
                [x + 0.06],
                [y + height / 2],
                marker=style.marker,
                ms=5.5,
                mfc=style.dot,
                mec=style.line,
                mew=0.8,
            )
        )
