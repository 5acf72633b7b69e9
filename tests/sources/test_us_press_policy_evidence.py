"""The press evidence: each row of the table has its entry, for the same place and time."""

from __future__ import annotations

from pathlib import Path

import pytest

from policygraph.errors import SourceError
from policygraph.graph import Facts
from policygraph.namespaces import CLAIM
from policygraph.sources import Row, SourceFolder
from policygraph.sources.curated import Curation
from policygraph.sources.us_press_policy_evidence import EVIDENCE, ID, build

EXCERPTS = Path(__file__).parents[1] / "fixtures" / "sources"


@pytest.fixture
def rows() -> list[Row]:
    return SourceFolder(EXCERPTS, contracts=False).read(EVIDENCE)


def row(place: str, state: str, as_of: str) -> Row:
    return Row({"jurisdiction": place, "state": state, "as_of": as_of}, "t.csv, line 9")


def test_every_entry_becomes_a_claim(rows: list[Row]) -> None:
    curation = Curation(ID, Facts())
    built = {str(t.subject).strip("<>") for t in build({EVIDENCE.path: rows})}
    for kind in ("PolicyClaim", "SimilarityClaim", "StatedAbsence", "Remark"):
        assert curation.entries(kind)
        for entry in curation.entries(kind):
            assert f"{CLAIM}{ID}/{entry['id']}" in built


def test_the_entries_code_the_rows_one_to_the_other() -> None:
    numbers = [e["row"] for e in Curation(ID, Facts()).entries("PolicyClaim") if "row" in e]
    assert sorted(numbers) == list(range(1, EVIDENCE.minimum + 1))


def test_an_entry_of_another_place_is_told(rows: list[Row]) -> None:
    rows[0], rows[2] = rows[2], rows[0]
    with pytest.raises(SourceError, match=r"is about Hennepin County, MN, but .* codes Ramsey"):
        build({EVIDENCE.path: rows})


def test_an_entry_of_another_time_is_told(rows: list[Row]) -> None:
    rows[0], rows[1] = rows[1], rows[0]
    with pytest.raises(SourceError, match=r"speaks of 2017-02, but .*\(ramsey-2014-06\)"):
        build({EVIDENCE.path: rows})


def test_a_coarse_date_covers_a_finer_one(rows: list[Row]) -> None:
    rows[4]["as_of"] = "2014"
    assert len(build({EVIDENCE.path: rows})) > 0


def test_a_row_without_entry_is_told() -> None:
    curation = Curation(ID, Facts())
    coded = sorted((e["row"], e) for e in curation.entries("PolicyClaim") if "row" in e)
    rows = []
    for _, entry in coded:
        place, _, state = curation.names[entry["aboutPolicy"].partition("/")[0]].partition(", ")
        date = next(entry[k] for k in ("asOf", "announcedOn", "enactedOn") if k in entry)
        rows.append(row(place, state, date))
    build({EVIDENCE.path: rows})
    rows.append(row("Ramsey County", "MN", "2017-05"))
    with pytest.raises(SourceError, match=r"^t\.csv, line 9: .*toml has no entry for row 28"):
        build({EVIDENCE.path: rows})
