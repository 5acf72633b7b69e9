"""`policygraph show`: all that is recorded of a place."""

from __future__ import annotations

from typing import Annotated

import typer

from policygraph.cli.options import (
    Endpoint,
    NoWorkspace,
    Output,
    WorkspaceDir,
    interruptible,
    load_graph,
)
from policygraph.cli.output import emit, fold
from policygraph.errors import OutputError


def show(
    place: Annotated[str, typer.Argument(metavar="NAME|GEOID", help="The place.")],
    format: Annotated[str, typer.Option("--format", "-f", help="text, md or json.")] = "text",
    output: Output = None,
    endpoint: Endpoint = None,
    workspace: WorkspaceDir = None,
    no_workspace: NoWorkspace = False,
) -> None:
    """Show all that is recorded of a place, with the source of every line.

    Its policies in order of time, listings and what became of them, absences and the coverage of
    lists, agreements, the rulings that bind it, funding, names and codes. A part of which nothing
    is recorded says so. Every government of a state is known when the state is given, also those
    that no source names.
    """
    from policygraph.report.place import write_place

    if format not in {"text", "md", "json"}:
        raise OutputError(f"There is no format {format!r}.", hint="Choose text, md or json.")
    with interruptible():
        page = load_graph(endpoint, workspace, no_workspace).place(place)
    text = write_place(page.content, format)
    emit(fold(text, output) if format == "text" else text, output)
