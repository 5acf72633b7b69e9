"""The commands around a workspace, as a user runs them."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from pathlib import Path
from typing import Protocol

import pytest

IMPORT = (
    *("import", "list", "table.csv", "--id", "mine", "--title", "My list"),
    *("--publisher", "Me", "--date", "2017-03-20", "--workspace"),
)


class Program(Protocol):
    def __call__(
        self, *arguments: str, stdin: bytes = b"", **environment: str
    ) -> subprocess.CompletedProcess[bytes]: ...


def said(done: subprocess.CompletedProcess[bytes]) -> str:
    return " ".join(done.stderr.decode().split())


@pytest.fixture(scope="module")
def own(policygraph: Program, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one list of two rows, imported by the command."""
    folder = tmp_path_factory.mktemp("cli") / "own"
    assert policygraph("init", str(folder), "--title", "Own").returncode == 0
    table = folder.parent / "table.csv"
    table.write_text("name,state\nRamsey County,MN\nAbbyville,KS\n")
    arguments = [str(table) if one == "table.csv" else one for one in IMPORT]
    done = policygraph(*arguments, str(folder), "--coverage", "complete")
    assert (done.returncode, done.stdout.decode().splitlines()[0]) == (
        0,
        "mine: 2 rows; 2 mean one place, 0 may mean several, 0 none.",
    )
    return folder


LISTED = "ASK { ?listing pg:isListedIn/pg:isPartOf/pg:reportId 'mine' }"


def test_a_workspace_is_read_and_said_on_standard_error(policygraph: Program, own: Path) -> None:
    done = policygraph("sparql", LISTED, "--workspace", str(own))
    assert (done.stdout, said(done)) == (b"true\n", f"With the workspace {own}: 1 source.")


def test_the_environment_names_it_and_it_can_be_left_out(policygraph: Program, own: Path) -> None:
    assert policygraph("sparql", LISTED, POLICYGRAPH_WORKSPACE=str(own)).stdout == b"true\n"
    done = policygraph("sparql", LISTED, "--no-workspace", POLICYGRAPH_WORKSPACE=str(own))
    assert (done.stdout, done.stderr) == (b"false\n", b"")


def test_every_reading_command_sees_it(policygraph: Program, own: Path) -> None:
    where = ("--workspace", str(own))
    omissions = policygraph("omissions", "--report", "mine", "--format", "json", *where)
    assert (omissions.returncode, b"My list" in omissions.stdout) == (0, True)
    explain = policygraph("explain", "27123", "--report", "mine", *where)
    assert b"was not left out" in explain.stdout
    families = policygraph("families", "--report", "mine", "--format", "csv", *where)
    assert families.returncode == 0
    query = policygraph("query", "listings_of_report", "-p", "report=mine", "-f", "csv", *where)
    assert query.stdout.count(b"\n") == 3
    validate = policygraph("validate", str(own / "data" / "mine.ttl"), *where)
    assert (validate.returncode, b"Conforms" in validate.stdout + validate.stderr) == (0, True)
    unknown = policygraph("omissions", "--report", "mine", "--no-workspace")
    assert unknown.returncode == 2


def test_a_workspace_that_is_named_counts_for_more_than_an_endpoint_around(
    policygraph: Program, own: Path
) -> None:
    around = "http://127.0.0.1:9/query"
    where = ("--workspace", str(own))
    asked = policygraph("sparql", LISTED, *where, POLICYGRAPH_ENDPOINT=around)
    assert (asked.returncode, asked.stdout) == (0, b"true\n")
    judged = policygraph("omissions", "--report", "mine", *where, POLICYGRAPH_ENDPOINT=around)
    assert judged.returncode == 0
    assert policygraph("sparql", LISTED, POLICYGRAPH_ENDPOINT=around).returncode == 2


