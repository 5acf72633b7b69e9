"""The hand-checked truth table: what must come out for each row, and the figures in the docs."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from policygraph.reconcile import Matcher, Resolution

ROOT = Path(__file__).parents[2]
TRUTH = ROOT / "tests/fixtures/reconcile/truth.csv"
DOCUMENT = ROOT / "docs/how-to/reconcile.md"


def read_truth() -> list[dict[str, str]]:
    with TRUTH.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def find(matcher: Matcher, row: dict[str, str]) -> Resolution:
    return matcher.resolve(row["name"], row["state"], row["kind"], row["heading"])


@dataclass(frozen=True)
class Figures:
    rows: int
    should_match: int
    accepted: int
    right: int

    @property
    def precision(self) -> float:
        return self.right / self.accepted

    @property
    def recall(self) -> float:
        return self.right / self.should_match


@pytest.fixture(scope="module")
def figures(matcher: Matcher) -> Figures:
    truth = read_truth()
    found = [find(matcher, row) for row in truth]
    pairs = list(zip(truth, found, strict=True))
    return Figures(
        rows=len(truth),
        should_match=sum(row["outcome"] == "match" for row in truth),
        accepted=sum(one.outcome == "match" for one in found),
        right=sum(one.outcome == "match" and one.geoid == row["geoid"] for row, one in pairs),
    )


@pytest.mark.parametrize("row", read_truth(), ids=lambda row: f"{row['name']}|{row['state']}")
def test_every_row_comes_out_as_it_was_read_by_hand(matcher: Matcher, row: dict[str, str]) -> None:
    found = find(matcher, row)
    assert (found.outcome, found.geoid) == (row["outcome"], row["geoid"]), found.reason
    assert found.reason.endswith(".")
    if row["expected_kind"]:
        assert found.kind == row["expected_kind"]
    if row["outcome"] == "ambiguous":
        wanted = set(row["candidates"].split(";"))
        if "*" in wanted:  # too many to write down: those written must be among them
            assert len(found.candidates) > 3
            assert wanted - {"*"} <= set(found.candidates)
        else:
            assert wanted == set(found.candidates)


def test_what_is_accepted_is_right_and_little_is_missed(figures: Figures) -> None:
    print(f"precision {figures.precision:.3f}, recall {figures.recall:.3f}, {figures}")  # noqa: T201
    assert figures.precision == 1.0
    assert figures.recall >= 0.97


def test_the_table_is_wide_enough() -> None:
    truth = read_truth()
    assert len(truth) >= 200
    codes = Counter(len(row["geoid"]) for row in truth if row["geoid"])
    assert min(codes[2], codes[5], codes[7], codes[10]) >= 8
    assert len({row["geoid"][:2] for row in truth if row["geoid"]}) >= 35
    assert len({tuple(list(row.values())[:4]) for row in truth}) == len(truth)


def test_the_figures_in_the_docs_are_those_of_the_table(figures: Figures) -> None:
    text = " ".join(DOCUMENT.read_text(encoding="utf-8").split())
    said = re.search(
        r"([\d,]+) rows, of which ([\d,]+) should match: precision (\d\.\d\d), recall (\d\.\d\d)",
        text,
    )
    assert said is not None
    assert said.groups() == (
        str(figures.rows),
        str(figures.should_match),
        f"{figures.precision:.2f}",
        f"{figures.recall:.2f}",
    )
