"""The report as JSON: whole, as its schema has it, and with each claim told once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from policygraph.report import gaps as gap_reports
from policygraph.report import omissions as omission_reports
from policygraph.report.compose import build_report
from policygraph.report.model import FindingsReport, Question
from policygraph.report.omissions import build_record, evidence_record
from policygraph.report.record import (
    SCHEMA,
    build_report_record,
    read_links,
    read_report_schema,
    write_report_json,
)
from policygraph.report.schema import find_fault
from policygraph.store import LocalStore

FIRST = "us_ice_ddor_2017w1"
SCHEMA_TEXT = read_report_schema()
VALIDATOR = jsonschema.Draft202012Validator(
    SCHEMA_TEXT, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)
Record = dict[str, Any]


@pytest.fixture(scope="module")
def store() -> LocalStore:
    return LocalStore.shipped()


@pytest.fixture(scope="module")
def report(store: LocalStore) -> FindingsReport:
    return build_report(store, Question(report=FIRST))


@pytest.fixture(scope="module")
def record(report: FindingsReport) -> Record:
    parsed: Record = json.loads(write_report_json(report))
    return parsed


@pytest.fixture(scope="module")
def small(store: LocalStore) -> Record:
    question = Question(report=FIRST, jurisdiction="27123")
    parsed: Record = json.loads(write_report_json(build_report(store, question)))
    return parsed


# The schema


def test_the_schema_is_one_itself() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA_TEXT)
    assert SCHEMA_TEXT["$id"] == SCHEMA


def test_the_report_keeps_to_its_schema(record: Record) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(record)] == []
    assert find_fault(record, SCHEMA_TEXT) == ""


@pytest.mark.parametrize(
    "question",
    [
        Question(report="us_dhs_sanctuary_2025", state="KS"),
        Question(state="mn"),
        Question(report=FIRST, part="section-1", rules=("wrong_kind",)),
        Question(report=FIRST, jurisdiction="Hennepin County, MN"),
    ],
    ids=["of-a-state", "of-all-lists", "of-a-rule", "of-a-place"],
)
def test_narrow_reports_keep_to_it_too(store: LocalStore, question: Question) -> None:
    written = json.loads(write_report_json(build_report(store, question)))
    assert [error.message for error in VALIDATOR.iter_errors(written)] == []


def _objects(schema: Any) -> Iterator[Record]:
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            yield schema
        for value in schema.values():
            yield from _objects(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _objects(value)


def test_the_schema_knows_every_field_and_no_other(record: Record) -> None:
    for one in _objects(SCHEMA_TEXT):
        assert one["additionalProperties"] is False or one is SCHEMA_TEXT["properties"]["claims"]
        assert sorted(one.get("required", ())) == sorted(one.get("properties", ()))
    assert list(record) == list(SCHEMA_TEXT["properties"])


def test_the_schema_says_of_shared_things_what_the_other_schemas_say() -> None:
    for name, other in (("finding", gap_reports.read_schema()), ("verdict", None)):
        known = (other or omission_reports.read_schema())["$defs"]["finding"]
        mine = SCHEMA_TEXT["$defs"][name]["properties"]
        plain = {
            key: value
            for key, value in known["properties"].items()
            if "evidence" not in json.dumps(value) and "claim" not in json.dumps(value)
        }
        shared = {key: value for key, value in mine.items() if key in plain}
        assert shared.keys() == plain.keys() - {"waiver"}
        assert {key for key in shared if shared[key] != plain[key]} <= {"id"}
    for name in ("place", "severity"):
        assert SCHEMA_TEXT["$defs"][name] == gap_reports.read_schema()["$defs"][name]


SPOILT: list[tuple[str, Any]] = [
    ("$schema", "https://w3id.org/policygraph/schema/report/9.0.0"),
    ("citation", None),
    ("data.digest", "abc"),
    ("counts.omitted", -1),
    ("counts.omitted", True),
    ("counts", []),
    ("findings.0.id", "Omitted 1"),
    ("findings.0.severity", "grave"),
    ("findings.0.evidence.0.claim", 7),
    ("lists.0.findings.0.verdict", "left-out"),
    ("lists.0.findings.0.grade", "near"),
    ("lists.0.findings.0.sentence", None),
    ("lists.0.findings.0.peers.0.agreement", 1.5),
    ("lists.0.findings.0.jurisdiction.geoid", "270"),
    ("rules.0.scope", "place"),
    ("stakes.total_usd", "much"),
    ("stakes.stakes.0.amount_usd", 0.5),
]


def _spoil(record: Record, path: str, value: Any) -> Record:
    spoilt = deepcopy(record)
    *way, last = path.split(".")
    target: Any = spoilt
    for step in way:
        target = target[int(step)] if step.isdigit() else target[step]
    assert last in target, path
    if value is None:
        del target[last]
    else:
        target[last] = value
    return spoilt


@pytest.mark.parametrize(("path", "value"), SPOILT)
def test_the_schema_notices_what_is_wrong(small: Record, path: str, value: Any) -> None:
    spoilt = _spoil(small, path, value)
    assert list(VALIDATOR.iter_errors(spoilt)) != []
    fault = find_fault(spoilt, SCHEMA_TEXT)
    last = path.rpartition(".")[2]
    assert last in fault, fault


def test_a_field_too_many_is_noticed(small: Record) -> None:
    assert find_fault({**small, "more": 1}, SCHEMA_TEXT) == (
        "the document has 'more', which is not known here"
    )


def test_a_keyword_that_is_not_known_is_refused() -> None:
    with pytest.raises(ValueError, match="'minLength'"):
        find_fault("", {"minLength": 1})


# What it says


def test_the_numbers_are_those_of_the_report(report: FindingsReport, record: Record) -> None:
    assert record["counts"] == report.count()
    for severity in ("violation", "warning", "info"):
        found = [one for one in record["findings"] if one["severity"] == severity]
        assert len(found) == record["counts"][severity]
    for verdict in ("omitted", "explained", "cannot-tell", "not-comparable"):
        judged = [f for one in record["lists"] for f in one["findings"] if f["verdict"] == verdict]
        assert len(judged) == record["counts"][verdict]
    assert sum(rule["findings"] for rule in record["rules"]) == len(record["findings"])
    stakes = record["stakes"]
    amounts = [one["amount_usd"] for one in stakes["stakes"]]
    assert stakes["total_usd"] == sum(amount or 0 for amount in amounts)
    assert stakes["unknown"] == amounts.count(None)
    assert f"${stakes['total_usd']:,}" in stakes["arithmetic"]


def test_every_card_has_a_record_of_its_name(report: FindingsReport, record: Record) -> None:
    named = {f["id"]: f["iri"] for f in record["findings"]}
    named |= {f["id"]: f["iri"] for one in record["lists"] for f in one["findings"]}
    assert named == {case.id: case.iri for case in report.cases}
    sentences = {f["id"]: f["sentence"] for one in record["lists"] for f in one["findings"]}
    judged = {case.id: case.sentence for case in report.cases if case.judgement}
    assert sentences == judged


def test_a_link_and_its_claim_say_what_the_link_said(
    report: FindingsReport, record: Record
) -> None:
    def lengthen(link: Record) -> Record:
        claim = record["claims"][link["claim"]]
        told = {key: claim[key] for key in ("summary", "source", "locator", "confidence", "urls")}
        return {**link, **told}

    whole = [f for one in report.lists for f in build_record(one)["findings"]]
    short = [f for one in record["lists"] for f in one["findings"]]
    for before, after in zip(whole, short, strict=True):
        assert [lengthen(link) for link in after["evidence"]] == before["evidence"]
        assert [lengthen(link) for link in after["funding"]] == before["funding"]
        for name in ("verdict", "jurisdiction", "peers", "reasons", "would_change"):
            assert after[name] == before[name]
    for gap, found in zip(report.gaps.findings, record["findings"], strict=True):
        assert [lengthen(link) for link in found["evidence"]] == [
            evidence_record(link) for link in gap.evidence
        ]


def test_no_claim_is_missing_or_idle(report: FindingsReport, record: Record) -> None:
    text = json.dumps([record["findings"], record["lists"], record["stakes"]])
    used = {iri for iri in record["claims"] if f'"{iri}"' in text}
    assert used == set(record["claims"]) == {link.claim for link in read_links(report)}
    cited = {iri for claim in record["claims"].values() for iri in claim["documents"]}
    assert cited == {source["iri"] for source in record["sources"]}
    first = record["sources"][0]
    claims = [c for c in record["claims"].values() if first["iri"] in c["documents"]]
    assert first["claims"] == len(claims) > 0


def test_the_same_question_gives_the_same_document(store: LocalStore, small: Record) -> None:
    question = Question(report=FIRST, jurisdiction="27123")
    assert build_report_record(build_report(store, question)) == small
    other = build_report(store, Question(report=FIRST, jurisdiction="27053"))
    assert build_report_record(other)["iri"] != small["iri"]
