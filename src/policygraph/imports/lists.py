"""A list: a report with one part, an entry for each row, and how much of the part is held."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from policygraph.dates import PartialDate
from policygraph.graph import Facts, text
from policygraph.imports.facts import add_publisher, cite
from policygraph.imports.places import Places, Resolved
from policygraph.imports.request import Request
from policygraph.imports.rows import Entry
from policygraph.imports.shipped import Shipped
from policygraph.namespaces import CLAIM, LISTING, REPORT, jurisdiction_iri
from policygraph.reconcile import Resolution
from policygraph.sources.lists import slugify

_LONGEST: Final = 80


def add_list(
    facts: Facts, request: Request, resolved: Resolved, places: Places, shipped: Shipped
) -> list[str]:
    """State a list.

    Parameters
    ----------
    facts : Facts
        Where to.
    request : Request
        What is imported.
    resolved : Resolved
        Its rows with their places.
    places : Places
        The gazetteer.
    shipped : Shipped
        What is known already.

    Returns
    -------
    list of str
        What a person should be told of the coverage.
    """
    report = facts.add(
        f"{REPORT}{request.id}",
        "pg:Report",
        rdfs__label=text(request.title),
        reportId=text(request.id, None),
        dcterms__publisher=add_publisher(facts, request, shipped),
        dcterms__issued=PartialDate(request.date),
    )
    part = facts.add(
        f"{report}/part/{request.part_id}",
        "pg:ReportPart",
        rdfs__label=text(request.part_label),
        partId=text(request.part_id, None),
        isPartOf=report,
        hasPartKind=f"part:{request.part_kind}",
    )
    slugs: set[str] = set()
    for entry, resolution in resolved.places:
        _add_listing(facts, request, part, entry, resolution, _name(entry, slugs))
    return _add_coverage(facts, request, part, resolved, places)


def _name(entry: Entry, taken: set[str]) -> str:
    """Make the last part of a listing's IRI; the second of a name gets a number."""
    base = slugify(entry.get("name"), entry.get("state"))[:_LONGEST].strip("-") or "entry"
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    taken.add(slug)
    return slug


def _add_listing(
    facts: Facts, request: Request, part: str, entry: Entry, found: Resolution, slug: str
) -> None:
    name, state, heading = entry.get("name"), entry.get("state"), entry.get("heading")
    documents, locator = cite(facts, request, entry)
    date = entry.values.get("date")
    several = found.candidates if is_ambiguous(found) else ()
    facts.add(
        f"{LISTING}{request.id}/{request.part_id}/{slug}",
        "pg:Listing",
        isListedIn=part,
        nameAsPublished=text(name, None),
        stateAsPublished=text(state, None) if state else None,
        headingAsPublished=text(heading, None) if heading else None,
        listsJurisdiction=jurisdiction_iri(found.geoid) if found.outcome == "match" else None,
        mayListJurisdiction=[jurisdiction_iri(geoid) for geoid in several],
        citesDocument=documents,
        locator=locator,
        hasConfidence=f"conf:{entry.values.get('confidence', 'quoted')}",
        statedOn=date if isinstance(date, PartialDate) else None,
        summary=text(_sum_up(entry, found)),
    )


def is_ambiguous(found: Resolution) -> bool:
    """Whether several places may be meant: a single candidate that is not sure is none."""
    return found.outcome == "ambiguous" and len(found.candidates) > 1


def _sum_up(entry: Entry, found: Resolution) -> str:
    where = f"{entry.get('name')}, {entry.get('state')}".removesuffix(", ")
    said = [f"{where} is listed."]
    if found.outcome == "match" and (found.score < 100 or found.reason.startswith("Decided")):
        said.append(found.reason)
    elif is_ambiguous(found):
        said.append("The name fits several places.")
    elif found.outcome == "ambiguous":
        said.append(f"Which place is meant is not sure. {found.reason}")
    elif found.outcome == "no-match":
        said.append("The name fits no place that is known.")
    if note := entry.get("note"):
        said.append(f"Note: {note.rstrip('.')}.")
    return " ".join(said)


def _add_coverage(
    facts: Facts, request: Request, part: str, resolved: Resolved, places: Places
) -> list[str]:
    """State the coverage, which a row without a known place makes partial.

    Such a row may mean any place of its state, so that no absence there could be concluded.
    """
    unknown = [
        entry for entry, found in resolved.places if not found.geoid and not is_ambiguous(found)
    ]
    holes = {places.find_state(entry.get("state")) for entry in unknown}
    scopes: list[str | None] = [*read_scopes(request, places)] or [None]
    told = []
    for scope in scopes:
        concerned = bool(unknown) and (scope is None or None in holes or scope in holes)
        completeness = request.coverage
        where = f"for {places.describe(scope)}" if scope else "as a whole"
        if completeness == "complete" and concerned:
            completeness = "partial"
            told.append(
                f"The list is taken as partial {where}: a row that fits no known place may mean"
                " any. Settle these rows, and it counts as complete."
            )
        facts.add(
            f"{CLAIM}{request.id}/coverage{f'-{scope}' if scope else ''}",
            "pg:CoverageStatement",
            coversPart=part,
            coversScope=jurisdiction_iri(scope) if scope else None,
            hasCompleteness=f"cover:{completeness}",
            citesDocument=f"https://w3id.org/policygraph/document/import-{request.id}",
            locator=text("whole table", None),
            hasConfidence="conf:quoted",
            summary=text(_say_coverage(completeness, where, len(resolved.places))),
        )
    return told


def read_scopes(request: Request, places: Places) -> Iterable[str]:
    """Give the codes of the states for which the coverage is stated."""
    return [code for scope in request.scopes if (code := places.find_state(scope))]


def _say_coverage(completeness: str, where: str, rows: int) -> str:
    match completeness:
        case "complete":
            return f"The table of {rows:,} rows is said to hold the list whole, {where}."
        case "partial":
            return f"The table of {rows:,} rows holds a part of the list, {where}."
        case _:
            return f"How much of the list the table of {rows:,} rows holds, {where}, is not known."
