"""What tests of pictures share: the graph as columns, and a reader of SVG."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from policygraph.gaps import Columns, OmissionReport, find_omissions, find_part, read_columns
from policygraph.pictures import Picture
from policygraph.store import LocalStore

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
LISTS = [
    ("us_ice_ddor_2017w1", "section-3"),
    ("us_dhs_sanctuary_2025", None),
    ("us_doj_eo14287_2025", None),
]


@pytest.fixture(scope="session")
def columns(shipped: LocalStore) -> Columns:
    return read_columns(shipped)


@pytest.fixture(scope="session", params=LISTS, ids=lambda item: str(item[0]))
def judged(request: pytest.FixtureRequest, columns: Columns) -> OmissionReport:
    """The findings on each of the lists whose pictures are shown."""
    report, part = request.param
    return find_omissions(columns, find_part(columns, report, part))


class Drawn:
    """An SVG that was read back."""

    def __init__(self, picture: Picture, prefix: str = "one") -> None:
        self.text = picture.svg(prefix)
        self.root = ElementTree.fromstring(self.text)
        self.prefix = prefix

    def ids(self) -> list[str]:
        return [name for element in self.root.iter() if (name := element.get("id"))]

    def references(self) -> set[str]:
        found = set(re.findall(r"url\(#([^)]+)\)", self.text))
        return found | {
            name.removeprefix("#") for e in self.root.iter() if (name := e.get(HREF, ""))
        }

    def tooltips(self, kind: str) -> dict[str, str]:
        """Id of each group of a kind, such as ``place``, to its title."""
        start = f"{self.prefix}-{kind}-"
        return {
            name.removeprefix(start): element.findtext(f"{SVG}title") or ""
            for element in self.root.iter(f"{SVG}g")
            if (name := element.get("id", "")).startswith(start)
        }
