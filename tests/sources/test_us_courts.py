"""Courts: the circuit of every state, and the way of every appeal."""

from __future__ import annotations

import pytest

from policygraph.errors import SourceError
from policygraph.sources import read_beside
from policygraph.sources.us_courts import court_iri, find_territory, place_iri
from policygraph.store import LocalStore

#: 28 U.S.C. § 41, written down once more apart from the builder's table.
CIRCUITS = {
    "cadc": "DC",
    "ca1": "ME MA NH PR RI",
    "ca2": "CT NY VT",
    "ca3": "DE NJ PA VI",
    "ca4": "MD NC SC VA WV",
    "ca5": "LA MS TX",
    "ca6": "KY MI OH TN",
    "ca7": "IL IN WI",
    "ca8": "AR IA MN MO NE ND SD",
    "ca9": "AK AZ CA GU HI ID MP MT NV OR WA",
    "ca10": "CO KS NM OK UT WY",
    "ca11": "AL FL GA",
}
CIRCUIT_OF = """
PREFIX pg: <https://w3id.org/policygraph/ontology/>
SELECT ?code ?circuit WHERE {
  ?state pg:uspsCode ?code .
  OPTIONAL { ?circuit pg:hasTerritory ?state . FILTER(CONTAINS(STR(?circuit), "/court/us/ca")) }
}
"""


def test_every_state_and_territory_is_in_one_circuit(shipped: LocalStore) -> None:
    found = sorted(
        (code, (circuit or "").rpartition("/")[2]) for code, circuit in shipped.select(CIRCUIT_OF)
    )
    expected = [(code, key) for key, codes in CIRCUITS.items() for code in codes.split()]
    # The statute names no circuit for American Samoa, and a remark says so.
    assert found == sorted([*expected, ("AS", "")])
    assert len(found) == 56
    about = shipped.select(
        "PREFIX pg: <https://w3id.org/policygraph/ontology/> SELECT ?remark WHERE {"
        f" ?remark a pg:Remark ; pg:isAbout <{place_iri('AS')}> }}"
    )
    assert len(about) == 1


def test_every_circuit_cites_the_statute(shipped: LocalStore) -> None:
    rows = shipped.select(
        "PREFIX pg: <https://w3id.org/policygraph/ontology/> SELECT ?court ?locator WHERE {"
        " ?remark a pg:Remark ; pg:isAbout ?court ; pg:locator ?locator . ?court a pg:Court }"
    )
    assert {str(court).rpartition("/")[2] for court, _ in rows} == {*CIRCUITS, "cafc"}
    assert all("28 U.S.C. § 41" in str(locator) for _, locator in rows)


def test_every_appeal_ends_at_the_supreme_court() -> None:
    above = {row["key"]: row["appealed_to"].split() for row in read_beside("us_courts.csv")}
    for key in above:
        path = [key]
        while above[path[-1]]:
            (higher,) = above[path[-1]]
            assert higher not in path
            path.append(higher)
        assert path[-1] == "scotus"


@pytest.mark.parametrize(
    ("court", "circuit"), [("mnd", "ca8"), ("cand", "ca9"), ("insd", "ca7"), ("tnmd", "ca6")]
)
def test_a_district_is_appealed_to_its_circuit(court: str, circuit: str) -> None:
    (row,) = [row for row in read_beside("us_courts.csv") if row["key"] == court]
    assert row["appealed_to"] == circuit


def test_a_court_that_is_not_there_is_named() -> None:
    assert find_territory("txwd") == []
    with pytest.raises(SourceError, match="no court 'ca12'"):
        court_iri("ca12")
