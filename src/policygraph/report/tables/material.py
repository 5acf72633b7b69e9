"""Material: what several tables need of a report, worked out once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from policygraph.gaps import Columns, Finding, OmissionReport, Part
from policygraph.gaps.records import Listing
from policygraph.places import Place
from policygraph.report.identity import name_verdicts
from policygraph.report.model import FindingsReport
from policygraph.report.place import PlaceRecord
from policygraph.report.tables.model import PARTIAL, Column, ForeignKey


def name_list(part: Part) -> str:
    """Name a part of a report as all tables do.

    Parameters
    ----------
    part : Part
        The part.

    Returns
    -------
    str
        Such as ``us_ice_ddor_2017w1/section-3``.
    """
    return f"{part.report_id}/{part.id}"


@dataclass(frozen=True)
class Material:
    """A report with what several tables need of it.

    Parameters
    ----------
    report : FindingsReport
        The report.
    """

    report: FindingsReport

    @property
    def columns(self) -> Columns:
        """The graph as the rules read it."""
        return self.report.columns

    @cached_property
    def lists(self) -> dict[str, str]:
        """Part to the name of the list, for the parts that were examined."""
        return {part.iri: name_list(part) for part in self.report.gaps.parts}

    @cached_property
    def listings(self) -> dict[str, Listing]:
        """The entries of the lists that were examined."""
        return {item.iri: item for item in self.columns.listings if item.part in self.lists}

    @cached_property
    def judged(self) -> dict[str, OmissionReport]:
        """Part to how it was judged, for the parts that were."""
        return {one.part.iri: one for one in self.report.lists}

    @cached_property
    def verdicts(self) -> tuple[tuple[str, OmissionReport, Finding], ...]:
        """Every verdict with its id and its list."""
        named = zip(self.report.lists, name_verdicts(self.report), strict=True)
        return tuple(
            (id, one, finding)
            for one, ids in named
            for id, finding in zip(ids, one.findings, strict=True)
        )

    @cached_property
    def finding_ids(self) -> frozenset[str]:
        """The ids of what rules found."""
        return frozenset(finding.id for finding in self.report.gaps.findings)

    @cached_property
    def verdict_ids(self) -> frozenset[str]:
        """The ids of verdicts."""
        return frozenset(id for id, _, _ in self.verdicts)

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The days as of which policies were read."""
        days = {one.as_of for one in self.report.lists} or {
            self.report.gaps.day or part.issued for part in self.report.gaps.parts
        }
        return tuple(sorted(days))

    def records(self) -> Iterator[PlaceRecord]:
        """Yield what is recorded of places, each once."""
        seen = set()
        for case in self.report.cases:
            if case.record and case.record.place.iri not in seen:
                seen.add(case.record.place.iri)
                yield case.record

    def geoid(self, iri: str | None) -> str | None:
        """Return the code of a place."""
        place = self.columns.places.get(iri or "")
        return place.geoid if place else None


def find_nearest(finding: Finding) -> Place | None:
    """Find the listed place whose policy is most like one's.

    Parameters
    ----------
    finding : Finding
        The verdict.

    Returns
    -------
    Place or None
        The first peer with a grade, else the place that a source likens it to.
    """
    for peer in finding.peers:
        if peer.grade:
            return peer.place
    notes = finding.similarity_claims
    return notes[0].place if finding.grade and notes else None


def geoid_column(
    name: str = "geoid",
    title: str = "GEOID",
    description: str = "Census code of the place.",
    *,
    required: bool = True,
) -> Column:
    """Describe a column of Census codes."""
    return Column(
        name,
        title,
        f"{description} Text: leading zeros count.",
        required=required,
        pattern="[0-9]{2,10}",
    )


def partial_column(name: str, title: str, description: str) -> Column:
    """Describe a column of dates as exact as sources give them."""
    words = f"{description} As exact as the source: YYYY-MM-DD, YYYY-MM or YYYY."
    return Column(name, title, words, pattern=PARTIAL)


def iri_column(name: str, title: str, description: str, *, required: bool = True) -> Column:
    """Describe a column of addresses."""
    return Column(name, title, description, "anyURI", required=required)


def in_jurisdictions(*columns: str) -> tuple[ForeignKey, ...]:
    """Say that columns hold codes of the table of jurisdictions."""
    return tuple(ForeignKey((name,), "jurisdictions", ("geoid",)) for name in columns)


def names(column: str, table: str) -> ForeignKey:
    """Say that a column names a row of a table whose key has the same name."""
    return ForeignKey((column,), table, (column,))
