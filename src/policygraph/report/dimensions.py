"""Dimensions of quality: in which respect a list falls short where a rule finds something."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from policygraph.gaps import Rule

#: The characteristics of ISO/IEC 25012 that rules look at, and the group of each.
CATEGORIES: Final[Mapping[str, str]] = {
    "accuracy": "inherent",
    "completeness": "inherent",
    "consistency": "inherent",
    "credibility": "inherent",
    "currentness": "inherent",
    "compliance": "inherent-and-system-dependent",
    "precision": "inherent-and-system-dependent",
    "traceability": "inherent-and-system-dependent",
    "understandability": "inherent-and-system-dependent",
}
_STANDARD: Final = re.compile(r"ISO/IEC 25012:2008, ([^;.]*)")


def read_dimensions(rule: Rule) -> tuple[str, ...]:
    """Read from the reference of a rule in which dimensions what it finds falls short.

    Parameters
    ----------
    rule : Rule
        The rule.

    Returns
    -------
    tuple of str
        Names in :data:`CATEGORIES`. A rule that refers to law alone is about compliance.

    Examples
    --------
    >>> from policygraph.gaps import load_rules
    >>> read_dimensions(load_rules()["date_conflict"])
    ('accuracy', 'consistency')
    """
    words = {word for found in _STANDARD.findall(rule.reference) for word in found.split()}
    named = {word.strip(",()") for word in words}
    return tuple(name for name in CATEGORIES if name in named) or ("compliance",)
