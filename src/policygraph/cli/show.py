"""`policygraph show`: all that is recorded of a place."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policygraph.cli.options import (
    Endpoint,
    NoWorkspace,
    Output,
    WorkspaceDir,
    choose_workspace,
    interruptible,
)
from policygraph.cli.output import emit
from policygraph.errors import OutputError

if TYPE_CHECKING:
    from policygraph.places import Place
    from policygraph.store import Store


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
    from policygraph.report.place import read_place, write_place

    if format not in {"text", "md", "json"}:
        raise OutputError(f"There is no format {format!r}.", hint="Choose text, md or json.")
    with interruptible():
        store, chosen = open_place(place, endpoint, workspace, no_workspace)
        record = read_place(store, chosen)
    emit(write_place(record, format), output)


def open_place(
    place: str, endpoint: str | None, workspace: Path | None, no_workspace: bool
) -> tuple[Store, Place]:
    """Find a place, and open the graph with all that is held of its state.

    Parameters
    ----------
    place : str
        A name or a code, as a person gives it.
    endpoint : str or None
        The endpoint that was named.
    workspace : pathlib.Path or None
        The workspace that was named.
    no_workspace : bool
        Whether no workspace is to be read.

    Returns
    -------
    tuple of (Store, Place)
        What to ask, and the place.

    Raises
    ------
    UnknownPlaceError, AmbiguousPlaceError
        If no place fits, or several do.
    """
    from policygraph.places import find_place, load_places
    from policygraph.settings import read_settings
    from policygraph.store import open_store

    found = choose_workspace(workspace, no_workspace, endpoint=endpoint)
    own = found.graphs() if found else ()
    is_remote = bool(endpoint or (found is None and read_settings().endpoint))
    state = _read_state(place)
    store = open_store(endpoint, beside=(*own, *_room(state)))
    places = load_places(store).values()
    # The whole name of a state means the state, unless another place has just that name.
    named = [item for item in places if item.name.lower() == place.strip().lower()]
    is_state = len(named) == 1 and named[0].iri == named[0].state_iri
    chosen = named[0] if is_state else find_place(places, place)
    if not is_remote and not state:
        store = open_store(beside=(*own, *_room(chosen.state)))
    return store, chosen


def _room(state: str) -> tuple[Path, ...]:
    """Return the files that the default load leaves out: the gazetteer of a state, and figures."""
    from policygraph.resources import locate

    if not state:
        return ()
    folder = locate("data/ttl")
    places = folder / "gazetteer" / f"{state.lower()}.ttl"
    figures = sorted((folder / "large").glob("*.ttl"))
    return tuple(path for path in (places, *figures) if path.is_file())


def _read_state(text: str) -> str:
    """Find the state in what was given, as the name of its file of the gazetteer."""
    from policygraph.sources import read_beside

    given = text.strip()
    key = given[:2] if re.fullmatch(r"[0-9]{2,10}", given) else given.rpartition(",")[2].strip()
    for row in read_beside("us_states.csv"):
        if key.lower() in {row["geoid"], row["usps"].lower(), row["name"].lower()}:
            return row["usps"]
    return ""
