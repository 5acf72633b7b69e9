"""`policygraph sources`: the catalogue, shipped and of the workspace."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from policygraph.cli.options import (
    Endpoint,
    NoWorkspace,
    Output,
    Wide,
    WorkspaceDir,
    interruptible,
    load_graph,
)
from policygraph.cli.output import emit, write_table


def sources(
    format: Annotated[
        str, typer.Option("--format", "-f", help="table, csv, tsv, json or md.")
    ] = "table",
    output: Output = None,
    wide: Wide = False,
    endpoint: Endpoint = None,
    workspace: WorkspaceDir = None,
    no_workspace: NoWorkspace = False,
) -> None:
    """List every source with its terms of use, dates, extent, coverage and checksums.

    The table is an overview; csv, tsv, json and md have titles, publishers and whole checksums.
    """
    from policygraph.report.sources import COLUMNS, SHORT

    with interruptible():
        records = load_graph(endpoint, workspace, no_workspace).sources()
    if format == "json":
        data = [record.as_data() for record in records]
        emit(json.dumps(data, ensure_ascii=False, indent=2) + "\n", output)
    elif format == "table":
        write_table(
            [record.as_short_row() for record in records], SHORT, output=output, wide=wide,
            minor=("checksum", "triples", "retrieved", "terms", "origin"),
        )  # fmt: skip
    else:
        write_table([record.as_row() for record in records], COLUMNS, format, output=output)
