"""How everything is drawn, whatever settings a person has: the same picture everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar

_Given = ParamSpec("_Given")
_Made = TypeVar("_Made")

#: No identifiers at random, letters as outlines, and these as wide as they were measured.
_SETTINGS: Final[Any] = {
    "svg.hashsalt": "policygraph",
    "svg.fonttype": "path",
    "hatch.linewidth": 0.7,
    "text.hinting": "none",
    "path.simplify": False,
}


@contextmanager
def settled() -> Iterator[None]:
    """Draw with the settings of policygraph, and give a person's own back."""
    import matplotlib as mpl

    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_SETTINGS)
        yield


def drawn(function: Callable[_Given, _Made]) -> Callable[_Given, _Made]:
    """Make a function draw with the settings of policygraph.

    Parameters
    ----------
    function : callable
        What draws.

    Returns
    -------
    callable
        The same, with its signature.
    """

    @wraps(function)
    def draw(*given: _Given.args, **named: _Given.kwargs) -> _Made:
        with settled():
            return function(*given, **named)

    return draw
