"""Running the rules: every gap of the graph, each with the claims that prove it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from policygraph.gaps.columns import read_columns
from policygraph.gaps.findings import Evidence, Verdict
from policygraph.gaps.listed import cite
from policygraph.gaps.omissions import find_omissions
from policygraph.gaps.records import Columns, Part
from policygraph.gaps.rules import Rule, Severity, load_rules
from policygraph.places import Place
from policygraph.queries import run
from policygraph.store import Store

#: How near a claim stands to its source, from the firmest to the weakest.
CONFIDENCE: Final = ("verbatim", "quoted", "paraphrased", "inferred", "weak-source")

#: The links without which an omission falls, beside that of the absence.
_OWN_LINKS: Final = frozenset({"in force", "criterion"})
_PEER_LINKS: Final = frozenset({"listing", "peer criterion", "peer in force"})


@dataclass(frozen=True, slots=True)
class GapFinding:
    """One gap: what a rule found at one place of one list, policy or claim.

    Parameters
    ----------
    rule : Rule
        The rule.
    part : Part or None
        The part of a report, for rules about lists.
    day : datetime.date or None
        The day as of which it holds.
    subject : str
        IRI of the thing at fault.
    place : Place or None
        The jurisdiction that it concerns.
    message, changes : str
        What was found, and what would make it go.
    cells : mapping of str to str or None
        The row of the rule, without the cited claims.
    evidence : tuple of Evidence
        The claims that prove it.
    """

    rule: Rule
    part: Part | None
    day: date | None
    subject: str
    place: Place | None
    message: str
    changes: str
    cells: Mapping[str, str | None]
    evidence: tuple[Evidence, ...]

    @property
    def id(self) -> str:
        """A name that stays the same while the rule, the list and the fault do."""
        cells = "\n".join(f"{key}={value}" for key, value in sorted(self.cells.items()))
        content = f"{self.part.iri if self.part else ''}\n{self.subject}\n{cells}"
        return f"{self.rule.id}/{hashlib.sha256(content.encode()).hexdigest()[:12]}"

    @property
    def confidence(self) -> str:
        """The weakest link of its chain; empty where it rests on no claim.

        Several claims of one role are one link, which is as firm as the firmest of them.
        """
        by_role: dict[str, int] = {}
        for link in self.evidence:
            place = CONFIDENCE.index(link.citation.confidence)
            by_role[link.role] = min(place, by_role.get(link.role, place))
        return CONFIDENCE[max(by_role.values())] if by_role else ""

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of claims that it rests on."""
        return tuple(sorted({link.citation.kind for link in self.evidence}))


@dataclass(frozen=True, slots=True)
class GapReport:
    """What a set of rules found.

    Parameters
    ----------
    rules : tuple of Rule
        The rules that were run.
    parts : tuple of Part
        The parts that were read.
    day : datetime.date or None
        The day, where one was given; else each list is read as of its own.
    findings : tuple of GapFinding
        The gravest first.
    columns : Columns
        The graph that was read.
    """

    rules: tuple[Rule, ...]
    parts: tuple[Part, ...]
    day: date | None
    findings: tuple[GapFinding, ...]
    columns: Columns

    def count(self) -> dict[Severity, int]:
        """Count the findings by severity."""
        return {
            severity: sum(finding.rule.severity is severity for finding in self.findings)
            for severity in Severity
        }


def find_gaps(
    store: Store,
    rules: Iterable[Rule] | None = None,
    *,
    report: str | None = None,
    part: str | None = None,
    day: date | None = None,
) -> GapReport:
    """Run rules over a graph.

    Parameters
    ----------
    store : Store
        The graph, local or remote.
    rules : iterable of Rule, optional
        Which; by default all.
    report, part : str, optional
        Only the lists of one report or part. Rules about the graph are then left out.
    day : datetime.date, optional
        The day as of which everything is read, with the lists published by then; by default each
        list is read as of its own day.

    Returns
    -------
    GapReport
        Every finding.

    Raises
    ------
    UnknownReportError
        If there is no such report or part.
    StoreError
        If the graph cannot be read.
    """
    chosen = tuple(load_rules().values() if rules is None else rules)
    columns = read_columns(store)
    parts = _choose_parts(columns, report, part, day)
    findings: list[GapFinding] = []
    omissions: list[GapFinding] = []
    need_omissions = any(rule.id == "omitted" or rule.scope == "findings" for rule in chosen)
    if need_omissions:
        omitted = load_rules()["omitted"]
        omissions = [
            found for item in parts for found in _find_omitted(columns, omitted, item, day)
        ]
    for rule in chosen:
        if rule.id == "omitted":
            findings += omissions
        elif rule.scope == "findings":
            findings += _find_repeated(rule, omissions)
        elif rule.scope == "part":
            for item in parts:
                findings += _run_rule(store, columns, rule, item, day or item.issued)
        elif report is None:
            findings += _run_rule(store, columns, rule, None, day)
    return GapReport(chosen, parts, day, tuple(sorted(findings, key=_order)), columns)


