"""A report as a bundle for research: data, codebook, protocol, and scripts that read them."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator
from typing import Any

from policygraph.report.identity import name_report
from policygraph.report.model import FindingsReport
from policygraph.report.tables.archive import Archive
from policygraph.report.tables.build import build_tables
from policygraph.report.tables.codebook import build_codebook
from policygraph.report.tables.csvw import METADATA, build_csvw, build_datapackage
from policygraph.report.tables.delimited import write_csv
from policygraph.report.tables.duck import write_duckdb
from policygraph.report.tables.pages import write_codebook, write_readme
from policygraph.report.tables.protocol import write_protocol
from policygraph.report.tables.rscript import write_r
from policygraph.report.tables.stata import write_stata
from policygraph.report.tables.terms import write_citation, write_licence

_SUMS = "SHA256SUMS"


def write_bundle(report: FindingsReport, *, bom: bool = False) -> bytes:
    """Write a report as a bundle for research.

    Parameters
    ----------
    report : FindingsReport
        The report.
    bom : bool, optional
        Whether the CSV files begin with a byte order mark, by which Excel knows that they are
        UTF-8.

    Returns
    -------
    bytes
        A zip file with one folder: the tables as CSV, their metadata, a codebook, a protocol,
        scripts for Stata, R and DuckDB, the citation, the licence and checksums. The same report
        gives the same bytes.
    """
    folder = f"policygraph-{name_report(report).rpartition('/')[2]}"
    sums = []
    out = io.BytesIO()
    with Archive(out, "w") as archive:
        for name, content in list_files(report, bom=bom):
            archive.writestr(f"{folder}/{name}", content)
            sums.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")
        archive.writestr(f"{folder}/{_SUMS}", "".join(sums).encode())
    return out.getvalue()


def list_files(report: FindingsReport, *, bom: bool = False) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a bundle, but for the checksums.

    Parameters
    ----------
    report : FindingsReport
        The report.
    bom : bool, optional
        Whether the CSV files begin with a byte order mark.

    Yields
    ------
    tuple of str and bytes
        Path in the bundle, and content.
    """
    nouns = build_tables(report)
    tables = (*nouns, build_codebook(nouns))
    yield "README.md", write_readme(report, tables).encode()
    yield "protocol.md", write_protocol(report, tables).encode()
    head = "# Codebook\n\nWhat each column holds, and what each code means.\n\n"
    yield "codebook.md", (head + write_codebook(tables)).encode()
    for table in tables:
        yield f"data/{table.name}.csv", write_csv(table, bom=bom)
    yield f"data/{METADATA}", _write_json(build_csvw(report, tables))
    yield "datapackage.json", _write_json(build_datapackage(report, tables))
    yield "labels.do", write_stata(tables).encode()
    yield "labels.R", write_r(tables).encode()
    yield "load.sql", write_duckdb(tables).encode()
    yield "CITATION.cff", write_citation(report).encode()
    yield "LICENSE", write_licence(report).encode()


def _write_json(record: dict[str, Any]) -> bytes:
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode()
