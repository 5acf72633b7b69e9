"""The PDF has the text of the page, is tagged, and loads nothing."""

from __future__ import annotations

import sys

import pypdfium2
import pytest

from policygraph.errors import MissingLibraryError
from policygraph.report import pdf
from policygraph.report.model import FindingsReport
from policygraph.report.pdf import write_pdf


@pytest.fixture(scope="module")
def written(ramsey: FindingsReport) -> bytes:
    return write_pdf(ramsey)


@pytest.fixture(scope="module")
def text(written: bytes) -> str:
    document = pypdfium2.PdfDocument(written)
    pages = [page.get_textpage().get_text_range() for page in document]
    # A hyphen at the end of a line is written as U+FFFE.
    return " ".join(" ".join(pages).split())


def test_it_has_pages_a_title_and_an_author(written: bytes, ramsey: FindingsReport) -> None:
    document = pypdfium2.PdfDocument(written)
    assert 3 <= len(document) <= 25
    told = document.get_metadata_dict()
    assert told["Title"] == f"{ramsey.title} · policygraph"
    assert told["Author"] == "The policygraph authors"
    assert not told["CreationDate"]


def test_it_is_tagged_and_has_bookmarks(written: bytes) -> None:
    document = pypdfium2.PdfDocument(written)
    assert document.is_tagged()
    marks = [item.get_title() for item in document.get_toc()]
    assert "Ramsey County, MN" in marks


def test_it_says_what_the_page_says(text: str) -> None:
    for words in (
        "As of 20 March 2017, Section III of the Declined Detainer Outcome Report",
        "leaves out 1 place whose policy was like that of a place that it names",
        "ICE access ≠ different transfer outside only transfer inside",
        "$89,600,000 ÷ 14% ≈ $640 million",
        "What would change this",
    ):
        assert words in text, words
    # An address breaks where a line ends.
    closed = text.replace(" ", "")
    assert "https://w3id.org/policygraph/finding/omitted/2c90a93d4096" in closed
    assert "<http://www.startribune.com/" in closed


def test_proofs_are_printed_where_they_are_few_or_asked_for(
    ramsey: FindingsReport, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []

    def render(report: FindingsReport, *, is_whole: bool) -> str:
        asked.append(is_whole)
        return "<title>x</title><p>x"

    monkeypatch.setattr(pdf, "render", render)
    monkeypatch.setattr(pdf, "MOST_PROOFS", 0)
    write_pdf(ramsey)
    write_pdf(ramsey, whole=True)
    assert asked == [len(ramsey.cases) == 1, True]
    assert "too long to print" not in text


def test_the_same_report_gives_the_same_bytes(ramsey: FindingsReport, written: bytes) -> None:
    assert write_pdf(ramsey) == written


def test_without_the_library_it_says_what_to_install(
    ramsey: FindingsReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(MissingLibraryError, match=r"policygraph\[pdf\]"):
        write_pdf(ramsey)


def test_it_refuses_to_load_anything() -> None:
    with pytest.raises(ValueError, match="nothing is loaded"):
        pdf._refuse("https://example.org/style.css")
