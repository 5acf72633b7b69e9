"""Every format has the same numbers: each is read back from what was written, and compared."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable

import openpyxl
import pyoxigraph as ox
import pypdfium2
import pytest

from policygraph.namespaces import PG
from policygraph.report.html import write_html
from policygraph.report.labels import LABELS, OMITTED
from policygraph.report.markdown import write_markdown_report
from policygraph.report.model import FindingsReport
from policygraph.report.pdf import write_pdf
from policygraph.report.rdf import write_jsonld, write_trig, write_turtle
from policygraph.report.record import write_report_json
from policygraph.report.tables import write_bundle, write_xlsx

Numbers = dict[str, int]
CODES = (*LABELS, OMITTED.code)


def _tally(*columns: Iterable[object]) -> Numbers:
    counted = Counter(str(value) for column in columns for value in column)
    return {code: counted[code] for code in CODES}


def read_html(report: FindingsReport) -> Numbers:
    page = write_html(report)
    figure = r'<dt><span class="label ([\w-]+)">.*?</dt><dd>([\d,]+)</dd>'
    return {code: int(number.replace(",", "")) for code, number in re.findall(figure, page)}


def read_html_table(report: FindingsReport) -> Numbers:
    """Count the rows themselves; an omission is a violation that says so."""
    page = write_html(report)
    numbers = _tally(re.findall(r'<tr data-label="([\w-]+)">', page))
    return {**numbers, "omitted": len(re.findall(r"<small>omitted, ", page))}


def read_markdown(report: FindingsReport) -> Numbers:
    text = write_markdown_report(report)
    found = dict(re.findall(r"^\| \S+ ([\w ]+) \| ([\d,]+) \|", text, re.MULTILINE))
    words = {label.code: label.word for label in (*LABELS.values(), OMITTED)}
    return {code: int(found[word].replace(",", "")) for code, word in words.items()}


def read_pdf(report: FindingsReport) -> Numbers:
    document = pypdfium2.PdfDocument(write_pdf(report))
    pages = (document[number].get_textpage().get_text_range() for number in range(len(document)))
    text = " ".join("\n".join(pages).split())
    labels = (*LABELS.values(), OMITTED)
    return {
        label.code: int(match[1].replace(",", ""))
        for label in labels
        if (match := re.search(rf"([\d,]+) \S? ?{label.many} {label.meaning[:20]}", text))
    }


def read_json(report: FindingsReport) -> Numbers:
    """Count the findings and the verdicts themselves."""
    document = json.loads(write_report_json(report))
    verdicts = (found["verdict"] for one in document["lists"] for found in one["findings"])
    return _tally((found["severity"] for found in document["findings"]), verdicts)


def read_json_counts(report: FindingsReport) -> Numbers:
    numbers: Numbers = json.loads(write_report_json(report))["counts"]
    return numbers


def read_workbook(report: FindingsReport) -> Numbers:
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(report)), read_only=True)

    def column(sheet: str, name: str) -> list[object]:
        head, *rows = book[sheet].iter_rows(values_only=True)
        return [row[head.index(name)] for row in rows]

    return _tally(column("Findings", "Severity"), column("Verdicts", "Verdict"))


def read_bundle(report: FindingsReport) -> Numbers:
    with zipfile.ZipFile(io.BytesIO(write_bundle(report))) as archive:

        def column(table: str, name: str) -> list[object]:
            (path,) = (item for item in archive.namelist() if item.endswith(f"data/{table}.csv"))
            text = archive.read(path).decode()
            return [row[name] for row in csv.DictReader(io.StringIO(text, newline=""))]

        return _tally(column("findings", "severity"), column("verdicts", "verdict"))


def _read_rdf(content: bytes, form: ox.RdfFormat) -> Numbers:
    graph = {quad.triple for quad in ox.parse(content, form)}

    def values(name: str) -> list[str]:
        wanted = f"{PG}{name}"
        return [
            re.split("[/#]", str(triple.object).strip("<>"))[-1].lower()
            for triple in graph
            if triple.predicate.value == wanted and f"{PG[:-9]}finding/" in str(triple.subject)
        ]

    return _tally(values("hasSeverity"), values("hasVerdict"))


def read_turtle(report: FindingsReport) -> Numbers:
    return _read_rdf(write_turtle(report), ox.RdfFormat.TURTLE)


def read_trig(report: FindingsReport) -> Numbers:
    return _read_rdf(write_trig(report), ox.RdfFormat.TRIG)


def read_jsonld(report: FindingsReport) -> Numbers:
    return _read_rdf(write_jsonld(report), ox.RdfFormat.JSON_LD)


READERS: tuple[Callable[[FindingsReport], Numbers], ...] = (
    read_html,
    read_html_table,
    read_markdown,
    read_json,
    read_json_counts,
    read_workbook,
    read_bundle,
    read_turtle,
    read_trig,
    read_jsonld,
)


@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
@pytest.mark.parametrize("name", ["ddor", "dhs"])
def test_the_numbers_are_those_of_the_report(
    name: str, read: Callable[[FindingsReport], Numbers], request: pytest.FixtureRequest
) -> None:
    report: FindingsReport = request.getfixturevalue(name)
    assert read(report) == report.count()


def test_a_pdf_has_them_too(kansas: FindingsReport) -> None:
    assert read_pdf(kansas) == kansas.count()
