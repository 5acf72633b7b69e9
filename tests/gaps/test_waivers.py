"""Waivers: what they must say, how long they hold, and that they hide nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from policygraph.errors import WaiverError
from policygraph.gaps import GapFinding, apply_waivers, find_gaps, load_rules, read_waivers
from policygraph.store import LocalStore

HEAD = "finding,reason,reviewer,evidence,until\n"


@pytest.fixture(scope="module")
def findings(shipped: LocalStore) -> tuple[GapFinding, ...]:
    return find_gaps(shipped, [load_rules()["omitted"]]).findings


def write(folder: Path, *rows: str) -> str:
    path = folder / "waivers.csv"
    path.write_text(HEAD + "".join(f"{row}\n" for row in rows))
    return str(path)


def test_a_waiver_holds_until_its_day_and_no_longer(
    findings: tuple[GapFinding, ...], tmp_path: Path
) -> None:
    name = findings[0].id
    (waiver,) = read_waivers(write(tmp_path, f"{name},Known,R. Viewer,A letter,2026-12-31"))
    held = apply_waivers(findings, [waiver], date(2026, 12, 31))
    assert held.holding == {name: waiver}
    assert (held.expired, held.idle) == ((), ())
    over = apply_waivers(findings, [waiver], date(2027, 1, 1))
    assert over.holding == {}
    assert over.expired == (waiver,)
    assert str(waiver) == "waived by R. Viewer until 2026-12-31: Known"


def test_a_waiver_that_fits_nothing_is_told(
    findings: tuple[GapFinding, ...], tmp_path: Path
) -> None:
    waivers = read_waivers(write(tmp_path, "omitted/0,Known,R. Viewer,A letter,2026-12-31"))
    assert apply_waivers(findings, waivers, date(2026, 1, 1)).idle == waivers


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("omitted/0,,R,E,2026-12-31", r"line 2: 'reason' is empty"),
        ("omitted/0,Why,R,E,", r"line 2: 'until' is empty"),
        ("omitted/0,Why,R,E,2026-13-01", r"line 2: "),
        ("omitted/0,Why,R,E,2026", r"line 2: "),
    ],
)
def test_a_waiver_that_is_not_whole_is_refused(tmp_path: Path, row: str, why: str) -> None:
    with pytest.raises(WaiverError, match=why):
        read_waivers(write(tmp_path, row))


def test_a_finding_is_waived_once(tmp_path: Path) -> None:
    row = "omitted/0,Why,R,E,2026-12-31"
    with pytest.raises(WaiverError, match=r"line 3: omitted/0 is waived twice"):
        read_waivers(write(tmp_path, row, row))


def test_a_table_without_a_column_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "waivers.csv"
    path.write_text("finding,reason,until\nomitted/0,Why,2026-01-01\n")
    with pytest.raises(WaiverError, match="no column 'reviewer'"):
        read_waivers(str(path))
