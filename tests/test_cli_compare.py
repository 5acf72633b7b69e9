"""The command `policygraph compare`: what it shows, writes and refuses."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from policygraph.cli import main

DHS = "us_dhs_sanctuary_2025"
DOJ = "us_doj_eo14287_2025"


def test_a_table_with_the_numbers_beside_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", DHS, DOJ, "--state", "MD"]) == 0
    out, err = capsys.readouterr()
    assert "Baltimore County, MD" in out
    assert "The other list names places in it: Baltimore County." in out
    assert "1 on both lists, 18 on A and not on B, 0 on B and not on A" in err
    assert "A is the DHS list" in err and "B the DOJ list" in err
    assert "no reason is recorded" in err


def test_only_what_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", DHS, DOJ, "--where", "only-b", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["where"], row["place"]) for row in rows] == [("only-b", "Nevada")]


def test_json_and_markdown_go_to_files(tmp_path: Path) -> None:
    file = tmp_path / "compared.json"
    assert main(["compare", DHS, DOJ, "--format", "json", "-o", str(file)]) == 0
    record = json.loads(file.read_text(encoding="utf-8"))
    assert (record["a"]["report"], record["b"]["report"]) == (DHS, DOJ)
    assert sum(record["counts"].values()) == len(record["places"])
    page = tmp_path / "compared.md"
    assert main(["compare", DHS, DOJ, "--format", "md", "-o", str(page)]) == 0
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# DHS list")
    assert f"{record['counts']['only-a']:,} on A and not on B" in text


def test_parts_are_chosen_by_option_or_slash(capsys: pytest.CaptureFixture[str]) -> None:
    base = ["compare", "--format", "json"]
    assert main([*base, "us_ice_ddor_2017w1/section-1", DHS]) == 0
    slash = capsys.readouterr().out
    assert main([*base, "us_ice_ddor_2017w1", DHS, "--part-a", "section-1"]) == 0
    assert capsys.readouterr().out == slash
    assert json.loads(slash)["a"]["part"] == "section-1"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["us_dhs_2025", DOJ], "Did you mean us_dhs_sanctuary_2025?"),
        ([DHS, "us_ice_ddor_2017w1/section-9"], "Parts: section-1, section-2, section-3"),
        ([DHS, DOJ, "--format", "xml"], "Choose table, md, csv, json"),
        ([DHS, DOJ, "--where", "nowhere"], "is not one of both, only-a"),
        ([DHS, DOJ, "--as-of", "soon"], "soon"),
        ([DHS, DOJ, "--state", "XX"], "'XX' is not the postal code of a state"),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert words in " ".join(err.replace("│", " ").split())
