"""Every source of a graph with its terms, its extent and the checksums of its tables."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from policygraph.queries import find_query, run
from policygraph.store import Store

#: What a table for people shows, and what every other form holds.
SHORT: Final = (
    "id", "origin", "issued", "retrieved", "claims", "triples", "terms", "coverage", "checksum",
)  # fmt: skip
COLUMNS: Final = (
    "id", "origin", "title", "publisher", "issued", "retrieved", "licence", "rights", "coverage",
    "claims", "triples", "tables", "checksums", "page",
)  # fmt: skip

NOT_STATED: Final = "not stated"
#: How much of a moment is its day: PAV wants a time too, which nobody noted.
_DAY: Final = len("2026-11-24")


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A source as the catalogue has it.

    Parameters
    ----------
    id, title, description, publisher, issued, licence, rights, coverage, page : str
        As stated; empty where not.
    retrieved : str
        The day on which its tables were fetched, as stated; empty where not.
    claims : int or None
        How many claims it makes; None where they were not counted.
    triples : int or None
        How many triples it is, as stated.
    tables : tuple of (str, str)
        The tables that it was made from, with their SHA-256.
    origin : str
        Where it comes from: shipped, workspace or endpoint.
    """

    id: str
    title: str
    description: str
    publisher: str
    issued: str
    retrieved: str
    licence: str
    rights: str
    coverage: str
    page: str
    claims: int | None
    triples: int | None
    tables: tuple[tuple[str, str], ...]
    origin: str

    def as_row(self) -> tuple[str | int | None, ...]:
        """Return the cells of :data:`COLUMNS`."""
        return (
            self.id, self.origin, self.title, self.publisher, self.issued, self.retrieved,
            self.licence, self.rights, self.coverage, self.claims, self.triples,
            "; ".join(name for name, _ in self.tables),
            "; ".join(checksum for _, checksum in self.tables), self.page,
        )  # fmt: skip

    def as_short_row(self) -> tuple[str | int | None, ...]:
        """Return the cells of :data:`SHORT`."""
        checksum = " ".join(checksum[:12] for _, checksum in self.tables)
        terms = self.licence or self.rights
        return (
            self.id, self.origin, self.issued, self.retrieved or NOT_STATED, self.claims,
            self.triples, terms, self.coverage, checksum,
        )  # fmt: skip

    def as_data(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return {
            "id": self.id,
            "origin": self.origin,
            "title": self.title,
            "description": self.description,
            "publisher": self.publisher,
            "issued": self.issued or None,
            "retrieved": self.retrieved or None,
            "licence": self.licence or None,
            "rights": self.rights or None,
            "coverage": self.coverage or None,
            "page": self.page or None,
            "claims": self.claims,
            "triples": self.triples,
            "tables": [{"name": name, "sha256": checksum} for name, checksum in self.tables],
        }


def read_sources(
    store: Store, own: Collection[str] = (), origin: str = "shipped", *, is_counted: bool = True
) -> tuple[SourceRecord, ...]:
    """Read the catalogue of a graph.

    Parameters
    ----------
    store : Store
        The graph.
    own : collection of str, optional
        Ids of the sources that come from a workspace.
    origin : str, optional
        Where the others come from.
    is_counted : bool, optional
        Whether the claims of each are counted, for which each graph must be loaded by itself.

    Returns
    -------
    tuple of SourceRecord
        The shipped sources first, each group in the order of ids.

    Raises
    ------
    StoreError
        If the graph cannot be read.
    """
    counted = run(find_query("claim_counts"), store).records() if is_counted else []
    counts = {row["source"]: int(row["claims"] or 0) for row in counted}
    rows: dict[str, dict[str, str | None]] = {}
    tables: dict[str, set[tuple[str, str]]] = {}
    for row in run(find_query("datasets"), store).records():
        iri = row["source"] or ""
        rows.setdefault(iri, row)
        held = tables.setdefault(iri, set())
        if row["table"]:
            held.add((row["table"], row["checksum"] or ""))
    found = []
    for iri, row in rows.items():
        text = {name: value or "" for name, value in row.items()}
        found.append(
            SourceRecord(
                id=text["id"],
                title=text["title"],
                description=text["description"],
                publisher=text["publisher"],
                issued=text["issued"],
                retrieved=text["retrieved"][:_DAY],
                licence=text["licence"],
                rights=text["rights"],
                coverage=text["coverage"],
                page=text["page"],
                claims=counts.get(iri, 0) if is_counted else None,
                triples=int(text["triples"]) if text["triples"] else None,
                tables=tuple(sorted(tables[iri])),
                origin="workspace" if text["id"] in own else origin,
            )
        )
    return tuple(sorted(found, key=lambda one: (one.origin == "workspace", one.id)))
