"""The page of a report is whole, safe, in order, and says all that the model says."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from dataclasses import replace
from functools import cached_property
from html.parser import HTMLParser
from importlib.resources import files

import pytest

from policygraph.report.html import write_html
from policygraph.report.layout import lay_out
from policygraph.report.model import Case, FindingsReport, Question
from policygraph.report.sections import Section
from policygraph.report.words import say_dates

VOID = {"meta", "link", "input", "br", "img", "hr"}
EVIL = "<script>alert(1)</script> & \"quoted\" 'so'"


class Page(HTMLParser):
    """Reads a page strictly: what is opened is closed, in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: Counter[str] = Counter()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.headings: list[int] = []
        self.rows: list[str] = []
        self.cards: list[str] = []
        self.tags: Counter[str] = Counter()
        self.words: list[str] = []
        self._is_head_of_row = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags[tag] += 1
        if "id" in given:
            self.ids[given["id"]] += 1
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "a":
            self.links.append(given["href"])
            if self._is_head_of_row:
                self.rows.append(given["href"].removeprefix("#"))
        elif tag != "use":
            self.loads += [given[name] for name in ("src", "href", "xlink:href") if name in given]
        if tag == "article":
            self.cards.append(given["id"])
        self._is_head_of_row = tag == "th" and given.get("scope") == "row"
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, f"</{tag}> at {self.getpos()}"

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] not in {"script", "style"}:
            self.words.append(data)

    @cached_property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


@pytest.fixture(scope="module")
def page(ddor_page: str) -> Page:
    return Page(ddor_page)


def test_what_is_opened_is_closed_and_no_id_is_there_twice(page: Page) -> None:
    assert page.open == []
    assert [name for name, number in page.ids.items() if number > 1] == []


def test_every_link_within_the_page_leads_somewhere(page: Page) -> None:
    inner = {link[1:] for link in page.links if link.startswith("#")}
    assert inner <= set(page.ids)
    assert {"map", "all", "violation", "method", "sources", "cite"} <= inner


def test_headings_are_in_order(page: Page) -> None:
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    steps = zip(page.headings, page.headings[1:], strict=False)
    assert all(next_ <= level + 1 for level, next_ in steps)


def test_every_case_has_one_row_and_one_card(ddor: FindingsReport, page: Page) -> None:
    ids = [case.id.replace("/", "-") for case in ddor.cases]
    assert page.rows[: len(ids)] == ids
    assert page.cards == ids


def test_the_key_figures_are_those_of_the_model(ddor: FindingsReport, ddor_page: str) -> None:
    keys = re.findall(
        r'<dt><span class="label ([a-z-]+)">.*?</dt><dd>([\d,]+)</dd>', ddor_page, re.DOTALL
    )
    found = {code: int(number.replace(",", "")) for code, number in keys}
    assert found == ddor.count()


def test_the_first_sentence_names_who_was_left_out(page: Page) -> None:
    lead = page.text.split("All findings and verdicts")[0]
    assert "Section III of the Declined Detainer Outcome Report" in lead
    assert "Leon County, FL, Douglas County, KS and Ramsey County, MN" in lead
    assert "20 March 2017" in lead


def test_every_line_of_every_proof_is_told(ddor: FindingsReport, page: Page) -> None:
    """But for features, which stand in a table, and for sources, which are links."""
    featured = re.compile(r"(Same|Different|Unknown for one or both|Hold criterion:)")
    for case in ddor.cases:
        for section in case.sections:
            if section.heading == "Sources":
                continue
            for line in section.lines:
                if section.heading.startswith("Listed: ") and featured.match(line):
                    continue
                words = say_dates(re.sub(r" \[\d[^\[]*\]$", "", line))
                assert " ".join(words.split()) in page.text, (case.id, line)


def test_features_are_told_apart_by_words_and_signs(ddor_page: str) -> None:
    card = _cut_card(ddor_page, "omitted-2c90a93d4096")
    assert re.search(
        r'<tr class="other"><th scope="row">ICE access</th><td>different</td>'
        r"<td>transfer outside only</td><td>transfer inside</td>",
        card,
    )
    assert '<tr class="same"><th scope="row">authorities</th><td>the same</td>' in card
    assert re.search(r'<tr class="open"><th scope="row">delegation, .*?unknown for one or', card)
    for name, sign in (("same", "="), ("near", "≈"), ("other", "≠"), ("open", "?")):
        assert f'.{name} td:first-of-type::before {{ content: "{sign}"' in ddor_page


