"""The site as a visitor meets it: links that resolve, well-formed pages, nothing injected."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest

from policygraph.errors import OutputError, StoreError
from policygraph.publish.paths import path_of
from policygraph.publish.site import publish_site
from policygraph.publish.snapshot import Snapshot, take_snapshot
from policygraph.store import LocalStore

VOID_ELEMENTS = {"meta", "link", "br", "hr", "img", "input"}


class Page(HTMLParser):
    """Reads a page and keeps what the tests ask about."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.faults: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.count: dict[str, int] = {}
        self.scripts: list[tuple[str | None, str]] = []
        self.alternates: dict[str | None, str | None] = {}
        self.canonical: str | None = None
        self.signposts: dict[str | None, list[str]] = {}
        self.headings: list[int] = []
        self.text: list[str] = []
        self.feed(text)
        self.close()
        self.faults += [f"{tag} is never closed" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.count[tag] = self.count.get(tag, 0) + 1
        self.faults += [f"{tag} has {name}" for name in found if name.startswith("on")]
        self.links += [v for name, v in attrs if name in ("href", "src") and v is not None]
        self.ids += [v for name, v in attrs if name == "id" and v]
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "script":
            self.scripts.append((found.get("type"), ""))
        if tag == "link" and found.get("rel") == "alternate":
            self.alternates[found.get("type")] = found.get("href")
        if tag == "link":
            self.signposts.setdefault(found.get("rel"), []).append(found.get("href") or "")
        if tag == "link" and found.get("rel") == "canonical":
            self.canonical = found.get("href")
        if tag not in VOID_ELEMENTS:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "script":
            kind, before = self.scripts[-1]
            self.scripts[-1] = (kind, before + data)
        else:
            self.text.append(data)


def html_files(site: Path) -> Iterator[tuple[str, Page]]:
    for file in sorted(site.rglob("*.html")):
        yield file.relative_to(site).as_posix(), Page(file.read_text(encoding="utf-8"))


def served(site: Path, address: str, base_url: str) -> Path | None:
    """Find the file that a plain static host would serve; None for an address elsewhere."""
    if not address.startswith(base_url):
        return None
    path = unquote(urlsplit(address).path.removeprefix(urlsplit(base_url).path))
    file = site / path
    return file / "index.html" if path in ("",) or path.endswith("/") else file


def check_pages(site: Path, base_url: str) -> int:
    """Check every page; give the number of links within the site."""
    pages = dict(html_files(site))
    inside = 0
    for name, page in pages.items():
        here = base_url + name.removesuffix("index.html")
        assert not page.faults, (name, page.faults)
        assert page.count["h1"] == page.count["main"] == page.count["title"] == 1, name
        assert len(set(page.ids)) == len(page.ids), name
        steps = zip(page.headings, page.headings[1:], strict=False)
        assert page.headings[0] == 1, name
        assert all(after <= before + 1 for before, after in steps), (name, page.headings)
        assert {kind for kind, _ in page.scripts} <= {"application/ld+json"}, name
        for link in page.links:
            scheme = urlsplit(link).scheme
            assert scheme in ("", "http", "https") or link == "data:,", (name, link)
            whole, fragment = urldefrag(urljoin(here, link))
            file = served(site, whole, base_url)
            if file is None or link == "data:,":
                continue
            inside += 1
            assert file.is_file(), (name, link, file)
            if fragment:
                target = pages[file.relative_to(site).as_posix()]
                assert fragment in target.ids, (name, link)
    return inside


def check_resources(site: Path, snapshot: Snapshot, base_url: str, step: int = 1) -> None:
    """Check that page, Turtle and JSON-LD of a resource say what the store says."""
    for iri in snapshot.resources[::step]:
        path = path_of(iri)
        turtle, lines, jsonld = (site / f"{path}.{suffix}" for suffix in ("ttl", "nt", "jsonld"))
        expected = ox.Dataset(ox.Quad(*quad.triple) for quad in snapshot.describe(iri))
        page = Page((site / path / "index.html").read_text(encoding="utf-8"))
        embedded = page.scripts[0][1].encode()
        for content, form in (
            (turtle.read_bytes(), ox.RdfFormat.TURTLE),
            (lines.read_bytes(), ox.RdfFormat.N_TRIPLES),
            (jsonld.read_bytes(), ox.RdfFormat.JSON_LD),
            (embedded, ox.RdfFormat.JSON_LD),
        ):
            assert same(ox.Dataset(ox.parse(content, form)), expected), (iri, form)
        here = f"{base_url}{path}/"
        assert page.canonical is not None
        assert served(site, page.canonical, base_url) == site / path / "index.html"
        linked = {
            kind: served(site, urljoin(here, href or ""), base_url)
            for kind, href in page.alternates.items()
        }
        assert linked == {
            "text/turtle": turtle,
            "application/n-triples": lines,
            "application/ld+json": jsonld,
        }
        assert page.signposts["cite-as"] == [iri]
        assert page.signposts.get("type", []) == snapshot.types(iri)
        assert page.signposts["license"] == ["https://creativecommons.org/licenses/by/4.0/"]
        described = {
            served(site, urljoin(here, x), base_url) for x in page.signposts["describedby"]
        }
        assert described == {turtle, lines, jsonld}


def same(one: ox.Dataset, other: ox.Dataset) -> bool:
    for dataset in (one, other):
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return one == other


def test_every_page_is_well_formed_and_every_link_within_resolves(
    site: Path, base_url: str
) -> None:
    assert check_pages(site, base_url) > 300


def test_page_and_data_of_each_resource_say_what_the_store_says(
    site: Path, snapshot: Snapshot, base_url: str
) -> None:
    assert len(snapshot.resources) == 21
    check_resources(site, snapshot, base_url)


def test_a_page_names_the_sources_it_belongs_to(site: Path) -> None:
    page = Page((site / "jurisdiction/us/county/27053/index.html").read_text(encoding="utf-8"))
    assert page.signposts["collection"] == [
        "../../../../source/places/",
        "../../../../source/press/",
    ]
    itself = Page((site / "ontology/index.html").read_text(encoding="utf-8"))
    assert "collection" not in itself.signposts


def test_each_resource_is_in_the_list_of_its_class(site: Path) -> None:
    page = Page((site / "list/pg-CountyEquivalent/index.html").read_text(encoding="utf-8"))
    entries = [link for link in page.links if "jurisdiction/us/county/" in link]
    assert [link.rsplit("/", 2)[1] for link in entries] == ["99999", "27053", "27123"]


def test_an_evil_label_stays_text(site: Path) -> None:
    raw = (site / "jurisdiction/us/county/99999/index.html").read_text(encoding="utf-8")
    assert raw.count("<script") == 1  # the embedded data, and nothing else
    page = Page(raw)
    evil = "<script>alert(1)</script> & </script><!-- \"County\" 'x'"
    assert evil in "".join(page.text)
    assert json.loads(page.scripts[0][1])["rdfs:label"]["@value"] == evil
    assert "javascript:alert(2)" in "".join(page.text)


def test_a_script_address_never_becomes_a_link(site: Path) -> None:
    links = [link for _, page in html_files(site) for link in page.links]
    assert not [link for link in links if "javascript" in link]
    assert "https://example.com/news" in links
    assert "https://example.com/?a=1&b=%22" in links


def test_a_claim_shows_document_locator_and_confidence(site: Path) -> None:
    for path in (
        "claim/press/1",
        "policy/us/county/27053/detainer",
        "jurisdiction/us/county/27053",
    ):
        text = "".join(Page((site / path / "index.html").read_text(encoding="utf-8")).text)
        for words in ("A newspaper article", "paragraph 3", "quoted"):
            assert words in text, (path, words)


def test_a_claim_is_a_card_where_it_is_about_and_a_link_where_it_only_says(site: Path) -> None:
    criterion = "criterion/any-of/judicial-warrant-or-order+never-holds"
    for path, cards in (("jurisdiction/us/county/27053", 2), (criterion, 0)):
        raw = (site / path / "index.html").read_text(encoding="utf-8")
        assert raw.count('<div class="claim">') == cards, path
        assert any("claim/press/1/" in link for link in Page(raw).links), path


def test_labels_stand_where_iris_would(site: Path) -> None:
    text = "".join(Page((site / "claim/press/1/index.html").read_text(encoding="utf-8")).text)
    assert "judge's warrant or order, or never holds" in text
    assert "March 2017" in text
    bare = re.findall(r"\S*w3id\.org\S*", text)
    assert bare == ["https://w3id.org/policygraph/claim/press/1"]  # the identifier, in the footer


def test_a_blank_node_is_spelt_out_on_the_page_of_its_owner(site: Path) -> None:
    page = Page((site / "ontology/isWithin/index.html").read_text(encoding="utf-8"))
    assert "any of" in "".join(page.text)
    assert "../../ontology/CountyEquivalent/" in page.links
    back = Page((site / "ontology/CountyEquivalent/index.html").read_text(encoding="utf-8"))
    assert "../../ontology/isWithin/" in back.links


def test_what_points_here_is_listed(site: Path) -> None:
    page = Page((site / "jurisdiction/us/state/27/index.html").read_text(encoding="utf-8"))
    assert len([link for link in page.links if "/county/" in link and link[-1] == "/"]) == 3


def test_the_page_that_is_not_found_works_at_any_depth(site: Path, base_url: str) -> None:
    page = Page((site / "404.html").read_text(encoding="utf-8"))
    assert all(
        link.startswith(base_url)
        for link in page.links
        if "creativecommons" not in link and link not in ("#main", "data:,")
    )


def test_the_sitemap_names_every_page(site: Path, base_url: str) -> None:
    root = ElementTree.fromstring((site / "sitemap.xml").read_bytes())
    named = [element.text or "" for element in root.iter() if element.tag.endswith("loc")]
    files = [served(site, address, base_url) for address in named]
    pages = list(site.rglob("index.html"))
    assert sorted(map(str, files)) == sorted(map(str, pages))
    robots = (site / "robots.txt").read_text(encoding="utf-8")
    assert f"Sitemap: {base_url}sitemap.xml" in robots


def test_twice_gives_the_same_bytes_whatever_order_the_store_has(
    site: Path, snapshot: Snapshot, tmp_path: Path, base_url: str
) -> None:
    # Line by line, in another order and with other labels for the blank nodes.
    lines = [f"{quad} .".replace("_:c14n", "_:x9") for quad in reversed(snapshot.quads)]
    assert any("_:x9" in line for line in lines)
    file = tmp_path / "renamed.nq"
    file.write_text("\n".join(lines), encoding="utf-8")
    publish_site(LocalStore.from_files([file]), tmp_path / "again", base_url)
    assert tree(tmp_path / "again") == tree(site)


def tree(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_progress_is_told_to_the_end(store: LocalStore, tmp_path: Path, base_url: str) -> None:
    told: list[tuple[int, int]] = []
    publish_site(store, tmp_path / "out", base_url, progress=lambda *step: told.append(step))
    assert told == [(done, 21) for done in range(1, 22)]


def test_two_resources_with_one_path_are_refused(
    snapshot: Snapshot, tmp_path: Path, base_url: str
) -> None:
    twin = ox.NamedNode("https://w3id.org/policygraph/ontology")  # beside .../ontology/
    lines = [f"{quad} ." for quad in [*snapshot.quads, ox.Quad(twin, twin, twin, twin)]]
    file = tmp_path / "twins.nq"
    file.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(OutputError, match=r"same file, ontology\.ttl"):
        publish_site(LocalStore.from_files([file]), tmp_path / "out", base_url)
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    "rest", ["a#b", "a?b", "../etc/passwd", "a//b", "a/%2e%2e/b", "a%2Fb", "a%00", "x" * 300, ""]
)
def test_an_iri_without_a_file_is_refused(rest: str) -> None:
    with pytest.raises(OutputError, match="cannot be given a page"):
        path_of(f"https://w3id.org/policygraph/{rest}")


def test_an_empty_store_is_refused(tmp_path: Path, base_url: str) -> None:
    with pytest.raises(StoreError, match="no named graph"):
        publish_site(LocalStore.from_files([]), tmp_path / "out", base_url)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("url", ["", "example.org", "ftp://x.org/", "https:///x", "https://x/?q"])
def test_a_base_address_that_is_none_is_refused(
    url: str, store: LocalStore, tmp_path: Path
) -> None:
    with pytest.raises(OutputError, match="no base address"):
        publish_site(store, tmp_path / "out", url)


def test_a_triple_of_two_graphs_is_counted_once(snapshot: Snapshot, store: LocalStore) -> None:
    assert take_snapshot(store) == snapshot
    assert len(snapshot.quads) == len(snapshot.triples) + 1


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_text_stands_out_in_light_and_dark(site: Path) -> None:
    style = (site / "assets/site.css").read_text(encoding="utf-8")
    palettes = [
        dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", part)) for part in style.split("@media")
    ]
    checked = 0
    for palette in palettes[:2]:
        for text in ("ink", "soft", "accent"):
            for ground in ("paper", "wash"):
                light, dark = sorted(
                    (luminance(palette[text]), luminance(palette[ground])), reverse=True
                )
                assert (light + 0.05) / (dark + 0.05) >= 4.5, (text, ground, palette)
                checked += 1
    assert checked == 12
