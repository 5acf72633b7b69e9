"""Answers about lists: rows with the report that they come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from policygraph.gaps import (
    Columns,
    Finding,
    GapFinding,
    GapReport,
    ListVersion,
    Naming,
    OmissionReport,
    Verdict,
    find_naming,
    tell_changes,
)
from policygraph.gaps.wouldlist import Entry, Outcome, WouldList
from policygraph.places import Place
from policygraph.report import gaps as gap_report
from policygraph.report import omissions as omission_report
from policygraph.report import would_list as would_list_report
from policygraph.report.naming import explain_naming
from policygraph.report.proof import explain_finding, headline
from policygraph.results import Page, Result

_ABOUT: Final = ("report", "part", "as_of")
_OMISSIONS: Final = ("place", "verdict", "grade", "nearest_listed", "absence", "why")
_GAPS: Final = ("severity", "rule", "report", "place", "message", "confidence")


class Omissions(Result[Finding]):
    """The verdicts on the places that a list does not name.

    Parameters
    ----------
    whole : OmissionReport
        Every verdict.
    wanted : frozenset of Verdict
        The verdicts to keep; empty for all.
    place : Place or None
        The one place that was asked about.
    columns : Columns
        The graph as it was read.
    version : ListVersion or None
        How the list reads as corrected.
    """

    def __init__(
        self,
        whole: OmissionReport,
        wanted: frozenset[Verdict],
        place: Place | None,
        columns: Columns,
        version: ListVersion | None,
    ) -> None:
        self.report, self.place, self.version = whole, place, version
        self._graph = columns
        told = headline(whole)
        if wanted:
            kept = tuple(finding for finding in whole.findings if finding.verdict in wanted)
            counts = {v: whole.counts[v] if v in wanted else 0 for v in Verdict}
            self.report = replace(whole, findings=kept, counts=counts)
            told = f"{told} Shown: {len(kept)}."
        part, day = self.report.part, self.report.as_of
        super().__init__(
            self.report.findings,
            (*omission_report.COLUMNS, *_ABOUT),
            (
                (*row, part.report_id, part.id, day)
                for row in omission_report.build_rows(self.report)
            ),
            headline=told,
            types={"as_of": date},
            short=_OMISSIONS,
        )

    @property
    def counts(self) -> dict[str, int]:
        """The number of places of each verdict."""
        return {verdict.value: number for verdict, number in self.report.counts.items()}

    @property
    def is_listed(self) -> bool:
        """Whether the one place that was asked about is named in the list, so has no verdict."""
        return self.place in self.report.listed

    def tell_changes(self, only: Sequence[Verdict] | None = None) -> OmissionReport:
        """Judge again under what could be otherwise, and note what would change each verdict.

        Parameters
        ----------
        only : sequence of Verdict, optional
            The verdicts to judge again; by default omissions and what cannot be told.

        Returns
        -------
        OmissionReport
            The findings with their ``would_change``.
        """
        wanted = only or (Verdict.OMITTED, Verdict.CANNOT_TELL)
        return tell_changes(self._graph, self.report, self.version, only=wanted)

    def to_json(self) -> str:
        """Write it as JSON, with the whole proof of each verdict, as ``omissions.schema.json`` has.

        Returns
        -------
        str
            Indented, ending with a newline.
        """
        return omission_report.write_json(self.tell_changes())

    def explain(self) -> Page[Finding] | Page[Naming]:
        """Tell why the one place that was asked about is or is not called an omission.

        Returns
        -------
        Page
            The proof of its verdict; or its entry, where the list names it.

        Raises
        ------
        ValueError
            If several places were judged.
        """
        if self.place is None:
            raise ValueError("Ask about one jurisdiction.")
        if self.is_listed:
            naming = find_naming(
                self._graph, self.report.part, self.place, self.report.as_of, self.version
            )
            return Page(str(self.place), explain_naming(naming), naming)
        report = self.tell_changes()
        (finding,) = report.findings
        return Page(str(finding.place), explain_finding(finding, report), finding)


class Gaps(Result[GapFinding]):
    """What rules found.

    Parameters
    ----------
    report : GapReport
        The findings, and what was run over what.
    """

    def __init__(self, report: GapReport) -> None:
        self.report = report
        columns = gap_report.COLUMNS[:-1]  # without waivers, which an interface does not read
        day = columns.index("as_of")
        rows = gap_report.build_rows(report.findings, {})
        super().__init__(
            report.findings,
            columns,
            (
                (*row[:day], finding.day, *row[day + 1 : -1])
                for row, finding in zip(rows, report.findings, strict=True)
            ),
            headline=gap_report.headline(report),
            types={"as_of": date},
            short=_GAPS,
        )

    @property
    def counts(self) -> dict[str, int]:
        """The number of findings of each severity."""
        return {severity.value: number for severity, number in self.report.count().items()}

    def to_json(self) -> str:
        """Write it as JSON, each finding with its evidence, as ``gaps.schema.json`` has it.

        Returns
        -------
        str
            Indented, ending with a newline.
        """
        return gap_report.write_json(self.report, self.report.findings, {})


class WouldListed(Result[Entry]):
    """The places that a criterion would have listed, beside those that were published.

    Parameters
    ----------
    whole : WouldList
        Every place.
    wanted : frozenset of Outcome
        The outcomes to keep; empty for all.
    """

    def __init__(self, whole: WouldList, wanted: frozenset[Outcome]) -> None:
        self.whole = whole
        shown = [entry for entry in whole.entries if not wanted or entry.outcome in wanted]
        super().__init__(
            shown,
            would_list_report.COLUMNS,
            would_list_report.build_rows(shown),
            headline=would_list_report.headline(whole),
        )

    @property
    def counts(self) -> dict[str, int]:
        """The number of places of each outcome."""
        return {outcome.value: number for outcome, number in self.whole.count().items()}

    def to_json(self) -> str:
        """Write it as JSON, each place with its evidence.

        Returns
        -------
        str
            Indented, ending with a newline.
        """
        return would_list_report.write_json(self.whole, list(self))
