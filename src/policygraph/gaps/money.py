"""Money: findings ranked by the federal funding of the places that they concern.

Only one measure is summed, since amounts of different measures count different things; a place
without a figure in it is counted as unknown and never as zero.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from policygraph.gaps.findings import Evidence
from policygraph.gaps.gap import GapFinding
from policygraph.gaps.listed import cite
from policygraph.gaps.records import Columns
from policygraph.namespaces import VOCABULARY
from policygraph.places import Place

DIRECT_AID: Final = f"{VOCABULARY}funding-measure/direct-federal-aid"


@dataclass(frozen=True, slots=True)
class Stake:
    """The funding of one place, with the findings that concern it.

    Parameters
    ----------
    place : Place
        The place.
    findings : tuple of GapFinding
        What was found there.
    amount_usd : Decimal or None
        Dollars of the latest year for which the measure is recorded; None where it is not.
    year : str
        That year; empty where unknown.
    evidence : tuple of Evidence
        The observation.
    """

    place: Place
    findings: tuple[GapFinding, ...]
    amount_usd: Decimal | None
    year: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Stakes:
    """The places of some findings, the largest funding first.

    Parameters
    ----------
    measure : str
        The measure in words.
    stakes : tuple of Stake
        The places; those whose funding is unknown come last.
    """

    measure: str
    stakes: tuple[Stake, ...]

    @property
    def total_usd(self) -> Decimal:
        """Dollars of all places whose funding is recorded, each place once."""
        return sum((s.amount_usd for s in self.stakes if s.amount_usd is not None), Decimal())

    @property
    def unknown(self) -> int:
        """How many places have no figure in the measure."""
        return sum(stake.amount_usd is None for stake in self.stakes)


def rank_by_funding(
    findings: Iterable[GapFinding], columns: Columns, measure: str = DIRECT_AID
) -> Stakes:
    """Rank the places of findings by their federal funding.

    Parameters
    ----------
    findings : iterable of GapFinding
        What was found; findings that concern no place are left out.
    columns : Columns
        The graph that they were found in.
    measure : str, optional
        IRI of the measure to read; by default direct federal aid.

    Returns
    -------
    Stakes
        Each place once, with its figure.
    """
    by_place: dict[str, list[GapFinding]] = {}
    for finding in findings:
        if finding.place:
            by_place.setdefault(finding.place.iri, []).append(finding)
    stakes = []
    for iri, found in by_place.items():
        rows = [
            row
            for row in columns.funding.get(iri, ())
            if row["measure"] == measure and row["amount_usd"]
        ]
        latest = max(rows, key=lambda row: row["year"] or "", default=None)
        stakes.append(
            Stake(
                place=columns.places[iri],
                findings=tuple(found),
                amount_usd=Decimal(latest["amount_usd"] or 0) if latest else None,
                year=(latest["year"] or "") if latest else "",
                evidence=cite(columns, "funding", [latest["claim"] or ""]) if latest else (),
            )
        )
    stakes.sort(
        key=lambda stake: (
            stake.amount_usd is None,
            -(stake.amount_usd or Decimal()),
            str(stake.place),
            stake.place.iri,
        )
    )
    return Stakes(columns.concepts.get(measure, measure), tuple(stakes))
