"""Which workspace counts: named, of the environment, or around the folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from policygraph.errors import WorkspaceError
from policygraph.workspace import MARKER, Workspace, find_workspace, make_workspace


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("POLICYGRAPH_WORKSPACE", raising=False)


def test_the_nearest_folder_upwards_counts(workspace: Workspace) -> None:
    inner = make_workspace(workspace.path / "a" / "b")
    below = inner.path / "c"
    below.mkdir()
    assert find_workspace(start=below) == inner
    assert find_workspace(start=workspace.path / "a") == workspace


def test_the_working_folder_is_read_when_it_is_needed(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert find_workspace() is None
    monkeypatch.chdir(workspace.data)
    assert find_workspace() == workspace


def test_the_environment_goes_before_the_folder_and_a_name_before_both(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, third = make_workspace(tmp_path / "other"), make_workspace(tmp_path / "third")
    monkeypatch.chdir(workspace.path)
    monkeypatch.setenv("POLICYGRAPH_WORKSPACE", str(other.path))
    assert find_workspace() == other
    assert find_workspace(third.path) == third


def test_one_that_is_named_must_be_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(WorkspaceError, match="is no workspace"):
        find_workspace(tmp_path)
    monkeypatch.setenv("POLICYGRAPH_WORKSPACE", str(tmp_path / "none"))
    with pytest.raises(WorkspaceError, match="policygraph init"):
        find_workspace()


def test_a_folder_of_that_name_makes_no_workspace(tmp_path: Path) -> None:
    (tmp_path / MARKER).mkdir()
    assert find_workspace(start=tmp_path) is None
