"""Lists cut into pages, sitemaps of any size, and what a plain static host makes of an IRI."""

from __future__ import annotations

import threading
import urllib.request
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest

from policygraph.graph import Facts, text
from policygraph.namespaces import BASE, PG, SOURCE
from policygraph.publish.labels import Labels
from policygraph.publish.lists import list_pages
from policygraph.publish.sitemap import sitemap_files
from policygraph.publish.snapshot import Snapshot, snapshot_of
from policygraph.publish.values import Display


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def host(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_a_plain_host_finds_the_page_of_every_iri(host: str, snapshot: Snapshot) -> None:
    for iri in snapshot.resources:
        with urllib.request.urlopen(host + iri.removeprefix(BASE)) as answer:
            assert answer.headers["Content-Type"].startswith("text/html"), iri
            assert f"<code>{iri}</code>" in answer.read().decode(), iri


def test_a_long_list_is_cut_into_pages_that_hold_each_member_once() -> None:
    facts = Facts()
    for number in range(1501):
        facts.add(f"county:{number:05}", "pg:CountyEquivalent", rdfs__label=text(f"C {number}"))
    graph = ox.NamedNode(f"{SOURCE}x")
    snapshot = snapshot_of(
        ox.Quad(triple.subject, triple.predicate, triple.object, graph) for triple in facts
    )
    display = Display(snapshot, Labels(snapshot))
    pages = list(list_pages(snapshot, display, f"{PG}CountyEquivalent"))
    assert [len(page.entries) for page in pages] == [600, 600, 301]
    assert [page.path for page in pages] == [
        "list/pg-CountyEquivalent",
        "list/pg-CountyEquivalent/2",
        "list/pg-CountyEquivalent/3",
    ]
    entries = [entry.text for page in pages for entry in page.entries]
    assert entries == [f"C {number}" for number in range(1501)]  # by number, not by letter
    assert {page.pages for page in pages} == {pages[0].pages}


def test_a_large_sitemap_becomes_an_index_of_several() -> None:
    paths = ["", "a+b", "claim/x:é"]
    files = dict(sitemap_files(paths, "https://example.org/", per_file=2))
    assert set(files) == {"sitemap.xml", "sitemap-1.xml", "sitemap-2.xml", "robots.txt"}

    def addresses(name: str) -> list[str | None]:
        root = ElementTree.fromstring(files[name])
        return [element.text for element in root.iter() if element.tag.endswith("loc")]

    assert addresses("sitemap.xml") == [
        "https://example.org/sitemap-1.xml",
        "https://example.org/sitemap-2.xml",
    ]
    assert addresses("sitemap-1.xml") + addresses("sitemap-2.xml") == [
        "https://example.org/",
        "https://example.org/a%2Bb/",
        "https://example.org/claim/x%3A%C3%A9/",
    ]
