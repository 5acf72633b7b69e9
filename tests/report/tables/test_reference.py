"""The page of the tables is made from the columns."""

from __future__ import annotations

import runpy
from pathlib import Path

from policygraph.report.tables import describe_tables

ROOT = Path(__file__).parents[3]


def test_the_page_is_fresh() -> None:
    script = runpy.run_path(str(ROOT / "docs" / "make_tables_reference.py"))
    page: Path = script["PAGE"]
    assert page.read_text(encoding="utf-8") == script["make_page"](), "run `make docs`"
    for table in describe_tables():
        assert f"\n## `{table.name}`\n\n{table.description}\n" in page.read_text(encoding="utf-8")
