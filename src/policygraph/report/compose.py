"""Composing a report: judge the lists, run the rules, and make a card of each finding."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from policygraph.errors import OutputError
from policygraph.gaps import (
    Columns,
    Finding,
    GapFinding,
    GapReport,
    ListVersion,
    OmissionReport,
    Severity,
    Verdict,
    choose_rules,
    find_gaps,
    find_omissions,
    load_rules,
    rank_by_funding,
    read_columns,
    read_version,
    tell_changes,
)
from policygraph.gaps.judge import EVENT_PARTS
from policygraph.places import Place, find_place
from policygraph.report.gaps import headline as headline_gaps
from policygraph.report.method import LIMITS, METHOD
from policygraph.report.model import Case, FindingsReport, Question
from policygraph.report.place import PlaceRecord, read_place
from policygraph.report.proof import conclude, explain_finding, headline, say_completeness
from policygraph.report.sections import Section, Sources
from policygraph.report.sources import read_sources
from policygraph.report.version import read_data_version, suggest_citation
from policygraph.store import Store

#: The order of cards: what was found before what was only judged, the gravest first.
_ORDER: Final = ("violation", "warning", "info", "cannot-tell", "explained", "not-comparable")
_RECORDED: Final = frozenset({Severity.VIOLATION, Severity.WARNING})

Progress = Callable[[str], None]


def build_report(
    store: Store, question: Question, *, progress: Progress | None = None
) -> FindingsReport:
    """Judge the lists, run the rules, and gather what a reader needs to believe it.

    Parameters
    ----------
    store : Store
        The graph.
    question : Question
        What to report on.
    progress : callable, optional
        Called with a few words before each step that takes time.

    Returns
    -------
    FindingsReport
        The whole report.

    Raises
    ------
    UnknownReportError
        If there is no such report or part.
    UnknownPlaceError, AmbiguousPlaceError
        If no place fits, or several do.
    OutputError
        If no place of the graph lies in the state.
    StoreError
        If the graph cannot be read.

    Examples
    --------
    >>> from policygraph.store import LocalStore
    >>> question = Question(report="us_ice_ddor_2017w1", part="section-3", rules=("omitted",))
    >>> report = build_report(LocalStore.shipped(), question)
    >>> report.count()["omitted"], [str(case.place) for case in report.cases[:3]]
    (3, ['Leon County, FL', 'Douglas County, KS', 'Ramsey County, MN'])
    """
    tell = progress or (lambda _: None)
    tell("Running the rules")
    rules = choose_rules(list(question.rules) or None, load_rules())
    gaps = find_gaps(
        store,
        rules,
        report=question.report,
        part=question.part,
        day=question.as_of,
        list_version=question.list_version,
    )
    columns = gaps.columns
    published = read_columns(store) if question.list_version else columns
    place = None
    if question.jurisdiction is not None:
        place = find_place(columns.places.values(), question.jurisdiction)
    _check_state(columns.places.values(), question.state)

    def is_wanted(found: Finding | GapFinding) -> bool:
        if place:
            return found.place == place
        return not question.state or bool(
            found.place and found.place.state == question.state.upper()
        )

    gaps = replace(gaps, findings=tuple(filter(is_wanted, gaps.findings)))
    lists: tuple[OmissionReport, ...] = ()
    if any(rule.id == "omitted" for rule in rules):
        lists = tuple(_judge(gaps, published, question, place, is_wanted, tell))
    tell("Reading what is recorded of the places")
    cases = tuple(sorted(_cases(store, gaps, lists, is_single=bool(place)), key=_place_in_order))
    title = _title(question, gaps, place)
    version = read_data_version(store)
    return FindingsReport(
        question=question,
        title=title,
        summary=tuple(_summarise(lists, gaps)),
        lists=lists,
        gaps=gaps,
        cases=cases,
        stakes=rank_by_funding(gaps.findings, columns),
        method=METHOD,
        limits=LIMITS,
        version=version,
        citation=suggest_citation(title, version),
        sources=read_sources(store, is_counted=False),
    )


def _check_state(places: Iterable[Place], state: str | None) -> None:
    known = {place.state for place in places}
    if state and state.upper() not in known:
        raise OutputError(
            f"{state!r} is not the postal code of a state in the graph.",
            hint="Give a code such as MN.",
        )


def _judge(
    gaps: GapReport,
    published: Columns,
    question: Question,
    place: Place | None,
    is_wanted: Callable[[Finding], bool],
    tell: Progress,
) -> Iterator[OmissionReport]:
    """Judge each list that tables policies, and say what would change a verdict."""
    columns = gaps.columns
    is_single = sum(part.kind not in EVENT_PARTS for part in gaps.parts) == 1
    for part in gaps.parts:
        if part.kind in EVENT_PARTS and part.id != question.part:
            continue
        tell(f"Judging {part.report_label}")
        version: ListVersion | None = None
        if question.list_version:
            version = read_version(published, columns, part, question.list_version)
        whole = find_omissions(columns, part, question.as_of, place=place, version=version)
        kept = tuple(filter(is_wanted, whole.findings))
        counts = {verdict: sum(f.verdict is verdict for f in kept) for verdict in Verdict}
        states = {finding.place.state_iri for finding in kept}
        scopes = tuple(s for s in whole.completeness if not s.state or s.state.iri in states)
        shown = replace(whole, findings=kept, counts=counts, completeness=scopes)
        # Judging again costs more than judging: in a report on many lists, for omissions only.
        only = (Verdict.OMITTED, Verdict.CANNOT_TELL) if is_single else (Verdict.OMITTED,)
        yield tell_changes(columns, shown, version, only=only)


def _cases(
    store: Store, gaps: GapReport, lists: Iterable[OmissionReport], *, is_single: bool
) -> Iterator[Case]:
    """Make a card of each finding; of each other verdict too where one list was judged."""
    judged = list(lists)
    omitted = {
        (one.part.iri, finding.place.iri): (finding, one)
        for one in judged
        for finding in one.findings
        if finding.verdict is Verdict.OMITTED
    }
    records: dict[str, PlaceRecord] = {}

    def read(place: Place | None, is_read: bool) -> PlaceRecord | None:
        if place is None or not is_read:
            return None
        if place.iri not in records:
            records[place.iri] = read_place(store, place)
        return records[place.iri]

    for gap in gaps.findings:
        severity = gap.rule.severity
        pair = omitted.get((gap.part.iri if gap.part else "", gap.subject))
        judgement, sentence, sections = None, gap.message, _prove(gap)
        if pair and gap.rule.id == "omitted":
            judgement, one = pair
            sentence, sections = conclude(judgement, one), explain_finding(judgement, one)
        yield Case(
            id=gap.id,
            weight=severity.value,
            place=gap.place,
            part=gap.part,
            as_of=gap.day,
            title=gap.rule.title,
            sentence=sentence,
            sections=sections,
            judgement=judgement,
            gap=gap,
            record=read(gap.place, is_single or severity in _RECORDED),
        )
    for one in judged if len(judged) == 1 else ():
        for finding in one.findings:
            if finding.verdict is Verdict.OMITTED:
                continue
            yield Case(
                id=name_verdict(one, finding),
                weight=finding.verdict.value,
                place=finding.place,
                part=one.part,
                as_of=one.as_of,
                title=str(finding.verdict).replace("-", " ").capitalize(),
                sentence=conclude(finding, one),
                sections=explain_finding(finding, one),
                judgement=finding,
                record=read(finding.place, is_single),
            )


def name_verdict(report: OmissionReport, finding: Finding) -> str:
    """Name a verdict that is no finding of a rule: it stays while list, day and place do.

    Parameters
    ----------
    report : OmissionReport
        The list as judged.
    finding : Finding
        The verdict on one place.

    Returns
    -------
    str
        Its id, such as ``explained/0123456789ab``.
    """
    content = "\n".join(
        (report.part.iri, report.list_version, str(report.as_of), finding.place.iri)
    )
    return f"{finding.verdict.value}/{hashlib.sha256(content.encode()).hexdigest()[:12]}"


def _prove(gap: GapFinding) -> tuple[Section, ...]:
    """Lay out what a rule found: the problem, the claims, what would make it go."""
    sources = Sources()
    by_role: dict[str, list[str]] = {}
    for link in gap.evidence:
        by_role.setdefault(link.role, []).append(sources.cite(link))
    firm = f"The weakest link of the proof is {gap.confidence}." if gap.confidence else ""
    sections = (
        Section(gap.rule.title, (gap.message, gap.rule.problem)),
        *(
            Section(role.replace("_", " ").capitalize(), tuple(dict.fromkeys(lines)))
            for role, lines in by_role.items()
        ),
        Section("How firm this is", (firm,) if firm else ()),
        Section("What would make it go", (gap.changes,) if gap.changes else ()),
        Section("What to do", (gap.rule.remedy,)),
        sources.section(),
    )
    return tuple(section for section in sections if section.lines)


def _place_in_order(case: Case) -> tuple[int, str, date, str, str, str]:
    return (
        _ORDER.index(case.weight),
        case.gap.rule.id if case.gap else "",
        case.part.issued if case.part else date.max,
        case.place.state if case.place else "",
        str(case.place),
        case.id,
    )


def _title(question: Question, gaps: GapReport, place: Place | None) -> str:
    labels = dict.fromkeys(part.report_label for part in gaps.parts)
    if question.report is None or not labels:
        what = "What official lists leave out or get wrong"
    else:
        (label,) = labels
        what = f"What the {label} leaves out or gets wrong"
    where = f" in {place or (question.state or '').upper()}" if place or question.state else ""
    days = {question.as_of or part.issued for part in gaps.parts}
    day = f", as of {min(days).isoformat()}" if len(days) == 1 else ""
    return f"{what}{where}{day}"


def _summarise(lists: Iterable[OmissionReport], gaps: GapReport) -> Iterator[str]:
    for one in lists:
        yield headline(one)
        yield say_completeness(one)
    found = headline_gaps(gaps)
    yield f"Over all rules: {found}"
