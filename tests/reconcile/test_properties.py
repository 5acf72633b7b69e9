"""What must hold of any name, tried on many names of the gazetteer."""

from __future__ import annotations

import csv
import string
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from policygraph.reconcile import Gazetteer, Matcher, load_gazetteer
from policygraph.reconcile.escape import escape, is_risky, unescape
from policygraph.reconcile.names import fold, make_key, split_words

GAZETTEER: Gazetteer = load_gazetteer(cache=False)
MATCHER = Matcher(GAZETTEER)
GOVERNMENTS = sorted(GAZETTEER.governments.values(), key=lambda one: one.geoid)
with (Path(__file__).parents[1] / "fixtures/reconcile/truth.csv").open(encoding="utf-8") as _file:
    TRUTH = [row for row in csv.DictReader(_file) if row["name"].strip()]

names = st.one_of(
    st.sampled_from(GOVERNMENTS).map(lambda one: (one.name, GAZETTEER.usps[one.state], "", "")),
    st.sampled_from(TRUTH).map(
        lambda row: (row["name"], row["state"], row["kind"], row["heading"])
    ),
)
MANY = settings(max_examples=400, deadline=None)


@MANY
@given(names, st.sampled_from([str.upper, str.lower, str.title, str.swapcase]))
def test_case_does_not_change_what_is_found(row: tuple[str, ...], change: object) -> None:
    assert callable(change)
    other = MATCHER.resolve(change(row[0]), *map(change, row[1:]))
    found = MATCHER.resolve(*row)
    assert (other.outcome, other.geoid, other.candidates) == (
        found.outcome,
        found.geoid,
        found.candidates,
    )


@MANY
@given(names, st.sampled_from([" ", "  ", "\t", "\u00a0", " \u200b", "\u2009\n"]))
def test_space_does_not_change_what_is_found(row: tuple[str, ...], space: str) -> None:
    other = MATCHER.resolve(
        space + space.join(row[0].split(" ")) + space, *(space + cell + space for cell in row[1:])
    )
    found = MATCHER.resolve(*row)
    assert (other.outcome, other.geoid, other.candidates) == (
        found.outcome,
        found.geoid,
        found.candidates,
    )


@MANY
@given(names, st.sampled_from(["’", "‘", "ʼ", "`", ""]), st.sampled_from(["", ".", ",", " ,", ";"]))
def test_punctuation_does_not_change_what_is_found(
    row: tuple[str, ...], apostrophe: str, end: str
) -> None:
    changed = row[0].replace("'", apostrophe).replace("’", apostrophe) + end
    other, found = MATCHER.resolve(changed, *row[1:]), MATCHER.resolve(*row)
    assert (other.outcome, other.geoid, other.candidates) == (
        found.outcome,
        found.geoid,
        found.candidates,
    )


def test_each_government_is_among_what_its_own_name_fits() -> None:
    missed = []
    for one in GOVERNMENTS:
        found = MATCHER.resolve(one.name, GAZETTEER.usps[one.state])
        codes = (found.geoid,) if found.outcome == "match" else found.candidates
        if one.union not in {GAZETTEER.governments[code].union for code in codes}:
            missed.append((GAZETTEER.describe(one), found.reason))
    assert not missed


@MANY
@given(st.sampled_from(GOVERNMENTS))
def test_adding_the_state_never_makes_a_match_wrong(one: object) -> None:
    from policygraph.reconcile.government import Government

    assert isinstance(one, Government)
    alone = MATCHER.resolve(one.name)
    with_state = MATCHER.resolve(one.name, GAZETTEER.usps[one.state])
    if alone.outcome == "match":
        assert with_state.outcome == "match"
        assert (
            GAZETTEER.governments[with_state.geoid].union
            == GAZETTEER.governments[alone.geoid].union
        )
    else:
        assert set(with_state.candidates) <= set(alone.candidates)


@MANY
@given(st.text(alphabet=string.printable + "ñéü’–\u200b\u00a0☃", max_size=60), st.sampled_from(
    ["", "CA", "Minnesota", "??"]), st.sampled_from(["", "Cities", "State", "agency"]))  # fmt: skip
def test_no_text_is_too_odd(name: str, state: str, kind: str) -> None:
    found = MATCHER.resolve(name, state, kind)
    assert found.reason
    assert (found.outcome == "match") == bool(found.geoid)
    assert (found.outcome == "no-match") == (not found.candidates)
    assert 0 <= found.score <= 100
    assert all(code in GAZETTEER.governments for code in found.candidates)
    assert make_key(split_words(fold(fold(name)))) == make_key(split_words(fold(name)))


@MANY
@given(st.text(alphabet="'=+-@\t\r\n＝ab1.,%", max_size=8))
def test_escaping_is_undone_and_leaves_nothing_to_run(cell: str) -> None:
    assert unescape(escape(cell)) == cell
    assert not is_risky(escape(cell))
