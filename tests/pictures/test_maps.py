"""The map shows every place of a list, or names it as not shown; nothing overlaps."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from tests.pictures.conftest import Drawn

from policygraph.gaps import OmissionReport, Verdict
from policygraph.pictures import Mark, Status, draw_map, find_overlaps, mark_places
from policygraph.pictures.callouts import Callout, arrange
from policygraph.pictures.maps import MOST_LABELS
from policygraph.pictures.marks import STYLES
from policygraph.pictures.seats import find_county
from policygraph.pictures.shapes import read_shapes


def _texts(figure: Any) -> list[str]:
    from matplotlib.text import Text

    return [text.get_text() for text in figure.findobj(Text)]


def test_each_list_is_drawn_without_overlaps_and_small(judged: OmissionReport) -> None:
    picture = draw_map(mark_places(judged), "A sentence about the list.", footer="Data 1.")
    assert find_overlaps(picture.figure) == []
    assert len(picture.svg().encode()) < 600_000


def test_every_place_is_in_the_picture_or_in_the_notes(judged: OmissionReport) -> None:
    marks = mark_places(judged)
    picture = draw_map(marks, "A sentence.")
    shown = Drawn(picture).tooltips("place")
    notes = " ".join(picture.notes)
    for geoid, mark in marks.items():
        assert geoid in shown or mark.name in notes, mark
    for finding in judged.findings:
        assert shown[finding.place.geoid].startswith(f"{finding.place}: ")


def test_the_legend_counts_what_the_report_counts(judged: OmissionReport) -> None:
    texts = _texts(draw_map(mark_places(judged), "A sentence.").figure)
    assert f"Listed: {len(judged.listed):,}" in texts
    assert f"Omitted: {judged.counts[Verdict.OMITTED]:,}" in texts
    for verdict in (Verdict.CANNOT_TELL, Verdict.EXPLAINED, Verdict.NOT_COMPARABLE):
        word = STYLES[Status(verdict.value)].word
        assert (f"{word}: {judged.counts[verdict]:,}" in texts) == bool(judged.counts[verdict])


def test_the_omitted_have_a_ring_and_a_name(judged: OmissionReport) -> None:
    from matplotlib.patches import Circle

    picture = draw_map(mark_places(judged), "A sentence.")
    names = [str(f.place) for f in judged.findings if f.verdict is Verdict.OMITTED]
    assert set(names) <= set(_texts(picture.figure))
    rings = [c for c in picture.figure.axes[0].findobj(Circle) if c.get_radius() > 1]
    assert len(rings) == 2 * len(names), "a ring and its light edge"
    for name in names:
        assert name in picture.description


def test_what_has_no_shape_is_named() -> None:
    marks = [
        Mark("Puerto Rico", Status.LISTED, "72"),
        Mark("Ponce Municipio, PR", Status.OMITTED, "72113"),
        Mark("Nowhere, MN", Status.CANNOT_TELL, "2799999"),
        Mark("Ramsey County, MN", Status.LISTED, "27123"),
    ]
    picture = draw_map(marks, "A sentence.")
    [note] = picture.notes
    assert note == (
        "3 places cannot be drawn, for the shapes do not have them: Nowhere, MN (cannot tell),"
        " Puerto Rico (listed) and Ponce Municipio, PR (omitted)."
    )
    assert note in picture.description
    assert "Listed: 2" in _texts(picture.figure), "the legend counts them"


def test_an_empty_list_is_a_map_too() -> None:
    picture = draw_map([], "Nobody is listed.")
    assert find_overlaps(picture.figure) == []
    assert "Listed: 0" in _texts(picture.figure)


def test_many_omissions_do_not_collide() -> None:
    """Every county of a crowded state: some names, all rings, and the rest in the notes."""
    shapes = read_shapes()
    virginia = sorted(geoid for geoid in shapes.counties if geoid.startswith("51"))
    marks = [Mark(f"{shapes.names[g]} {g}, VA", Status.OMITTED, g) for g in virginia]
    picture = draw_map(marks, "All of Virginia is left out.")
    assert find_overlaps(picture.figure) == []
    labelled = [mark for mark in marks if mark.name in _texts(picture.figure)]
    assert 0 < len(labelled) <= MOST_LABELS
    unnamed = picture.notes[-1]
    assert unnamed.startswith(f"{len(marks) - len(labelled)} omitted places without a label: ")
    assert all(mark.name in unnamed for mark in marks if mark not in labelled)


def test_names_keep_clear_of_one_another_and_of_rings() -> None:
    spots = [(100.0 + 9 * n, 100.0 + 5 * (n % 3)) for n in range(12)]
    wanted = [Callout(f"place {n}", spot, 60, 8, 8.5) for n, spot in enumerate(spots)]
    placed, lost = arrange(wanted, spots, 8.5, ((0, 400), (0, 300)))
    assert len(placed) + len(lost) == 12
    assert len(placed) >= 8
    boxes = [item.box for item in placed] + [(x - 8.5, y - 8.5, x + 8.5, y + 8.5) for x, y in spots]
    for number, one in enumerate(boxes[: len(placed)]):
        for other in boxes[number + 1 :]:
            assert (
                one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            )


def test_cities_of_one_county_stand_apart() -> None:
    from matplotlib.lines import Line2D

    cities = {"0644000": "Los Angeles", "0643000": "Long Beach", "0656000": "Pasadena"}
    assert {find_county(geoid) for geoid in cities} == {"06037"}
    marks = [Mark(f"{name}, CA", Status.LISTED, geoid) for geoid, name in cities.items()]
    axes = draw_map(marks, "Three cities.").figure.axes[0]
    lines: list[Any] = [item for item in axes.get_children() if isinstance(item, Line2D)]
    dots = [(line.get_xdata()[0], line.get_ydata()[0]) for line in lines]
    assert len(dots) == 3
    for number, one in enumerate(dots):
        for other in dots[number + 1 :]:
            assert (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 > 3**2


@pytest.mark.parametrize("status", list(Status))
def test_every_status_can_be_told_without_colour(status: Status) -> None:
    """By hatch, by the shape of the dot, or by a ring; and its outline can be seen."""
    style = STYLES[status]
    others = [STYLES[other] for other in Status if other is not status]
    assert style.marker not in [other.marker for other in others]
    assert style.wide not in [other.wide for other in others]
    if status not in {Status.LISTED, Status.OMITTED}:  # a solid fill; the omitted have a ring
        assert style.hatch
        assert style.hatch not in [other.hatch for other in others]
    assert _contrast(style.line, "#ffffff") >= 3
    assert _contrast(style.line, "#f3f2ef") >= 3
    if status in {Status.LISTED, Status.OMITTED}:
        assert _contrast(style.fill, "#f3f2ef") >= 3


def test_fills_can_be_told_apart_by_the_colour_blind() -> None:
    """Solid fills differ in every kind of colour blindness, as Okabe and Ito chose them."""
    listed, omitted = _rgb(STYLES[Status.LISTED].fill), _rgb(STYLES[Status.OMITTED].fill)
    for matrix in _BLINDNESS:
        one, other = (
            [sum(w * c for w, c in zip(row, colour, strict=True)) for row in matrix]
            for colour in (listed, omitted)
        )
        assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 > 0.4


#: Machado, Oliveira and Fernandes (2009), full severity, for linear light: protan, deutan, tritan.
_BLINDNESS = [
    [
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ],
    [
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ],
    [
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ],
]


def _rgb(colour: str) -> list[float]:
    values = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    return [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values]


def _contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""
    lights = sorted(
        0.2126 * red + 0.7152 * green + 0.0722 * blue
        for red, green, blue in (_rgb(one), _rgb(other))
    )
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def test_marks_are_one_for_each_place(judged: OmissionReport) -> None:
    marks = mark_places(judged)
    assert len(marks) == len(judged.listed) + len(judged.findings)
    counted = Counter(mark.status.value for mark in marks.values())
    assert counted["listed"] == len(judged.listed)
    for verdict, number in judged.counts.items():
        assert counted[verdict.value] == number
