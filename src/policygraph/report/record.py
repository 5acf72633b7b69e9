"""A report as one JSON document, as ``report.schema.json`` has it.

Proofs share most of their claims: 6,800 links of the report on ICE's first list lead to 420 claims.
So each claim is told once, in ``claims``, and a link has its role and the IRI of the claim.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from typing import Any, Final

from policygraph.gaps import Document, Evidence, GapFinding, OmissionReport, Stake, Stakes
from policygraph.report.gaps import add_up, finding_record
from policygraph.report.identity import finding_iri, name_report, name_verdicts, rule_iri
from policygraph.report.model import FindingsReport
from policygraph.report.omissions import build_record, evidence_record, place_record
from policygraph.report.proof import conclude

#: The form of the document; its first two numbers change when a reader of it must change.
SCHEMA: Final = "https://w3id.org/policygraph/schema/report/0.1.0"

#: What the record of a link says of its claim.
_TOLD: Final = ("summary", "source", "locator", "confidence", "urls")

Record = dict[str, Any]


def build_report_record(report: FindingsReport) -> Record:
    """Turn a report into the JSON document that ``report.schema.json`` describes.

    Parameters
    ----------
    report : FindingsReport
        The report.

    Returns
    -------
    dict
        Ready for :func:`json.dumps`.

    Examples
    --------
    >>> from policygraph.report.compose import build_report
    >>> from policygraph.report.model import Question
    >>> from policygraph.store import LocalStore
    >>> question = Question(report="us_ice_ddor_2017w1", rules=("omitted",))
    >>> record = build_report_record(build_report(LocalStore.shipped(), question))
    >>> [finding["jurisdiction"]["name"] for finding in record["findings"]]
    ['Leon County', 'Douglas County', 'Ramsey County']
    """
    asked = report.question
    whole: Record = {
        "$schema": SCHEMA,
        "iri": name_report(report),
        "title": report.title,
        "question": {
            "report": asked.report,
            "part": asked.part,
            "as_of": asked.as_of.isoformat() if asked.as_of else None,
            "list_version": asked.list_version.isoformat() if asked.list_version else None,
            "state": asked.state.upper() if asked.state else None,
            "jurisdiction": asked.jurisdiction,
            "rules": list(asked.rules),
        },
        "summary": list(report.summary),
        "citation": report.citation,
        "data": {
            "software": report.version.software,
            "digest": report.version.digest or None,
            "label": str(report.version),
        },
        "counts": report.count(),
        "parts": [
            {
                "iri": part.iri,
                "report": part.report_id,
                "part": part.id,
                "report_label": part.report_label,
                "part_label": part.label,
                "issued": part.issued.isoformat(),
            }
            for part in report.gaps.parts
        ],
        "findings": [_finding(gap) for gap in report.gaps.findings],
        "lists": [
            _list(one, ids) for one, ids in zip(report.lists, name_verdicts(report), strict=True)
        ],
        "stakes": _stakes(report.stakes),
        "method": list(report.method),
        "limits": list(report.limits),
        "rules": _rules(report),
        "claims": _claims(report),
        "sources": _sources(report),
        "datasets": [one.as_data() for one in report.sources],
    }
    _shorten([whole["findings"], whole["lists"], whole["stakes"]])
    return whole


def write_report_json(report: FindingsReport) -> str:
    """Write a report as JSON.

    Parameters
    ----------
    report : FindingsReport
        The report.

    Returns
    -------
    str
        Indented UTF-8 JSON, ending with a newline.
    """
    return json.dumps(build_report_record(report), ensure_ascii=False, indent=2) + "\n"


def read_report_schema() -> Record:
    """Return the JSON Schema (draft 2020-12) of the report.

    Returns
    -------
    dict
        The schema.

    Examples
    --------
    >>> read_report_schema()["$id"] == SCHEMA
    True
    """
    path = files("policygraph.report").joinpath("report.schema.json")
    schema: Record = json.loads(path.read_text(encoding="utf-8"))
    return schema


def _finding(gap: GapFinding) -> Record:
    """Take the record of the gap report, with its address; waivers are no part of it."""
    known = finding_record(gap)
    rest = {key: value for key, value in known.items() if key not in {"id", "waiver"}}
    return {"id": gap.id, "iri": finding_iri(gap.id), **rest}


def _list(one: OmissionReport, ids: tuple[str, ...]) -> Record:
    record = build_record(one)
    named = zip(record["findings"], one.findings, ids, strict=True)
    record["findings"] = [
        {"id": id, "iri": finding_iri(id), "sentence": conclude(finding, one), **known}
        for known, finding, id in named
    ]
    return record


def _stakes(stakes: Stakes) -> Record:
    known = len(stakes.stakes) - stakes.unknown
    return {
        "measure": stakes.measure,
        "total_usd": int(stakes.total_usd),
        "places": len(stakes.stakes),
        "known": known,
        "unknown": stakes.unknown,
        "arithmetic": add_up(stakes),
        "stakes": [_stake(stake) for stake in stakes.stakes],
    }


def _stake(stake: Stake) -> Record:
    return {
        "jurisdiction": place_record(stake.place),
        "amount_usd": None if stake.amount_usd is None else int(stake.amount_usd),
        "year": stake.year or None,
        "findings": [finding.id for finding in stake.findings],
        "evidence": [evidence_record(link) for link in stake.evidence],
    }


def _rules(report: FindingsReport) -> list[Record]:
    counts = Counter(finding.rule.id for finding in report.gaps.findings)
    return [
        {
            "id": rule.id,
            "iri": rule_iri(rule.id),
            "title": rule.title,
            "severity": rule.severity.value,
            "scope": rule.scope,
            "problem": rule.problem,
            "evidence": rule.evidence,
            "remedy": rule.remedy,
            "reference": rule.reference,
            "example": rule.example,
            "findings": counts[rule.id],
        }
        for rule in report.gaps.rules
    ]


def _claims(report: FindingsReport) -> Record:
    """Tell each claim that a proof rests on, once."""
    links = {link.claim: link for link in read_links(report)}
    return {
        iri: {
            "kind": links[iri].citation.kind,
            **{key: value for key, value in evidence_record(links[iri]).items() if key in _TOLD},
            "documents": [document.iri for document in links[iri].citation.documents],
        }
        for iri in sorted(links)
    }


def _shorten(value: Any) -> None:
    """Leave of every link its role and its claim."""
    if isinstance(value, list):
        for item in value:
            _shorten(item)
    elif isinstance(value, dict):
        if "claim" in value:
            for key in _TOLD:
                del value[key]
        for item in value.values():
            _shorten(item)


def _sources(report: FindingsReport) -> list[Record]:
    """List each document that is cited, with how many of the claims cite it."""
    documents: dict[str, Document] = {}
    claims: dict[str, set[str]] = {}
    for link in read_links(report):
        for document in link.citation.documents:
            documents[document.iri] = document
            claims.setdefault(document.iri, set()).add(link.claim)
    return [
        {
            "iri": iri,
            "title": documents[iri].title,
            "publisher": documents[iri].publisher,
            "url": documents[iri].web,
            "claims": len(claims[iri]),
        }
        for iri in sorted(documents)
    ]


def read_links(report: FindingsReport) -> Iterator[Evidence]:
    """Read every link of every proof of a report, those of the stakes too.

    Parameters
    ----------
    report : FindingsReport
        The report.

    Yields
    ------
    Evidence
        A link; the same claim may come often.
    """
    for gap in report.gaps.findings:
        yield from gap.evidence
    for one in report.lists:
        for finding in one.findings:
            yield from finding.evidence
            yield from finding.absence.evidence
            yield from (note.evidence for note in finding.similarity_claims)
            yield from (fact.evidence for fact in finding.funding)
    for stake in report.stakes.stakes:
        yield from stake.evidence
