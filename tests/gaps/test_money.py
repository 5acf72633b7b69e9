"""Money: one measure, each place once, and unknown is not zero."""

from __future__ import annotations

from decimal import Decimal

from policygraph.gaps import find_gaps, load_rules, rank_by_funding
from policygraph.namespaces import VOCABULARY
from policygraph.store import LocalStore

OMITTED = load_rules()["omitted"]


def test_places_are_ranked_by_what_the_census_records(shipped: LocalStore) -> None:
    report = find_gaps(shipped, [OMITTED])
    stakes = rank_by_funding(report.findings, report.columns)
    by_name = {str(stake.place): stake.amount_usd for stake in stakes.stakes}
    assert by_name["Ramsey County, MN"] == Decimal(1_226_000)
    amounts = [stake.amount_usd for stake in stakes.stakes if stake.amount_usd is not None]
    assert amounts == sorted(amounts, reverse=True)
    assert stakes.total_usd == sum(amounts)
    assert all(stake.evidence for stake in stakes.stakes if stake.amount_usd is not None)


def test_another_measure_is_never_mixed_in(shipped: LocalStore) -> None:
    report = find_gaps(shipped, [OMITTED])
    newspaper = f"{VOCABULARY}funding-measure/federal-funding-in-budget"
    assert any(
        row["measure"] == newspaper for rows in report.columns.funding.values() for row in rows
    )
    stakes = rank_by_funding(report.findings, report.columns, newspaper)
    known = {str(s.place): s.amount_usd for s in stakes.stakes if s.amount_usd is not None}
    assert known == {"Ramsey County, MN": Decimal(89_600_000)}
    assert stakes.unknown == len(stakes.stakes) - 1
    assert stakes.stakes[-1].amount_usd is None


def test_a_place_of_several_findings_counts_once(shipped: LocalStore) -> None:
    report = find_gaps(shipped, [OMITTED])
    stakes = rank_by_funding([*report.findings, *report.findings], report.columns)
    assert stakes.total_usd == rank_by_funding(report.findings, report.columns).total_usd
    assert {len(stake.findings) for stake in stakes.stakes} == {2}
