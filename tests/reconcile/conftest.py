"""The shipped gazetteer, read once for all tests of reconciliation."""

from __future__ import annotations

import pytest

from policygraph.reconcile import Gazetteer, Matcher, load_gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return load_gazetteer(cache=False)


@pytest.fixture(scope="session")
def matcher(gazetteer: Gazetteer) -> Matcher:
    return Matcher(gazetteer)
