"""Gaps: what a list leaves out, found by rules over pulled columns, each with its proof."""

from __future__ import annotations

from policygraph.gaps.columns import read_columns
from policygraph.gaps.findings import (
    Absence,
    Basis,
    Evidence,
    Explanation,
    Finding,
    FundingFact,
    OmissionReport,
    Peer,
    SimilarityNote,
    Verdict,
)
from policygraph.gaps.namings import EntryEvent, NamedEntry, NamedPolicy, Naming, find_naming
from policygraph.gaps.omissions import find_omissions, find_part
from policygraph.gaps.records import Columns, Document, Part

__all__ = [
    "Absence",
    "Basis",
    "Columns",
    "Document",
    "EntryEvent",
    "Evidence",
    "Explanation",
    "Finding",
    "FundingFact",
    "NamedEntry",
    "NamedPolicy",
    "Naming",
    "OmissionReport",
    "Part",
    "Peer",
    "SimilarityNote",
    "Verdict",
    "find_naming",
    "find_omissions",
    "find_part",
    "read_columns",
]
