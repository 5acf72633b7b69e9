"""Sensitivity: what changes in the findings when a weight or a threshold changes.

The weights of the secondary features are data, and the rules have two constants that work as
thresholds: for how many years a policy is presumed to continue without a word from any source, and
how closely a claim must follow its source to carry a listing, a likeness or an absence. Each is
varied alone, all else being as shipped, and every list part is judged again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass, replace
from typing import Final

from policygraph.gaps.dossier import Dossier
from policygraph.gaps.findings import Verdict
from policygraph.gaps.judge import Judge
from policygraph.gaps.listed import WEAK
from policygraph.gaps.records import Columns, Part
from policygraph.policies import FRESH_YEARS, Grade

#: By what each weight is multiplied.
FACTORS: Final = (0.0, 0.5, 2.0)
#: For how many years a policy is presumed to continue; None: for ever.
YEARS: Final = (1, 2, 3, 4, 5, None)
#: How closely a claim follows its source, from the closest.
CONFIDENCE: Final = ("verbatim", "quoted", "paraphrased", "inferred", "weak-source")


@dataclass(frozen=True, slots=True)
class Variation:
    """One thing changed.

    Parameters
    ----------
    kind : {"weight", "years", "confidence"}
        What sort of thing.
    name : str
        The feature, or what the threshold is for.
    value : str
        What it is changed to.
    columns : Columns
        The graph with that change.
    """

    kind: str
    name: str
    value: str
    columns: Columns


@dataclass(frozen=True, slots=True)
class Effect:
    """How the findings on one part differ from those on the shipped graph.

    Parameters
    ----------
    variation : Variation
        What was changed.
    part : Part
        The list part.
    places : int
        How many places were judged.
    verdicts, grades : int
        Places whose verdict, or whose grade, is another.
    rankings, nearest : int
        Places whose peers are others or in another order, and whose first peer is another.
    moves : tuple of (Verdict, Verdict, int)
        From which verdict to which, and how many places.
    """

    variation: Variation
    part: Part
    places: int
    verdicts: int
    grades: int
    rankings: int
    nearest: int
    moves: tuple[tuple[Verdict, Verdict, int], ...]


def vary(columns: Columns) -> Iterator[Variation]:
    """Change each weight and each threshold alone.

    Parameters
    ----------
    columns : Columns
        The graph as shipped.

    Yields
    ------
    Variation
        Each weight taken away, halved and doubled; all weights made equal; every other span of
        years; every other confidence.
    """
    schemes = columns.features
    for scheme in schemes:
        for factor in FACTORS:
            changed = tuple(
                replace(item, weight=item.weight * factor) if item == scheme else item
                for item in schemes
            )
            value = f"{scheme.weight * factor:g} (for {scheme.weight:g})"
            yield Variation("weight", scheme.label, value, replace(columns, features=changed))
    equal = tuple(replace(item, weight=1.0) for item in schemes)
    yield Variation("weight", "All features", "1 each", replace(columns, features=equal))
    for years in YEARS:
        if years != FRESH_YEARS:
            value = "no limit" if years is None else str(years)
            changed_years = replace(columns, fresh_years=years)
            yield Variation("years", "Years without a word", value, changed_years)
    for number, confidence in enumerate(CONFIDENCE, start=1):
        weak = frozenset(CONFIDENCE[number:])
        if weak != WEAK:
            recoded = count_as_weak(columns, weak)
            yield Variation("confidence", "Weakest claim that counts", confidence, recoded)


def count_as_weak(columns: Columns, weak: frozenset[str]) -> Columns:
    """Recode how closely claims follow their sources, so that just these are weak.

    Parameters
    ----------
    columns : Columns
        The graph.
    weak : frozenset of str
        Members of :data:`CONFIDENCE`.

    Returns
    -------
    Columns
        The same graph, in which those claims are from a weak source and all others verbatim.
    """

    def recode(confidence: str) -> str:
        return "weak-source" if confidence in weak else CONFIDENCE[0]

    return replace(
        columns,
        listings=tuple(
            replace(item, confidence=recode(item.confidence)) for item in columns.listings
        ),
        citations={
            claim: replace(citation, confidence=recode(citation.confidence))
            for claim, citation in columns.citations.items()
        },
    )


def measure(columns: Columns, parts: Iterable[Part] | None = None) -> tuple[Effect, ...]:
    """Judge every part under every variation.

    Parameters
    ----------
    columns : Columns
        The graph as shipped.
    parts : iterable of Part, optional
        Only these parts, each as published and as of its day.

    Returns
    -------
    tuple of Effect
        In the order of the variations, then of the parts.
    """
    chosen = columns.parts if parts is None else tuple(parts)
    judges = {part.iri: Judge(columns, part, part.issued) for part in chosen}
    base = {part.iri: judge_all(judges[part.iri]) for part in chosen}
    effects = []
    for variation in vary(columns):
        for part in chosen:
            judge = (
                reweigh(judges[part.iri], variation.columns)
                if variation.kind == "weight"
                else Judge(variation.columns, part, part.issued)
            )
            effects.append(_compare(variation, part, base[part.iri], judge_all(judge)))
    return tuple(effects)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is found of a place, without its proof; peers are places with policies, in order."""

    verdict: Verdict
    grade: Grade | None
    peers: tuple[tuple[str, str], ...]


def judge_all(judge: Judge) -> dict[str, Judgement]:
    """Judge every place with a policy that a part does not name, by what weighs most.

    Parameters
    ----------
    judge : Judge
        A judge of the part.

    Returns
    -------
    dict of str to Judgement
        Place to what is found.
    """
    found = {}
    for place in judge.table.by_place:
        if place not in judge.listed.by_place and place in judge.columns.places:
            first = judge.decide(place)[0]
            peers = judge.dossier.list_peers(place, first.view, first.compared, first.outcome)
            found[place] = Judgement(
                first.outcome.verdict,
                first.outcome.grade,
                tuple((peer.place.iri, peer.policy) for peer in peers),
            )
    return found


def reweigh(judge: Judge, columns: Columns) -> Judge:
    """Make a judge of the same part and day with other weights.

    Parameters
    ----------
    judge : Judge
        A judge.
    columns : Columns
        Its graph but for the weights: what was read of the policies is kept.

    Returns
    -------
    Judge
        Another judge.
    """
    other, table = copy(judge), copy(judge.table)
    table.columns = other.columns = columns
    other.table = table
    other.dossier = Dossier(judge.listed, table)
    return other


def _compare(
    variation: Variation, part: Part, before: dict[str, Judgement], after: dict[str, Judgement]
) -> Effect:
    pairs = [(before[place], after[place]) for place in before if place in after]
    moves = Counter(
        (one.verdict, other.verdict) for one, other in pairs if one.verdict is not other.verdict
    )
    order = list(Verdict)
    return Effect(
        variation,
        part,
        len(pairs),
        sum(moves.values()),
        sum(one.grade is not other.grade for one, other in pairs),
        sum(one.peers != other.peers for one, other in pairs),
        sum(one.peers[:1] != other.peers[:1] for one, other in pairs),
        tuple(
            sorted(
                ((one, other, number) for (one, other), number in moves.items()),
                key=lambda move: (order.index(move[0]), order.index(move[1])),
            )
        ),
    )
