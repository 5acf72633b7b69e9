"""Suppositions: what could be otherwise about a place's policy.

A supposition changes a few records of the graph and says in words what that means. Whether it
changes a verdict is found by judging again: :mod:`policygraph.gaps.counterfactual`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from policygraph.dates import PartialDate
from policygraph.gaps.findings import Verdict
from policygraph.gaps.judge import Decision, Judge
from policygraph.gaps.records import Columns
from policygraph.gaps.views import PolicyView, describe
from policygraph.policies import Criterion, Policy, PolicyClaim, Status
from policygraph.policies.criteria import OPEN_TERM

#: Claims and policies that nobody made: no IRI of the graph is like these.
SUPPOSED: Final = "urn:supposed:"

WARRANTS: Final = {
    "judicial-warrant-or-order": "the warrant that {} asks for is a judge's",
    "ice-administrative-warrant": "an ICE officer's warrant is enough for {}",
}


@dataclass(frozen=True, slots=True)
class Supposition:
    """A fact that could be otherwise.

    Parameters
    ----------
    about : str
        What it is about: two suppositions about one thing exclude each other.
    words : str
        What is supposed, as it follows upon "if".
    change : callable
        Changes the graph.
    policies : frozenset of str
        The policies that it changes, of places that the list does not name.
    relists : bool
        Whether it changes what the list names, or a policy of a place that it names.
    """

    about: str
    words: str
    change: Callable[[Columns], Columns]
    policies: frozenset[str] = frozenset()
    relists: bool = False


def name_some(names: Iterable[str], limit: int = 3) -> str:
    """Name a few and count the rest.

    Examples
    --------
    >>> name_some(["B", "A", "D", "C"])
    'A, B, C and 1 more'
    """
    known = sorted(set(names))
    rest = len(known) - limit
    return ", ".join(known[:limit]) + (f" and {rest} more" if rest > 0 else "")


_HONOURS_ALL: Final = Criterion("any-of", frozenset({"honours-all"}))


def suppose_policy(judge: Judge, place: str, found: Decision) -> Iterator[Supposition]:
    """List what could be otherwise about the policy by which a place was judged.

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
        Each that bears on the decision; none where no policy is known.
    """
    view, omitted = found.view, found.outcome.verdict is Verdict.OMITTED
    if view is None:
        return
    yield from _suppose_force(judge, view, omitted)
    yield from _suppose_terms(judge, place, view)
    yield from _suppose_claims(judge, place, view)
    yield from _suppose_later(judge, view)
    if omitted:
        yield _give(view.policy, "it honours every detainer", _HONOURS_ALL)


def with_policy(columns: Columns, *policies: Policy) -> Columns:
    """Put policies in the place of those of their IRIs."""
    return replace(columns, policies={**columns.policies, **{p.iri: p for p in policies}})


def _reclaim(
    policy: str, change: Callable[[Policy], tuple[PolicyClaim, ...]]
) -> Callable[[Columns], Columns]:
    """Make a change of one policy's claims."""

    def apply(columns: Columns) -> Columns:
        now = columns.policies[policy]
        return with_policy(columns, replace(now, claims=change(now)))

    return apply


def _give(policy: Policy, words: str, criterion: Criterion) -> Supposition:
    """Suppose that every claim that states a criterion states this one."""
    change = _reclaim(
        policy.iri,
        lambda now: tuple(
            replace(claim, criterion=criterion) if claim.criterion else claim
            for claim in now.claims
        ),
    )
    return Supposition("criterion", words, change, frozenset({policy.iri}))


def _suppose_force(judge: Judge, view: PolicyView, omitted: bool) -> Iterator[Supposition]:
    policy, day, standing = view.policy.iri, judge.day, view.standing
    settled = standing.status is Status.IN_FORCE and standing.fresh
    heirs = frozenset(p.iri for p in judge.columns.policies.values() if policy in p.replaces)

    def confirm(columns: Columns) -> Columns:
        mine = columns.policies[policy]
        word = PolicyClaim(f"{SUPPOSED}confirmed", policy, as_of=PartialDate(day.isoformat()))
        kept = tuple(replace(claim, ends=None) for claim in mine.claims)
        apart = [columns.policies[iri] for iri in heirs]
        return with_policy(
            columns,
            replace(mine, claims=(*kept, word)),
            *(replace(p, replaces=tuple(r for r in p.replaces if r != policy)) for p in apart),
        )

    def end(now: Policy) -> tuple[PolicyClaim, ...]:
        word = PolicyClaim(f"{SUPPOSED}ended", policy, ends=PartialDate(day.isoformat()))
        return (*now.claims, word)

    if not settled:
        words = f"a source confirms that its policy stood on {day.isoformat()}"
        yield Supposition("force", words, confirm, frozenset({policy}) | heirs)
    if omitted or not settled:
        words = f"a source shows that its policy had ended by {day.isoformat()}"
        yield Supposition("force", words, _reclaim(policy, end), frozenset({policy}))


