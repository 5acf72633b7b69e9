"""A finding in plain English: the whole chain from the list to the verdict, with every source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from policygraph.gaps import (
    Basis,
    Completeness,
    Evidence,
    Finding,
    FundingFact,
    OmissionReport,
    Peer,
    Verdict,
    read_confidence,
    read_kinds,
)
from policygraph.policies import Grade, Standing, Status
from policygraph.report.sections import Section, Sources
from policygraph.report.words import join_words, say_part

#: How many peers a proof shows in full beside those that a source itself names; it says how many
#: more there are.
FULL_PEERS: Final = 3

_AMONG: Final = "How far this answer goes, among the places whose policy is known"

_GRADES: Final = {
    Grade.EXACT: "the same hold criterion (exact)",
    Grade.CLOSE: "a close hold criterion: neither holds anybody on a detainer alone",
    Grade.AS_WRITTEN: "the same hold criterion as worded, with an open term (as written)",
    Grade.STATED: "a similar policy by a source's own statement (stated)",
}


def say_money(fact: FundingFact) -> str:
    """Say a funding figure in words.

    Parameters
    ----------
    fact : FundingFact
        The figure.

    Returns
    -------
    str
        Amount and share as the source has them.
    """
    about = "about " if fact.approximate else ""
    parts = []
    if fact.amount_usd is not None:
        parts.append(f"${fact.amount_usd:,.0f}")
    if fact.share is not None:
        parts.append(f"{about}{float(fact.share) * 100:.3g}% of the {fact.base or 'base'}")
    return ", ".join(parts)


def headline(report: OmissionReport) -> str:
    """Say in one sentence what a part leaves out.

    Parameters
    ----------
    report : OmissionReport
        The findings.

    Returns
    -------
    str
        A sentence with the numbers of all verdicts.
    """
    counts = report.counts
    total = sum(counts.values())
    places = "1 place" if total == 1 else f"{total} places"
    omitted, explained = counts[Verdict.OMITTED], counts[Verdict.EXPLAINED]
    other = counts[Verdict.NOT_COMPARABLE]
    return (
        f"{report.part.label}, {report.part.report_label} ({report.list_version}), read as of"
        f" {report.as_of.isoformat()}: of {places} with a known policy that it does not name,"
        f" {omitted} {'was' if omitted == 1 else 'were'} left out although their policy is like a"
        f" listed one; {explained} {'absence is' if explained == 1 else 'absences are'} explained,"
        f" for {counts[Verdict.CANNOT_TELL]} one cannot tell, and {other}"
        f" {'is' if other == 1 else 'are'} not comparable."
    )


def say_completeness(report: OmissionReport) -> str:
    """Say in one sentence how far an answer goes.

    Parameters
    ----------
    report : OmissionReport
        The findings.

    Returns
    -------
    str
        Where the answer is complete, and where it is a lower bound.
    """
    if any(scope.state is None for scope in report.completeness):
        return f"{_AMONG}: complete, because the whole list is known."
    names = [str(s.state) for s in report.completeness if s.completeness is Completeness.COMPLETE]
    unknown = sum(s.completeness is Completeness.UNKNOWN for s in report.completeness)
    known = (
        f"complete for {', '.join(names)}; elsewhere a lower bound" if names else "a lower bound"
    )
    if unknown == len(report.completeness):
        known = "unknown"
    blank = f"; of the list in {unknown} {'state' if unknown == 1 else 'states'} nothing is known"
    return f"{_AMONG}: {known}{blank if unknown else ''}."


def conclude(finding: Finding, report: OmissionReport) -> str:
    """Say the verdict on a place in one sentence.

    Parameters
    ----------
    finding : Finding
        The finding.
    report : OmissionReport
        What it is part of.

    Returns
    -------
    str
        The sentence.
    """
    words = _conclude(finding, report)
    return f"{words} {finding.formerly_listed}" if finding.formerly_listed else words


def _conclude(finding: Finding, report: OmissionReport) -> str:
    part = say_part(report.part)
    match finding.verdict:
        case Verdict.OMITTED:
            peers = [peer.place for peer in finding.peers if peer.grade is finding.grade]
            computed = {peer.place for peer in finding.peers}
            likened = [n.place for n in finding.similarity_claims if n.place not in computed]
            named = (peers or likened)[0]
            return (
                f"{finding.place} was left out of {part}, although on {report.as_of.isoformat()} "
                f"its policy was materially similar to that of listed {named}: "
                f"{_GRADES[finding.grade] if finding.grade else ''}."
            )
        case Verdict.EXPLAINED:
            why = finding.explanation.text if finding.explanation else ""
            return f"{finding.place} is not named in {part}, and there is a reason. {why}"
        case Verdict.CANNOT_TELL:
            return f"Whether {finding.place} was left out of {part} cannot be told. " + " ".join(
                finding.reasons
            )
        case Verdict.NOT_COMPARABLE:
            return f"{finding.place} is not comparable with the places in {part}. " + " ".join(
                finding.reasons
            )


def show_features(peer: Peer) -> Iterator[str]:
    """Say which secondary features a place and its peer share, and which not.

    Parameters
    ----------
    peer : Peer
        The listed place.

    Yields
    ------
    str
        First how far they agree, then a sentence for each feature, last those that are unknown.
    """
    agreement = peer.agreement
    if agreement.agreement is not None:
        yield (
            f"Secondary features: {agreement.agreement:.0%} agreement over the"
            f" {agreement.coverage:.0%} of the weight that is known for both."
        )
    for feature in peer.matching:
        yield f"Same {feature.label}: {', '.join(feature.here)}."
    for feature in peer.differing:
        here, there = ", ".join(feature.here), ", ".join(feature.there)
        yield f"Different {feature.label}: {here} here, {there} there."
    if peer.unknown:
        yield f"Unknown for one or both: {', '.join(feature.label for feature in peer.unknown)}."


def choose_peers(finding: Finding) -> list[Peer]:
    """Choose the peers to show in full: the nearest, and those that a source likens to it.

    Parameters
    ----------
    finding : Finding
        The finding.

    Returns
    -------
    list of Peer
        In the order of the finding.
    """
    likened = {note.place.iri for note in finding.similarity_claims}
    return [
        peer
        for number, peer in enumerate(finding.peers)
        if number < FULL_PEERS or peer.place.iri in likened
    ]


def _peer_sections(finding: Finding, sources: Sources) -> Iterator[Section]:
    shown = choose_peers(finding)
    for peer in shown:
        grade = peer.grade.value if peer.grade else "no grade"
        lines = [
            f"Hold criterion: {peer.criterion}.",
            *peer.notes,
            *show_features(peer),
            *(sources.cite(link) for link in peer.evidence),
        ]
        yield Section(f"Listed: {peer.place} ({grade})", tuple(dict.fromkeys(lines)))
    more = [peer for peer in finding.peers if peer not in shown]
    if more:
        names = dict.fromkeys(f"{peer.place} ({peer.grade or 'no grade'})" for peer in more)
        yield Section("Listed as well", (f"With a like policy: {join_words(list(names))}.",))


def cite_roles(
    sources: Sources, evidence: Iterable[Evidence], *roles: str, before: str = ""
) -> list[str]:
    """Cite the links that have one of these roles, each once."""
    return [before + sources.cite(link) for link in dict.fromkeys(evidence) if link.role in roles]


def show_policy(
    sources: Sources,
    evidence: Sequence[Evidence],
    standing: Standing | None,
    criterion: str,
    as_of: date,
    name: str = "Policy",
) -> Iterator[Section]:
    """Show whether a policy was in force on a day, and with which criterion.

    Parameters
    ----------
    sources : Sources
        The documents of the proof.
    evidence : sequence of Evidence
        Links with roles as :func:`policygraph.gaps.views.cite_policy` gives them.
    standing : Standing or None
        Whether it was in force; None where no policy is known.
    criterion : str
        Its criterion in words; may be empty.
    as_of : datetime.date
        The day.
    name : str, optional
        What to call the policy.

    Yields
    ------
    Section
        One on its being in force, one on its criterion.
    """
    confirmed = standing and standing.confirmed
    in_force = standing is not None and standing.status is Status.IN_FORCE
    presumed = "; presumed to continue until ended" if in_force else ""
    stood = [
        *cite_roles(sources, evidence, "in force"),
        *cite_roles(sources, evidence, "not in force", before="Against: "),
        *([f"Last confirmed for {confirmed}{presumed}."] if confirmed else []),
    ]
    yield Section(
        f"{name} on {as_of}: {standing.status if standing else 'unknown'}",
        tuple(stood or ["No claim tells whether it stood by that day."]),
    )
    stated = [
        *cite_roles(sources, evidence, "criterion"),
        *cite_roles(sources, evidence, "conflict", before="Otherwise: "),
        *cite_roles(sources, evidence, "later", before="Later: "),
    ]
    yield Section(
        f"Hold criterion: {criterion or 'unknown'}",
        tuple(stated or ["No claim states one for that day."]),
    )


def explain_finding(finding: Finding, report: OmissionReport) -> tuple[Section, ...]:
    """Lay out the whole chain behind a verdict.

    Parameters
    ----------
    finding : Finding
        The finding.
    report : OmissionReport
        What it is part of.

    Returns
    -------
    tuple of Section
        Headings with lines, the verdict first and the sources last; sections without content
        are left out.
    """
    sources = Sources()

    def pick(*roles: str) -> list[str]:
        return cite_roles(sources, finding.evidence, *roles)

    basis = {
        Basis.STATED: "Absent, as sources say",
        Basis.COVERAGE: "Absent, because the list is known to be complete there",
        Basis.NONE: "Absence not established",
    }[finding.absence.basis]
    absence = [sources.cite(link) for link in finding.absence.evidence] or [
        "No source says that it is absent, and how far the list is known there is not said."
    ]
    places = {finding.place, *(peer.place for peer in choose_peers(finding))}
    sections = (
        Section(finding.verdict.value.upper(), (conclude(finding, report),)),
        Section("What became of its entry", tuple(pick("correction"))),
        Section("Named in its place", tuple(pick("parent listing", "uncertain listing"))),
        Section(basis, tuple(absence)),
        *(
            show_policy(
                sources, finding.evidence, finding.standing, finding.criterion, report.as_of
            )
            if finding.policy
            else ()
        ),
        *_peer_sections(finding, sources),
        Section("Similar, as sources say themselves", tuple(pick("similarity"))),
        Section(
            "Federal funding",
            tuple(
                f"{fact.place}: {say_money(fact)} ({fact.measure}, {fact.year})."
                f" {sources.cite(fact.evidence)}"
                for fact in finding.funding
                if fact.place in places
            ),
        ),
        Section("How firm this is", tuple(_show_strength(finding))),
        Section("What would change this", finding.would_change),
        sources.section(),
    )
    return tuple(section for section in sections if section.lines)


def _show_strength(finding: Finding) -> Iterator[str]:
    confidence = read_confidence(finding)
    if confidence:
        kinds = [re.sub(r"(?<!^)(?=[A-Z])", " ", kind).lower() for kind in read_kinds(finding)]
        yield f"The weakest link of the proof is {confidence}. It rests on: {', '.join(kinds)}."
