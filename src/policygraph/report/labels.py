"""Labels of findings and verdicts: a word and a sign, so that no colour has to tell them apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Label:
    """What a finding or a verdict is called.

    Parameters
    ----------
    code : str
        The weight of a case, or a verdict.
    word, many : str
        Its name, for one and for several.
    sign : str
        A shape that no other label has.
    meaning : str
        What it means.
    """

    code: str
    word: str
    many: str
    sign: str
    meaning: str


#: Weight to label, in the order of cards.
LABELS: Final[Mapping[str, Label]] = {
    label.code: label
    for label in (
        Label(
            "violation", "Violation", "Violations", "◆",
            "What somebody who knows the place would call wrong.",
        ),
        Label(
            "warning", "Warning", "Warnings", "▲",
            "What needs a look: it may be wrong, and the sources do not settle it.",
        ),
        Label(
            "info", "Remark", "Remarks", "●",
            "What a reader of the list should know, or what is not known.",
        ),
        Label(
            "cannot-tell", "Cannot tell", "Cannot tell", "□",
            "Whether the place was left out cannot be said, and what stands in the way.",
        ),
        Label(
            "explained", "Explained", "Explained absences", "△",
            "The list does not name the place, and there is a reason.",
        ),
        Label(
            "not-comparable", "Not comparable", "Not comparable", "▽",
            "The policy of the place is like that of no place on the list.",
        ),
    )
}  # fmt: skip

#: Verdict to its label; those of omitted places are violations.
OMITTED: Final = Label(
    "omitted", "Omitted", "Omitted", "◆",
    "The list leaves the place out although its policy is like that of a place that it names.",
)  # fmt: skip

#: The weights of what is a fault, or may be one: their cards are shown in full.
FAULTS: Final = frozenset({"violation", "warning"})
