"""Where the bundled ontology, shapes, data and queries are: in a wheel or in a checkout."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

_PACKAGE: Final = Path(__file__).resolve().parent

Room = Literal["ontology", "shapes", "data/ttl", "queries"]


def locate(room: Room) -> Path:
    """Find one of the data rooms.

    Parameters
    ----------
    room : {"ontology", "shapes", "data/ttl", "queries"}
        Which one.

    Returns
    -------
    pathlib.Path
        The folder: inside the installed package, else at the top of the checkout.

    Examples
    --------
    >>> locate("ontology").name
    'ontology'
    """
    bundled = _PACKAGE / "bundled" / room
    return bundled if bundled.is_dir() else _PACKAGE.parents[1] / room
