"""Agreements under section 287(g): windows of observation, linked to agencies and jurisdictions."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from policygraph.errors import SourceError
from policygraph.graph import Facts
from policygraph.sources import Row, SourceFolder
from policygraph.sources.us_ice_287g_2025 import AGREEMENTS, SOURCE, build
from policygraph.store import LocalStore

EXCERPTS = Path(__file__).parents[1] / "fixtures" / "sources"
PREFIX = """
PREFIX pg: <https://w3id.org/policygraph/ontology/>
PREFIX deleg: <https://w3id.org/policygraph/vocabulary/delegation/>
"""

Tables = dict[str, list[Row]]


@pytest.fixture
def tables() -> Tables:
    folder = SourceFolder(EXCERPTS, contracts=False)
    return {table.path: folder.read(table) for table in SOURCE.tables}


def values(facts: Facts, subject_part: str, name: str) -> list[str]:
    return sorted(
        getattr(t.object, "value", "")
        for t in facts
        if subject_part in str(t.subject) and t.predicate.value.endswith(f"/{name}")
    )


def row(day: str, agency: str, ori: str = "", state: str = "MINNESOTA", model: str = "") -> Row:
    cells = {"date": f"{day} am", "state": state, "agency": agency, "ori": ori}
    return Row(cells | {"type": model or "Task Force Model"}, f"agreements.csv, {day}")


def test_an_agreement_is_its_first_and_last_sighting_and_says_what_is_missing(
    tables: Tables,
) -> None:
    tables[AGREEMENTS.path] = [
        row("2025-05-16", "hennepin county sheriff", "MN0270000"),
        row("2025-05-20", "ramsey county sheriff", "MN0620000"),
        row("2025-06-01", "hennepin county sheriff", "MN0270000"),
        row("2025-06-02", "ramsey county sheriff", "MN0620000"),
    ]
    facts = build(tables)
    hennepin = "county-27053-sheriff-287g-task-force"
    assert values(facts, hennepin, "observedOn") == ["2025-05-16", "2025-06-01"]
    assert values(facts, f"{hennepin}/2025-05-16", "summary") == ["First seen on 2025-05-16."]
    assert values(facts, f"{hennepin}/2025-06-01", "summary") == [
        "Last seen on 2025-06-01. Missing on 1 days between."
    ]
    assert values(facts, "agreement/us/county/27053", "hasParty") == [
        "https://w3id.org/policygraph/agency/us/county/27053/sheriff"
    ]
    assert values(facts, "agency/us/county/27053/sheriff", "oriId") == ["MN0270000"]


def test_one_sighting_is_one_observation(tables: Tables) -> None:
    tables[AGREEMENTS.path] = [row("2025-05-16", "hennepin county sheriff", "MN0270000")]
    facts = build(tables)
    assert values(facts, "287g-task-force/2025-05-16", "summary") == ["Only seen on 2025-05-16."]


def test_names_of_two_spellings_are_one_agency(tables: Tables) -> None:
    thp = "tennessee of safety and homeland security"
    tables[AGREEMENTS.path] = [
        row("2025-05-16", thp, state="TENNESSEE"),
        row("2025-06-20", f"{thp} / thp", state="TENNESSEE"),
    ]
    facts = build(tables)
    assert values(facts, "department-of-safety", "observedOn") == ["2025-05-16", "2025-06-20"]


@pytest.mark.parametrize(
    ("agency", "ori", "state"),
    [
        ("hennepin county sheriff", "MN0620000", "MINNESOTA"),  # the number is Ramsey's
        ("hennepn county sheriff", "", "MINNESOTA"),  # no such county
        ("hennepin county jail", "MN0270000", "MINNESOTA"),  # no sheriff by name
    ],
)
def test_an_agency_is_never_guessed(tables: Tables, agency: str, ori: str, state: str) -> None:
    tables[AGREEMENTS.path] = [row("2025-05-16", agency, ori, state)]
    with pytest.raises(SourceError, match="linked neither by number nor by name"):
        build(tables)


def test_an_unknown_model_is_named_with_its_row(tables: Tables) -> None:
    tables[AGREEMENTS.path] = [
        row("2025-05-16", "hennepin county sheriff", "MN0270000", model="Tent Model")
    ]
    with pytest.raises(SourceError, match="2025-05-16: no model of agreement is called 'Tent Mod"):
        build(tables)


def test_what_is_linked_to_no_jurisdiction_stands_and_says_why(tables: Tables) -> None:
    facts = build(tables)
    agency = "agency/us/ori/FL0530600"
    assert values(facts, f"{agency}>", "servesJurisdiction") == []
    assert values(facts, "agreement/us/ori/FL0530600", "hasModel") != []
    (summary,) = values(facts, "unlinked-ori-fl0530600", "summary")
    assert "a university serves no jurisdiction" in summary


# The whole table, as shipped


def test_the_counts_of_the_docs(shipped: LocalStore) -> None:
    counts = {
        name: int(shipped.select(f"{PREFIX} SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {text} }}")
                  .rows[0][0] or 0)
        for name, text in {
            "agreements": "?x a pg:DelegationAgreement",
            "observations": "?x a pg:AgreementObservation",
            "agencies": "?a a pg:DelegationAgreement ; pg:hasParty ?x",
            "unlinked": "?a a pg:DelegationAgreement ; pg:hasParty ?x ."
                        " FILTER NOT EXISTS { ?x pg:servesJurisdiction ?j }",
            "remarks": "?r a pg:Remark ; pg:isAbout ?x . ?a pg:hasParty ?x ."
                       " FILTER(CONTAINS(STR(?r), '/us_ice_287g_2025/unlinked-'))",
        }.items()
    }  # fmt: skip
    assert counts == {
        "agreements": 754, "observations": 1497, "agencies": 616, "unlinked": 18, "remarks": 18,
    }  # fmt: skip
    docs = (Path(__file__).parents[2] / "docs/reference/sources-law.md").read_text("utf-8")
    for number in counts.values():
        assert f"{number:,}" in docs


@pytest.mark.parametrize(
    ("agency", "geoid"),
    [
        ("county/51067/sheriff", "51067"),  # Franklin County VA, not the city
        ("county/51159/sheriff", "51159"),  # Richmond County VA, not the city
        ("county/51670/sheriff", "51670"),  # Hopewell VA, called a county
        ("county/26021/sheriff", "26021"),  # Berrien MI, misspelt
        ("county/12031/sheriff", "12031"),  # Jacksonville FL
        ("ori/NV0020100", "3240000"),  # Las Vegas, with Clark County
        ("ori/FL0050500", "1233375"),  # Indialantic FL, with and without its number
    ],
)
def test_hard_names_are_linked_right(shipped: LocalStore, agency: str, geoid: str) -> None:
    rows = shipped.select(
        f"{PREFIX} SELECT ?geoid WHERE {{ <https://w3id.org/policygraph/agency/us/{agency}>"
        " pg:servesJurisdiction ?j . ?j pg:geoid ?geoid }"
    )
    assert geoid in {code for (code,) in rows}


def test_every_window_lies_within_the_days_of_the_copies(shipped: LocalStore) -> None:
    rows = shipped.select(
        f"{PREFIX} SELECT ?agreement ?day WHERE {{ ?o pg:aboutAgreement ?agreement ;"
        " pg:observedOn ?day }"
    )
    seen = Counter(agreement for agreement, _ in rows)
    assert set(seen.values()) == {1, 2}
    days = {date.fromisoformat(day or "") for _, day in rows}
    assert min(days) == date(2025, 5, 16)
    assert max(days) == date(2025, 7, 3)
