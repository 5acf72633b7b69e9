"""Funding: an observation for each row."""

from __future__ import annotations

from decimal import Decimal

from policygraph.dates import PartialDate
from policygraph.graph import Facts, text
from policygraph.imports.codes import load_codes
from policygraph.imports.facts import cite, date_of
from policygraph.imports.places import Places, Resolved
from policygraph.imports.request import Request
from policygraph.imports.rows import Entry
from policygraph.imports.shipped import Shipped
from policygraph.namespaces import CLAIM, PG, jurisdiction_iri


def add_funding(
    facts: Facts, request: Request, resolved: Resolved, places: Places, shipped: Shipped
) -> list[str]:
    """State the figures of a table of funding, those rows left out that name no known place.

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
        Not used: nothing of a figure is shared.

    Returns
    -------
    list of str
        Nothing to be told.
    """
    del shipped
    for entry, found in resolved.having("match"):
        _add_observation(facts, request, entry, found.geoid, places.describe(found.geoid))
    return []


def _add_observation(facts: Facts, request: Request, entry: Entry, geoid: str, place: str) -> None:
    values = entry.values
    year, amount, share = values["year"], values.get("amount_usd"), values.get("share")
    approximate = values.get("approximate")
    assert isinstance(year, PartialDate)
    documents, locator = cite(facts, request, entry)
    measure = load_codes().allowed["hasFundingMeasure"][str(values["measure"])]
    claim = facts.add(
        f"{CLAIM}{request.id}/row-{entry.line}",
        "pg:FundingObservation",
        isReceivedBy=jurisdiction_iri(geoid),
        referenceYear=year,
        hasYearBasis=f"yearbasis:{values.get('year_basis', 'fiscal-year-stated')}",
        hasFundingMeasure=measure.iri,
        amountUsd=amount if isinstance(amount, Decimal) else None,
        shareOfBase=share if isinstance(share, Decimal) else None,
        hasShareBase=f"base:{values['base']}" if "base" in values else None,
        isApproximate=approximate if isinstance(approximate, bool) else None,
        citesDocument=documents,
        locator=locator,
        statedOn=date_of(request, entry),
        hasConfidence=f"conf:{values.get('confidence', 'quoted')}",
        summary=text(entry.get("summary") or f"{measure.label.capitalize()} of {place}, {year}."),
    )
    facts.add(claim, "qb:Observation", qb__dataSet=f"{PG}federalFunding")
