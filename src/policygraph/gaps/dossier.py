"""Dossiers: a verdict with all its evidence, as a finding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from policygraph.gaps.findings import (
    Evidence,
    Explanation,
    Finding,
    FundingFact,
    Peer,
    SimilarityNote,
    Verdict,
)
from policygraph.gaps.listed import ListedPart, cite
from policygraph.gaps.peers import Comparison, PeerTable
from policygraph.gaps.views import PolicyView, cite_policy
from policygraph.policies import Grade


@dataclass(frozen=True, slots=True)
class Outcome:
    """A verdict before its evidence is gathered.

    ``evidence`` are links that only this verdict needs, ``open_peers`` the listed places that it
    names although it grants no likeness.
    """

    verdict: Verdict
    grade: Grade | None = None
    explanation: Explanation | None = None
    reasons: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    open_peers: frozenset[str] = frozenset()


class Dossier:
    """Gathers what a verdict rests on.

    Parameters
    ----------
    listed : ListedPart
        The part.
    table : PeerTable
        The listed policies.
    """

    def __init__(self, listed: ListedPart, table: PeerTable) -> None:
        self.columns = listed.columns
        self.listed = listed
        self.table = table

    def build_finding(
        self, place: str, view: PolicyView | None, compared: list[Comparison], outcome: Outcome
    ) -> Finding:
        """Gather the evidence for a verdict.

        Parameters
        ----------
        place : str
            The place's IRI.
        view : PolicyView or None
            Its policy as of the day, if one is known.
        compared : list of Comparison
            The policy against every listed one.
        outcome : Outcome
            The verdict.

        Returns
        -------
        Finding
            The verdict with its chain.
        """
        columns = self.columns
        likened = self.table.find_likened(place)
        peers = self.list_peers(place, view, compared, outcome)
        absence = self.listed.read_absence(place)
        evidence = [*outcome.evidence, *absence.evidence]
        if view:
            evidence += cite_policy(columns, view)
        notes = tuple(
            SimilarityNote(columns.places[other], link)
            for other, claim in likened
            for link in cite(columns, "similarity", [claim])
        )
        funding = tuple(
            fact
            for iri in dict.fromkeys((place, *(peer.place.iri for peer in peers)))
            for fact in self._funding(iri)
        )
        evidence += [note.evidence for note in notes]
        for peer in peers:
            evidence += peer.evidence
        evidence += [fact.evidence for fact in funding]
        return Finding(
            place=columns.places[place],
            verdict=outcome.verdict,
            grade=outcome.grade,
            policy=view.policy.iri if view else "",
            criterion=view.words if view else "",
            standing=view.standing if view else None,
            explanation=outcome.explanation,
            reasons=outcome.reasons,
            absence=absence,
            peers=peers,
            similarity_claims=notes,
            funding=funding,
            evidence=tuple(dict.fromkeys(evidence)),
        )

    def list_peers(
        self,
        place: str,
        view: PolicyView | None,
        compared: Iterable[Comparison],
        outcome: Outcome,
    ) -> tuple[Peer, ...]:
        """Build the peers: first those to be shown in any case, then the nearest.

        Parameters
        ----------
        place : str
            The place's IRI.
        view : PolicyView or None
            Its policy as of the day, if one is known.
        compared : iterable of Comparison
            The policy against every listed one.
        outcome : Outcome
            The verdict.

        Returns
        -------
        tuple of Peer
            In their order.
        """
        if view is None:
            return ()
        shown = {other for other, _ in self.table.find_likened(place)} | outcome.open_peers
        stated = self.table.find_uncomputed(place, view)
        peers = [
            self.table.build_peer(
                view, found, grade=Grade.STATED if found.place in stated else None
            )
            for found in compared
            if found.likeness.grade or found.place in shown
        ]
        state = self.columns.places[place].state
        return tuple(
            sorted(
                peers,
                key=lambda peer: (
                    peer.place.iri not in shown,
                    peer.place.state != state,
                    peer.grade.rank if peer.grade else 9,
                    -(peer.agreement.agreement or 0.0) * peer.agreement.coverage,
                    str(peer.place),
                ),
            )
        )

    def _funding(self, place: str) -> Iterable[FundingFact]:
        concepts = self.columns.concepts
        for row in self.columns.funding.get(place, ()):
            for link in cite(self.columns, "funding", [row["claim"] or ""]):
                yield FundingFact(
                    place=self.columns.places[place],
                    amount_usd=Decimal(row["amount_usd"]) if row["amount_usd"] else None,
                    share=Decimal(row["share"]) if row["share"] else None,
                    measure=concepts.get(row["measure"] or "", ""),
                    base=concepts.get(row["base"]) if row["base"] else None,
                    year=row["year"] or "",
                    approximate=row["approximate"] in {"true", "1"},
                    evidence=link,
                )


def join_findings(finding: Finding, others: list[Finding]) -> Finding:
    """Add to an omission what the place's other policies, left out as well, are like.

    Parameters
    ----------
    finding : Finding
        The omission by the policy that weighs most.
    others : list of Finding
        Omissions by other policies of the same place.

    Returns
    -------
    Finding
        One finding with the peers of all.
    """
    if not others:
        return finding
    known = {(peer.policy, peer.grade) for peer in finding.peers}
    peers, evidence = list(finding.peers), list(finding.evidence)
    for other in others:
        for peer in other.peers:
            if peer.grade and (peer.policy, peer.grade) not in known:
                known.add((peer.policy, peer.grade))
                note = f"Compared with another policy of the place: {other.criterion}."
                peers.append(replace(peer, notes=(note, *peer.notes)))
        evidence += other.evidence
    return replace(finding, peers=tuple(peers), evidence=tuple(dict.fromkeys(evidence)))
