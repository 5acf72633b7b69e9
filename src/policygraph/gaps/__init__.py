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
from policygraph.gaps.rules import Rule, Severity, choose_rules, load_rules
from policygraph.gaps.run import GapFinding, GapReport, find_gaps

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
    "GapFinding",
    "GapReport",
    "NamedEntry",
    "NamedPolicy",
    "Naming",
    "OmissionReport",
    "Part",
    "Peer",
    "Rule",
    "Severity",
    "SimilarityNote",
    "Verdict",
    "choose_rules",
    "find_gaps",
    "find_naming",
    "find_omissions",
    "find_part",
    "load_rules",
    "read_columns",
]
