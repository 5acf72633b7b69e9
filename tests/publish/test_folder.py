"""Whole or not at all, and never over another's files."""

from __future__ import annotations

from pathlib import Path

import pytest

from policygraph.errors import OutputError
from policygraph.publish.folder import MARKER, replaced_folder
from policygraph.publish.site import publish_site
from policygraph.store import LocalStore


def write(out: Path, **files: str) -> None:
    with replaced_folder(out) as folder:
        for name, text in files.items():
            folder.write(f"{name}/index.html", text.encode())


def names(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_a_site_is_replaced_as_a_whole(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "site"
    write(out, a="1", b="1")
    write(out, b="2")
    assert names(out) == [MARKER, "b/index.html"]
    assert (out / "b/index.html").read_text() == "2"
    assert [p.name for p in out.parent.iterdir()] == ["site"]


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    write(tmp_path / "site", a="1")
    assert names(tmp_path / "site") == [MARKER, "a/index.html"]


@pytest.mark.parametrize("fault", [RuntimeError, KeyboardInterrupt, OSError])
def test_an_interrupted_run_leaves_the_old_site(
    fault: type[BaseException], store: LocalStore, tmp_path: Path, base_url: str
) -> None:
    out = tmp_path / "site"
    write(out, old="1")

    def stop(done: int, total: int) -> None:
        if done == total // 2:
            raise fault

    with pytest.raises(fault):
        publish_site(store, out, base_url, progress=stop)
    assert names(out) == [MARKER, "old/index.html"]
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_a_swap_that_fails_puts_the_old_site_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "site"
    write(out, old="1")
    rename = Path.rename

    def fail_for_the_new(self: Path, target: Path) -> Path:
        if ".new-" in self.name:
            raise PermissionError(1, "Operation not permitted")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail_for_the_new)
    with pytest.raises(OutputError, match="cannot be replaced: Operation not permitted"):
        write(out, new="1")
    assert names(out) == [MARKER, "old/index.html"]
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_another_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("five years of work")
    with pytest.raises(OutputError, match="not written by policygraph publish"):
        write(tmp_path, a="1")
    assert names(tmp_path) == ["thesis.txt"]


@pytest.mark.parametrize("foreign", [".git/HEAD", "CNAME", "a/note.txt"])
def test_a_site_with_files_of_another_is_refused(foreign: str, tmp_path: Path) -> None:
    out = tmp_path / "site"
    write(out, a="1")
    (out / foreign).parent.mkdir(exist_ok=True)
    (out / foreign).write_text("kept")
    with pytest.raises(OutputError, match=f"also holds {foreign}"):
        write(out, b="2")
    assert (out / foreign).read_text() == "kept"


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("")
    with pytest.raises(OutputError, match="not a folder"):
        write(tmp_path / "site", a="1")


def test_a_folder_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be"):
        write(tmp_path / "file" / "site", a="1")
