"""Type: one typeface in few sizes, measured before it is set, and a check that nothing collides."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from policygraph.pictures.drawing import settled

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties
    from matplotlib.transforms import Bbox

BACKGROUND: Final = "#ffffff"
INK: Final = "#1a1a1a"
MUTED: Final = "#555555"
RULE: Final = "#8a8a8a"
FAINT: Final = "#d9d9d9"

#: Sizes of type, in points of a picture that is nine inches wide.
TITLE: Final = 13.0
LONG_TITLE: Final = 10.5
BODY: Final = 9.0
SMALL: Final = 7.5
#: Dots to the inch at which texts are compared.
_DPI: Final = 200

#: Height of a line to the size of its type.
LEADING: Final = 1.36


@cache
def font(size: float, weight: str = "normal") -> FontProperties:
    """Choose the typeface: that which comes with matplotlib, so that it is the same everywhere.

    Parameters
    ----------
    size : float
        In points.
    weight : {"normal", "bold"}, optional
        How heavy.

    Returns
    -------
    matplotlib.font_manager.FontProperties
        The font.
    """
    from matplotlib import get_data_path
    from matplotlib.font_manager import FontProperties

    name = "DejaVuSans-Bold.ttf" if weight == "bold" else "DejaVuSans.ttf"
    return FontProperties(fname=Path(get_data_path()) / "fonts" / "ttf" / name, size=size)


@cache
def measure(text: str, size: float, weight: str = "normal") -> float:
    """Measure how wide a line of text is.

    Parameters
    ----------
    text : str
        The line.
    size : float
        In points.
    weight : {"normal", "bold"}, optional
        How heavy.

    Returns
    -------
    float
        The width in inches.

    Examples
    --------
    >>> measure("wide", 9) < measure("wider", 9)
    True
    """
    from matplotlib.textpath import text_to_path

    width, _, _ = text_to_path.get_text_width_height_descent(text, font(size, weight), False)
    return float(width) / 72


def wrap(text: str, width: float, size: float, weight: str = "normal") -> list[str]:
    """Break a text into lines.

    Parameters
    ----------
    text : str
        The text.
    width : float
        How wide a line may be, in inches; a single word may be wider.
    size : float
        In points.
    weight : {"normal", "bold"}, optional
        How heavy.

    Returns
    -------
    list of str
        The lines.

    Examples
    --------
    >>> wrap("one two", 0.1, 9)
    ['one', 'two']
    """
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer, size, weight) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def balance(text: str, width: float, size: float, weight: str = "normal") -> list[str]:
    """Break a text into as few lines as :func:`wrap`, about as long as one another.

    Parameters
    ----------
    text : str
        The text.
    width : float
        How wide a line may be, in inches.
    size : float
        In points.
    weight : {"normal", "bold"}, optional
        How heavy.

    Returns
    -------
    list of str
        The lines.

    Examples
    --------
    >>> balance("one two three four", 1.05, 9), wrap("one two three four", 1.05, 9)
    (['one two', 'three four'], ['one two three', 'four'])
    """
    lines = wrap(text, width, size, weight)
    while True:
        width -= 0.1
        narrower = wrap(text, width, size, weight)
        fits = all(measure(line, size, weight) <= width for line in narrower)
        if len(narrower) > len(lines) or not fits:
            return lines
        lines = narrower


def shorten(text: str, width: float, size: float) -> str:
    """Cut a text to what fits on a line, at a word, and show that it is cut.

    Parameters
    ----------
    text : str
        The text.
    width : float
        In inches.
    size : float
        In points.

    Returns
    -------
    str
        The text, or its beginning and an ellipsis.

    Examples
    --------
    >>> shorten("a long sentence", 0.6, 9)
    'a long…'
    """
    if measure(text, size) <= width:
        return text
    words = text.split()
    while len(words) > 1 and measure(" ".join(words) + "…", size) > width:
        words.pop()
    return " ".join(words).rstrip(",;:.") + "…"


def find_overlaps(figure: Figure) -> list[tuple[str, str]]:
    """Find texts of a drawing that overlap one another or run over its edge.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The drawing.

    Returns
    -------
    list of (str, str)
        Pairs of texts, or a text and ``edge``; empty where all can be read.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> figure = Figure()
    >>> for place, word in ((0.1, "one"), (0.11, "two"), (0.5, "three"), (0.99, "four")):
    ...     _ = figure.text(place, 0.5, word)
    >>> find_overlaps(figure)
    [('four', 'edge'), ('one', 'two')]
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    with settled():
        figure.set_dpi(_DPI)
        canvas: Any = FigureCanvasAgg(figure)
        canvas.draw()
        boxes = list(_boxes(figure, canvas))
    page = figure.bbox.padded(1)
    over = [
        (text, "edge")
        for text, box in boxes
        if not (page.x0 <= box.x0 and box.x1 <= page.x1 and page.y0 <= box.y0 and box.y1 <= page.y1)
    ]
    return over + [
        (one, other)
        for (one, box), (other, second) in combinations(boxes, 2)
        if min(box.x1, second.x1) - max(box.x0, second.x0) > 0.5
        and min(box.y1, second.y1) - max(box.y0, second.y0) > 0.5
    ]


def _boxes(figure: Figure, canvas: Any) -> Iterator[tuple[str, Bbox]]:
    from matplotlib.text import Text

    for item in figure.findobj(Text):
        if item.get_visible() and item.get_text().strip():
            yield item.get_text(), item.get_window_extent(canvas.get_renderer())
