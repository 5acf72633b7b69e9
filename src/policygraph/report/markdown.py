"""The report as Markdown: the same content as the page, readable as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from policygraph.report.card import Card, Line
from policygraph.report.facts import list_facts
from policygraph.report.labels import LABELS
from policygraph.report.layout import collect_sources, lay_out
from policygraph.report.lead import count_keys, say_lead
from policygraph.report.model import FindingsReport
from policygraph.report.rows import Row, build_rows
from policygraph.report.sections import Section, escape, write_markdown
from policygraph.report.words import say_dates

LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"


def write_markdown_report(report: FindingsReport) -> str:
    """Write a report as Markdown of GitHub's flavour.

    Parameters
    ----------
    report : FindingsReport
        The report.

    Returns
    -------
    str
        The document: summary, table of findings, a card for each, method, limits and sources.

    Examples
    --------
    >>> from policygraph.report.compose import build_report
    >>> from policygraph.report.model import Question
    >>> from policygraph.store import LocalStore
    >>> question = Question(report="us_ice_ddor_2017w1", part="section-3", rules=("omitted",))
    >>> text = write_markdown_report(build_report(LocalStore.shipped(), question))
    >>> text.splitlines()[0]
    '# What the Declined Detainer Outcome Report, 28 January to 3 February 2017 leaves out or \
gets wrong, as of 20 March 2017'
    """
    cards = [lay_out(case, report) for case in report.cases]
    return "\n\n".join(_write(report, cards)) + "\n"


def _write(report: FindingsReport, cards: Sequence[Card]) -> Iterator[str]:
    yield f"# {escape(say_dates(report.title))}"
    yield from map(escape, say_lead(report))
    yield "## Key figures"
    keys = [key for group in count_keys(report) for key in group]
    yield _table(
        ("", "Number", "What it means"),
        [(f"{key.label.sign} {key.label.word}", f"{key.number:,}", key.label.meaning)
         for key in keys],
    )  # fmt: skip
    yield _bullets(f"{name}: {value}" for name, value in list_facts(report))
    yield _bullets(map(say_dates, report.summary))
    yield "## All findings and verdicts"
    rows = build_rows(cards, report)
    if rows:
        head = ("Place", "State", "List", "Kind", "Rule", "What was found", "Weakest link",
                "Federal aid")  # fmt: skip
        yield _table(head, map(_row, rows), is_linked=True)
    else:
        yield "The rules found nothing."
    for label in LABELS.values():
        chosen = [card for card in cards if card.label is label]
        if chosen:
            yield f"## {label.many}\n\n{escape(label.meaning)}"
            yield from map(_card, chosen)
    yield "## Method"
    yield from map(escape, report.method)
    yield "## Limits"
    yield from map(escape, report.limits)
    yield "## Sources"
    yield _bullets(
        f"{source.words} <{source.web}>" if source.web else source.words
        for source in collect_sources(cards)
    )
    yield "## How to cite"
    yield escape(report.citation)
    data = f"sha256-{report.version.digest}" if report.version.digest else "of an endpoint"
    yield _bullets(
        (
            f"Software: policygraph {report.version.software}",
            f"Data: {data}",
            f"Licence of this report and the data: CC BY 4.0 <{LICENCE}>",
        )
    )


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {escape(line)}" for line in lines)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], *, is_linked: bool = False) -> str:
    def cells(row: Sequence[str]) -> str:
        first, *rest = row
        told = [first if is_linked else escape(first), *map(escape, rest)]
        return "| " + " | ".join(cell.replace("|", "\\|") for cell in told) + " |"

    return "\n".join([cells(head), "|" + " --- |" * len(head), *map(cells, rows)])


def _row(row: Row) -> tuple[str, ...]:
    card = row.card
    grade = f" (omitted, {row.grade.replace('-', ' ')})" if row.grade else ""
    return (
        f"[{escape(card.place)}](#{card.anchor})",
        row.state,
        row.where,
        f"{card.label.sign} {card.label.word}{grade}",
        row.rule,
        row.sentence,
        card.confidence or "–",
        row.aid or "unknown",
    )


def _card(card: Card) -> str:
    case = card.case
    about = [f"{card.label.sign} {card.label.word}", case.title, card.where]
    about += [
        word for word in (card.day, card.confidence and f"weakest link: {card.confidence}") if word
    ]
    text = write_markdown(card.place, tuple(_sections(card)), level=3)
    title, _, rest = text.partition("\n\n")
    intro = f"{escape(' · '.join(about))}\n\n{escape(say_dates(case.sentence))}"
    return f'<a id="{card.anchor}"></a>\n\n{title}\n\n{intro}\n\n{rest.rstrip()}'


def _sections(card: Card) -> Iterator[Section]:
    """Give the sections of the proof, with the arithmetic, the timeline and the citation."""
    conclusion, *sections = card.case.sections
    told = tuple(line for line in conclusion.lines if line != card.case.sentence)
    if told:
        yield Section("The problem", told)
    for section in sections:
        if section.heading not in {"Sources", "Federal funding"}:
            yield Section(say_dates(section.heading), tuple(map(say_dates, section.lines)))
    for block in card.blocks:
        if block.heading == "Federal funding":
            yield Section(block.heading, tuple(map(_line, block.lines)))
    if card.moments:
        yield Section("Timeline", tuple(_moments(card)))
    if card.references:
        yield Section(
            "Sources",
            tuple(
                f"[{one.number}] {one.words}" + (f" <{one.web}>" if one.web else "")
                for one in card.references
            ),
        )
    yield Section("How to cite this", (card.citation,))


def _line(line: Line) -> str:
    words = say_dates(line.words)
    if line.worked:
        words += f" Worked out: {line.worked}."
    if not line.numbers:
        return words
    numbers = ", ".join(map(str, line.numbers))
    return f"{words} [{numbers}: {say_dates(line.locator)}; {line.confidence}]"


def _moments(card: Card) -> Iterator[str]:
    for dated in card.moments:
        moment = dated.moment
        when = say_dates(str(moment.date)) if moment.date else "no date"
        how = f", {moment.how}" if moment.how else ""
        yield f"{when} ({moment.name.lower()}{how}): {_line(dated.line)}"
