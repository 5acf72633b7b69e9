"""What a workspace is on disk, and what is said of a broken one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.errors import OutputError, WorkspaceError
from policygraph.reconcile.decisions import COLUMNS
from policygraph.workspace import MARKER, Workspace, make_workspace, read_workspace


def test_a_new_workspace_is_plain_and_whole(workspace: Workspace) -> None:
    assert sorted(path.name for path in workspace.path.iterdir()) == [
        "data",
        "decisions.csv",
        "policygraph.toml",
    ]
    assert (workspace.title, workspace.publisher, workspace.licence) == (
        "Own lists",
        "A researcher",
        "",
    )
    assert workspace.graphs() == ()


def test_the_decisions_begin_as_reconcile_reads_them(workspace: Workspace) -> None:
    assert workspace.decisions.read_text() == ",".join(COLUMNS) + "\n"


def test_what_is_in_the_folder_stays(tmp_path: Path) -> None:
    (tmp_path / "decisions.csv").write_text("mine")
    (tmp_path / "notes.txt").write_text("mine too")
    made = make_workspace(tmp_path)
    assert made.decisions.read_text() == "mine"
    assert (tmp_path / "notes.txt").read_text() == "mine too"
    assert made.title == tmp_path.name


def test_a_workspace_is_not_made_twice(workspace: Workspace) -> None:
    before = (workspace.path / MARKER).read_bytes()
    with pytest.raises(WorkspaceError, match="is a workspace already"):
        make_workspace(workspace.path)
    assert (workspace.path / MARKER).read_bytes() == before


def test_a_file_is_no_place_for_a_workspace(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be made"):
        make_workspace(tmp_path / "file" / "below")


@given(title=st.text(max_size=40), publisher=st.text(max_size=40))
def test_any_text_can_be_a_setting(
    tmp_path_factory: pytest.TempPathFactory, title: str, publisher: str
) -> None:
    folder = tmp_path_factory.mktemp("any")
    made = make_workspace(folder, title=title, publisher=publisher)
    assert made.publisher == publisher.strip()
    assert made.title == (title or folder.name).strip()


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('title = "a"\npublisher =', 2, "Invalid value"),
        ('title = "a"\n\ntitle = "b"\n', 3, "Cannot overwrite"),
        ('# lists\ntitel = "a"\n', 2, "there is no setting 'titel'"),
        ('title = "a"\nlicence = 4\n', 2, "licence must be text"),
        ('[title]\na = "b"\n', 1, "title must be text"),
        ('title = "a', 1, "Unterminated string"),
    ],
)
def test_a_broken_file_is_named_with_its_line(
    tmp_path: Path, text: str, line: int, said: str
) -> None:
    (tmp_path / MARKER).write_text(text)
    with pytest.raises(WorkspaceError) as caught:
        read_workspace(tmp_path)
    assert f"{MARKER}, line {line}: " in caught.value.message
    assert said in caught.value.message
    assert "--no-workspace" in caught.value.hint


def test_bytes_that_are_no_text_are_named_with_their_line(tmp_path: Path) -> None:
    (tmp_path / MARKER).write_bytes(b'title = "a"\n# \xff\n')
    with pytest.raises(WorkspaceError, match="line 2: not UTF-8"):
        read_workspace(tmp_path)


def test_a_byte_order_mark_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / MARKER).write_bytes(b'\xef\xbb\xbftitle = "a"\n')
    assert read_workspace(tmp_path).title == "a"


def test_graphs_are_in_order_and_hidden_files_are_none(workspace: Workspace) -> None:
    for name in ("b.ttl", "a.ttl", ".c.ttl.xyz", ".d.ttl", "e.txt"):
        (workspace.data / name).write_text("")
    assert workspace.source_ids() == ("a", "b")


def test_a_missing_data_folder_is_an_empty_one(workspace: Workspace) -> None:
    workspace.data.rmdir()
    assert workspace.graphs() == ()
