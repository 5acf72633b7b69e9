"""Which place each row means, and the description of places that the default load leaves out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from policygraph.imports.cells import Fault
from policygraph.imports.rows import Entry
from policygraph.namespaces import PG, jurisdiction_iri
from policygraph.reconcile import Matcher, Resolution, load_gazetteer, read_decisions
from policygraph.resources import locate

#: Properties that lead to a further place.
_LINKS = (ox.NamedNode(f"{PG}isWithin"), ox.NamedNode(f"{PG}isConsolidatedWith"))


@dataclass(slots=True)
class Resolved:
    """The rows of a table with the places that they mean.

    Parameters
    ----------
    places : list of (Entry, Resolution)
        Each row with what was found.
    faults : list of Fault
        Codes that are none, or that contradict the row.
    """

    places: list[tuple[Entry, Resolution]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def having(self, outcome: str) -> list[tuple[Entry, Resolution]]:
        """Return the rows of an outcome."""
        return [pair for pair in self.places if pair[1].outcome == outcome]


class Places:
    """The gazetteer, the rules for names and the decisions, as an import needs them.

    Parameters
    ----------
    decisions : pathlib.Path, optional
        A file of decisions about names.

    Raises
    ------
    TableError
        If the decisions cannot be read.
    """

    def __init__(self, decisions: Path | None = None) -> None:
        self.gazetteer = load_gazetteer()
        self._matcher = Matcher(self.gazetteer)
        self._decisions = read_decisions(str(decisions), self.gazetteer) if decisions else None

    def resolve(self, entries: Iterable[Entry]) -> Resolved:
        """Find the place of each row: by its code, by a decision, else by its name."""
        found = Resolved()
        for entry in entries:
            name, state = entry.get("name"), entry.get("state")
            kind, heading = entry.get("kind"), entry.get("heading") or entry.get("said")
            resolution = self._matcher.resolve(name, state, kind, heading)
            if self._decisions:
                resolution = self._decisions.apply(resolution, name, state, kind or heading)
            if entry.values.get("geoid"):
                resolution = self._by_code(entry, resolution, found.faults)
            found.places.append((entry, resolution))
        return found

    def _by_code(self, entry: Entry, named: Resolution, faults: list[Fault]) -> Resolution:
        geoid = str(entry.values["geoid"])

        def fault(problem: str, remedy: str) -> Resolution:
            faults.append(Fault(entry.line, "geoid", geoid, problem, remedy))
            return named

        known = self.gazetteer.governments.get(geoid)
        if known is None:
            return fault("is the code of no government", "Mend it, or leave it empty.")
        full = self.gazetteer.describe(known)
        state = self._matcher.states.read(entry.get("state"))
        if state and state != known.state:
            return fault(
                f"is {full}, which is not in {entry.get('state')!r}", "Mend the code or the state."
            )
        if named.outcome == "match" and not self._are_one(named.geoid, geoid):
            other = self.gazetteer.describe(self.gazetteer.governments[named.geoid])
            return fault(f"is {full}, but the name means {other}", "Mend the code or the name.")
        return Resolution("match", geoid, known.kind, (geoid,), 100, "By its code.")

    def _are_one(self, one: str, other: str) -> bool:
        governments = self.gazetteer.governments
        return one == other or governments[one].union == governments[other].union

    def find_state(self, text: str) -> str | None:
        """Return the code of the state that a text names, or None."""
        return self._matcher.states.read(text) or None

    def describe(self, geoid: str) -> str:
        """Name a place with its state."""
        return self.gazetteer.describe(self.gazetteer.governments[geoid])


def copy_descriptions(geoids: Collection[str], known: Collection[str]) -> list[ox.Triple]:
    """Take from the big gazetteer what it says of places that the default load leaves out.

    Parameters
    ----------
    geoids : collection of str
        Codes of the places that an import names.
    known : collection of str
        IRIs of the places that the default load describes.

    Returns
    -------
    list of pyoxigraph.Triple
        Their descriptions, and those of the places that they lie in, where need be.

    Examples
    --------
    >>> from policygraph.namespaces import jurisdiction_iri
    >>> len(copy_descriptions(["27053"], {jurisdiction_iri("27053")}))
    0
    """
    states = _state_codes() if geoids else {}
    wanted = {jurisdiction_iri(geoid) for geoid in geoids} - set(known)
    triples: list[ox.Triple] = []
    done = set(known)
    while wanted:
        by_file: dict[str, set[str]] = defaultdict(set)
        for iri in wanted:
            by_file[states[iri.rpartition("/")[2][:2]]].add(iri)
        done |= wanted
        fresh = [triple for name, iris in sorted(by_file.items()) for triple in _read(name, iris)]
        triples += fresh
        wanted = {
            triple.object.value
            for triple in fresh
            if triple.predicate in _LINKS and isinstance(triple.object, ox.NamedNode)
        } - done
    return triples


def _state_codes() -> dict[str, str]:
    from policygraph.sources import read_beside

    return {row["geoid"]: row["usps"].lower() for row in read_beside("us_states.csv")}


def _read(name: str, iris: set[str]) -> list[ox.Triple]:
    path = locate("data/ttl") / "gazetteer" / f"{name}.ttl"
    if not path.is_file():
        return []
    nodes = {ox.NamedNode(iri) for iri in iris}
    return [
        ox.Triple(quad.subject, quad.predicate, quad.object)
        for quad in ox.parse(path.read_bytes(), ox.RdfFormat.TURTLE)
        if quad.subject in nodes
    ]
