"""Cells taken apart: states, counties around, second names; and states and kinds as written."""

from __future__ import annotations

import pytest

from policygraph.reconcile import Gazetteer
from policygraph.reconcile.agencies import read_agency
from policygraph.reconcile.kinds import read_hint
from policygraph.reconcile.names import fold, split_words
from policygraph.reconcile.phrases import read_phrase
from policygraph.reconcile.states import States


@pytest.fixture(scope="module")
def states(gazetteer: Gazetteer) -> States:
    return States(gazetteer)


@pytest.mark.parametrize(
    ("cell", "text", "state"),
    [
        ("Ramsey County, MN", "ramsey county", "27"),
        ("Ramsey (ND)", "ramsey", "38"),
        ("Ramsey County (Minn.)", "ramsey county", "27"),
        ("MN - Ramsey County", "ramsey county", "27"),
        ("MN: Ramsey", "ramsey", "27"),
        ("North Dakota – Ramsey County", "ramsey county", "38"),
        ("Ramsey County, Minnesota, USA", "ramsey county", "27"),
        ("Winston-Salem", "winston-salem", ""),
        ("Orleans (Parish)", "orleans parish", ""),
        ("Ramsey, County of, MN", "county of ramsey", "27"),
    ],
)
def test_the_state_is_found_in_a_cell(states: States, cell: str, text: str, state: str) -> None:
    phrase = read_phrase(fold(cell), states)[0]
    assert (phrase.text, phrase.state) == (text, state)


def test_counties_around_and_second_names(states: States) -> None:
    (first,) = read_phrase(fold("Springfield Township, Bucks County, PA"), states)
    assert (first.text, first.within, first.state) == (
        "springfield township",
        "bucks county",
        "42",
    )
    assert read_phrase(fold("New Orleans/Orleans (Parish)"), states)[0].others == (
        "orleans parish",
    )


@pytest.mark.parametrize(
    ("text", "geoid"),
    [("MN", "27"), ("minn.", "27"), ("N.Y.", "36"), ("W. Va.", "54"), ("MT", "30"), ("Mt.", "30"),
     ("State of Ohio", "39"), ("06", "06"), ("D.C.", "11"), ("", ""), ("N/A", ""), ("USA", ""),
     ("Ohoi", None), ("Canada", None)],
)  # fmt: skip
def test_states_as_written(states: States, text: str, geoid: str | None) -> None:
    assert states.read(text) == geoid


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Hennepin County Sheriff's Office", "hennepin county"),
        ("Sheriff of Cook County", "cook county"),
        ("Milwaukee Police Dep't", "milwaukee"),
        ("Bureau of Police, Portland", "portland"),
        ("Bucks County Correctional Facility", "bucks county"),
        ("Dane County Board of Supervisors", "dane county"),
        ("Sheriff's Office", ""),
    ],
)
def test_the_place_is_found_in_the_name_of_an_agency(name: str, place: str) -> None:
    read = read_agency(split_words(fold(name)))
    assert read is not None
    assert " ".join(read.place) == place


@pytest.mark.parametrize("name", ["Ramsey County", "Constable County", "Marshall", "Jaillette"])
def test_places_are_no_agencies(name: str) -> None:
    assert read_agency(split_words(fold(name))) is None


def test_kinds_that_may_stand_for_one_row() -> None:
    assert read_hint("Cities").agrees(read_hint("town"))
    assert read_hint("County").agrees(read_hint("Parishes"))
    assert not read_hint("County").agrees(read_hint("city"))
    assert read_hint("Sheriff").agrees(read_hint("County"))
