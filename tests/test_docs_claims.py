"""What the documents name exists: links, anchors, commands, options, fields, versions."""

from __future__ import annotations

import json
import re
import runpy
import tomllib
from pathlib import Path
from typing import Any, Final

import pytest
import typer
import yaml

from policygraph import __version__
from policygraph.cli import app

ROOT: Final = Path(__file__).parents[1]
DOCUMENTS: Final = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
_FENCE: Final = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_LINK: Final = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def _named(document: Path) -> str:
    return str(document.relative_to(ROOT))


def _read(document: Path) -> str:
    return document.read_text(encoding="utf-8")


def _find_anchors(document: Path) -> set[str]:
    """The anchors of the headings, as code hosts make them."""
    headings = re.findall(r"^#+ (.+)$", _FENCE.sub("", _read(document)), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.replace(" ", "-") for heading in plain}


@pytest.mark.parametrize("document", DOCUMENTS, ids=_named)
def test_relative_links_resolve(document: Path) -> None:
    for target in _LINK.findall(_FENCE.sub("", _read(document))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        place = (document.parent / path).resolve() if path else document
        assert place.exists(), f"{target} leads nowhere"
        assert place.is_relative_to(ROOT), f"{target} leads out of the project"
        if anchor:
            assert anchor in _find_anchors(place), f"{target}: no such heading"


def test_every_document_can_be_reached() -> None:
    """From the README, by links."""
    seen: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        document = waiting.pop()
        seen.add(document)
        targets = {t.partition("#")[0] for t in _LINK.findall(_FENCE.sub("", _read(document)))}
        for target in targets:
            place = (document.parent / target).resolve()
            if place.suffix == ".md" and place.is_file() and place not in seen:
                waiting.append(place)
    assert {_named(d) for d in DOCUMENTS} <= {_named(d) for d in seen}


def _find_options() -> dict[str, set[str]]:
    """Every command with its options, and the program itself under the empty name."""
    group: Any = typer.main.get_command(app)

    def options(command: Any) -> set[str]:
        own = {o for p in command.params for o in (*p.opts, *p.secondary_opts)}
        below = (options(found) for found in getattr(command, "commands", {}).values())
        return own.union({"-h", "--help"}, *below)

    found = {name: options(command.load()) for name, command in group.commands.items()}
    return {**found, "": options(group)}


@pytest.fixture(scope="module")
def options() -> dict[str, set[str]]:
    return _find_options()


@pytest.mark.parametrize("document", DOCUMENTS, ids=_named)
def test_commands_and_options_exist(document: Path, options: dict[str, set[str]]) -> None:
    text = _read(document).replace("\\\n", " ")
    spans = re.findall(r"`(policygraph [^`\n]+)`", _FENCE.sub("", text))
    lines = re.findall(r"^\$ (?:.*?/)?(policygraph .+)$", text, re.MULTILINE)
    for command in [*spans, *lines]:
        words = re.sub(r"'[^']*'|\"[^\"]*\"", "VALUE", command.split(" | ")[0]).split()[1:]
        name = words[0] if words and not words[0].startswith("-") else ""
        assert name in options, f"{command}: no such command"
        for word in words:
            option = word.partition("=")[0].strip("[]")
            if option.startswith("-") and option != "-":
                assert option in options[name], f"{command}: no option {option}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=_named)
def test_options_named_alone_exist(document: Path, options: dict[str, set[str]]) -> None:
    known = set().union(*options.values())
    for option in re.findall(r"`(--[a-z-]+)[^`]*`", _FENCE.sub("", _read(document))):
        assert option in known, f"no command has {option}"


def test_the_command_reference_is_fresh() -> None:
    script = runpy.run_path(str(ROOT / "docs" / "make_cli_reference.py"))
    page = ROOT / "docs" / "reference" / "cli.md"
    assert script["write_reference"]() == _read(page), "Run `make docs`."


def _find_fields(schema: Any) -> set[str]:
    """Every property that a JSON Schema names, at any depth."""
    if isinstance(schema, list):
        return set().union(*map(_find_fields, schema))
    if not isinstance(schema, dict):
        return set()
    own = set(schema.get("properties", {}))
    return own.union(*map(_find_fields, schema.values()))


def test_the_json_page_names_every_field_and_value() -> None:
    path = ROOT / "src" / "policygraph" / "report" / "omissions.schema.json"
    schema = json.loads(_read(path))
    page = _read(ROOT / "docs" / "reference" / "json.md")
    named = set(re.findall(r"`([\w.\[\]-]+)`", page))
    fields = {part for name in named for part in re.split(r"[.\[\]]+", name)}
    assert _find_fields(schema) <= fields
    for values in re.findall(r'"enum": (\[[^\]]*\])', json.dumps(schema)):
        for value in json.loads(values):
            assert value is None or re.search(rf"`{re.escape(value)}`", page), value


def test_the_changelog_is_kept() -> None:
    headings = re.findall(r"^## \[([^\]]+)\]", _read(ROOT / "CHANGELOG.md"), re.MULTILINE)
    assert headings[0] == "Unreleased"
    kinds = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    assert set(re.findall(r"^### (.+)$", _read(ROOT / "CHANGELOG.md"), re.MULTILINE)) <= kinds


def test_the_citation_is_of_this_version() -> None:
    citation = yaml.safe_load(_read(ROOT / "CITATION.cff"))
    project = tomllib.loads(_read(ROOT / "pyproject.toml"))["project"]
    assert citation["cff-version"] == "1.2.0"
    assert citation["version"] == project["version"] == __version__
    assert {"message", "title", "authors"} <= citation.keys()
    assert " AND ".join(citation["license"]) == project["license"]


def test_every_dependency_is_justified() -> None:
    written = tomllib.loads(_read(ROOT / "pyproject.toml"))
    extras = written["project"]["optional-dependencies"].values()
    required = [
        *written["project"]["dependencies"],
        *(requirement for extra in extras for requirement in extra),
        *written["dependency-groups"]["dev"],
    ]
    page = _read(ROOT / "docs" / "decisions" / "0002-dependencies.md").lower()
    for requirement in required:
        if requirement.startswith("policygraph["):  # the extras, which are in the list themselves
            continue
        match = re.match(r"[\w.-]+", requirement)
        assert match and f"| {match[0].lower()} |" in page, f"{requirement} is not explained"


@pytest.mark.parametrize(
    "document", [*DOCUMENTS, ROOT / "CITATION.cff", ROOT / "docs" / "chain.svg"], ids=_named
)
def test_no_document_names_a_path_of_a_machine(document: Path) -> None:
    found = re.findall(r"(?<![\w.<:/])/(?:work|home|root|tmp|Users|opt|mnt)/\S*", _read(document))
    assert not found
