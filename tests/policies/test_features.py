"""Secondary features: what is weighed, what is left out, and what is shown."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.dates import PartialDate
from policygraph.gaps import read_columns
from policygraph.policies import Features, FeatureScheme, PolicyClaim, agree, read_features
from policygraph.resources import locate
from policygraph.store import LocalStore

NOTIFY, ACCESS, COST = (
    FeatureScheme("notify", "Release notification", 2.0),
    FeatureScheme("access", "ICE access", 2.0),
    FeatureScheme("cost", "Cost rules", 0.5),
)
SCHEMES = (NOTIFY, ACCESS, COST)


def having(**values: str) -> Features:
    return {name: (frozenset(value.split("+")), ()) for name, value in values.items()}


def test_the_weights_are_data() -> None:
    columns = read_columns(LocalStore([locate("ontology") / "vocabularies.ttl"]))
    weights = {scheme.iri.rsplit("/", 1)[1]: scheme.weight for scheme in columns.features}
    assert weights == {
        "release-notification": 2.0,
        "ice-access": 2.0,
        "delegation": 2.0,
        "facility-use": 1.5,
        "information-sharing": 1.0,
        "cost-rule": 0.5,
        "instrument": 0.25,
        "authority": 0.25,
    }


def test_what_matches_and_what_differs_is_weighed() -> None:
    found = agree(
        having(notify="always", access="open", cost="local"),
        having(notify="always", access="barred", cost="local"),
        SCHEMES,
    )
    assert found.agreement == pytest.approx(2.5 / 4.5)
    assert found.coverage == 1.0
    assert (found.matching, found.differing, found.unknown) == (("notify", "cost"), ("access",), ())


def test_what_is_unknown_on_either_side_is_left_out() -> None:
    found = agree(having(notify="always", cost="local"), having(notify="always", access="open"),
                  SCHEMES)  # fmt: skip
    assert found.agreement == 1.0
    assert found.coverage == pytest.approx(2 / 4.5)
    assert found.unknown == ("access", "cost")


def test_where_nothing_is_known_there_is_no_agreement() -> None:
    found = agree({}, having(notify="always"), SCHEMES)
    assert (found.agreement, found.coverage) == (None, 0.0)
    assert found.unknown == ("notify", "access", "cost")
    assert agree({}, {}, ()).coverage == 0.0


def test_a_feature_beside_the_schemes_does_not_count() -> None:
    found = agree(having(other="x", cost="local"), having(other="y", cost="local"), [COST])
    assert (found.agreement, found.coverage) == (1.0, 1.0)


def test_several_values_match_as_a_whole() -> None:
    found = agree(having(access="open+embedded"), having(access="embedded+open"), [ACCESS])
    assert found.matching == ("access",)
    found = agree(having(access="open+embedded"), having(access="open"), [ACCESS])
    assert found.differing == ("access",)


values = st.dictionaries(
    st.sampled_from([scheme.iri for scheme in SCHEMES]),
    st.frozensets(st.sampled_from("abc"), min_size=1).map(lambda found: (found, ())),
)


@given(values, values)
def test_agreement_is_the_same_both_ways(a: Features, b: Features) -> None:
    assert agree(a, b, SCHEMES) == agree(b, a, SCHEMES)


@given(values, values)
def test_the_parts_make_the_whole(a: Features, b: Features) -> None:
    found = agree(a, b, SCHEMES)
    kinds = [*found.matching, *found.differing, *found.unknown]
    assert sorted(kinds) == sorted(scheme.iri for scheme in SCHEMES)
    assert 0 <= found.coverage <= 1
    assert found.agreement is None or 0 <= found.agreement <= 1
    assert (found.agreement is None) == (found.coverage == 0)


@given(values)
def test_whoever_agrees_with_itself_agrees_wholly(a: Features) -> None:
    assert agree(a, a, SCHEMES).agreement == (1.0 if a else None)


# The features of a day


def claim(iri: str, as_of: str | None, **values: str) -> PolicyClaim:
    features = {name: frozenset(value.split("+")) for name, value in values.items()}
    return PolicyClaim(iri, "p", as_of=PartialDate(as_of) if as_of else None, features=features)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2013, 12, 31), {}),
        (date(2014, 1, 1), {"access": "inside", "facility": "igsa"}),
        (date(2017, 3, 20), {"access": "outside", "facility": "igsa"}),
        (date(2018, 5, 1), {"access": "outside", "facility": "none"}),
    ],
)
def test_the_latest_claim_on_each_feature_counts(day: date, expected: dict[str, str]) -> None:
    claims = (
        claim("c1", "2014", access="inside", facility="igsa"),
        claim("c2", "2017-01-31", access="outside"),
        claim("c3", "2018-05", facility="none"),
        claim("c4", None, cost="local"),
    )
    for order in permutations(claims):
        view = read_features(order, day)
        assert {scheme: "+".join(sorted(found)) for scheme, (found, _) in view.items()} == expected


def test_claims_of_the_same_time_are_taken_together() -> None:
    one, other = claim("c1", "2014", access="inside"), claim("c2", "2014", access="open")
    values, claims = read_features([one, other], date(2017, 3, 20))["access"]
    assert values == frozenset({"inside", "open"})
    assert claims == (one, other)
