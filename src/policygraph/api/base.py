"""A graph that was opened: its store, its columns, and the places in it, each read once."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from policygraph.api.origin import Origin, read_state
from policygraph.gaps import Columns, read_as_corrected, read_columns
from policygraph.places import Place, find_place, load_places
from policygraph.report.version import DataVersion, read_data_version
from policygraph.store import Store


class Opened:
    """A graph and what was read of it. It never changes, so whatever was read stays.

    Parameters
    ----------
    origin : Origin
        What it is read from; it is opened when it is first asked.
    """

    def __init__(self, origin: Origin) -> None:
        self.origin = origin
        self._corrected: dict[date, Columns] = {}
        self._rooms: dict[str, Store] = {}

    @cached_property
    def store(self) -> Store:
        """The store, for SPARQL in its own forms."""
        return self.origin.open()

    @cached_property
    def columns(self) -> Columns:
        """The graph as the rules read it: places, policies, listings, citations."""
        return read_columns(self.store)

    @cached_property
    def version(self) -> DataVersion:
        """The versions of the software and of the data, to cite."""
        return read_data_version(self.store)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self.version}>"

    def _read(self, until: date | None) -> Columns:
        """Return the columns with the lists as corrected by a day."""
        if until is None:
            return self.columns
        if until not in self._corrected:  # one at a time: each is a graph of its own
            self._corrected = {until: read_columns(read_as_corrected(self.store, until))}
        return self._corrected[until]

    def _open_place(self, name: str | Place) -> tuple[Store, Place]:
        """Find a place among all governments, and open the graph with all of its state."""
        if isinstance(name, Place):
            return self._open_room(name.state), name
        state = read_state(name)
        store = self._open_room(state)
        places = load_places(store).values()
        # The whole name of a state means the state, unless another place has just that name.
        named = [item for item in places if item.name.lower() == name.strip().lower()]
        is_state = len(named) == 1 and named[0].iri == named[0].state_iri
        chosen = named[0] if is_state else find_place(places, name)
        return (store if state else self._open_room(chosen.state)), chosen

    def _open_room(self, state: str) -> Store:
        room = self.origin.list_room(state)
        if not room:
            return self.store
        if state not in self._rooms:  # one at a time: each holds the whole graph again
            self._rooms = {state: self.origin.open(room)}
        return self._rooms[state]


def find_in(columns: Columns, place: str | Place) -> Place:
    """Find a place among those that a source names.

    Parameters
    ----------
    columns : Columns
        The graph.
    place : str or Place
        Its name with the state, its GEOID, or the place itself.

    Returns
    -------
    Place
        The place.

    Raises
    ------
    UnknownPlaceError, AmbiguousPlaceError
        If no place fits, or several do.
    """
    return place if isinstance(place, Place) else find_place(columns.places.values(), place)
