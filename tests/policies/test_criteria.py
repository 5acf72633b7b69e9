"""How alike two hold criteria are: the algebra of the rule, and the examples it was made for."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.gaps import read_columns
from policygraph.policies import Criterion, Grade, HoldScheme, Likeness, compare
from policygraph.policies.criteria import NO_HOLD, OPEN_MEANINGS, OPEN_TERM
from policygraph.resources import locate
from policygraph.store import LocalStore

SCHEME = read_columns(LocalStore([locate("ontology") / "vocabularies.ttl"])).scheme
CUSTODY = "criminal-custody-basis"
BROAD = frozenset(SCHEME.broader.values())
CIVIL = frozenset(SCHEME.labels) - {CUSTODY}
DEFINITE = CIVIL - BROAD - {OPEN_TERM}
SIMILAR = {Likeness.EXACT, Likeness.CLOSE, Likeness.AS_WRITTEN}

joins = st.sampled_from(["any-of", "all-of"])


def criteria(names: frozenset[str]) -> st.SearchStrategy[Criterion]:
    conditions = st.frozensets(st.sampled_from(sorted(names)), min_size=1, max_size=4)
    return st.builds(Criterion, joins, conditions)


civil = criteria(CIVIL)
definite = criteria(DEFINITE)


def of(*names: str, join: str = "any-of") -> Criterion:
    return Criterion(join, frozenset(names))


def read_every_way(criterion: Criterion) -> list[Criterion]:
    """Each definite criterion that one with open or broad terms can stand for.

    Written apart from the code under test, straight from the vocabulary.
    """
    ways = []
    for name in sorted(criterion.conditions):
        narrower = [one for one, parent in SCHEME.broader.items() if parent == name]
        ways.append(OPEN_MEANINGS if name == OPEN_TERM else tuple(narrower) or (name,))
    return [replace(criterion, conditions=frozenset(choice)) for choice in product(*ways)]


# The vocabulary that the rule stands on


def test_the_vocabulary_has_what_the_rule_names() -> None:
    assert SCHEME.beside == {CUSTODY}
    assert {name for name in CIVIL if SCHEME.is_under(name, NO_HOLD)} == {
        NO_HOLD,
        "judicial-warrant-or-order",
        "never-holds",
    }
    assert {OPEN_TERM, *OPEN_MEANINGS} <= CIVIL
    assert SCHEME.meanings(OPEN_TERM) == OPEN_MEANINGS
    assert set(SCHEME.meanings("documented-basis-required")) == {
        "ice-administrative-warrant",
        "probable-cause-showing",
        "removal-order",
    }
    assert SCHEME.meanings("never-holds") == ("never-holds",)


def test_no_condition_is_under_another_by_chance() -> None:
    assert not SCHEME.is_under(OPEN_TERM, NO_HOLD)
    assert not SCHEME.is_under(NO_HOLD, "never-holds")
    assert SCHEME.is_under("removal-order", "documented-basis-required")


# Laws


@given(civil, civil)
def test_the_order_of_the_two_makes_no_difference(a: Criterion, b: Criterion) -> None:
    assert compare(a, b, SCHEME) is compare(b, a, SCHEME)


@given(definite)
def test_every_definite_criterion_is_exactly_like_itself(a: Criterion) -> None:
    assert compare(a, a, SCHEME) is Likeness.EXACT


@given(definite, definite, definite)
def test_exact_likeness_passes_on(a: Criterion, b: Criterion, c: Criterion) -> None:
    if compare(a, b, SCHEME) is compare(b, c, SCHEME) is Likeness.EXACT:
        assert compare(a, c, SCHEME) is Likeness.EXACT


@given(definite, definite)
def test_exact_is_the_same_set_joined_alike(a: Criterion, b: Criterion) -> None:
    same = a.conditions == b.conditions and (len(a.conditions) == 1 or a.join == b.join)
    assert (compare(a, b, SCHEME) is Likeness.EXACT) == same


@given(civil, civil, joins, joins)
def test_a_ground_for_criminal_custody_changes_nothing(
    a: Criterion, b: Criterion, one: str, other: str
) -> None:
    with_it = replace(a, conditions=a.conditions | {CUSTODY})
    also = replace(b, conditions=b.conditions | {CUSTODY})
    assert compare(with_it, b, SCHEME) is compare(a, b, SCHEME)
    assert compare(with_it, also, SCHEME) is compare(a, b, SCHEME)
    if len(a.conditions) == 1:  # then the join is that with the ground for criminal custody only
        assert compare(replace(with_it, join=one), b, SCHEME) is compare(a, b, SCHEME)
        assert compare(replace(with_it, join=other), b, SCHEME) is compare(a, b, SCHEME)


@given(civil, civil)
def test_the_open_term_never_makes_exact_or_close(a: Criterion, b: Criterion) -> None:
    opened = replace(a, conditions=a.conditions | {OPEN_TERM})
    assert compare(opened, b, SCHEME) not in {Likeness.EXACT, Likeness.CLOSE}


@given(civil, civil)
def test_as_written_is_the_same_set_with_the_open_term(a: Criterion, b: Criterion) -> None:
    same = a.conditions == b.conditions and (len(a.conditions) == 1 or a.join == b.join)
    as_written = compare(a, b, SCHEME) is Likeness.AS_WRITTEN
    assert as_written == (same and OPEN_TERM in a.conditions)


@given(civil)
def test_the_same_words_with_the_open_term_are_as_written(a: Criterion) -> None:
    opened = replace(a, conditions=a.conditions | {OPEN_TERM})
    assert compare(opened, opened, SCHEME) is Likeness.AS_WRITTEN


@given(civil, civil)
def test_close_is_no_hold_on_a_detainer_alone_on_both_sides(a: Criterion, b: Criterion) -> None:
    nobody = all(SCHEME.is_under(name, NO_HOLD) for name in a.conditions | b.conditions)
    likeness = compare(a, b, SCHEME)
    assert (likeness is Likeness.CLOSE) == (nobody and likeness is not Likeness.EXACT)


@given(civil, civil)
def test_undecided_is_when_some_reading_makes_them_alike(a: Criterion, b: Criterion) -> None:
    likeness = compare(a, b, SCHEME)
    alike = [
        compare(one, other, SCHEME) in SIMILAR
        for one, other in product(read_every_way(a), read_every_way(b))
    ]
    if likeness not in SIMILAR:
        assert (likeness is Likeness.UNDECIDED) == any(alike)
    else:
        assert any(alike)


@given(definite, definite)
def test_definite_criteria_are_always_decided(a: Criterion, b: Criterion) -> None:
    assert compare(a, b, SCHEME) is not Likeness.UNDECIDED


@given(civil)
def test_silence_on_civil_detainers_is_like_nothing(a: Criterion) -> None:
    silent = of(CUSTODY)
    assert compare(silent, a, SCHEME) is compare(a, silent, SCHEME) is Likeness.UNDECIDED
    assert compare(silent, silent, SCHEME) is Likeness.UNDECIDED


# Examples


JUDGE = of("judicial-warrant-or-order")
WARRANT = of(OPEN_TERM)


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        # Ramsey beside Hennepin: the ground for criminal custody does not count.
        (of("judicial-warrant-or-order", CUSTODY), JUDGE, "exact"),
        # Leon beside Alachua, and beside Clay and Hernando, which hold nobody.
        (JUDGE, JUDGE, "exact"),
        (JUDGE, of("never-holds"), "close"),
        (of(NO_HOLD), of("never-holds"), "close"),
        (of(NO_HOLD), of(NO_HOLD), "close"),
        (of("judicial-warrant-or-order", "never-holds"), JUDGE, "close"),
        # Douglas beside Sedgwick: the same words, one of them open.
        (
            of("judicial-warrant-or-order", OPEN_TERM),
            of("judicial-warrant-or-order", OPEN_TERM),
            "as-written",
        ),
        # "A warrant" is never a match with a judge's, nor with ICE's own.
        (WARRANT, JUDGE, "undecided"),
        (WARRANT, of("ice-administrative-warrant"), "undecided"),
        (of("judicial-warrant-or-order", OPEN_TERM), JUDGE, "undecided"),
        (WARRANT, of("honours-all"), "different"),
        (WARRANT, of("probable-cause-showing"), "different"),
        # Douglas beside Shawnee.
        (of("judicial-warrant-or-order", OPEN_TERM), of("probable-cause-showing"), "different"),
        # A judge's warrant and an ICE officer's are not the same.
        (JUDGE, of("ice-administrative-warrant"), "different"),
        (of("judicial-warrant-or-order", "removal-order"), JUDGE, "different"),
        # A broad term may mean the other, or may not.
        (of("documented-basis-required"), of("removal-order"), "undecided"),
        (of("documented-basis-required"), of("documented-basis-required"), "undecided"),
        (of("documented-basis-required"), JUDGE, "different"),
        (of("conditional"), of("criminal-predicate"), "undecided"),
        # Any of two is not all of the two.
        (
            of("criminal-predicate", "removal-order"),
            of("criminal-predicate", "removal-order", join="all-of"),
            "different",
        ),
        (of("never-holds"), of("honours-all"), "different"),
    ],
)
def test_examples(one: Criterion, other: Criterion, likeness: str) -> None:
    assert compare(one, other, SCHEME) == likeness


@pytest.mark.parametrize(
    ("likeness", "grade"),
    [
        (Likeness.EXACT, Grade.EXACT),
        (Likeness.CLOSE, Grade.CLOSE),
        (Likeness.AS_WRITTEN, Grade.AS_WRITTEN),
        (Likeness.UNDECIDED, None),
        (Likeness.DIFFERENT, None),
    ],
)
def test_only_three_kinds_of_likeness_make_a_grade(likeness: Likeness, grade: Grade | None) -> None:
    assert likeness.grade is grade


def test_grades_stand_in_the_order_of_their_ground() -> None:
    assert [grade.rank for grade in Grade] == [0, 1, 2, 3]
    assert list(Grade)[-1] is Grade.STATED


# Sharper and vaguer


@pytest.mark.parametrize(
    ("one", "other", "sharper"),
    [
        (JUDGE, of(NO_HOLD), True),
        (of(NO_HOLD), JUDGE, False),
        (JUDGE, JUDGE, False),
        (JUDGE, of("never-holds"), False),
        (of("judicial-warrant-or-order", CUSTODY), JUDGE, False),
        (of("judicial-warrant-or-order", CUSTODY), of(NO_HOLD), True),
        # "A warrant" is open, not broad: a judge's warrant does not say the same more sharply.
        (JUDGE, WARRANT, False),
        # Every condition must be covered, on both sides.
        (JUDGE, of(NO_HOLD, "removal-order"), False),
        (of("judicial-warrant-or-order", "removal-order"), of(NO_HOLD), False),
        (
            of("judicial-warrant-or-order", "removal-order"),
            of(NO_HOLD, "documented-basis-required"),
            True,
        ),
        (
            of("judicial-warrant-or-order", "removal-order", join="all-of"),
            of(NO_HOLD, "documented-basis-required"),
            False,
        ),
        (JUDGE, of(CUSTODY), False),
        (of(CUSTODY), of(NO_HOLD), False),
    ],
)
def test_sharper_says_the_same_more_definitely(
    one: Criterion, other: Criterion, sharper: bool
) -> None:
    assert SCHEME.is_sharper(one, other) is sharper


@given(civil, civil)
def test_two_criteria_are_never_each_sharper_than_the_other(a: Criterion, b: Criterion) -> None:
    assert not (SCHEME.is_sharper(a, b) and SCHEME.is_sharper(b, a))


def test_a_scheme_without_broader_terms_works_too() -> None:
    plain = HoldScheme({}, frozenset(), {})
    assert compare(JUDGE, JUDGE, plain) is Likeness.EXACT
    assert compare(JUDGE, of("never-holds"), plain) is Likeness.DIFFERENT
