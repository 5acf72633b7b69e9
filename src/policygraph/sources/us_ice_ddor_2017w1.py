"""ICE's first Declined Detainer Outcome Report, 20 March 2017, as far as it is known.

The report's own tables are not to be had whole: its listings are known from newspapers and from
copies of parts, row by row, with the confidence that each allows. ``us_ice_ddor_2017w1.csv``
codes each row (place, documents, criterion) and is matched with it by part and name, since a part
names nobody twice; ``us_ice_ddor_2017w1.toml`` has totals, coverage and disputes.
"""

from __future__ import annotations

import re
from typing import Final

from policygraph.dates import PartialDate
from policygraph.errors import SourceError
from policygraph.graph import Facts, text
from policygraph.namespaces import AGENCY, CLAIM, LISTING, REPORT, jurisdiction_iri
from policygraph.sources import Row, Source, Table, read_beside, reading
from policygraph.sources.coding import (
    add_criterion,
    add_document,
    add_policy,
    describe_criterion,
)
from policygraph.sources.curated import Curation

ID: Final = "us_ice_ddor_2017w1"
REPORT_IRI: Final = f"{REPORT}{ID}"
ISSUED: Final = PartialDate("2017-03-20")

SECTION_1: Final = Table(
    "lists/ddor_2017w1_section1.csv",
    ("rank", "jurisdiction", "state", "detainers_issued"),
    minimum=10,
)
SECTION_2: Final = Table(
    "lists/ddor_2017_section2_partial.csv",
    ("jurisdiction", "state", "report_week", "declined_count"),
    minimum=14,
)
SECTION_3: Final = Table(
    "lists/ddor_2017_section3_partial.csv",
    ("jurisdiction", "state", "report_week", "date_enacted", "policy"),
    minimum=76,
)
CORRECTIONS: Final = Table(
    "lists/ice_ddor_corrections.csv", ("jurisdiction", "state", "report_week", "kind"), minimum=11
)

_PARTS: Final = {
    "section-1": (SECTION_1, "detainers-issued", "Section I: most detainers issued"),
    "section-2": (SECTION_2, "detainers-declined", "Section II: detainers recorded as declined"),
    "section-3": (SECTION_3, "policies", "Section III: places with policies limiting cooperation"),
}

#: What ICE's note of April 2017 took back, and what the next report silently left out: the part
#: of the listing, the event and its reason.
_CORRECTIONS: Final = {
    "misattributed": ("section-1", "corrected", "misattributed"),
    "wrong_outcome": ("section-2", "corrected", "wrong-outcome"),
    "wrong_addressee": ("section-2", "corrected", "wrong-addressee"),
    "removed_next_report": ("section-3", "removed", "not-stated"),
}
_CORRECTION_NOTE: Final = PartialDate("2017-04")

#: What a removal rests on: one outlet that cannot be relied on, save where a newspaper confirms it.
_REMOVAL: Final = (("infowars-376706",), "weak-source")
_REMOVALS: Final = {
    "Nassau County, NY": (("longislandpress-2017-04-10", "infowars-376706"), "paraphrased"),
}


def listing_iri(part: str, name: str, state: str) -> str:
    """Mint the IRI of one of the report's listings.

    Examples
    --------
    >>> listing_iri("section-1", "St. Lucie County", "FL").rsplit("/", 1)[1]
    'st-lucie-county-fl'
    """
    slug = re.sub(r"[^a-z0-9]+", "-", f"{name} {state}".lower()).strip("-")
    return f"{LISTING}{ID}/{part}/{slug}"


def _codings() -> dict[tuple[str, str], Row]:
    return {(coding["part"], coding["named"]): coding for coding in read_beside(f"{ID}.csv")}


