"""Write docs/reference/sensitivity.md from the bundled graph: ``make docs``."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from policygraph.gaps import read_columns
from policygraph.gaps.sensitivity import measure
from policygraph.report.sensitivity import write_sensitivity
from policygraph.store import LocalStore

PAGE: Final = Path(__file__).parent / "reference" / "sensitivity.md"


def write_page() -> str:
    """Write the page.

    Returns
    -------
    str
        The whole of docs/reference/sensitivity.md.
    """
    columns = read_columns(LocalStore.shipped())
    return write_sensitivity(columns, measure(columns))


if __name__ == "__main__":
    PAGE.write_text(write_page(), encoding="utf-8")
