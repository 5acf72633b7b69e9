"""Graphs are put in place and taken away whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from policygraph.errors import OutputError, WorkspaceError
from policygraph.workspace import Workspace, locked, put_graph, remove_graph, sweep


def test_a_graph_is_put_once(workspace: Workspace) -> None:
    assert put_graph(workspace, "a", b"one")
    assert not put_graph(workspace, "a", b"one")
    assert put_graph(workspace, "a", b"two")
    assert workspace.graph("a").read_bytes() == b"two"


@pytest.mark.parametrize("step", ["write", "fsync", "replace"])
def test_whatever_fails_the_old_graph_stands_alone(
    workspace: Workspace, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_graph(workspace, "a", b"old")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    if step == "write":
        opened = os.fdopen

        class Full:
            def __init__(self, handle: int, mode: str) -> None:
                self.file = opened(handle, mode)

            def __enter__(self) -> Full:
                return self

            def __exit__(self, *_: object) -> None:
                self.file.close()

            write = full

        monkeypatch.setattr("policygraph.graph.os.fdopen", Full)
    elif step == "fsync":
        monkeypatch.setattr("policygraph.graph.os.fsync", full)
    else:
        monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OutputError, match="No space left"):
        put_graph(workspace, "a", b"new")
    assert [path.name for path in workspace.data.iterdir()] == ["a.ttl"]
    assert workspace.graph("a").read_bytes() == b"old"


def test_an_unknown_source_is_answered_with_like_names(workspace: Workspace) -> None:
    put_graph(workspace, "my_list_2025", b"")
    with pytest.raises(WorkspaceError, match="Did you mean my_list_2025"):
        remove_graph(workspace, "my_list_2024")
    with pytest.raises(WorkspaceError, match="It has my_list_2025"):
        remove_graph(workspace, "zzz")
    with pytest.raises(WorkspaceError, match=r"no source '\.\./decisions'"):
        remove_graph(workspace, "../decisions")
    remove_graph(workspace, "my_list_2025")
    with pytest.raises(WorkspaceError, match="It has none"):
        remove_graph(workspace, "my_list_2025")


def test_only_one_change_at_a_time(workspace: Workspace) -> None:
    with (
        locked(workspace),
        pytest.raises(WorkspaceError, match="under way"),
        locked(workspace),
    ):
        pass
    with locked(workspace):
        pass


def test_what_a_killed_import_left_is_cleared_away(workspace: Workspace) -> None:
    put_graph(workspace, "a", b"")
    (workspace.data / ".a.ttl.k2x8").write_text("half")
    (workspace.data / ".keep").write_text("")
    sweep(workspace)
    assert sorted(path.name for path in workspace.data.iterdir()) == [".keep", "a.ttl"]
