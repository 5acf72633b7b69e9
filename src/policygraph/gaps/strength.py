"""Strength: how firm a verdict is, which is how firm the weakest link of its chain is.

A link is what the verdict cannot do without: that the place is absent, that its policy stood, which
criterion it had, and the same of one listed peer. Several claims may prove one link, and it is then
as firm as the firmest of them; of several peers the best proved one counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from policygraph.gaps.findings import Evidence, Finding, Verdict
from policygraph.policies import Grade

#: How near a claim stands to its source, from the firmest to the weakest.
CONFIDENCE: Final = ("verbatim", "quoted", "paraphrased", "inferred", "weak-source")

#: What a verdict rests on where no chain leads to it: all that is known, but for the money.
_ASIDE: Final = frozenset({"funding", "correction"})

Link = tuple[Evidence, ...]


def find_links(finding: Finding) -> tuple[Link, ...]:
    """Find the links without which a verdict would fall.

    Parameters
    ----------
    finding : Finding
        The finding.

    Returns
    -------
    tuple of tuple of Evidence
        One tuple for each link: the claims each of which proves it. None for a verdict that
        concludes nothing.
    """

    def pick(*roles: str, among: Iterable[Evidence] = finding.evidence) -> Link:
        return tuple(link for link in dict.fromkeys(among) if link.role in roles)

    match finding.verdict:
        case Verdict.OMITTED:
            own = (finding.absence.evidence, pick("in force"), pick("criterion"))
            if finding.grade is Grade.STATED:
                return (finding.absence.evidence, pick("in force"), pick("similarity"))
            peers = [
                tuple(
                    pick(role, among=peer.evidence)
                    for role in ("listing", "peer criterion", "peer in force")
                )
                for peer in finding.peers
                if peer.grade is finding.grade
            ]
            # A claim that states the criterion also shows that the policy stood.
            chains = [tuple(link for link in chain if link) for chain in peers]
            best = min(chains, key=_rank, default=())
            return tuple(link for link in (*own, *best) if link)
        case Verdict.EXPLAINED:
            kind = finding.explanation.kind if finding.explanation else ""
            shown = {
                "covered-by-listed-parent": pick("parent listing"),
                "policy-not-in-force": pick("not in force"),
                "no-event": finding.absence.evidence,
            }.get(kind, ())
            return (shown,) if shown else ()
        case Verdict.NOT_COMPARABLE:
            shown = pick("criterion") or pick("later") or pick("correction")
            return (shown,) if shown else ()
        case Verdict.CANNOT_TELL:
            return ()


def _rank(links: Iterable[Link]) -> int:
    """Rank a chain by its weakest link, 0 for the firmest."""
    return max(
        (min(CONFIDENCE.index(claim.citation.confidence) for claim in link) for link in links),
        default=len(CONFIDENCE),
    )


def read_confidence(finding: Finding) -> str | None:
    """Tell how firm the weakest link of a verdict's chain is.

    Parameters
    ----------
    finding : Finding
        The finding.

    Returns
    -------
    str or None
        A concept of the confidence scheme; None where nothing is concluded from claims.
    """
    rank = _rank(find_links(finding))
    return CONFIDENCE[rank] if rank < len(CONFIDENCE) else None


def read_kinds(finding: Finding) -> tuple[str, ...]:
    """Tell of which kinds the claims are that a verdict rests on.

    Parameters
    ----------
    finding : Finding
        The finding.

    Returns
    -------
    tuple of str
        Local names of the classes of claims, sorted; where nothing is concluded, those of all
        that was weighed.
    """
    links = find_links(finding)
    claims = [claim for link in links for claim in link] or [
        claim for claim in finding.evidence if claim.role not in _ASIDE
    ]
    return tuple(sorted({claim.citation.kind for claim in claims}))
