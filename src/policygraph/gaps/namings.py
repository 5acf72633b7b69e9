"""Namings: what a part says of a place that it does name, and what became of that entry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from policygraph.gaps.findings import Evidence, SimilarityNote
from policygraph.gaps.listed import ListedPart, cite
from policygraph.gaps.peers import PeerTable
from policygraph.gaps.records import Columns, Listing, ListingEvent, Part
from policygraph.gaps.versions import ListVersion
from policygraph.gaps.views import PolicyView, cite_policy
from policygraph.places import Place
from policygraph.policies import Standing


@dataclass(frozen=True, slots=True)
class EntryEvent:
    """What became of an entry: kind, time, actor and reason in words, and the proof."""

    kind: str
    occurred: str | None
    actor: str | None
    reason: str | None
    attributed: Place | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class NamedEntry:
    """An entry of a part that names the place, with what became of it in order of time."""

    part: Part
    listing: Listing
    evidence: tuple[Evidence, ...]
    events: tuple[EntryEvent, ...]


@dataclass(frozen=True, slots=True)
class NamedPolicy:
    """A policy of the place as of the day, with the claims for and against."""

    policy: str
    label: str
    standing: Standing
    criterion: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Naming:
    """What is known of a place that a part of a report names.

    Parameters
    ----------
    place : Place
        The place.
    part : Part
        The part that was asked about.
    as_of : datetime.date
        The day as of which policies are read.
    entries : tuple of NamedEntry
        The entries of that part that name the place, then those of other parts of the report.
    policies : tuple of NamedPolicy
        The place's policies.
    similarity_claims : tuple of SimilarityNote
        What sources say themselves of its likeness to other places.
    list_version : str
        In which version the list was read.
    """

    place: Place
    part: Part
    as_of: date
    entries: tuple[NamedEntry, ...]
    policies: tuple[NamedPolicy, ...]
    similarity_claims: tuple[SimilarityNote, ...]
    list_version: str


def find_naming(
    columns: Columns,
    part: Part,
    place: Place,
    day: date | None = None,
    version: ListVersion | None = None,
) -> Naming:
    """Gather what is known of a place that a part names.

    Parameters
    ----------
    columns : Columns
        The graph.
    part : Part
        The part.
    place : Place
        The place.
    day : datetime.date, optional
        The day as of which policies are read; by default the day of the report.
    version : ListVersion, optional
        The version in which the columns have the list; by default as published.

    Returns
    -------
    Naming
        Its entries with what became of them, and its policies; without entries of the part where
        the part does not name it.
    """
    as_of = day or part.issued
    listed = ListedPart(columns, part)
    table = PeerTable(listed, as_of)
    others = [item for item in columns.parts if item.report == part.report and item != part]
    return Naming(
        place=place,
        part=part,
        as_of=as_of,
        entries=tuple(
            NamedEntry(
                item, listing, cite(columns, "listing", [listing.iri]), _events(columns, listing)
            )
            for item in (part, *others)
            for listing in ListedPart(columns, item).find_entries(place.iri)
        ),
        policies=tuple(
            _read_policy(columns, table.view(policy))
            for policy in table.by_place.get(place.iri, ())
        ),
        similarity_claims=tuple(
            SimilarityNote(columns.places[other], link)
            for other, claim in columns.similar.get(place.iri, ())
            for link in cite(columns, "similarity", [claim])
            if other in columns.places
        ),
        list_version=str(version) if version else f"as published {part.issued.isoformat()}",
    )


def _events(columns: Columns, listing: Listing) -> tuple[EntryEvent, ...]:
    """Tell what became of a listing: dated events in their order, then those without a date."""

    def when(event: ListingEvent) -> tuple[bool, date, str]:
        return (
            event.occurred is None,
            event.occurred.earliest if event.occurred else date.min,
            event.claim,
        )

    return tuple(
        EntryEvent(
            kind=columns.concepts.get(event.kind, event.kind),
            occurred=str(event.occurred) if event.occurred else None,
            actor=event.actor,
            reason=columns.concepts.get(event.reason, event.reason) if event.reason else None,
            attributed=columns.places.get(event.attributed) if event.attributed else None,
            evidence=cite(columns, "event", [event.claim]),
        )
        for event in sorted(
            (*columns.events.get(listing.iri, ()), *columns.events.get(listing.part, ())), key=when
        )
    )


def _read_policy(columns: Columns, view: PolicyView) -> NamedPolicy:
    return NamedPolicy(
        policy=view.policy.iri,
        label=view.policy.label,
        standing=view.standing,
        criterion=view.words,
        evidence=cite_policy(columns, view),
    )
