"""Bring a partner's store to what a release says, graph by graph, and read it back."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from policygraph.canonical import hash_quads
from policygraph.errors import PushError, ReleaseError
from policygraph.exchange.graph_store import GraphStore
from policygraph.releases.manifest import GraphEntry
from policygraph.releases.verify import verify_release

Outcome = Literal["same", "written", "would be written"]


@dataclass(frozen=True, slots=True)
class Pushed:
    """What became of a graph.

    Parameters
    ----------
    graph : GraphEntry
        The graph as the release has it.
    before : int
        How many triples the store held under its name.
    outcome : {"same", "written", "would be written"}
        Whether anything had to be done.
    """

    graph: GraphEntry
    before: int
    outcome: Outcome


def push(
    release: Path,
    store: GraphStore,
    *,
    is_dry_run: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Iterator[Pushed]:
    """Push what differs, graph by graph.

    The hash of each graph in the store is compared with that of the release; a graph that differs
    is replaced as a whole, then read back and compared again. So a second run does only what the
    first left undone. Graphs that the release does not name are left alone.

    Parameters
    ----------
    release : pathlib.Path
        The folder of a release; it is verified first.
    store : GraphStore
        The partner's store.
    is_dry_run : bool, optional
        Whether to write nothing.
    progress : callable, optional
        Told how many graphs are done, and of how many.

    Yields
    ------
    Pushed
        For each graph, once it is certain.

    Raises
    ------
    ReleaseError
        If the release is not whole.
    PushError
        If the store does not answer, does not take a graph, or holds something else afterwards.
    """
    manifest, faults = verify_release(release)
    if faults:
        raise ReleaseError(
            f"{release} is not whole: {faults[0]}", hint="Nothing was pushed; fetch it again."
        )
    for done, graph in enumerate(manifest.graphs, 1):
        held = store.read(graph.iri)
        outcome: Outcome = "same"
        if hash_quads(held) != graph.hash:
            outcome = "would be written" if is_dry_run else "written"
            if not is_dry_run:
                store.put(graph.iri, gzip.decompress((release / graph.path).read_bytes()))
                _check(store, graph)
        progress(done, len(manifest.graphs))
        yield Pushed(graph, len(held), outcome)


def _check(store: GraphStore, graph: GraphEntry) -> None:
    found = store.read(graph.iri)
    if len(found) != graph.triples or hash_quads(found) != graph.hash:
        raise PushError(
            f"{store.address} took <{graph.iri}> but gives back {len(found):,} triples that are "
            f"not the {graph.triples:,} of the release.",
            hint="Some stores change literals as they load them; tell its keeper.",
        )
