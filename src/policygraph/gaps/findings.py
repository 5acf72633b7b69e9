"""Findings: frozen records that can say what was concluded about a place, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from policygraph.gaps.records import Citation, Part
from policygraph.places import Place
from policygraph.policies import Agreement, Grade, Standing

if TYPE_CHECKING:
    from policygraph.gaps.completeness import Scope


class Verdict(StrEnum):
    """What is concluded about a place that a part of a report does not name."""

    OMITTED = "omitted"
    EXPLAINED = "explained"
    CANNOT_TELL = "cannot-tell"
    NOT_COMPARABLE = "not-comparable"


class Basis(StrEnum):
    """On what an absence rests."""

    STATED = "stated"
    COVERAGE = "coverage"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One link of the proof: what a claim proves, what it says, and where."""

    role: str
    claim: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Absence:
    """Whether the place is known to be absent, and on what ground."""

    basis: Basis
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an absence is no omission: a concept of the explanation scheme, and a sentence."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Feature:
    """A secondary feature, side by side: what it is at the place and at its peer.

    Without values where it is unknown at one or both.
    """

    scheme: str
    label: str
    here: tuple[str, ...]
    there: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Peer:
    """A listed place whose policy is compared.

    ``grade`` is None where the coded criteria differ although a source calls them similar.
    """

    place: Place
    policy: str
    grade: Grade | None
    criterion: str
    agreement: Agreement
    matching: tuple[Feature, ...]
    differing: tuple[Feature, ...]
    unknown: tuple[Feature, ...]
    notes: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class SimilarityNote:
    """A source's own statement that two places have similar policies."""

    place: Place
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class FundingFact:
    """Federal funding of the place, or of a peer, as one source gives it."""

    place: Place
    amount_usd: Decimal | None
    share: Decimal | None
    measure: str
    base: str | None
    year: str
    approximate: bool
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Finding:
    """What is concluded about one place, with its whole chain.

    Parameters
    ----------
    place : Place
        The place.
    verdict : Verdict
        The conclusion.
    grade : Grade or None
        How alike its policy is to the nearest listed one.
    policy, criterion : str
        The policy compared and its hold criterion in words; empty where unknown.
    standing : Standing or None
        Whether the policy was in force.
    explanation : Explanation or None
        Why the absence is no omission.
    reasons : tuple of str
        What stands in the way of a firmer verdict.
    absence : Absence
        The ground for saying that it is absent.
    peers, similarity_claims, funding, evidence : tuple
        The links of the chain.
    formerly_listed : str
        What became of the entry that named the place as published, where the list is read as
        corrected and names it no more.
    would_change : tuple of str
        What would change the verdict, each found by judging again; empty where nobody asked.
    """

    place: Place
    verdict: Verdict
    grade: Grade | None
    policy: str
    criterion: str
    standing: Standing | None
    explanation: Explanation | None
    reasons: tuple[str, ...]
    absence: Absence
    peers: tuple[Peer, ...]
    similarity_claims: tuple[SimilarityNote, ...]
    funding: tuple[FundingFact, ...]
    evidence: tuple[Evidence, ...]
    formerly_listed: str = ""
    would_change: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OmissionReport:
    """The findings on one part of a report, as of a day.

    ``listed`` are the places that the part names; ``counts`` has a number for every verdict;
    ``completeness`` says for each state how far the answer goes there.
    """

    part: Part
    as_of: date
    list_version: str
    counts: dict[Verdict, int]
    findings: tuple[Finding, ...]
    listed: tuple[Place, ...]
    completeness: tuple[Scope, ...] = ()
