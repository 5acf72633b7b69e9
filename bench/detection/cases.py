"""Cases: one seeded fault each, with what must be found because of how it was made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox
from bench.detection.corpus import Corpus

from policygraph.graph import Facts
from policygraph.namespaces import PG


@dataclass(frozen=True, slots=True)
class Expect:
    """A finding by its rule and, where they are given, its part, its subject and its place."""

    rule: str
    part: str = ""
    subject: str = ""
    place: str = ""

    def fits(self, other: Expect) -> bool:
        """Tell whether a finding, given in full, is one that this describes."""
        return self.rule == other.rule and all(
            wanted in {"", found}
            for wanted, found in (
                (self.part, other.part),
                (self.subject, other.subject),
                (self.place, other.place),
            )
        )


@dataclass(slots=True)
class Case:
    """A change to the graph and what follows from it.

    ``writes`` and ``reads`` name what the case changes and what its truth rests on: two cases may
    stand in one graph if neither changes what the other reads. ``demanded`` must be found,
    ``allowed`` may be found as consequences, ``resolved`` must be found no more.
    """

    rule: str
    kind: str
    words: str = ""
    facts: Facts = field(default_factory=Facts)
    removed: set[ox.Triple] = field(default_factory=set)
    demanded: list[Expect] = field(default_factory=list)
    allowed: list[Expect] = field(default_factory=list)
    resolved: list[Expect] = field(default_factory=list)
    writes: set[str] = field(default_factory=set)
    reads: set[str] = field(default_factory=set)
    counted: list[tuple[str, str, int]] = field(default_factory=list)

    def touches(self, other: Case) -> bool:
        """Tell whether one of two cases changes what the other rests on."""
        return bool(
            self.writes & other.writes or self.writes & other.reads or self.reads & other.writes
        )


def compose(corpus: Corpus, cases: Iterable[Case]) -> str:
    """Write the update that applies cases that do not touch each other.

    A coverage statement that gives the true number of entries goes on giving it, for a source
    that counts a list counts what is in it.
    """
    removed: set[ox.Triple] = set()
    added: set[ox.Triple] = set()
    moved: dict[str, int] = {}
    for case in cases:
        removed |= case.removed
        added.update(case.facts)
        for part, place, step in case.counted:
            for coverage in corpus.counting(part, place):
                moved[coverage] = moved.get(coverage, 0) + step
    for coverage, step in moved.items():
        for triple in corpus.triples(coverage):
            if triple.predicate.value == f"{PG}statedCount" and isinstance(
                triple.object, ox.Literal
            ):
                removed.add(triple)
                number = ox.Literal(int(triple.object.value) + step)
                added.add(ox.Triple(triple.subject, triple.predicate, number))
    return " ;\n".join(
        _data(word, triples)
        for word, triples in (("DELETE", removed - added), ("INSERT", added))
        if triples
    )


def _data(word: str, triples: Iterable[ox.Triple]) -> str:
    lines = sorted(f"{triple} ." for triple in triples)
    return "\n".join([f"{word} DATA {{", *lines, "}"])