@pytest.mark.parametrize(
    ("file", "text", "fault"),
    [
        ("policygraph.toml", 'title = "a\n', "policygraph.toml, line 1: "),
        ("data/mine.ttl", "@prefix a: <https://example.org/> .\n\na:b ;\n", "mine.ttl, line 3: "),
    ],
)
def test_a_broken_workspace_is_named_and_breaks_nothing_without_it(
    policygraph: Program, tmp_path: Path, file: str, text: str, fault: str
) -> None:
    policygraph("init", str(tmp_path))
    (tmp_path / file).write_text(text)
    done = policygraph("sparql", LISTED, "--workspace", str(tmp_path))
    assert done.returncode == 2
    assert fault in said(done)
    done = policygraph("sparql", LISTED, "--no-workspace", POLICYGRAPH_WORKSPACE=str(tmp_path))
    assert (done.returncode, done.stdout) == (0, b"false\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ("sparql", LISTED, "--no-workspace", "--workspace", "x"),
        ("sparql", LISTED, "--workspace", "x", "--endpoint", "http://127.0.0.1:9"),
        ("remove", "mine", "--workspace", "nowhere"),
        ("remove", "mine"),
        ("import", "lists", "t.csv", "--id", "a", "--title", "b"),
        ("import", "list", "t.csv", "--id", "a", "--title", "b"),
        ("template", "lists"),
        ("show", "Ramsey County"),
        ("show", "27123", "--format", "pdf"),
        ("sources", "--format", "pdf"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_2(
    policygraph: Program, arguments: tuple[str, ...]
) -> None:
    done = policygraph(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "Traceback" not in said(done)


def test_all_faults_go_to_standard_error(policygraph: Program, tmp_path: Path) -> None:
    policygraph("init", str(tmp_path))
    table = tmp_path / "p.csv"
    table.write_text("name,state,conditions\nRamsey County,MN,never\nNowhereville,KS,never-holds\n")
    done = policygraph(
        "import", "policies", str(table), "--id", "a", "--title", "T", "--publisher", "P",
        "--workspace", str(tmp_path),
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, b"")
    first, second, last = done.stderr.decode().splitlines()[-3:]
    assert first.startswith(f"{table}, line 2, column conditions: 'never' is no code of this")
    assert second.startswith(f"{table}, line 3, column name: 'Nowhereville' means no one place:")
    assert last == "2 faults; nothing was imported."


def test_removal_undoes_an_import(policygraph: Program, tmp_path: Path) -> None:
    policygraph("init", str(tmp_path / "own"))
    (tmp_path / "own" / "data" / "mine.ttl").write_text("")
    where = ("--workspace", str(tmp_path / "own"))
    wrong = policygraph("remove", "mime", *where)
    assert (wrong.returncode, "Did you mean mine?" in said(wrong)) == (2, True)
    assert policygraph("remove", "mine", *where).returncode == 0
    assert list((tmp_path / "own" / "data").iterdir()) == []


def test_sources_lists_the_shipped_and_the_own(policygraph: Program, own: Path) -> None:
    done = policygraph("sources", "--format", "json", "--workspace", str(own))
    records = {record["id"]: record for record in json.loads(done.stdout)}
    mine = records["mine"]
    assert (mine["origin"], mine["issued"], mine["claims"]) == ("workspace", "2017-03-20", 3)
    assert mine["coverage"].startswith("Said to be complete. 2 of 2 rows name one known place")
    assert [table["name"] for table in mine["tables"]] == ["table.csv"]
    assert len(mine["tables"][0]["sha256"]) == 64
    assert records["us_ice_ddor_2017w1"]["origin"] == "shipped"
    assert all(record["licence"] or record["rights"] for record in records.values())
    rows = list(csv.DictReader(io.StringIO(policygraph("sources", "-f", "csv").stdout.decode())))
    assert {row["id"] for row in rows} == set(records) - {"mine"}


def test_the_triples_that_a_source_states_are_those_of_its_file(own: Path) -> None:
    import pyoxigraph as ox

    content = (own / "data" / "mine.ttl").read_bytes()
    triples = list(ox.parse(content, ox.RdfFormat.TURTLE))
    (stated,) = [t.object.value for t in triples if t.predicate.value.endswith("void#triples")]
    assert int(stated) == len(triples)


def test_show_has_every_part_and_says_where_nothing_is_recorded(
    policygraph: Program, own: Path
) -> None:
    done = policygraph("show", "Abbyville, KS", "--format", "json", "--workspace", str(own))
    record = json.loads(done.stdout)
    assert record["place"]["geoid"] == "2000100"
    assert [entry["locator"] for entry in record["listings"]] == ["row 3"]
    assert record["policies"] == record["agreements"] == record["funding"] == []
    text = policygraph("show", "Abbyville, KS", "--no-workspace").stdout.decode()
    for heading in ("Policies", "Listings", "Agreements with ICE", "Federal funding"):
        assert f"\n{heading}\n  - nothing recorded\n" in text
