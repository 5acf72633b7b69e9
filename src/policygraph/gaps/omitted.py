"""Omissions as findings of rules: who is left out of a list, and who of several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Final

from policygraph.gaps.findings import Verdict
from policygraph.gaps.gap import GapFinding
from policygraph.gaps.omissions import find_omissions
from policygraph.gaps.records import Columns, Part
from policygraph.gaps.rules import Rule
from policygraph.gaps.versions import ListVersion

#: The links without which an omission falls, beside that of the absence.
_OWN_LINKS: Final = frozenset({"in force", "criterion"})
_PEER_LINKS: Final = frozenset({"listing", "peer criterion", "peer in force"})


def find_omitted(
    columns: Columns,
    rule: Rule,
    part: Part,
    day: date | None,
    version: ListVersion | None = None,
) -> list[GapFinding]:
    """Find omissions by joins in memory: one finding for each place, with the nearest peer.

    Parameters
    ----------
    columns : Columns
        The graph; where a version is given, the view of it as corrected.
    rule : Rule
        The rule ``omitted``.
    part : Part
        The part.
    day : datetime.date or None
        The day as of which policies are read; None for that of the report.
    version : ListVersion, optional
        How the part reads as corrected.

    Returns
    -------
    list of GapFinding
        One for each place.
    """
    found = []
    for finding in find_omissions(columns, part, day, version=version).findings:
        if finding.verdict is not Verdict.OMITTED:
            continue
        # Where only a source's word likens it to a listed place, that may have no known policy.
        peer = next((peer for peer in finding.peers if peer.grade), None)
        other = peer.place if peer else finding.similarity_claims[0].place
        cells = {
            "place": finding.place.iri,
            "peer": other.iri,
            "grade": finding.grade.value if finding.grade else None,
        }
        named = {**cells, "place": str(finding.place), "peer": str(other)}
        chain = [link for link in finding.evidence if link.role in _OWN_LINKS]
        if peer:
            chain += [link for link in peer.evidence if link.role in _PEER_LINKS]
        else:
            chain += [note.evidence for note in finding.similarity_claims]
        found.append(
            GapFinding(
                rule=rule,
                part=part,
                day=day or part.issued,
                subject=finding.place.iri,
                place=finding.place,
                message=rule.fill(rule.message, named),
                changes=rule.fill(rule.changes, named),
                cells=cells,
                evidence=(*finding.absence.evidence, *chain),
            )
        )
    return found


def find_repeated(rule: Rule, omissions: Iterable[GapFinding]) -> list[GapFinding]:
    """Find who is left out of two or more lists; reports of one series count once.

    Parameters
    ----------
    rule : Rule
        The rule ``left_out_twice``.
    omissions : iterable of GapFinding
        What the rule ``omitted`` found.

    Returns
    -------
    list of GapFinding
        One for each place.
    """
    by_place: dict[str, list[GapFinding]] = defaultdict(list)
    for finding in omissions:
        by_place[finding.subject].append(finding)
    found = []
    for iri, several in by_place.items():
        lists = {finding.part.series: finding.part for finding in several if finding.part}
        if len(lists) < 2:
            continue
        place = several[0].place
        cells = {
            "place": iri,
            "name": place.name if place else None,
            "lists": str(len(lists)),
        }
        evidence = dict.fromkeys(link for finding in several for link in finding.evidence)
        found.append(
            GapFinding(
                rule=rule,
                part=None,
                day=max(finding.day for finding in several if finding.day),
                subject=iri,
                place=place,
                message=rule.fill(rule.message, {**cells, "name": str(place)}),
                changes=rule.fill(rule.changes, {**cells, "name": str(place)}),
                cells=cells,
                evidence=tuple(evidence),
            )
        )
    return found
