"""Bars of funding are as long as the money, and what is unknown is not drawn."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from tests.pictures.conftest import Drawn

from policygraph.gaps import GapReport, Stake, Stakes, find_gaps, rank_by_funding
from policygraph.pictures import draw_funding, find_overlaps
from policygraph.pictures.funding import MOST_BARS
from policygraph.places import Place
from policygraph.store import LocalStore


def _stake(number: int, amount: int | None, kind: str = "CountyEquivalent") -> Stake:
    geoid = f"{number:05}"
    place = Place(geoid, f"Place {number}", geoid, kind, "MN", "s", "Minnesota")
    return Stake(place, (), None if amount is None else Decimal(amount), "2020", ())


def _bars(figure: Any) -> dict[str, float]:
    from matplotlib.patches import Rectangle

    return {
        str(bar.get_gid()): bar.get_width()
        for bar in figure.axes[0].get_children()
        if isinstance(bar, Rectangle) and bar.get_gid()
    }


@pytest.fixture(scope="module")
def dhs(shipped: LocalStore) -> GapReport:
    return find_gaps(shipped, report="us_dhs_sanctuary_2025")


def test_the_dhs_list_is_drawn_without_overlaps(dhs: GapReport) -> None:
    stakes = rank_by_funding(dhs.findings, dhs.columns)
    picture = draw_funding(stakes, "What places with a finding received.", footer="Data 1.")
    assert find_overlaps(picture.figure) == []
    told = f"{Drawn(picture).tooltips('stake').values()} {' '.join(picture.notes)}"
    for stake in stakes.stakes:
        assert str(stake.place) in told
    assert f"{stakes.unknown} places have no figure on record, which is not zero" in told


def test_bars_are_as_long_as_the_money_on_the_scale_of_their_group() -> None:
    stakes = Stakes(
        "direct federal aid",
        (_stake(1, 8_000_000, "State"), _stake(2, 4000), _stake(3, 1000), _stake(4, None)),
    )
    bars = _bars(draw_funding(stakes, "Money.").figure)
    assert set(bars) == {"stake-00001", "stake-00002", "stake-00003"}
    assert bars["stake-00001"] == bars["stake-00002"] == pytest.approx(4 * bars["stake-00003"])


def test_unknown_is_counted_in_words_and_never_a_bar() -> None:
    stakes = Stakes("direct federal aid", (_stake(1, None), _stake(2, None)))
    picture = draw_funding(stakes, "Nothing is known.")
    assert _bars(picture.figure) == {}
    [note] = picture.notes
    assert note == (
        "2 places have no figure on record, which is not zero, and are not drawn: Place 1, MN and"
        " Place 2, MN."
    )
    assert find_overlaps(picture.figure) == []


def test_nothing_recorded_is_no_zero() -> None:
    """A recorded zero is a figure: it has a mark, and counts as known."""
    picture = draw_funding(Stakes("direct federal aid", (_stake(1, 0),)), "Zero.")
    assert 0 < _bars(picture.figure)["stake-00001"] < 0.02
    assert picture.notes == ()
    assert "recorded over 1 of 1 place" in picture.description


def test_the_rest_is_added_up() -> None:
    stakes = tuple(_stake(n, 1_000_000 - n) for n in range(MOST_BARS + 3))
    picture = draw_funding(Stakes("direct federal aid", stakes), "Much.")
    assert len(_bars(picture.figure)) == MOST_BARS
    texts = [text.get_text() for text in picture.figure.texts]
    assert "and 3 more with $3.0 million together" in texts
    for stake in stakes[MOST_BARS:]:
        assert str(stake.place) in picture.notes[0]
