"""Counterfactual lists: each place by the criterion, and the same from the query."""

from __future__ import annotations

from datetime import date

import pytest
from tests.gaps.conftest import FIRST, Change

from policygraph.errors import UnknownCriterionError
from policygraph.gaps import Columns, Verdict, find_omissions, find_part
from policygraph.gaps.wouldlist import (
    Entry,
    ListCriterion,
    Outcome,
    Published,
    Would,
    find_criterion,
    find_would_list,
    read_criteria,
)
from policygraph.queries import find_query, run
from policygraph.store import LocalStore

DOJ = "us_doj_eo14287_2025"


@pytest.fixture(scope="module")
def criteria(shipped: LocalStore) -> dict[str, ListCriterion]:
    return read_criteria(shipped)


def look(
    columns: Columns, criterion: ListCriterion, report: str = FIRST, day: str | None = None
) -> dict[str, Entry]:
    found = find_would_list(
        columns, criterion, find_part(columns, report), date.fromisoformat(day) if day else None
    )
    return {entry.place.geoid: entry for entry in found.entries}


# The criteria are data


def test_each_criterion_is_a_claim_with_its_source(
    columns: Columns, criteria: dict[str, ListCriterion]
) -> None:
    assert set(criteria) == {"ice-2017", "doj-2025"}
    for criterion in criteria.values():
        citation = columns.citations[criterion.claim]
        assert (citation.kind, bool(citation.documents)) == ("ListCriterion", True)
        assert set(criterion.parts) <= {part.iri for part in columns.parts}
    assert criteria["doj-2025"].catches == {"no-hold-on-detainer-alone"}
    assert "warrant-unspecified" in criteria["doj-2025"].leaves_open
    assert "warrant-unspecified" in criteria["ice-2017"].catches


@pytest.mark.parametrize(
    ("name", "said"), [("doj-2026", "Did you mean doj-2025?"), ("xyz", "Known: doj-2025, ice-2017")]
)
def test_an_unknown_criterion_names_those_that_there_are(
    criteria: dict[str, ListCriterion], name: str, said: str
) -> None:
    with pytest.raises(UnknownCriterionError) as caught:
        find_criterion(criteria, name)
    assert said in str(caught.value)


# What is said of a place


def test_whom_the_first_report_left_out_is_whom_its_own_criterion_adds(
    columns: Columns, criteria: dict[str, ListCriterion]
) -> None:
    entries = look(columns, criteria["ice-2017"])
    added = {g for g, e in entries.items() if e.outcome is Outcome.WOULD_LIST_ONLY}
    omitted = {
        f.place.geoid
        for f in find_omissions(columns, find_part(columns, FIRST)).findings
        if f.verdict is Verdict.OMITTED
    }
    assert added == omitted == {"27123", "20045", "12073"}
    assert entries["27053"].outcome is Outcome.BOTH


@pytest.mark.parametrize(
    ("geoid", "criterion", "would", "why"),
    [
        ("27053", "doj-2025", Would.YES, ""),
        ("53009", "doj-2025", Would.YES, ""),
        ("20173", "ice-2017", Would.YES, ""),
        ("53011", "doj-2025", Would.NO, "does not meet the test"),
        ("20045", "ice-2017", Would.YES, ""),
        ("20045", "doj-2025", Would.CANNOT_TELL, "leaves it open"),
        ("06001", "doj-2025", Would.CANNOT_TELL, "No source confirms its policy after 2014-05"),
        ("24510", "ice-2017", Would.CANNOT_TELL, "Its prisoners are held by Maryland"),
        ("42091", "ice-2017", Would.CANNOT_TELL, ""),
    ],
)
def test_a_place_meets_a_criterion_by_its_own_policy(
    columns: Columns,
    criteria: dict[str, ListCriterion],
    geoid: str,
    criterion: str,
    would: Would,
    why: str,
) -> None:
    entry = look(columns, criteria[criterion])[geoid]
    assert entry.would is would
    assert why in entry.reason
    if would is Would.YES:
        assert {"in force", "criterion"} <= {link.role for link in entry.evidence}


def test_a_named_place_without_a_known_policy_cannot_be_told(
    columns: Columns, criteria: dict[str, ListCriterion]
) -> None:
    entry = look(columns, criteria["doj-2025"], "us_dhs_sanctuary_2025")["27003"]
    assert (entry.would, entry.published, entry.outcome) == (
        Would.CANNOT_TELL,
        Published.NAMED,
        Outcome.CANNOT_TELL,
    )
    assert entry.reason == "No policy of it is known."


@pytest.mark.parametrize(
    ("join", "conditions", "would"),
    [
        ("any-of", "judicial-warrant-or-order", Would.YES),
        ("any-of", "judicial-warrant-or-order never-holds", Would.YES),
        ("any-of", "judicial-warrant-or-order criminal-predicate", Would.NO),
        ("any-of", "judicial-warrant-or-order warrant-unspecified", Would.CANNOT_TELL),
        ("any-of", "criminal-predicate warrant-unspecified", Would.NO),
        ("all-of", "judicial-warrant-or-order criminal-predicate", Would.YES),
        ("all-of", "warrant-unspecified criminal-predicate", Would.CANNOT_TELL),
        ("any-of", "honours-all", Would.NO),
        ("any-of", "criminal-custody-basis", Would.CANNOT_TELL),
        ("any-of", "judicial-warrant-or-order criminal-custody-basis", Would.YES),
    ],
)
def test_alternatives_must_all_be_caught_and_of_joint_needs_one(
    change: Change,
    criteria: dict[str, ListCriterion],
    join: str,
    conditions: str,
    would: Would,
) -> None:
    named = " , ".join(f"hold:{name}" for name in conditions.split())
    columns = change(
        "DELETE { ?claim pg:statesHoldCriterion ?said } INSERT { ?claim pg:statesHoldCriterion"
        f" <x:new> . <x:new> a pg:HoldCriterion ; pg:isJoinedBy join:{join} ;"
        f" pg:hasCondition {named} }} WHERE {{ ?claim pg:aboutPolicy/pg:appliesIn county:27053 ;"
        " pg:statesHoldCriterion ?said }"
    )
    assert look(columns, criteria["doj-2025"])["27053"].would is would


# The query gives the same


@pytest.mark.parametrize("criterion", ["ice-2017", "doj-2025"])
@pytest.mark.parametrize(
    ("report", "day"),
    [
        (FIRST, "2014-08-01"),
        (FIRST, "2017-03-20"),
        (FIRST, "2018-01-01"),
        ("us_ice_ddor_2017w2", "2017-03-29"),
        (DOJ, "2015-03-01"),
        (DOJ, "2025-08-05"),
        ("us_dhs_sanctuary_2025", "2014-08-01"),
        ("us_dhs_sanctuary_2025", "2025-05-29"),
    ],
)
def test_the_query_gives_the_same(
    shipped: LocalStore,
    columns: Columns,
    criteria: dict[str, ListCriterion],
    criterion: str,
    report: str,
    day: str,
) -> None:
    part = find_part(columns, report)
    values = {"criterion": criterion, "part": part.iri, "as_of": day}
    rows = run(find_query("cq_24_would_list"), shipped, values).records()
    asked = {(r["place"], r["would"], r["published"], r["outcome"]) for r in rows}
    found = find_would_list(columns, criteria[criterion], part, date.fromisoformat(day)).entries
    assert asked == {
        (e.place.iri, e.would.value, e.published.value, e.outcome.value)
        for e in found
        if e.outcome is not Outcome.NEITHER
    }
    assert len(asked) == len(rows) > 100
