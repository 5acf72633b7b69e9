"""What the documents show is what the program prints.

Every ``console`` block is run, those of one document in one folder and in order. In what a block
shows, ``…`` stands for any text, and lines may be broken for the reader. Comments before a block
steer it: ``not run: WHY``, ``exit: N`` (of its last command), ``save as: NAME`` (the block is a
file for the commands after it). Commands that name the address of the example endpoint are sent to
a real server.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[1]
DOCUMENTS: Final = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
EXAMPLE_ENDPOINT: Final = "http://127.0.0.1:7878/query"
_BLOCK: Final = re.compile(
    r"((?:^<!-- [^\n]* -->\n+)*)^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL
)
_MARK: Final = re.compile(r"<!-- (not run|exit|save as): (.+?) -->")


@dataclass(frozen=True)
class Block:
    """A fenced block of a document: its language, its text and the marks before it."""

    language: str
    text: str
    marks: dict[str, str]

    def commands(self) -> Iterator[tuple[str, str]]:
        """Each command of a console block, with what is shown below it."""
        for part in re.split(r"^\$ ", self.text, flags=re.MULTILINE)[1:]:
            command, _, shown = re.sub(r"\\\n", " ", part).partition("\n")
            yield command, shown


def read_blocks(text: str) -> list[Block]:
    return [
        Block(language, body, dict(_MARK.findall(marks)))
        for marks, language, body in _BLOCK.findall(text)
    ]


def fits(shown: str, printed: str) -> bool:
    """Whether what a document shows is what was printed, but for cuts and line breaks."""
    parts = [re.escape(" ".join(part.split())) for part in shown.split("…")]
    return bool(re.fullmatch(".*".join(parts), " ".join(printed.split())))


def _search_path() -> str:
    return os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a line of a document as a person does, in a shell."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("POLICYGRAPH_")}
    return subprocess.run(
        ["bash", "-c", command.replace(".venv/bin/policygraph", "policygraph")],
        cwd=folder,
        env={**inherited, "PATH": _search_path(), "NO_PROXY": "127.0.0.1", "COLUMNS": "100"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
        check=False,
    )


def _named(document: Path) -> str:
    return str(document.relative_to(ROOT))


@pytest.mark.parametrize("document", DOCUMENTS, ids=_named)
def test_console_blocks_show_what_is_printed(
    document: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    for block in read_blocks(document.read_text(encoding="utf-8")):
        if "save as" in block.marks:
            (tmp_path / block.marks["save as"]).write_text(block.text, encoding="utf-8")
        if block.language != "console" or "not run" in block.marks:
            continue
        commands = list(block.commands())
        assert commands, f"a console block without a command: {block.text[:60]!r}"
        for command, shown in commands:
            if not re.search(r"\bpolicygraph\b", command):
                continue
            address = EXAMPLE_ENDPOINT
            if address in command:
                address = request.getfixturevalue("endpoint")
            done = run(command.replace(EXAMPLE_ENDPOINT, address), tmp_path)
            printed = done.stdout.replace(address, EXAMPLE_ENDPOINT)
            assert "Traceback" not in printed
            last = command == commands[-1][0]
            expected = int(block.marks.get("exit", "0")) if last else 0
            assert done.returncode == expected, f"{command}\n{printed}"
            if shown.strip():
                assert fits(shown, printed), (
                    f"{_named(document)}: $ {command}\nprints\n{printed[:3000]}"
                )


_PYTHON: Final = [
    pytest.param(block.text, id=f"{_named(document)}-{number}")
    for document in DOCUMENTS
    for number, block in enumerate(read_blocks(document.read_text(encoding="utf-8")), 1)
    if block.language == "python" and "not run" not in block.marks
]


@pytest.mark.parametrize("code", _PYTHON)
def test_python_examples_run(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An example prints what its comments ``# → …`` say."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", _search_path())
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "<example>", "exec"), {"__name__": "example"})
    promised = re.findall(r"^# → (.*)$", code, re.MULTILINE)
    assert promised, "an example that promises nothing proves nothing"
    assert fits("\n".join(promised), printed.getvalue()), printed.getvalue()


def test_something_is_tested() -> None:
    everything = [b for d in DOCUMENTS for b in read_blocks(d.read_text(encoding="utf-8"))]
    run_here = [b for b in everything if b.language == "console" and "not run" not in b.marks]
    assert len(run_here) >= 12
    assert _PYTHON


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        ("a\n…\nd\n", "a\nb\nc\nd\n", True),
        ("a\n…\n", "a\nb\n", True),
        ("a b … d\n", "a b c d\n", True),
        ("a\n  b\n", "a b\n", True),
        ("a\n…\nd\n", "a\nb\nc\n", False),
        ("a (b)\n", "a b\n", False),
        ("a\n", "a\nb\n", False),
        ("a.\n", "a!\n", False),
    ],
)
def test_cuts_hide_no_more_than_they_say(shown: str, printed: str, same: bool) -> None:
    assert fits(shown, printed) is same


def test_a_block_is_read_with_its_marks() -> None:
    text = "<!-- exit: 1 -->\n\n```console\n$ a \\\n  b\nout\n$ c\n```\n"
    [block] = read_blocks(text)
    assert block.marks == {"exit": "1"}
    assert list(block.commands()) == [("a    b", "out\n"), ("c", "")]
