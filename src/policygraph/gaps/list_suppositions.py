"""Suppositions about a list: what it names, how far it is known, and what its places ask for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from policygraph.gaps.findings import Basis, Verdict
from policygraph.gaps.judge import Decision, Judge
from policygraph.gaps.records import Citation, Columns, Coverage
from policygraph.gaps.suppositions import (
    SUPPOSED,
    WARRANTS,
    Supposition,
    choose_claims,
    name_some,
    say_source,
    sharpen,
    with_policy,
)
from policygraph.gaps.views import describe
from policygraph.policies import Likeness
from policygraph.policies.criteria import OPEN_TERM


def suppose_list(judge: Judge, place: str, found: Decision) -> Iterator[Supposition]:
    """List what could be otherwise about the list by which a place was judged.

    Parameters
    ----------
    judge : Judge
        Who decided.
    place : str
        The place's IRI.
    found : Decision
        What was decided: omitted, or cannot tell.

    Yields
    ------
    Supposition
        Each that bears on the decision.
    """
    if found.view is not None:
        yield from _suppose_listed(judge, found)
    yield from _suppose_absence(judge, place, found.outcome.verdict is Verdict.OMITTED)
    yield from _suppose_name(judge, place)


def _suppose_listed(judge: Judge, found: Decision) -> Iterator[Supposition]:
    """Settle what is open about listed policies: whose warrant is meant, or whose claim holds."""
    columns = judge.columns
    near = [c for c in found.compared if c.likeness in (Likeness.UNDECIDED, Likeness.AS_WRITTEN)]
    warrants = [
        c for c in near for known in c.peer.criterion.criteria if OPEN_TERM in known.conditions
    ]
    if warrants:
        names = name_some(str(columns.places[c.place]) for c in warrants)
        listed = frozenset(view.policy.iri for _, view in judge.table.peers)
        for meaning, words in WARRANTS.items():

            def read_as(now: Columns, meaning: str = meaning) -> Columns:
                return with_policy(
                    now, *(sharpen(now.policies[iri], OPEN_TERM, meaning) for iri in listed)
                )

            said = words.format(f"listed {names}")
            if len({c.place for c in warrants}) > 1:
                said = said.replace("asks for", "ask for")
            yield Supposition("listed warrant", said, read_as, relists=True)
    shown = sorted(found.outcome.open_peers)
    for comparison in near:
        peer = comparison.peer
        if comparison.place not in shown or not peer.criterion.conflicting:
            continue
        told = {claim.criterion: claim for claim in peer.criterion.conflicting}
        for criterion, claim in told.items():
            if criterion is not None:
                words = (
                    f"of the sources that conflict on listed {columns.places[comparison.place]},"
                    f" {say_source(columns, claim)} is right (“{describe(criterion, columns)}”)"
                )
                change = choose_claims(peer.policy.iri, criterion)
                yield Supposition(f"listed {peer.policy.iri}", words, change, relists=True)


def _suppose_absence(judge: Judge, place: str, omitted: bool) -> Iterator[Supposition]:
    known, part = judge.columns.places[place], judge.listed.part.iri
    absence = judge.listed.read_absence(place)

    def cover(columns: Columns) -> Columns:
        claim = f"{SUPPOSED}coverage"
        return replace(
            columns,
            coverage=(*columns.coverage, Coverage(claim, part, known.state_iri, "complete", None)),
            citations={
                **columns.citations,
                claim: Citation("", "", "verbatim", (), "CoverageStatement"),
            },
        )

    def unstate(columns: Columns) -> Columns:
        return replace(
            columns, absences={k: v for k, v in columns.absences.items() if k != (place, part)}
        )

    def uncover(columns: Columns) -> Columns:
        return replace(
            columns, coverage=tuple(item for item in columns.coverage if item.part != part)
        )

    if absence.basis is Basis.NONE:
        words = (
            f"{known} is known to be absent (a source says so, or the list is known whole for"
            f" {known.state_name})"
        )
        yield Supposition("absence", words, cover)
    if omitted and absence.basis is Basis.STATED:
        yield Supposition("stated", f"nobody can say that {known} is absent", unstate)
    if omitted and any(
        judge.listed.is_closed(item) and item.scope in {None, place, known.state_iri}
        for item in judge.columns.coverage
        if item.part == part
    ):
        words = f"the list is not known whole for {known.state_name} after all"
        yield Supposition("covered", words, uncover)


def _suppose_name(judge: Judge, place: str) -> Iterator[Supposition]:
    """Let an uncertain name mean the place, or not."""
    uncertain, known = judge.listed.find_uncertain(place), judge.columns.places[place]
    if uncertain is None:
        return
    part = judge.listed.part.iri

    def exclude(columns: Columns) -> Columns:
        return replace(
            columns,
            listings=tuple(
                replace(item, candidates=tuple(c for c in item.candidates if c != place))
                if item.part == part
                else item
                for item in columns.listings
            ),
        )

    def include(columns: Columns) -> Columns:
        return replace(
            columns,
            listings=tuple(
                replace(item, place=place, candidates=()) if item.iri == uncertain.iri else item
                for item in columns.listings
            ),
        )

    name = f"the listed name “{uncertain.name}”"
    yield Supposition("name", f"{name} does not mean {known}", exclude)
    yield Supposition("name", f"{name} means {known}", include)
