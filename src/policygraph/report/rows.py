"""The table of everything that was found: a row for each card."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from policygraph.gaps.gap import CONFIDENCE
from policygraph.report.card import Card
from policygraph.report.layout import name_list
from policygraph.report.model import FindingsReport
from policygraph.report.money import read_aid
from policygraph.report.words import say_dates, say_part, say_usd

#: What the rule of a verdict is called, for no rule found it.
NO_RULE: Final = "Verdict of the comparison"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table of everything.

    Parameters
    ----------
    card : Card
        The card that it leads to.
    state, state_name : str
        USPS code and name; empty where there is none.
    where : str
        The list, shortly.
    grade : str
        The grade of an omission; else empty.
    rule : str
        The rule that found it.
    sentence : str
        What was found.
    rank : int
        How weak the weakest link is, for sorting.
    aid, aid_usd : str
        Federal aid in words, and as a number for sorting; empty where unknown.
    """

    card: Card
    state: str
    state_name: str
    where: str
    grade: str
    rule: str
    sentence: str
    rank: int
    aid: str
    aid_usd: str


def build_rows(cards: Iterable[Card], report: FindingsReport) -> tuple[Row, ...]:
    """Build the table.

    Parameters
    ----------
    cards : iterable of Card
        The cards of the report.
    report : FindingsReport
        The report.

    Returns
    -------
    tuple of Row
        In the order of the cards.
    """
    return tuple(_row(card, report) for card in cards)


def _row(card: Card, report: FindingsReport) -> Row:
    case = card.case
    judgement, place = case.judgement, case.place
    aid = read_aid(case, report)
    cells = case.gap.cells if case.gap else {}
    sentence = case.sentence
    if case.part:
        whole = case.part.kind == "whole-list"
        short = "the list" if whole else case.part.label.partition(":")[0]
        sentence = sentence.replace(say_part(case.part), short)
    return Row(
        card=card,
        state=place.state if place else cells.get("state") or "",
        state_name=place.state_name if place else cells.get("state") or "",
        where=name_list(case, report, short=True),
        grade=judgement.grade.value if judgement and judgement.grade and case.gap else "",
        rule=case.rule.title if case.rule else NO_RULE,
        sentence=say_dates(sentence),
        rank=CONFIDENCE.index(card.confidence) if card.confidence else len(CONFIDENCE),
        aid=f"{say_usd(aid[0])} ({aid[1]})" if aid else "",
        aid_usd=str(int(aid[0])) if aid else "",
    )
