"""Secondary features: what else two policies share or differ in, weighed and shown.

The weights are data (``pg:similarityWeight`` on each concept scheme). What is unknown on either
side is left out of the denominator, and the share of the weight that was known is given beside
the agreement, so that a high agreement on little knowledge shows as such.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from policygraph.policies.standing import PolicyClaim


@dataclass(frozen=True, slots=True)
class FeatureScheme:
    """A secondary feature: its scheme, name and weight."""

    iri: str
    label: str
    weight: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two policies agree in secondary features.

    Parameters
    ----------
    agreement : float or None
        Weight of the matching features over the weight of those known for both; None if none is.
    coverage : float
        Weight of the features known for both over the weight of all.
    matching, differing, unknown : tuple of str
        The scheme IRIs of each kind.
    """

    agreement: float | None
    coverage: float
    matching: tuple[str, ...]
    differing: tuple[str, ...]
    unknown: tuple[str, ...]


Features = Mapping[str, tuple[frozenset[str], tuple[PolicyClaim, ...]]]


def read_features(claims: Iterable[PolicyClaim], day: date) -> Features:
    """Tell which secondary features a policy had on a day.

    Parameters
    ----------
    claims : iterable of PolicyClaim
        What sources say of it.
    day : datetime.date
        The day.

    Returns
    -------
    mapping of str to (frozenset of str, tuple of PolicyClaim)
        Scheme IRI to its concepts and the claims that state them: the latest claims on that
        feature that are not later than the day.
    """
    view: dict[str, tuple[frozenset[str], tuple[PolicyClaim, ...]]] = {}
    timely = [claim for claim in claims if claim.moment and claim.moment.earliest <= day]
    for scheme in sorted({scheme for claim in timely for scheme in claim.features}):
        stating = [claim for claim in timely if scheme in claim.features]
        latest = max(claim.moment for claim in stating if claim.moment)
        current = tuple(claim for claim in stating if claim.moment == latest)
        values = frozenset[str]().union(*(claim.features[scheme] for claim in current))
        view[scheme] = (values, current)
    return view


def agree(a: Features, b: Features, schemes: Iterable[FeatureScheme]) -> Agreement:
    """Weigh the secondary features that two policies share.

    Parameters
    ----------
    a, b : Features
        As :func:`read_features` gives them.
    schemes : iterable of FeatureScheme
        The features to compare, with their weights.

    Returns
    -------
    Agreement
        The agreement with its coverage.

    Examples
    --------
    >>> schemes = [FeatureScheme("notify", "Release notification", 2.0),
    ...            FeatureScheme("access", "ICE access", 2.0)]
    >>> one = {"notify": (frozenset({"always"}), ()), "access": (frozenset({"open"}), ())}
    >>> agree(one, {"notify": (frozenset({"always"}), ())}, schemes)
    Agreement(agreement=1.0, coverage=0.5, matching=('notify',), differing=(), unknown=('access',))
    """
    matching, differing, unknown = [], [], []
    weights = {scheme.iri: scheme.weight for scheme in schemes}
    for iri in weights:
        if iri not in a or iri not in b:
            unknown.append(iri)
        elif a[iri][0] == b[iri][0]:
            matching.append(iri)
        else:
            differing.append(iri)
    same = sum(weights[iri] for iri in matching)
    known = same + sum(weights[iri] for iri in differing)
    total = sum(weights.values())
    return Agreement(
        same / known if known else None,
        known / total if total else 0.0,
        tuple(matching),
        tuple(differing),
        tuple(unknown),
    )
