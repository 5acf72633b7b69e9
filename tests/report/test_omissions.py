"""The omission report: the same findings in every format, and JSON as its schema has it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from policygraph.gaps import (
    Columns,
    OmissionReport,
    Verdict,
    find_omissions,
    find_part,
    read_columns,
)
from policygraph.places import find_place
from policygraph.report.omissions import (
    COLUMNS,
    build_record,
    build_rows,
    read_schema,
    write_json,
    write_report,
)
from policygraph.report.proof import explain_finding, headline, say_money
from policygraph.report.sections import Section, write_markdown, write_text
from policygraph.store import LocalStore

FIRST = "us_ice_ddor_2017w1"
SCHEMA = read_schema()
VALIDATOR = jsonschema.Draft202012Validator(
    SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)


@pytest.fixture(scope="module")
def columns(shipped: LocalStore) -> Columns:
    return read_columns(shipped)


@pytest.fixture(scope="module")
def report(columns: Columns) -> OmissionReport:
    return find_omissions(columns, find_part(columns, FIRST))


@pytest.fixture(scope="module")
def record(report: OmissionReport) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(write_json(report))
    return parsed


# The schema


def test_the_schema_is_one_itself() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("part", ["section-1", "section-2", "section-3"])
@pytest.mark.parametrize("day", ["1999-12-31", "2014-07-15", "2017-03-20", "2026-01-01"])
def test_every_report_keeps_to_its_schema(columns: Columns, part: str, day: str) -> None:
    result = find_omissions(columns, find_part(columns, FIRST, part), date.fromisoformat(day))
    written = json.loads(write_json(result))
    assert [error.message for error in VALIDATOR.iter_errors(written)] == []
    assert (written["part"], written["as_of"]) == (part, day)


@pytest.mark.parametrize("place", ["27123", "27053", "27003", "38", "20091", "3651000"])
def test_the_report_on_one_place_keeps_to_it_too(columns: Columns, place: str) -> None:
    one = find_place(columns.places.values(), place)
    result = find_omissions(columns, find_part(columns, FIRST), place=one)
    written = json.loads(write_json(result))
    assert [error.message for error in VALIDATOR.iter_errors(written)] == []
    assert {finding["jurisdiction"]["geoid"] for finding in written["findings"]} <= {place}


def _spoil(record: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    spoilt: dict[str, Any] = json.loads(json.dumps({**record, "findings": record["findings"][:3]}))
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


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("as_of", "20 March 2017"),
        ("as_of", "2017-13-01"),
        ("report_iri", "not an IRI"),
        ("counts", {}),
        ("counts.omitted", -1),
        ("part_kind", "section"),
        ("findings.0.verdict", "left-out"),
        ("findings.0.grade", "near"),
        ("findings.0.evidence", None),
        ("findings.0.absence.basis", "assumed"),
        ("findings.0.peers.0.agreement", 1.5),
        ("findings.0.evidence.0.urls", ["no address"]),
        ("findings.0.jurisdiction.geoid", "270"),
        ("list_version", None),
    ],
)
def test_the_schema_notices_what_is_wrong(record: dict[str, Any], path: str, value: Any) -> None:
    assert list(VALIDATOR.iter_errors(_spoil(record, path, value))) != []


def test_the_schema_knows_every_field_and_no_other(record: dict[str, Any]) -> None:
    assert list(VALIDATOR.iter_errors({**record, "extra": 1})) != []
    finding = {**record["findings"][0], "extra": 1}
    assert list(VALIDATOR.iter_errors({**record, "findings": [finding]})) != []
    assert set(record) == set(SCHEMA["properties"])


def test_completeness_and_strength_are_in_every_format(
    report: OmissionReport, record: dict[str, Any]
) -> None:
    said = {s["state"]["name"]: s["completeness"] for s in record["completeness"]}
    assert said["Kansas"] == "complete"
    assert said["Minnesota"] == "lower-bound"
    for form in ("text", "md"):
        document = write_report(report, form)
        assert "complete for Kansas; elsewhere a lower bound; of the list in 19 states" in document
        assert "The weakest link of the proof is paraphrased. It rests on: " in document
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in build_rows(report)]
    for row, finding in zip(rows, record["findings"], strict=True):
        assert row["confidence"] == finding["confidence"]
        assert (row["kinds"] or "").split() == finding["kinds"]


# The same in every format


def test_counts_are_those_of_the_findings(report: OmissionReport, record: dict[str, Any]) -> None:
    counted = Counter(finding["verdict"] for finding in record["findings"])
    assert record["counts"] == {verdict.value: counted[verdict.value] for verdict in Verdict}
    assert sum(record["counts"].values()) == len(report.findings)


def test_rows_say_what_the_json_says(report: OmissionReport, record: dict[str, Any]) -> None:
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in build_rows(report)]
    assert len(rows) == len(record["findings"])
    for row, finding in zip(rows, record["findings"], strict=True):
        place = finding["jurisdiction"]
        assert (row["verdict"], row["geoid"], row["grade"]) == (
            finding["verdict"],
            place["geoid"],
            finding["grade"],
        )
        assert (row["criterion"], row["absence"]) == (
            finding["criterion"],
            finding["absence"]["basis"],
        )
        graded = [peer for peer in finding["peers"] if peer["grade"]]
        assert row["nearest_geoid"] == (graded[0]["geoid"] if graded else None)
        why = row["why"] or ""
        assert all(reason in why for reason in finding["reasons"])
        if finding["verdict"] != "omitted":
            assert why


def _money(text: str) -> tuple[float, float] | None:
    found = re.search(r"\$([\d,]+), about ([\d.]+)%", text)
    return (float(found[1].replace(",", "")), float(found[2])) if found else None


def test_money_is_the_same_in_rows_text_markdown_and_json(
    report: OmissionReport, record: dict[str, Any]
) -> None:
    (ramsey,) = [f for f in record["findings"] if f["jurisdiction"]["geoid"] == "27123"]
    given = {
        fact["jurisdiction"]["geoid"]: (fact["amount_usd"], round(fact["share"] * 100, 1))
        for fact in ramsey["funding"]
        if fact["measure"] == "federal funding in the budget"
    }
    assert given == {"27123": (89_600_000, 14.0), "27053": (198_000_000, 10.0)}
    (row,) = [row for row in build_rows(report) if row[2] == "27123"]
    assert _money(row[COLUMNS.index("federal_funding")] or "") == given["27123"]
    for form in ("text", "md"):
        document = write_report(report, form)
        for name, geoid in (("Ramsey", "27123"), ("Hennepin", "27053")):
            (line, *_) = re.findall(rf"{name} County, MN: (\$.* of the total budget.*)", document)
            assert _money(line) == given[geoid]


def test_a_proof_shows_money_of_the_place_and_of_the_peers_that_it_shows(
    report: OmissionReport,
) -> None:
    hidden = 0
    for finding in report.findings:
        sections = {part.heading: part.lines for part in explain_finding(finding, report)}
        shown = {str(finding.place)} | {
            heading.removeprefix("Listed: ").rpartition(" (")[0]
            for heading in sections
            if heading.startswith("Listed: ")
        }
        paid = {line.partition(": $")[0] for line in sections.get("Federal funding", ())}
        known = {str(fact.place) for fact in finding.funding if fact.amount_usd is not None}
        assert paid == known & shown, str(finding.place)
        hidden += len(known - shown)
    assert hidden > 20


@pytest.mark.parametrize("form", ["text", "md"])
def test_documents_name_every_omission_and_no_other(report: OmissionReport, form: str) -> None:
    document = write_report(report, form)
    bullets = re.findall(r"^- (.+?) \((\d+)\): omitted, (\S+) with listed (.+?);", document, re.M)
    omitted = [f for f in report.findings if f.verdict is Verdict.OMITTED]
    assert [(name, geoid, grade) for name, geoid, grade, _ in bullets] == [
        (str(f.place), f.place.geoid, f.grade) for f in omitted
    ]
    assert headline(report) in document
    for number in report.counts.values():
        assert str(number) in headline(report)


def test_the_headline_counts_as_the_report_does(report: OmissionReport) -> None:
    counts = report.counts
    said = headline(report)
    assert f"of {len(report.findings)} places with a known policy" in said
    assert f"{counts[Verdict.OMITTED]} were left out" in said
    assert f"{counts[Verdict.EXPLAINED]} absences are explained" in said
    assert f"for {counts[Verdict.CANNOT_TELL]} one cannot tell" in said
    assert f"{counts[Verdict.NOT_COMPARABLE]} are not comparable" in said
    assert "read as of 2017-03-20" in said


def test_a_report_in_which_nobody_is_left_out_says_so(columns: Columns) -> None:
    nobody = find_omissions(columns, find_part(columns, FIRST, "section-2"))
    for form in ("text", "md"):
        assert "No omission can be shown." in write_report(nobody, form)


# The proof


def test_every_omission_is_proved_link_by_link(record: dict[str, Any]) -> None:
    omitted = [f for f in record["findings"] if f["verdict"] == "omitted"]
    assert len(omitted) == record["counts"]["omitted"] > 0
    for finding in omitted:
        roles = {link["role"] for link in finding["evidence"]}
        assert {"listing", "in force", "criterion", "peer criterion"} <= roles
        assert roles & {"absence", "coverage"}
        assert finding["absence"]["claims"]
        assert finding["absence"]["source"]


def test_every_link_has_a_source_and_a_place_in_it(record: dict[str, Any]) -> None:
    links = [link for finding in record["findings"] for link in finding["evidence"]]
    assert len(links) > 1000
    for link in links:
        assert link["source"].strip()
        assert link["locator"].strip()
        assert link["summary"].strip()
        assert link["claim"].startswith("https://w3id.org/policygraph/")


def test_every_finding_cites_what_it_shows(record: dict[str, Any]) -> None:
    for finding in record["findings"]:
        cited = {(link["role"], link["claim"]) for link in finding["evidence"]}
        shown = [*finding["absence"]["claims"], *finding["funding"], *finding["similarity_claims"]]
        assert {(link["role"], link["claim"]) for link in shown} <= cited
        assert len(cited) == len(finding["evidence"])


def test_every_peer_is_listed_and_cited(report: OmissionReport, record: dict[str, Any]) -> None:
    named = {place.geoid for place in report.listed}
    for finding in record["findings"]:
        listings = [link for link in finding["evidence"] if link["role"] == "listing"]
        peers = {peer["geoid"] for peer in finding["peers"]}
        assert peers <= named
        assert len(listings) == len(peers)


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_proof_begins_with_the_verdict_and_ends_with_the_sources(
    report: OmissionReport, verdict: Verdict
) -> None:
    for finding in report.findings:
        if finding.verdict is not verdict:
            continue
        sections = explain_finding(finding, report)
        assert sections[0].heading == verdict.value.upper()
        assert str(finding.place) in sections[0].lines[0]
        assert all(reason in sections[0].lines[0] for reason in finding.reasons)
        assert all(section.lines for section in sections)
        if finding.evidence:
            assert sections[-1].heading == "Sources"


def test_every_number_of_a_proof_leads_to_a_source(report: OmissionReport) -> None:
    for finding in report.findings:
        sections = explain_finding(finding, report)
        listed = {
            int(number)
            for section in sections
            if section.heading == "Sources"
            for line in section.lines
            for number in re.findall(r"^\[(\d+)\]", line)
        }
        used = {
            int(number)
            for section in sections
            if section.heading != "Sources"
            for line in section.lines
            for numbers in re.findall(r"\[([\d, ]+): ", line)
            for number in numbers.split(", ")
        }
        assert used == listed == set(range(1, len(listed) + 1))


def test_money_is_said_as_the_source_has_it(report: OmissionReport) -> None:
    (ramsey,) = [f for f in report.findings if f.place.geoid == "27123"]
    fact = ramsey.funding[0]
    assert say_money(fact) == "$89,600,000, about 14% of the total budget"
    exact = replace(fact, approximate=False, share=Decimal("0.125"))
    assert say_money(exact) == "$89,600,000, 12.5% of the total budget"
    assert say_money(replace(fact, amount_usd=None, base=None)) == "about 14% of the base"
    assert say_money(replace(fact, share=None)) == "$89,600,000"


# Formats


def test_csv_reads_back_as_the_rows(report: OmissionReport) -> None:
    sink = io.StringIO()
    csv.writer(sink, lineterminator="\r\n").writerows([COLUMNS, *build_rows(report)])
    back = list(csv.reader(io.StringIO(sink.getvalue(), newline="")))
    assert back[0] == list(COLUMNS)
    assert back[1:] == [[cell or "" for cell in row] for row in build_rows(report)]


def _tokens(markdown: str) -> list[Token]:
    return MarkdownIt("commonmark").parse(markdown)


def test_markdown_is_well_formed(report: OmissionReport) -> None:
    document = write_report(report, "md")
    tokens = _tokens(document)
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert {token.type for token in tokens} <= {
        *("heading_open", "heading_close", "inline", "paragraph_open", "paragraph_close"),
        *("bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"),
    }
    children = [child for token in tokens for child in token.children or []]
    assert {child.type for child in children} <= {"text", "link_open", "link_close", "text_special"}
    links = [child.attrs["href"] for child in children if child.type == "link_open"]
    assert links
    assert all(str(link).startswith("http") for link in links)


def test_markdown_says_what_the_text_says(report: OmissionReport) -> None:
    omitted = [f for f in report.findings if f.verdict is Verdict.OMITTED]
    for finding in omitted:
        sections = explain_finding(finding, report)
        rendered = [
            "".join(child.content for child in token.children or [])
            for token in _tokens(write_markdown(str(finding.place), sections))
            if token.type == "inline"
        ]
        lines = [line for section in sections for line in (section.heading, *section.lines)]
        plain = [re.sub(r"<(https?://\S+)>", r"\1", line) for line in lines]
        unquoted = [line.replace("%20", " ") for line in rendered[1:]]
        assert len(unquoted) == len(plain)
        for shown, written in zip(unquoted, plain, strict=True):
            if "http" not in written:
                assert shown == written


def test_words_are_not_read_as_markdown() -> None:
    nasty = "a_b_ *c* `d` <e> \\f <https://example.org/a_b_*c*>"
    written = write_markdown("A *title*", [Section("# no heading", (nasty, "- no list"))])
    tokens = _tokens(written)
    inline = [token for token in tokens if token.type == "inline"]
    kinds = {child.type for token in inline for child in token.children or []}
    assert kinds <= {"text", "text_special", "link_open", "link_close"}
    assert "".join(c.content for c in inline[0].children or []) == "A *title*"
    (link,) = [
        child for token in inline for child in token.children or [] if child.type == "link_open"
    ]
    assert link.attrs["href"] == "https://example.org/a_b_*c*"


def test_text_keeps_a_line_for_each_fact(report: OmissionReport) -> None:
    text = write_report(report, "text")
    assert max(map(len, text.splitlines())) > 200
    sections = [Section("HEAD", ("one", "two"))]
    assert write_text("Title", sections) == "Title\n=====\n\nHEAD\n  - one\n  - two\n"


def test_json_is_the_same_each_time(report: OmissionReport, columns: Columns) -> None:
    again = find_omissions(columns, find_part(columns, FIRST))
    assert write_json(again) == write_json(report)
    assert build_record(again) == build_record(report)
    assert write_json(report).endswith("}\n")
