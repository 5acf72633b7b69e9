"""`policygraph would-list`, run as a person runs it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from tests.conftest import Program

OURS = ("would-list", "--criterion", "ice-2017")


def test_what_ice_by_its_own_word_would_have_listed(policygraph: Program) -> None:
    done = policygraph(*OURS)
    out = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert out.startswith("Criterion ice-2017: ")
    assert "3 would be listed and were not" in out
    assert "would-list only  Ramsey County, MN" in out


def test_the_formats_say_the_same(policygraph: Program) -> None:
    written = json.loads(policygraph(*OURS, "--format", "json").stdout)
    rows = list(csv.DictReader(io.StringIO(policygraph(*OURS, "--format", "csv").stdout.decode())))
    md = policygraph(*OURS, "--format", "md").stdout.decode()
    assert [(p["outcome"], p["jurisdiction"]["geoid"], p["would"]) for p in written["places"]] == [
        (row["outcome"], row["geoid"], row["would"]) for row in rows
    ]
    assert sum(written["counts"].values()) == len(rows) == md.count("\n| ") - 2
    assert md.startswith("**Criterion ice-2017: ")
    ramsey = next(p for p in written["places"] if p["jurisdiction"]["geoid"] == "27123")
    assert ramsey["evidence"]
    assert written["criterion"]["evidence"][0]["source"]


def test_another_list_day_and_outcome_can_be_asked(policygraph: Program, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    done = policygraph(
        *("would-list", "--criterion", "doj-2025", "--report", "us_ice_ddor_2017w1"),
        *("--as-of", "2017-03-20", "--outcome", "published-only", "--format", "csv"),
        *("--output", str(path)),
    )
    assert (done.returncode, done.stdout) == (0, b"")
    rows = list(csv.DictReader(path.open(encoding="utf-8", newline="")))
    assert {row["outcome"] for row in rows} == {"published only"}
    assert {"Shawnee County, KS", "Clark County, WA"} <= {row["place"] for row in rows}


def test_the_list_of_a_criterion_is_its_own_by_default(policygraph: Program) -> None:
    done = policygraph("would-list", "--criterion", "doj-2025", "--format", "json")
    written = json.loads(done.stdout)
    assert (written["report"], written["as_of"]) == ("us_doj_eo14287_2025", "2025-08-05")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--criterion", "ice-2018"], "Did you mean ice-2017?"),
        (["--criterion", "ice-2017", "--format", "xml"], "Choose table, md, csv, json."),
        (["--criterion", "ice-2017", "--outcome", "x"], "Choose both, published-only,"),
        (["--criterion", "ice-2017", "--as-of", "x"], "Write YYYY-MM-DD"),
        (["--criterion", "ice-2017", "--report", "x"], "Known reports:"),
        (["--criterion", "ice-2017", "--part", "section-9"], "Parts: section-1,"),
    ],
)
def test_a_fault_is_one_sentence_with_what_to_do(
    policygraph: Program, arguments: list[str], said: str
) -> None:
    done = policygraph("would-list", *arguments)
    err = done.stderr.decode()
    assert (done.returncode, done.stdout) == (2, b"")
    assert err.startswith("Error: ")
    assert err.count("\n") == 1
    assert said in err


def test_the_criterion_must_be_given(policygraph: Program) -> None:
    done = policygraph("would-list")
    assert done.returncode == 2
    assert b"--criterion" in done.stderr
