"""The first report of ICE as tables, made once."""

from __future__ import annotations

import pytest

from policygraph.report.compose import build_report
from policygraph.report.model import FindingsReport, Question
from policygraph.report.tables import Table, build_tables
from policygraph.store import LocalStore


@pytest.fixture(scope="session")
def first_report(shipped: LocalStore) -> FindingsReport:
    return build_report(shipped, Question(report="us_ice_ddor_2017w1"))


@pytest.fixture(scope="session")
def tables(first_report: FindingsReport) -> dict[str, Table]:
    return {table.name: table for table in build_tables(first_report)}
