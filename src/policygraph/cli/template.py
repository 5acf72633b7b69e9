"""`policygraph template`: an empty table to fill in, and its codebook."""

from __future__ import annotations

from typing import Annotated

import typer

from policygraph.cli.options import Output
from policygraph.cli.output import emit


def template(
    kind: Annotated[
        str, typer.Argument(metavar="list|policies|funding", help="The kind of table.")
    ],
    codebook: Annotated[
        bool, typer.Option("--codebook", help="Write what each column means, in Markdown, instead.")
    ] = False,
    output: Output = None,
) -> None:
    """Write an empty table to fill in and import: a header, and an example that is passed over."""
    from policygraph.imports.columns import find_kind
    from policygraph.imports.template import write_codebook, write_template

    chosen = find_kind(kind)
    emit(write_codebook(chosen) if codebook else write_template(chosen), output)
