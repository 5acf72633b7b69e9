"""What a person sees on a terminal, of which a pipe gets nothing."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from dataclasses import dataclass
from typing import Protocol

import pytest

from policygraph.cli.terminal import Link, choose_columns, fold, has_links
from policygraph.report.omissions import COLUMNS

_LINK = re.compile(r"\x1b\]8;[^;]*;([^\x1b]*)\x1b\\")
_STEER = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Program(Protocol):
    def __call__(
        self, *arguments: str, stdin: bytes = b"", **environment: str
    ) -> subprocess.CompletedProcess[bytes]: ...


@dataclass(frozen=True)
class Shown:
    """What a terminal got on both channels, as it was and without what steers it."""

    raw: str
    errors: str

    @property
    def lines(self) -> list[str]:
        return _STEER.sub("", _LINK.sub("", self.raw)).splitlines()

    @property
    def links(self) -> set[str]:
        return {address for address in _LINK.findall(self.raw) if address}


def on_a_terminal(width: int, *arguments: str, **environment: str) -> Shown:
    """Run the program with standard output, and errors, on a terminal of this width."""
    sides = [pty.openpty() for _ in range(2)]
    for _, side in sides:
        fcntl.ioctl(side, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
    dropped = ("COLUMNS", "LINES", "NO_COLOR")
    inherited = {
        name: value
        for name, value in os.environ.items()
        if name not in dropped and not name.startswith("POLICYGRAPH_")
    }
    program = subprocess.Popen(
        [sys.executable, "-m", "policygraph", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=sides[0][1],
        stderr=sides[1][1],
        env={**inherited, "TERM": "xterm-256color", **environment},
    )
    for _, side in sides:
        os.close(side)
    shown = [_drain(terminal) for terminal, _ in sides]
    assert program.wait(timeout=120) == 0, shown[1]
    return Shown(*shown)


def _drain(terminal: int) -> str:
    read = b""
    try:
        while chunk := os.read(terminal, 65536):
            read += chunk
    except OSError:  # how Linux says that the other side is closed
        pass
    finally:
        os.close(terminal)
    return read.decode().replace("\r\n", "\n")


def cells(lines: list[str]) -> set[str]:
    return {word for line in lines for word in re.split(r" {2,}", line.strip())}


@pytest.mark.parametrize("width", [60, 100, 160])
def test_a_table_fits_and_its_names_and_ids_are_whole(width: int) -> None:
    shown = on_a_terminal(width, "omissions", "--verdict", "omitted")
    assert max(map(len, shown.lines)) <= width
    assert {"Ramsey County, MN", "Leon County, FL", "omitted"} <= cells(shown.lines)
    assert {"exact", "as-written"} <= cells(shown.lines)
    head = shown.lines[0].split()
    dropped = [name for name in COLUMNS if name not in head]
    told = re.search(r"No room for: (.*)\. Use --wide, or --format csv\.", shown.errors)
    assert (told[1].split(", ") if told else []) == dropped
    assert ("why" in head) is (width > 60)


def test_a_wide_table_loses_nothing_and_folds_nothing() -> None:
    shown = on_a_terminal(60, "omissions", "--verdict", "omitted", "--wide")
    assert shown.lines[0].split() == list(COLUMNS)
    assert len(shown.lines) == 2 + 3
    assert "No room" not in shown.errors
    assert _LINK.search(shown.raw) is None  # no cell of this table is an address


def test_iris_are_links_where_the_terminal_has_them() -> None:
    asked = ("sparql", "SELECT ?s { ?s a pg:FederalDistrict }")
    iri = "https://w3id.org/policygraph/jurisdiction/us/state/11"
    assert on_a_terminal(80, *asked).links == {iri}
    for plain in ({"NO_COLOR": "1"}, {"TERM": "dumb"}, {"TERM": "linux"}):
        shown = on_a_terminal(80, *asked, **plain)
        assert shown.links == set()
        assert "state:11" in cells(shown.lines)
    assert "\x1b" not in on_a_terminal(80, *asked, TERM="dumb").raw


def test_a_pipe_gets_nothing_that_steers(policygraph: Program) -> None:
    asked = ("sparql", "SELECT ?s { ?s a pg:FederalDistrict }")
    done = policygraph(*asked, TERM="xterm-256color", COLUMNS="20", FORCE_COLOR="1")
    assert done.stdout.decode().split() == ["s", "--------", "state:11"]
    long = policygraph("explain", "27123", TERM="xterm-256color", COLUMNS="20")
    assert b"\x1b" not in long.stdout
    assert max(map(len, long.stdout.splitlines())) > 200


def test_a_proof_is_folded_and_its_sources_are_links() -> None:
    shown = on_a_terminal(60, "explain", "27123")
    prose = [line for line in shown.lines if "://" not in line]
    assert max(map(len, prose)) <= 60
    assert len(shown.links) > 3
    assert all(address in _STEER.sub("", shown.raw) for address in shown.links)
    words = " ".join(" ".join(shown.lines).split())
    assert "Ramsey County, MN was left out of Section III" in words


def test_a_long_proof_is_no_wider_than_one_reads() -> None:
    shown = on_a_terminal(160, "explain", "27123")
    assert max(len(line) for line in shown.lines if "://" not in line) <= 100


def test_long_work_shows_that_it_goes_on_and_leaves_no_trace() -> None:
    shown = on_a_terminal(100, "gaps", "--rule", "omitted", "--report", "us_ice_ddor_2017w1")
    assert "Running the rules" in shown.errors
    assert "\x1b[?25l" not in shown.errors  # an interrupt would leave the cursor hidden
    assert "Running" not in shown.errors.rpartition("\x1b[2K")[2]
    assert "Running" not in shown.raw


def test_long_work_is_silent_where_no_person_waits(policygraph: Program) -> None:
    done = policygraph("gaps", "--rule", "omitted", "--report", "us_ice_ddor_2017w1")
    assert b"Running" not in done.stderr


# Columns


def test_prose_folds_before_anything_is_left_out() -> None:
    rows = [("27123", "Ramsey County, MN", "long " * 20), ("27053", "Hennepin County, MN", "")]
    assert choose_columns(rows, ("geoid", "place", "why"), 60) == {
        "geoid": 5,
        "place": 19,
        "why": 32,
    }


def test_minor_columns_go_first_and_what_has_room_comes_back() -> None:
    rows = [("27123", "Ramsey County, MN", "long " * 20, "yes")]
    names = ("geoid", "place", "why", "sure")
    assert list(choose_columns(rows, names, 50, minor=("geoid",))) == ["place", "why", "sure"]
    assert list(choose_columns(rows, names, 30, minor=("why",))) == ["geoid", "place", "sure"]
    assert choose_columns(rows, names, 10) == {"geoid": 5}


def test_a_single_column_folds_at_the_last() -> None:
    assert choose_columns([("x" * 90,)], ("id",), 40) == {"id": 40}


def test_room_that_is_left_goes_to_prose() -> None:
    rows = [("a", "word " * 30, "word " * 8)]
    widths = choose_columns(rows, ("n", "one", "two"), 120)
    assert widths == {"n": 1, "one": 75, "two": 40}
    assert sum(widths.values()) + 4 == 120


def test_text_for_a_file_is_never_folded(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "word " * 50 + "\n"
    assert fold(text) == text


def test_what_a_link_shows_and_where_it_leads_are_apart() -> None:
    cell = Link("county:27123", "https://example.org/")
    assert f"{cell}" == "county:27123"
    assert cell.address == "https://example.org/"


@pytest.mark.parametrize(
    ("environment", "links"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "dumb"}, False),
        ({}, False),
        ({"TERM": "xterm", "NO_COLOR": "1"}, False),
        ({"TERM": "xterm", "NO_COLOR": ""}, True),
    ],
)
def test_links_need_a_terminal_that_has_them(
    environment: dict[str, str], links: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TERM", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert has_links() is links
