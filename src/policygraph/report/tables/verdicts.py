"""The tables of verdicts, of the listed policies they were compared with, and of features."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from policygraph.gaps import read_confidence, read_kinds
from policygraph.namespaces import VOCABULARY, compact
from policygraph.report.identity import finding_iri
from policygraph.report.tables.codes import (
    BASIS,
    OUTCOME,
    STANDING,
    read_feature_values,
    read_features,
    read_kinds_of,
    read_scheme,
)
from policygraph.report.tables.material import (
    Material,
    find_nearest,
    geoid_column,
    in_jurisdictions,
    iri_column,
    names,
    partial_column,
)
from policygraph.report.tables.model import SEPARATOR, Column, ForeignKey, Table, Value

Row = Mapping[str, Value]
_FOUR_PLACES: Final = Decimal("0.0001")


def _fraction(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(value).quantize(_FOUR_PLACES)


def describe_verdicts() -> Table:
    """Describe the table of verdicts."""
    return Table(
        "verdicts",
        "Verdicts",
        "Every place with a known policy that a list does not name: a row for each place and list.",
        (
            Column("verdict_id", "Verdict id", "Id; an omission has that of the finding.",
                   required=True),
            Column("list", "List", "The list that does not name the place.", required=True),
            Column("as_of", "As of", "The day as of which it was judged.", "date", required=True),
            geoid_column(),
            Column("place", "Place", "Name of the place.", required=True),
            Column("state", "State", "Postal code of the state."),
            Column("verdict", "Verdict", "What is concluded.", codes=read_scheme("verdict"),
                   required=True),
            Column("grade", "Grade", "How alike its policy is to the nearest listed one.",
                   codes=read_scheme("grade")),
            iri_column("policy", "Policy", "The policy that was compared.", required=False),
            Column("criterion", "Hold criterion", "Its hold criterion on the day, in words; codes "
                   "stand in the table policies."),
            Column("standing", "Standing", "Whether the policy was in force on the day.",
                   codes=STANDING, required=True),
            partial_column("confirmed", "Confirmed", "The last time for which a source speaks for "
                           "the policy."),
            Column("absence", "Ground of absence", "On what it rests that the place is absent.",
                   codes=BASIS, required=True),
            Column("formerly_listed", "Formerly listed", "What became of its entry, where the list "
                   "is read as corrected and names it no more."),
            Column("explanation", "Explanation", "Why the absence is no omission.",
                   codes=read_scheme("explan")),
            Column("explanation_text", "Explanation in words", "The same in a sentence."),
            Column("reasons", "Reasons", "What stands in the way of a firmer verdict.",
                   separator=SEPARATOR),
            Column("would_change", "What would change it", "What would change the verdict, each "
                   "found by judging again. Empty also where nobody asked.", separator=SEPARATOR),
            geoid_column("nearest_geoid", "GEOID of the nearest", "The nearest listed place.",
                         required=False),
            Column("nearest_place", "Nearest listed place", "Its name."),
            Column("agreement", "Agreement", "Share of the weight of the secondary features known "
                   "for both that is alike, with the first peer.", "decimal", unit="fraction"),
            Column("coverage", "Coverage", "Share of the weight of all secondary features that is "
                   "known for both, with the first peer.", "decimal", unit="fraction"),
            Column("peers", "Peers", "How many listed policies are shown beside it.", "integer",
                   required=True),
            Column("confidence", "Weakest link", "How near the weakest link of the proof stands "
                   "to its source; empty where nothing is concluded from claims.",
                   codes=read_scheme("conf")),
            Column("kinds", "Kinds of evidence", "The kinds of claims that it rests on.",
                   codes=read_kinds_of("Claim"), separator=SEPARATOR),
            Column("finding_id", "Finding", "The finding of an omission."),
            iri_column("iri", "Address", "Address under which it can be cited."),
        ),
        key=("verdict_id",),
        foreign_keys=(
            names("list", "lists"),
            names("finding_id", "findings"),
            ForeignKey(
                ("policy", "geoid", "as_of"), "policies", ("policy", "geoid", "as_of")
            ),
            *in_jurisdictions("geoid", "nearest_geoid"),
        ),
    )  # fmt: skip


def list_verdicts(material: Material) -> Iterator[Row]:
    """Yield a row for each verdict, list by list."""
    for id, one, finding in material.verdicts:
        standing, explanation = finding.standing, finding.explanation
        nearest = find_nearest(finding)
        agreement = finding.peers[0].agreement if finding.peers else None
        yield {
            "verdict_id": id,
            "list": material.lists[one.part.iri],
            "as_of": one.as_of,
            "geoid": finding.place.geoid,
            "place": str(finding.place),
            "state": finding.place.state,
            "verdict": finding.verdict.value,
            "grade": finding.grade.value if finding.grade else None,
            "policy": finding.policy,
            "criterion": finding.criterion,
            "standing": standing.status.value if standing else "unknown",
            "confirmed": str(standing.confirmed) if standing and standing.confirmed else None,
            "absence": finding.absence.basis.value,
            "formerly_listed": finding.formerly_listed,
            "explanation": explanation.kind if explanation else None,
            "explanation_text": explanation.text if explanation else None,
            "reasons": finding.reasons,
            "would_change": finding.would_change,
            "nearest_geoid": nearest.geoid if nearest else None,
            "nearest_place": str(nearest) if nearest else None,
            "agreement": _fraction(agreement.agreement) if agreement else None,
            "coverage": _fraction(agreement.coverage) if agreement else None,
            "peers": len(finding.peers),
            "confidence": read_confidence(finding),
            "kinds": read_kinds(finding),
            "finding_id": id if id in material.finding_ids else None,
            "iri": finding_iri(id),
        }


def describe_peers() -> Table:
    """Describe the table of peers."""
    return Table(
        "peers",
        "Peers",
        "The listed policies beside a verdict: a row for each, those that matter most first.",
        (
            Column("verdict_id", "Verdict id", "The verdict.", required=True),
            Column("rank", "Rank", "Its place among the peers of the verdict, from 1.", "integer",
                   required=True),
            geoid_column(description="The place that was judged."),
            geoid_column("peer_geoid", "GEOID of the peer", "The listed place."),
            Column("peer", "Peer", "Name of the listed place.", required=True),
            iri_column("policy", "Policy", "The policy of the listed place."),
            iri_column("listing", "Listing", "The entry that names it.", required=False),
            Column("grade", "Grade", "How alike the hold criteria are; empty where they are not, "
                   "or where it is left open.", codes=read_scheme("grade")),
            Column("criterion", "Hold criterion", "Hold criterion of the peer, in words."),
            Column("agreement", "Agreement", "Share of the weight of the secondary features known "
                   "for both that is alike.", "decimal", unit="fraction"),
            Column("coverage", "Coverage", "Share of the weight of all secondary features that is "
                   "known for both.", "decimal", unit="fraction", required=True),
            Column("matching", "Matching", "How many features are alike.", "integer",
                   required=True),
            Column("differing", "Differing", "How many features differ.", "integer",
                   required=True),
            Column("unknown", "Unknown", "How many features are not known for both.", "integer",
                   required=True),
            Column("notes", "Notes", "What to bear in mind.", separator=SEPARATOR),
        ),
        key=("verdict_id", "rank"),
        foreign_keys=(
            names("verdict_id", "verdicts"),
            names("listing", "listings"),
            *in_jurisdictions("geoid", "peer_geoid"),
        ),
    )  # fmt: skip


def list_peers(material: Material) -> Iterator[Row]:
    """Yield a row for each peer of each verdict."""
    for id, _, finding in material.verdicts:
        for rank, peer in enumerate(finding.peers, 1):
            entries = (
                link.claim
                for link in peer.evidence
                if link.role == "listing" and link.claim in material.listings
            )
            yield {
                "verdict_id": id,
                "rank": rank,
                "geoid": finding.place.geoid,
                "peer_geoid": peer.place.geoid,
                "peer": str(peer.place),
                "policy": peer.policy,
                "listing": next(entries, None),
                "grade": peer.grade.value if peer.grade else None,
                "criterion": peer.criterion,
                "agreement": _fraction(peer.agreement.agreement),
                "coverage": _fraction(peer.agreement.coverage),
                "matching": len(peer.matching),
                "differing": len(peer.differing),
                "unknown": len(peer.unknown),
                "notes": peer.notes,
            }


def describe_comparisons() -> Table:
    """Describe the table of comparisons."""
    values = "codes of the values"
    return Table(
        "comparisons",
        "Comparisons",
        "Secondary features side by side: a row for each feature of each peer of a verdict.",
        (
            Column("verdict_id", "Verdict id", "The verdict.", required=True),
            Column("rank", "Rank", "The peer's place among those of the verdict.", "integer",
                   required=True),
            geoid_column(description="The place that was judged."),
            geoid_column("peer_geoid", "GEOID of the peer", "The listed place."),
            Column("feature", "Feature", "The feature.", codes=read_features(), required=True),
            Column("outcome", "Outcome", "Whether the two are alike in it.", codes=OUTCOME,
                   required=True),
            Column("here", "Here", f"At the place that was judged: {values}.",
                   codes=read_feature_values(), separator=SEPARATOR),
            Column("there", "There", f"At the listed place: {values}.",
                   codes=read_feature_values(), separator=SEPARATOR),
        ),
        key=("verdict_id", "rank", "feature"),
        foreign_keys=(
            ForeignKey(("verdict_id", "rank"), "peers", ("verdict_id", "rank")),
            *in_jurisdictions("geoid", "peer_geoid"),
        ),
    )  # fmt: skip


def list_comparisons(material: Material) -> Iterator[Row]:
    """Yield a row for each feature of each peer."""
    codes: dict[tuple[str, str], str] = {}
    for concept, label in material.columns.concepts.items():
        codes[concept.rpartition("/")[0], label] = compact(concept)
    for id, _, finding in material.verdicts:
        for rank, peer in enumerate(finding.peers, 1):
            for outcome in ("matching", "differing", "unknown"):
                for feature in getattr(peer, outcome):
                    yield {
                        "verdict_id": id,
                        "rank": rank,
                        "geoid": finding.place.geoid,
                        "peer_geoid": peer.place.geoid,
                        "feature": feature.scheme.removeprefix(VOCABULARY),
                        "outcome": outcome,
                        "here": tuple(codes.get((feature.scheme, v), v) for v in feature.here),
                        "there": tuple(codes.get((feature.scheme, v), v) for v in feature.there),
                    }
