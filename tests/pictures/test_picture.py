"""SVG is small, safe beside others, readable aloud and the same each time; PNG is bounded."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from datetime import date

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat
from playwright.sync_api import sync_playwright
from tests.pictures.conftest import SVG, Drawn

from policygraph.dates import PartialDate
from policygraph.pictures import Event, Mark, Picture, Status, draw_map, draw_timeline

MARKS = [
    Mark("Ramsey County, MN", Status.OMITTED, "27123", "Asks for <a judge> & more."),
    Mark("Hennepin County, MN", Status.LISTED, "27053"),
    Mark("St. Paul, MN", Status.CANNOT_TELL, "2758000"),
    Mark("Kansas", Status.EXPLAINED, "20"),
    Mark("Missouri", Status.NOT_COMPARABLE, "29"),
]
EVENTS = [
    Event("Policies", "Holds nobody", PartialDate("2014-07"), is_open=True),
    Event("Rulings", "A $5 ruling ^ of_note", PartialDate("2017"), is_firm=False),
]


@pytest.fixture(scope="module")
def picture() -> Picture:
    return draw_map(MARKS, "One place is left out.", footer="Version 1.")


def test_it_has_a_name_and_a_description(picture: Picture) -> None:
    drawn = Drawn(picture)
    assert drawn.root.get("role") == "img"
    named = (drawn.root.get("aria-labelledby") or "").split()
    words = {element.get("id"): element.text for element in drawn.root}
    assert [words[name] for name in named] == [picture.title, picture.description]
    assert "Ramsey County, MN" in picture.description


def test_ids_are_unique_prefixed_and_all_that_is_referred_to(picture: Picture) -> None:
    drawn = Drawn(picture, "map-7")
    ids = drawn.ids()
    assert len(ids) == len(set(ids))
    assert all(name.startswith("map-7-") for name in ids)
    assert drawn.references() <= set(ids)
    assert "url(#map-7-" in drawn.text, "hatches are patterns"


def test_two_pictures_of_a_page_share_no_id(picture: Picture) -> None:
    other = draw_timeline(EVENTS, "Two events.", day=date(2016, 1, 1))
    assert not set(Drawn(picture, "a").ids()) & set(Drawn(other, "b").ids())


def test_nothing_in_it_reaches_beyond_it(picture: Picture) -> None:
    """A style sheet would restyle the page, and a script or an image would ask the network."""
    drawn = Drawn(picture)
    tags = {element.tag.removeprefix(SVG) for element in drawn.root.iter()}
    assert tags <= {"svg", "title", "desc", "g", "path", "defs", "use", "clipPath", "pattern",
                    "rect"}  # fmt: skip
    assert not re.search(r"<\?xml|<!DOCTYPE|<!--|@import|javascript", drawn.text)
    assert "://" not in drawn.text.replace("http://www.w3.org/", "")


def test_it_scales_and_brings_its_own_background(picture: Picture) -> None:
    drawn = Drawn(picture)
    assert drawn.root.get("width") is drawn.root.get("height") is None
    left, top, width, height = map(float, (drawn.root.get("viewBox") or "").split())
    assert (left, top) == (0, 0)
    first = next(drawn.root.iter(f"{SVG}path"))
    assert "#ffffff" in (first.get("style") or "")
    assert first.get("d") == f"M0 {height:.1f}l{width:g} 0 0-{height:.1f}-{width:g} 0z"


def test_letters_keep_their_size(picture: Picture) -> None:
    """What scales a letter down must not be rounded."""
    scales = set(re.findall(r'"scale\(([\d.]+)\)"', Drawn(picture).text))
    assert scales
    assert all(float(scale) < 0.016 for scale in scales)


def test_words_from_data_are_data(picture: Picture) -> None:
    """Neither markup nor the mathematics of matplotlib is read in a name."""
    assert Drawn(picture).tooltips("place")["27123"] == (
        "Ramsey County, MN: omitted. Asks for <a judge> & more."
    )
    odd = draw_timeline(EVENTS, "It costs $5 and $6, <b>bold</b>_too.")
    assert Drawn(odd).root.findtext(f"{SVG}title") == "It costs $5 and $6, <b>bold</b>_too."
    assert "bold" not in {element.tag for element in Drawn(odd).root.iter()}


def test_a_file_of_its_own_says_that_it_is_xml(picture: Picture) -> None:
    alone = picture.svg(embedded=False)
    assert alone.startswith('<?xml version="1.0" encoding="utf-8"?>\n<svg ')
    assert alone.endswith("</svg>\n")


_DRAW = """
import hashlib, sys
import matplotlib
matplotlib.rcParams["font.size"] = float(sys.argv[1])
matplotlib.rcParams["lines.markeredgewidth"] = float(sys.argv[1])
matplotlib.rcParams["path.sketch"] = (1, 100, 2)
matplotlib.rcParams["svg.fonttype"] = "none"
from policygraph.pictures import Mark, Status, draw_map
places = [("Ramsey County, MN", "27123"), ("St. Paul, MN", "2758000"), ("Kansas", "20")]
marks = [Mark(name, status, geoid) for (name, geoid), status in zip(places, Status)]
picture = draw_map(set(marks), "One place is left out.", footer="Version 1.")
for content in (picture.svg("x").encode(), picture.png(1), picture.svg("x").encode()):
    print(hashlib.sha256(content).hexdigest())
assert matplotlib.rcParams["svg.fonttype"] == "none"
"""


def test_it_is_the_same_in_every_process_and_order() -> None:
    found = [
        subprocess.run(
            [sys.executable, "-c", _DRAW, size],
            env={**os.environ, "PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": when},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        for seed, size, when in (("1", "10", "0"), ("2", "14", "86400"))
    ]
    assert found[0] == found[1]
    assert found[0][0] == found[0][2], "a PNG in between changes nothing"


def test_the_order_of_marks_does_not_matter(picture: Picture) -> None:
    assert draw_map(MARKS[::-1], picture.title, footer="Version 1.").svg() == picture.svg()


@pytest.mark.parametrize("scale", [1, 2])
def test_a_png_is_as_large_as_asked(picture: Picture, scale: int) -> None:
    content = picture.png(scale)
    image = Image.open(io.BytesIO(content))
    assert image.width == 900 * scale
    assert image.info["Title"] == picture.title
    assert image.info["Description"] == picture.description
    assert b"matplotlib" not in content
    assert b"tIME" not in content
    assert len(content) < 700_000


def test_a_png_has_a_bound() -> None:
    events = [Event(f"Lane {n}", "Something", PartialDate("2014-07")) for n in range(80)]
    image = Image.open(io.BytesIO(draw_timeline(events, "Much.").png(8)))
    assert max(image.size) <= 6000


def test_a_browser_shows_what_the_png_shows(picture: Picture) -> None:
    svg = picture.svg("page")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page(viewport={"width": 900, "height": 1200})
        page.set_content(f"<style>body{{margin:0}}svg{{display:block;width:900px}}</style>{svg}")
        shot = page.locator("svg").first.screenshot()
        browser.close()
    seen = Image.open(io.BytesIO(shot)).convert("RGB")
    drawn = Image.open(io.BytesIO(picture.png(1))).convert("RGB").resize(seen.size)
    soft = [image.filter(ImageFilter.GaussianBlur(3)) for image in (seen, drawn)]
    # Edges differ by how each program smooths them; letters that are too large differ by far more.
    apart = ImageStat.Stat(ImageChops.difference(*soft).convert("L"))
    assert apart.mean[0] < 1.0
    assert apart.extrema[0][1] < 70
