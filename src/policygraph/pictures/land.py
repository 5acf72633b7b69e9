"""The land of a map: the country, its counties and states, before anything is said of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from policygraph.pictures.shapes import Point, Shapes

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.path import Path

_LAND: Final = "#f3f2ef"
_COUNTY_LINE: Final = "#cfccc6"
_STATE_LINE: Final = "#77736c"


def outline(rings: Iterable[Sequence[Point]], *, closed: bool = True) -> Path:
    """Make one path of the rings of a shape, or of open lines."""
    from matplotlib.path import Path

    points: list[Point] = []
    codes: list[Any] = []
    for ring in rings:
        points += ring
        codes += [Path.MOVETO, *[Path.LINETO] * (len(ring) - 1)]
        if closed:
            codes[-1] = Path.CLOSEPOLY
    return Path(points, codes)


def add_path(axes: Axes, path: Path, **options: Any) -> Any:
    """Draw a path and return what was drawn."""
    from matplotlib.patches import PathPatch

    # Not add_patch: that measures every path to set limits, which are set here already.
    return axes.add_artist(PathPatch(path, clip_on=False, **options))


def draw_land(axes: Axes, shapes: Shapes) -> None:
    """Fill the country."""
    add_path(axes, outline(shapes.country), facecolor=_LAND, edgecolor="none", lw=0)


def draw_borders(axes: Axes, shapes: Shapes) -> None:
    """Draw the borders of counties and, heavier, those of states and the coast."""
    for lines, colour, width in (
        (shapes.county_borders, _COUNTY_LINE, 0.3),
        (shapes.state_borders, _STATE_LINE, 0.7),
    ):
        path = outline(lines, closed=False)
        add_path(axes, path, facecolor="none", edgecolor=colour, lw=width, joinstyle="round")
    add_path(axes, outline(shapes.country), facecolor="none", edgecolor=_STATE_LINE, lw=0.5)
