"""The formats of a report: by what name and ending each is known, and who writes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from policygraph.errors import OutputError
from policygraph.report.model import FindingsReport


@dataclass(frozen=True, slots=True)
class Format:
    """A format of a report.

    Parameters
    ----------
    name, ending : str
        What it is called, and how a file of it ends.
    writer : str
        Module and function, as ``module:function``; imported when it is needed.
    is_binary : bool, optional
        Whether it is no text, so nothing for a terminal.
    has_bom : bool, optional
        Whether it can begin with the mark by which Excel knows UTF-8.
    """

    name: str
    ending: str
    writer: str
    is_binary: bool = False
    has_bom: bool = False

    def write(self, report: FindingsReport, bom: bool = False) -> bytes:
        """Write a report.

        Parameters
        ----------
        report : FindingsReport
            The report.
        bom : bool, optional
            Whether CSV begins with a byte order mark.

        Returns
        -------
        bytes
            The whole document.

        Raises
        ------
        OutputError
            If a mark is asked for that the format does not have.
        MissingLibraryError
            If it needs a library that is not installed.
        """
        self.check_bom(bom)
        module, _, function = self.writer.partition(":")
        write: Any = getattr(import_module(module), function)
        written: str | bytes = write(report, bom=bom) if self.has_bom else write(report)
        return written.encode() if isinstance(written, str) else written

    def check_bom(self, bom: bool) -> None:
        """Refuse a byte order mark where the format has none.

        Parameters
        ----------
        bom : bool
            Whether it is asked for.

        Raises
        ------
        OutputError
            If it is asked for and the format has none.
        """
        if bom and not self.has_bom:
            raise OutputError(
                f"The format {self.name} has no byte order mark.",
                hint="It is for csv and bundle.",
            )


_REPORT: Final = "policygraph.report"
FORMATS: Final[Mapping[str, Format]] = {
    one.name: one
    for one in (
        Format("html", ".html", f"{_REPORT}.html:write_html"),
        Format("md", ".md", f"{_REPORT}.markdown:write_markdown_report"),
        Format("pdf", ".pdf", f"{_REPORT}.pdf:write_pdf", is_binary=True),
        Format("csv", ".csv", "policygraph.api.formats:write_findings", has_bom=True),
        Format("xlsx", ".xlsx", f"{_REPORT}.tables:write_xlsx", is_binary=True),
        Format("bundle", ".zip", f"{_REPORT}.tables:write_bundle", is_binary=True, has_bom=True),
        Format("json", ".json", f"{_REPORT}.record:write_report_json"),
        Format("jsonld", ".jsonld", f"{_REPORT}.rdf:write_jsonld"),
        Format("ttl", ".ttl", f"{_REPORT}.rdf:write_turtle"),
        Format("trig", ".trig", f"{_REPORT}.rdf:write_trig"),
    )
}
DEFAULT: Final = "md"


def choose_format(given: str | None, path: Path | None = None) -> str:
    """Choose a format: the one that was named, else by the ending of a file, else Markdown.

    Parameters
    ----------
    given : str or None
        Its name.
    path : pathlib.Path, optional
        Where it goes.

    Returns
    -------
    str
        A key of :data:`FORMATS`.

    Raises
    ------
    OutputError
        If there is no such format, or none has such an ending; the message names those there are.

    Examples
    --------
    >>> choose_format(None, Path("report.html")), choose_format("ttl"), choose_format(None)
    ('html', 'ttl', 'md')
    >>> choose_format(None, Path("report.doc"))
    Traceback (most recent call last):
        ...
    policygraph.errors.OutputError: No format ends in '.doc'. Choose .html, .md, .pdf, .csv, \
.xlsx, .zip, .json, .jsonld, .ttl or .trig, or name a format with --format.
    """
    if given is not None:
        if given not in FORMATS:
            raise OutputError(f"There is no format {given!r}.", hint=f"Choose {_list(FORMATS)}.")
        return given
    if path is None:
        return DEFAULT
    ending = path.suffix.lower()
    for one in FORMATS.values():
        if one.ending == ending:
            return one.name
    endings = _list([one.ending for one in FORMATS.values()])
    said = f"No format ends in {ending!r}." if ending else f"{path} has no ending."
    raise OutputError(said, hint=f"Choose {endings}, or name a format with --format.")


def _list(words: Any) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}"


def write_findings(report: FindingsReport, *, bom: bool = False) -> bytes:
    """Write the main table of a report as CSV; the other tables are in the bundle.

    Parameters
    ----------
    report : FindingsReport
        The report.
    bom : bool, optional
        Whether it begins with a byte order mark.

    Returns
    -------
    bytes
        CSV as RFC 4180 has it.
    """
    from policygraph.report.tables import build_tables, write_csv

    findings = next(table for table in build_tables(report) if table.name == "findings")
    return write_csv(findings, bom=bom)
