"""``policygraph publish``: the graph as a static site."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from policygraph.cli.options import NoWorkspace, WorkspaceDir, choose_workspace


def publish(
    out: Annotated[
        Path,
        typer.Argument(
            metavar="OUT",
            help="Folder to write: new, empty, or an earlier site, which is replaced as a whole.",
            show_default=False,
        ),
    ],
    base_url: Annotated[
        str,
        typer.Option(
            "--base-url",
            metavar="URL",
            help="Address at which the folder will be served, as in https://example.org/data/.",
            show_default=False,
        ),
    ],
    workspace: WorkspaceDir = None,
    no_workspace: NoWorkspace = False,
) -> None:
    """Write the graph as a static site: pages, data beside each page, dumps and a catalogue."""
    # Loaded here so that help does not wait for the templates.
    from rich.console import Console
    from rich.progress import Progress

    from policygraph.publish.site import publish_site
    from policygraph.store import LocalStore

    found = choose_workspace(workspace, no_workspace)
    store = LocalStore.shipped(beside=found.graphs() if found else ())
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("Writing pages", total=None)
        done = publish_site(
            store,
            out,
            base_url,
            progress=lambda count, total: bar.update(task, completed=count, total=total),
        )
    typer.echo(
        f"{out}: {done.resources:,} resources, {done.triples:,} statements, "
        f"{done.files:,} files, {done.size / 1e6:,.1f} MB."
    )
