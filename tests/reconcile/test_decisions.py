"""Decisions: applied again, checked, and asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from policygraph.errors import OutputError, TableError
from policygraph.reconcile import (
    Decisions,
    Gazetteer,
    Matcher,
    Resolution,
    Template,
    read_decisions,
    write_template,
)

HEADER = "name,state,kind,geoid,decision,who,when,why\n"


@pytest.fixture
def read(tmp_path: Path, gazetteer: Gazetteer):  # type: ignore[no-untyped-def]
    def read_text(*rows: str) -> Decisions:
        path = tmp_path / "decisions.csv"
        path.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
        return read_decisions(str(path), gazetteer)

    return read_text


def settle(decisions: Decisions, matcher: Matcher, *cells: str) -> Resolution:
    name, state, kind = (*cells, "", "")[:3]
    return decisions.apply(matcher.resolve(name, state, kind), name, state, kind)


def test_same_settles_a_row_however_its_name_is_written(read, matcher: Matcher) -> None:  # type: ignore[no-untyped-def]
    decisions = read("Milwaukee,WI,,5553000,same,A. Reader,2026-01-02,The list is of cities")
    found = settle(decisions, matcher, " MILWAUKEE ", "Wisconsin")
    assert (found.outcome, found.geoid, found.kind) == ("match", "5553000", "municipality")
    assert found.reason == "Decided by A. Reader on 2026-01-02: The list is of cities."
    assert settle(decisions, matcher, "Milwaukee").outcome == "ambiguous"  # no state, no decision


def test_not_same_takes_a_candidate_away(read, matcher: Matcher) -> None:  # type: ignore[no-untyped-def]
    decisions = read("Milwaukee,WI,,55079,not-same,A,2026,")
    found = settle(decisions, matcher, "Milwaukee", "WI")
    assert (found.outcome, found.geoid, found.candidates) == ("match", "5553000", ("5553000",))
    both = read("Milwaukee,WI,,55079,not-same,A,2026,", "Milwaukee,WI,,5553000,not-same,A,2026,")
    assert settle(both, matcher, "Milwaukee", "WI").outcome == "no-match"


def test_not_same_does_not_make_a_doubtful_name_sure(read, matcher: Matcher) -> None:  # type: ignore[no-untyped-def]
    decisions = read("Lawrence,KS,County,2002938875,not-same,A,2026,",
                     "Lawrence,KS,County,2014138925,not-same,A,2026,")  # fmt: skip
    found = settle(decisions, matcher, "Lawrence", "KS", "County")
    assert (found.outcome, found.candidates) == ("ambiguous", ("2038900",))


def test_unsure_leaves_a_row_open(read, matcher: Matcher) -> None:  # type: ignore[no-untyped-def]
    decisions = read("Ramsey County,MN,,,unsure,A,2026-05,Which one?")
    found = settle(decisions, matcher, "Ramsey County", "MN")
    assert (found.outcome, found.geoid, found.candidates) == ("ambiguous", "", ("27123",))


def test_a_decision_for_a_kind_is_for_that_kind(read, matcher: Matcher) -> None:  # type: ignore[no-untyped-def]
    decisions = read("East Hampton,NY,Cities,3622183,same,A,2026,")
    assert settle(decisions, matcher, "East Hampton", "NY", "city").geoid == "3622183"
    assert settle(decisions, matcher, "East Hampton", "NY").outcome == "ambiguous"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Ramsey,MN,,27123,yes,A,2026,", "line 2: 'yes' is no decision"),
        (",MN,,27123,same,A,2026,", "line 2: 'name' is empty"),
        ("Ramsey,MN,,27123,same,,2026,", "line 2: 'who' is empty"),
        ("Ramsey,MN,,27123,same,A,,", "line 2: 'when' is empty"),
        ("Ramsey,MN,,27123,same,A,1 May,", "line 2: '1 May' is not a date"),
        ("Ramsey,MN,,,same,A,2026,", "line 2: 'geoid' is empty"),
        ("Ramsey,MN,,99999,same,A,2026,", "line 2: no government has the GEOID '99999'"),
        ("Ramsey,XX,,27123,same,A,2026,", "line 2: 'XX' is no state"),
        ("Ramsey,MN,blue,27123,same,A,2026,", "line 2: 'blue' is no kind"),
    ],
)
def test_bad_rows_are_errors_with_their_line(read, row: str, said: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(TableError, match=said):
        read(row)


@pytest.mark.parametrize(
    ("first", "second"),
    [("27123,same", "2753026,same"), ("27123,same", "27123,not-same"),
     ("27123,same", "27123,unsure")],
)  # fmt: skip
def test_contradictions_are_errors_with_both_lines(read, first: str, second: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(TableError, match="lines 2 and 3 contradict each other"):
        read(f"Ramsey,MN,,{first},A,2026,", f"RAMSEY,Minn.,,{second},B,2026,")


def test_the_same_decision_twice_is_none(read) -> None:  # type: ignore[no-untyped-def]
    row = "Ramsey,MN,,27123,same,A,2026,"
    assert len(read(row, row, "Ramsey,MN,,2753026,not-same,A,2026,")) == 3


def test_a_column_must_not_be_missing(tmp_path: Path, gazetteer: Gazetteer) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text("name,state\nRamsey,MN\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"no column 'kind'\. It needs name, state, kind"):
        read_decisions(str(path), gazetteer)


def test_a_template_asks_once_for_each_name_and_can_be_read_back(
    tmp_path: Path, gazetteer: Gazetteer, matcher: Matcher
) -> None:
    template, path = Template(gazetteer), tmp_path / "new" / "decisions.csv"
    for _ in range(3):
        template.add(matcher.resolve("Milwaukee", "WI"), "Milwaukee", "WI", "")
    write_template(path, template)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(template) == 1
    assert lines[1:] == [
        'Milwaukee,WI,,55079,,,,,"Milwaukee County, WI"',
        'Milwaukee,WI,,5553000,,,,,"Milwaukee city, WI"',
    ]
    assert len(read_decisions(str(path), gazetteer)) == 0
    with pytest.raises(OutputError, match="is there already and may hold decisions"):
        write_template(path, template)