def _choose_parts(
    columns: Columns, report: str | None, part: str | None, day: date | None
) -> tuple[Part, ...]:
    from policygraph.gaps.omissions import find_part

    if report is not None and part is not None:
        return (find_part(columns, report, part),)
    parts = columns.parts
    if report is not None:
        parts = tuple(item for item in parts if item.report_id == report)
        if not parts:
            find_part(columns, report)
    return tuple(item for item in parts if day is None or item.issued <= day)


def _order(finding: GapFinding) -> tuple[int, str, date, str, str, str, str]:
    return (
        list(Severity).index(finding.rule.severity),
        finding.rule.id,
        finding.part.issued if finding.part else date.max,
        finding.part.iri if finding.part else "",
        finding.place.state if finding.place else "",
        finding.message,
        finding.id,
    )


def _run_rule(
    store: Store, columns: Columns, rule: Rule, part: Part | None, day: date | None
) -> list[GapFinding]:
    """Run the query of a rule; rows that differ only in what they cite are one finding."""
    known = {parameter.name for parameter in rule.query.parameters}
    values = {"part": part.iri} if part else {}
    if day is not None:
        values["as_of"] = day.isoformat()
    rows = run(rule.query, store, {key: values[key] for key in known & set(values)}).records()
    default = next((p.default for p in rule.query.parameters if p.name == "as_of"), None)
    first, *rest = rule.query.columns
    names = (first, *(name for name in rest if name not in rule.cites))
    claims: dict[tuple[str | None, ...], set[tuple[str, str]]] = defaultdict(set)
    for row in rows:
        claims[tuple(row[name] for name in names)].update(
            (name, claim) for name in rule.cites for claim in [row[name]] if claim
        )
    found = []
    for key, cited in claims.items():
        cells = dict(zip(names, key, strict=True))
        found.append(
            GapFinding(
                rule=rule,
                part=part,
                day=day or (date.fromisoformat(default) if default else None),
                subject=cells[first] or "",
                place=columns.places.get(cells.get("place") or ""),
                message=rule.fill(rule.message, cells),
                changes=rule.fill(rule.changes, cells),
                cells=cells,
                evidence=tuple(
                    link for role, claim in sorted(cited) for link in cite(columns, role, [claim])
                ),
            )
        )
    return found


def _find_omitted(columns: Columns, rule: Rule, part: Part, day: date | None) -> list[GapFinding]:
    """Find omissions by joins in memory: one finding for each place, with the nearest peer."""
    found = []
    for finding in find_omissions(columns, part, day).findings:
        if finding.verdict is not Verdict.OMITTED:
            continue
        # Where only a source's word likens it to a listed place, that may have no known policy.
        peer = next((peer for peer in finding.peers if peer.grade), None)
        other = peer.place if peer else finding.similarity_claims[0].place
        cells = {
            "place": finding.place.iri,
            "peer": other.iri,
            "grade": finding.grade.value if finding.grade else None,
        }
        named = {**cells, "place": str(finding.place), "peer": str(other)}
        chain = [link for link in finding.evidence if link.role in _OWN_LINKS]
        if peer:
            chain += [link for link in peer.evidence if link.role in _PEER_LINKS]
        else:
            chain += [note.evidence for note in finding.similarity_claims]
        found.append(
            GapFinding(
                rule=rule,
                part=part,
                day=day or part.issued,
                subject=finding.place.iri,
                place=finding.place,
                message=rule.fill(rule.message, named),
                changes=rule.fill(rule.changes, named),
                cells=cells,
                evidence=(*finding.absence.evidence, *chain),
            )
        )
    return found


def _find_repeated(rule: Rule, omissions: Iterable[GapFinding]) -> list[GapFinding]:
    """Find who is left out of two or more lists; reports of one series count once."""
    by_place: dict[str, list[GapFinding]] = defaultdict(list)
    for finding in omissions:
        by_place[finding.subject].append(finding)
    found = []
    for iri, several in by_place.items():
        lists = {finding.part.series: finding.part for finding in several if finding.part}
        if len(lists) < 2:
            continue
        place = several[0].place
        cells = {
            "place": iri,
            "name": place.name if place else None,
            "lists": str(len(lists)),
        }
        evidence = dict.fromkeys(link for finding in several for link in finding.evidence)
        found.append(
            GapFinding(
                rule=rule,
                part=None,
                day=max(finding.day for finding in several if finding.day),
                subject=iri,
                place=place,
                message=rule.fill(rule.message, {**cells, "name": str(place)}),
                changes=rule.fill(rule.changes, {**cells, "name": str(place)}),
                cells=cells,
                evidence=tuple(evidence),
            )
        )
    return found
