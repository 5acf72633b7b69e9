"""Hold criteria and their likeness: when two policies are materially similar.

A criterion is a set of conditions joined by any-of or all-of. Two criteria are **exact** when they
are the same set; **close** when every condition of both falls under *no hold on a detainer alone*;
**as-written** when they are the same as worded but with a term whose meaning is open, such as "a
warrant". A condition that does not concern civil detainers at all makes no difference. Where the
open term decides, the likeness is undecided, never a match: a warrant may be a judge's or an ICE
officer's, and those are opposites here. It is undecided too where one of the two says nothing of
civil detainers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import Final

#: The condition that every alternative of two criteria must fall under for them to be close.
NO_HOLD: Final = "no-hold-on-detainer-alone"

#: The term that leaves open whose warrant is meant, and what it can mean.
OPEN_TERM: Final = "warrant-unspecified"
OPEN_MEANINGS: Final = ("judicial-warrant-or-order", "ice-administrative-warrant")


class Grade(StrEnum):
    """How alike two policies are, from the strongest ground to the weakest."""

    EXACT = "exact"
    CLOSE = "close"
    AS_WRITTEN = "as-written"
    STATED = "stated"

    @property
    def rank(self) -> int:
        """Its place among the grades, 0 for the strongest."""
        return _RANKS[self]


_RANKS: Final = {grade: rank for rank, grade in enumerate(Grade)}


class Likeness(StrEnum):
    """What a comparison of two criteria gives."""

    EXACT = "exact"
    CLOSE = "close"
    AS_WRITTEN = "as-written"
    UNDECIDED = "undecided"
    DIFFERENT = "different"

    @property
    def grade(self) -> Grade | None:
        """The grade of a likeness that makes two policies similar, else None."""
        return _GRADES.get(self)


_GRADES: Final = {
    Likeness.EXACT: Grade.EXACT,
    Likeness.CLOSE: Grade.CLOSE,
    Likeness.AS_WRITTEN: Grade.AS_WRITTEN,
}


@dataclass(frozen=True, slots=True)
class Criterion:
    """What a jail asks for before it holds somebody for ICE.

    Parameters
    ----------
    join : {"any-of", "all-of"}
        Whether one condition suffices or all are needed.
    conditions : frozenset of str
        Local names of concepts of the hold-criterion scheme.
    """

    join: str
    conditions: frozenset[str]

    def __str__(self) -> str:
        return f" {self.join.split('-')[0]}: ".join(
            ["", ", ".join(sorted(self.conditions))]
        ).strip()


@dataclass(frozen=True, slots=True)
class HoldScheme:
    """The hold-criterion scheme as the rules need it.

    Parameters
    ----------
    broader : mapping of str to str
        Concept to its broader concept.
    beside : frozenset of str
        Concepts that do not concern civil detainers.
    labels : mapping of str to str
        Concept to its preferred label.
    """

    broader: Mapping[str, str]
    beside: frozenset[str]
    labels: Mapping[str, str]

    def is_under(self, concept: str, ancestor: str) -> bool:
        """Tell whether a concept is, or is narrower than, another."""
        while concept != ancestor:
            if concept not in self.broader:
                return False
            concept = self.broader[concept]
        return True

    def meanings(self, concept: str) -> tuple[str, ...]:
        """Return the definite conditions that a concept can stand for: itself, if it is one."""
        if concept == OPEN_TERM:
            return OPEN_MEANINGS
        narrower = tuple(name for name, parent in self.broader.items() if parent == concept)
        return tuple(leaf for name in narrower for leaf in self.meanings(name)) or (concept,)

    def civil(self, criterion: Criterion) -> frozenset[str]:
        """Return the conditions that concern civil detainers."""
        return criterion.conditions - self.beside

    def is_same(self, a: Criterion, b: Criterion) -> bool:
        """Tell whether two criteria say the same of civil detainers, word for word."""
        return _same(a, b, self.civil(a), self.civil(b))

    def is_sharper(self, one: Criterion, other: Criterion) -> bool:
        """Tell whether one criterion says the same as the other, but more definitely."""
        mine, theirs = self.civil(one), self.civil(other)
        return (
            one.join == other.join
            and mine != theirs
            and bool(theirs)
            and all(any(self.is_under(a, b) for b in theirs) for a in mine)
            and all(any(self.is_under(a, b) for a in mine) for b in theirs)
        )


def _same(a: Criterion, b: Criterion, one: frozenset[str], other: frozenset[str]) -> bool:
    return one == other and (len(one) < 2 or a.join == b.join)


def _readings(scheme: HoldScheme, conditions: frozenset[str]) -> Iterator[frozenset[str]]:
    for choice in product(*(scheme.meanings(name) for name in sorted(conditions))):
        yield frozenset(choice)


def compare(a: Criterion, b: Criterion, scheme: HoldScheme) -> Likeness:
    """Compare two hold criteria.

    Parameters
    ----------
    a, b : Criterion
        The two; the order does not matter.
    scheme : HoldScheme
        The scheme of conditions.

    Returns
    -------
    Likeness
        Exact, close or as-written where the two are materially similar; undecided where an open
        or broad term could make them so; else different.

    Examples
    --------
    >>> scheme = HoldScheme(
    ...     {"judicial-warrant-or-order": NO_HOLD, "never-holds": NO_HOLD},
    ...     frozenset({"criminal-custody-basis"}), {})
    >>> judge = Criterion("any-of", frozenset({"judicial-warrant-or-order"}))
    >>> judge_or_crime = Criterion(
    ...     "any-of", frozenset({"judicial-warrant-or-order", "criminal-custody-basis"}))
    >>> warrant = Criterion("any-of", frozenset({"warrant-unspecified"}))
    >>> [compare(judge, other, scheme).value for other in (judge_or_crime, warrant)]
    ['exact', 'undecided']
    >>> compare(warrant, warrant, scheme).value
    'as-written'
    """
    one, other = scheme.civil(a), scheme.civil(b)
    if not one or not other:
        return Likeness.UNDECIDED
    definite = all(scheme.meanings(name) == (name,) for name in one | other)
    if _same(a, b, one, other) and (definite or OPEN_TERM in one):
        return Likeness.EXACT if definite else Likeness.AS_WRITTEN
    if all(scheme.is_under(name, NO_HOLD) for name in one | other):
        return Likeness.CLOSE
    could_be_alike = not definite and any(
        _same(a, b, left, right) or all(scheme.is_under(name, NO_HOLD) for name in left | right)
        for left, right in product(_readings(scheme, one), _readings(scheme, other))
    )
    return Likeness.UNDECIDED if could_be_alike else Likeness.DIFFERENT
