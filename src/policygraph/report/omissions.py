"""The omission report in its formats: rows, text, Markdown, and JSON as its schema has it."""

from __future__ import annotations

import json
from decimal import Decimal
from importlib.resources import files
from typing import Any, Final

from policygraph.gaps import (
    Evidence,
    Finding,
    OmissionReport,
    Peer,
    Verdict,
    read_confidence,
    read_kinds,
)
from policygraph.report.proof import explain_finding, headline, say_completeness, say_money
from policygraph.report.sections import Section, write_markdown, write_text

COLUMNS: Final = (
    "verdict",
    "place",
    "geoid",
    "grade",
    "criterion",
    "nearest_listed",
    "nearest_geoid",
    "absence",
    "why",
    "federal_funding",
    "confidence",
    "kinds",
)

Record = dict[str, Any]


def build_rows(report: OmissionReport) -> list[tuple[str | None, ...]]:
    """Flatten findings to one row each.

    Parameters
    ----------
    report : OmissionReport
        The findings.

    Returns
    -------
    list of tuple
        Cells in the order of :data:`COLUMNS`.
    """
    return [_row(finding) for finding in report.findings]


def _row(finding: Finding) -> tuple[str | None, ...]:
    nearest = next((peer for peer in finding.peers if peer.grade), None)
    why = finding.explanation.text if finding.explanation else " ".join(finding.reasons)
    return (
        finding.verdict.value,
        str(finding.place),
        finding.place.geoid,
        finding.grade.value if finding.grade else None,
        finding.criterion or None,
        str(nearest.place) if nearest else None,
        nearest.place.geoid if nearest else None,
        finding.absence.basis.value,
        why or None,
        "; ".join(
            f"{say_money(fact)} ({fact.measure}, {fact.year})"
            for fact in finding.funding
            if fact.place == finding.place
        )
        or None,
        read_confidence(finding),
        " ".join(read_kinds(finding)) or None,
    )


def build_record(report: OmissionReport) -> Record:
    """Turn findings into the JSON document that ``omissions.schema.json`` describes.

    Parameters
    ----------
    report : OmissionReport
        The findings.

    Returns
    -------
    dict
        Ready for :func:`json.dumps`.
    """
    part = report.part
    return {
        "report": part.report_id,
        "report_iri": part.report,
        "report_label": part.report_label,
        "part": part.id,
        "part_iri": part.iri,
        "part_label": part.label,
        "part_kind": part.kind,
        "as_of": report.as_of.isoformat(),
        "list_version": report.list_version,
        "completeness": [
            {
                "state": place_record(scope.state) if scope.state else None,
                "completeness": scope.completeness.value,
                "claims": list(scope.claims),
            }
            for scope in report.completeness
        ],
        "counts": {verdict.value: count for verdict, count in report.counts.items()},
        "findings": [_finding(finding) for finding in report.findings],
    }


def _finding(finding: Finding) -> Record:
    explanation = finding.explanation
    return {
        "jurisdiction": place_record(finding.place),
        "verdict": finding.verdict.value,
        "grade": finding.grade.value if finding.grade else None,
        "policy": finding.policy or None,
        "criterion": finding.criterion or None,
        "in_force": finding.standing.status.value if finding.standing else "unknown",
        "confirmed": (
            str(finding.standing.confirmed)
            if finding.standing and finding.standing.confirmed
            else None
        ),
        "similarity_claims": [
            {"with": place_record(note.place), **evidence_record(note.evidence)}
            for note in finding.similarity_claims
        ],
        "explanation": explanation.text if explanation else None,
        "explanation_kind": explanation.kind if explanation else None,
        "reasons": list(finding.reasons),
        "formerly_listed": finding.formerly_listed or None,
        "would_change": list(finding.would_change),
        "confidence": read_confidence(finding),
        "kinds": list(read_kinds(finding)),
        "absence": {
            "basis": finding.absence.basis.value,
            "source": (
                _source(finding.absence.evidence[0])
                if finding.absence.basis.value != "none"
                else None
            ),
            "claims": [evidence_record(link) for link in finding.absence.evidence],
        },
        "peers": [_peer(peer) for peer in finding.peers],
        "funding": [
            {
                "jurisdiction": place_record(fact.place),
                "amount_usd": _number(fact.amount_usd),
                "share": _number(fact.share),
                "measure": fact.measure,
                "base": fact.base,
                "year": fact.year,
                "approximate": fact.approximate,
                **evidence_record(fact.evidence),
            }
            for fact in finding.funding
        ],
        "evidence": [evidence_record(link) for link in finding.evidence],
    }


