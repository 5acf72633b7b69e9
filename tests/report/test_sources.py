"""The catalogue as a table."""

from __future__ import annotations

from policygraph.report.sources import COLUMNS, SHORT, read_sources
from policygraph.resources import locate
from policygraph.store import LocalStore


def test_each_shipped_source_has_terms_coverage_and_checksums(shipped: LocalStore) -> None:
    records = read_sources(shipped)
    files = {path.stem for path in locate("data/ttl").glob("*.ttl")} - {"catalog"}
    assert files <= {record.id for record in records}
    for record in records:
        assert record.licence or record.rights
        assert record.coverage
        assert record.triples
        assert all(len(checksum) == 64 for _, checksum in record.tables)
        assert bool(record.retrieved) is (record.id != "register")  # which is made, not fetched
        assert len(record.as_row()) == len(COLUMNS)
        assert len(record.as_short_row()) == len(SHORT)
    assert [record.id for record in records] == sorted(record.id for record in records)


def test_claims_are_counted_in_their_own_graph(shipped: LocalStore) -> None:
    records = {record.id: record for record in read_sources(shipped)}
    (row,) = shipped.select(
        "SELECT (COUNT(DISTINCT ?c) AS ?n) WHERE { GRAPH source:us_ice_ddor_2017w1"
        " { ?c pg:locator ?l } }"
    )
    assert records["us_ice_ddor_2017w1"].claims == int(row[0] or 0) > 0


def test_own_sources_come_last(shipped: LocalStore) -> None:
    records = read_sources(shipped, own=["us_ice_ddor_2017w1"])
    assert (records[-1].id, records[-1].origin) == ("us_ice_ddor_2017w1", "workspace")


def test_the_day_of_retrieval_is_shown_as_a_day_and_never_made_up(shipped: LocalStore) -> None:
    records = {record.id: record for record in read_sources(shipped)}
    fetched, made = records["us_ice_policy_table_2014"], records["register"]
    assert fetched.retrieved == fetched.as_data()["retrieved"] == "2026-11-24"
    assert fetched.as_row()[COLUMNS.index("retrieved")] == "2026-11-24"
    assert fetched.as_short_row()[SHORT.index("retrieved")] == "2026-11-24"
    assert made.as_data()["retrieved"] is None
    assert made.as_row()[COLUMNS.index("retrieved")] == ""
    assert made.as_short_row()[SHORT.index("retrieved")] == "not stated"
