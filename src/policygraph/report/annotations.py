"""Findings as RDF: each a quality annotation with its target, its verdict and its proof."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from policygraph.dates import PartialDate
from policygraph.gaps import Evidence, Finding, Verdict, read_confidence
from policygraph.graph import Facts, text
from policygraph.namespaces import DQV, VOCABULARY
from policygraph.report.dimensions import read_dimensions
from policygraph.report.identity import Named, finding_iri, rule_iri
from policygraph.report.model import FindingsReport
from policygraph.report.proof import conclude
from policygraph.report.version import DataVersion, suggest_citation

MOTIVATION: Final = f"{DQV}qualityAssessment"
SEVERITIES: Final = {"violation": "sh:Violation", "warning": "sh:Warning", "info": "sh:Info"}

#: What is told of the money at stake is no ground of a verdict.
_ASIDE: Final = frozenset({"funding"})


def name_finding(found: Named) -> str:
    """Say in a few words what a finding is.

    Parameters
    ----------
    found : Named
        The finding.

    Returns
    -------
    str
        Such as ``Omitted from a list part: Ramsey County, MN``.
    """
    if found.gap:
        cells = found.gap.cells
        what = str(found.gap.place or cells.get("name") or cells.get("published") or "")
        return f"{found.gap.rule.title}: {what}" if what else found.gap.rule.title
    assert found.verdict
    word = found.verdict.verdict.value.replace("-", " ").capitalize()
    return f"{word}: {found.verdict.place}"


def cite_finding(found: Named, version: DataVersion) -> str:
    """Suggest how to cite a finding.

    Parameters
    ----------
    found : Named
        The finding.
    version : DataVersion
        What it was made with.

    Returns
    -------
    str
        A citation that ends with the address of the finding.
    """
    part = found.gap.part if found.gap else found.judged and found.judged.part
    day = found.gap.day if found.gap else found.judged and found.judged.as_of
    words = [name_finding(found)]
    if part:
        words.append(f"{part.label.partition(':')[0]} of the {part.report_label}")
    if day:
        words.append(f"as of {day.isoformat()}")
    return suggest_citation(", ".join(words), version, finding_iri(found.id))


def read_proof(found: Named) -> tuple[Evidence, ...]:
    """Read the links of the proof of a finding, each once.

    Of listed peers only what is said of the nearest is told; the JSON report has all.

    Parameters
    ----------
    found : Named
        The finding.

    Returns
    -------
    tuple of Evidence
        What a rule cites, then what a verdict rests on besides.
    """
    links = list(found.gap.evidence) if found.gap else []
    if found.verdict:
        verdict = found.verdict
        of_peers = {(link.role, link.claim) for peer in verdict.peers for link in peer.evidence}
        links += verdict.absence.evidence
        links += [
            link
            for link in verdict.evidence
            if link.role not in _ASIDE and (link.role, link.claim) not in of_peers
        ]
        if verdict.verdict is Verdict.OMITTED and not found.gap:
            links += verdict.peers[0].evidence if verdict.peers else ()
    once = {(link.role.replace("_", " "), link.claim): link for link in links}
    return tuple(once.values())


def add_findings(facts: Facts, report: FindingsReport, all_: Iterable[Named], made: str) -> None:
    """Describe findings.

    Parameters
    ----------
    facts : Facts
        Where the facts go.
    report : FindingsReport
        The report that they are of.
    all_ : iterable of Named
        The findings.
    made : str
        IRI of the activity that made them.
    """
    for found in all_:
        name = finding_iri(found.id)
        facts.add(
            name,
            "pg:Finding",
            rdf__type=["dqv:QualityAnnotation", "prov:Entity"],
            rdfs__label=text(name_finding(found)),
            dcterms__identifier=text(found.id, None),
            dcterms__bibliographicCitation=text(cite_finding(found, report.version), None),
            oa__motivatedBy=MOTIVATION,
            oa__hasTarget=_target(found),
            prov__wasGeneratedBy=made,
        )
        if found.gap:
            _add_gap(facts, name, found)
        if found.verdict:
            _add_verdict(facts, name, found.verdict, found)
        _add_body(facts, name, found)
        _add_proof(facts, name, read_proof(found))


def _target(found: Named) -> str:
    """Name what is at fault: where a place is missing, the part that lacks it."""
    if found.gap is None:
        assert found.judged
        return found.judged.part.iri
    is_place = found.gap.place is not None and found.gap.subject == found.gap.place.iri
    return found.gap.part.iri if found.gap.part and is_place else found.gap.subject


def _add_gap(facts: Facts, name: str, found: Named) -> None:
    gap = found.gap
    assert gap
    facts.add(
        name,
        pg__isFoundBy=rule_iri(gap.rule.id),
        pg__hasSeverity=SEVERITIES[gap.rule.severity.value],
        pg__findsJurisdiction=gap.place.iri if gap.place else None,
        pg__concernsPart=gap.part.iri if gap.part else None,
        pg__findsAsOf=PartialDate(gap.day.isoformat()) if gap.day else None,
        pg__wouldChange=text(gap.changes),
        pg__hasWeakestLink=f"conf:{gap.confidence}" if gap.confidence else None,
        dqv__inDimension=[f"quality:{dimension}" for dimension in read_dimensions(gap.rule)],
    )


def _add_verdict(facts: Facts, name: str, verdict: Finding, found: Named) -> None:
    judged = found.judged
    assert judged
    grade, why, firm = verdict.grade, verdict.explanation, read_confidence(verdict)
    facts.add(
        name,
        pg__findsJurisdiction=verdict.place.iri,
        pg__concernsPart=judged.part.iri,
        pg__findsAsOf=PartialDate(judged.as_of.isoformat()),
        pg__readsListVersion=text(judged.list_version),
        pg__hasVerdict=f"verdict:{verdict.verdict.value}",
        pg__hasGrade=f"grade:{grade.value}" if grade else None,
        pg__hasExplanation=f"{VOCABULARY}explanation/{why.kind}" if why else None,
        pg__wouldChange=[text(sentence) for sentence in verdict.would_change],
        pg__hasWeakestLink=f"conf:{firm}" if firm and not found.gap else None,
        pg__comparesPolicy=verdict.policy or None,
        pg__comparesWith=[
            peer.policy for peer in verdict.peers if peer.grade and peer.grade is grade
        ],
    )
    if not found.gap:
        facts.add(name, dqv__inDimension="quality:completeness")


def _add_body(facts: Facts, name: str, found: Named) -> None:
    message = found.gap.message if found.gap else ""
    if found.verdict and found.judged:
        message = conclude(found.verdict, found.judged)
    body = facts.add(
        f"{name}#body",
        "oa:TextualBody",
        rdfs__label=text(f"Text of: {name_finding(found)}"),
        rdf__value=text(message),
        dc__format=text("text/plain", None),
        dc__language=text("en", None),
    )
    facts.add(name, pg__message=text(message), oa__hasBody=body)


def _add_proof(facts: Facts, name: str, proof: Iterable[Evidence]) -> None:
    for number, link in enumerate(proof, start=1):
        role = link.role.replace("_", " ")
        step = facts.add(
            f"{name}#evidence-{number}",
            "pg:EvidenceLink",
            rdf__type="prov:Derivation",
            rdfs__label=text(f"{role}: {link.citation.summary}"),
            prov__entity=link.claim,
            pg__role=text(role, None),
        )
        facts.add(
            name,
            pg__hasEvidence=link.claim,
            prov__wasDerivedFrom=link.claim,
            prov__qualifiedDerivation=step,
        )
