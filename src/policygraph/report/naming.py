"""A listed place in plain English: its entry, what became of it, and its policies that day."""

from __future__ import annotations

from collections.abc import Iterator

from policygraph.gaps import EntryEvent, NamedEntry, Naming
from policygraph.report.proof import show_policy
from policygraph.report.sections import Section, Sources
from policygraph.report.words import say_part


def explain_naming(naming: Naming) -> tuple[Section, ...]:
    """Lay out what is known of a place that a part of a report names.

    Parameters
    ----------
    naming : Naming
        The entries, what became of them, and the policies.

    Returns
    -------
    tuple of Section
        Headings with lines, the answer first and the sources last; sections without content are
        left out.
    """
    sources, part = Sources(), naming.part
    here = [entry for entry in naming.entries if entry.part == part]
    there = [entry for entry in naming.entries if entry.part != part]
    events = [line for entry in here for line in _show_events(entry, sources)]
    sections = [
        Section("LISTED", (_conclude(naming),)),
        *(
            Section(f"Its entry: “{entry.listing.name}”", tuple(map(sources.cite, entry.evidence)))
            for entry in here
        ),
        Section("What became of the entry", tuple(events or ["No later event is in the graph."])),
    ]
    for entry in there:
        lines = (*map(sources.cite, entry.evidence), *_show_events(entry, sources))
        sections.append(Section(f"Named as well in {entry.part.label}", lines))
    for policy in naming.policies:
        sections += show_policy(
            sources,
            policy.evidence,
            policy.standing,
            policy.criterion,
            naming.as_of,
            policy.label if len(naming.policies) > 1 else "Policy",
        )
    if not naming.policies:
        sections.append(Section("Policy: unknown", ("No policy of the place is in the graph.",)))
    likened = (sources.cite(note.evidence) for note in naming.similarity_claims)
    sections.append(Section("Similar, as sources say themselves", tuple(dict.fromkeys(likened))))
    sections.append(sources.section())
    return tuple(section for section in sections if section.lines)


def _conclude(naming: Naming) -> str:
    part = naming.part
    return (
        f"{naming.place} is named in {say_part(part)}, {naming.list_version}: it was not left out."
    )


def _show_events(entry: NamedEntry, sources: Sources) -> Iterator[str]:
    for event in entry.events:
        for link in event.evidence:
            yield f"{_head(event)}: {sources.cite(link)}"


def _head(event: EntryEvent) -> str:
    words = [event.kind.capitalize()]
    if event.occurred:
        words.append(event.occurred)
    if event.actor:
        words.append(f"by {event.actor}")
    if event.attributed:
        words.append(f"and put down to {event.attributed}")
    if event.reason:
        words.append(f"(reason: {event.reason})")
    return " ".join(words)
