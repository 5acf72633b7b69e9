"""Views: a policy with what held of it on a day, in words, and with the claims that say so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from policygraph.gaps.findings import Evidence
from policygraph.gaps.listed import cite
from policygraph.gaps.records import Columns
from policygraph.policies import (
    Criterion,
    CriterionView,
    Features,
    Policy,
    Standing,
    read_criterion,
    read_features,
    read_standing,
)


@dataclass(frozen=True, slots=True)
class PolicyView:
    """A policy with what held of it on the day.

    ``words`` say its criterion, ``values`` its secondary features by scheme.
    """

    policy: Policy
    standing: Standing
    criterion: CriterionView
    words: str
    features: Features
    values: Mapping[str, tuple[str, ...]]


def read_view(policy: Policy, day: date, heirs: Iterable[Policy], columns: Columns) -> PolicyView:
    """Read what held of a policy on a day.

    Parameters
    ----------
    policy : Policy
        The policy.
    day : datetime.date
        The day.
    heirs : iterable of Policy
        Policies that replace it.
    columns : Columns
        The graph, for the scheme and the words.

    Returns
    -------
    PolicyView
        Whether it was in force, its criterion and its secondary features.
    """
    criterion = read_criterion(policy, day, columns.scheme)
    features = read_features(policy.claims, day)
    return PolicyView(
        policy,
        read_standing(policy, day, heirs, fresh_years=columns.fresh_years),
        criterion,
        " / ".join(describe(found, columns) for found in criterion.criteria),
        features,
        {
            scheme: tuple(sorted(columns.concepts.get(concept, concept) for concept in concepts))
            for scheme, (concepts, _) in features.items()
        },
    )


def describe(criterion: Criterion, columns: Columns) -> str:
    """Say a criterion with the labels of its conditions."""
    labels = sorted(columns.scheme.labels.get(name, name) for name in criterion.conditions)
    if len(labels) == 1:
        return labels[0]
    return f"{criterion.join.replace('-', ' ')}: {'; '.join(labels)}"


def cite_policy(columns: Columns, view: PolicyView) -> tuple[Evidence, ...]:
    """Cite what speaks for and against a policy's being in force, and for its criterion."""
    return tuple(
        link
        for role, claims in (
            ("in force", view.standing.supports),
            ("not in force", view.standing.contradicts),
            ("criterion", view.criterion.claims),
            ("conflict", view.criterion.conflicting),
            ("later", view.criterion.later),
        )
        for link in cite(columns, role, (claim.iri for claim in claims))
    )
