"""The sheet that a picture is drawn on: title above, drawing, notes and source below.

Everything is placed in inches from the upper left corner, as on paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from policygraph.pictures.text import (
    BACKGROUND,
    BODY,
    INK,
    LEADING,
    LONG_TITLE,
    MUTED,
    SMALL,
    TITLE,
    balance,
    font,
    wrap,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

WIDTH: Final = 9.0
MARGIN: Final = 0.3
_GAP: Final = 0.16


def line_height(size: float) -> float:
    """Return the height of a line of type, in inches."""
    return size * LEADING / 72


class Sheet:
    """A sheet with its title and notes, and room between them.

    Parameters
    ----------
    title : str
        A sentence.
    subtitle : str
        A second one in smaller type; may be empty.
    body : float
        The height of the room for the drawing, in inches.
    notes : sequence of str
        Sentences below it.
    footer : str
        The last line: sources and version of the data; may be empty.

    Attributes
    ----------
    figure : matplotlib.figure.Figure
        The drawing.
    top : float
        Where the room begins.
    """

    def __init__(
        self, title: str, subtitle: str, body: float, notes: Sequence[str] = (), footer: str = ""
    ) -> None:
        from matplotlib.figure import Figure

        width = WIDTH - 2 * MARGIN
        size = TITLE if len(wrap(title, width, TITLE, "bold")) < 3 else LONG_TITLE
        above = [(line, size, "bold", INK) for line in balance(title, width, size, "bold")]
        above += [(line, BODY, "normal", MUTED) for line in wrap(subtitle, width, BODY)]
        below = [
            (line, SMALL, "normal", MUTED)
            for note in (*notes, *([footer] if footer else ()))
            for line in wrap(note, width, SMALL)
        ]
        self.top = MARGIN + sum(line_height(size) for _, size, _, _ in above) + _GAP
        end = self.top + body + (_GAP if below else 0)
        self.height = end + sum(line_height(size) for _, size, _, _ in below) + MARGIN
        self.figure = Figure(figsize=(WIDTH, self.height), facecolor=BACKGROUND)
        for start, lines in ((MARGIN, above), (end, below)):
            down = start
            for line, size, weight, colour in lines:
                self.write(MARGIN, down, line, size, weight=weight, color=colour)
                down += line_height(size)

    def write(self, x: float, y: float, text: str, size: float, **options: Any) -> Text:
        """Write a line of text; by default its upper left corner is at the point."""
        weight = options.pop("weight", "normal")
        options = {"va": "top", "ha": "left", "color": INK, "parse_math": False, **options}
        return self.figure.text(
            x / WIDTH, 1 - y / self.height, text, fontproperties=font(size, weight), **options
        )

    def axes(
        self,
        box: tuple[float, float, float, float],
        x: tuple[float, float],
        y: tuple[float, float],
    ) -> Axes:
        """Make bare axes in a box (left, top, width, height) with these limits, y downwards."""
        left, top, width, height = box
        axes = self.figure.add_axes(
            (
                left / WIDTH,
                1 - (top + height) / self.height,
                width / WIDTH,
                height / self.height,
            )
        )
        axes.set_axis_off()
        axes.set_xlim(*x)
        axes.set_ylim(y[1], y[0])
        return axes

    def draw(self) -> Axes:
        """Make axes over the whole sheet, in inches."""
        return self.axes((0, 0, WIDTH, self.height), (0, WIDTH), (0, self.height))
