"""Gaps as found: one finding, and all that a set of rules found."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from policygraph.gaps.findings import Evidence
from policygraph.gaps.records import Columns, Part
from policygraph.gaps.rules import Rule, Severity
from policygraph.gaps.versions import ListVersion
from policygraph.places import Place

#: How near a claim stands to its source, from the firmest to the weakest.
CONFIDENCE: Final = ("verbatim", "quoted", "paraphrased", "inferred", "weak-source")


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
        The graph that was read; where the lists are read as corrected, that view of it.
    list_version : datetime.date or None
        The day by which the lists are read as corrected; None as published.
    versions : mapping of str to ListVersion
        Part to how it reads as corrected.
    """

    rules: tuple[Rule, ...]
    parts: tuple[Part, ...]
    day: date | None
    findings: tuple[GapFinding, ...]
    columns: Columns
    list_version: date | None = None
    versions: Mapping[str, ListVersion] = field(default_factory=dict)

    def count(self) -> dict[Severity, int]:
        """Count the findings by severity."""
        return {
            severity: sum(finding.rule.severity is severity for finding in self.findings)
            for severity in Severity
        }
