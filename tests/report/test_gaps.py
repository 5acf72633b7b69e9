"""Gap reports: JSON as its schema has it, the same findings in every form, a fresh catalogue."""

from __future__ import annotations

import copy
import json
import runpy
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from policygraph.gaps import (
    GapReport,
    Waiver,
    find_gaps,
    load_rules,
    rank_by_funding,
)
from policygraph.report.catalogue import write_catalogue
from policygraph.report.gaps import (
    COLUMNS,
    SHORT,
    add_up,
    build_rows,
    count_rules,
    headline,
    list_stakes,
    read_schema,
    write_json,
)
from policygraph.store import LocalStore

ROOT = Path(__file__).parents[2]
VALIDATOR = jsonschema.Draft202012Validator(
    read_schema(), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)


@pytest.fixture(scope="module")
def report(shipped: LocalStore) -> GapReport:
    return find_gaps(shipped)


@pytest.fixture(scope="module")
def waivers(report: GapReport) -> Mapping[str, Waiver]:
    name = report.findings[0].id
    return {name: Waiver(name, "Known.", "R. Viewer", "A letter.", date(2026, 12, 31))}


@pytest.fixture(scope="module")
def document(report: GapReport, waivers: Mapping[str, Waiver]) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(write_json(report, report.findings, waivers))
    return read


def test_the_document_is_as_the_schema_has_it(document: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(read_schema())
    VALIDATOR.validate(document)
    assert document["findings"][0]["waiver"]["reviewer"] == "R. Viewer"


def test_a_document_of_lists_as_corrected_is_as_the_schema_has_it(shipped: LocalStore) -> None:
    day = date(2025, 12, 31)
    corrected = find_gaps(shipped, list_version=day)
    document = json.loads(write_json(corrected, corrected.findings, {}))
    VALIDATOR.validate(document)
    assert document["list_version"] == day.isoformat()
    said = {part["part"]: part["list_version"] for part in document["parts"]}
    assert all(words.startswith(f"as corrected by {day}; ") for words in said.values())
    assert any("whole list withdrawn" in part["list_version"] for part in document["parts"])
    del document["list_version"]
    assert not VALIDATOR.is_valid(document)


@pytest.mark.parametrize("key", ["id", "rule", "message", "evidence", "waiver"])
def test_the_schema_misses_nothing(document: dict[str, Any], key: str) -> None:
    spoilt = copy.deepcopy({**document, "findings": document["findings"][:1]})
    del spoilt["findings"][0][key]
    assert not VALIDATOR.is_valid(spoilt)


def test_rows_and_document_say_the_same(
    report: GapReport, document: dict[str, Any], waivers: Mapping[str, Waiver]
) -> None:
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in build_rows(report.findings, waivers)]
    for row, finding in zip(rows, document["findings"], strict=True):
        assert (row["id"], row["message"], row["confidence"]) == (
            finding["id"], finding["message"], finding["confidence"],
        )  # fmt: skip
        assert (row["sources"] is not None) == bool(finding["evidence"])
    assert rows[0]["waiver"] == "waived by R. Viewer until 2026-12-31: Known."
    short = build_rows(report.findings, waivers, short=True)
    assert [row[SHORT.index("message")] for row in short] == [row["message"] for row in rows]


def test_counts_are_those_of_the_findings(
    report: GapReport, document: dict[str, Any], waivers: Mapping[str, Waiver]
) -> None:
    counts = {row[1]: row[2] for row in count_rules(report, waivers)}
    assert counts == {rule["id"]: rule["findings"] for rule in document["rules"]}
    assert sum(int(number) for number in counts.values()) == len(report.findings)
    assert sum(report.count().values()) == len(report.findings)
    assert headline(report, waivers).endswith("; 1 waived.")


def test_money_is_added_up_in_the_open(report: GapReport) -> None:
    omitted = [finding for finding in report.findings if finding.rule.id == "omitted"]
    stakes = rank_by_funding(omitted, report.columns)
    total = sum(int(row[2]) for row in list_stakes(stakes) if row[2] is not None)
    assert f"${total:,}" in add_up(stakes)
    assert f"over {sum(row[2] is not None for row in list_stakes(stakes))} of" in add_up(stakes)


def test_the_catalogue_names_every_rule() -> None:
    text = write_catalogue(load_rules().values())
    for rule in load_rules().values():
        assert f"\n## {rule.id}\n" in text
        assert rule.problem in text
    assert "{?" not in text


def test_the_page_of_the_catalogue_is_fresh() -> None:
    script = runpy.run_path(str(ROOT / "docs" / "make_rules_reference.py"))
    page: Path = script["PAGE"]
    assert page.read_text(encoding="utf-8") == script["make_page"](), "run `make docs`"
