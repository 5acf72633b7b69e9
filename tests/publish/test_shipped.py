"""The command on the shipped graph: the whole site, crawled."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from policygraph.cli.publish import publish
from policygraph.namespaces import jurisdiction_iri
from policygraph.publish.snapshot import Snapshot, take_snapshot
from policygraph.store import LocalStore

from .test_dumps import check_catalog, check_dumps
from .test_site import Page, check_pages, check_resources

RAMSEY = jurisdiction_iri("27123")


@pytest.fixture(scope="module")
def shipped() -> Snapshot:
    return take_snapshot(LocalStore.shipped())


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, base_url: str) -> Path:
    out = tmp_path_factory.mktemp("whole") / "site"
    app = typer.Typer()
    app.command()(publish)
    result = CliRunner().invoke(app, [str(out), "--base-url", base_url])
    assert result.exit_code == 0, result.output
    assert "resources" in result.stdout
    assert "Writing pages" not in result.output  # no progress bar but on a terminal
    return out


def test_every_link_of_the_shipped_site_resolves(whole: Path, base_url: str) -> None:
    assert check_pages(whole, base_url) > 50_000


def test_shipped_resources_say_what_the_store_says(
    whole: Path, shipped: Snapshot, base_url: str
) -> None:
    assert len(shipped.resources) > 4_000
    check_resources(whole, shipped, base_url, step=9)


def test_the_shipped_dumps_and_catalogue_agree_with_the_store(
    whole: Path, shipped: Snapshot, base_url: str
) -> None:
    check_dumps(whole, shipped)
    check_catalog(whole, shipped, base_url)


def test_the_page_of_ramsey_county_shows_the_claims_about_its_policy(whole: Path) -> None:
    file = whole / "jurisdiction/us/county/27123/index.html"
    page = Page(file.read_text(encoding="utf-8"))
    text = "".join(page.text)
    for words in ("Ramsey County, MN", "Detainer policy", "Confidence", "Minnesota"):
        assert words in text
    assert any("document/" in link for link in page.links)


def test_our_terms_and_things_are_called_by_words(whole: Path, shipped: Snapshot) -> None:
    """A compact IRI as the text of a link means that something has no label."""
    from policygraph.publish.labels import Labels

    labels = Labels(shipped)
    nameless = [iri for iri in shipped.resources if labels[iri].startswith(("pg:", "w3id.org"))]
    assert nameless == []
