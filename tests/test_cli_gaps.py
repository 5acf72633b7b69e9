"""``policygraph gaps`` as a user runs it."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from pathlib import Path
from typing import Protocol

import pytest

from policygraph.gaps import load_rules


class Program(Protocol):
    def __call__(
        self, *arguments: str, stdin: bytes = b"", **environment: str
    ) -> subprocess.CompletedProcess[bytes]: ...


FIRST = ("--report", "us_ice_ddor_2017w1", "--part", "section-3")
OMITTED = ("gaps", "--rule", "omitted", *FIRST)


def test_all_rules_are_counted_and_violations_shown(policygraph: Program) -> None:
    done = policygraph("gaps")
    text, said = done.stdout.decode(), done.stderr.decode()
    assert done.returncode == 0
    for rule in load_rules():
        assert rule in text
    assert "Ramsey County, MN is left out of this part" in text
    assert f"by {len(load_rules())} rules" in said
    assert "Warnings and remarks not shown: " in said


def test_every_format_has_the_same_findings(policygraph: Program) -> None:
    document = json.loads(policygraph(*OMITTED, "--format", "json").stdout)
    rows = list(
        csv.DictReader(io.StringIO(policygraph(*OMITTED, "--format", "csv").stdout.decode()))
    )
    assert [f["id"] for f in document["findings"]] == [row["id"] for row in rows]
    assert document["rules"][0]["findings"] == len(rows)
    table = policygraph(*OMITTED).stdout.decode()
    marked = policygraph(*OMITTED, "--format", "md").stdout.decode()
    for finding in document["findings"]:
        assert finding["evidence"]
        assert finding["would_change"].endswith(".")
        assert finding["message"] in table
        assert finding["message"] in marked.replace("\\", "")


def test_findings_are_narrowed(policygraph: Program) -> None:
    def places(*options: str) -> set[str]:
        done = policygraph(*OMITTED, *options, "--format", "csv")
        return {row["geoid"] for row in csv.DictReader(io.StringIO(done.stdout.decode()))}

    assert places("--state", "mn") == {"27123"} == places("--jurisdiction", "Ramsey County, MN")
    assert places("--state", "AK") == set()
    assert places() > {"27123"}


def test_no_finding_is_said(policygraph: Program) -> None:
    done = policygraph(*OMITTED, "--state", "AK")
    assert (done.returncode, done.stdout) == (0, b"")
    assert b"No rows." in done.stderr


def test_rules_are_listed(policygraph: Program) -> None:
    done = policygraph("gaps", "--list-rules", "--format", "json")
    assert [row["rule"] for row in json.loads(done.stdout)] == list(load_rules())


def test_the_exit_says_whether_there_are_findings(policygraph: Program, tmp_path: Path) -> None:
    assert policygraph(*OMITTED).returncode == 0
    assert policygraph(*OMITTED, "--fail-on", "violation").returncode == 1
    assert policygraph(*OMITTED, "--state", "AK", "--fail-on", "info").returncode == 0
    found = json.loads(policygraph(*OMITTED, "--format", "json").stdout)["findings"]
    waivers = tmp_path / "waivers.csv"
    waivers.write_text(
        "finding,reason,reviewer,evidence,until\n"
        + "".join(f"{one['id']},Known,R. Viewer,A letter,2026-12-31\n" for one in found)
    )
    given = ("--waivers", str(waivers), "--fail-on", "violation")
    held = policygraph(*OMITTED, *given, "--today", "2026-12-31")
    assert held.returncode == 0
    assert f"{len(found)} waived" in held.stderr.decode()
    assert "waived by R. Viewer until 2026-12-31: Known" in held.stdout.decode()
    over = policygraph(*OMITTED, *given, "--today", "2027-01-01")
    assert over.returncode == 1
    assert "ended on 2026-12-31; it counts again." in over.stderr.decode()


def test_funding_is_added_up(policygraph: Program) -> None:
    done = policygraph(*OMITTED, "--by-funding", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout.decode())))
    total = sum(int(row["amount_usd"]) for row in rows if row["amount_usd"])
    assert f"${total:,} recorded over" in done.stderr.decode()
    assert "which is not zero" in done.stderr.decode()


def test_two_days_are_compared(policygraph: Program) -> None:
    done = policygraph(
        "gaps", "--rule", "omitted", "--between", "2017-03-20", "2017-03-01", "--format", "csv"
    )
    rows = list(csv.DictReader(io.StringIO(done.stdout.decode())))
    assert {row["change"] for row in rows} == {"appeared"}
    assert "Ramsey County, MN" in {row["place"] for row in rows}
    assert f"{len(rows)} appeared and 0 were resolved." in done.stderr.decode()


def test_lists_are_read_as_corrected(policygraph: Program) -> None:
    asked = ("gaps", "--report", "us_doj_eo14287_2025", "--state", "NV", "--format")
    for day, found in (("2025-09-25", True), ("2025-09-26", False)):
        document = json.loads(policygraph(*asked, "json", "--list-version", day).stdout)
        assert document["list_version"] == day
        (part,) = document["parts"]
        assert part["list_version"].startswith(f"as corrected by {day}; ")
        assert bool(document["findings"]) is found
    document = json.loads(policygraph(*asked, "json").stdout)
    assert document["list_version"] is None
    assert document["parts"][0]["list_version"] == "as published 2025-08-05"
    said = policygraph("gaps", "--list-version", "2025-12-31").stderr.decode()
    assert "; lists as corrected by 2025-12-31 (10 entries changed, 1 list withdrawn, " in said


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--rule", "omited"), "Did you mean omitted"),
        (("--report", "us_ice"), "No report"),
        (("--part", "section-3"), "Give --report with --part"),
        (("--severity", "grave"), "violation, warning or info"),
        (("--fail-on", "grave"), "info or never"),
        (("--format", "xml"), "There is no format"),
        (("--as-of", "2017-3-1"), "2017-3-1"),
        (("--list-version", "2017-3-1"), "2017-3-1"),
        (
            ("--report", "us_doj_eo14287_2025", "--list-version", "2025-08-04"),
            "not yet published on 2025-08-04",
        ),
        (("--list-version", "2025-08-04", "--endpoint", "http://127.0.0.1:9"), "Leave out"),
        (("--between", "2017-03-01", "2017-03-01"), "the same"),
        (("--between", "2017-03-01", "2017-03-02", "--by-funding"), "alone"),
        (("--jurisdiction", "Ramsay County, MN"), "Ramsey County, MN"),
        (("--waivers", "/nowhere.csv"), "nowhere.csv"),
    ],
)
def test_what_cannot_be_meant_is_one_sentence(
    policygraph: Program, options: tuple[str, ...], why: str
) -> None:
    done = policygraph("gaps", *options)
    assert done.returncode == 2
    assert done.stdout == b""
    assert why in " ".join(done.stderr.decode().split())
    assert "Traceback" not in done.stderr.decode()


def test_an_endpoint_says_the_same(policygraph: Program, endpoint: str) -> None:
    here = policygraph(*OMITTED, "--format", "json")
    there = policygraph(*OMITTED, "--format", "json", "--endpoint", endpoint)
    assert here.stdout == there.stdout != b""
