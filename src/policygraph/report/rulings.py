"""Rulings by name: what a person means by "Miranda-Olivares"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from policygraph.dates import PartialDate
from policygraph.errors import UnknownRulingError
from policygraph.queries import find_query, run
from policygraph.store import Store


@dataclass(frozen=True, slots=True)
class Ruling:
    """A ruling that was given: its IRI, name and court, and when."""

    iri: str
    name: str
    court: str
    decided: PartialDate

    @property
    def id(self) -> str:
        """The end of its IRI, such as ``galarza-2014``."""
        return self.iri.rpartition("/")[2]


def load_rulings(store: Store) -> tuple[Ruling, ...]:
    """Read every ruling with the date on which it was given.

    Parameters
    ----------
    store : Store
        The graph.

    Returns
    -------
    tuple of Ruling
        In the order of their IRIs. Of several dates the earliest to be over is taken, and a date
        from memory only where there is no other.

    Raises
    ------
    StoreError
        If the graph cannot be read.
    """
    rows = run(find_query("rulings"), store).records()
    rows.sort(
        key=lambda row: (
            row["ruling"] or "",
            (row["verification"] or "").endswith("/memory"),
            PartialDate(row["decided"] or "").latest,
        )
    )
    found: dict[str, Ruling] = {}
    for row in rows:
        iri = row["ruling"] or ""
        found.setdefault(
            iri,
            Ruling(iri, row["name"] or "", row["court"] or "", PartialDate(row["decided"] or "")),
        )
    return tuple(found.values())


def find_ruling(rulings: Iterable[Ruling], text: str) -> Ruling:
    """Find the one ruling that an id, an IRI or a part of a name means.

    Parameters
    ----------
    rulings : iterable of Ruling
        Those that are known.
    text : str
        What a person gave.

    Returns
    -------
    Ruling
        The ruling.

    Raises
    ------
    UnknownRulingError
        If none fits, or several do; the message names them.

    Examples
    --------
    >>> known = [Ruling("x/galarza-2014", "Galarza v. Szalczyk", "", PartialDate("2014-03-04"))]
    >>> find_ruling(known, "galarza").id
    'galarza-2014'
    """
    known = list(rulings)
    wanted = text.strip().lower()
    for ruling in known:
        if wanted in {ruling.iri.lower(), ruling.id.lower(), ruling.name.lower()}:
            return ruling
    fits = [ruling for ruling in known if wanted and wanted in ruling.name.lower()]
    if len(fits) == 1:
        return fits[0]
    if fits:
        choices = "; ".join(f"{ruling.id} ({ruling.name}, {ruling.decided})" for ruling in fits)
        raise UnknownRulingError(f"{text!r} fits several rulings: {choices}.", hint="Give the id.")
    close = get_close_matches(wanted, [ruling.id for ruling in known], n=3, cutoff=0.8)
    hint = (
        f"Did you mean {' or '.join(close)}?"
        if close
        else "See `policygraph query rulings` for all of them."
    )
    raise UnknownRulingError(f"No ruling {text!r} is in the graph.", hint=hint)
