"""The Markdown has the same content and numbers as the model, and nothing of it runs."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from policygraph.report.markdown import write_markdown_report
from policygraph.report.model import FindingsReport
from policygraph.report.sections import Section
from policygraph.report.words import say_dates


@pytest.fixture(scope="module")
def text(ddor: FindingsReport) -> str:
    return write_markdown_report(ddor)


def test_every_case_has_a_row_that_leads_to_its_card(ddor: FindingsReport, text: str) -> None:
    rows = re.findall(r"^\| \[.*\]\(#(.*?)\) \|", text, re.MULTILINE)
    cards = re.findall(r'^<a id="(.*?)"></a>$', text, re.MULTILINE)
    assert rows == cards == [case.id.replace("/", "-") for case in ddor.cases]


def test_rows_have_eight_cells(text: str) -> None:
    table = text.split("## All findings and verdicts")[1].split("## Violations", maxsplit=1)[0]
    rows = [line for line in table.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {9}


def test_the_numbers_are_those_of_the_model(ddor: FindingsReport, text: str) -> None:
    keys = re.findall(r"^\| [^\w|]+ ([\w ]+) \| ([\d,]+) \|", text, re.MULTILINE)
    told = {name: int(number.replace(",", "")) for name, number in keys}
    counts = ddor.count()
    assert told == {
        "Omitted": counts["omitted"],
        "Cannot tell": counts["cannot-tell"],
        "Explained": counts["explained"],
        "Not comparable": counts["not-comparable"],
        "Violation": counts["violation"],
        "Warning": counts["warning"],
        "Remark": counts["info"],
    }


def test_every_line_of_every_proof_is_told(ddor: FindingsReport, text: str) -> None:
    plain = text.replace("\\", "")
    for case in ddor.cases:
        for section in case.sections:
            for line in section.lines:
                words = re.sub(r" \[\d[^\[]*\]$", "", line)
                told = words if section.heading == "Sources" else say_dates(words)
                assert told in plain, (case.id, line)


def test_a_card_has_timeline_and_citation(text: str) -> None:
    card = text.split('<a id="omitted-2c90a93d4096"></a>')[1].split("<a id=", maxsplit=1)[0]
    assert "- June 2014 (policy, announced): Holds for ICE only on" in card
    assert "- 29 May 2025 (listing): DHS list of sanctuary jurisdictions, May 2025: Ramsey" in card
    assert "$89,600,000 ÷ 14% ≈ $640 million, the total budget" in card
    assert "https://w3id.org/policygraph/finding/omitted/2c90a93d4096" in card


def test_what_comes_from_the_graph_is_escaped(ramsey: FindingsReport) -> None:
    evil = "<script>alert(1)</script> | *x*"
    spoilt = replace(
        ramsey,
        title=evil,
        cases=tuple(
            replace(case, sentence=evil, judgement=None, sections=(Section(evil, (evil,)),))
            for case in ramsey.cases
        ),
    )
    text = write_markdown_report(spoilt)
    assert re.findall(r"(?<!\\)<script", text) == []
    assert r"\<script>alert(1)\</script> \| \*x\*" in text


def test_the_same_report_gives_the_same_text(ramsey: FindingsReport) -> None:
    assert write_markdown_report(ramsey) == write_markdown_report(ramsey)
