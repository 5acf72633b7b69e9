"""Marks: what a picture says of a place, told apart by colour, hatch, outline and shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from policygraph.gaps import OmissionReport


class Status(StrEnum):
    """How a list stands to a place; all but the first are verdicts of :mod:`policygraph.gaps`."""

    LISTED = "listed"
    OMITTED = "omitted"
    CANNOT_TELL = "cannot-tell"
    EXPLAINED = "explained"
    NOT_COMPARABLE = "not-comparable"


@dataclass(frozen=True, slots=True)
class Mark:
    """A place to be marked.

    Parameters
    ----------
    name : str
        The place as people know it, with its state.
    status : Status
        How the list stands to it.
    geoid : str
        Its GEOID: 2 digits for a state, 5 for a county, 7 for a city, 10 for a township.
    text : str
        What a pointer over it shows besides; may be empty.
    """

    name: str
    status: Status
    geoid: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Style:
    """How a status looks.

    Parameters
    ----------
    word : str
        What it is called.
    fill, line, hatch : str
        Fill, outline and hatch of a county. The outline has a contrast of 3 to 1 and more with
        white.
    tint, pale, wide : str
        Fill, colour of the hatch and hatch of a state, which its outline sets off.
    marker, dot : str
        Shape and fill of the dot of a city.
    """

    word: str
    fill: str
    line: str
    hatch: str
    tint: str
    pale: str
    wide: str
    marker: str
    dot: str


#: Colours after Okabe and Ito, darkened where they are too pale for lines on white.
STYLES: Final[Mapping[Status, Style]] = {
    Status.LISTED: Style(
        "Listed", "#0072b2", "#004b76", "", "#e3f0f8", "#a9cfe6", "\\" * 2, "o", "#0072b2"
    ),
    Status.OMITTED: Style(
        "Omitted", "#d55e00", "#000000", "", "#fdeee3", "#efb98e", "x", "D", "#d55e00"
    ),
    Status.CANNOT_TELL: Style(
        "Cannot tell", "#ffffff", "#505050", "/" * 7, "#f8f8f8", "#c4c4c4", "/" * 2, "s", "#ffffff"
    ),
    Status.EXPLAINED: Style(
        "Explained", "#d5efe5", "#00694b", "-" * 7, "#eef8f4", "#a5d6c4", "-" * 2, "^", "#ffffff"
    ),
    Status.NOT_COMPARABLE: Style(
        "Not comparable", "#f6e6ef", "#8f3d6b", "|" * 7, "#fbf4f8", "#dcb5cb", "|" * 2, "v",
        "#ffffff",
    ),
}  # fmt: skip


def mark_places(report: OmissionReport) -> dict[str, Mark]:
    """Turn the findings on a list into marks.

    Parameters
    ----------
    report : OmissionReport
        What :func:`policygraph.gaps.find_omissions` found.

    Returns
    -------
    dict of str to Mark
        GEOID to mark: the places that the list names, and those with a finding.
    """
    marks = {place.geoid: Mark(str(place), Status.LISTED, place.geoid) for place in report.listed}
    for finding in report.findings:
        place = finding.place
        words = finding.explanation.text if finding.explanation else finding.criterion
        marks[place.geoid] = Mark(str(place), Status(finding.verdict.value), place.geoid, words)
    return marks
