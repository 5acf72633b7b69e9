"""An R script that reads the CSV files with factors, dates and labels; it needs no package."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Final

from policygraph.report.tables.model import Column, Table

_HEAD: Final = r"""
# Reads the tables of this data set into R, with factors, dates and labels. Run it in the folder
# that holds it:
#   source("labels.R")
#   table(tables$findings$severity)
# It needs no package. Columns that hold several values become lists. The attribute "label" of a
# column is its title, and "description" says what it holds.

# A text that a spreadsheet could take for a formula has an apostrophe before it; take it off.
unguard <- function(x) {
  sub("(*UCP)^'('*(\\s*[=+@\uFF1D\uFF0B\uFF0D\uFF20-]|[\t\r\n]))", "\\1", x, perl = TRUE)
}

read_table <- function(name, classes) {
  file <- file.path("data", paste0(name, ".csv"))
  data <- read.csv(file, colClasses = classes, na.strings = "", fileEncoding = "UTF-8-BOM",
                   check.names = FALSE, stringsAsFactors = FALSE)
  stopifnot(identical(names(data), names(classes)))
  for (column in names(data)[classes == "character"]) {
    data[[column]] <- unguard(data[[column]])
  }
  data
}

coded <- function(x, levels, labels) {
  stopifnot(all(is.na(x) | x %in% levels))
  factor(x, levels = levels, labels = labels)
}

several <- function(x, separator) {
  lapply(strsplit(x, separator, fixed = TRUE), function(v) if (anyNA(v)) character() else v)
}

described <- function(x, label, description) {
  attr(x, "label") <- label
  attr(x, "description") <- description
  x
}

tables <- list()
"""
_CLASSES: Final = {
    "integer": "integer",
    "gYear": "integer",
    "decimal": "numeric",
    "date": "Date",
    "boolean": "logical",
}


def write_r(tables: Iterable[Table]) -> str:
    """Write the script.

    Parameters
    ----------
    tables : iterable of Table
        The tables, each in a file of its name in the folder ``data``.

    Returns
    -------
    str
        The script.
    """
    return "\n".join([_HEAD.lstrip(), *(line for table in tables for line in _read(table))])


def _read(table: Table) -> Iterator[str]:
    """Yield the lines that read a table."""
    yield " ".join(f"# {table.title}: {table.description}".split())
    yield f"data <- read_table({_quote(table.name)}, c("
    yield ",\n".join(
        f"  {column.name} = {_quote(_CLASSES.get(column.datatype, 'character'))}"
        for column in table.columns
    )
    yield "))"
    for column in table.columns:
        yield from _label(column)
    yield f"tables[[{_quote(table.name)}]] <- data"
    yield ""


def _label(column: Column) -> Iterator[str]:
    here = f"data${column.name}"
    if column.separator:
        yield f"{here} <- several({here}, {_quote(column.separator)})"
    elif column.codes:
        levels = ", ".join(_quote(code) for code in column.codes)
        labels = ", ".join(_quote(code.label) for code in column.codes.values())
        yield f"{here} <- coded({here}, c({levels}),\n  c({labels}))"
    described = f"{_quote(column.title)}, {_quote(column.description)}"
    yield f"{here} <- described({here}, {described})"


def _quote(text: str) -> str:
    """Write text as R does, which for all that can stand here is as JSON does."""
    return json.dumps(text, ensure_ascii=False)
