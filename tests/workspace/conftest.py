from __future__ import annotations

from pathlib import Path

import pytest

from policygraph.workspace import Workspace, make_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make_workspace(tmp_path / "own", title="Own lists", publisher="A researcher")
