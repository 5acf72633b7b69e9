"""What holds on a day: whether a policy was in force, and which hold criterion it had.

Rules, all of them visible in the result:

* A policy is **in force** on a day when a claim dates its beginning on or before that day, or
  says that it stood on that day or earlier, and no claim ends it by then. It is presumed to
  continue: the view says when it was last confirmed.
* A presumption grows old: whoever concludes something from a policy's being in force asks as well
  whether it is **fresh**: whether a source speaks for it within the two years before the day.
* It has **ended** when a claim dates its end, or another policy that replaces it begins, on or
  before the day. If a source still says later that it stands, the matter is **disputed**.
* Where the only statements are later than the day, or are too coarse to place, it is **unknown**.
* The criterion on a day is that of the latest claim about it that is not later than the day. A
  later claim that is only vaguer does not push out a sharper one. What else was claimed is kept
  and shown as conflicting.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from policygraph.dates import PartialDate
from policygraph.policies.criteria import Criterion, HoldScheme

#: For how many years a policy is presumed to continue without a word from any source.
FRESH_YEARS: Final = 2


@dataclass(frozen=True, slots=True)
class PolicyClaim:
    """What one source says of a policy.

    Parameters
    ----------
    iri, policy : str
        The claim, and the policy that it is about.
    as_of : PartialDate, optional
        The day for which it says that the policy stands.
    stated : PartialDate, optional
        The day on which it was said.
    begins, ends : PartialDate, optional
        The beginning (effective, else operational, enacted, announced) and the end or the
        injunction that it dates.
    criterion : Criterion, optional
        The hold criterion that it states.
    features : mapping of str to frozenset of str
        Secondary features that it states: scheme IRI to concept IRIs.
    """

    iri: str
    policy: str
    as_of: PartialDate | None = None
    stated: PartialDate | None = None
    begins: PartialDate | None = None
    ends: PartialDate | None = None
    criterion: Criterion | None = None
    features: Mapping[str, frozenset[str]] = field(default_factory=dict, hash=False)

    @property
    def moment(self) -> PartialDate | None:
        """The time that what it says of the policy's content speaks for."""
        return self.as_of or self.begins or self.stated


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy: where it applies, what it replaces, and every claim about it."""

    iri: str
    label: str
    places: tuple[str, ...]
    replaces: tuple[str, ...] = ()
    claims: tuple[PolicyClaim, ...] = ()


class Status(StrEnum):
    """Whether a policy was in force on a day."""

    IN_FORCE = "in force"
    NOT_YET = "not yet in force"
    ENDED = "ended"
    DISPUTED = "disputed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a policy was in force on a day, and why.

    Parameters
    ----------
    status : Status
        The answer.
    supports, contradicts : tuple of PolicyClaim
        The claims for and against its being in force.
    confirmed : PartialDate, optional
        The latest time not after the day for which a source says that it stood.
    fresh : bool
        Whether a source says so of a time within the two years before the day.
    """

    status: Status
    supports: tuple[PolicyClaim, ...] = ()
    contradicts: tuple[PolicyClaim, ...] = ()
    confirmed: PartialDate | None = None
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class CriterionView:
    """Which hold criterion a policy had on a day.

    Parameters
    ----------
    criteria : tuple of Criterion
        The criterion; several where claims of the same time differ; none where it is unknown.
    claims : tuple of PolicyClaim
        The claims that state it.
    conflicting : tuple of PolicyClaim
        Claims not later than the day that state something else.
    later : tuple of PolicyClaim
        Claims that speak only of a time after the day.
    """

    criteria: tuple[Criterion, ...] = ()
    claims: tuple[PolicyClaim, ...] = ()
    conflicting: tuple[PolicyClaim, ...] = ()
    later: tuple[PolicyClaim, ...] = ()


def _by_moment(claims: Iterable[PolicyClaim]) -> tuple[PolicyClaim, ...]:
    return tuple(
        sorted(set(claims), key=lambda claim: (claim.moment or PartialDate("0001"), claim.iri))
    )


