"""State laws: each a policy of its state, dated by its duty, and ending no policy of a place."""

from __future__ import annotations

from datetime import date

import pytest

from policygraph.gaps import Verdict, find_omissions, find_part, read_columns
from policygraph.namespaces import PG, POLICY
from policygraph.resources import locate
from policygraph.sources.us_state_laws import ID, build
from policygraph.store import LocalStore

LAWS = "?claim pg:aboutPolicy ?law . FILTER(CONTAINS(STR(?claim), '/claim/us_state_laws/'))"


@pytest.fixture(scope="module")
def without_laws() -> LocalStore:
    """The bundled graph without the state laws."""
    return LocalStore.from_files(
        [
            *sorted(locate("ontology").glob("*.ttl")),
            *(path for path in sorted(locate("data/ttl").glob("*.ttl")) if path.stem != ID),
        ]
    )


def test_each_law_is_a_policy_of_a_state_with_instrument_and_authority(shipped: LocalStore) -> None:
    rows = shipped.select(
        f"""SELECT ?law ?code (COUNT(DISTINCT ?what) AS ?kinds) WHERE {{
          {LAWS} ?law pg:appliesIn/pg:uspsCode ?code .
          ?claim pg:statesInstrument ?instrument ; pg:statesAuthority ?authority .
          BIND(CONCAT(STR(?instrument), STR(?authority)) AS ?what)
        }} GROUP BY ?law ?code"""
    ).records()
    assert len(rows) == 20
    assert len({row["code"] for row in rows}) == 16
    assert {row["kinds"] for row in rows} == {"1"}
    assert all(str(row["law"]).startswith(f"{POLICY}us/state/") for row in rows)


def test_a_law_states_nothing_of_a_local_policy() -> None:
    about = {str(t.object) for t in build({}) if t.predicate.value == f"{PG}aboutPolicy"}
    assert about
    assert all("/us/state/" in policy for policy in about)


def test_a_law_of_which_only_the_signing_is_known_has_no_beginning(shipped: LocalStore) -> None:
    begun = shipped.select(
        f"SELECT DISTINCT ?law WHERE {{ {LAWS} ?claim pg:beginsFrom ?day }}"
    ).rows
    laws = {str(law).rpartition("/state/")[2] for (law,) in begun}
    assert {"13/hb-1105", "08/hb19-1124", "18/ic-5-2-18-2"}.isdisjoint(laws)
    assert {"48/sb-4", "19/sf-481", "12/sb-168"} <= laws


@pytest.mark.parametrize(
    ("report", "omitted"),
    [
        ("us_ice_ddor_2017w1", {"12073", "20045", "27123"}),
        ("us_ice_ddor_2017w2", set()),
        ("us_dhs_sanctuary_2025", set()),
        ("us_doj_eo14287_2025", {"18105"}),
    ],
)
def test_the_laws_make_no_state_omitted(
    report: str, omitted: set[str], shipped: LocalStore, without_laws: LocalStore
) -> None:
    found = {}
    for name, store in (("with", shipped), ("without", without_laws)):
        columns = read_columns(store)
        judged = find_omissions(columns, find_part(columns, report))
        found[name] = {f.place.geoid for f in judged.findings if f.verdict is Verdict.OMITTED}
    assert found == {"with": omitted, "without": omitted}


@pytest.mark.parametrize(
    ("place", "day", "ended"),
    [("19103", date(2019, 1, 1), True), ("19113", date(2019, 1, 1), False)],
)
def test_a_policy_ends_only_where_a_source_names_the_place(
    shipped: LocalStore, place: str, day: date, ended: bool
) -> None:
    assert ended is shipped.ask(
        f"""ASK {{ ?claim pg:aboutPolicy/pg:appliesIn county:{place} ; pg:endsUntil ?end .
        FILTER(?end <= "{day.isoformat()}"^^xsd:date) }}"""
    )
