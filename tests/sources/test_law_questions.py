"""The competency questions on rulings and agreements: defaults, and what was not looked at."""

from __future__ import annotations

from typing import Final

import pytest

from policygraph.queries import find_query, run
from policygraph.store import LocalStore

LISTED: Final = "cq_06_agreements_of_the_listed"
PARTS: Final = "https://w3id.org/policygraph/report/"


@pytest.mark.parametrize(
    ("part", "day", "answer"),
    [
        ("us_ice_ddor_2017w1/part/section-3", "2017-03-20", "not recorded"),
        ("us_doj_eo14287_2025/part/list", "2025-08-05", "none seen"),
    ],
)
def test_what_was_not_looked_at_is_not_recorded(
    shipped: LocalStore, part: str, day: str, answer: str
) -> None:
    rows = run(find_query(LISTED), shipped, {"part": f"{PARTS}{part}", "day": day}).records()
    found = {row["kind"]: row["answer"] for row in rows}
    assert found == {
        "287(g) agreement": answer,
        "detention contract or ICE staff": "not recorded",
    }


def test_120_days_after_the_ruling_is_the_default(shipped: LocalStore) -> None:
    first, last = find_query("cq_12_adopted_after_a_ruling").parameters
    assert (first.default, last.default) == ("2014-04-11", "2014-08-09")
    rows = shipped.select(
        "PREFIX pg: <https://w3id.org/policygraph/ontology/> SELECT ?day WHERE {"
        " ?claim pg:aboutRuling <https://w3id.org/policygraph/ruling/us/miranda-olivares-2014> ;"
        " pg:decidedOn ?day }"
    )
    assert [day for (day,) in rows] == [first.default]


def test_ramsey_and_hennepin_follow_the_ruling(shipped: LocalStore) -> None:
    rows = run(find_query("cq_12_adopted_after_a_ruling"), shipped).records()
    certain = {row["name"] for row in rows if row["within"] == "yes"}
    assert {"Hennepin County", "Ramsey County"} <= certain
    # A date in August 2014 may lie before the 9th or after it.
    assert all(row["within"] == "perhaps" for row in rows if row["begins"] == "2014-08")
