"""Views of policies: what holds on a day, and how alike two policies are.

Pure functions over records: nothing here reads a store, the clock or the network.
"""

from __future__ import annotations

from policygraph.policies.criteria import Criterion, Grade, HoldScheme, Likeness, compare
from policygraph.policies.features import Agreement, Features, FeatureScheme, agree, read_features
from policygraph.policies.standing import (
    FRESH_YEARS,
    CriterionView,
    Policy,
    PolicyClaim,
    Standing,
    Status,
    read_criterion,
    read_standing,
)

__all__ = [
    "FRESH_YEARS",
    "Agreement",
    "Criterion",
    "CriterionView",
    "FeatureScheme",
    "Features",
    "Grade",
    "HoldScheme",
    "Likeness",
    "Policy",
    "PolicyClaim",
    "Standing",
    "Status",
    "agree",
    "compare",
    "read_criterion",
    "read_features",
    "read_standing",
]
