"""Chance changes of a graph, within what the model allows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Final

import pyoxigraph as ox
from bench.engines.model import PLACES, read_model, scheme_of

from policygraph.dates import PartialDate
from policygraph.graph import LABEL, TYPE, text
from policygraph.namespaces import DCTERMS, PG, XSD

Triples = set[ox.Triple]
_TYPE: Final = ox.NamedNode(TYPE)
_ISSUED: Final = f"{DCTERMS}issued"
#: Dates that are always known to the day.
_WHOLE: Final = frozenset({_ISSUED})
_LAST: Final = date(2026, 11, 24)  # the day as of which rules about the graph are read
_DATE_TYPES: Final = frozenset({f"{XSD}date", f"{XSD}gYearMonth", f"{XSD}gYear"})
#: Which kinds of things may be taken out, doubled or made one.
_KINDS: Final = (
    *("Listing", "ListingEvent", "PolicyClaim", "StatedAbsence", "CoverageStatement"),
    *("AgreementObservation", "RulingClaim", "FundingObservation", "Policy"),
)
_JOINED: Final = (*_KINDS, "ReportPart", "Report", "HoldCriterion", *PLACES)
_NAMES: Final = frozenset(
    {LABEL, f"{PG}nameAsPublished", f"{PG}stateAsPublished", f"{PG}headingAsPublished"}
)
_HEADINGS: Final = ("Counties", "Cities", "States", "Parishes", "Towns", "Municipalities", "")
#: Properties of which a thing may have several values; joined at random to like things.
_LINKS: Final = (
    *("isConsolidatedWith", "appliesIn", "mayListJurisdiction", "hasCondition", "citesDocument"),
    *("replacesPolicy", "takesCustodyFor", "isCarriedOutBy", "servesJurisdiction", "hasParty"),
    *("binds", "citesRuling", "reverses", "supersedes", "statesAuthority", "statesInstrument"),
    *("derivesFromListing", "followsReport", "isWithin", "listsJurisdiction", "attributesTo"),
    *("coversScope", "statesHoldCriterion", "hasCorrectionReason"),
)


def mutate(triples: Triples, chance: Random, times: int) -> None:
    """Change a graph a number of times.

    Parameters
    ----------
    triples : set of pyoxigraph.Triple
        The graph; it is changed.
    chance : random.Random
        Decides.
    times : int
        How often.
    """
    for _ in range(times):
        chance.choices([way for way, _ in _WAYS], [weight for _, weight in _WAYS])[0](
            triples, chance
        )


def pick(found: list[ox.Triple], chance: Random) -> ox.Triple | None:
    """Choose one of some triples, in an order that does not hang on the run."""
    return chance.choice(sorted(found, key=str)) if found else None


def _replace(triples: Triples, old: ox.Triple, value: ox.NamedNode | ox.Literal) -> None:
    triples.discard(old)
    triples.add(ox.Triple(old.subject, old.predicate, value))


def _drop(triples: Triples, chance: Random) -> None:
    must = read_model().must
    loose = [t for t in triples if t.predicate.value not in must]
    triple = pick(loose, chance)
    if triple:
        triples.discard(triple)


def things(triples: Triples, kinds: tuple[str, ...]) -> list[tuple[ox.NamedNode, str]]:
    """Name the things of some kinds, in order."""
    wanted = {PG + kind: kind for kind in kinds}
    return sorted(
        (
            (t.subject, wanted[t.object.value])
            for t in triples
            if t.predicate == _TYPE
            and isinstance(t.object, ox.NamedNode)
            and isinstance(t.subject, ox.NamedNode)
            and t.object.value in wanted
        ),
        key=lambda pair: (pair[0].value, pair[1]),
    )


def _take_out(triples: Triples, chance: Random) -> None:
    found = things(triples, _KINDS)
    if found:
        thing, _ = chance.choice(found)
        triples -= {t for t in triples if thing in {t.subject, t.object}}


def _double(triples: Triples, chance: Random) -> None:
    found = things(triples, _KINDS)
    if found:
        thing, _ = chance.choice(found)
        twin = ox.NamedNode(f"{thing.value}-{chance.randrange(1000)}")
        once = read_model().once
        triples |= {
            ox.Triple(twin, t.predicate, t.object) for t in triples if t.subject == thing
        } | {
            ox.Triple(t.subject, t.predicate, twin)
            for t in triples
            if t.object == thing and t.predicate.value not in once
        }


def rename(triples: Triples, old: ox.NamedNode, new: ox.NamedNode) -> None:
    """Give a thing the name of another."""
    for triple in [t for t in triples if old in {t.subject, t.object}]:
        triples.discard(triple)
        triples.add(
            ox.Triple(
                new if triple.subject == old else triple.subject,
                triple.predicate,
                new if triple.object == old else triple.object,
            )
        )


def make_one(triples: Triples, chance: Random, kinds: tuple[str, ...] = _JOINED) -> None:
    """Make two things of one kind the same."""
    found = things(triples, kinds)
    if not found:
        return
    one, kind = chance.choice(found)
    others = [thing for thing, other in found if other == kind and thing != one]
    if others:
        rename(triples, chance.choice(others), one)


def _swap_concept(triples: Triples, chance: Random) -> None:
    triple = pick([t for t in triples if scheme_of(t.object)], chance)  # type: ignore[arg-type]
    if triple:
        _replace(triples, triple, ox.NamedNode(chance.choice(scheme_of(triple.object))))  # type: ignore[arg-type]


def _swap_object(triples: Triples, chance: Random) -> None:
    loose = [t for t in triples if isinstance(t.object, ox.NamedNode) and t.predicate.value != TYPE]
    triple = pick(loose, chance)
    if triple:
        like = {t.object.value for t in loose if t.predicate == triple.predicate}  # type: ignore[union-attr]
        _replace(triples, triple, ox.NamedNode(chance.choice(sorted(like))))


def _retype(triples: Triples, chance: Random) -> None:
    found = things(triples, PLACES)
    if found:
        place, kind = chance.choice(found)
        triples.discard(ox.Triple(place, _TYPE, ox.NamedNode(PG + kind)))
        triples.add(ox.Triple(place, _TYPE, ox.NamedNode(PG + chance.choice(PLACES))))


def _shift_date(triples: Triples, chance: Random) -> None:
    dated = [
        t
        for t in triples
        if isinstance(t.object, ox.Literal) and t.object.datatype.value in _DATE_TYPES
    ]
    triple = pick(
        [t for t in dated if chance.random() < 0.9 or t.predicate.value != _ISSUED], chance
    )
    if triple:
        days = sorted(_near(dated))
        day = chance.choice(days) + timedelta(chance.choice((0, 0, 0, -1, 1, -31, 31)))
        length = 10 if triple.predicate.value in _WHOLE else chance.choice((10, 10, 10, 7, 4))
        moment = PartialDate(day.isoformat()[:length])
        _replace(triples, triple, ox.Literal(moment.text, datatype=ox.NamedNode(moment.datatype)))


def _near(dated: list[ox.Triple]) -> set[date]:
    """Name the days on which rules turn: those of lists and of claims, and two years off."""
    days = {_LAST, _years_before(_LAST)}
    for triple in dated:
        assert isinstance(triple.object, ox.Literal)
        moment = PartialDate(triple.object.value)
        days |= {moment.earliest, moment.latest}
        if triple.predicate.value == _ISSUED:
            days |= {_years_before(moment.earliest), date(2016, 2, 29)}
    return days


def _years_before(day: date) -> date:
    return day.replace(year=day.year - 2, day=min(day.day, 28) if day.month == 2 else day.day)


def _misspell(triples: Triples, chance: Random) -> None:
    triple = pick([t for t in triples if t.predicate.value in _NAMES], chance)
    if triple is None or not isinstance(triple.object, ox.Literal):
        return
    name = triple.object.value
    at = chance.randrange(len(name)) if name else 0
    other = chance.choice(
        (
            name[:at] + name[at + 1 :],
            name[:at] + chance.choice("aeiouñé -.’") + name[at:],
            name.upper(),
            name.replace(" ", "", 1),
            f"{name} County",
            f"City of {name}",
            name.removesuffix(" County"),
            name[:1],
            f"Saint {name}",
            chance.choice(_HEADINGS),
        )
    )
    if triple.predicate.value == LABEL and not other:
        return
    _replace(triples, triple, text(other, triple.object.language))


def _count(triples: Triples, chance: Random) -> None:
    triple = pick([t for t in triples if t.predicate.value == f"{PG}statedCount"], chance)
    if triple:
        number = ox.Literal(str(chance.randrange(4)), datatype=ox.NamedNode(f"{XSD}integer"))
        _replace(triples, triple, number)


def _link(triples: Triples, chance: Random) -> None:
    """State of one thing what is stated of its like."""
    found = [t for t in triples if t.predicate.value.removeprefix(PG) in _LINKS]
    triple = pick(found, chance)
    if triple is None:
        return
    kinds = {t.object for t in triples if t.subject == triple.subject and t.predicate == _TYPE}
    like = sorted(
        {t.subject.value for t in triples if t.predicate == _TYPE and t.object in kinds}  # type: ignore[union-attr]
    )
    others = sorted({t.object.value for t in found if t.predicate == triple.predicate})  # type: ignore[union-attr]
    if like:
        subject = ox.NamedNode(chance.choice(like))
        if triple.predicate.value in read_model().once:
            triples -= {
                t for t in triples if t.subject == subject and t.predicate == triple.predicate
            }
        triples.add(ox.Triple(subject, triple.predicate, ox.NamedNode(chance.choice(others))))


_WAYS: Final[tuple[tuple[Callable[[Triples, Random], None], int], ...]] = (
    (_drop, 3),
    (_take_out, 2),
    (_double, 3),
    (make_one, 2),
    (_swap_concept, 3),
    (_swap_object, 3),
    (_retype, 1),
    (_shift_date, 5),
    (_misspell, 2),
    (_count, 1),
    (_link, 4),
)
