"""The network commands on the bundled graph."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from policygraph.cli import main
from policygraph.gaps import Columns, read_columns
from policygraph.report.network import ADOPTIONS, BRIDGES, PEERS, WIDE
from policygraph.report.paths import PATH
from policygraph.report.rulings import find_ruling, load_rulings
from policygraph.store import LocalStore


@pytest.fixture(scope="module")
def columns() -> Columns:
    return read_columns(LocalStore.shipped())


def ask(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["network", *arguments]) == 0
    return capsys.readouterr().out


def rows(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(ask(capsys, *arguments, "--format", "csv"))))


def test_orange_county_is_the_one_bridge(
    capsys: pytest.CaptureFixture[str], columns: Columns
) -> None:
    found = rows(capsys, "bridges")
    assert tuple(found[0]) == BRIDGES
    (orange,) = [row for row in found if row["kind"] == "place"]
    assert orange["place"] == "Orange County, CA"
    never, cause = orange["sides"].split(" | ")
    assert "never holds" in never and cause == "6 places: showing of probable cause"
    claims = orange["claims"].split("; ")
    assert len(claims) > 1 and all(claim in columns.citations for claim in claims)
    # Where closeness does not count there is no seam, and the bridge is still one.
    exact = rows(capsys, "bridges", "--grade", "exact")
    assert [row["kind"] for row in exact] == ["place"]


def test_the_family_parts_at_its_seams(capsys: pytest.CaptureFixture[str]) -> None:
    ramsey = {}
    for grade in ("close", "exact"):
        found = rows(capsys, "families", "--grade", grade)
        (ramsey[grade],) = [row for row in found if "Ramsey County, MN" in row["members"]]
    assert "Hennepin County, MN" in ramsey["exact"]["members"]
    assert "never holds" in ramsey["close"]["hold criteria"]
    assert "never holds" not in ramsey["exact"]["hold criteria"]


def test_peers_that_nothing_tells_apart_share_a_rank(capsys: pytest.CaptureFixture[str]) -> None:
    found = rows(capsys, "peers", "Ramsey County, MN")
    assert tuple(found[0]) == PEERS
    ranks = [int(row["rank"]) for row in found]
    assert ranks[0] == ranks[1] == 1 and len(set(ranks)) > 2
    assert [row["grade"] for row in found][-1] == ""
    (hennepin,) = [row for row in found if row["geoid"] == "27053"]
    assert (hennepin["rank"], hennepin["grade"]) == ("1", "exact")
    assert "ICE access" in hennepin["differing"]
    few = rows(capsys, "peers", "27123", "--top", "2")
    assert [row["rank"] for row in few] == ["1"] * ranks.count(1)


def test_a_path_has_the_claims_behind_each_link(
    capsys: pytest.CaptureFixture[str], columns: Columns
) -> None:
    ends = ("Ramsey County, MN", "Sonoma County, CA")
    data = json.loads(ask(capsys, "path", *ends, "--format", "json"))
    assert [step["grade"] for step in data["steps"]] == ["close", "exact"]
    assert data["cost"] == 3
    assert data["steps"][0]["to"]["name"] == "Orange County, CA"
    assert all(claim["claim"] in columns.citations for s in data["steps"] for claim in s["claims"])
    found = rows(capsys, "path", *ends)
    assert tuple(found[0]) == PATH
    assert {row["several_criteria"] for row in found if row["place"].startswith("Orange")} == {
        "yes"
    }
    text = ask(capsys, "path", *ends)
    assert "Ramsey County, MN — close — Orange County, CA" in text
    assert "The two compared with each other: different." in text
    assert "since it has more than one policy" in text
    assert ask(capsys, "path", *ends, "--format", "md").startswith("# From Ramsey County, MN")


def test_where_there_is_no_path_both_families_are_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    ends = ("Ramsey County, MN", "Sedgwick County, KS")
    text = ask(capsys, "path", *ends)
    assert "NO PATH" in text and "compared with each other: different" in text
    assert re.search(
        r"Sedgwick County, KS is in a family of \d+ places: ICE administrative warrant\.", text
    )
    data = json.loads(ask(capsys, "path", *ends, "--format", "json"))
    assert (data["linked"], data["cost"], data["steps"]) == (False, None, [])


@pytest.mark.parametrize(
    ("day", "place", "why"),
    [
        ("2017-03-20", "Minnesota", "no policy of it is in the graph"),
        ("2005-01-01", "27123", "whether its policy was in force: not yet in force"),
    ],
)
def test_a_place_outside_the_network_is_told_why(
    capsys: pytest.CaptureFixture[str], day: str, place: str, why: str
) -> None:
    for arguments in (["peers", place], ["path", place, "27053"]):
        assert main(["network", *arguments, "--as-of", day]) == 0
        assert f"is not in the network of {day}: {why}." in capsys.readouterr().err


def test_the_adoptions_after_a_ruling(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["network", "adoption", "Miranda", "--format", "csv"]) == 0
    out, err = capsys.readouterr()
    found = list(csv.DictReader(io.StringIO(out)))
    assert tuple(found[0]) == ADOPTIONS
    certain = sum(row["within"] == "yes" for row in found)
    assert 0 < certain < len(found)
    assert f"{certain} policies certainly began within 120 days after it" in err
    stages = [int(row["stage"]) for row in found]
    assert stages == sorted(stages)
    assert all(bool(row["follows"]) == (row["stage"] != "1") for row in found)
    assert all(int(row["after_alike"]) <= int(row["after"]) for row in found)
    table = ask(capsys, "adoption", "--format", "md").splitlines()[0]
    assert not any(name in table for name in WIDE)


def test_a_ruling_is_found_by_id_or_a_part_of_its_name() -> None:
    known = load_rulings(LocalStore.shipped())
    assert find_ruling(known, "lunn").id == find_ruling(known, "lunn-2017").id == "lunn-2017"
    assert str(find_ruling(known, "Galarza").decided) == "2014-03-04"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["adoption", "cisneros v. elder ("], "fits several rulings: cisneros-2018"),
        (["adoption", "galarza-2015"], "Did you mean galarza-2014?"),
        (["adoption", "no such thing"], "See `policygraph query rulings`"),
        (["peers", "27123", "--grade", "stated"], "Choose exact, close, as-written."),
        (["bridges", "--format", "tsv"], "Choose table, md, csv or json."),
        (["path", "27123", "Ramsey County, MN"], "Give two places that are not the same."),
        (["bridges", "--as-of", "2017"], "Write YYYY-MM-DD"),
        (["pth"], "No such command 'pth'"),
    ],
)
def test_what_cannot_be_answered_is_one_sentence(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main(["network", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in " ".join(err.split())
