"""In which county a place of the map is: itself, or the county that its government sits in.

The graph links a city to its state alone. The table beside this module tells the county of each
city's seat, from the crosswalk of the Census of Governments; ``docs/make_seats.py`` writes it. The
code of a township begins with that of its county.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

SEATS: Final = Path(__file__).parent / "seats" / "seats.csv.gz"


def find_county(geoid: str) -> str | None:
    """Find the county that a place is drawn in.

    Parameters
    ----------
    geoid : str
        GEOID of a county, a city or a township.

    Returns
    -------
    str or None
        GEOID of the county; None for a state, and for a city that the table does not have.

    Examples
    --------
    >>> find_county("27123"), find_county("2758000"), find_county("0900922910"), find_county("27")
    ('27123', '27123', '09009', None)
    """
    match len(geoid):
        case 5:
            return geoid
        case 7:
            return _read_seats().get(geoid)
        case 10:
            return geoid[:5]
    return None


@cache
def _read_seats() -> Mapping[str, str]:
    lines = gzip.decompress(SEATS.read_bytes()).decode().splitlines()[1:]
    return dict(line.split(",") for line in lines)
