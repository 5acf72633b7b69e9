"""`policygraph omissions` and `policygraph explain`, run as a person runs them."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Protocol

import jsonschema  # type: ignore[import-untyped]
import pytest

from policygraph.report.omissions import read_schema

VALIDATOR = jsonschema.Draft202012Validator(
    read_schema(), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)


class Program(Protocol):
    def __call__(
        self, *arguments: str, stdin: bytes = b"", **environment: str
    ) -> subprocess.CompletedProcess[bytes]: ...


@pytest.fixture(scope="module")
def whole(policygraph: Program) -> dict[str, Any]:
    done = policygraph("omissions", "--format", "json")
    assert (done.returncode, done.stderr) == (0, b"")
    parsed: dict[str, Any] = json.loads(done.stdout)
    return parsed


def read_csv(content: bytes) -> list[dict[str, str]]:
    assert content.count(b"\r\n") > 1
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


# Omissions


def test_without_options_the_main_job_is_done(policygraph: Program) -> None:
    done = policygraph("omissions")
    out = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert "- Ramsey County, MN (27123): omitted, exact with listed Hennepin County, MN;" in out
    assert "- Douglas County, KS (20045): omitted, as-written with listed" in out
    assert "- Leon County, FL (12073): omitted, exact with listed Alachua County, FL;" in out
    assert "Martin County" not in out
    assert "$89,600,000, about 14%" in out
    assert "$198,000,000, about 10%" in out


def test_the_formats_say_the_same(policygraph: Program, whole: dict[str, Any]) -> None:
    rows = read_csv(policygraph("omissions", "--format", "csv").stdout)
    findings = whole["findings"]
    assert [(row["verdict"], row["geoid"], row["grade"]) for row in rows] == [
        (f["verdict"], f["jurisdiction"]["geoid"], f["grade"] or "") for f in findings
    ]
    md = policygraph("omissions", "--format", "md").stdout.decode()
    text = policygraph("omissions").stdout.decode()
    for finding in findings:
        if finding["verdict"] == "omitted":
            place = finding["jurisdiction"]
            name = f"{place['name']}, {place['state']}"
            assert f"\n## {name}\n" in md
            assert f"\n{name}\n====" in text
    for verdict, count in whole["counts"].items():
        if verdict != "omitted":
            assert f"{count} {verdict}: policygraph omissions --verdict {verdict}" in text
            assert f"{count} {verdict}: policygraph omissions --verdict {verdict}" in md
    (first,) = [line for line in text.splitlines() if line.startswith("Section III")]
    assert first in md


@pytest.mark.parametrize(
    "arguments",
    [
        ["--part", "section-1"],
        ["--part", "section-2"],
        ["--as-of", "2014-07-31"],
        ["--as-of", "2026-01-01"],
        ["--report", "us_doj_eo14287_2025", "--list-version", "2025-12-31"],
        ["--report", "us_dhs_sanctuary_2025", "--list-version", "2025-12-31"],
        ["--jurisdiction", "Ramsey County, MN"],
        ["--jurisdiction", "Hennepin County, MN"],
        ["--verdict", "omitted"],
        ["--verdict", "explained", "--verdict", "not-comparable"],
        ["--jurisdiction", "27123", "--verdict", "explained"],
    ],
)
def test_json_keeps_to_its_schema(policygraph: Program, arguments: list[str]) -> None:
    done = policygraph("omissions", "--format", "json", *arguments)
    assert done.returncode == 0
    written = json.loads(done.stdout)
    assert [error.message for error in VALIDATOR.iter_errors(written)] == []
    assert sum(written["counts"].values()) == len(written["findings"])


@pytest.mark.parametrize("verdict", ["omitted", "explained", "cannot-tell", "not-comparable"])
def test_a_verdict_can_be_picked(policygraph: Program, whole: dict[str, Any], verdict: str) -> None:
    done = policygraph("omissions", "--format", "csv", "--verdict", verdict)
    rows = read_csv(done.stdout)
    assert len(rows) == whole["counts"][verdict]
    assert {row["verdict"] for row in rows} == {verdict}
    assert f"Shown: {len(rows)}." in done.stderr.decode()
    table = policygraph("omissions", "--verdict", verdict).stdout.decode()
    assert len(table.splitlines()) == len(rows) + 2


def test_several_verdicts_can_be_picked(policygraph: Program, whole: dict[str, Any]) -> None:
    done = policygraph(
        *("omissions", "--format", "json"), *("--verdict", "omitted", "--verdict", "explained")
    )
    written = json.loads(done.stdout)
    counts = whole["counts"]
    assert written["counts"] == {**counts, "cannot-tell": 0, "not-comparable": 0}


@pytest.mark.parametrize("name", ["27123", "Ramsey County, MN", "ramsey, minnesota"])
def test_one_place_can_be_judged(policygraph: Program, name: str) -> None:
    done = policygraph("omissions", "--jurisdiction", name)
    out = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert out.startswith("Ramsey County, MN\n=================\n\nOMITTED\n")
    assert out == policygraph("explain", name).stdout.decode()


def test_a_listed_place_is_said_to_be_named(policygraph: Program) -> None:
    done = policygraph("omissions", "--jurisdiction", "Hennepin County, MN")
    assert (done.returncode, done.stdout) == (0, b"")
    assert b"Hennepin County, MN is named in Section III" in done.stderr


def test_a_report_goes_to_a_file_whole(policygraph: Program, tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    done = policygraph("omissions", "--format", "md", "--output", str(path))
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert path.read_bytes() == policygraph("omissions", "--format", "md").stdout
    assert [entry.name for entry in tmp_path.iterdir()] == ["report.md"]


def test_text_is_not_folded_where_there_is_no_terminal(policygraph: Program) -> None:
    wide = policygraph("omissions", COLUMNS="40").stdout
    assert wide == policygraph("omissions", COLUMNS="200").stdout
    assert max(map(len, wide.decode().splitlines())) > 200


def test_text_is_folded_on_a_terminal() -> None:
    import pty

    primary, secondary = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "policygraph", "explain", "Ramsey County, MN"],
        stdout=secondary,
        env={**os.environ, "COLUMNS": "72", "LINES": "24"},
    )
    os.close(secondary)
    content = b""
    while True:
        try:
            piece = os.read(primary, 65536)
        except OSError:
            break
        if not piece:
            break
        content += piece
    os.close(primary)
    assert child.wait(timeout=60) == 0
    lines = content.decode().replace("\r\n", "\n").splitlines()
    long = [line for line in lines if len(line) > 72 and "http" not in line]
    assert long == []
    assert any(line.startswith("    ") for line in lines)


# Explain


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (
            "Ramsey County, MN",
            (
                "OMITTED",
                "materially similar to that of listed Hennepin County, MN",
                "Absent, as sources say",
                "Policy on 2017-03-20: in force",
                "Listed: Hennepin County, MN (exact)",
                "Different ICE access: transfer outside only here, transfer inside there.",
                "Similar, as sources say themselves",
                "Federal funding",
                "Star Tribune",
            ),
        ),
        (
            "Doña Ana County, NM",
            (
                "EXPLAINED",
                "The list names New Mexico (“New Mexico county jails”), which covers it.",
                "Named in its place",
            ),
        ),
        (
            "Baltimore city, MD (24510)",
            ("EXPLAINED", "Its prisoners are held by Maryland Department of Public Safety"),
        ),
        (
            "Johnson County, KS",
            (
                "CANNOT-TELL",
                "Sources conflict on a hold criterion",
                "Absent, because the list is known to be complete there",
                "Listed: Finney County, KS (no grade)",
            ),
        ),
        (
            "Alameda County, CA",
            ("CANNOT-TELL", "Absence not established", "not known to be complete for California"),
        ),
        (
            "Martin County, FL",
            ("NOT-COMPARABLE", "is like no listed one", "Later: Honours every ICE detainer."),
        ),
        ("Anoka County, MN", ("CANNOT-TELL", "No policy of the place is in the graph.")),
        (
            "Hennepin County, MN",
            (
                "LISTED",
                "it was not left out.",
                "Its entry: “Hennepin County”",
                "What became of the entry",
                "Disputed 2017-03-20 by Sheriff of Hennepin County, MN",
                "Hold criterion: judicial warrant or order",
                "Sources",
            ),
        ),
    ],
)
def test_every_kind_of_answer_is_explained(
    policygraph: Program, place: str, said: tuple[str, ...]
) -> None:
    asked = place.partition(" (")[2].rstrip(")") or place
    done = policygraph("explain", asked)
    out = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert [words for words in said if words not in out] == []
    md = policygraph("explain", asked, "--format", "md").stdout.decode()
    assert md.startswith("# ")
    assert md.count("\n## ") == sum(
        1 for line in out.splitlines()[2:] if line and not line.startswith(" ")
    )


def test_another_part_and_day_can_be_explained(policygraph: Program) -> None:
    done = policygraph(*("explain", "27053", "--part", "section-1"), *("--as-of", "2014-01-01"))
    out = done.stdout.decode()
    assert done.returncode == 0
    assert "Policy on 2014-01-01: unknown" in out
    assert "No claim tells whether it stood by that day." in out
    assert "Section I" in out


def test_what_would_change_a_verdict_is_shown(policygraph: Program, whole: dict[str, Any]) -> None:
    ended = "If a source shows that its policy had ended by 2017-03-20, the absence is explained"
    for arguments in (["explain", "27123"], ["omissions"], ["omissions", "--format", "md"]):
        assert ended in policygraph(*arguments).stdout.decode()
    for finding in whole["findings"]:
        told = finding["verdict"] in {"omitted", "cannot-tell"}
        assert bool(finding["would_change"]) is told
    lancaster = policygraph("explain", "Lancaster County, NE").stdout.decode()
    assert "the warrant that Lancaster County, NE asks for is a judge's" in lancaster


def test_a_list_can_be_read_as_corrected(policygraph: Program) -> None:
    asked = ("32", "--report", "us_doj_eo14287_2025", "--list-version")
    before = policygraph("explain", *asked, "2025-09-25").stdout.decode()
    assert "LISTED" in before
    assert "as corrected by 2025-09-25; no entry changed: it was not left out." in before
    assert "Removed 2025-09-26 by US Department of Justice" in before
    after = policygraph("explain", *asked, "2025-09-26").stdout.decode()
    assert "LISTED" not in after
    assert "the entry was removed 2025-09-26, so that it is absent as corrected." in after
    assert "What became of its entry" in after
    written = policygraph(
        *("omissions", "--jurisdiction", *asked, "2025-09-26"), "--format", "json"
    ).stdout
    record = json.loads(written)
    assert record["list_version"] == "as corrected by 2025-09-26; 1 entry changed"
    (finding,) = record["findings"]
    assert finding["formerly_listed"].startswith("As published, the list named it (“Nevada”)")


# What goes wrong


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["omissions", "--report", "us_ice_ddr_2017w1"], "Did you mean us_ice_ddor_2017w1?"),
        (["omissions", "--report", "xyz"], "us_doj_eo14287_2025, us_ice_ddor_2017w1, us_ice_ddor"),
        (["omissions", "--part", "section-9"], "Parts: section-1, section-2, section-3."),
        (["omissions", "--as-of", "20 March 2017"], "Write YYYY-MM-DD, as in 2017-03-20."),
        (["omissions", "--as-of", "2017-02-29"], "is not a day of the calendar"),
        (["omissions", "--as-of", "2017-03"], "Write YYYY-MM-DD"),
        (["omissions", "--list-version", "2017-04"], "Write YYYY-MM-DD"),
        (["omissions", "--list-version", "2017-03-19"], "was not yet published on 2017-03-19."),
        (
            ["omissions", "--list-version", "2017-05-01", "--endpoint", "http://127.0.0.1:1/query"],
            "a copy of the graph in memory, which an endpoint does not give",
        ),
        (["omissions", "--as-of", ""], "Write YYYY-MM-DD"),
        (["omissions", "--jurisdiction", "Ramsey County"], "GEOID 38071"),
        (["omissions", "--jurisdiction", "Nowhere"], "No place 'Nowhere' is in the graph."),
        (["omissions", "--jurisdiction", ""], "No place '' is in the graph."),
        (["omissions", "--verdict", "left-out"], "Choose omitted, explained, cannot-tell,"),
        (["omissions", "--format", "xml"], "Choose table, md, csv, json."),
        (["omissions", "--output", "/"], "/ is a folder."),
        (["omissions", "--endpoint", "not an address"], "The endpoint is not a web address."),
        (["explain", "Ramsey County"], "Ramsey County, MN (county, GEOID 27123)"),
        (["explain", "Ramsay County, MN"], "Did you mean Ramsey County, MN"),
        (["explain", "27123", "--format", "csv"], "Choose table or md."),
        (["explain", "27123", "--report", "xyz"], "Known reports:"),
        (["explain", "27123", "--as-of", "yesterday"], "is not a day of the calendar"),
    ],
)
def test_a_fault_is_one_sentence_with_what_to_do(
    policygraph: Program, arguments: list[str], said: str
) -> None:
    done = policygraph(*arguments)
    err = done.stderr.decode()
    assert (done.returncode, done.stdout) == (2, b"")
    assert err.startswith("Error: ")
    assert err.count("\n") == 1
    assert said in err
    assert "Traceback" not in err


@pytest.mark.parametrize("command", [["omissions"], ["explain", "27123"]])
def test_an_endpoint_that_is_down_is_told(
    policygraph: Program, closed_port: int, command: list[str]
) -> None:
    done = policygraph(*command, "--endpoint", f"http://127.0.0.1:{closed_port}/query")
    err = done.stderr.decode()
    assert (done.returncode, done.stdout) == (2, b"")
    assert err.startswith("Error: ")
    assert err.count("\n") == 1
    assert str(closed_port) in err


def test_a_name_that_fits_two_places_names_both(policygraph: Program) -> None:
    err = policygraph("explain", "Ramsey County").stderr.decode()
    assert "Ramsey County, MN (county, GEOID 27123)" in err
    assert "Ramsey County, ND (county, GEOID 38071)" in err


def test_a_fault_is_found_before_the_graph_is_loaded(policygraph: Program) -> None:
    """A typing error is told at once, also where the endpoint would be slow or down."""
    nowhere = "http://127.0.0.1:1/query"
    for arguments in (
        ["--verdict", "x"],
        ["--format", "x"],
        ["--as-of", "x"],
        ["--list-version", "x"],
    ):
        done = policygraph("omissions", *arguments, "--endpoint", nowhere)
        assert "127.0.0.1" not in done.stderr.decode()
        assert done.returncode == 2
