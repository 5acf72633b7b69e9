"""The report as one HTML file that needs nothing else: no network, no script to be read."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from policygraph.report.html.page import build_page
from policygraph.report.model import FindingsReport
from policygraph.report.words import say_dates

_PACKAGE: Final = "policygraph.report.html"
#: Nothing is loaded from anywhere, and no script runs but the one whose checksum is given.
_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; img-src data:;"
    " base-uri 'none'; form-action 'none'"
)


def write_html(report: FindingsReport) -> str:
    """Write a report as a page that stands alone.

    Parameters
    ----------
    report : FindingsReport
        The report.

    Returns
    -------
    str
        One HTML document; the same report gives the same text.

    Examples
    --------
    >>> from policygraph.report.compose import build_report
    >>> from policygraph.report.model import Question
    >>> from policygraph.store import LocalStore
    >>> question = Question(report="us_ice_ddor_2017w1", part="section-3", rules=("omitted",))
    >>> page = write_html(build_report(LocalStore.shipped(), question))
    >>> page.count("<article"), "<script src" in page
    (163, False)
    """
    return render(report, is_whole=True)


def render(report: FindingsReport, *, is_whole: bool) -> str:
    """Write the page, whole or without the proofs of what is no fault.

    Parameters
    ----------
    report : FindingsReport
        The report.
    is_whole : bool
        Whether each remark and each verdict has its proof; paper may have too many of them.

    Returns
    -------
    str
        One HTML document.
    """
    script = _read("report.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        _environment()
        .get_template("report.html")
        .render(
            page=build_page(report),
            is_whole=is_whole,
            style=_read("report.css"),
            script=script,
            policy=_POLICY.format(digest=digest),
        )
    )


def _read(name: str) -> str:
    return files(_PACKAGE).joinpath("templates", name).read_text(encoding="utf-8")


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(_PACKAGE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["dates"] = say_dates
    environment.tests["address"] = is_address
    return environment


def is_address(text: str) -> bool:
    """Tell whether a text is the address of a web page, and so may become a link.

    Examples
    --------
    >>> is_address("https://www.census.gov/"), is_address("javascript:alert(1)")
    (True, False)
    """
    return text.startswith(("https://", "http://"))
