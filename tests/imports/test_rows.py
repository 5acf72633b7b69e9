"""Every fault of every row is told, with line, column, value, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from policygraph.errors import SourceError, TableError
from policygraph.imports import rows
from policygraph.imports.columns import FUNDING, LIST, POLICIES, Kind
from policygraph.imports.rows import Rows, read_rows

STANDS_ALONE = (
    "cannot be joined: the hold condition never-holds stands alone, not in"
    " ['never-holds', 'removal-order']"
)


def read(tmp_path: Path, text: str, kind: Kind = POLICIES) -> Rows:
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    return read_rows(str(path), kind)


def faults(found: Rows) -> list[tuple[int, str, str]]:
    return [(fault.line, fault.column, fault.problem) for fault in found.faults]


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "name,state,conditions,join,enacted,ended,source_url,as_of\n"
        ",MN,never-holds,,,,,\n"
        "Ramsey County,MN,never-hold;removal-order,,2014-13,2013,example.org,\n"
        "Boone County,KY,removal-order;conditional,,2014-07,2014-06-30,,\n"
        "Cook County,IL,never-holds;removal-order,any-of,,,,\n"
        "Lake County,IL,,all-of,,,,2017\n"
        "Polk County,IA,,,,,,\n",
    )
    assert faults(found) == [
        (2, "name", "is empty"),
        (3, "conditions", "holds 'never-hold', which is no code of this column"),
        (3, "enacted", "is no date"),
        (3, "source_url", "is no address on the web"),
        (4, "join", "is empty beside several conditions"),
        (4, "ended", "is before enacted (2014-07)"),
        (
            5,
            "conditions",
            STANDS_ALONE,
        ),
        (6, "conditions", "is empty beside a join"),
        (7, "", "says nothing of the policy"),
    ]
    assert all(fault.remedy for fault in found.faults)


def test_dates_are_compared_as_far_as_both_are_exact(tmp_path: Path) -> None:
    found = read(
        tmp_path, "name,enacted,ended\nA,2014-07-12,2014-07\nB,2014-07-12,2014\nC,2014,2014-01\n"
    )
    assert found.faults == []


def test_a_criterion_that_is_blank_stays_unknown(tmp_path: Path) -> None:
    found = read(tmp_path, "name,state,enacted,conditions,join\nRamsey County,MN,2014,,\n")
    assert found.faults == []
    assert "conditions" not in found.entries[0].values


def test_figures_need_what_they_are_figures_of(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "name,year,measure,amount_usd,share,base\n"
        "A,2017,direct-federal-aid,,,\n"
        "B,2017,direct-federal-aid,,10%,\n"
        "C,2017,direct-federal-aid,5,,total-budget\n"
        "D,,,5,,\n"
        "E,2017-01,budget,five,,\n",
        FUNDING,
    )
    assert faults(found) == [
        (2, "amount_usd", "is empty, and so is share"),
        (3, "base", "is empty beside a share"),
        (4, "share", "is empty beside a base"),
        (5, "year", "is empty"),
        (5, "measure", "is empty"),
        (6, "year", "is no year"),
        (6, "amount_usd", "is no sum of dollars"),
        (6, "measure", "is no code of this column"),
    ]


def test_comments_are_passed_over_and_told(tmp_path: Path) -> None:
    found = read(tmp_path, "name,state\n# Example,MN\nRamsey County,MN\n", LIST)
    assert [entry.line for entry in found.entries] == [3]
    assert any("Line 2" in remark for remark in found.remarks)


def test_white_space_is_put_in_order(tmp_path: Path) -> None:
    found = read(tmp_path, 'name,state\n"  Ramsey\n  County ",\tMN\n', LIST)
    assert (found.entries[0].get("name"), found.entries[0].get("state")) == ("Ramsey County", "MN")


def test_a_table_without_rows_is_an_error(tmp_path: Path) -> None:
    with pytest.raises((SourceError, TableError), match=r"no rows|is empty"):
        read(tmp_path, "name,state\n# only a comment,MN\n", LIST)


def test_a_table_has_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "MOST_ROWS", 3)
    read(tmp_path, "name\n" + "Ramsey County\n" * 3, LIST)
    with pytest.raises(SourceError, match="more than 3 rows"):
        read(tmp_path, "name\n" + "Ramsey County\n" * 4, LIST)


def test_hostile_cells_are_text_or_faults(tmp_path: Path) -> None:
    hostile = [
        '=HYPERLINK("http://x")',
        "+1",
        "@SUM(A1)",
        '"> <script>',
        "'; DROP TABLE x",
        "a\u2028b",
        "\u202egnp",
        "é" * 500,
        "x" * 5000,
        "a\x01b",
    ]
    path = tmp_path / "table.csv"
    lines = ['"' + cell.replace('"', '""') + '",MN' for cell in hostile]
    path.write_text("name,state\n" + "\n".join(lines) + "\n", encoding="utf-8")
    found = read_rows(str(path), LIST)
    assert len(found.entries) == len(hostile)
    assert [fault.line for fault in found.faults] == [10, 11]
