"""The order of adoption: which policies began in the wake of a ruling, and who followed whom.

Sources date a beginning to the day, the month or the year, so a beginning is an interval. One
policy began **certainly before** another only where its whole interval lies before the other's;
otherwise the two **overlap**, and no order between them is given. Several claims date one
beginning: a date that is only vaguer than another is left out, and what remains is taken from its
first to its last day, so that sources that differ make the interval wider and never choose a side.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from policygraph.dates import PartialDate
from policygraph.policies import (
    Criterion,
    HoldScheme,
    Policy,
    PolicyClaim,
    compare,
    read_criterion,
)


@dataclass(frozen=True, slots=True)
class Adoption:
    """The beginning of a policy within the span.

    Parameters
    ----------
    policy : Policy
        The policy.
    begins : tuple of PartialDate
        Every date that a claim gives, in order.
    claims : tuple of PolicyClaim
        Those claims.
    earliest, latest : datetime.date
        The interval.
    is_within : bool
        Whether the interval lies wholly in the span; else it only overlaps it.
    days : tuple of (int, int)
        The fewest and the most days after the ruling.
    criteria : tuple of Criterion
        Its hold criterion then; none where it is unknown.
    stage : int
        1, or one more than the highest stage of those certainly before it.
    before, alike, overlapping : tuple of str
        The policies certainly before it; those of them with a like criterion; and those that
        overlap it.
    follows : tuple of str
        Those certainly before it with no other certainly between.
    """

    policy: Policy
    begins: tuple[PartialDate, ...]
    claims: tuple[PolicyClaim, ...]
    earliest: date
    latest: date
    is_within: bool
    days: tuple[int, int]
    criteria: tuple[Criterion, ...]
    stage: int = 1
    before: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()
    overlapping: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AdoptionOrder:
    """The adoptions in a span, by stage and then by interval, and how many lie outside it.

    ``earlier`` had certainly begun by the ruling, ``later`` certainly began after the span, and of
    ``undated`` no source dates the beginning.
    """

    adoptions: tuple[Adoption, ...]
    earlier: int
    later: int
    undated: int


def span_beginning(claims: Iterable[PolicyClaim]) -> tuple[date, date] | None:
    """Tell between which days a policy began, by all the claims that date it.

    Parameters
    ----------
    claims : iterable of PolicyClaim
        What sources say of it.

    Returns
    -------
    tuple of (datetime.date, datetime.date) or None
        The first and the last day; None where no claim dates it.

    Examples
    --------
    >>> dates = ("2014", "2014-06-11", "2014-07")
    >>> first, last = span_beginning(
    ...     PolicyClaim(text, "p", begins=PartialDate(text)) for text in dates)
    >>> first.isoformat(), last.isoformat()
    ('2014-06-11', '2014-07-31')
    """
    dates = {claim.begins for claim in claims if claim.begins}
    sharp = [one for one in dates if not any(_is_vaguer(one, other) for other in dates)]
    if not sharp:
        return None
    return min(one.earliest for one in sharp), max(one.latest for one in sharp)


def _is_vaguer(one: PartialDate, other: PartialDate) -> bool:
    return one != other and one.earliest <= other.earliest and other.latest <= one.latest


def order_adoptions(
    policies: Iterable[Policy], decided: PartialDate, days: int, scheme: HoldScheme
) -> AdoptionOrder:
    """Order the policies that began within so many days after a ruling.

    Parameters
    ----------
    policies : iterable of Policy
        Policies with their claims.
    decided : PartialDate
        When the ruling was given.
    days : int
        The length of the span; the day of the ruling itself is not in it.
    scheme : HoldScheme
        The scheme of conditions, to tell which criteria are alike.

    Returns
    -------
    AdoptionOrder
        The adoptions, each with what is certain of its place among the others.
    """
    length = timedelta(days=days)
    found: list[Adoption] = []
    earlier = later = undated = 0
    for policy in policies:
        span = span_beginning(policy.claims)
        if span is None:
            undated += 1
        elif span[1] <= decided.earliest:
            earlier += 1
        elif span[0] > decided.latest + length:
            later += 1
        else:
            found.append(_read_adoption(policy, span, decided, length, scheme))
    found.sort(key=lambda one: (one.earliest, one.latest, one.policy.iri))
    ordered: list[Adoption] = []
    for one in found:  # whatever is certainly before it begins earlier, and has its stage
        ordered.append(_place(one, ordered, found, scheme))
    ordered.sort(key=lambda one: (one.stage, one.earliest, one.latest, one.policy.iri))
    return AdoptionOrder(tuple(ordered), earlier, later, undated)


def _read_adoption(
    policy: Policy,
    span: tuple[date, date],
    decided: PartialDate,
    length: timedelta,
    scheme: HoldScheme,
) -> Adoption:
    claims = tuple(
        sorted(
            (claim for claim in policy.claims if claim.begins),
            key=lambda claim: (claim.begins or decided, claim.iri),
        )
    )
    earliest, latest = span
    return Adoption(
        policy,
        tuple(sorted({claim.begins for claim in claims if claim.begins})),
        claims,
        earliest,
        latest,
        earliest > decided.latest and latest <= decided.earliest + length,
        ((earliest - decided.latest).days, (latest - decided.earliest).days),
        read_criterion(policy, latest, scheme).criteria,
    )


def _place(
    one: Adoption, placed: list[Adoption], every: list[Adoption], scheme: HoldScheme
) -> Adoption:
    before = [other for other in placed if other.latest < one.earliest]
    last = max((other.earliest for other in before), default=one.earliest)
    return replace(
        one,
        stage=1 + max((other.stage for other in before), default=0),
        before=tuple(other.policy.iri for other in before),
        alike=tuple(other.policy.iri for other in before if _are_alike(one, other, scheme)),
        overlapping=tuple(
            other.policy.iri
            for other in every
            if other is not one and other.earliest <= one.latest and one.earliest <= other.latest
        ),
        follows=tuple(other.policy.iri for other in before if other.latest >= last),
    )


def _are_alike(one: Adoption, other: Adoption, scheme: HoldScheme) -> bool:
    return any(compare(a, b, scheme).grade for a in one.criteria for b in other.criteria)
