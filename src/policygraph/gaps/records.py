"""Records of the graph, as the rules read them: one frozen dataclass for each kind of row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from policygraph.dates import PartialDate
from policygraph.places import Place
from policygraph.policies import FRESH_YEARS, FeatureScheme, HoldScheme, Policy

Record = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a report, as published; ``series`` is the series of the report, or itself."""

    iri: str
    id: str
    label: str
    kind: str
    report: str
    report_id: str
    report_label: str
    issued: date
    series: str


@dataclass(frozen=True, slots=True)
class Listing:
    """An entry of a part: the place that it names, or those that it may name."""

    iri: str
    part: str
    name: str
    place: str | None
    candidates: tuple[str, ...]
    confidence: str


@dataclass(frozen=True, slots=True)
class ListingEvent:
    """What became of a listing, or of all listings of a part; kind and reason are concepts."""

    claim: str
    listing: str
    kind: str
    occurred: PartialDate | None
    actor: str | None
    reason: str | None
    attributed: str | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far a part is known for a scope (None: the whole part)."""

    claim: str
    part: str
    scope: str | None
    completeness: str
    stated_count: int | None


@dataclass(frozen=True, slots=True)
class Document:
    """A document that a claim cites."""

    iri: str
    title: str
    publisher: str
    web: str | None

    def __str__(self) -> str:
        return f"{self.publisher}, {self.title}"


@dataclass(frozen=True, slots=True)
class Citation:
    """What a claim says and where: its summary, documents, locator and confidence.

    ``kind`` is the local name of the claim's class, such as ``PolicyClaim``.
    """

    summary: str
    locator: str
    confidence: str
    documents: tuple[Document, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Columns:
    """All that the omission rule reads, in memory.

    ``fresh_years`` is no part of the graph: for how many years a policy is presumed to continue.
    """

    places: Mapping[str, Place]
    alike: Mapping[str, frozenset[str]]
    parts: tuple[Part, ...]
    policies: Mapping[str, Policy]
    custodians: Mapping[str, tuple[tuple[str, str, frozenset[str]], ...]]
    scheme: HoldScheme
    features: tuple[FeatureScheme, ...]
    concepts: Mapping[str, str]
    listings: tuple[Listing, ...]
    events: Mapping[str, tuple[ListingEvent, ...]]
    absences: Mapping[tuple[str, str], tuple[str, ...]]
    coverage: tuple[Coverage, ...]
    similar: Mapping[str, tuple[tuple[str, str], ...]]
    funding: Mapping[str, tuple[Record, ...]]
    citations: Mapping[str, Citation]
    fresh_years: int | None = FRESH_YEARS
