"""``policygraph release`` and ``policygraph verify``: the data of one day, whole and provable."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from policygraph.cli.options import NoWorkspace, WorkspaceDir, choose_workspace


def release(
    version: Annotated[
        str, typer.Argument(metavar="VERSION", help="As in 1.0.0.", show_default=False)
    ],
    out: Annotated[
        Path,
        typer.Argument(
            metavar="OUT",
            help="Folder to write: new, empty, or an earlier release, which is replaced.",
            show_default=False,
        ),
    ],
    issued: Annotated[
        str,
        typer.Option(metavar="DATE", help="Day of issue, as in 2026-11-24.", show_default=False),
    ],
    base_url: Annotated[
        str,
        typer.Option(
            "--base-url",
            metavar="URL",
            help="Address at which the folder will be served.",
            show_default=False,
        ),
    ],
    previous: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="The release before.", show_default=False),
    ] = None,
    workspace: WorkspaceDir = None,
    no_workspace: NoWorkspace = False,
) -> None:
    """Write a release: dumps, each graph, a catalogue, and the hashes that prove them."""
    from policygraph.releases.write import Origin, write_release
    from policygraph.store import LocalStore

    found = choose_workspace(workspace, no_workspace)
    store = LocalStore.shipped(beside=found.graphs() if found else ())
    made = write_release(store, out, Origin(version, issued, base_url, previous))
    size = sum(one.bytes for one in made.files)
    typer.echo(
        f"{out}: version {made.version}, {made.quads:,} quads in {len(made.graphs)} graphs, "
        f"{len(made.files)} files, {size / 1e6:,.1f} MB, hash {made.hash}."
    )


def verify(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The release.", show_default=False)],
) -> None:
    """Check every file and every graph of a release against its manifest; exit 1 on a fault."""
    from policygraph.releases.verify import verify_release

    manifest, faults = verify_release(folder)
    for fault in faults:
        typer.echo(fault)
    if faults:
        raise typer.Exit(1)
    typer.echo(
        f"{folder}: version {manifest.version} is whole: {len(manifest.files)} files, "
        f"{len(manifest.graphs)} graphs, {manifest.quads:,} quads, hash {manifest.hash}."
    )
