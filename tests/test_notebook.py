"""The notebook of the tutorial: kept without outputs, and run from its first cell to its last."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

NOTEBOOK: Final = Path(__file__).parents[1] / "docs" / "tutorial-notebook.ipynb"


def read() -> Any:
    return nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]


def execute(notebook: Any, folder: Path) -> None:
    NotebookClient(
        notebook,
        timeout=300,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
    ).execute()


def test_it_is_kept_without_outputs() -> None:
    notebook = read()
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert len(code) > 10
    assert [cell for cell in code if cell.outputs or cell.execution_count] == []
    assert sum("assert " in cell.source for cell in code) > 10


def test_it_runs_and_every_cell_shows_something(tmp_path: Path) -> None:
    notebook = read()
    execute(notebook, tmp_path)
    shown = [
        output
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if output.output_type == "execute_result"
    ]
    assert len(shown) == sum(cell.cell_type == "code" for cell in notebook.cells)
    kinds = [set(output.data) for output in shown]
    assert sum("text/html" in kind for kind in kinds) >= 6
    assert any("image/svg+xml" in kind for kind in kinds)
    assert any("text/markdown" in kind for kind in kinds)
    assert {path.name for path in tmp_path.iterdir()} == {"omissions.html", "omissions.json"}


def test_a_cell_that_tells_something_wrong_fails(tmp_path: Path) -> None:
    notebook = read()
    notebook.cells = [cell for cell in notebook.cells if "pg.load()" in cell.source]
    wrong = nbformat.v4.new_code_cell('assert "Narnia" in str(g.lists()[0])')  # type: ignore[no-untyped-call]
    notebook.cells.append(wrong)
    with pytest.raises(CellExecutionError, match="AssertionError"):
        execute(notebook, tmp_path)
