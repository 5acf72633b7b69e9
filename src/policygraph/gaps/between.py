"""What changed between two days: findings that appeared, findings that went, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from policygraph.dates import PartialDate
from policygraph.gaps.findings import Evidence
from policygraph.gaps.gap import GapFinding, GapReport
from policygraph.gaps.listed import cite
from policygraph.gaps.records import Columns


@dataclass(frozen=True, slots=True)
class Change:
    """A finding that is there on one of two days only.

    Parameters
    ----------
    finding : GapFinding
        The finding.
    appeared : bool
        Whether it is there on the later day; else it was resolved.
    reasons : tuple of str
        What happened between the days, in words.
    evidence : tuple of Evidence
        The claims about the place whose dates lie between the days.
    """

    finding: GapFinding
    appeared: bool
    reasons: tuple[str, ...]
    evidence: tuple[Evidence, ...]


def compare_days(before: GapReport, after: GapReport) -> tuple[Change, ...]:
    """Compare the findings of two days.

    Parameters
    ----------
    before, after : GapReport
        The findings as of the earlier and the later day, of the same graph and rules.

    Returns
    -------
    tuple of Change
        What appeared first, then what was resolved, each in the order of the reports.

    Raises
    ------
    ValueError
        If a report was not read as of a day, or the days are not in order.
    """
    first, last = before.day, after.day
    if first is None or last is None or first >= last:
        raise ValueError("Two reports, the earlier first, are needed.")
    old = {finding.id for finding in before.findings}
    new = {finding.id for finding in after.findings}
    return tuple(
        _explain(finding, appeared, first, last, after.columns)
        for findings, other, appeared in (
            (after.findings, old, True),
            (before.findings, new, False),
        )
        for finding in findings
        if finding.id not in other
    )


def _explain(
    finding: GapFinding, appeared: bool, first: date, last: date, columns: Columns
) -> Change:
    def is_between(moment: PartialDate | None) -> bool:
        return moment is not None and first < moment.latest and moment.earliest <= last

    reasons: list[str] = []
    claims: dict[str, None] = {}
    if finding.part and first < finding.part.issued <= last:
        reasons.append(f"The list was published on {finding.part.issued.isoformat()}.")
    place = finding.place.iri if finding.place else None
    for policy in columns.policies.values():
        if place not in policy.places and policy.iri != finding.subject:
            continue
        for claim in policy.claims:
            for word, moment in (
                ("begins", claim.begins),
                ("ends", claim.ends),
                ("is spoken of", claim.as_of),
            ):
                if is_between(moment):
                    reasons.append(f"The policy “{policy.label}” {word}: {moment}.")
                    claims[claim.iri] = None
    for listing in columns.listings:
        if place is None or listing.place != place:
            continue
        for event in columns.events.get(listing.iri, ()):
            if is_between(event.occurred):
                kind = columns.concepts.get(event.kind, event.kind)
                reasons.append(f"Its listing was {kind}: {event.occurred}.")
                claims[event.claim] = None
    if not reasons:
        reasons.append(
            "No event between the days is recorded; time alone has passed, such as the two years "
            "for which a policy is presumed to continue."
        )
    return Change(
        finding,
        appeared,
        tuple(dict.fromkeys(reasons)),
        cite(columns, "between", claims),
    )
