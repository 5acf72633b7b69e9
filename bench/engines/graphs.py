"""Small graphs made of the rules' fixtures, mixed and changed by chance.

Each is for four rules: it takes a graph in which each of them finds something, often one in which
it finds nothing, and sometimes others. Each fixture gets names of its own, some of their things
become the same (a policy of one, listed in another), and then chance changes what rules look at.
Every fifth has a made-up graph of the older benchmark in it. The same seed always gives the same
graph, and each obeys the model's cardinalities, so that what an engine may rely on is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Final

import pyoxigraph as ox
from bench.engines.fixtures import EXAMPLE, Fixture, drop_bounds, put_bounds, read_fixtures
from bench.engines.model import PLACES, complete, keep_once
from bench.engines.mutate import make_one, mutate, rename, things
from bench.graphs import make_graph as make_omissions

from policygraph.graph import Facts, serialise, text
from policygraph.namespaces import PG

#: Which things of different fixtures may become the same before anything else is changed.
_SHARED: Final = ("ReportPart", "Policy", "CountyEquivalent", "HoldCriterion", "Report")
#: How far apart the rules of one graph stand in their order; no two seeds in a row share one.
_STEPS: Final = (0, 6, 12, 18)
_EVERY: Final = 5
#: How many places have money, how many a policy without claims, and how many entries a state.
_SHARES: Final = ((0, 0.5, 1, 1), (0, 0, 0.2, 1), (0, 0, 0.5, 1))


def choose_rules(seed: int, rules: Sequence[str]) -> tuple[str, ...]:
    """Name the rules that a graph is for, so that each has its turn."""
    return tuple(rules[(seed + step) % len(rules)] for step in _STEPS)


def make_graph(seed: int, rules: Sequence[str]) -> bytes:
    """Make a graph.

    Parameters
    ----------
    seed : int
        Chooses the graph.
    rules : sequence of str
        All rules that are tested.

    Returns
    -------
    bytes
        Turtle; it needs the vocabularies of the ontology beside it.
    """
    return serialise(make_triples(seed, rules))


def make_triples(seed: int, rules: Sequence[str]) -> set[ox.Triple]:
    """Make the triples of a graph: see :func:`make_graph`."""
    chance = Random(seed)
    triples: set[ox.Triple] = set()
    for number, fixture in enumerate(_choose(choose_rules(seed, rules), chance)):
        triples |= _set_apart(set(fixture.triples), number, chance)
    if seed % _EVERY == 0:
        made = ox.parse(make_omissions(seed, counties=3, states=1), ox.RdfFormat.TURTLE)
        triples |= {ox.Triple(quad.subject, quad.predicate, quad.object) for quad in made}
        drop_bounds(triples)
        _drop_idle_criteria(triples)
    keep_once(triples)
    for _ in range(chance.randint(0, 3)):
        make_one(triples, chance, _SHARED)
    _settle(triples, chance)
    mutate(triples, chance, chance.choice((0, 1, 2, 4, 8, 16)))
    complete(triples)
    keep_once(triples)
    put_bounds(triples)
    return triples


def _choose(rules: Sequence[str], chance: Random) -> list[Fixture]:
    fixtures = read_fixtures()
    chosen = []
    for rule in rules:
        for faulty, share in ((True, 1.0), (False, 0.4)):
            if chance.random() < share:
                own = [one for one in fixtures if one.rule == rule and one.faulty is faulty]
                chosen.append(chance.choice(own))
    return [*chosen, *chance.sample(fixtures, chance.randint(0, 2))]


def _drop_idle_criteria(triples: set[ox.Triple]) -> None:
    """Take out criteria that no claim states: their pairs would take most of the time."""
    stated = {t.object for t in triples if t.predicate.value == f"{PG}statesHoldCriterion"}
    idle = {thing for thing, _ in things(triples, ("HoldCriterion",)) if thing not in stated}
    triples -= {t for t in triples if t.subject in idle}


def _settle(triples: set[ox.Triple], chance: Random) -> None:
    """Give some, all or none of the places a sum and a policy, and of the entries a state.

    Fixtures of one rule say nothing of what others look for, which would find it in every graph.
    """
    paid, ruled, printed = (chance.choice(shares) for shares in _SHARES)
    facts = Facts()
    for number, (place, _) in enumerate(things(triples, PLACES)):
        if chance.random() < paid:
            name = f"{EXAMPLE}sum/{number}"
            facts.add(name, "pg:FundingObservation", isReceivedBy=place.value, amountUsd=number)
        if chance.random() < ruled:
            facts.add(f"{EXAMPLE}policy/{number}", "pg:Policy", appliesIn=place.value)
    for listing, _ in things(triples, ("Listing",)):
        if chance.random() < printed:
            facts.add(listing.value, stateAsPublished=text("MN", None))
    triples.update(facts)


def _set_apart(triples: set[ox.Triple], number: int, chance: Random) -> set[ox.Triple]:
    """Give the things of a fixture names of its own; places may stay those of others."""
    apart = chance.random() < 0.6
    places = {place for place, _ in things(triples, PLACES)} if apart else set()
    named = {t.subject for t in triples} | {
        t.object for t in triples if isinstance(t.object, ox.NamedNode)
    }
    for node in sorted((n for n in named if isinstance(n, ox.NamedNode)), key=str):
        if node.value.startswith(EXAMPLE):
            local = node.value.removeprefix(EXAMPLE)
            rename(triples, node, ox.NamedNode(f"{EXAMPLE}{number}/{local}"))
        elif node in places and "/county/" in node.value:
            code = node.value[:-5] + f"{chance.randrange(60):02}{node.value[-3:]}"
            rename(triples, node, ox.NamedNode(code))
    return triples
