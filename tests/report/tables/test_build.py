"""The tables hold the whole report, each thing once, and whatever a row names is there."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from policygraph.gaps import Verdict
from policygraph.report.compose import build_report
from policygraph.report.model import FindingsReport, Question
from policygraph.report.tables import Table, build_tables, describe_tables
from policygraph.report.tables.model import Value
from policygraph.store import LocalStore

TYPES = {
    "string": str,
    "anyURI": str,
    "integer": int,
    "gYear": int,
    "decimal": Decimal,
    "date": date,
    "boolean": bool,
}


def rows_of(table: Table) -> list[dict[str, Value]]:
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


def find_row(table: Table, **wanted: Value) -> dict[str, Value]:
    [row] = [row for row in rows_of(table) if wanted.items() <= row.items()]
    return row


def check_whole(tables: dict[str, Table]) -> None:
    """Hold tables against what their columns and keys promise."""
    for table in tables.values():
        keys = [tuple(row[table.index(name)] for name in table.key) for row in table.rows]
        assert len(set(keys)) == len(keys), f"{table.name}: {Counter(keys).most_common(1)}"
        for place, column in enumerate(table.columns):
            for row in table.rows:
                value = row[place]
                where = f"{table.name}.{column.name}: {value!r}"
                if value is None:
                    assert not column.required, where
                    continue
                assert isinstance(value, tuple) == bool(column.separator), where
                for item in value if isinstance(value, tuple) else (value,):
                    assert type(item) is TYPES[column.datatype], where
                    assert column.codes is None or item in column.codes, where
                    assert not column.pattern or re.fullmatch(column.pattern, str(item)), where
        for key in table.foreign_keys:
            other = tables[key.table]
            places = [other.index(name) for name in key.referenced]
            known = {tuple(row[place] for place in places) for row in other.rows}
            for row in table.rows:
                named = tuple(row[table.index(name)] for name in key.columns)
                assert None in named or named in known, f"{table.name} {key}: {named}"


def test_the_default_report_is_whole(tables: dict[str, Table]) -> None:
    check_whole(tables)


@pytest.mark.parametrize(
    "question",
    [
        Question(report="us_ice_ddor_2017w1", state="MN"),
        Question(report="us_ice_ddor_2017w1", jurisdiction="27123"),
        Question(rules=("ambiguous_name", "left_out_twice")),
        Question(report="us_doj_eo14287_2025", list_version=date(2025, 12, 1), state="NV"),
        Question(report="us_ice_ddor_2017w1", part="section-2", as_of=date(2017, 3, 27)),
        Question(as_of=date(2016, 1, 1), rules=("omitted", "unsupported_listing")),
    ],
    ids=["state", "place", "rules", "corrected", "events", "empty"],
)
def test_any_report_is_whole(shipped: LocalStore, question: Question) -> None:
    tables = {table.name: table for table in build_tables(build_report(shipped, question))}
    check_whole(tables)
    assert tables["summary"].rows and tables["rules"].rows


def test_numbers_are_those_of_the_report(
    first_report: FindingsReport, tables: dict[str, Table]
) -> None:
    counted = {
        **Counter(tables["findings"].values("severity")),
        **Counter(tables["verdicts"].values("verdict")),
    }
    assert counted == first_report.count()
    told = {
        row["item"]: row["count"] for row in rows_of(tables["summary"]) if row["section"] == "count"
    }
    assert told == first_report.count()
    assert sum(tables["rules"].values("findings")) == len(first_report.gaps.findings)  # type: ignore[arg-type]
    [judged] = [row for row in rows_of(tables["lists"]) if row["judged"]]
    for verdict in Verdict:
        assert judged[verdict.value.replace("-", "_")] == first_report.count()[verdict.value]


def test_an_omission_with_its_chain(tables: dict[str, Table]) -> None:
    """Ramsey County, as the article tells it."""
    found = find_row(tables["findings"], rule="omitted", geoid="27123")
    assert (found["severity"], found["nearest_place"]) == ("violation", "Hennepin County, MN")
    assert found["as_of"] == date(2017, 3, 20)
    assert found["list"] == "us_ice_ddor_2017w1/section-3"
    verdict = find_row(tables["verdicts"], verdict_id=found["verdict_id"])
    assert (verdict["verdict"], verdict["finding_id"]) == ("omitted", found["finding_id"])
    assert verdict["nearest_geoid"] == "27053"
    peer = find_row(tables["peers"], verdict_id=verdict["verdict_id"], peer_geoid="27053")
    outcomes = [
        row["outcome"]
        for row in rows_of(tables["comparisons"])
        if (row["verdict_id"], row["rank"]) == (verdict["verdict_id"], peer["rank"])
    ]
    assert Counter(outcomes) == {
        "matching": peer["matching"],
        "differing": peer["differing"],
        "unknown": peer["unknown"],
    }
    access = find_row(
        tables["comparisons"],
        verdict_id=verdict["verdict_id"],
        rank=peer["rank"],
        feature="ice-access",
    )
    assert access["outcome"] == "differing"
    assert access["here"] == ("access:transfer-outside-only",)
    assert access["there"] == ("access:transfer-inside",)
    links = [row for row in rows_of(tables["evidence"]) if row["subject"] == found["finding_id"]]
    assert len(links) == found["links"]
    assert {"absence", "criterion", "listing", "peer criterion"} <= {row["role"] for row in links}


def test_money_is_typed_and_unknown_is_empty(tables: dict[str, Table]) -> None:
    figures = [
        (row["geoid"], row["amount_usd"], row["share"])
        for row in rows_of(tables["funding"])
        if row["measure"] == "federal-funding-in-budget"
    ]
    assert sorted(figures, key=str) == [
        ("27053", Decimal(198_000_000), Decimal("0.10")),
        ("27123", Decimal(89_600_000), Decimal("0.14")),
    ]
    unknown = [row for row in rows_of(tables["findings"]) if row["rule"] == "funding_unknown"]
    assert unknown
    assert {row["federal_aid_usd"] for row in unknown} == {None}
    assert find_row(tables["findings"], rule="omitted", geoid="12073")[
        "federal_aid_usd"
    ] == Decimal(23_401_000)


def test_codes_keep_their_zeros(tables: dict[str, Table]) -> None:
    geoids = tables["jurisdictions"].values("geoid")
    assert "06" in geoids and "06075" in geoids
    assert all(isinstance(geoid, str) and len(geoid) in {2, 5, 7, 10} for geoid in geoids)


def test_codes_are_explained_by_the_ontology(tables: dict[str, Table]) -> None:
    codes = tables["policies"].column("conditions").codes
    assert codes is not None
    assert codes["judicial-warrant-or-order"].definition.startswith("The jail holds only on")
    for table in describe_tables():
        for column in table.columns:
            for code in (column.codes or {}).values():
                assert code.label and code.definition, f"{column.name}: {code}"


def test_an_unknown_code_is_learned(tables: dict[str, Table]) -> None:
    findings = tables["findings"]
    row = dict(zip((column.name for column in findings.columns), findings.rows[0], strict=True))
    learned = findings.fill([{**row, "confidence": "hear-say"}]).column("confidence")
    assert learned.codes is not None and learned.codes["hear-say"].label == "hear say"
    assert "hear-say" not in (findings.column("confidence").codes or {})


def test_rows_must_have_just_the_columns(tables: dict[str, Table]) -> None:
    citations = tables["citations"]
    with pytest.raises(KeyError, match="document"):
        citations.fill([{"claim": "x"}])
    with pytest.raises(KeyError, match="more"):
        citations.fill([{"claim": "x", "document": "y", "more": "z"}])
    with pytest.raises(KeyError):
        citations.column("more")


def test_a_cell_of_several_values_can_be_taken_apart(tables: dict[str, Table]) -> None:
    citations = describe_tables()[1]
    separator = citations.column("reasons").separator
    row: dict[str, Value] = {column.name: None for column in citations.columns}
    [[*cells]] = citations.fill([{**row, "reasons": (f"a{separator}b", "", "c")}]).rows
    assert cells[citations.index("reasons")] == ("a ¦ b", "c")


def test_columns_are_described(tables: dict[str, Table]) -> None:
    for table in tables.values():
        names = [column.name for column in table.columns]
        titles = {column.title.lower() for column in table.columns}
        assert len(set(names)) == len(names) == len(titles)
        for column in table.columns:
            assert re.fullmatch(r"[a-z][a-z0-9_]{0,31}", column.name)
            assert column.description.endswith("."), f"{table.name}.{column.name}"
        assert table.description.endswith(".") and table.key
