"""The tables of findings and of their evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from policygraph.gaps import Evidence
from policygraph.report.identity import finding_iri
from policygraph.report.tables.codes import SEVERITY, read_kinds_of, read_scheme
from policygraph.report.tables.material import (
    Material,
    find_nearest,
    geoid_column,
    in_jurisdictions,
    iri_column,
    names,
)
from policygraph.report.tables.model import SEPARATOR, Column, ForeignKey, Table, Value

Row = Mapping[str, Value]


def describe_findings() -> Table:
    """Describe the table of findings."""
    return Table(
        "findings",
        "Findings",
        "What the rules found: a row for each finding.",
        (
            Column("finding_id", "Finding", "Id, the same as long as the fault is.", required=True),
            Column("rule", "Rule", "The rule that found it.", required=True),
            Column("severity", "Severity", "How grave it is.", codes=SEVERITY, required=True),
            Column("list", "List", "The list at fault; empty for faults of the graph."),
            Column("as_of", "As of", "The day as of which it holds.", "date"),
            geoid_column(required=False),
            Column("place", "Place", "Name of the place."),
            Column("state", "State", "Postal code of the state."),
            iri_column("subject", "Subject", "The thing at fault."),
            Column("message", "What was found", "The finding in a sentence.", required=True),
            Column("would_change", "What would change it", "What would make the finding go."),
            Column("confidence", "Weakest link", "How near the weakest link of the proof stands "
                   "to its source.", codes=read_scheme("conf")),
            Column("kinds", "Kinds of evidence", "The kinds of claims that prove it.",
                   codes=read_kinds_of("Claim"), separator=SEPARATOR),
            Column("links", "Links of evidence", "How many links the proof has: see the table "
                   "evidence.", "integer", required=True),
            Column("verdict_id", "Verdict id", "The verdict behind an omission."),
            Column("grade", "Grade", "For omissions: how alike the policy is to a listed one.",
                   codes=read_scheme("grade")),
            geoid_column("nearest_geoid", "GEOID of the nearest",
                         "For omissions: the nearest listed place.", required=False),
            Column("nearest_place", "Nearest listed place", "For omissions: its name."),
            Column("federal_aid_usd", "Federal aid", "Direct federal aid of the place in the "
                   "latest year that is recorded. Empty is unknown, not zero.", "decimal",
                   unit="US dollars"),
            Column("federal_aid_year", "Year of federal aid", "Its fiscal year.", "gYear"),
            iri_column("iri", "Address", "Address under which it can be cited."),
        ),
        key=("finding_id",),
        foreign_keys=(
            names("rule", "rules"),
            names("list", "lists"),
            names("verdict_id", "verdicts"),
            *in_jurisdictions("geoid", "nearest_geoid"),
        ),
    )  # fmt: skip


def list_findings(material: Material) -> Iterator[Row]:
    """Yield a row for each finding, in the order of the report."""
    aid = {stake.place.iri: stake for stake in material.report.stakes.stakes}
    judged = {id: finding for id, _, finding in material.verdicts}
    for gap in material.report.gaps.findings:
        place, verdict = gap.place, judged.get(gap.id)
        nearest = find_nearest(verdict) if verdict else None
        stake = aid.get(place.iri) if place else None
        yield {
            "finding_id": gap.id,
            "rule": gap.rule.id,
            "severity": gap.rule.severity.value,
            "list": material.lists.get(gap.part.iri) if gap.part else None,
            "as_of": gap.day,
            "geoid": place.geoid if place else None,
            "place": str(place) if place else None,
            "state": place.state if place else None,
            "subject": gap.subject,
            "message": gap.message,
            "would_change": gap.changes,
            "confidence": gap.confidence,
            "kinds": gap.kinds,
            "links": len(set(_links(gap.evidence, verdict.evidence if verdict else ()))),
            "verdict_id": gap.id if verdict else None,
            "grade": verdict.grade.value if verdict and verdict.grade else None,
            "nearest_geoid": nearest.geoid if nearest else None,
            "nearest_place": str(nearest) if nearest else None,
            "federal_aid_usd": stake.amount_usd if stake else None,
            "federal_aid_year": int(stake.year) if stake and stake.year else None,
            "iri": finding_iri(gap.id),
        }


def describe_evidence() -> Table:
    """Describe the table of evidence."""
    return Table(
        "evidence",
        "Evidence",
        "What proves a finding or a verdict: a row for each link of a proof.",
        (
            Column("subject", "Finding or verdict", "Id of what it proves.", required=True),
            Column("finding_id", "Finding", "The same id, where a rule found it."),
            Column("verdict_id", "Verdict id", "The same id, where it is a verdict on a list."),
            Column("role", "Role", "What the claim proves.", required=True),
            iri_column("claim", "Claim", "The claim."),
            Column("kind", "Kind", "What kind of claim it is.", codes=read_kinds_of("Claim"),
                   required=True),
            Column("confidence", "Confidence", "How near the claim stands to its source.",
                   codes=read_scheme("conf"), required=True),
            Column("summary", "What it says", "The claim in our words.", required=True),
            Column("locator", "Where", "The place in the document.", required=True),
            Column("source", "Source", "Publisher and title of each document that it cites.",
                   required=True, separator=SEPARATOR),
        ),
        key=("subject", "role", "claim"),
        foreign_keys=(
            names("finding_id", "findings"),
            names("verdict_id", "verdicts"),
            ForeignKey(("claim",), "claims", ("claim",)),
        ),
    )  # fmt: skip


def list_evidence(material: Material) -> Iterator[Row]:
    """Yield a row for each link: those of findings, then those of the other verdicts."""
    verdicts = {id: finding.evidence for id, _, finding in material.verdicts}
    for gap in material.report.gaps.findings:
        yield from _prove(material, gap.id, _links(gap.evidence, verdicts.get(gap.id, ())))
    for id, evidence in verdicts.items():
        if id not in material.finding_ids:
            yield from _prove(material, id, _links(evidence))


def _links(*chains: Iterable[Evidence]) -> dict[tuple[str, str], Evidence]:
    """Name each link once, though it may stand in several chains."""
    return {(link.role, link.claim): link for chain in chains for link in chain}


def _prove(material: Material, id: str, links: Mapping[tuple[str, str], Evidence]) -> Iterator[Row]:
    for link in links.values():
        citation = link.citation
        yield {
            "subject": id,
            "finding_id": id if id in material.finding_ids else None,
            "verdict_id": id if id in material.verdict_ids else None,
            "role": link.role,
            "claim": link.claim,
            "kind": citation.kind,
            "confidence": citation.confidence,
            "summary": citation.summary,
            "locator": citation.locator,
            "source": tuple(str(document) for document in citation.documents),
        }
