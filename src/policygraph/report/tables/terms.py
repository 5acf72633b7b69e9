"""The terms of a bundle: its licence and how to cite it."""

from __future__ import annotations

from policygraph.report.identity import name_report
from policygraph.report.model import FindingsReport
from policygraph.report.tables.csvw import LICENCE
from policygraph.report.version import HOME


def write_licence(report: FindingsReport) -> str:
    """Write on what terms a bundle is given.

    Parameters
    ----------
    report : FindingsReport
        The report.

    Returns
    -------
    str
        Plain text.
    """
    lines = [
        "This data set is licensed under the Creative Commons Attribution 4.0 International",
        f"licence (SPDX: CC-BY-4.0): {LICENCE}",
        'Attribution: "policygraph, the policygraph authors".',
        "",
        "The facts come from these data sets, under the terms that each states:",
        "",
    ]
    for source in report.sources:
        terms = " ".join(text for text in (source.licence, source.rights) if text)
        lines.append(f"- {source.id}: {source.publisher}. {terms}".rstrip())
    return "\n".join([*lines, ""])


def write_citation(report: FindingsReport) -> str:
    """Write how to cite a bundle, in the Citation File Format.

    Parameters
    ----------
    report : FindingsReport
        The report.

    Returns
    -------
    str
        YAML.
    """
    import yaml

    address = name_report(report)
    record = {
        "cff-version": "1.2.0",
        "message": "If you use this data set, please cite it, and the sources that a finding "
        "names.",
        "type": "dataset",
        "title": report.title,
        "authors": [{"name": "The policygraph authors"}],
        "version": str(report.version),
        "identifiers": [{"type": "url", "value": address, "description": "Address of the report"}],
        "url": HOME,
        "license": "CC-BY-4.0",
        "abstract": " ".join(report.summary),
    }
    text: str = yaml.safe_dump(record, sort_keys=False, allow_unicode=True, width=96)
    return text