def sharpen(policy: Policy, term: str, meaning: str) -> Policy:
    """Put one of its meanings in the place of an open term."""

    def read(criterion: Criterion | None) -> Criterion | None:
        if criterion is None or term not in criterion.conditions:
            return criterion
        return replace(criterion, conditions=criterion.conditions - {term} | {meaning})

    return replace(
        policy,
        claims=tuple(replace(claim, criterion=read(claim.criterion)) for claim in policy.claims),
    )


def _read_as(policy: str, term: str, meaning: str) -> Callable[[Columns], Columns]:
    return _reclaim(policy, lambda now: sharpen(now, term, meaning).claims)


def _suppose_terms(judge: Judge, place: str, view: PolicyView) -> Iterator[Supposition]:
    """Read each open term of the place's criterion in each of its meanings."""
    scheme, name = judge.columns.scheme, str(judge.columns.places[place])
    terms = {t for criterion in view.criterion.criteria for t in criterion.conditions}
    for term in sorted(terms):
        for meaning in scheme.meanings(term):
            if meaning == term:
                continue
            words = f"{name} means “{scheme.labels[meaning]}” by “{scheme.labels[term]}”"
            if term == OPEN_TERM:
                words = WARRANTS[meaning].format(name)
            change = _read_as(view.policy.iri, term, meaning)
            yield Supposition(f"term {term}", words, change, frozenset({view.policy.iri}))


def say_source(columns: Columns, claim: PolicyClaim) -> str:
    """Say who made a claim, and of when it speaks."""
    citation = columns.citations.get(claim.iri)
    named = citation.documents[0].publisher if citation and citation.documents else "a source"
    return f"{named} ({claim.moment})" if claim.moment else named


def choose_claims(policy: str, criterion: Criterion) -> Callable[[Columns], Columns]:
    """Make a change that keeps, of claims that state a criterion, those that state this one."""
    return _reclaim(
        policy, lambda now: tuple(c for c in now.claims if c.criterion in (None, criterion))
    )


def _suppose_claims(judge: Judge, place: str, view: PolicyView) -> Iterator[Supposition]:
    """Hold each of several conflicting claims on the criterion to be right."""
    claims = (*view.criterion.claims, *view.criterion.conflicting)
    if not view.criterion.conflicting and len(view.criterion.criteria) < 2:
        return
    told: dict[Criterion, PolicyClaim] = {}
    for claim in claims:
        if claim.criterion:
            told[claim.criterion] = claim
    for criterion, claim in told.items():
        words = (
            f"of the sources that conflict on {judge.columns.places[place]},"
            f" {say_source(judge.columns, claim)} is right"
            f" (“{describe(criterion, judge.columns)}”)"
        )
        change = choose_claims(view.policy.iri, criterion)
        yield Supposition("claims", words, change, frozenset({view.policy.iri}))


def _suppose_later(judge: Judge, view: PolicyView) -> Iterator[Supposition]:
    """Suppose that what is said of a later time held on the day."""
    if view.criterion.criteria:
        return
    for claim in view.criterion.later:
        if claim.criterion is None:
            continue
        told = describe(claim.criterion, judge.columns)
        words = f"its hold criterion of {claim.moment or 'a later day'} (“{told}”) held already"
        yield Supposition(
            "criterion", words, state(view.policy.iri, claim.criterion, judge.day),
            frozenset({view.policy.iri}),
        )  # fmt: skip


def state(policy: str, criterion: Criterion, day: date) -> Callable[[Columns], Columns]:
    """Make a change by which somebody states a criterion on a day, and no more."""
    return _reclaim(
        policy,
        lambda now: (
            *now.claims,
            PolicyClaim(
                f"{SUPPOSED}criterion",
                policy,
                stated=PartialDate(day.isoformat()),
                criterion=criterion,
            ),
        ),
    )
