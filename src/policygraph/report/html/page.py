"""The page of a report: what its template shows, in the order of reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from policygraph.report.card import Card, Reference
from policygraph.report.facts import list_facts
from policygraph.report.gaps import add_up
from policygraph.report.html.figures import Figures, draw_figures
from policygraph.report.labels import LABELS, OMITTED, Label
from policygraph.report.layout import collect_sources, lay_out
from policygraph.report.lead import Key, count_keys, say_lead
from policygraph.report.model import FindingsReport
from policygraph.report.rows import Row, build_rows
from policygraph.report.words import say_dates


@dataclass(frozen=True, slots=True)
class Group:
    """The cards of one weight."""

    label: Label
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to filter by, and how many rows have it."""

    value: str
    text: str
    number: int


@dataclass(frozen=True, slots=True)
class Page:
    """Everything on the page; see the template for the order."""

    title: str
    name: str
    lead: tuple[str, ...]
    signs: tuple[Label, ...]
    verdicts: tuple[Key, ...]
    found: tuple[Key, ...]
    facts: tuple[tuple[str, str], ...]
    detail: tuple[str, ...]
    figures: Figures
    rows: tuple[Row, ...]
    groups: tuple[Group, ...]
    labels: tuple[Choice, ...]
    rules: tuple[Choice, ...]
    states: tuple[Choice, ...]
    places: tuple[Choice, ...]
    measure: str
    stakes: str
    method: tuple[str, ...]
    limits: tuple[str, ...]
    sources: tuple[Reference, ...]
    citation: str
    version: str
    digest: str


def build_page(report: FindingsReport) -> Page:
    """Build the page of a report.

    Parameters
    ----------
    report : FindingsReport
        The report.

    Returns
    -------
    Page
        What the template needs.
    """
    cards = tuple(lay_out(case, report) for case in report.cases)
    rows = build_rows(cards, report)
    verdicts, found = count_keys(report)
    return Page(
        title=report.title,
        name=say_dates(report.title),
        lead=say_lead(report),
        signs=(*LABELS.values(), OMITTED),
        verdicts=verdicts,
        found=found,
        facts=list_facts(report),
        detail=tuple(say_dates(sentence) for sentence in report.summary),
        figures=draw_figures(report),
        rows=rows,
        groups=tuple(
            Group(label, chosen)
            for label in LABELS.values()
            if (chosen := tuple(card for card in cards if card.label is label))
        ),
        labels=_choose((row.card.label.code, row.card.label.word) for row in rows),
        rules=_choose(sorted((row.rule, row.rule) for row in rows)),
        states=_choose(sorted((row.state, row.state_name) for row in rows if row.state)),
        places=_choose((row.where, row.where or "No list") for row in rows),
        measure=report.stakes.measure,
        stakes=add_up(report.stakes) if report.stakes.stakes else "",
        method=report.method,
        limits=report.limits,
        sources=collect_sources(cards),
        citation=report.citation,
        version=report.version.software,
        digest=report.version.digest,
    )


def _choose(pairs: Iterable[tuple[str, str]]) -> tuple[Choice, ...]:
    return tuple(Choice(value, text, number) for (value, text), number in Counter(pairs).items())
