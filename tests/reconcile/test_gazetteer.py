"""The gazetteer as it is read: complete, with the codes of one government together."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from policygraph.reconcile import Gazetteer, load_gazetteer


def test_every_kind_is_there(gazetteer: Gazetteer) -> None:
    kinds = Counter(one.kind for one in gazetteer.governments.values())
    assert kinds["state"] == 56
    assert kinds["county"] >= 3_220
    assert kinds["municipality"] > 19_000
    assert kinds["township"] > 16_000
    assert all(one.keys for code, one in gazetteer.governments.items() if code != "1150000")


@pytest.mark.parametrize(
    ("city", "county"),
    [("0820000", "08031"), ("2404000", "24510"), ("5167000", "51760"), ("3209700", "32510"),
     ("2255000", "22071"), ("4752004", "47037"), ("1150000", "11")],
)  # fmt: skip
def test_the_codes_of_one_government_are_together(
    gazetteer: Gazetteer, city: str, county: str
) -> None:
    assert gazetteer.governments[city].union == gazetteer.governments[county].union


def test_new_york_is_none_of_its_counties(gazetteer: Gazetteer) -> None:
    assert gazetteer.governments["3651000"].union == "3651000"


def test_a_former_code_leads_to_the_one_in_its_place(gazetteer: Gazetteer) -> None:
    assert gazetteer.former["46113"] == "46102"
    assert gazetteer.former["02270"] == "02158"
    assert "46113" not in gazetteer.governments


def test_every_code_in_our_own_tables_is_known(gazetteer: Gazetteer) -> None:
    from policygraph.reconcile.tables import read_rows

    for table in ("aliases.csv", "changes.csv", "agencies.csv"):
        for row in read_rows(table):
            codes = (row.get("geoid") or row.get("geoids") or "").split(";")
            assert any(code in gazetteer.governments for code in codes), (table, row)
    for row in read_rows("consolidated.csv"):
        assert row["county"] in gazetteer.governments


def test_the_cache_holds_just_what_was_read(
    gazetteer: Gazetteer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    for _ in range(2):
        held = load_gazetteer()
        assert held.governments == gazetteer.governments
        assert (held.codes, held.former) == (gazetteer.codes, gazetteer.former)
    assert len(list((tmp_path / "policygraph").iterdir())) == 1