def place_record(place: Any) -> Record:
    """Name a place as JSON has it."""
    return {"iri": place.iri, "name": place.name, "state": place.state, "geoid": place.geoid}


def _peer(peer: Peer) -> Record:
    def features(found: tuple[Any, ...]) -> list[Record]:
        return [
            {"feature": f.label, "scheme": f.scheme, "here": list(f.here), "there": list(f.there)}
            for f in found
        ]

    agreement = peer.agreement
    return {
        **place_record(peer.place),
        "policy": peer.policy,
        "grade": peer.grade.value if peer.grade else None,
        "criterion": peer.criterion,
        "agreement": None if agreement.agreement is None else round(agreement.agreement, 4),
        "coverage": round(agreement.coverage, 4),
        "matching": features(peer.matching),
        "differing": features(peer.differing),
        "unknown": [{"feature": f.label, "scheme": f.scheme} for f in peer.unknown],
        "notes": list(peer.notes),
    }


def _source(link: Evidence) -> str:
    return "; ".join(str(document) for document in link.citation.documents)


def evidence_record(link: Evidence) -> Record:
    """Write a link of a proof as JSON has it."""
    return {
        "role": link.role,
        "claim": link.claim,
        "summary": link.citation.summary,
        "source": _source(link),
        "locator": link.citation.locator,
        "confidence": link.citation.confidence,
        "urls": [document.web for document in link.citation.documents if document.web],
    }


def _number(value: Decimal | None) -> float | int | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def read_schema() -> Record:
    """Return the JSON Schema (draft 2020-12) of the omission report.

    Examples
    --------
    >>> read_schema()["title"]
    'Omission report'
    """
    path = files("policygraph.report").joinpath("omissions.schema.json")
    schema: Record = json.loads(path.read_text(encoding="utf-8"))
    return schema


def write_report(report: OmissionReport, format: str) -> str:
    """Write the omission report for reading: the headline, then the proof of every omission.

    Parameters
    ----------
    report : OmissionReport
        The findings.
    format : {"text", "md"}
        Plain text or Markdown.

    Returns
    -------
    str
        The document.
    """
    omitted = [f for f in report.findings if f.verdict is Verdict.OMITTED]
    rest = tuple(
        f"{count} {verdict.value}: policygraph omissions --verdict {verdict.value}"
        for verdict, count in report.counts.items()
        if count and verdict is not Verdict.OMITTED
    )
    if format == "md":
        parts = [
            f"# Omissions\n\n{headline(report)}\n",
            f"{say_completeness(report)}\n",
            _overview(omitted),
        ]
        parts += [
            write_markdown(str(finding.place), explain_finding(finding, report))
            for finding in omitted
        ]
        parts.append(write_markdown("Not shown", [Section("Other verdicts", rest)]) if rest else "")
        return "\n".join(part for part in parts if part)
    blocks = [headline(report) + "\n", say_completeness(report) + "\n", _overview(omitted)]
    blocks += [
        write_text(str(finding.place), explain_finding(finding, report)) for finding in omitted
    ]
    if rest:
        blocks.append(write_text("Not shown", [Section("Other verdicts", rest)]))
    return "\n".join(blocks)


def _overview(omitted: list[Finding]) -> str:
    lines = []
    for finding in omitted:
        verdict, place, geoid, grade, _, nearest, _, absence, _, money, *_ = _row(finding)
        line = f"- {place} ({geoid}): {verdict}, {grade} with listed {nearest}; absence {absence}"
        lines.append(line + (f"; federal funding {money}" if money else ""))
    return "\n".join(lines) + "\n" if lines else "No omission can be shown.\n"


def write_json(report: OmissionReport) -> str:
    """Write the omission report as JSON.

    Parameters
    ----------
    report : OmissionReport
        The findings.

    Returns
    -------
    str
        Indented UTF-8 JSON, ending with a newline.
    """
    return json.dumps(build_record(report), ensure_ascii=False, indent=2) + "\n"
