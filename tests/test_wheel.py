"""The wheel holds the data rooms, and works from any folder without the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[1]
ROOMS: Final = ("ontology", "shapes", "data/ttl", "queries")
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    [path] = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture
def installed(unpacked: Path, tmp_path: Path) -> Run:
    """Run the program of the wheel in an empty folder, with no other in reach."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("POLICYGRAPH_")}
        return subprocess.run(
            [sys.executable, "-m", "policygraph", *arguments],
            cwd=tmp_path,
            env={**inherited, "PYTHONPATH": str(unpacked)},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    return run


def test_every_file_of_the_rooms_and_the_package_is_inside(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    rooms = {
        f"policygraph/bundled/{path.relative_to(ROOT).as_posix()}"
        for room in ROOMS
        for path in (ROOT / room).rglob("*")
        if path.suffix in {".ttl", ".rq"}
    }
    package = {
        path.relative_to(ROOT / "src").as_posix()
        for path in (ROOT / "src" / "policygraph").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    endings = {Path(name).suffix for name in rooms | package}
    assert {".ttl", ".rq", ".py", ".csv", ".toml", ".json", ".html", ".css"} <= endings
    assert len(rooms) > 40
    assert rooms | package <= inside, f"missing: {sorted((rooms | package) - inside)}"
    licences = {Path(name).name for name in inside if "/licenses/" in name}
    assert licences == {"LICENSE", "LICENSE-DATA"}
    strangers = {
        name for name in inside if name.split("/")[0].startswith(("tests", "docs", "bench"))
    }
    assert not strangers


def test_the_wheel_does_not_look_at_the_checkout(unpacked: Path, tmp_path: Path) -> None:
    code = "from policygraph.resources import locate; print(locate('data/ttl'))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(unpacked)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == str(unpacked / "policygraph" / "bundled" / "data" / "ttl")


@pytest.mark.parametrize(
    ("arguments", "printed"),
    [
        (["--version"], "policygraph "),
        (["omissions", "--jurisdiction", "27123"], "Hennepin County, MN"),
        (["query", "--list"], "policies_of_place"),
        (["query", "places_by_name", "-p", "name=Hennepin"], "county:27053"),
        (["sparql", "ASK { pg:Policy a owl:Class }"], "true"),
        (["validate", "mine.ttl"], "Conforms: 1 resource in 1 file."),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_the_program_of_the_wheel_works_anywhere(
    installed: Run, tmp_path: Path, arguments: list[str], printed: str
) -> None:
    (tmp_path / "mine.ttl").write_text(
        "<https://example.org/p> a <https://w3id.org/policygraph/ontology/Policy> ;\n"
        ' <http://www.w3.org/2000/01/rdf-schema#label> "A policy"@en ;\n'
        " <https://w3id.org/policygraph/ontology/appliesIn>\n"
        "  <https://w3id.org/policygraph/jurisdiction/us/county/27123> .\n",
        encoding="utf-8",
    )
    done = installed(*arguments)
    assert done.returncode == 0, done.stderr
    assert printed in done.stdout
