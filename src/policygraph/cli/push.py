"""``policygraph push``: a release into a partner's store."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from policygraph.cli.options import interruptible


def push(
    endpoint: Annotated[
        str,
        typer.Argument(
            metavar="ENDPOINT",
            help="Address of the store's Graph Store Protocol, as in http://127.0.0.1:7878/store.",
            show_default=False,
        ),
    ],
    release: Annotated[
        Path,
        typer.Option(metavar="DIR", help="The release to push.", show_default=False),
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only tell what would be written.")
    ] = False,
) -> None:
    """Bring a store to what a release says: only what differs, verified by reading it back.

    A name and a password are taken from POLICYGRAPH_PUSH_USER and POLICYGRAPH_PUSH_PASSWORD, or a
    token from POLICYGRAPH_PUSH_TOKEN.
    """
    from rich.console import Console
    from rich.progress import Progress

    from policygraph.exchange.graph_store import GraphStore
    from policygraph.exchange.push import push as push_release

    store = GraphStore(endpoint, os.environ)
    console = Console(stderr=True)
    written = done = 0
    with (
        interruptible(),
        Progress(console=console, transient=True, disable=not sys.stderr.isatty()) as bar,
    ):
        task = bar.add_task("Pushing graphs", total=None)
        for one in push_release(
            release,
            store,
            is_dry_run=dry_run,
            progress=lambda count, total: bar.update(task, completed=count, total=total),
        ):
            done += 1
            if one.outcome == "same":
                continue
            written += 1
            typer.echo(
                f"{one.graph.iri}: {one.outcome}, {one.before:,} -> {one.graph.triples:,} triples."
            )
    verb = "would be written" if dry_run else "written and read back"
    typer.echo(f"{endpoint}: {written} of {done} graphs {verb}, {done - written} were the same.")