def test_a_card_has_sources_timeline_arithmetic_and_citation(ddor_page: str) -> None:
    card = _cut_card(ddor_page, "omitted-2c90a93d4096")
    assert 'href="http://www.startribune.com/hennepin-county-lands-on-new' in card
    assert "$89,600,000 ÷ 14% ≈ $640 million, the total budget" in card
    assert "https://w3id.org/policygraph/finding/omitted/2c90a93d4096" in card
    moments = re.findall(r'<span class="when">([^<]*)</span>', card)
    assert moments[:3] == ["27 June 1997", "25 June 2012", "June 2014"]
    assert "29 May 2025" in moments
    assert card.count("<svg") == 1


def test_findings_that_are_no_fault_are_closed_at_first(
    ddor: FindingsReport, ddor_page: str
) -> None:
    faults = sum(case.weight in {"violation", "warning"} for case in ddor.cases)
    cards = re.findall(r"<article.*?</article>", ddor_page, re.DOTALL)
    assert sum("<details>" in card for card in cards) == len(cards) - faults


def test_nothing_is_loaded_from_anywhere(page: Page, ddor_page: str) -> None:
    assert set(page.loads) == {"data:,"}
    style = "".join(re.findall(r"<style>(.*?)</style>", ddor_page, re.DOTALL))
    assert "url(" not in style
    assert "@import" not in style
    assert page.tags["script"] == 1


def test_the_policy_allows_the_one_script(ddor_page: str) -> None:
    script = re.findall(r"<script>(.*?)</script>", ddor_page, re.DOTALL)[-1]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'".replace("'", "&#39;") in ddor_page
    assert "default-src &#39;none&#39;" in ddor_page


def test_what_comes_from_the_graph_is_escaped(ramsey: FindingsReport) -> None:
    evil = replace(
        ramsey,
        title=EVIL,
        summary=(EVIL,),
        method=(EVIL,),
        citation=EVIL,
        cases=tuple(_spoil(case) for case in ramsey.cases),
    )
    text = write_html(evil)
    assert "<script>alert" not in text
    assert text.count("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#34;quoted&#34;") >= 8
    assert "javascript:alert(2)" not in Page(text).links
    assert Page(text).tags["script"] == 1


def _spoil(case: Case) -> Case:
    lines = (f"{EVIL} [1: {EVIL}; quoted]",)
    place = replace(case.place, name=EVIL) if case.place else None
    return replace(
        case,
        sentence=EVIL,
        title=EVIL,
        place=place,
        judgement=None,
        sections=(
            Section(EVIL, (EVIL,)),
            Section(EVIL, lines),
            Section("Sources", (f"[1] {EVIL} <javascript:alert(2)>",)),
        ),
    )


def test_the_same_report_gives_the_same_page(ramsey: FindingsReport) -> None:
    assert write_html(ramsey) == write_html(ramsey)


def test_a_report_without_findings_says_so(ramsey: FindingsReport) -> None:
    empty = replace(
        ramsey,
        cases=(),
        lists=(),
        gaps=replace(ramsey.gaps, findings=()),
        stakes=replace(ramsey.stakes, stakes=()),
        question=Question(),
    )
    page = Page(write_html(empty))
    assert page.open == []
    assert "The rules found nothing" in page.text
    assert "found 0 violations, 0 warnings and 0 remarks" in page.text


def test_numbers_and_nouns_agree(page: Page) -> None:
    assert (
        re.findall(r"(?<![\d,.])\b1 (?:places|rules|violations|warnings|remarks)\b", page.text)
        == []
    )


def test_the_page_keeps_within_bounds(ddor_page: str, dhs_page: str) -> None:
    assert len(ddor_page.encode()) < 3_000_000
    assert len(dhs_page.encode()) < 4_000_000


def test_templates_travel_with_the_package() -> None:
    folder = files("policygraph.report.html").joinpath("templates")
    assert {"report.html", "card.html", "report.css", "report.js"} <= {
        item.name for item in folder.iterdir()
    }


def test_references_of_a_card_are_numbered_on(ddor: FindingsReport) -> None:
    for case in ddor.cases[:20]:
        card = lay_out(case, ddor)
        numbers = [one.number for one in card.references]
        assert numbers == list(range(1, len(numbers) + 1))
        cited = {n for block in card.blocks for line in block.lines for n in line.numbers}
        cited |= {n for dated in card.moments for n in dated.line.numbers}
        assert cited == set(numbers), case.id


def _cut_card(page: str, anchor: str) -> str:
    found = re.search(rf'<article id="{anchor}".*?</article>', page, re.DOTALL)
    assert found, anchor
    return found[0]


def test_timelines_that_are_not_drawn_are_counted(
    kansas: FindingsReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "For the last 1 of them the timeline is a list and not drawn."
    assert said not in write_html(kansas)
    monkeypatch.setattr("policygraph.report.html.figures.MOST_TIMELINES", 1)
    assert said in write_html(kansas)
