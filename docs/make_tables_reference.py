"""Write docs/reference/tables.md from the columns themselves: ``make docs``."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from policygraph.report.tables import build_codebook, describe_tables
from policygraph.report.tables.pages import write_codebook

PAGE: Final = Path(__file__).parent / "reference" / "tables.md"

_HEAD: Final = """\
<!-- Made by docs/make_tables_reference.py: run `make docs`, do not edit. -->

# The tables of a report

`policygraph report` writes these tables: as a workbook (`.xlsx`, a sheet for each), and as CSV
with metadata and scripts in a bundle (`.zip`). `.csv` is the table `findings` alone. [How to work
with the tables](../how-to/data.md) tells how to open them.

- Every place, claim and document that a row names is a row of its table. Keys are unique.
- Datatypes have their names in XML Schema. Values are written as it has them: `2017-03-20`,
  `true`, `198000000`.
- An empty cell is not known or does not apply. It is never zero.
- A cell of a column with *several* has ` | ` between its values.
- In CSV an apostrophe stands before a text that a spreadsheet could take for a formula: one that
  begins, after blanks, with `=`, `+`, `-` or `@`, or with a tab or a line end. A text that
  already looks so guarded gets one more, so that taking one off always gives the text back:
  `policygraph.report.tables.unguard`. A workbook needs no apostrophe, since its cells say that
  they are text.
- A workbook cuts cells that are longer than Excel allows (32,767 characters) and replaces
  characters that it cannot hold. Its first sheet counts both. CSV has everything.

Codes mean what the vocabularies of the ontology say. A code that stands in a table and in no
vocabulary, such as one of your own, is added to the codebook of that report.

"""


def make_page() -> str:
    """Make the text of the page."""
    tables = describe_tables()
    return _HEAD + write_codebook((*tables, build_codebook(tables)))


if __name__ == "__main__":
    PAGE.write_text(make_page(), encoding="utf-8")
