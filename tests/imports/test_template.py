"""Templates import as they are; codebooks say what the checks accept."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from policygraph.errors import SourceError, TableError
from policygraph.imports.codes import load_codes
from policygraph.imports.columns import KINDS, Kind
from policygraph.imports.run import Outcome
from policygraph.imports.template import write_codebook, write_template

each_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)


@each_kind
@pytest.mark.usefixtures("fast")
def test_the_example_imports_once_its_sign_is_gone(
    kind: Kind, bring: Callable[..., Outcome]
) -> None:
    outcome = bring(kind.name, write_template(kind).replace("# ", ""))
    assert (outcome.faults, outcome.matched, outcome.changed) == ([], 1, True)


@each_kind
@pytest.mark.usefixtures("fast")
def test_the_example_is_never_imported_by_itself(kind: Kind, bring: Callable[..., Outcome]) -> None:
    with pytest.raises((SourceError, TableError), match="no rows"):
        bring(kind.name, write_template(kind))


@each_kind
def test_the_codebook_has_every_column_and_every_code(kind: Kind) -> None:
    text = write_codebook(kind)
    for column in kind.columns:
        assert f"| `{column.name}` |" in text
        if column.form in {"code", "codes"}:
            section = text.partition(f"## Codes of {column.name}\n")[2].partition("\n## ")[0]
            codes = re.findall(r"^\| `([^`]+)` \| (.+) \|$", section, re.MULTILINE)
            assert [code for code, _ in codes] == list(load_codes().allowed[column.property])
            assert all(meaning.strip() for _, meaning in codes)


@each_kind
def test_every_property_of_a_column_is_one_of_the_ontology(kind: Kind) -> None:
    for column in kind.columns:
        if column.property:
            assert column.property in load_codes().meanings
