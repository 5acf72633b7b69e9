"""policygraph: find what official lists of jurisdictions leave out or get wrong, and prove it."""

from typing import Final

__version__: Final = "0.1.0"
