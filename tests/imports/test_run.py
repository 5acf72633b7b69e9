"""An import is whole or not at all, repeatable, and undone by its removal."""

from __future__ import annotations

import hashlib
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policygraph.errors import (
    DateFormatError,
    OutputError,
    PolicyGraphError,
    SourceError,
    WorkspaceError,
)
from policygraph.graph import serialise
from policygraph.imports import run
from policygraph.imports.columns import LIST
from policygraph.imports.request import Request
from policygraph.imports.run import Outcome
from policygraph.report.sources import read_sources
from policygraph.store import LocalStore
from policygraph.workspace import Workspace, locked, make_workspace, put_graph, remove_graph

Bring = Callable[..., Outcome]
TABLE = "name,state\nRamsey County,MN\nMilwaukee,WI\nAbbyville,KS\n"


def fingerprint(folder: Path) -> dict[str, str]:
    """Every file of a folder, hidden ones too, with its hash."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.usefixtures("fast")
def test_the_same_file_twice_changes_nothing(bring: Bring, workspace: Workspace) -> None:
    assert bring("list", TABLE).changed
    before = fingerprint(workspace.path)
    stamp = workspace.graph("mine").stat().st_mtime_ns
    assert not bring("list", TABLE).changed
    assert fingerprint(workspace.path) == before
    assert workspace.graph("mine").stat().st_mtime_ns == stamp


@pytest.mark.usefixtures("fast")
def test_the_day_of_retrieval_is_as_given_and_else_not_stated(
    bring: Bring, workspace: Workspace, ask: Callable[[str], list[tuple[str, ...]]]
) -> None:
    asked = "SELECT ?d ?day WHERE { ?d a dcat:Dataset OPTIONAL { ?d pav:retrievedOn ?day } }"
    bring("list", TABLE)
    assert ask(asked) == [("source:mine", "")]
    bring("list", TABLE, retrieved="2025-06-02", replace=True)
    assert ask(asked) == [("source:mine", "2025-06-02T00:00:00Z")]
    assert (
        read_sources(LocalStore.from_files([workspace.graph("mine")]))[0].retrieved == "2025-06-02"
    )


def test_another_file_of_the_same_id_must_be_wanted(bring: Bring, workspace: Workspace) -> None:
    bring("list", TABLE)
    before = fingerprint(workspace.path)
    with pytest.raises(SourceError, match="made from another file"):
        bring("list", TABLE + "Polk County,IA\n")
    with pytest.raises(SourceError, match="this file with other settings"):
        bring("list", TABLE, coverage="complete")
    assert fingerprint(workspace.path) == before
    assert bring("list", TABLE + "Polk County,IA\n", replace=True).changed
    assert fingerprint(workspace.path) != before


@pytest.mark.usefixtures("fast")
def test_a_dry_run_does_all_but_write(bring: Bring, workspace: Workspace) -> None:
    before = fingerprint(workspace.path)
    outcome = bring("list", TABLE, dry_run=True)
    assert (outcome.rows, outcome.changed) == (3, False)
    assert fingerprint(workspace.path) == before


STEPS = ["_hash", "read_rows", "Places", "add_places", "add_dataset", "serialise", "put_graph"]


@pytest.mark.usefixtures("fast")
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("fault", [OSError(28, "full"), KeyboardInterrupt(), MemoryError()])
@pytest.mark.parametrize("replace", [False, True])
def test_whatever_fails_at_whatever_step_nothing_changes(
    bring: Bring, workspace: Workspace, monkeypatch: pytest.MonkeyPatch,
    step: str, fault: BaseException, replace: bool,
) -> None:  # fmt: skip
    if replace:
        bring("list", TABLE)
    before = fingerprint(workspace.path)

    def fail(*_: object, **__: object) -> None:
        raise fault

    with monkeypatch.context() as patch:
        patch.setattr(run, step, fail)
        with pytest.raises(type(fault)):
            bring("list", TABLE + "Polk County,IA\n", replace=replace)
    assert fingerprint(workspace.path) == before
    assert bring("list", TABLE + "Polk County,IA\n", replace=replace).changed


@pytest.mark.usefixtures("fast")
@pytest.mark.parametrize("target", ["policygraph.graph.os.fsync", "pathlib.Path.replace"])
def test_a_full_disk_leaves_the_workspace_as_it_was(
    bring: Bring, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    bring("list", TABLE)
    before = fingerprint(workspace.path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(target, full)
    with pytest.raises(OutputError, match="No space left"):
        bring("list", TABLE + "Polk County,IA\n", replace=True)
    assert fingerprint(workspace.path) == before


def test_a_graph_that_does_not_conform_is_not_put_in_place(
    bring: Bring, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = serialise
    monkeypatch.setattr(
        run, "serialise", lambda facts, comment: made(facts, comment=comment)
        .replace(b"cover:unknown", b"cover:unheard-of"),
    )  # fmt: skip
    before = fingerprint(workspace.path)
    with pytest.raises(SourceError, match="would not conform"):
        bring("list", TABLE)
    assert fingerprint(workspace.path) == before


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("list", TABLE),
        ("policies", "name,state,conditions\nAbbyville,KS,conditional\n"),
        ("funding", "name,state,year,amount_usd,measure\nAbbyville,KS,2017,5,direct-federal-aid\n"),
    ],
)
def test_what_is_imported_conforms_to_the_shapes(bring: Bring, kind: str, text: str) -> None:
    assert bring(kind, text).changed  # the validation is not left out here


@pytest.mark.usefixtures("fast")
def test_an_import_waits_for_no_other(bring: Bring, workspace: Workspace) -> None:
    with locked(workspace), pytest.raises(WorkspaceError, match="under way"):
        bring("list", TABLE)


@pytest.mark.usefixtures("fast")
@pytest.mark.parametrize(
    ("settings", "error", "said"),
    [
        ({"id": "us_rulings"}, SourceError, "is shipped"),
        ({"id": "us_ice_ddor_2017w1"}, SourceError, "is shipped"),
        ({"id": "My List"}, SourceError, "is no id"),
        ({"id": "../evil"}, SourceError, "is no id"),
        ({"id": "a" * 65}, SourceError, "is no id"),
        ({"title": " "}, SourceError, "title is missing"),
        ({"publisher": ""}, SourceError, "publisher is missing"),
        ({"publisher": "a\nb"}, SourceError, "control character"),
        ({"date": ""}, SourceError, "date is missing"),
        ({"date": "2025-06"}, DateFormatError, "to the day"),
        ({"retrieved": "June 2025"}, DateFormatError, "--retrieved: .* on one day"),
        ({"retrieved": "2025-06"}, DateFormatError, "--retrieved: .* on one day"),
        ({"url": "example.org"}, SourceError, "no address"),
        ({"part_id": "Section 3"}, SourceError, "no id of a part"),
        ({"part_kind": "some"}, SourceError, "no part-kind 'some'"),
        ({"coverage": "whole"}, SourceError, "no coverage 'whole'"),
        ({"licence": "http://a b"}, SourceError, "no address"),
    ],
)
def test_a_request_is_checked(
    bring: Bring, workspace: Workspace, settings: dict[str, str],
    error: type[PolicyGraphError], said: str,
) -> None:  # fmt: skip
    before = fingerprint(workspace.path)
    with pytest.raises(error, match=said):
        bring("list", TABLE, **settings)
    assert fingerprint(workspace.path) == before


def test_a_file_that_is_not_there_is_an_error(workspace: Workspace, tmp_path: Path) -> None:
    request = Request(LIST, tmp_path / "none.csv", "mine", "T", "P", "2025-01-01")
    with pytest.raises(SourceError, match=r"none\.csv cannot be read"):
        run.import_table(workspace, request)


NAMES = st.sampled_from(["Ramsey County", "Milwaukee", "Nowhereville", "Boulder", "=1+1", "é"])
ROWS = st.lists(st.tuples(NAMES, st.sampled_from(["MN", "WI", "CO", "XX"])), min_size=1)


@pytest.mark.usefixtures("fast")
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=ROWS, other=ROWS, coverage=st.sampled_from(["complete", "partial", "unknown"]))
def test_import_and_removal_are_the_identity(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[str, str]],
    other: list[tuple[str, str]],
    coverage: str,
) -> None:
    folder = tmp_path_factory.mktemp("identity")
    workspace = make_workspace(folder / "own")

    def bring_in(source: str, content: list[tuple[str, str]]) -> None:
        path = folder / f"{source}.csv"
        path.write_text("name,state\n" + "".join(f"{n},{s}\n" for n, s in content))
        request = Request(
            LIST, path, source, "T", "P", "2025-01-01", coverage=coverage, allow_unmatched=True
        )
        assert run.import_table(workspace, request).changed

    bring_in("first", other)
    before = fingerprint(workspace.path)
    bring_in("second", rows)
    assert fingerprint(workspace.path) != before
    remove_graph(workspace, "second")
    assert fingerprint(workspace.path) == before


_SLOW = """
import os, signal, sys
from pathlib import Path
from policygraph.cli import main
if sys.argv[1] == "rename":  # the narrowest moment: the new file is whole beside the old
    Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
