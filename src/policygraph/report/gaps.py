"""Gap reports: findings of all rules as tables, JSON and Markdown."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from importlib.resources import files
from typing import Any, Final

from policygraph.gaps import Change, GapFinding, GapReport, Severity, Stakes, Waiver
from policygraph.report.omissions import evidence_record, place_record

COLUMNS: Final = (
    "id", "severity", "rule", "report", "part", "as_of", "place", "geoid", "message",
    "confidence", "kinds", "changes", "sources", "waiver",
)  # fmt: skip
SHORT: Final = ("severity", "rule", "list", "place", "message", "confidence", "waiver")
RULE_COLUMNS: Final = ("severity", "rule", "findings", "waived", "title")
CHANGE_COLUMNS: Final = ("change", "severity", "rule", "list", "place", "message", "why")
STAKE_COLUMNS: Final = ("place", "geoid", "amount_usd", "year", "findings", "rules", "source")
Waivers = Mapping[str, Waiver]


def headline(report: GapReport, waivers: Waivers | None = None) -> str:
    """Say in a sentence what was found.

    Parameters
    ----------
    report : GapReport
        The findings.
    waivers : mapping of str to Waiver, optional
        Finding id to the waiver that holds for it.

    Returns
    -------
    str
        The counts, and as of when.
    """
    counts = report.count()
    words = ", ".join(
        f"{counts[severity]:,} {word if counts[severity] == 1 else word + 's'}"
        for severity, word in zip(Severity, ("violation", "warning", "remark"), strict=True)
    )
    day = f"as of {report.day.isoformat()}" if report.day else "each list as of its own day"
    rules = f"{len(report.rules)} rule" + ("" if len(report.rules) == 1 else "s")
    parts = f"{len(report.parts)} list part" + ("" if len(report.parts) == 1 else "s")
    told = [f"{words}, by {rules} over {parts}, {day}"]
    if report.list_version:
        told.append(_say_version(report, report.list_version))
    waived = sum(finding.id in (waivers or {}) for finding in report.findings)
    if waived:
        told.append(f"{waived} waived")
    return "; ".join(told) + "."


def _say_version(report: GapReport, day: date) -> str:
    """Say how the lists read as corrected differ from those that were published."""
    versions = report.versions.values()
    changed = sum(version.changed for version in versions if not version.withdrawn)
    withdrawn = sum(version.withdrawn is not None for version in versions)
    open_ = sum(len(version.open) for version in versions)
    words = [f"{changed} {'entry' if changed == 1 else 'entries'} changed"]
    if withdrawn:
        words.append(f"{withdrawn} {'list' if withdrawn == 1 else 'lists'} withdrawn")
    if open_:
        words.append(f"{open_} {'correction' if open_ == 1 else 'corrections'} not applied")
    return f"lists as corrected by {day.isoformat()} ({', '.join(words)})"


def _list(finding: GapFinding) -> str | None:
    return f"{finding.part.report_id} {finding.part.id}" if finding.part else None


def build_rows(
    findings: Iterable[GapFinding], waivers: Waivers, *, short: bool = False
) -> list[tuple[str | None, ...]]:
    """Turn findings into the cells of :data:`COLUMNS`, or of :data:`SHORT`.

    Parameters
    ----------
    findings : iterable of GapFinding
        The findings.
    waivers : mapping of str to Waiver
        Finding id to waiver.
    short : bool, optional
        Whether a person reads them on a terminal.

    Returns
    -------
    list of tuple
        One row for each.
    """
    rows: list[tuple[str | None, ...]] = []
    for finding in findings:
        place = str(finding.place) if finding.place else None
        waiver = waivers.get(finding.id)
        severity, told = finding.rule.severity.value, str(waiver) if waiver else None
        if short:
            rows.append(
                (severity, finding.rule.id, _list(finding), place, finding.message,
                 finding.confidence, told)
            )  # fmt: skip
            continue
        sources = "; ".join(
            dict.fromkeys(
                f"{document}: {link.citation.locator}"
                for link in finding.evidence
                for document in link.citation.documents
            )
        )
        rows.append(
            (
                finding.id, severity, finding.rule.id,
                finding.part.report_id if finding.part else None,
                finding.part.id if finding.part else None,
                finding.day.isoformat() if finding.day else None,
                place, finding.place.geoid if finding.place else None, finding.message,
                finding.confidence or None, " ".join(finding.kinds) or None, finding.changes,
                sources or None, told,
            )
        )  # fmt: skip
    return rows


def count_rules(report: GapReport, waivers: Waivers) -> list[tuple[str | int, ...]]:
    """Count findings by rule, with the rules that found nothing: cells of ``RULE_COLUMNS``."""
    counts = Counter(finding.rule.id for finding in report.findings)
    waived = Counter(f.rule.id for f in report.findings if f.id in waivers)
    return [
        (rule.severity.value, rule.id, counts[rule.id], waived[rule.id], rule.title)
        for rule in report.rules
    ]


def list_changes(changes: Iterable[Change]) -> list[tuple[str | None, ...]]:
    """Turn what changed between two days into the cells of :data:`CHANGE_COLUMNS`."""
    return [
        (
            "appeared" if change.appeared else "resolved",
            change.finding.rule.severity.value,
            change.finding.rule.id,
            _list(change.finding),
            str(change.finding.place) if change.finding.place else None,
            change.finding.message,
            " ".join(change.reasons),
        )
        for change in changes
    ]


def list_stakes(stakes: Stakes) -> list[tuple[str | int | None, ...]]:
    """Turn places ranked by funding into the cells of :data:`STAKE_COLUMNS`."""
    return [
        (
            str(stake.place),
            stake.place.geoid,
            None if stake.amount_usd is None else int(stake.amount_usd),
            stake.year or None,
            len(stake.findings),
            " ".join(dict.fromkeys(finding.rule.id for finding in stake.findings)),
            "; ".join(str(d) for link in stake.evidence for d in link.citation.documents) or None,
        )
        for stake in stakes.stakes
    ]


def add_up(stakes: Stakes) -> str:
    """Show the arithmetic of the funding at stake in a sentence.

    Parameters
    ----------
    stakes : Stakes
        The places.

    Returns
    -------
    str
        The sum, over how many places, and for how many it is unknown.
    """
    known = len(stakes.stakes) - stakes.unknown
    return (
        f"{stakes.measure}: ${stakes.total_usd:,.0f} recorded over {known:,} of "
        f"{len(stakes.stakes):,} places, each counted once; unknown for {stakes.unknown:,}, "
        "which is not zero."
    )


def write_json(report: GapReport, findings: Iterable[GapFinding], waivers: Waivers) -> str:
    """Write findings as JSON, each with its evidence.

    Parameters
    ----------
    report : GapReport
        What was run.
    findings : iterable of GapFinding
        Which of its findings to write.
    waivers : mapping of str to Waiver
        Finding id to waiver.

    Returns
    -------
    str
        Indented UTF-8 JSON, ending with a newline.
    """
    kept = list(findings)
    counts = Counter(finding.rule.id for finding in kept)
    record = {
        "as_of": report.day.isoformat() if report.day else None,
        "list_version": report.list_version.isoformat() if report.list_version else None,
        "parts": [
            {
                "report": part.report_id,
                "part": part.id,
                "list_version": str(
                    report.versions.get(part.iri, f"as published {part.issued.isoformat()}")
                ),
            }
            for part in report.parts
        ],
        "rules": [
            {"id": rule.id, "title": rule.title, "severity": rule.severity.value,
             "findings": counts[rule.id]}
            for rule in report.rules
        ],
        "findings": [finding_record(finding, waivers.get(finding.id)) for finding in kept],
    }  # fmt: skip
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def finding_record(finding: GapFinding, waiver: Waiver | None = None) -> dict[str, Any]:
    """Write what a rule found as JSON has it."""
    part = finding.part
    return {
        "id": finding.id,
        "rule": finding.rule.id,
        "severity": finding.rule.severity.value,
        "report": part.report_id if part else None,
        "part": part.id if part else None,
        "part_iri": part.iri if part else None,
        "as_of": finding.day.isoformat() if finding.day else None,
        "subject": finding.subject,
        "jurisdiction": place_record(finding.place) if finding.place else None,
        "message": finding.message,
        "would_change": finding.changes,
        "confidence": finding.confidence or None,
        "kinds": list(finding.kinds),
        "waiver": {
            "reason": waiver.reason,
            "reviewer": waiver.reviewer,
            "evidence": waiver.evidence,
            "until": waiver.until.isoformat(),
        }
        if waiver
        else None,
        "evidence": [evidence_record(link) for link in finding.evidence],
    }


def read_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the gap report.

    Returns
    -------
    dict
        The schema.

    Examples
    --------
    >>> read_schema()["title"]
    'Gap report'
    """
    path = files("policygraph.report").joinpath("gaps.schema.json")
    schema: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return schema
