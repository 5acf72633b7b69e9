"""Running the rules: every gap of the graph, each with the claims that prove it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from policygraph.gaps.columns import read_columns
from policygraph.gaps.gap import GapFinding, GapReport
from policygraph.gaps.listed import cite
from policygraph.gaps.omissions import find_part
from policygraph.gaps.omitted import find_omitted, find_repeated
from policygraph.gaps.records import Columns, Listing, Part
from policygraph.gaps.rules import Rule, Severity, load_rules
from policygraph.gaps.versions import ListVersion, read_as_corrected, read_version
from policygraph.queries import run
from policygraph.store import Store


def find_gaps(
    store: Store,
    rules: Iterable[Rule] | None = None,
    *,
    report: str | None = None,
    part: str | None = None,
    day: date | None = None,
    list_version: date | None = None,
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
    list_version : datetime.date, optional
        Read every list as corrected by this day, with the lists published by then; by default as
        published. A list that was withdrawn whole by then has no findings. Rules that are about
        what was printed, or about what became of an entry, read the lists as published, and keep
        what they find of entries that still stand: see ``as_published`` of :class:`Rule`.

    Returns
    -------
    GapReport
        Every finding.

    Raises
    ------
    UnknownReportError
        If there is no such report or part, or it was not published by the day of the version.
    StoreError
        If the graph cannot be read, or is an endpoint and the lists are to be read as corrected.
    """
    chosen = tuple(load_rules().values() if rules is None else rules)
    view = read_as_corrected(store, list_version) if list_version else store
    reading = _Reading(view, read_columns(view))
    published = _Reading(store, read_columns(store)) if list_version else reading
    columns = reading.columns
    parts = _choose_parts(columns, report, part, day)
    versions: dict[str, ListVersion] = {}
    if list_version is not None:
        if report is None:
            parts = tuple(item for item in parts if item.issued <= list_version)
        versions = {
            item.iri: read_version(published.columns, columns, item, list_version) for item in parts
        }
    standing = tuple(
        item for item in parts if not (item.iri in versions and versions[item.iri].withdrawn)
    )
    findings: list[GapFinding] = []
    omissions: list[GapFinding] = []
    if any(rule.id == "omitted" or rule.scope == "findings" for rule in chosen):
        omitted = load_rules()["omitted"]
        omissions = [
            found
            for item in standing
            for found in find_omitted(columns, omitted, item, day, versions.get(item.iri))
        ]
    for rule in chosen:
        if rule.id == "omitted":
            findings += omissions
        elif rule.scope == "findings":
            findings += find_repeated(rule, omissions)
        elif rule.scope == "part":
            source = published if rule.as_published else reading
            found = [
                gap
                for item in standing
                for gap in _run_rule(source, rule, item, day or item.issued)
            ]
            findings += _keep_standing(found, columns, published.columns) if versions else found
        elif report is None:
            findings += _run_rule(reading, rule, None, day)
    return GapReport(
        rules=chosen,
        parts=parts,
        day=day,
        findings=tuple(sorted(findings, key=_order)),
        columns=columns,
        list_version=list_version,
        versions=versions,
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """The graph, or a view of it, with its columns."""

    store: Store
    columns: Columns


def _choose_parts(
    columns: Columns, report: str | None, part: str | None, day: date | None
) -> tuple[Part, ...]:
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


def _keep_standing(
    found: Iterable[GapFinding], columns: Columns, published: Columns
) -> list[GapFinding]:
    """Keep what is still so of lists as corrected.

    An entry must stand as it was published; a place that a list is said to lack must not be named.
    """
    before: dict[str, Listing] = {item.iri: item for item in published.listings}
    now: dict[str, Listing] = {item.iri: item for item in columns.listings}
    named = {(item.part, item.place) for item in columns.listings}
    return [
        gap
        for gap in found
        if not gap.rule.as_published
        or (
            now.get(gap.subject) == before[gap.subject]
            if gap.subject in before
            else not (gap.part and (gap.part.iri, gap.subject) in named)
        )
    ]


def _run_rule(
    reading: _Reading, rule: Rule, part: Part | None, day: date | None
) -> list[GapFinding]:
    """Run the query of a rule; rows that differ only in what they cite are one finding."""
    columns = reading.columns
    known = {parameter.name for parameter in rule.query.parameters}
    values = {"part": part.iri} if part else {}
    if day is not None:
        values["as_of"] = day.isoformat()
    chosen = {key: values[key] for key in known & set(values)}
    rows = run(rule.query, reading.store, chosen).records()
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