sys.exit(main(sys.argv[2:]))
"""


def _start(workspace: Workspace, table: Path, moment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [
            sys.executable, "-c", _SLOW, moment, "import", "list", str(table), "--id", "mine",
            "--title", "T", "--date", "2025-06-01", "--workspace", str(workspace.path),
            "--replace",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip


@pytest.mark.parametrize("seconds", [0.2, 0.7, 1.3, 2.0])
def test_a_killed_import_leaves_the_workspace_as_it_was(
    workspace: Workspace, tmp_path: Path, seconds: float
) -> None:
    table = tmp_path / "t.csv"
    table.write_text(TABLE)
    put_graph(workspace, "mine", b"# old\n")
    before = fingerprint(workspace.path)
    process = _start(workspace, table, "any")
    time.sleep(seconds)
    process.kill()
    process.wait(30)
    killed = fingerprint(workspace.path)
    assert _start(workspace, table, "no").wait(60) == 0
    done = fingerprint(workspace.path)
    # The kill may fall after the rename and before the exit: then the new file stands, whole.
    aside = {name for name in killed if Path(name).name.startswith(".mine.ttl.")}
    assert {name: killed[name] for name in killed if name not in aside} in (before, done)
    assert not aside & set(done)


def test_killed_at_the_rename_the_next_import_heals_it(
    workspace: Workspace, tmp_path: Path
) -> None:
    table = tmp_path / "t.csv"
    table.write_text(TABLE)
    put_graph(workspace, "mine", b"# old\n")
    before = fingerprint(workspace.path)
    assert _start(workspace, table, "rename").wait(60) == -signal.SIGKILL
    after = fingerprint(workspace.path)
    left = set(after) - set(before)
    assert {name: after[name] for name in before} == before
    assert all(Path(name).name.startswith(".mine.ttl.") for name in left)
    assert workspace.source_ids() == ("mine",)
    assert _start(workspace, table, "no").wait(60) == 0
    assert set(fingerprint(workspace.path)) == set(before)