def _add_report(facts: Facts) -> None:
    ice = facts.add(
        f"{AGENCY}us/ice",
        "pg:FederalAgency",
        rdfs__label=text("US Immigration and Customs Enforcement"),
    )
    series = facts.add(
        f"{REPORT}us_ice_ddor",
        "pg:ReportSeries",
        rdfs__label=text("Declined Detainer Outcome Reports"),
        dcterms__publisher=ice,
    )
    facts.add(
        REPORT_IRI,
        "pg:Report",
        rdfs__label=text("Declined Detainer Outcome Report, 28 January to 3 February 2017"),
        reportId=text(ID, None),
        isInSeries=series,
        dcterms__publisher=ice,
        dcterms__issued=ISSUED,
        periodStart=PartialDate("2017-01-28"),
        periodEnd=PartialDate("2017-02-03"),
    )
    for part, (_, kind, label) in _PARTS.items():
        facts.add(
            f"{REPORT_IRI}/part/{part}",
            "pg:ReportPart",
            rdfs__label=text(label),
            partId=text(part, None),
            isPartOf=REPORT_IRI,
            hasPartKind=f"part:{kind}",
        )


def _number(row: Row, column: str) -> int | None:
    cell = row.get(column, "")
    if cell and not (cell.isascii() and cell.isdigit()):
        raise ValueError(f"{column} is a whole number, not {cell!r}")
    return int(cell) if cell else None


def _whole_title(title: str) -> str:
    """Leave off the word in which a copy of the report breaks off, as ``Chapt[er ...]``.

    Examples
    --------
    >>> _whole_title("City Code Title 1, Chapt[er ...]")
    'City Code Title 1'
    """
    return re.sub(r",?\s*\S*\[.*\Z", "", title)


def _add_listing(facts: Facts, part: str, row: Row, coding: Row) -> None:
    name, state, geoid = row["jurisdiction"], row["state"], coding["geoid"]
    note = coding["note"]
    summary = f"{name}, {state} is listed in {_PARTS[part][2].partition(':')[0]}"
    facts.add(
        listing_iri(part, name, state),
        "pg:Listing",
        isListedIn=f"{REPORT_IRI}/part/{part}",
        nameAsPublished=text(name, None),
        stateAsPublished=text(state, None),
        listsJurisdiction=jurisdiction_iri(geoid) if geoid else None,
        mayListJurisdiction=[jurisdiction_iri(code) for code in coding["maybe"].split()],
        rank=_number(row, "rank"),
        detainersIssued=_number(row, "detainers_issued"),
        detainersDeclined=_number(row, "declined_count"),
        citesDocument=[add_document(facts, slug) for slug in coding["documents"].split()],
        locator=text(coding["locator"], None),
        hasConfidence=f"conf:{coding['confidence']}",
        summary=text(f"{summary} ({note})." if note else f"{summary}."),
    )


def _add_criterion_claim(facts: Facts, row: Row, coding: Row) -> None:
    """State what the report says of a listed place's policy, where it says something."""
    if not (coding["geoid"] and (coding["conditions"] or row["date_enacted"])):
        return
    geoid, slug = coding["geoid"], coding["slug"] or "detainer"
    place = f"{row['jurisdiction']}, {row['state']}"
    conditions = coding["conditions"].split()
    policy = add_policy(facts, geoid, place, slug)
    if slug.startswith("detainer-"):  # a later policy of the same body
        facts.add(policy, replacesPolicy=add_policy(facts, geoid, place))
    facts.add(
        f"{CLAIM}{ID}/section-3-{coding['row']}",
        "pg:PolicyClaim",
        aboutPolicy=policy,
        statesHoldCriterion=(
            add_criterion(facts, coding["join"], conditions) if conditions else None
        ),
        instrumentTitle=text(_whole_title(row["policy"]), None) if row["policy"] else None,
        enactedOn=PartialDate(row["date_enacted"]) if row["date_enacted"] else None,
        asOf=ISSUED,
        isStatedBy=f"{AGENCY}us/ice",
        citesDocument=[add_document(facts, slug) for slug in coding["documents"].split()],
        locator=text(coding["locator"], None),
        hasConfidence=f"conf:{coding['confidence']}",
        summary=text(
            describe_criterion(coding["join"], conditions)
            if conditions
            else f"The report dates the policy that it cites for {place}."
        ),
    )


