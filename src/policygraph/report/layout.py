"""Laying out: a case taken apart into its card, and what a card is called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from policygraph.gaps import Peer, Stake, read_confidence
from policygraph.gaps.findings import Feature
from policygraph.policies import Grade
from policygraph.report.card import Block, Card, Dated, FeatureRow, Line, Reference, read_line
from policygraph.report.labels import LABELS
from policygraph.report.model import Case, FindingsReport
from policygraph.report.moments import read_moments
from policygraph.report.money import find_stake, work_out_shown
from policygraph.report.proof import choose_peers, show_features
from policygraph.report.sections import Section
from policygraph.report.version import suggest_citation
from policygraph.report.words import join_words, name_part, say_day, say_usd

_SOURCE: Final = re.compile(r"\[(?P<number>\d+)\] (?P<words>.*?)(?: <(?P<web>[^<>]*)>)?", re.DOTALL)
_SIGNS: Final = {Grade.EXACT: ("=", "the same"), Grade.AS_WRITTEN: ("=", "the same as worded"),
                 Grade.CLOSE: ("≈", "close")}  # fmt: skip


@dataclass(slots=True)
class _References:
    """The documents of a card; those of the timeline are numbered on."""

    known: dict[tuple[str, str], int] = field(default_factory=dict)

    def number(self, words: str, web: str) -> int:
        return self.known.setdefault((words, web), len(self.known) + 1)

    def list(self) -> tuple[Reference, ...]:
        return tuple(Reference(number, *document) for document, number in self.known.items())


def lay_out(case: Case, report: FindingsReport) -> Card:
    """Lay out a case.

    Parameters
    ----------
    case : Case
        One of the report.
    report : FindingsReport
        The report.

    Returns
    -------
    Card
        Everything that its sections say, and what its record and its figures add.
    """
    references = _References()
    for text in _lines(case.sections, "Sources"):
        if found := _SOURCE.fullmatch(text):
            references.number(found["words"], found["web"] or "")
    blocks = tuple(_blocks(case, report, references))
    moments = tuple(_moments(case, references))
    return Card(
        case=case,
        label=LABELS[case.weight],
        place=name_subject(case),
        where=name_list(case, report),
        day=say_day(case.as_of),
        confidence=tell_confidence(case),
        blocks=blocks,
        moments=moments,
        references=references.list(),
        citation=cite_case(case, report),
    )


def name_subject(case: Case) -> str:
    """Name what a case is about: its place, or the entry where no place is known."""
    if case.place:
        return str(case.place)
    cells = case.gap.cells if case.gap else {}
    name = cells.get("published") or cells.get("name") or case.title
    state = cells.get("state")
    return f"“{name}”{f' ({state})' if state else ''}"


def name_list(case: Case, report: FindingsReport, *, short: bool = False) -> str:
    """Name the list of a case; shortly where the whole report is about one list."""
    if case.part is None:
        return "" if short else "No list: what is recorded of the place"
    if short and report.question.report:
        return name_part(case.part)
    if case.part.kind == "whole-list":
        return case.part.report_label
    return f"{name_part(case.part)}, {case.part.report_label}"


def tell_confidence(case: Case) -> str:
    """Tell how firm the weakest link of a case is; nothing where it rests on no claim."""
    if case.judgement:
        return read_confidence(case.judgement) or ""
    return case.gap.confidence if case.gap else ""


def cite_case(case: Case, report: FindingsReport) -> str:
    """Say how to cite one finding.

    Parameters
    ----------
    case : Case
        The finding.
    report : FindingsReport
        The report that has it.

    Returns
    -------
    str
        Authors, what was found, the versions of software and data, and its lasting address.
    """
    where = name_list(case, report)
    day = f", as of {case.as_of.isoformat()}" if case.as_of else ""
    subject = name_subject(case).replace("“", "‘").replace("”", "’")
    title = f"{subject}: {case.title[:1].lower()}{case.title[1:]} ({where}{day})"
    return suggest_citation(title, report.version, case.iri)


def collect_sources(cards: Iterable[Card]) -> tuple[Reference, ...]:
    """Collect every document that a card cites, each once.

    Parameters
    ----------
    cards : iterable of Card
        The cards.

    Returns
    -------
    tuple of Reference
        By publisher and title, numbered anew.
    """
    documents = {(one.words, one.web) for card in cards for one in card.references}
    return tuple(
        Reference(number, words, web)
        for number, (words, web) in enumerate(sorted(documents, key=_alphabetically), start=1)
    )


def _alphabetically(document: tuple[str, str]) -> tuple[str, str, str]:
    words, web = document
    return words.casefold(), words, web


def _lines(sections: Sequence[Section], heading: str) -> tuple[str, ...]:
    return next((one.lines for one in sections if one.heading == heading), ())


def _blocks(case: Case, report: FindingsReport, references: _References) -> Iterator[Block]:
    """Turn the sections into blocks; the conclusion and the sources stand elsewhere."""
    judgement = case.judgement
    peers = iter(choose_peers(judgement) if judgement else ())
    conclusion, *sections = case.sections
    told = tuple(read_line(text) for text in conclusion.lines if text != case.sentence)
    if told:
        yield Block("The problem", told)
    is_funded = False
    for section in sections:
        if section.heading == "Sources":
            continue
        if section.heading.startswith("Listed: "):
            yield _compare(section, next(peers), case)
        elif section.heading == "Federal funding":
            is_funded = True
            worked = work_out_shown(judgement) if judgement else ()
            lines = zip(section.lines, worked, strict=True)
            yield Block(
                section.heading,
                tuple(replace(read_line(text), worked=said) for text, said in lines),
            )
        else:
            yield Block(section.heading, tuple(map(read_line, section.lines)))
    if not is_funded and (stake := find_stake(case, report)):
        lines_of_stake = tuple(_say_stake(stake, report, references))
        if lines_of_stake:
            yield Block("Federal funding", lines_of_stake)


def _say_stake(stake: Stake, report: FindingsReport, references: _References) -> Iterator[Line]:
    """Say what the place of a finding receives, by the measure of the whole report."""
    for link in stake.evidence:
        citation = link.citation
        yield Line(
            f"{stake.place}: {say_usd(stake.amount_usd or Decimal())} ({report.stakes.measure},"
            f" {stake.year}). {citation.summary}",
            tuple(references.number(str(one), one.web or "") for one in citation.documents),
            citation.locator,
            citation.confidence,
        )


def _compare(section: Section, peer: Peer, case: Case) -> Block:
    """Put the features of a place beside those of a listed one."""
    judgement = case.judgement
    here = judgement.criterion if judgement else ""
    sign, how = _SIGNS.get(peer.grade, ("≠", "different")) if peer.grade else ("≠", "different")
    agreement, *_ = [
        text for text in show_features(peer) if text.startswith("Secondary features")
    ] or [""]
    shown = {f"Hold criterion: {peer.criterion}.", *show_features(peer)}
    return Block(
        heading=section.heading,
        lines=tuple(read_line(text) for text in section.lines if text not in shown),
        features=(
            FeatureRow("hold criterion", sign, how, here or "unknown", peer.criterion),
            *_feature_rows(peer.matching, "=", "the same"),
            *_feature_rows(peer.differing, "≠", "different"),
            *_unknown_row(peer.unknown),
        ),
        agreement=agreement,
        here=str(case.place),
        there=str(peer.place),
    )


def _feature_rows(features: Sequence[Feature], sign: str, how: str) -> Iterator[FeatureRow]:
    for feature in features:
        yield FeatureRow(
            feature.label, sign, how, join_words(feature.here), join_words(feature.there)
        )


def _unknown_row(features: Sequence[Feature]) -> Iterator[FeatureRow]:
    """Name what is unknown for one or both in one row, for there is nothing to compare."""
    if features:
        names = join_words([feature.label for feature in features])
        yield FeatureRow(names, "?", "unknown for one or both")


def _moments(case: Case, references: _References) -> Iterator[Dated]:
    is_after = False
    for moment in read_moments(case.record) if case.record else ():
        entry = moment.entry
        numbers = tuple(
            references.number(f"{one['publisher']}, {one['title']}", one["web"] or "")
            for one in entry.evidence
        )
        later = bool(case.as_of and moment.date and moment.date.earliest > case.as_of)
        line = Line(moment.words, numbers, entry.locator, entry.confidence)
        yield Dated(moment, line, is_first_after=later and not is_after)
        is_after = is_after or later