def read_standing(
    policy: Policy,
    day: date,
    successors: Iterable[Policy] = (),
    *,
    fresh_years: int | None = FRESH_YEARS,
) -> Standing:
    """Tell whether a policy was in force on a day.

    Parameters
    ----------
    policy : Policy
        The policy with its claims.
    day : datetime.date
        The day.
    successors : iterable of Policy, optional
        Policies that replace it.
    fresh_years : int or None, optional
        For how many years a word of a source keeps a policy fresh; None: for ever.

    Returns
    -------
    Standing
        The answer with the claims for and against.

    Examples
    --------
    >>> claim = PolicyClaim("c", "p", begins=PartialDate("2014-07"))
    >>> read_standing(Policy("p", "", ("x",), claims=(claim,)), date(2017, 3, 20)).status.value
    'in force'
    """
    heirs = [claim for heir in successors for claim in heir.claims if claim.begins]
    ends = [(claim, claim.ends) for claim in policy.claims if claim.ends]
    ends += [(claim, claim.begins) for claim in heirs if claim.begins]
    over = [(claim, end) for claim, end in ends if end.latest <= day]
    maybe_over = [claim for claim, end in ends if end.earliest <= day < end.latest]
    stands = [c for c in policy.claims if c.as_of and c.as_of.earliest <= day]
    began = [c for c in policy.claims if c.begins and c.begins.latest <= day]
    supports = _by_moment([*stands, *began])
    times = [*(c.as_of for c in stands if c.as_of), *(c.begins for c in began if c.begins)]
    confirmed = max(times, default=None)
    since = date.min if fresh_years is None else _years_before(day, fresh_years)
    fresh = any(time.latest >= since for time in times)
    if over:
        last = max(end.latest for _, end in over)
        later = _by_moment(c for c in stands if c.as_of and c.as_of.earliest > last)
        status = Status.DISPUTED if later else Status.ENDED
        against = _by_moment(claim for claim, _ in over)
        return Standing(status, later or supports, against, confirmed, fresh)
    if maybe_over:
        return Standing(Status.UNKNOWN, supports, _by_moment(maybe_over), confirmed, fresh)
    if supports:
        return Standing(Status.IN_FORCE, supports, (), confirmed, fresh)
    begins = [c for c in policy.claims if c.begins]
    if begins and all(c.begins and c.begins.earliest > day for c in begins):
        return Standing(Status.NOT_YET, (), _by_moment(begins))
    return Standing(Status.UNKNOWN)


def _years_before(day: date, years: int) -> date:
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - years, day=28 if leap else day.day)


def _sharpest(
    criterion: Criterion, known: Iterable[PolicyClaim], scheme: HoldScheme
) -> set[Criterion]:
    """Return the claimed criteria that say the same more definitely, else this one."""
    return {
        claim.criterion
        for claim in known
        if claim.criterion and scheme.is_sharper(claim.criterion, criterion)
    } or {criterion}


def read_criterion(policy: Policy, day: date, scheme: HoldScheme) -> CriterionView:
    """Tell which hold criterion a policy had on a day.

    Parameters
    ----------
    policy : Policy
        The policy with its claims.
    day : datetime.date
        The day.
    scheme : HoldScheme
        The scheme of conditions, to tell sharper from vaguer.

    Returns
    -------
    CriterionView
        The criterion with the claims for it, and those that say something else.
    """
    stating = _by_moment(claim for claim in policy.claims if claim.criterion)
    known = [c for c in stating if c.moment and c.moment.earliest <= day]
    later = tuple(claim for claim in stating if claim not in known)
    if not known:
        return CriterionView(later=later)
    latest = known[-1].moment
    chosen = {
        criterion
        for claim in known
        if claim.moment == latest and claim.criterion
        for criterion in _sharpest(claim.criterion, known, scheme)
    }
    agreeing = tuple(
        c
        for c in known
        if c.criterion
        and any(
            scheme.is_same(c.criterion, mine) or scheme.is_sharper(mine, c.criterion)
            for mine in chosen
        )
    )
    return CriterionView(
        tuple(sorted(chosen, key=str)),
        agreeing,
        tuple(claim for claim in known if claim not in agreeing),
        later,
    )
