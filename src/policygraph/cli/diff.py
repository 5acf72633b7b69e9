"""``policygraph diff``: what changed from one file of RDF to another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from policygraph.cli.output import either, emit
from policygraph.errors import GraphSyntaxError, OutputError, StoreError

if TYPE_CHECKING:
    import pyoxigraph as ox

FORMATS: Final = ("md", "json", "rdfp")
_SUFFIXES: Final = (".nq", ".trig", ".ttl", ".nt")


def diff(
    old: Annotated[
        Path,
        typer.Argument(
            metavar="OLD",
            help="RDF file: .nq, .trig, .ttl or .nt, each also with .gz.",
            show_default=False,
        ),
    ],
    new: Annotated[
        Path, typer.Argument(metavar="NEW", help="The file to compare.", show_default=False)
    ],
    format: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="md for people, json for programs, rdfp (RDF Patch) to apply.",
        ),
    ] = "md",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write to a file, or - for stdout."),
    ] = None,
    fail_on: Annotated[
        str,
        typer.Option(metavar="WHEN", help="Exit 1 when: never, or changes."),
    ] = "never",
) -> None:
    """Tell what changed from one file of RDF to another, whatever their order and blank nodes."""
    from policygraph.canonical import hash_quads
    from policygraph.changes import compare, write_changelog, write_changes_json, write_patch

    if format not in FORMATS:
        raise OutputError(f"There is no format {format!r}.", hint=either(FORMATS))
    if fail_on not in ("never", "changes"):
        raise OutputError(f"--fail-on knows no {fail_on!r}.", hint=either(("never", "changes")))
    before, after = _read(old), _read(new)
    changes = compare(before, after)
    match format:
        case "md":
            emit(write_changelog(changes), output)
        case "json":
            emit(write_changes_json(changes), output)
        case _:
            hashes = {"from_hash": hash_quads(before), "to_hash": hash_quads(after)}
            emit(write_patch(changes, **hashes), output)
    if changes and fail_on == "changes":
        raise typer.Exit(1)


def _read(path: Path) -> list[ox.Quad]:
    import gzip
    import zlib

    import pyoxigraph as ox

    packed = path.suffix == ".gz"
    suffix = (path.with_suffix("") if packed else path).suffix
    if suffix not in _SUFFIXES:
        raise StoreError(
            f"{path} is no file of RDF by its name.", hint=f"Known: {', '.join(_SUFFIXES)}."
        )
    try:
        content = path.read_bytes()
        if packed:
            content = gzip.decompress(content)
    except (OSError, EOFError, zlib.error) as error:
        raise StoreError(
            f"{path} cannot be read: {getattr(error, 'strerror', None) or error}."
        ) from None
    try:
        return list(ox.parse(content, format=ox.RdfFormat.from_extension(suffix[1:])))
    except (SyntaxError, ValueError) as error:
        raise GraphSyntaxError(f"{path} does not parse: {error}.") from None
