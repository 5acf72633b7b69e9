"""`policygraph build`: source tables to Turtle."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def build(
    sources: Annotated[Path, typer.Option(help="The folder of source tables.")],
    out: Annotated[
        Path | None, typer.Option(help="Where the Turtle goes; by default the shipped data/ttl.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit 1 if a file would change.")
    ] = False,
) -> None:
    """Build the graph from source tables, deterministically."""
    from policygraph import resources
    from policygraph.build import build_graph, write_graph
    from policygraph.sources import SourceFolder

    target = out or resources.locate("data/ttl")
    files = build_graph(SourceFolder(sources), progress=lambda name: typer.echo(name, err=True))
    if check:
        stale = [
            name
            for name, content in files.items()
            if not (target / name).is_file() or (target / name).read_bytes() != content
        ]
        typer.echo(f"{len(stale)} of {len(files)} files would change: {', '.join(stale) or '-'}")
        raise typer.Exit(1 if stale else 0)
    changed = write_graph(files, target)
    typer.echo(f"{len(files)} files built, {len(changed)} changed, in {target}")
