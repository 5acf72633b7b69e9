"""A finished picture: what it shows, in words too, and how it is written as SVG or PNG."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from policygraph.pictures.drawing import settled
from policygraph.pictures.svg import clean

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Pixels to the inch of a PNG that is as large as the SVG is meant to be seen.
_DPI: Final = 100
#: More pixels than this, one way or the other, are of no use to anybody.
_MOST_PIXELS: Final = 6000


@dataclass(frozen=True, eq=False, slots=True)
class Picture:
    """A picture with its text.

    Parameters
    ----------
    title : str
        What is seen, as a sentence; it is drawn in the picture too.
    description : str
        The same for who does not see it: the text alternative.
    notes : tuple of str
        What the picture leaves out or cannot show, a sentence each.
    figure : matplotlib.figure.Figure
        The drawing.
    tooltips : mapping of str to str
        Group id of the drawing to what a pointer over it shows.
    """

    title: str
    description: str
    notes: tuple[str, ...]
    figure: Figure
    tooltips: Mapping[str, str] = field(default_factory=dict)

    def svg(self, prefix: str = "picture", *, embedded: bool = True) -> str:
        """Write the picture as SVG.

        Parameters
        ----------
        prefix : str, optional
            What every id in it begins with: another one for each picture of one page.
        embedded : bool, optional
            Whether it goes into a page, or is a file of its own with an XML declaration.

        Returns
        -------
        str
            The same bytes for the same picture. It scales to the width that it is given, and has
            its title and description as accessible names.
        """
        from matplotlib.backends.backend_svg import FigureCanvasSVG

        drawn = io.StringIO()
        with settled():
            canvas: Any = FigureCanvasSVG(self.figure)
            canvas.print_svg(drawn, metadata=dict.fromkeys(("Creator", "Date", "Format", "Type")))
        return clean(
            drawn.getvalue(),
            prefix=prefix,
            title=self.title,
            description=self.description,
            tooltips=self.tooltips,
            embedded=embedded,
        )

    def png(self, scale: float = 2) -> bytes:
        """Write the picture as PNG.

        Parameters
        ----------
        scale : float, optional
            Pixels for each CSS pixel of a page that shows it as wide as it is meant; less is taken
            where the picture would be larger than 6,000 pixels.

        Returns
        -------
        bytes
            The file, without the name or version of the program that drew it.
        """
        import numpy as np
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from PIL import Image
        from PIL.PngImagePlugin import PngInfo

        drawn, info = io.BytesIO(), PngInfo()
        info.add_itxt("Title", self.title)
        info.add_itxt("Description", self.description)
        dpi = min(_DPI * scale, _MOST_PIXELS / max(self.figure.get_size_inches()))
        with settled():
            self.figure.set_dpi(dpi)
            canvas: Any = FigureCanvasAgg(self.figure)
            canvas.draw()
            image = Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
            # 256 colours are enough for flat areas and their edges, and a third of the size.
            image.quantize(256, dither=Image.Dither.NONE).save(
                drawn, "PNG", pnginfo=info, dpi=(dpi, dpi)
            )
        return drawn.getvalue()

    def _repr_svg_(self) -> str:
        """Show the picture in a notebook."""
        return self.svg()
