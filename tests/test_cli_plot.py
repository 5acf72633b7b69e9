"""``policygraph plot``: files, formats, notes, and what cannot be meant."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image
from tests.conftest import Program

from policygraph.cli import main, plot

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(
    ("arguments", "title"),
    [
        (("map",), "leaves out 3 places"),
        (("map", "--report", "us_dhs_sanctuary_2025"), "no place with a known policy"),
        (
            ("map", "--report", "us_doj_eo14287_2025", "--list-version", "2025-12-01"),
            "DOJ list of sanctuary jurisdictions",
        ),
        (("network",), "On 20 March 2017, 161 of 169 places"),
        (("network", "--grade", "exact", "--as-of", "2025-05-29"), "On 29 May 2025"),
        (("timeline", "Ramsey County, MN", "--as-of", "2017-03-20"), "Ramsey County, MN"),
        (("timeline", "--report", "us_dhs_sanctuary_2025"), "What became of the DHS list"),
        (("funding", "--rule", "omitted"), "concern 3 places"),
        (("funding", "--report", "us_doj_eo14287_2025"), "DOJ list"),
    ],
    ids=" ".join,
)
def test_each_picture_is_an_svg_with_its_title(
    policygraph: Program, arguments: tuple[str, ...], title: str
) -> None:
    done = policygraph("plot", *arguments)
    assert done.returncode == 0, done.stderr
    root = ElementTree.fromstring(done.stdout)
    assert title in (root.findtext(f"{SVG}title") or "")
    assert root.find(f".//{SVG}use") is not None, "there are letters"
    assert b"Traceback" not in done.stderr


def test_the_name_of_the_file_chooses_the_format(policygraph: Program, tmp_path: Path) -> None:
    file = tmp_path / "network.PNG"
    done = policygraph("plot", "network", "-o", str(file))
    assert (done.returncode, done.stdout) == (0, b"")
    image = Image.open(file)
    assert (image.format, image.width) == ("PNG", 1800)
    assert "8 places like no other are not drawn: Broward County, FL; " in done.stderr.decode()
    other = tmp_path / "network.png"
    assert policygraph("plot", "network", "-f", "svg", "-o", str(other)).returncode == 0
    assert other.read_bytes().startswith(b"<?xml")


def test_a_png_goes_through_a_pipe(policygraph: Program) -> None:
    done = policygraph("plot", "timeline", "--report", "us_doj_eo14287_2025", "-f", "png")
    assert Image.open(io.BytesIO(done.stdout)).format == "PNG"


def test_a_png_is_kept_from_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr(plot, "_is_terminal", lambda: True)
    assert main(["plot", "map", "--format", "png"]) == 2
    out, err = capsysbinary.readouterr()
    assert out == b""
    assert b"A PNG cannot be shown on a terminal. Write it to a file with --output." in err


def test_the_same_question_gives_the_same_bytes(policygraph: Program) -> None:
    first, second = (policygraph("plot", "map", PYTHONHASHSEED=seed).stdout for seed in "12")
    assert first == second != b""


def test_an_endpoint_draws_the_same(policygraph: Program, endpoint: str) -> None:
    asked = ("plot", "timeline", "--report", "us_ice_ddor_2017w1")
    here = ElementTree.fromstring(policygraph(*asked).stdout)
    there = ElementTree.fromstring(policygraph(*asked, "--endpoint", endpoint).stdout)
    assert here.findtext(f"{SVG}desc") == there.findtext(f"{SVG}desc") != ""


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("map", "--report", "us_ice"), "No report"),
        (("map", "--report", "us_ice_ddor_2017w1", "--part", "section-9"), "no part"),
        (("map", "--as-of", "2017-3-1"), "2017-3-1"),
        (("map", "--format", "pdf"), "There is no format 'pdf'. Choose svg or png."),
        (("network", "--grade", "near"), "near"),
        (("timeline",), "Give a place, or a list"),
        (("timeline", "27123", "--report", "us_ice_ddor_2017w1"), "and not both"),
        (("timeline", "Ramsay County, MN"), "Ramsey County, MN"),
        (("timeline", "--report", "us_ice"), "No report"),
        (("funding", "--rule", "omited"), "Did you mean omitted"),
        (("funding", "--report", "us_ice"), "No report"),
        (("map", "-o", "."), ". is a folder. Give the name of a file."),
    ],
    ids=" ".join,
)
def test_what_cannot_be_meant_is_one_sentence(
    policygraph: Program, arguments: tuple[str, ...], why: str
) -> None:
    done = policygraph("plot", *arguments)
    assert done.returncode == 2
    assert done.stdout == b""
    assert why in " ".join(done.stderr.decode().split())
    assert "Traceback" not in done.stderr.decode()


def test_help_and_refusals_load_no_drawing() -> None:
    code = (
        "import sys\n"
        "from policygraph.cli import main\n"
        "for words in (['--help'], ['map', '--help'], ['map', '-f', 'x']):\n"
        "    main(['plot', *words])\n"
        "heavy = {'matplotlib', 'numpy', 'PIL', 'networkx'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "timeline" in done.stdout
