"""The policy table: each row coded once, the coding tied to the row's name and number."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest

from policygraph.errors import SourceError
from policygraph.graph import Facts
from policygraph.namespaces import BASE, PG
from policygraph.sources import Row, SourceFolder
from policygraph.sources.us_ice_policy_table_2014 import POLICIES, build

EXCERPTS = Path(__file__).parents[1] / "fixtures" / "sources"


@pytest.fixture
def rows() -> list[Row]:
    return SourceFolder(EXCERPTS, contracts=False).read(POLICIES)


@pytest.fixture
def facts(rows: list[Row]) -> Facts:
    return build({POLICIES.path: rows})


def claim(facts: Facts, number: int) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for triple in facts:
        if str(triple.subject) == f"<{BASE}claim/us_ice_policy_table_2014/{number}>":
            assert not isinstance(triple.object, ox.Triple)
            name = triple.predicate.value.removeprefix(PG)
            found[name].add(triple.object.value.removeprefix(BASE))
    return found


def test_every_row_gives_a_claim(rows: list[Row], facts: Facts) -> None:
    for row in rows:
        said = claim(facts, int(row["n"]))
        assert said["enactedOn"] == {row["date_enacted"]}
        assert said["instrumentTitle"] == {row["policy"]}
        assert said["locator"] == {f"row {row['n']}"}
        assert len(said["statesHoldCriterion"]) == 1


@pytest.mark.parametrize(
    ("number", "policy", "criterion"),
    [
        (70, "us/county/27123/detainer", "any-of/criminal-custody-basis+judicial-warrant-or-order"),
        (71, "us/county/27053/detainer", "judicial-warrant-or-order"),
        (66, "us/county/20173/detainer", "any-of/judicial-warrant-or-order+warrant-unspecified"),
        (72, "us/county/06059/probation", "probable-cause-showing"),
        (106, "us/county/53033/score", "never-holds"),
        (151, "us/county/12086/detainer", "all-of/criminal-predicate+reimbursement-required"),
        (159, "us/county/55079/detainer", "criminal-predicate"),
    ],
)
def test_rows_have_the_criterion_that_they_were_coded_with(
    facts: Facts, number: int, policy: str, criterion: str
) -> None:
    said = claim(facts, number)
    assert said["aboutPolicy"] == {f"policy/{policy}"}
    assert said["statesHoldCriterion"] == {f"criterion/{criterion}"}


def test_two_rows_on_one_policy_are_two_claims(facts: Facts) -> None:
    first, second = claim(facts, 130), claim(facts, 138)
    assert first["aboutPolicy"] == second["aboutPolicy"] == {"policy/us/county/41019/detainer"}


def test_a_note_of_the_coder_is_told_in_brackets(facts: Facts) -> None:
    assert claim(facts, 160)["summary"] == {
        "Holds nobody on an ICE detainer. (As far as the law permits.)"
    }


def test_a_place_that_the_table_names_loosely_has_its_own_label(facts: Facts) -> None:
    label = {
        str(t.object)
        for t in facts
        if str(t.subject) == f"<{BASE}policy/us/county/55079/detainer>"
        and t.predicate.value.endswith("#label")
    }
    assert label == {'"Detainer policy, Milwaukee County, WI"@en'}


def test_a_row_without_coding_is_told(rows: list[Row]) -> None:
    rows.append(Row({**rows[0], "n": "167"}, "t.csv, line 9"))
    with pytest.raises(SourceError, match=r"^t\.csv, line 9: us_ice_.*no coding for row 167"):
        build({POLICIES.path: rows})


def test_a_coding_of_another_place_is_told(rows: list[Row]) -> None:
    (ramsey,) = (row for row in rows if row["n"] == "70")
    (hennepin,) = (row for row in rows if row["n"] == "71")
    ramsey["n"], hennepin["n"] = "71", "70"
    with pytest.raises(SourceError) as caught:
        build({POLICIES.path: rows})
    assert (
        "is about Ramsey County, MN, but us_ice_policy_table_2014.csv, line 72 codes Henn"
        in str(caught.value)
    )
