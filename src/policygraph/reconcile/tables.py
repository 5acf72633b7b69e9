"""The small tables beside the modules: other names, joint governments, changes, agencies."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path


@cache
def read_rows(name: str) -> tuple[dict[str, str], ...]:
    """Read one of the tables of this package.

    Parameters
    ----------
    name : str
        Its file name.

    Returns
    -------
    tuple of dict
        Its rows.

    Examples
    --------
    >>> read_rows("changes.csv")[0]["state"]
    'AK'
    """
    path = Path(__file__).parent / name
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
