"""policygraph: find what official lists of jurisdictions leave out or get wrong, and prove it.

``load()`` opens the graph, and its methods ask it::

    import policygraph as pg

    g = pg.load()
    g.omissions(report="us_ice_ddor_2017w1").to_pandas()

Importing the package reads no more than this file; what a name stands for is imported when it is
first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from policygraph.api import Checks, Gaps, Graph, Omissions, Report, Triples, WouldListed, load
    from policygraph.errors import PolicyGraphError
    from policygraph.gaps import Finding, GapFinding, Verdict
    from policygraph.places import Place
    from policygraph.results import Page, Result, Row

__version__: Final = "0.1.0"

__all__ = [
    "Checks",
    "Finding",
    "GapFinding",
    "Gaps",
    "Graph",
    "Omissions",
    "Page",
    "Place",
    "PolicyGraphError",
    "Report",
    "Result",
    "Row",
    "Triples",
    "Verdict",
    "WouldListed",
    "__version__",
    "load",
]

#: Name to the module that has it.
_ROOMS: Final = {
    **dict.fromkeys(("Finding", "GapFinding", "Verdict"), "policygraph.gaps"),
    **dict.fromkeys(("Page", "Result", "Row"), "policygraph.results"),
    "Place": "policygraph.places",
    "PolicyGraphError": "policygraph.errors",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(_ROOMS.get(name, "policygraph.api")), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
