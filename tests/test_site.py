"""The documents build as a site without a broken link, and its gallery holds whole reports."""

from __future__ import annotations

import re
import runpy
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

DOCS = Path(__file__).parents[1] / "docs"


class _Links(HTMLParser):
    """The addresses and the anchors of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in {"href", "src"} and value:
                self.addresses.append(value)
            if name == "id" and value:
                self.anchors.add(value)


@pytest.fixture(scope="module")
def script() -> Iterator[dict[str, Any]]:
    sys.path.insert(0, str(DOCS))
    yield runpy.run_path(str(DOCS / "make_site.py"))
    sys.path.remove(str(DOCS))


@pytest.fixture(scope="module")
def site(script: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    script["prepare"](folder / "docs")
    assert script["build"](folder / "docs", folder / "site") == 0
    return folder / "site"


def test_every_link_of_the_site_leads_somewhere(site: Path) -> None:
    pages = {path: _Links() for path in site.rglob("*.html") if path.name != "404.html"}
    assert len(pages) > 40
    for path, page in pages.items():
        page.feed(path.read_text(encoding="utf-8"))
    for path, page in pages.items():
        for address in page.addresses:
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            named = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            named = named / "index.html" if named.is_dir() else named
            assert named.is_file(), f"{path}: {address}"
            if parts.fragment and named in pages and not parts.fragment.startswith("__"):
                assert unquote(parts.fragment) in pages[named].anchors, f"{path}: {address}"


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r'<(?:script|img|iframe)[^>]+src="(?:https?:)?//', text), path
        assert not re.search(r'<link[^>]+rel="stylesheet"[^>]+href="(?:https?:)?//', text), path


def test_the_gallery_holds_the_reports(script: dict[str, Any], site: Path) -> None:
    titles = set()
    for name, _, _ in script["GALLERY"]:
        page = (site / "gallery" / f"{name}.html").read_text(encoding="utf-8")
        titles.update(re.findall(r"<title>(.*leaves out or gets wrong.*)</title>", page))
        assert (site / "gallery" / f"{name}.xlsx").stat().st_size > 10_000
    assert len(titles) == len(script["GALLERY"])


def test_a_broken_link_ends_the_build(script: dict[str, Any], tmp_path: Path) -> None:
    script["prepare"](tmp_path / "docs", gallery=False)
    page = tmp_path / "docs" / "tutorial.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n[gone](gone.md)\n", encoding="utf-8")
    assert script["build"](tmp_path / "docs", tmp_path / "site") != 0


def test_references_hold_every_term_shape_and_query(site: Path) -> None:
    terms = (site / "reference" / "terms" / "index.html").read_text(encoding="utf-8")
    assert "pg:PolicyClaim" in terms and "hold:never-holds" in terms
    shapes = (site / "reference" / "shapes" / "index.html").read_text(encoding="utf-8")
    assert "ReportSeriesShape" in shapes
    queries = (site / "reference" / "queries" / "index.html").read_text(encoding="utf-8")
    for path in (DOCS.parent / "queries").rglob("*.rq"):
        assert path.stem in queries, path
