"""Peers: the listed policies that a place's policy is compared with, one by one."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Self

from policygraph.gaps.findings import Evidence, Feature, Peer
from policygraph.gaps.listed import WEAK, ListedPart, cite
from policygraph.gaps.views import PolicyView, read_view
from policygraph.policies import (
    Criterion,
    CriterionView,
    Grade,
    Likeness,
    Policy,
    PolicyClaim,
    Status,
    agree,
    compare,
)

#: Who holds on every detainer limits nothing, and is left out of no list of those who do.
_LIMITS_NOTHING = frozenset({"honours-all", "mandated-by-state"})

#: From the strongest likeness to none.
_ORDER = (
    Likeness.EXACT,
    Likeness.CLOSE,
    Likeness.AS_WRITTEN,
    Likeness.UNDECIDED,
    Likeness.DIFFERENT,
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A place's policy against one listed policy."""

    place: str
    peer: PolicyView
    likeness: Likeness
    conflicting: bool


def _claimed(claims: Iterable[PolicyClaim]) -> frozenset[Criterion]:
    return frozenset(claim.criterion for claim in claims if claim.criterion)


def _find_successors(policies: Iterable[Policy]) -> dict[str, list[Policy]]:
    found: dict[str, list[Policy]] = {}
    for policy in policies:
        for old in policy.replaces:
            found.setdefault(old, []).append(policy)
    return found


