"""The order of adoption: what is certain, what overlaps, and nothing else."""

from __future__ import annotations

from datetime import date, timedelta

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygraph.dates import PartialDate
from policygraph.gaps import Columns, read_columns
from policygraph.network import Adoption, order_adoptions
from policygraph.policies import HoldScheme, Policy, PolicyClaim
from policygraph.queries import find_query, run
from policygraph.store import LocalStore

SCHEME = HoldScheme({}, frozenset(), {})
DAYS = st.dates(date(2014, 1, 1), date(2015, 6, 30))
DATES = st.builds(
    lambda day, length: PartialDate(day.isoformat()[:length]), DAYS, st.sampled_from([4, 7, 10])
)


def dated(name: str, *dates: PartialDate) -> Policy:
    claims = (PolicyClaim(f"{name}-{i}", name, begins=found) for i, found in enumerate(dates))
    return Policy(name, "", (name,), claims=tuple(claims))


@pytest.fixture(scope="module")
def columns() -> Columns:
    return read_columns(LocalStore.shipped())


@settings(deadline=None)
@given(st.lists(st.lists(DATES, min_size=1, max_size=3), max_size=8), DATES, st.integers(1, 400))
def test_every_pair_is_certain_or_overlaps(
    dates: list[list[PartialDate]], decided: PartialDate, days: int
) -> None:
    policies = [dated(f"p{i}", *found) for i, found in enumerate(dates)]
    order = order_adoptions(policies, decided, days, SCHEME)
    by_policy = {one.policy.iri: one for one in order.adoptions}
    network: nx.DiGraph[str] = nx.DiGraph()
    network.add_nodes_from(by_policy)
    for one in order.adoptions:
        for other in order.adoptions:
            if one is other:
                continue
            # Every day of one's interval before every day of the other's, or not.
            certain = one.latest < other.earliest
            assert (one.policy.iri in other.before) is certain
            apart = certain or other.latest < one.earliest
            assert (one.policy.iri in other.overlapping) is not apart
            if certain:
                network.add_edge(one.policy.iri, other.policy.iri)
    reduced = nx.transitive_reduction(network)
    for iri, one in by_policy.items():
        assert set(one.follows) == set(reduced.predecessors(iri))
        stages = [by_policy[other].stage for other in one.before]
        assert one.stage == 1 + max(stages, default=0)
    assert [one.stage for one in order.adoptions] == sorted(one.stage for one in order.adoptions)
    assert len(by_policy) + order.earlier + order.later == len(policies)


@settings(deadline=None)
@given(st.lists(DATES, min_size=1, max_size=3), DATES, st.integers(1, 400))
def test_the_span_is_judged_day_by_day(
    dates: list[PartialDate], decided: PartialDate, days: int
) -> None:
    order = order_adoptions([dated("p", *dates)], decided, days, SCHEME)
    sharp = [
        one
        for one in dates
        if not any(
            one != other and one.contains(other.earliest) and one.contains(other.latest)
            for other in dates
        )
    ]
    first, last = min(one.earliest for one in sharp), max(one.latest for one in sharp)
    spans = [
        (given + timedelta(days=1), given + timedelta(days=days))
        for given in {decided.earliest, decided.latest}
    ]
    within = all(start <= first and last <= end for start, end in spans)
    # Some day of the ruling and some day of the beginning are in the span of each other.
    touches = last > decided.earliest and first <= decided.latest + timedelta(days=days)
    assert bool(order.adoptions) is touches
    for one in order.adoptions:
        assert one.is_within is within
        assert one.days == ((first - decided.latest).days, (last - decided.earliest).days)


def _adoptions(columns: Columns) -> dict[str, Adoption]:
    order = order_adoptions(
        columns.policies.values(), PartialDate("2014-04-11"), 120, columns.scheme
    )
    return {
        columns.places[place].geoid: one for one in order.adoptions for place in one.policy.places
    }


def test_hennepin_and_ramsey_overlap_and_iowa_follows(columns: Columns) -> None:
    found = _adoptions(columns)
    hennepin, ramsey, pottawattamie = (found[code] for code in ("27053", "27123", "19155"))
    assert [str(day) for day in hennepin.begins] == ["2014", "2014-06-11", "2014-07"]
    # The year is only vaguer; the other two differ, so the interval takes in both.
    assert (hennepin.earliest, hennepin.latest) == (date(2014, 6, 11), date(2014, 7, 31))
    assert ramsey.policy.iri in hennepin.overlapping
    assert ramsey.policy.iri not in hennepin.before
    assert hennepin.policy.iri in pottawattamie.before
    assert hennepin.is_within and not pottawattamie.is_within


def test_the_adoptions_are_those_of_the_competency_query(columns: Columns) -> None:
    rows = run(find_query("cq_12_adopted_after_a_ruling"), LocalStore.shipped()).records()
    found = {one.policy.iri: one for one in _adoptions(columns).values()}
    assert {row["policy"] for row in rows} <= set(found)
    for row in rows:
        one = found[row["policy"] or ""]
        if one.is_within and len(one.begins) == 1:
            assert row["within"] == "yes"
