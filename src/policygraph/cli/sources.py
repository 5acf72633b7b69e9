"""`policygraph sources`: the catalogue, shipped and of the workspace."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from policygraph.cli.options import (
    Endpoint,
    NoWorkspace,
    Output,
    WorkspaceDir,
    choose_workspace,
    interruptible,
)
from policygraph.cli.output import emit, write_table


def sources(
    format: Annotated[
        str, typer.Option("--format", "-f", help="table, csv, tsv, json or md.")
    ] = "table",
    output: Output = None,
    endpoint: Endpoint = None,
    workspace: WorkspaceDir = None,
    no_workspace: NoWorkspace = False,
) -> None:
    """List every source with its terms of use, dates, extent, coverage and checksums.

    The table is an overview; csv, tsv, json and md have titles, publishers and whole checksums.
    """
    from policygraph.report.sources import COLUMNS, SHORT, read_sources
    from policygraph.settings import read_settings
    from policygraph.store import open_store

    found = choose_workspace(workspace, no_workspace, endpoint=endpoint)
    is_remote = bool(endpoint or (found is None and read_settings().endpoint))
    with interruptible():
        store = open_store(endpoint, beside=found.graphs() if found else ())
        records = read_sources(
            store,
            found.source_ids() if found else (),
            "endpoint" if is_remote else "shipped",
        )
    if format == "json":
        data = [record.as_data() for record in records]
        emit(json.dumps(data, ensure_ascii=False, indent=2) + "\n", output)
    elif format == "table":
        write_table([record.as_short_row() for record in records], SHORT, output=output)
    else:
        write_table([record.as_row() for record in records], COLUMNS, format, output=output)
