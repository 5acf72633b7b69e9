"""The report as PDF: the page of :mod:`policygraph.report.html`, laid out for paper."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

from policygraph.errors import MissingLibraryError
from policygraph.report.html import render
from policygraph.report.identity import name_report
from policygraph.report.labels import FAULTS
from policygraph.report.model import FindingsReport

if TYPE_CHECKING:
    from types import ModuleType

#: Tagged, so that a screen reader can read it.
_VARIANT: Final = "pdf/ua-1"
#: More proofs of remarks and verdicts than these are not printed unless asked for.
MOST_PROOFS: Final = 40


def write_pdf(report: FindingsReport, *, whole: bool | None = None) -> bytes:
    """Write a report as PDF.

    Parameters
    ----------
    report : FindingsReport
        The report.
    whole : bool, optional
        Whether to print the proof of each remark and of each verdict too. By default where there
        are at most :data:`MOST_PROOFS` of them: hundreds would fill hundreds of pages, and take
        minutes. The proofs of violations and warnings are always there.

    Returns
    -------
    bytes
        A tagged PDF, without the time of its making; the same report gives the same bytes with
        the same library and fonts.

    Raises
    ------
    MissingLibraryError
        If WeasyPrint is not installed.
    """
    weasyprint = _load()
    if whole is None:
        whole = sum(case.weight not in FAULTS for case in report.cases) <= MOST_PROOFS
    page = render(report, is_whole=whole)
    document = weasyprint.HTML(string=page, url_fetcher=_refuse)
    written: bytes = document.write_pdf(
        pdf_variant=_VARIANT, pdf_identifier=name_report(report).encode()
    )
    return written


def _load() -> ModuleType:
    try:
        import weasyprint
    except (ImportError, OSError) as error:  # an OSError where a library of the system is missing
        raise MissingLibraryError(
            "Reports are written as PDF by WeasyPrint, which cannot be loaded here.",
            hint="Install policygraph[pdf], or print the HTML report from a browser.",
        ) from error
    # What paper does not need of the style sheet is told as warnings.
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    module: ModuleType = weasyprint
    return module


def _refuse(url: str, *_: Any, **__: Any) -> dict[str, Any]:
    """Load nothing: all that the page needs is in it."""
    raise ValueError(f"{url} is outside of the report, and nothing is loaded.")
