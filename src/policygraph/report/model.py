"""What a report says: one model of lists, findings, proofs and data, for every format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from policygraph.gaps import (
    Columns,
    Finding,
    GapFinding,
    GapReport,
    OmissionReport,
    Part,
    Rule,
    Stakes,
    Verdict,
)
from policygraph.namespaces import FINDING
from policygraph.places import Place
from policygraph.report.place import PlaceRecord
from policygraph.report.sections import Section
from policygraph.report.sources import SourceRecord
from policygraph.report.version import DataVersion


@dataclass(frozen=True, slots=True)
class Question:
    """What a report is asked for.

    Parameters
    ----------
    report, part : str or None
        Id of the official report and of its part; without a report, every list.
    as_of : datetime.date or None
        The day as of which policies are read; by default each list is read as of its own.
    list_version : datetime.date or None
        The day by which the lists are read as corrected; by default as published.
    state : str or None
        USPS code: only places of this state.
    jurisdiction : str or None
        Name or GEOID: only this place.
    rules : tuple of str
        Ids of rules; empty for all.
    """

    report: str | None = None
    part: str | None = None
    as_of: date | None = None
    list_version: date | None = None
    state: str | None = None
    jurisdiction: str | None = None
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One card of a report: a finding, or a verdict on a place that a list does not name.

    Parameters
    ----------
    id : str
        The finding's id, which stays the same while the fault does.
    weight : str
        ``violation``, ``warning`` or ``info`` for what a rule found; else the verdict.
    place : Place or None
        The jurisdiction.
    part : Part or None
        The part of a list, for findings about lists.
    as_of : datetime.date or None
        The day.
    title, sentence : str
        What it is about, and what was concluded.
    sections : tuple of Section
        The proof, for reading: headings with lines, the numbered sources last.
    judgement : Finding or None
        The verdict with its whole chain, for omissions and verdicts.
    gap : GapFinding or None
        What a rule found; an omission has both.
    record : PlaceRecord or None
        All that is recorded of the place, for violations, warnings and reports on one place.
    """

    id: str
    weight: str
    place: Place | None
    part: Part | None
    as_of: date | None
    title: str
    sentence: str
    sections: tuple[Section, ...]
    judgement: Finding | None = None
    gap: GapFinding | None = None
    record: PlaceRecord | None = None

    @property
    def iri(self) -> str:
        """The address under which it can be cited."""
        return FINDING + self.id

    @property
    def rule(self) -> Rule | None:
        """The rule that found it."""
        return self.gap.rule if self.gap else None


@dataclass(frozen=True, slots=True)
class FindingsReport:
    """A report of ours: what every format writes.

    Parameters
    ----------
    question : Question
        What was asked.
    title : str
        Its title.
    summary : tuple of str
        Sentences with the numbers, the most important first.
    lists : tuple of OmissionReport
        Each list that was judged, with every verdict.
    gaps : GapReport
        What the rules found.
    cases : tuple of Case
        A card for each finding and, in a report on one list, for each verdict.
    stakes : Stakes
        The places of the findings ranked by their direct federal aid.
    method, limits : tuple of str
        How it was found, and what it cannot say: a paragraph each.
    version : DataVersion
        What it was made with.
    citation : str
        How to cite it.
    sources : tuple of SourceRecord
        The data sets of the graph, with their terms.
    """

    question: Question
    title: str
    summary: tuple[str, ...]
    lists: tuple[OmissionReport, ...]
    gaps: GapReport
    cases: tuple[Case, ...]
    stakes: Stakes
    method: tuple[str, ...]
    limits: tuple[str, ...]
    version: DataVersion
    citation: str
    sources: tuple[SourceRecord, ...] = ()

    @property
    def columns(self) -> Columns:
        """The graph as the rules read it."""
        return self.gaps.columns

    def count(self) -> dict[str, int]:
        """Count the findings by severity and the verdicts by kind.

        Returns
        -------
        dict of str to int
            The numbers that every format must agree on.
        """
        found = {severity.value: number for severity, number in self.gaps.count().items()}
        judged = {
            verdict.value: sum(one.counts[verdict] for one in self.lists) for verdict in Verdict
        }
        return {**found, **judged}
