"""The table of the tutorial is the one that is kept for tests, and comes out as is told there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from policygraph.imports.columns import LIST
from policygraph.imports.request import Request
from policygraph.imports.run import import_table
from policygraph.workspace import Workspace

ROOT = Path(__file__).parents[2]
MESSY = ROOT / "tests" / "fixtures" / "workspace" / "messy.csv"


def test_the_tutorial_shows_the_whole_table() -> None:
    page = (ROOT / "docs" / "tutorial-own-list.md").read_text(encoding="utf-8")
    shown = re.search(r"<!-- save as: messy.csv -->\n\n```csv\n(.*?)```", page, re.DOTALL)
    assert shown
    assert shown[1] == MESSY.read_text(encoding="utf-8-sig")


@pytest.mark.usefixtures("fast")
def test_every_row_is_resolved_or_flagged(workspace: Workspace) -> None:
    request = Request(
        LIST, MESSY, "mine", "T", "P", "2017-03-20", coverage="complete", allow_unmatched=True
    )
    outcome = import_table(workspace, request)
    assert (outcome.rows, outcome.matched) == (100, 91)
    flagged = {(doubt.name, doubt.outcome) for doubt in outcome.doubts}
    assert flagged == {
        ("NOLA", "no-match"),
        ("Represa", "no-match"),
        ("Emerald City", "no-match"),
        ("Tri-County Jail", "no-match"),
        ("Albany", "ambiguous"),
        ("Milwaukee", "ambiguous"),
        ("Chester", "ambiguous"),
        ("Jackson County", "ambiguous"),
        ("Springfield", "ambiguous"),
    }
