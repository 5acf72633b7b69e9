"""Cards: what a finding is made of for reading, the same in each format."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from policygraph.gaps.gap import CONFIDENCE
from policygraph.report.labels import FAULTS, Label
from policygraph.report.model import Case
from policygraph.report.moments import Moment

#: The end of a line that :meth:`policygraph.report.sections.Sources.cite` wrote.
_CITED: Final = re.compile(
    r"(?P<words>.*) \[(?P<numbers>\d+(?:, \d+)*): (?P<locator>.*); "
    rf"(?P<how>{'|'.join(CONFIDENCE)})\]",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a proof: what is said, and the numbers of its documents where it is a claim.

    ``worked`` is what follows from a figure by arithmetic.
    """

    words: str
    numbers: tuple[int, ...] = ()
    locator: str = ""
    confidence: str = ""
    worked: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A document that a card cites, by its number there."""

    number: int
    words: str
    web: str = ""


@dataclass(frozen=True, slots=True)
class FeatureRow:
    """A feature side by side: a sign and words for how they compare, and what it is at each."""

    name: str
    sign: str
    how: str
    here: str = ""
    there: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading of a card with what stands under it.

    Parameters
    ----------
    heading : str
        The heading.
    lines : tuple of Line
        The lines of the section, but for what the rows say.
    features : tuple of FeatureRow
        For a listed peer: the features of both places.
    agreement : str
        How far they agree, in a sentence; may be empty.
    here, there : str
        The two places.
    """

    heading: str
    lines: tuple[Line, ...] = ()
    features: tuple[FeatureRow, ...] = ()
    agreement: str = ""
    here: str = ""
    there: str = ""


@dataclass(frozen=True, slots=True)
class Dated:
    """A moment of the timeline with its documents by number.

    ``is_first_after`` marks the first that came after the day of the finding.
    """

    moment: Moment
    line: Line
    is_first_after: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """A finding or a verdict, laid out.

    Parameters
    ----------
    case : Case
        What it shows.
    label : Label
        What it is.
    place : str
        The place, or what is at fault where no place is known.
    where, day : str
        The list, and the day in words.
    confidence : str
        The weakest link of the proof; empty where it rests on no claim.
    blocks : tuple of Block
        The proof, in the order of the sections.
    moments : tuple of Dated
        The timeline; empty where no record was read.
    references : tuple of Reference
        The documents by number.
    citation : str
        How to cite it.
    """

    case: Case
    label: Label
    place: str
    where: str
    day: str
    confidence: str
    blocks: tuple[Block, ...]
    moments: tuple[Dated, ...]
    references: tuple[Reference, ...]
    citation: str

    @property
    def anchor(self) -> str:
        """Its id within a page."""
        return self.case.id.replace("/", "-")

    @property
    def is_short(self) -> bool:
        """Whether it is shown closed at first: it is no fault that was found."""
        return self.label.code not in FAULTS


def read_line(text: str) -> Line:
    """Take a line of a proof apart.

    Parameters
    ----------
    text : str
        A line of a section.

    Returns
    -------
    Line
        Its words and, for a claim, where it is from.

    Examples
    --------
    >>> line = read_line("Holds nobody. [1, 4: ¶7–8; paraphrased]")
    >>> line.words, line.numbers, line.locator
    ('Holds nobody.', (1, 4), '¶7–8')
    >>> read_line("It was left out.").numbers
    ()
    """
    found = _CITED.fullmatch(text)
    if not found:
        return Line(text)
    numbers = tuple(int(number) for number in found["numbers"].split(", "))
    return Line(found["words"], numbers, found["locator"], found["how"])
