"""Reports on the shipped graph, made once."""

from __future__ import annotations

import pytest

from policygraph.report.compose import build_report
from policygraph.report.html import write_html
from policygraph.report.model import FindingsReport, Question
from policygraph.store import LocalStore


@pytest.fixture(scope="session")
def ddor(shipped: LocalStore) -> FindingsReport:
    """The default report."""
    return build_report(shipped, Question(report="us_ice_ddor_2017w1"))


@pytest.fixture(scope="session")
def dhs(shipped: LocalStore) -> FindingsReport:
    """A report with hundreds of findings."""
    return build_report(shipped, Question(report="us_dhs_sanctuary_2025"))


@pytest.fixture(scope="session")
def ramsey(shipped: LocalStore) -> FindingsReport:
    """A report on one place."""
    question = Question(report="us_ice_ddor_2017w1", jurisdiction="Ramsey County, MN")
    return build_report(shipped, question)


@pytest.fixture(scope="session")
def kansas(shipped: LocalStore) -> FindingsReport:
    """A short report that has everything: faults, remarks and verdicts."""
    return build_report(shipped, Question(report="us_ice_ddor_2017w1", state="KS"))


@pytest.fixture(scope="session")
def ddor_page(ddor: FindingsReport) -> str:
    return write_html(ddor)


@pytest.fixture(scope="session")
def dhs_page(dhs: FindingsReport) -> str:
    return write_html(dhs)
