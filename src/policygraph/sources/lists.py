"""What the builders of official lists share: a report with its parts, and listings from a coding.

A coding is a CSV table beside the builder, with one row for each row of the list: the place that
the name means (``geoid``), or every place that it may mean (``maybe``), or none; further documents
on which the attribution rests, the confidence, and a note where the name needs one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from policygraph.dates import PartialDate
from policygraph.errors import SourceError
from policygraph.graph import Facts, text
from policygraph.namespaces import AGENCY, LISTING, REPORT, jurisdiction_iri
from policygraph.sources import Row, read_beside, reading
from policygraph.sources.coding import add_document

WHOLE_LIST: Final = "list"


@dataclass(frozen=True)
class WholeList:
    """A report that is one list, and how its rows are read.

    Parameters
    ----------
    id : str
        Its id as a report and as a source.
    label, part_label : str
        Names of the report and of its one part.
    agency, agency_label : str
        Key and name of the federal agency that published it.
    issued : str
        Day of publication.
    document : str
        The document that every listing cites.
    named : callable
        The name in a row of the table, as published.
    heading : callable
        The heading it stands under, as published; empty where the table does not tell.
    versions : tuple of (str, str)
        Day and name of each version that is known.
    """

    id: str
    label: str
    part_label: str
    agency: str
    agency_label: str
    issued: str
    document: str
    named: Callable[[Row], str]
    heading: Callable[[Row], str]
    versions: tuple[tuple[str, str], ...]

    @property
    def part(self) -> str:
        """Return the IRI of the report's one part."""
        return f"{REPORT}{self.id}/part/{WHOLE_LIST}"


def slugify(name: str, state: str) -> str:
    """Make the last part of a listing's IRI.

    Examples
    --------
    >>> slugify("Doña Ana County", "NM"), slugify("Prince George's County", "MD")
    ('doña-ana-county-nm', 'prince-george-s-county-md')
    """
    return re.sub(r"[^\w]+", "-", f"{name} {state}".lower()).strip("-")


def add_report(facts: Facts, whole: WholeList) -> None:
    """State a report of one part, its publisher and its versions.

    Parameters
    ----------
    facts : Facts
        Where to.
    whole : WholeList
        The report.
    """
    publisher = facts.add(
        f"{AGENCY}us/{whole.agency}", "pg:FederalAgency", rdfs__label=text(whole.agency_label)
    )
    report = facts.add(
        f"{REPORT}{whole.id}",
        "pg:Report",
        rdfs__label=text(whole.label),
        reportId=text(whole.id, None),
        dcterms__publisher=publisher,
        dcterms__issued=PartialDate(whole.issued),
    )
    facts.add(
        whole.part,
        "pg:ReportPart",
        rdfs__label=text(whole.part_label),
        partId=text(WHOLE_LIST, None),
        isPartOf=report,
        hasPartKind="part:whole-list",
    )
    for day, label in whole.versions:
        facts.add(
            f"{report}/version/{day}",
            "pg:ReportVersion",
            rdfs__label=text(label),
            isVersionOf=report,
            dcterms__issued=PartialDate(day),
        )


def add_listings(facts: Facts, whole: WholeList, rows: list[tuple[str, Row]]) -> None:
    """State the listing of every row, with its coding.

    Parameters
    ----------
    facts : Facts
        Where to.
    whole : WholeList
        The report.
    rows : list of (str, Row)
        Each row of the table with its number.

    Raises
    ------
    SourceError
        If a row has no coding, or the coding is of another name.
    """
    codings = {coding["row"]: coding for coding in read_beside(f"{whole.id}.csv")}
    for number, row in rows:
        place = f"{whole.named(row)}, {row['state']}"
        coding = codings.get(number)
        if coding is None:
            raise SourceError(
                f"{row.where}: {whole.id}.csv has no coding for row {number} ({place}).",
                hint="Read the row, code it and add it there.",
            )
        if coding["named"] != place:
            raise SourceError(
                f"{row.where} is about {place}, but {coding.where} codes {coding['named']}."
            )
        with reading(row, coding):
            _add_listing(facts, whole, number, row, coding)


def _add_listing(facts: Facts, whole: WholeList, number: str, row: Row, coding: Row) -> None:
    name, state, geoid = whole.named(row), row["state"], coding["geoid"]
    heading = whole.heading(row)
    documents = (whole.document, *coding["documents"].split())
    note = f" ({coding['note']})" if coding["note"] else ""
    facts.add(
        f"{LISTING}{whole.id}/{WHOLE_LIST}/{slugify(name, state)}",
        "pg:Listing",
        isListedIn=whole.part,
        nameAsPublished=text(name, None),
        stateAsPublished=text(state, None),
        headingAsPublished=text(heading, None) if heading else None,
        listsJurisdiction=jurisdiction_iri(geoid) if geoid else None,
        mayListJurisdiction=[jurisdiction_iri(code) for code in coding["maybe"].split()],
        citesDocument=[add_document(facts, slug) for slug in documents],
        locator=text(f"row {number}", None),
        hasConfidence=f"conf:{coding['confidence']}",
        summary=text(f"{name}, {state} is listed{note}."),
    )
