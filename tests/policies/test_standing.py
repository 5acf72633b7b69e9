"""What holds of a policy on a day: a table for each rule, and the edges of partial dates."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.dates import PartialDate, parse_day
from policygraph.gaps import read_columns
from policygraph.policies import (
    Criterion,
    Policy,
    PolicyClaim,
    Status,
    read_criterion,
    read_standing,
)
from policygraph.resources import locate
from policygraph.store import LocalStore

SCHEME = read_columns(LocalStore([locate("ontology") / "vocabularies.ttl"])).scheme


def claim(iri: str = "c", criterion: str = "", **dates: str) -> PolicyClaim:
    """A claim; ``criterion`` is written ``any-of: never-holds, removal-order`` or one name."""
    join, _, names = criterion.rpartition(": ")
    stated = Criterion(join or "any-of", frozenset(names.split(", "))) if criterion else None
    partial = {name: PartialDate(text) for name, text in dates.items()}
    return PolicyClaim(iri, "p", criterion=stated, **partial)  # type: ignore[arg-type]


def policy(*claims: PolicyClaim) -> Policy:
    return Policy("p", "Policy", ("place",), claims=claims)


def status(day: str, *claims: PolicyClaim, successors: tuple[Policy, ...] = ()) -> str:
    return read_standing(policy(*claims), parse_day(day), successors).status.value


# In force


@pytest.mark.parametrize(
    ("day", "dates", "expected"),
    [
        # A beginning on the day counts, and the day before does not.
        ("2017-03-20", {"begins": "2017-03-20"}, "in force"),
        ("2017-03-19", {"begins": "2017-03-20"}, "not yet in force"),
        ("2099-01-01", {"begins": "2014"}, "in force"),
        # A month counts once it is over; within it, one cannot tell.
        ("2014-06-30", {"begins": "2014-07"}, "not yet in force"),
        ("2014-07-01", {"begins": "2014-07"}, "unknown"),
        ("2014-07-30", {"begins": "2014-07"}, "unknown"),
        ("2014-07-31", {"begins": "2014-07"}, "in force"),
        # So does a year.
        ("2013-12-31", {"begins": "2014"}, "not yet in force"),
        ("2014-01-01", {"begins": "2014"}, "unknown"),
        ("2014-12-30", {"begins": "2014"}, "unknown"),
        ("2014-12-31", {"begins": "2014"}, "in force"),
        # February ends on its last day, also in leap years.
        ("2016-02-28", {"begins": "2016-02"}, "unknown"),
        ("2016-02-29", {"begins": "2016-02"}, "in force"),
        ("2015-02-28", {"begins": "2015-02"}, "in force"),
        ("2016-02-29", {"begins": "2016-02-29"}, "in force"),
        # That it stood in a month or a year speaks for it from its first day.
        ("2017-03-20", {"as_of": "2017-03-20"}, "in force"),
        ("2017-03-19", {"as_of": "2017-03-20"}, "unknown"),
        ("2017-03-01", {"as_of": "2017-03"}, "in force"),
        ("2017-02-28", {"as_of": "2017-03"}, "unknown"),
        ("2017-01-01", {"as_of": "2017"}, "in force"),
        # It is presumed to continue.
        ("2030-01-01", {"as_of": "2014-07"}, "in force"),
        # That something was said of it does not date it.
        ("2017-03-20", {"stated": "2014-01-01"}, "unknown"),
        ("2017-03-20", {}, "unknown"),
    ],
)
def test_in_force(day: str, dates: dict[str, str], expected: str) -> None:
    assert status(day, claim(**dates)) == expected


@pytest.mark.parametrize(
    ("day", "ends", "expected"),
    [
        ("2017-02-13", "2017-02-14", "in force"),
        ("2017-02-14", "2017-02-14", "ended"),
        ("2017-02-15", "2017-02-14", "ended"),
        ("2017-01-31", "2017-02", "in force"),
        ("2017-02-01", "2017-02", "unknown"),
        ("2017-02-27", "2017-02", "unknown"),
        ("2017-02-28", "2017-02", "ended"),
        ("2016-12-31", "2017", "in force"),
        ("2017-06-01", "2017", "unknown"),
        ("2017-12-31", "2017", "ended"),
    ],
)
def test_an_end(day: str, ends: str, expected: str) -> None:
    assert status(day, claim("c1", begins="2014"), claim("c2", ends=ends)) == expected


def test_one_claim_may_begin_and_end_it() -> None:
    both = claim(begins="2014-06-01", ends="2016-06-01")
    assert [status(day, both) for day in ("2013-01-01", "2015-01-01", "2017-01-01")] == [
        "not yet in force",
        "in force",
        "ended",
    ]


def test_one_of_several_beginnings_is_enough_and_none_is_forgotten() -> None:
    early, late = claim("c1", begins="2014-06-11"), claim("c2", begins="2018")
    standing = read_standing(policy(early, late), date(2017, 3, 20))
    assert standing.status is Status.IN_FORCE
    assert standing.supports == (early,)
    assert status("2010-01-01", early, late) == "not yet in force"


def test_a_coarse_beginning_and_a_later_one_leave_it_unknown() -> None:
    assert status("2014-06-15", claim("c1", begins="2014-06"), claim("c2", begins="2015")) == (
        "unknown"
    )


# Replaced


@pytest.mark.parametrize(
    ("day", "begins", "expected"),
    [
        ("2017-02-13", "2017-02-14", "in force"),
        ("2017-02-14", "2017-02-14", "ended"),
        ("2017-02-10", "2017-02", "unknown"),
        ("2017-02-28", "2017-02", "ended"),
    ],
)
def test_a_policy_that_replaces_it_ends_it_when_it_begins(
    day: str, begins: str, expected: str
) -> None:
    heir = Policy("q", "", ("place",), ("p",), (claim("h", begins=begins),))
    assert status(day, claim(begins="2014"), successors=(heir,)) == expected


def test_an_heir_without_a_beginning_ends_nothing() -> None:
    heir = Policy("q", "", ("place",), ("p",), (claim("h", as_of="2016"),))
    assert status("2017-03-20", claim(begins="2014"), successors=(heir,)) == "in force"


def test_the_heirs_beginning_is_what_speaks_against_it() -> None:
    begun = claim("h", begins="2017-02-14")
    heir = Policy("q", "", ("place",), ("p",), (begun,))
    standing = read_standing(policy(claim(begins="2014")), date(2017, 3, 20), [heir])
    assert standing.contradicts == (begun,)


# Disputed


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2017-03-20", "disputed"),
        ("2017-02-15", "disputed"),
        ("2017-02-14", "ended"),  # on the day of the end, not later
        ("2017-02", "ended"),  # the month may be before the end
        ("2017-03", "disputed"),
        ("2017", "ended"),
        ("2017-03-21", "ended"),  # later than the day: not yet said
    ],
)
def test_an_end_is_disputed_by_a_source_that_says_later_that_it_stands(
    as_of: str, expected: str
) -> None:
    begun, ended = claim("c1", begins="2014"), claim("c2", ends="2017-02-14")
    assert status("2017-03-20", begun, ended, claim("c3", as_of=as_of)) == expected


def test_disputed_names_both_sides() -> None:
    begun, ended = claim("c1", begins="2014"), claim("c2", ends="2017-02-14")
    stands = claim("c3", as_of="2017-03-20")
    standing = read_standing(policy(begun, ended, stands), date(2017, 3, 20))
    assert standing.status is Status.DISPUTED
    assert standing.supports == (stands,)
    assert standing.contradicts == (ended,)


def test_the_last_of_several_ends_must_be_outlived() -> None:
    ends = claim("c1", ends="2015"), claim("c2", ends="2016-06-01")
    assert status("2017-03-20", *ends, claim("c3", as_of="2016-01-01")) == "ended"
    assert status("2017-03-20", *ends, claim("c3", as_of="2016-06-02")) == "disputed"


def test_a_vague_end_leaves_it_unknown_and_shows_why() -> None:
    begun, ended = claim("c1", begins="2014"), claim("c2", ends="2017")
    standing = read_standing(policy(begun, ended), date(2017, 3, 20))
    assert standing.status is Status.UNKNOWN
    assert (standing.supports, standing.contradicts) == ((begun,), (ended,))


# Confirmed


def test_a_claim_that_looks_ahead_confirms_only_what_is_past() -> None:
    ahead = claim("c1", begins="2014-06", as_of="2018")
    assert str(read_standing(policy(ahead), date(2017, 3, 20)).confirmed) == "2014-06"
    assert str(read_standing(policy(ahead), date(2018, 3, 20)).confirmed) == "2018"


def test_the_last_confirmation_is_the_latest_not_after_the_day() -> None:
    claims = (
        claim("c1", begins="2014-06"),
        claim("c2", as_of="2016-05-01"),
        claim("c3", as_of="2017-04"),
    )
    assert str(read_standing(policy(*claims), date(2017, 3, 20)).confirmed) == "2016-05-01"
    assert str(read_standing(policy(*claims), date(2017, 4, 1)).confirmed) == "2017-04"
    assert str(read_standing(policy(*claims), date(2015, 1, 1)).confirmed) == "2014-06"
    assert read_standing(policy(*claims), date(2010, 1, 1)).confirmed is None


partial_dates = st.dates(date(2013, 1, 1), date(2018, 12, 31)).flatmap(
    lambda day: st.sampled_from([day.isoformat()[:size] for size in (4, 7, 10)])
)
claims_of_a_policy = st.lists(
    st.dictionaries(st.sampled_from(["as_of", "stated", "begins", "ends"]), partial_dates),
    max_size=4,
)


@given(claims_of_a_policy, st.dates(date(2013, 1, 1), date(2018, 12, 31)))
def test_the_order_of_the_claims_makes_no_difference(
    written: list[dict[str, str]], day: date
) -> None:
    claims = [claim(f"c{number}", **dates) for number, dates in enumerate(written)]
    there, back = policy(*claims), policy(*reversed(claims))
    one, other = read_standing(there, day), read_standing(back, day)
    assert one == other
    assert read_criterion(there, day, SCHEME) == read_criterion(back, day, SCHEME)


@pytest.mark.parametrize(
    ("day", "dates", "expected"),
    [
        # On the very day two years before counts, a day earlier does not.
        ("2017-03-20", {"begins": "2015-03-20"}, True),
        ("2017-03-20", {"begins": "2015-03-19"}, False),
        ("2017-03-20", {"begins": "2010", "as_of": "2015-03-20"}, True),
        ("2017-03-20", {"begins": "2010", "as_of": "2015-03-19"}, False),
        # A month or a year counts by its last day.
        ("2017-03-31", {"as_of": "2015-03"}, True),
        ("2017-04-01", {"as_of": "2015-03"}, False),
        ("2016-12-31", {"begins": "2014"}, True),
        ("2017-01-01", {"begins": "2014"}, False),
        # Two years before a leap day is 28 February.
        ("2016-02-29", {"as_of": "2014-02-28"}, True),
        ("2016-02-29", {"as_of": "2014-02-27"}, False),
        ("2018-02-28", {"as_of": "2016-02-29"}, True),
        ("2018-03-01", {"as_of": "2016-02-29"}, False),
        # What is said of a later time confirms nothing yet.
        ("2017-03-20", {"begins": "2010", "as_of": "2017-03-21"}, False),
    ],
)
def test_a_confirmation_is_fresh_for_two_years(
    day: str, dates: dict[str, str], expected: bool
) -> None:
    standing = read_standing(policy(claim(**dates)), parse_day(day))
    assert standing.status is Status.IN_FORCE
    assert standing.fresh is expected


def test_one_fresh_claim_among_old_ones_is_enough() -> None:
    old = [claim(f"c{year}", as_of=str(year)) for year in (2010, 2012)]
    fresh = claim("fresh", as_of="2016-12")
    day = date(2017, 3, 20)
    assert not read_standing(policy(*old), day).fresh
    assert read_standing(policy(*old, fresh), day).fresh
    assert read_standing(policy(fresh, *old), day).fresh


def test_what_never_stood_is_not_fresh() -> None:
    assert not read_standing(policy(claim(begins="2018")), date(2017, 3, 20)).fresh
    assert not read_standing(policy(), date(2017, 3, 20)).fresh


@given(claims_of_a_policy, st.dates(date(2013, 1, 1), date(2018, 12, 30)))
def test_without_an_end_a_policy_in_force_stays_so(
    written: list[dict[str, str]], day: date
) -> None:
    for dates in written:
        dates.pop("ends", None)
    claims = [claim(f"c{number}", **dates) for number, dates in enumerate(written)]
    if status(day.isoformat(), *claims) == "in force":
        assert status((day + timedelta(days=1)).isoformat(), *claims) == "in force"


@given(claims_of_a_policy, st.dates(date(2013, 1, 1), date(2018, 12, 31)))
def test_a_policy_in_force_has_a_ground_and_nothing_against_it(
    written: list[dict[str, str]], day: date
) -> None:
    claims = [claim(f"c{number}", **dates) for number, dates in enumerate(written)]
    standing = read_standing(policy(*claims), day)
    if standing.status is Status.IN_FORCE:
        assert standing.supports
        assert not standing.contradicts
        assert standing.confirmed is not None
        assert standing.confirmed.earliest <= day
    if standing.status in {Status.ENDED, Status.DISPUTED}:
        assert standing.contradicts


# The criterion of a day


JUDGE, NEVER, NO_HOLD = (
    "judicial-warrant-or-order",
    "never-holds",
    "no-hold-on-detainer-alone",
)


def criteria(day: str, *claims: PolicyClaim) -> set[str]:
    view = read_criterion(policy(*claims), parse_day(day), SCHEME)
    return {", ".join(sorted(criterion.conditions)) for criterion in view.criteria}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2014-06-10", set()),
        ("2014-06-11", {JUDGE}),
        ("2017-02-13", {JUDGE}),
        ("2017-02-14", {NEVER}),
        ("2020-01-01", {NEVER}),
    ],
)
def test_the_latest_claim_not_after_the_day_counts(day: str, expected: set[str]) -> None:
    claims = claim("c1", JUDGE, begins="2014-06-11"), claim("c2", NEVER, as_of="2017-02-14")
    assert criteria(day, *claims) == expected


@pytest.mark.parametrize(
    ("dates", "moment"),
    [
        ({"as_of": "2017", "begins": "2014", "stated": "2018"}, "2017"),
        ({"begins": "2014", "stated": "2018"}, "2014"),
        ({"stated": "2018"}, "2018"),
        ({"ends": "2018"}, None),
    ],
)
def test_a_claim_speaks_for_its_day_else_its_beginning_else_when_it_was_made(
    dates: dict[str, str], moment: str | None
) -> None:
    found = claim(**dates).moment
    assert (str(found) if found else None) == moment


def test_a_claim_without_any_date_says_nothing_of_a_day() -> None:
    view = read_criterion(policy(claim("c", JUDGE)), date(2017, 3, 20), SCHEME)
    assert view.criteria == ()
    assert [found.iri for found in view.later] == ["c"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2014-06-30", set()),
        ("2014-07-01", {JUDGE}),  # from the first day that the month can mean
        ("2014-07-31", {JUDGE}),
    ],
)
def test_a_month_counts_from_its_first_day(day: str, expected: set[str]) -> None:
    assert criteria(day, claim("c", JUDGE, as_of="2014-07")) == expected


def test_later_claims_are_shown_and_do_not_count() -> None:
    later = claim("c2", "honours-all", as_of="2017-05")
    only = read_criterion(policy(later), date(2017, 3, 20), SCHEME)
    assert (only.criteria, only.claims, only.later) == ((), (), (later,))
    now = claim("c1", JUDGE, as_of="2017-01-31")
    view = read_criterion(policy(later, now), date(2017, 3, 20), SCHEME)
    assert (view.claims, view.conflicting, view.later) == ((now,), (), (later,))


def test_a_later_vaguer_claim_does_not_push_out_a_sharper_one() -> None:
    sharp, vague = claim("c1", JUDGE, as_of="2014-06"), claim("c2", NO_HOLD, as_of="2017-02")
    view = read_criterion(policy(sharp, vague), date(2017, 3, 20), SCHEME)
    assert [str(criterion) for criterion in view.criteria] == [f"any: {JUDGE}"]
    assert view.claims == (sharp, vague)
    assert view.conflicting == ()


def test_a_sharper_claim_counts_only_once_it_is_made() -> None:
    vague, sharp = claim("c1", NO_HOLD, as_of="2014-06"), claim("c2", JUDGE, as_of="2017-04")
    assert criteria("2017-03-20", vague, sharp) == {NO_HOLD}
    assert criteria("2017-04-01", vague, sharp) == {JUDGE}


def test_two_sharper_claims_are_both_kept() -> None:
    claims = (
        claim("c1", JUDGE, as_of="2014"),
        claim("c2", NEVER, as_of="2015"),
        claim("c3", NO_HOLD, as_of="2016"),
    )
    assert criteria("2017-03-20", *claims) == {JUDGE, NEVER}


def test_an_open_term_is_not_vaguer_but_other() -> None:
    judge, open_term = (
        claim("c1", JUDGE, as_of="2014"),
        claim("c2", "warrant-unspecified", as_of="2016"),
    )
    view = read_criterion(policy(judge, open_term), date(2017, 3, 20), SCHEME)
    assert criteria("2017-03-20", judge, open_term) == {"warrant-unspecified"}
    assert (view.claims, view.conflicting) == ((open_term,), (judge,))


def test_what_else_was_claimed_conflicts() -> None:
    old, new = claim("c1", NEVER, as_of="2014"), claim("c2", JUDGE, as_of="2016")
    view = read_criterion(policy(old, new), date(2017, 3, 20), SCHEME)
    assert (view.claims, view.conflicting) == ((new,), (old,))


def test_claims_of_the_same_time_that_differ_all_count() -> None:
    one, other = claim("c1", NEVER, as_of="2016-05-01"), claim("c2", JUDGE, as_of="2016-05-01")
    view = read_criterion(policy(one, other), date(2017, 3, 20), SCHEME)
    assert len(view.criteria) == 2
    assert view.claims == (one, other)
    assert view.conflicting == ()


def test_the_same_conditions_joined_otherwise_conflict() -> None:
    one = claim("c1", "all-of: criminal-predicate, removal-order", as_of="2014")
    other = claim("c2", "any-of: criminal-predicate, removal-order", as_of="2016")
    view = read_criterion(policy(one, other), date(2017, 3, 20), SCHEME)
    assert [criterion.join for criterion in view.criteria] == ["any-of"]
    assert (view.claims, view.conflicting) == ((other,), (one,))


def test_a_ground_for_criminal_custody_makes_no_conflict() -> None:
    one = claim("c1", JUDGE, as_of="2014")
    other = claim("c2", f"all-of: {JUDGE}, criminal-custody-basis", as_of="2016")
    view = read_criterion(policy(one, other), date(2017, 3, 20), SCHEME)
    assert view.claims == (one, other)
    assert view.conflicting == ()


def test_a_claim_that_states_no_criterion_leaves_the_last_one() -> None:
    assert criteria(
        "2017-03-20", claim("c1", JUDGE, as_of="2014"), claim("c2", as_of="2017-03-20")
    ) == {JUDGE}
