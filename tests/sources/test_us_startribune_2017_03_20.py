"""The seed article: all fourteen facts are there, and they say what the article says."""

from __future__ import annotations

from collections import defaultdict

import pyoxigraph as ox
import pytest

from policygraph.graph import Facts
from policygraph.namespaces import BASE, PG
from policygraph.sources.curated import Curation
from policygraph.sources.us_startribune_2017_03_20 import ID, build

KINDS = {
    1: {"Remark"},
    2: {"Remark"},
    3: {"PolicyClaim", "DetainerOutcome"},
    4: {"ListingEvent", "PolicyClaim"},
    5: {"Remark"},
    6: {"Remark"},
    7: {"ReportFigure"},
    8: {"Remark"},
    9: {"PolicyClaim"},
    10: {"Remark"},
    11: {"Remark"},
    12: {"PolicyClaim", "SimilarityClaim", "StatedAbsence"},
    13: {"FundingObservation"},
    14: {"Remark"},
}


@pytest.fixture(scope="module")
def facts() -> Facts:
    return build({})


def describe(facts: Facts, local: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for triple in facts:
        if str(triple.subject) == f"<{BASE}{local}>" and not isinstance(triple.object, ox.Triple):
            name = triple.predicate.value.removeprefix(PG)
            found[name].add(triple.object.value.removeprefix(BASE))
    return found


def test_each_of_the_fourteen_facts_is_stated_in_its_kind() -> None:
    curation = Curation(ID, Facts())
    stated: dict[int, set[str]] = defaultdict(set)
    for kind in set().union(*KINDS.values()):
        for entry in curation.entries(kind):
            stated[entry["fact"]].add(kind)
    assert stated == KINDS


def test_every_statement_cites_the_article_and_a_paragraph(facts: Facts) -> None:
    claims = {str(t.subject) for t in facts if f"/claim/{ID}/" in str(t.subject)}
    cited = {
        str(t.subject)
        for t in facts
        if t.predicate.value == f"{PG}citesDocument"
        and str(t.object) == f"<{BASE}document/startribune-2017-03-20>"
    }
    located = {
        str(t.subject)
        for t in facts
        if t.predicate.value == f"{PG}locator" and str(t.object).startswith('"¶')
    }
    assert claims
    assert claims <= cited
    assert claims <= located


@pytest.mark.parametrize(
    ("local", "amount", "share"),
    [("hennepin", "198000000", "0.1"), ("ramsey", "89600000", "0.14")],
)
def test_the_money_is_a_share_of_the_budget_and_not_exact(
    facts: Facts, local: str, amount: str, share: str
) -> None:
    seen = describe(facts, f"claim/{ID}/fact-13-{local}")
    assert seen["amountUsd"] == {amount}
    assert seen["shareOfBase"] == {share}
    assert seen["hasShareBase"] == {"vocabulary/share-base/total-budget"}
    assert seen["isApproximate"] == {"true"}


def test_the_two_counties_are_likened_and_one_is_absent(facts: Facts) -> None:
    alike = describe(facts, f"claim/{ID}/fact-12-similar")
    assert alike["likensPolicyOf"] == {"jurisdiction/us/county/27123"}
    assert alike["toPolicyOf"] == {"jurisdiction/us/county/27053"}
    absent = describe(facts, f"claim/{ID}/fact-12-absent")
    assert absent["absentJurisdiction"] == {"jurisdiction/us/county/27123"}
    assert absent["isAbsentFrom"] == {"report/us_ice_ddor_2017w1/part/section-3"}
    listed = describe(facts, "listing/us_ice_ddor_2017w1/section-3/hennepin-county-mn")
    assert listed["listsJurisdiction"] == {"jurisdiction/us/county/27053"}
