"""The valid and invalid graphs of the rules' tests, as material for made-up graphs."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from bench.engines.model import complete, keep_once, type_all

from policygraph.dates import PartialDate
from policygraph.graph import Facts
from policygraph.namespaces import PG
from policygraph.sources.bounds import BEGINNINGS, ENDS, add_bounds

FOLDER: Final = Path(__file__).parents[2] / "tests" / "shapes" / "gaps"
EXAMPLE: Final = "https://example.org/"
_DATES: Final = frozenset({"asOf", "statedOn", *BEGINNINGS, *ENDS})
_BOUNDS: Final = frozenset(
    f"{PG}{word}{end}" for word in ("speaks", "begins", "ends") for end in ("From", "Until")
)
_CLAIM: Final = ox.NamedNode(f"{PG}PolicyClaim")


@dataclass(frozen=True, slots=True)
class Fixture:
    """A small graph in which a rule finds something, or nothing.

    Parameters
    ----------
    rule : str
        The rule that it tests.
    faulty : bool
        Whether that rule finds something in it.
    triples : frozenset of pyoxigraph.Triple
        What it states.
    """

    rule: str
    faulty: bool
    triples: frozenset[ox.Triple]


@cache
def read_fixtures() -> tuple[Fixture, ...]:
    """Read all fixtures, in the order of their rules and files."""
    found = []
    for path in sorted(FOLDER.glob("*/*.ttl")):
        triples = {
            ox.Triple(quad.subject, quad.predicate, quad.object)
            for quad in ox.parse(path.read_bytes(), ox.RdfFormat.TURTLE)
        }
        type_all(triples)
        _date_claims(triples)
        complete(triples)
        keep_once(triples)
        rule = path.parent.name
        found.append(Fixture(rule, path.name.startswith("invalid"), frozenset(triples)))
    return tuple(found)


def put_bounds(triples: set[ox.Triple]) -> None:
    """State the day bounds of claims anew, from their dates."""
    drop_bounds(triples)
    facts = Facts()
    for triple in triples:
        name = triple.predicate.value.removeprefix(PG)
        if name in _DATES and isinstance(triple.object, ox.Literal):
            assert isinstance(triple.subject, ox.NamedNode)
            facts.add(triple.subject.value, "pg:PolicyClaim")
            facts.add(triple.subject.value, **{name: PartialDate(triple.object.value)})
    claims = {t.subject for t in triples if t.object == _CLAIM}
    add_bounds(facts)
    triples.update(t for t in facts if t.subject in claims)


def drop_bounds(triples: set[ox.Triple]) -> None:
    """Take the day bounds away."""
    triples -= {triple for triple in triples if triple.predicate.value in _BOUNDS}


def _date_claims(triples: set[ox.Triple]) -> None:
    """Give dates to claims of which a fixture states the bounds only."""
    bounds: dict[ox.NamedNode, dict[str, date]] = {}
    dated: dict[ox.NamedNode, set[str]] = {}
    for triple in triples:
        name = triple.predicate.value.removeprefix(PG)
        assert isinstance(triple.subject, ox.NamedNode)
        if triple.predicate.value in _BOUNDS and isinstance(triple.object, ox.Literal):
            found = date.fromisoformat(triple.object.value)
            bounds.setdefault(triple.subject, {})[name] = found
        elif name in _DATES:
            dated.setdefault(triple.subject, set()).add(name)
    facts = Facts()
    for claim, limits in bounds.items():
        has = dated.get(claim, set())
        spans = {
            word: _span(limits, word) for word in ("begins", "ends", "speaks") if _has(limits, word)
        }
        if "begins" in spans and not has & {*BEGINNINGS}:
            facts.add(claim.value, enactedOn=spans["begins"])
        if "ends" in spans and not has & {*ENDS}:
            facts.add(claim.value, endedOn=spans["ends"])
        if "speaks" in spans and not has & {"asOf", "statedOn"}:
            name = "asOf" if spans["speaks"] != spans.get("begins") else "statedOn"
            facts.add(claim.value, **{name: spans["speaks"]})
    triples.update(facts)
    drop_bounds(triples)


def _has(found: dict[str, date], word: str) -> bool:
    return f"{word}From" in found or f"{word}Until" in found


def _span(found: dict[str, date], word: str) -> PartialDate:
    """Find the date that means just these days; the first of them where there is none."""
    first = found.get(f"{word}From") or found[f"{word}Until"]
    last = found.get(f"{word}Until") or first
    if first.day == 1 and last == last.replace(day=monthrange(last.year, last.month)[1]):
        if (first.year, first.month) == (last.year, last.month):
            return PartialDate(first.isoformat()[:7])
        if (first.year, first.month, last.month) == (last.year, 1, 12):
            return PartialDate(str(first.year))
    return PartialDate(first.isoformat())
