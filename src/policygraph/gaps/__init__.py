"""Gaps: what a list leaves out, found by rules over pulled columns, each with its proof."""

from __future__ import annotations

from policygraph.gaps.between import Change, compare_days
from policygraph.gaps.columns import read_columns
from policygraph.gaps.completeness import Completeness, Scope
from policygraph.gaps.counterfactual import tell_changes
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
from policygraph.gaps.gap import GapFinding, GapReport
from policygraph.gaps.money import Stake, Stakes, rank_by_funding
from policygraph.gaps.namings import EntryEvent, NamedEntry, NamedPolicy, Naming, find_naming
from policygraph.gaps.omissions import find_omissions, find_part
from policygraph.gaps.records import Columns, Document, Part
from policygraph.gaps.rules import Rule, Severity, choose_rules, load_rules
from policygraph.gaps.run import find_gaps
from policygraph.gaps.strength import read_confidence, read_kinds
from policygraph.gaps.versions import (
    FormerEntry,
    ListVersion,
    read_as_corrected,
    read_version,
)
from policygraph.gaps.waivers import Waived, Waiver, apply_waivers, read_waivers

__all__ = [
    "Absence",
    "Basis",
    "Change",
    "Columns",
    "Completeness",
    "Document",
    "EntryEvent",
    "Evidence",
    "Explanation",
    "Finding",
    "FormerEntry",
    "FundingFact",
    "GapFinding",
    "GapReport",
    "ListVersion",
    "NamedEntry",
    "NamedPolicy",
    "Naming",
    "OmissionReport",
    "Part",
    "Peer",
    "Rule",
    "Scope",
    "Severity",
    "SimilarityNote",
    "Stake",
    "Stakes",
    "Verdict",
    "Waived",
    "Waiver",
    "apply_waivers",
    "choose_rules",
    "compare_days",
    "find_gaps",
    "find_naming",
    "find_omissions",
    "find_part",
    "load_rules",
    "rank_by_funding",
    "read_as_corrected",
    "read_columns",
    "read_confidence",
    "read_kinds",
    "read_version",
    "read_waivers",
    "tell_changes",
]
