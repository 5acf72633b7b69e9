"""The tables of lists, of how far they are known, of their entries and of what became of those."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from policygraph.dates import PartialDate
from policygraph.gaps import Completeness, OmissionReport, Verdict
from policygraph.report.tables.codes import COMPLETENESS, read_scheme
from policygraph.report.tables.material import (
    Material,
    geoid_column,
    in_jurisdictions,
    iri_column,
    names,
    partial_column,
)
from policygraph.report.tables.model import SEPARATOR, Column, Table, Value

Row = Mapping[str, Value]
#: The scope of a coverage that is that of a list as a whole.
WHOLE: Final = "whole list"


def _local(iri: str | None) -> str | None:
    return iri.rpartition("/")[2] if iri else None


def describe_lists() -> Table:
    """Describe the table of lists."""
    return Table(
        "lists",
        "Lists",
        "The lists that were examined: a row for each part of a report.",
        (
            Column("list", "List", "Id of the report and of the part.", required=True),
            iri_column("iri", "Address", "Address of the part."),
            Column("report", "Report", "Id of the report.", required=True),
            Column("report_title", "Title of the report", "Its title.", required=True),
            Column("part", "Part", "Id of the part.", required=True),
            Column("title", "Title of the part", "Its title.", required=True),
            Column("kind", "Kind", "What an entry means.", codes=read_scheme("part"),
                   required=True),
            Column("issued", "Issued", "The day on which the report was published.", "date",
                   required=True),
            Column("as_of", "As of", "The day as of which policies were read.", "date",
                   required=True),
            Column("reading", "Reading", "As published, or as corrected by a day; empty where the "
                   "list was not judged.",),
            Column("judged", "Judged", "Whether places that it does not name were judged. Lists "
                   "of events are not, unless asked for.", "boolean", required=True),
            Column("entries", "Entries", "How many entries of it are held.", "integer",
                   required=True),
            *(
                Column(verdict.value.replace("-", "_"), code.label.capitalize(),
                       f"How many verdicts: {code.definition}", "integer")
                for verdict, code in (
                    (verdict, read_scheme("verdict")[verdict.value]) for verdict in Verdict
                )
            ),
            Column("completeness", "Completeness", "How far the answer goes, all over: complete "
                   "only where the whole list is known.", codes=COMPLETENESS),
        ),
        key=("list",),
    )  # fmt: skip


def list_lists(material: Material) -> Iterator[Row]:
    """Yield a row for each part that was examined."""
    entries = Counter(item.part for item in material.listings.values())
    for part in material.report.gaps.parts:
        one = material.judged.get(part.iri)
        yield {
            "list": material.lists[part.iri],
            "iri": part.iri,
            "report": part.report_id,
            "report_title": part.report_label,
            "part": part.id,
            "title": part.label,
            "kind": part.kind,
            "issued": part.issued,
            "as_of": one.as_of if one else material.report.gaps.day or part.issued,
            "reading": one.list_version if one else None,
            "judged": one is not None,
            "entries": entries[part.iri],
            **{
                verdict.value.replace("-", "_"): one.counts[verdict] if one else None
                for verdict in Verdict
            },
            "completeness": _sum_up(one) if one else None,
        }


def _sum_up(one: OmissionReport) -> str:
    """Say of a whole list how far an answer about it goes."""
    if any(scope.state is None for scope in one.completeness):
        return Completeness.COMPLETE.value
    if all(scope.completeness is Completeness.UNKNOWN for scope in one.completeness):
        return Completeness.UNKNOWN.value
    return Completeness.LOWER_BOUND.value


def describe_coverage() -> Table:
    """Describe the table of coverage."""
    return Table(
        "coverage",
        "Coverage",
        "How far an answer about a list goes: a row for each state, or one for the whole list.",
        (
            Column("list", "List", "The list.", required=True),
            Column("scope", "Scope", f"Postal code of the state, or: {WHOLE}.", required=True),
            geoid_column(description="Census code of the state.", required=False),
            Column("completeness", "Completeness", "How far the answer goes there.",
                   codes=COMPLETENESS, required=True),
            Column("claims", "Claims", "The statements that say so.", "anyURI",
                   separator=SEPARATOR),
        ),
        key=("list", "scope"),
        foreign_keys=(names("list", "lists"), *in_jurisdictions("geoid")),
    )  # fmt: skip


def list_coverage(material: Material) -> Iterator[Row]:
    """Yield a row for each state of each list that was judged."""
    for one in material.report.lists:
        for scope in one.completeness:
            yield {
                "list": material.lists[one.part.iri],
                "scope": (scope.state.state or scope.state.geoid) if scope.state else WHOLE,
                "geoid": scope.state.geoid if scope.state else None,
                "completeness": scope.completeness.value,
                "claims": scope.claims,
            }


def describe_listings() -> Table:
    """Describe the table of listings."""
    return Table(
        "listings",
        "Listings",
        "The entries of the lists that were examined: a row for each.",
        (
            iri_column("listing", "Listing", "The entry, which is a claim."),
            Column("list", "List", "The list.", required=True),
            Column("name", "Name as published", "The name that was printed.", required=True),
            geoid_column(description="The place that it names; empty where the name fits several.",
                         required=False),
            Column("place", "Place", "Name of that place."),
            Column("state", "State", "Postal code of its state."),
            Column("candidates", "Candidates", "GEOIDs of the places that the name may mean, where "
                   "it fits several.", separator=SEPARATOR, pattern="[0-9]{2,10}"),
            Column("confidence", "Confidence", "How near our record of it stands to the list.",
                   codes=read_scheme("conf"), required=True),
            Column("events", "Events", "How many events are recorded of it, without those of the "
                   "whole list: see the table events.", "integer", required=True),
        ),
        key=("listing",),
        foreign_keys=(
            names("list", "lists"),
            *in_jurisdictions("geoid"),
        ),
    )  # fmt: skip


def list_listings(material: Material) -> Iterator[Row]:
    """Yield a row for each entry."""
    columns = material.columns
    for item in material.listings.values():
        place = columns.places.get(item.place or "")
        candidates = (material.geoid(iri) for iri in item.candidates)
        yield {
            "listing": item.iri,
            "list": material.lists[item.part],
            "name": item.name,
            "geoid": place.geoid if place else None,
            "place": str(place) if place else None,
            "state": place.state if place else None,
            "candidates": tuple(geoid for geoid in candidates if geoid),
            "confidence": item.confidence,
            "events": len(columns.events.get(item.iri, ())),
        }


def describe_events() -> Table:
    """Describe the table of events."""
    return Table(
        "events",
        "Events",
        "What became of entries and of whole lists: a row for each event.",
        (
            iri_column("claim", "Claim", "The claim that tells of it."),
            iri_column("subject", "Subject", "The entry, or the part of a report."),
            Column("list", "List", "The list.", required=True),
            iri_column("listing", "Listing", "The entry; empty for events of a whole list.",
                       required=False),
            Column("kind", "Kind", "What happened.", codes=read_scheme("event"), required=True),
            partial_column("occurred", "Occurred", "When it happened."),
            Column("occurred_earliest", "Occurred at the earliest", "The first day that this can "
                   "mean.", "date"),
            Column("occurred_latest", "Occurred at the latest", "The last day that this can mean.",
                   "date"),
            Column("actor", "Actor", "Who did it."),
            Column("reason", "Reason", "The ground of a correction.",
                   codes=read_scheme("reason")),
            geoid_column("attributed_geoid", "GEOID of the place meant", "The place to which the "
                         "entry was given instead.", required=False),
        ),
        key=("claim", "subject"),
        foreign_keys=(
            names("list", "lists"),
            names("listing", "listings"),
            names("claim", "claims"),
            *in_jurisdictions("attributed_geoid"),
        ),
    )  # fmt: skip


def list_events(material: Material) -> Iterator[Row]:
    """Yield a row for each event of the lists that were examined."""
    for subject, events in material.columns.events.items():
        entry = material.listings.get(subject)
        part = entry.part if entry else subject
        if part not in material.lists:
            continue
        for event in events:
            occurred: PartialDate | None = event.occurred
            yield {
                "claim": event.claim,
                "subject": subject,
                "list": material.lists[part],
                "listing": subject if entry else None,
                "kind": _local(event.kind),
                "occurred": str(occurred) if occurred else None,
                "occurred_earliest": occurred.earliest if occurred else None,
                "occurred_latest": occurred.latest if occurred else None,
                "actor": event.actor,
                "reason": _local(event.reason),
                "attributed_geoid": material.geoid(event.attributed),
            }
