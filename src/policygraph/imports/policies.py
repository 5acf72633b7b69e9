"""Policies: a claim for each row about the policy of its place."""

from __future__ import annotations

from policygraph.dates import PartialDate
from policygraph.graph import Facts, text
from policygraph.imports.codes import load_codes
from policygraph.imports.facts import cite, date_of
from policygraph.imports.places import Places, Resolved
from policygraph.imports.request import Request
from policygraph.imports.rows import Entry
from policygraph.imports.shipped import Shipped
from policygraph.namespaces import CLAIM
from policygraph.sources.bounds import add_bounds
from policygraph.sources.coding import (
    add_criterion,
    add_policy,
    describe_criterion,
    policy_iri,
)


def add_policies(
    facts: Facts, request: Request, resolved: Resolved, places: Places, shipped: Shipped
) -> list[str]:
    """State the claims of a table of policies, those rows left out that name no known place.

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
        What is known already: a policy that it describes is only pointed to.

    Returns
    -------
    list of str
        Nothing to be told.
    """
    for entry, found in resolved.having("match"):
        _add_claim(facts, request, entry, found.geoid, places.describe(found.geoid), shipped)
    add_bounds(facts)
    return []


def _add_claim(
    facts: Facts, request: Request, entry: Entry, geoid: str, place: str, shipped: Shipped
) -> None:
    slug = str(entry.values.get("policy", "detainer"))
    policy = policy_iri(geoid, slug)
    if policy not in shipped.things:
        add_policy(facts, geoid, place, slug)
    conditions = entry.values.get("conditions", ())
    join = str(entry.values.get("join", "any-of"))
    assert isinstance(conditions, tuple)
    criterion = None
    if conditions:
        own = Facts()
        criterion = add_criterion(own, join, conditions)
        if criterion not in shipped.things:
            facts.include(own)
    documents, locator = cite(facts, request, entry)
    title = entry.get("instrument_title")
    dates = {
        column.property: value
        for column in request.kind.columns
        if column.form == "date" and column.property
        for value in [entry.values.get(column.name)]
        if isinstance(value, PartialDate)
    }
    features = {
        column.property: [load_codes().allowed[column.property][code].iri for code in value]
        for column in request.kind.columns
        if column.form == "codes" and column.property != "hasCondition"
        for value in [entry.values.get(column.name)]
        if isinstance(value, tuple)
    }
    facts.add(
        f"{CLAIM}{request.id}/row-{entry.line}",
        "pg:PolicyClaim",
        aboutPolicy=policy,
        statesHoldCriterion=criterion,
        instrumentTitle=text(title, None) if title else None,
        citesDocument=documents,
        locator=locator,
        statedOn=date_of(request, entry),
        hasConfidence=f"conf:{entry.values.get('confidence', 'paraphrased')}",
        summary=text(_sum_up(entry, join, conditions, place)),
        **dates,
        **features,
    )


def _sum_up(entry: Entry, join: str, conditions: tuple[str, ...], place: str) -> str:
    if summary := entry.get("summary"):
        return summary
    if conditions:
        return describe_criterion(join, conditions)
    return f"{place} has a policy on detainers; on what it holds people is not recorded."
