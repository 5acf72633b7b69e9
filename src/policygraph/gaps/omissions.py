"""Omissions: which places a part leaves out although their policy is like a listed one."""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches

from policygraph.errors import UnknownReportError
from policygraph.gaps.completeness import read_completeness
from policygraph.gaps.findings import OmissionReport, Verdict
from policygraph.gaps.judge import EVENT_PARTS, Judge
from policygraph.gaps.records import Columns, Part
from policygraph.gaps.versions import ListVersion
from policygraph.places import Place


def find_part(columns: Columns, report: str, part: str | None = None) -> Part:
    """Find a part of a report by their ids.

    Parameters
    ----------
    columns : Columns
        The graph.
    report : str
        The report's id, such as ``us_ice_ddor_2017w1``.
    part : str, optional
        The part's id, such as ``section-3``; by default the part that tables policies, or the
        only one there is.

    Returns
    -------
    Part
        The part.

    Raises
    ------
    UnknownReportError
        If there is no such report or part; the message names those that there are.
    """
    known = sorted({item.report_id for item in columns.parts})
    parts = [item for item in columns.parts if item.report_id == report]
    if not parts:
        close = get_close_matches(report, known, n=1)
        hint = f"Did you mean {close[0]}?" if close else f"Known reports: {', '.join(known)}."
        raise UnknownReportError(f"No report {report!r} is in the graph.", hint=hint)
    ids = ", ".join(item.id for item in parts)
    if part is None:
        tables = [item for item in parts if item.kind not in EVENT_PARTS]
        if len(tables) != 1:
            raise UnknownReportError(
                f"Report {report!r} has several parts: {ids}.", hint="Choose one with --part."
            )
        return tables[0]
    for item in parts:
        if item.id == part:
            return item
    raise UnknownReportError(f"Report {report!r} has no part {part!r}.", hint=f"Parts: {ids}.")


def find_omissions(
    columns: Columns,
    part: Part,
    day: date | None = None,
    *,
    place: Place | None = None,
    version: ListVersion | None = None,
) -> OmissionReport:
    """Judge every place with a policy that a part does not name.

    Parameters
    ----------
    columns : Columns
        The graph; where a version is given, the view of it as corrected.
    part : Part
        The part.
    day : datetime.date, optional
        The day as of which policies are read; by default the day of the report.
    place : Place, optional
        Judge only this place, also where no policy of it is known.
    version : ListVersion, optional
        How the part as corrected differs from the part as published; by default the part is read
        as published.

    Returns
    -------
    OmissionReport
        Findings in the order of the verdicts, then of state and name.
    """
    as_of = day or part.issued
    judge = Judge(columns, part, as_of, version)
    places = [place.iri] if place else judge.table.by_place
    findings = [
        judge.judge(iri)
        for iri in places
        if iri not in judge.listed.by_place and iri in columns.places
    ]
    findings.sort(
        key=lambda f: (list(Verdict).index(f.verdict), f.place.state, f.place.name, f.place.iri)
    )
    counts = dict.fromkeys(Verdict, 0)
    for finding in findings:
        counts[finding.verdict] += 1
    return OmissionReport(
        part=part,
        as_of=as_of,
        list_version=str(version) if version else f"as published {part.issued.isoformat()}",
        counts=counts,
        findings=tuple(findings),
        listed=tuple(
            sorted(
                (columns.places[iri] for iri in judge.listed.by_place),
                key=lambda item: (item.state, item.name),
            )
        ),
        completeness=read_completeness(judge.listed, {f.place.state_iri for f in findings}),
    )
