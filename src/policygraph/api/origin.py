"""From what a graph is read: the package, files of one's own, a workspace beside, an endpoint."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from policygraph.resources import locate
from policygraph.settings import read_settings
from policygraph.sources import read_beside
from policygraph.store import LocalStore, RemoteStore, Store

_GAZETTEER: Final = "gazetteer"


@dataclass(frozen=True, slots=True)
class Origin:
    """What a graph is read from.

    Parameters
    ----------
    endpoint : str, optional
        Address of a SPARQL endpoint, which is then asked alone.
    files : tuple of pathlib.Path, optional
        Files to read instead of the bundled graph.
    beside : tuple of pathlib.Path, optional
        Files to read beside the bundled graph.
    own : tuple of str, optional
        Ids of the sources that come from a workspace.
    gazetteer : bool, optional
        Whether every government of the country is read too, and not only those that a source names.
    """

    endpoint: str | None = None
    files: tuple[Path, ...] = ()
    beside: tuple[Path, ...] = ()
    own: tuple[str, ...] = ()
    gazetteer: bool = False

    @property
    def is_bundled(self) -> bool:
        """Whether it is the graph of the package, with or without files beside."""
        return not self.endpoint and not self.files

    def open(self, more: Iterable[Path] = ()) -> Store:
        """Open the graph.

        Parameters
        ----------
        more : iterable of pathlib.Path, optional
            Further files of the package.

        Returns
        -------
        Store
            What to ask.

        Raises
        ------
        StoreError
            If the address is none, or a file cannot be read.
        GraphSyntaxError
            If a file does not parse.
        """
        if self.endpoint:
            return RemoteStore(self.endpoint, timeout=read_settings().timeout)
        if self.files:
            return LocalStore(self.files)
        return LocalStore.shipped(gazetteer=self.gazetteer, beside=(*self.beside, *more))

    def list_room(self, state: str) -> tuple[Path, ...]:
        """List what the default load leaves out of a state: its governments, and figures.

        Parameters
        ----------
        state : str
            USPS code; empty for none.

        Returns
        -------
        tuple of pathlib.Path
            The files that there are; none where the graph is not that of the package.
        """
        if not state or not self.is_bundled:
            return ()
        folder = locate("data/ttl")
        places = () if self.gazetteer else (folder / _GAZETTEER / f"{state.lower()}.ttl",)
        figures = sorted((folder / "large").glob("*.ttl"))
        return tuple(path for path in (*places, *figures) if path.is_file())


def read_state(text: str) -> str:
    """Find the state in the name or code of a place.

    Parameters
    ----------
    text : str
        As a person gives it.

    Returns
    -------
    str
        The USPS code of the state; empty where none is named.

    Examples
    --------
    >>> read_state("Ramsey County, MN"), read_state("27123"), read_state("Ramsey")
    ('MN', 'MN', '')
    """
    given = text.strip()
    key = given[:2] if re.fullmatch(r"[0-9]{2,10}", given) else given.rpartition(",")[2].strip()
    for row in read_beside("us_states.csv"):
        if key.lower() in {row["geoid"], row["usps"].lower(), row["name"].lower()}:
            return row["usps"]
    return ""
