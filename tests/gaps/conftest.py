"""The bundled graph with something changed in it, judged again."""

from __future__ import annotations

from datetime import date
from typing import Protocol

import pyoxigraph as ox
import pytest

from policygraph.gaps import (
    Columns,
    Finding,
    OmissionReport,
    find_omissions,
    find_part,
    read_columns,
)
from policygraph.namespaces import AGENCY, CLAIM, LISTING, POLICY, PREFIXES
from policygraph.places import find_place
from policygraph.store import LocalStore, Store
from policygraph.store.table import Results

FIRST = "us_ice_ddor_2017w1"

#: What every claim of a change needs besides what it says.
CITED = """
    pg:citesDocument document:startribune-2017-03-20 ; pg:locator "changed" ;
    pg:hasConfidence conf:quoted ; pg:summary "Changed."@en"""


class _Changed(Store):
    def __init__(self, quads: list[ox.Quad]) -> None:
        self.store = ox.Store()
        self.store.bulk_extend(quads)

    def results(self, query: str) -> Results:
        return self.store.query(query, prefixes=PREFIXES)


class Change(Protocol):
    """Applies SPARQL updates to the bundled graph and pulls its columns."""

    def __call__(self, *updates: str) -> Columns: ...


class Judge(Protocol):
    """Judges one place by columns; None if the part names it."""

    def __call__(
        self, columns: Columns, place: str, part: str = "section-3", day: str | None = None
    ) -> Finding | None: ...


@pytest.fixture(scope="session")
def columns(shipped: LocalStore) -> Columns:
    return read_columns(shipped)


@pytest.fixture(scope="session")
def report(columns: Columns) -> OmissionReport:
    return find_omissions(columns, find_part(columns, FIRST))


@pytest.fixture(scope="session")
def findings(report: OmissionReport) -> dict[str, Finding]:
    return {finding.place.geoid: finding for finding in report.findings}


@pytest.fixture(scope="session")
def change(shipped: LocalStore) -> Change:
    triples = shipped.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    quads = [ox.Quad(t.subject, t.predicate, t.object) for t in triples]
    names = {
        **PREFIXES,
        "policy": f"{POLICY}us/county/",
        "listing": f"{LISTING}{FIRST}/",
        "claim": CLAIM,
        "agency": AGENCY,
    }
    head = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in names.items())

    def apply(*updates: str) -> Columns:
        changed = _Changed(quads)
        for update in updates:
            before = len(changed.store)
            content = set(changed.store) if "DELETE" in update and "INSERT" in update else None
            changed.store.update(head + update.replace("CITED", CITED))
            same = set(changed.store) == content if content else len(changed.store) == before
            assert not same, f"This changes nothing: {update}"
        return read_columns(changed)

    return apply


@pytest.fixture(scope="session")
def judge() -> Judge:
    def find(
        columns: Columns, place: str, part: str = "section-3", day: str | None = None
    ) -> Finding | None:
        found = find_omissions(
            columns,
            find_part(columns, FIRST, part),
            date.fromisoformat(day) if day else None,
            place=find_place(columns.places.values(), place),
        )
        return found.findings[0] if found.findings else None

    return find
