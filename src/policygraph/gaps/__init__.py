"""Gaps: what a list leaves out, found by rules over pulled columns, each with its proof."""

from __future__ import annotations

from policygraph.gaps.columns import Columns, Document, Part, read_columns
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
from policygraph.gaps.omissions import find_omissions, find_part

__all__ = [
    "Absence",
    "Basis",
    "Columns",
    "Document",
    "Evidence",
    "Explanation",
    "Finding",
    "FundingFact",
    "OmissionReport",
    "Part",
    "Peer",
    "SimilarityNote",
    "Verdict",
    "find_omissions",
    "find_part",
    "read_columns",
]
