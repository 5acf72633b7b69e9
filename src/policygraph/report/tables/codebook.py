"""The codebook: what each column holds and what each code means, made from the columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from policygraph.report.tables.model import Column, Table, Value


def describe_codebook() -> Table:
    """Describe the codebook, which is a table like the others."""
    return Table(
        "codebook",
        "Codebook",
        "What each column holds: a row for each column, and one for each code that it may have.",
        (
            Column("number", "Number", "Order of the rows.", "integer", required=True),
            Column("table", "Table", "The table.", required=True),
            Column("column", "Column", "The column, as in the CSV files.", required=True),
            Column("title", "Title", "The column, as in the workbook."),
            Column("description", "Description", "What its cells say."),
            Column("datatype", "Datatype", "Of one value, by its name in XML Schema."),
            Column("unit", "Unit", "Of a number."),
            Column("key", "Key", "Whether the column is part of what tells rows apart.",
                   "boolean"),
            Column("required", "Required", "Whether every row has a value.", "boolean"),
            Column("names", "Names a row of", "The table in which the value is the key."),
            Column("separator", "Separator", "What stands between the values of one cell, where "
                   "there may be several; with the blanks around it."),
            Column("code", "Code", "A value that may stand in the column."),
            Column("label", "Label", "The name of the code."),
            Column("definition", "Definition", "What the code means."),
        ),
        key=("number",),
    )  # fmt: skip


def build_codebook(tables: Iterable[Table]) -> Table:
    """Make the codebook of some tables.

    Parameters
    ----------
    tables : iterable of Table
        The tables.

    Returns
    -------
    Table
        A row for each column, followed by one for each of its codes.

    Examples
    --------
    >>> from policygraph.report.tables.build import describe_tables
    >>> book = build_codebook(describe_tables()[:1])
    >>> book.values("column")[:3], book.values("code")[2:5]
    (['finding_id', 'rule', 'severity'], [None, 'violation', 'warning'])
    """
    rows = (row for table in tables for row in _explain(table))
    numbered = ({**row, "number": number} for number, row in enumerate(rows, 1))
    return describe_codebook().fill(numbered)


def _explain(table: Table) -> Iterator[Mapping[str, Value]]:
    empty = {column.name: None for column in describe_codebook().columns}
    named = {
        name: key.table
        for key in reversed(table.foreign_keys)
        for name in key.columns
        if len(key.columns) == 1
    }
    for column in table.columns:
        yield {
            **empty,
            "table": table.name,
            "column": column.name,
            "title": column.title,
            "description": column.description,
            "datatype": column.datatype,
            "unit": column.unit,
            "key": column.name in table.key,
            "required": column.required,
            "names": named.get(column.name),
            "separator": column.separator,
        }
        for name, code in (column.codes or {}).items():
            yield {
                **empty,
                "table": table.name,
                "column": column.name,
                "code": name,
                "label": code.label,
                "definition": code.definition,
            }
