"""The rooms of data are found in a checkout and inside an installed package."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from policygraph import resources


@pytest.mark.parametrize("room", get_args(resources.Room))
def test_every_room_is_there_and_has_files(room: resources.Room) -> None:
    folder = resources.locate(room)
    assert folder.is_dir()
    assert any(path.is_file() for path in folder.rglob("*"))


def test_what_travels_inside_the_package_goes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site-packages" / "policygraph"
    monkeypatch.setattr(resources, "_PACKAGE", package)
    assert resources.locate("ontology") == tmp_path / "ontology"
    (package / "bundled" / "ontology").mkdir(parents=True)
    assert resources.locate("ontology") == package / "bundled" / "ontology"
    assert resources.locate("data/ttl") == tmp_path / "data" / "ttl"
