"""ICE's second Declined Detainer Outcome Report, of 4 to 10 February 2017, as far as it is known.

Only a few of its entries are known from newspapers. Research code names more that stand in the
second report or the third, without saying in which: ``us_ice_ddor_2017w2.csv`` keeps them as
listings of this one, inferred, since the section grew from report to report; nothing is concluded
from them. The coding is matched by name and by the week that the table gives, and may place an
entry in another section than the table it was collected in.
"""

from __future__ import annotations

from typing import Final

from policygraph.dates import PartialDate
from policygraph.errors import SourceError
from policygraph.graph import Facts, text
from policygraph.namespaces import AGENCY, LISTING, REPORT, jurisdiction_iri
from policygraph.sources import Row, Source, read_beside, reading
from policygraph.sources.coding import add_document
from policygraph.sources.curated import Curation
from policygraph.sources.lists import slugify
from policygraph.sources.us_ice_ddor_2017w1 import SECTION_2, SECTION_3

ID: Final = "us_ice_ddor_2017w2"
REPORT_IRI: Final = f"{REPORT}{ID}"

_PARTS: Final = {
    "section-1": ("detainers-issued", "Section I: most detainers issued"),
    "section-2": ("detainers-declined", "Section II: detainers recorded as declined"),
    "section-3": ("policies", "Section III: places with policies limiting cooperation"),
}

#: Rows of the tables that are of the first report alone.
_FIRST: Final = "1"
#: A coding that says: the same entry as another row.
_SAME: Final = "same"


def _add_report(facts: Facts) -> None:
    ice = facts.add(
        f"{AGENCY}us/ice",
        "pg:FederalAgency",
        rdfs__label=text("US Immigration and Customs Enforcement"),
    )
    facts.add(
        REPORT_IRI,
        "pg:Report",
        rdfs__label=text("Declined Detainer Outcome Report, 4 to 10 February 2017"),
        reportId=text(ID, None),
        isInSeries=f"{REPORT}us_ice_ddor",
        followsReport=f"{REPORT}us_ice_ddor_2017w1",
        dcterms__publisher=ice,
        dcterms__issued=PartialDate("2017-03-29"),
        periodStart=PartialDate("2017-02-04"),
        periodEnd=PartialDate("2017-02-10"),
    )
    for part, (kind, label) in _PARTS.items():
        facts.add(
            f"{REPORT_IRI}/part/{part}",
            "pg:ReportPart",
            rdfs__label=text(label),
            partId=text(part, None),
            isPartOf=REPORT_IRI,
            hasPartKind=f"part:{kind}",
        )


def _add_listing(facts: Facts, row: Row, coding: Row) -> None:
    name, state, part, geoid = row["jurisdiction"], row["state"], coding["part"], coding["geoid"]
    count, issued = row.get("declined_count", ""), coding["detainers_issued"]
    note = f" ({coding['note']})" if coding["note"] else ""
    facts.add(
        f"{LISTING}{ID}/{part}/{slugify(name, state)}",
        "pg:Listing",
        isListedIn=f"{REPORT_IRI}/part/{part}",
        nameAsPublished=text(name, None),
        stateAsPublished=text(state, None),
        listsJurisdiction=jurisdiction_iri(geoid) if geoid else None,
        mayListJurisdiction=[jurisdiction_iri(code) for code in coding["maybe"].split()],
        detainersIssued=int(issued) if issued else None,
        detainersDeclined=int(count) if count else None,
        citesDocument=[add_document(facts, slug) for slug in coding["documents"].split()],
        locator=text(coding["locator"], None),
        hasConfidence=f"conf:{coding['confidence']}",
        summary=text(f"{name}, {state} is listed in {_PARTS[part][1].partition(':')[0]}{note}."),
    )


def build(tables: dict[str, list[Row]]) -> Facts:
    """Turn the known entries of the report, with their codings, into facts.

    Parameters
    ----------
    tables : dict
        The rows of Sections II and III, of all reports of the series.

    Returns
    -------
    policygraph.graph.Facts
        The report, its parts, listings, totals, coverage, stated absences.

    Raises
    ------
    SourceError
        If a row of this report, or of an unknown one, has no coding.
    """
    facts = Facts()
    _add_report(facts)
    codings = {(coding["named"], coding["week"]): coding for coding in read_beside(f"{ID}.csv")}
    for table in (SECTION_2, SECTION_3):
        for row in tables[table.path]:
            if row["report_week"] == _FIRST:
                continue
            place = f"{row['jurisdiction']}, {row['state']}"
            coding = _find(codings, table.path, place, row["report_week"])
            if coding is None:
                raise SourceError(
                    f"{row.where}: {ID}.csv has no coding for {place}.",
                    hint="Read the row, code it and add it there.",
                )
            if coding["part"] != _SAME:
                with reading(row, coding):
                    _add_listing(facts, row, coding)
    Curation(ID, facts).add_claims()
    return facts


def _find(codings: dict[tuple[str, str], Row], path: str, place: str, week: str) -> Row | None:
    """Find a row's coding; no name stands in both tables for one week."""
    coding = codings.get((place, week))
    is_event = path == SECTION_2.path
    return coding if coding is None or is_event == (coding["part"] == "section-2") else None


SOURCE: Final = Source(
    id=ID,
    title="ICE Declined Detainer Outcome Report, 4 to 10 February 2017",
    description=(
        "The second report of the series, as far as it is known from others: totals, two places "
        "that declined detainers, and some of the places said to limit cooperation."
    ),
    publisher="US Immigration and Customs Enforcement, as reported by others",
    rights="A work of the US government; facts as reported by the documents that claims cite.",
    retrieved="2026-11-24",
    coverage=(
        "Section I: one entry of ten. Section II: two entries, with 14 of 47 detainers. Section "
        "III: 27 names of 150, of which 22 stand in this report or in the third."
    ),
    issued="2017-03-29",
    homepage="https://www.scribd.com/document/343533641/ddor2017-02-04to02-10",
    tables=(SECTION_2, SECTION_3),
    build=build,
    least=350,
)
