"""A counterfactual list in its formats: rows, a headline, Markdown and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Final

from policygraph.gaps.wouldlist import Entry, Outcome, WouldList
from policygraph.report.omissions import evidence_record, place_record

COLUMNS: Final = ("outcome", "place", "geoid", "would", "published", "criterion", "why")


def headline(result: WouldList) -> str:
    """Say in two sentences what a criterion would have listed.

    Parameters
    ----------
    result : WouldList
        What was found.

    Returns
    -------
    str
        The criterion with its source, and the numbers of all outcomes.
    """
    counts, part = result.count(), result.part
    cited = [link.citation for link in result.evidence]
    said = " ".join(
        f"{found.summary.rstrip('.')} ({found.documents[0]}; {found.locator})" for found in cited
    )
    return (
        f"Criterion {result.criterion.id}: {said}. Policies as of {result.as_of.isoformat()},"
        f" beside {part.label} of the {part.report_label}:"
        f" {counts[Outcome.BOTH]} places are on both,"
        f" {counts[Outcome.PUBLISHED_ONLY]} were published although they do not meet it,"
        f" {counts[Outcome.WOULD_LIST_ONLY]} would be listed and were not, for"
        f" {counts[Outcome.CANNOT_TELL]} one cannot tell, and {counts[Outcome.NEITHER]} are on"
        " neither."
    )


def build_rows(entries: Iterable[Entry]) -> list[tuple[str | None, ...]]:
    """Flatten entries to one row each.

    Parameters
    ----------
    entries : iterable of Entry
        What was found of places.

    Returns
    -------
    list of tuple
        Cells in the order of :data:`COLUMNS`.
    """
    return [
        (
            entry.outcome.value,
            str(entry.place),
            entry.place.geoid,
            entry.would.value,
            entry.published.value,
            entry.criterion or None,
            entry.reason or None,
        )
        for entry in entries
    ]


def write_json(result: WouldList, entries: Iterable[Entry]) -> str:
    """Write a counterfactual list as JSON.

    Parameters
    ----------
    result : WouldList
        What was found.
    entries : iterable of Entry
        The places to write.

    Returns
    -------
    str
        Indented UTF-8 JSON, ending with a newline.
    """
    criterion, part = result.criterion, result.part
    record = {
        "criterion": {
            "id": criterion.id,
            "catches": sorted(criterion.catches),
            "leaves_open": sorted(criterion.leaves_open),
            "evidence": [evidence_record(link) for link in result.evidence],
        },
        "report": part.report_id,
        "part": part.id,
        "as_of": result.as_of.isoformat(),
        "counts": {outcome.value: count for outcome, count in result.count().items()},
        "places": [
            {
                "jurisdiction": place_record(entry.place),
                "outcome": entry.outcome.value,
                "would": entry.would.value,
                "published": entry.published.value,
                "criterion": entry.criterion or None,
                "why": entry.reason or None,
                "evidence": [evidence_record(link) for link in entry.evidence],
            }
            for entry in entries
        ],
    }
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"