def _add_correction(facts: Facts, row: Row) -> None:
    place = f"{row['jurisdiction']}, {row['state']}"
    if row["kind"] not in _CORRECTIONS:
        raise ValueError(f"no correction is of the kind {row['kind']!r}")
    part, event, reason = _CORRECTIONS[row["kind"]]
    listing = listing_iri(part, row["jurisdiction"], row["state"])
    corrected = event == "corrected"
    documents, confidence = (
        (("aila-17032002",), "quoted") if corrected else _REMOVALS.get(place, _REMOVAL)
    )
    facts.add(
        f"{CLAIM}{ID}/{event}-{part}-{listing.rpartition('/')[2]}",
        "pg:ListingEvent",
        aboutListing=listing,
        hasEventKind=f"event:{event}",
        hasCorrectionReason=f"reason:{reason}",
        occurredOn=_CORRECTION_NOTE if corrected else None,
        isActedBy=f"{AGENCY}us/ice",
        citesDocument=[add_document(facts, slug) for slug in documents],
        locator=text(
            "ICE's note, as quoted" if corrected else "comparison of the two reports", None
        ),
        hasConfidence=f"conf:{confidence}",
        summary=text(
            f"ICE took back what its report said of {place}."
            if corrected
            else f"{place} is no longer in the next report; no reason is given."
        ),
    )


def build(tables: dict[str, list[Row]]) -> Facts:
    """Turn the known parts of the report, with their codings, into facts.

    Parameters
    ----------
    tables : dict
        The rows of the three sections and of ICE's corrections.

    Returns
    -------
    policygraph.graph.Facts
        The report, its parts, listings, policies as listed, corrections, coverage.

    Raises
    ------
    SourceError
        If a row of this report has no coding, or a part names a place twice.
    """
    facts = Facts()
    _add_report(facts)
    codings = _codings()
    for part, (table, _, _) in _PARTS.items():
        named: set[str] = set()
        for row in tables[table.path]:
            if row.get("report_week", "1") not in {"1", "1 and 2"}:
                continue
            place = f"{row['jurisdiction']}, {row['state']}"
            coding = codings.get((part, place))
            if coding is None:
                raise SourceError(
                    f"{row.where}: {ID}.csv has no coding for {place} in {part}.",
                    hint="Read the row, code it and add it there.",
                )
            if place in named:
                raise SourceError(f"{row.where}: {place} stands in {part} twice.")
            named.add(place)
            with reading(row, coding):
                _add_listing(facts, part, row, coding)
                if part == "section-3":
                    _add_criterion_claim(facts, row, coding)
    for row in tables[CORRECTIONS.path]:
        with reading(row):
            _add_correction(facts, row)
    Curation(ID, facts).add_claims()
    return facts


SOURCE: Final = Source(
    id=ID,
    title="ICE Declined Detainer Outcome Report, 28 January to 3 February 2017",
    description=(
        "The first report of the series: who received the most detainers (Section I), which "
        "were recorded as declined (Section II), and which places have policies that limit "
        "cooperation (Section III), with totals, disputes and ICE's corrections."
    ),
    publisher="US Immigration and Customs Enforcement, as reported by others",
    rights="A work of the US government; facts as reported by the documents that claims cite.",
    retrieved="2026-11-24",
    coverage=(
        "Section I whole. Section II in part (12 listings of 206 recorded detainers). Section III "
        "in part: 47 listings are known with Hennepin County's; Kansas is complete; Washington, "
        "Pennsylvania, Florida and Massachusetts are partial; the rest is unknown."
    ),
    issued="2017-03-20",
    homepage="https://assets.documentcloud.org/documents/3520992/ICE-Enforcement-and-Removal-Operations.txt",
    tables=(SECTION_1, SECTION_2, SECTION_3, CORRECTIONS),
    build=build,
    least=1_400,
)
