"""What a report and the findings in it are called: names that stay while what they name does."""

from __future__ import annotations

import hashlib
from dataclasses import astuple, dataclass, replace
from typing import Final

from policygraph.gaps import Finding, GapFinding, OmissionReport, Verdict
from policygraph.namespaces import FINDING, FINDINGS, RULE
from policygraph.report.compose import name_verdict
from policygraph.report.model import FindingsReport

_LENGTH: Final = 12


@dataclass(frozen=True, slots=True)
class Named:
    """A finding under its name: what a rule found, a verdict, or an omission, which is both.

    Parameters
    ----------
    id : str
        Its id.
    gap : GapFinding or None
        What a rule found.
    judged : OmissionReport or None
        The list on which the verdict is.
    verdict : Finding or None
        The verdict.
    """

    id: str
    gap: GapFinding | None = None
    judged: OmissionReport | None = None
    verdict: Finding | None = None


def name_report(report: FindingsReport) -> str:
    """Mint the IRI of a report: the same question to the same data gives the same.

    Parameters
    ----------
    report : FindingsReport
        The report.

    Returns
    -------
    str
        Such as ``https://w3id.org/policygraph/findings/0123456789ab``.
    """
    version = report.version
    content = [*map(str, astuple(report.question)), version.software, version.digest]
    if not version.digest:  # of an endpoint only what it answered is known
        content += [finding.id for finding in report.gaps.findings]
        content += [id for ids in name_verdicts(report) for id in ids]
    digest = hashlib.sha256("\n".join(content).encode()).hexdigest()
    return FINDINGS + digest[:_LENGTH]


def name_verdicts(report: FindingsReport) -> tuple[tuple[str, ...], ...]:
    """Name every verdict of every list as its card does.

    Parameters
    ----------
    report : FindingsReport
        The report.

    Returns
    -------
    tuple of tuple of str
        For each list the ids of its verdicts, in their order. An omission has the id of what the
        rule found.
    """
    found = {
        (gap.part.iri if gap.part else "", gap.subject): gap.id
        for gap in report.gaps.findings
        if gap.rule.id == "omitted"
    }

    def name(one: OmissionReport, finding: Finding) -> str:
        key = (one.part.iri, finding.place.iri)
        if finding.verdict is Verdict.OMITTED and key in found:
            return found[key]
        return name_verdict(one, finding)

    return tuple(tuple(name(one, finding) for finding in one.findings) for one in report.lists)


def list_findings(report: FindingsReport) -> tuple[Named, ...]:
    """List everything that a report concluded, each once.

    Parameters
    ----------
    report : FindingsReport
        The report.

    Returns
    -------
    tuple of Named
        What the rules found, then the verdicts that are no omission found by a rule.
    """
    found = {gap.id: Named(gap.id, gap) for gap in report.gaps.findings}
    for one, ids in zip(report.lists, name_verdicts(report), strict=True):
        for finding, id in zip(one.findings, ids, strict=True):
            found[id] = replace(found.get(id, Named(id)), judged=one, verdict=finding)
    return tuple(found.values())


def finding_iri(id: str) -> str:
    """Mint the IRI of a finding or verdict from its id.

    Examples
    --------
    >>> finding_iri("omitted/0123456789ab")
    'https://w3id.org/policygraph/finding/omitted/0123456789ab'
    """
    return FINDING + id


def rule_iri(id: str) -> str:
    """Mint the IRI of a rule from its id.

    Examples
    --------
    >>> rule_iri("omitted")
    'https://w3id.org/policygraph/rule/omitted'
    """
    return RULE + id
