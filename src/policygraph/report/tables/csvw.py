"""The metadata of the CSV files as the W3C's CSV on the Web has them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from policygraph.namespaces import SOURCE
from policygraph.report.identity import name_report
from policygraph.report.model import FindingsReport
from policygraph.report.tables.model import Column, ForeignKey, Table

LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"
#: Where a program that has a CSV file looks for its metadata.
METADATA: Final = "csv-metadata.json"


def build_csvw(report: FindingsReport, tables: Iterable[Table]) -> dict[str, Any]:
    """Describe the CSV files of some tables.

    Parameters
    ----------
    report : FindingsReport
        What they are tables of.
    tables : iterable of Table
        The tables, each in a file of its name beside the metadata.

    Returns
    -------
    dict
        A table group of CSVW, ready for :func:`json.dumps`.
    """
    digest = report.version.digest
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "@id": name_report(report),
        "dc:title": report.title,
        "dc:description": " ".join(report.summary),
        "dc:creator": "The policygraph authors",
        "dc:license": {"@id": LICENCE},
        "dc:bibliographicCitation": report.citation,
        "dc:hasVersion": str(report.version),
        **({"dc:identifier": f"sha256:{digest}"} if digest else {}),
        "prov:wasDerivedFrom": [{"@id": SOURCE + source.id} for source in report.sources],
        "dialect": {
            "encoding": "utf-8",
            "delimiter": ",",
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
            "lineTerminators": ["\r\n"],
        },
        "tables": [_describe(table) for table in tables],
    }


def _describe(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "columns": [_describe_column(column) for column in table.columns],
        "primaryKey": list(table.key),
    }
    keys = _list_keys(table)
    if keys:
        schema["foreignKeys"] = [
            {
                "columnReference": list(key.columns),
                "reference": {
                    "resource": f"{key.table}.csv",
                    "columnReference": list(key.referenced),
                },
            }
            for key in keys
        ]
    return {
        "url": f"{table.name}.csv",
        "dc:title": table.title,
        "dc:description": table.description,
        "tableSchema": schema,
    }


def _list_keys(table: Table) -> list[ForeignKey]:
    """List the foreign keys that a validator can hold rows to.

    One of several columns must be filled throughout or not at all, which ours of a policy is not.
    """
    return [
        key
        for key in table.foreign_keys
        if len(key.columns) == 1 or all(table.column(name).required for name in key.columns)
    ]


def _describe_column(column: Column) -> dict[str, Any]:
    datatype: dict[str, str] = {"base": column.datatype}
    pattern = column.pattern
    if column.codes is not None:
        pattern = "|".join(re.escape(code).replace(r"\ ", " ") for code in column.codes)
    if pattern:
        datatype["format"] = f"^({pattern})$"
    described: dict[str, Any] = {
        "name": column.name,
        "titles": [column.name, column.title],
        "dc:description": column.description,
        "datatype": datatype if pattern else column.datatype,
    }
    if column.required:
        described["required"] = True
    if column.separator:
        described["separator"] = column.separator
    if column.unit:
        described["schema:unitText"] = column.unit
    return described


_FRICTIONLESS: Final = {"decimal": "number", "gYear": "year", "anyURI": "string"}


def build_datapackage(report: FindingsReport, tables: Iterable[Table]) -> dict[str, Any]:
    """Describe the same files as a data package of Frictionless Data.

    Parameters
    ----------
    report : FindingsReport
        What they are tables of.
    tables : iterable of Table
        The tables, each in a file of its name in the folder ``data``.

    Returns
    -------
    dict
        A data package, ready for :func:`json.dumps`.
    """
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "policygraph-findings",
        "id": name_report(report),
        "title": report.title,
        "version": report.version.digest or report.version.software,
        "licenses": [{"name": "CC-BY-4.0", "path": LICENCE}],
        "sources": [{"title": source.title} for source in report.sources],
        "resources": [
            {
                "name": table.name,
                "title": table.title,
                "description": table.description,
                "path": f"data/{table.name}.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {
                    "fields": [_describe_field(column) for column in table.columns],
                    "primaryKey": list(table.key),
                    "foreignKeys": [
                        {
                            "fields": list(key.columns),
                            "reference": {"resource": key.table, "fields": list(key.referenced)},
                        }
                        for key in _list_keys(table)
                    ],
                },
            }
            for table in tables
        ],
    }


def _describe_field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.codes is not None and not column.separator:
        constraints["enum"] = list(column.codes)
    elif column.pattern and not column.separator:
        constraints["pattern"] = column.pattern
    field: dict[str, Any] = {
        "name": column.name,
        "title": column.title,
        "description": column.description,
        "type": _FRICTIONLESS.get(column.datatype, column.datatype),
    }
    return {**field, "constraints": constraints} if constraints else field
