"""Families of like policies: the fast grouping against every pair, and the shipped graph."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from datetime import date
from functools import cache
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygraph.dates import PartialDate
from policygraph.gaps import Columns, read_columns
from policygraph.network import build_network, find_families
from policygraph.policies import Criterion, HoldScheme, Policy, PolicyClaim, compare
from policygraph.store import LocalStore

DAY = date(2017, 3, 20)
HENNEPIN = "https://w3id.org/policygraph/jurisdiction/us/county/27053"
RAMSEY = "https://w3id.org/policygraph/jurisdiction/us/county/27123"


@pytest.fixture(scope="module")
def columns() -> Columns:
    return read_columns(LocalStore.shipped())


def test_ramsey_and_hennepin_are_linked_as_the_rule_grades_them(columns: Columns) -> None:
    network = build_network(columns.policies.values(), DAY, columns.scheme)
    assert network.edges[RAMSEY, HENNEPIN]["grade"] == "exact"
    (family,) = [f for f in find_families(network) if RAMSEY in f.places]
    assert HENNEPIN in family.places


def test_a_policy_that_is_not_in_force_links_nothing(columns: Columns) -> None:
    network = build_network(columns.policies.values(), date(2005, 1, 1), columns.scheme)
    assert RAMSEY not in network


CONDITIONS = st.sampled_from(
    [
        "never-holds",
        "judicial-warrant-or-order",
        "warrant-unspecified",
        "criminal-predicate",
        "criminal-custody-basis",
        "no-hold-on-detainer-alone",
    ]
)
CRITERIA = st.builds(
    Criterion,
    st.sampled_from(["any-of", "all-of"]),
    st.frozensets(CONDITIONS, min_size=1, max_size=3),
)


@cache
def _scheme() -> HoldScheme:
    return read_columns(LocalStore.shipped()).scheme


@settings(deadline=None)
@given(st.lists(CRITERIA, min_size=1, max_size=7))
def test_grouping_by_criterion_gives_what_every_pair_gives(criteria: list[Criterion]) -> None:
    scheme = _scheme()
    policies = [
        Policy(
            f"p{i}",
            "",
            (f"place{i}",),
            claims=(PolicyClaim(f"c{i}", f"p{i}", begins=PartialDate("2014"), criterion=c),),
        )
        for i, c in enumerate(criteria)
    ]
    network = build_network(policies, DAY, scheme)
    expected = {
        (f"place{i}", f"place{j}"): grade.value
        for (i, a), (j, b) in combinations(enumerate(criteria), 2)
        if (grade := compare(a, b, scheme).grade)
    }
    found = {tuple(sorted((a, b))): grade for a, b, grade in network.edges(data="grade")}
    assert found == expected
    families = find_families(network)
    assert sorted(place for f in families for place in f.places) == sorted(network.nodes)
    sizes = [len(family.places) for family in families]
    assert sizes == sorted(sizes, reverse=True)


def test_the_command_counts_the_listed_places() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "policygraph", "families", "--format", "csv"],
        capture_output=True,
        text=True,
        check=True,
    )
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    (family,) = [row for row in rows if "Ramsey County, MN" in row["members"]]
    assert "Hennepin County, MN" in family["members"]
    assert 0 < int(family["listed"]) < int(family["places"])
    assert int(family["places"]) == len(family["members"].split("; "))