class PeerTable:
    """The policies of the places that a part names, as of a day.

    Parameters
    ----------
    listed : ListedPart
        The part.
    day : datetime.date
        The day.
    """

    def __init__(self, listed: ListedPart, day: date) -> None:
        self.listed = listed
        self.columns = listed.columns
        self.day = day
        self._labels = {scheme.iri: scheme.label for scheme in self.columns.features}
        self._unknown = {
            scheme.iri: Feature(scheme.iri, scheme.label, (), ())
            for scheme in self.columns.features
        }
        self._views: dict[str, PolicyView] = {}
        # Many places share a criterion, and a listed policy is the peer of many.
        self._compared: dict[
            tuple[tuple[Criterion, ...], frozenset[Criterion]], list[Comparison]
        ] = {}
        self._likeness: dict[tuple[Criterion, Criterion], Likeness] = {}
        self._proofs: dict[tuple[str, str], tuple[Evidence, ...]] = {}
        self._successors = _find_successors(self.columns.policies.values())
        self.by_place: dict[str, list[Policy]] = {}
        for policy in self.columns.policies.values():
            for place in policy.places:
                self.by_place.setdefault(place, []).append(policy)
        self.peers = tuple(
            (listing.place, view)
            for listing in listed.listings
            if listing.place in listed.by_place and listing.confidence not in WEAK
            for view in self._listed_policies(listing.place)
        )
        self._computable = frozenset(place for place, _ in self.peers)

    def rebase(self, listed: ListedPart, changed: Iterable[str]) -> Self:
        """Make the table of a graph in which only policies of unlisted places are changed.

        Parameters
        ----------
        listed : ListedPart
            The part, over the changed graph; it names the same places.
        changed : iterable of str
            IRIs of the policies that are new or changed.

        Returns
        -------
        PeerTable
            A table that shares the listed policies, and how they compare, with this one.
        """
        other = copy.copy(self)
        other.listed, other.columns = listed, listed.columns
        new = {iri: listed.columns.policies[iri] for iri in changed}
        other._views = {iri: view for iri, view in self._views.items() if iri not in new}
        other._successors = _find_successors(listed.columns.policies.values())
        other.by_place = dict(self.by_place)
        for place in {place for policy in new.values() for place in policy.places}:
            kept = [item for item in self.by_place.get(place, ()) if item.iri not in new]
            mine = [policy for policy in new.values() if place in policy.places]
            other.by_place[place] = [*kept, *mine]
        return other

    def view(self, policy: Policy) -> PolicyView:
        """Read what held of a policy on the day."""
        if policy.iri not in self._views:
            heirs = self._successors.get(policy.iri, ())
            self._views[policy.iri] = read_view(policy, self.day, heirs, self.columns)
        return self._views[policy.iri]

    def find_likened(self, place: str) -> list[tuple[str, str]]:
        """Return the listed places that a source likens a place to, with the claims."""
        return [
            (other, claim)
            for other, claim in self.columns.similar.get(place, ())
            if other in self.listed.by_place
        ]

    def find_uncomputed(self, place: str, view: PolicyView) -> set[str]:
        """Return the likened places with which nothing can be computed.

        The statement and the listing must be firm, and the listed place's policy not be known to
        have been out of force.
        """
        computable = self._computable if view.criterion.criteria else frozenset()
        return {
            other
            for other, claim in self.find_likened(place)
            if other not in computable
            and self.listed.is_firm(claim)
            and self.listed.by_place[other].confidence not in WEAK
            and self._may_stand(other)
        }

    def _may_stand(self, place: str) -> bool:
        """Tell whether a place may have had a policy in force: not if all are known to be out."""
        views = [self.view(policy) for policy in self.by_place.get(place, ())]
        out = {Status.ENDED, Status.NOT_YET}
        return not views or any(view.standing.status not in out for view in views)

    def _listed_policies(self, place: str) -> list[PolicyView]:
        """Return a listed place's policies that were in force, or that the list holds to be."""
        views = [self.view(policy) for policy in self.by_place.get(place, ())]
        return [
            view
            for view in views
            if view.standing.status in {Status.IN_FORCE, Status.DISPUTED}
            and view.criterion.criteria
        ]

    def compare_all(self, criteria: CriterionView) -> list[Comparison]:
        """Compare what is known of a criterion with every peer."""
        key = (criteria.criteria, _claimed(criteria.conflicting))
        if key not in self._compared:
            self._compared[key] = [
                Comparison(place, peer, *self._compare(criteria, peer.criterion))
                for place, peer in self.peers
            ]
        return self._compared[key]

    def _compare(self, mine: CriterionView, theirs: CriterionView) -> tuple[Likeness, bool]:
        """Compare two views; where claims conflict, a likeness that only some support is open."""
        likeness = self._worst(mine.criteria, theirs.criteria)
        if not (mine.conflicting or theirs.conflicting):
            return likeness, False
        every_mine = {*mine.criteria, *_claimed(mine.conflicting)}
        every_other = {*theirs.criteria, *_claimed(theirs.conflicting)}
        best = min(
            (self._compare_two(a, b) for a, b in product(every_mine, every_other)),
            key=_ORDER.index,
            default=Likeness.UNDECIDED,
        )
        if likeness is Likeness.DIFFERENT and best.grade is not None:
            return Likeness.UNDECIDED, True
        return likeness, True

    def _worst(self, mine: tuple[Criterion, ...], theirs: tuple[Criterion, ...]) -> Likeness:
        return max(
            (self._compare_two(a, b) for a, b in product(mine, theirs)),
            key=_ORDER.index,
            default=Likeness.UNDECIDED,
        )

    def _compare_two(self, a: Criterion, b: Criterion) -> Likeness:
        if (a, b) not in self._likeness:
            scheme = self.columns.scheme
            self._likeness[a, b] = (
                Likeness.DIFFERENT
                if any(scheme.civil(one) and scheme.civil(one) <= _LIMITS_NOTHING for one in (a, b))
                else compare(a, b, scheme)
            )
        return self._likeness[a, b]

    def build_peer(
        self, mine: PolicyView, found: Comparison, *, grade: Grade | None = None
    ) -> Peer:
        """Set a place's policy and a listed one side by side, with the proof.

        Parameters
        ----------
        mine : PolicyView
            The place's policy.
        found : Comparison
            Its comparison with the listed one.
        grade : Grade, optional
            The grade to give where the comparison gives none.

        Returns
        -------
        Peer
            Grade, secondary features with their values, notes and evidence.
        """
        columns, theirs = self.columns, found.peer
        here, there = mine.features, theirs.features
        agreement = agree(here, there, columns.features)

        def features(schemes: tuple[str, ...]) -> tuple[Feature, ...]:
            return tuple(
                Feature(scheme, self._labels[scheme], mine.values[scheme], theirs.values[scheme])
                for scheme in schemes
            )

        evidence = [*self._proof(found)]
        for scheme in agreement.differing:
            claims = [*here[scheme][1], *there[scheme][1]]
            evidence += cite(columns, "difference", (claim.iri for claim in claims))
        return Peer(
            place=columns.places[found.place],
            policy=theirs.policy.iri,
            grade=found.likeness.grade or grade,
            criterion=theirs.words,
            agreement=agreement,
            matching=features(agreement.matching),
            differing=features(agreement.differing),
            unknown=tuple(self._unknown[scheme] for scheme in agreement.unknown),
            notes=tuple(self._notes(mine, found)),
            evidence=tuple(evidence),
        )

    def _proof(self, found: Comparison) -> tuple[Evidence, ...]:
        """Cite what shows that the peer is listed and how its policy stood, for and against."""
        columns, theirs = self.columns, found.peer
        key = (found.place, theirs.policy.iri)
        if key not in self._proofs:
            listing = self.listed.by_place[found.place]
            self._proofs[key] = (
                *cite(columns, "listing", [listing.iri]),
                *cite(columns, "peer criterion", (c.iri for c in theirs.criterion.claims)),
                *cite(
                    columns,
                    "peer in force",
                    (c.iri for c in theirs.standing.supports if c not in theirs.criterion.claims),
                ),
                *cite(columns, "peer conflict", (c.iri for c in theirs.criterion.conflicting)),
                *cite(columns, "peer ended", (c.iri for c in theirs.standing.contradicts)),
            )
        return self._proofs[key]

    def _notes(self, mine: PolicyView, found: Comparison) -> list[str]:
        theirs, scheme = found.peer, self.columns.scheme
        notes = []
        if theirs.standing.status is Status.DISPUTED:
            ends = sorted(str(claim.ends or claim.begins) for claim in theirs.standing.contradicts)
            notes.append(
                f"The list holds this policy to be in force; another source ends it: {ends[-1]}."
            )
        elif not theirs.standing.fresh:
            notes.append(f"No source confirms its policy after {theirs.standing.confirmed}.")
        if theirs.criterion.conflicting:
            notes.append("Sources conflict on its hold criterion; every claim is shown.")
        if found.likeness is Likeness.DIFFERENT:
            notes.append("The coded hold criteria differ.")
        if found.likeness is Likeness.UNDECIDED:
            notes.append(
                "The coded hold criteria differ, but by another claim they are alike."
                if found.conflicting
                else "What is known leaves open whether the hold criteria are alike."
            )
        beside = [
            {name for criterion in view.criterion.criteria for name in criterion.conditions}
            & scheme.beside
            for view in (mine, theirs)
        ]
        for name in sorted(beside[0] | beside[1]):
            who = "Both name" if name in beside[0] & beside[1] else "One of the two also names"
            notes.append(
                f"{who} “{scheme.labels.get(name, name)}”, which does not concern civil"
                " detainers and makes no difference."
            )
        return notes
