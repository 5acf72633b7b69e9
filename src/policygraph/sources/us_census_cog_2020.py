"""Federal aid that governments received directly, from the Census finance survey of 2020.

The survey lists what each government took in by item code, in thousands of dollars. Aid that a
state passes on is the state's aid in these data, so the measure is direct federal aid, and its
base is general revenue. A government without an item of federal aid has no observation: it
reported none, which is not the same as nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import pyoxigraph as ox

from policygraph.dates import PartialDate
from policygraph.errors import SourceError
from policygraph.graph import TYPE, Facts, iri, text
from policygraph.namespaces import CLAIM, JURISDICTION, PG, jurisdiction_iri
from policygraph.sources import Row, Source, Table, reading
from policygraph.sources.coding import add_document
from policygraph.sources.governments import GOVERNMENTS, find_governments
from policygraph.sources.us_census_gazetteer_2017 import DIVISIONS

ID: Final = "us_census_cog_2020"
ITEMS: Final = Table(
    "base/cog_fy2020_items.parquet",
    ("canonical_govid", "item_code", "amt", "impute_flag"),
    minimum=317_000,
)

#: General revenue: taxes, charges (of utilities and liquor stores not), aid from the federal,
#: the state and local governments, and the rest. Items W, X and Y are balances and trusts.
_GENERAL: Final = re.compile(r"[TBCDU]\d\d|A(0[1-9]|[1-8]\d)")
_FEDERAL: Final = re.compile(r"B\d\d")
_THOUSAND: Final = 1000

#: How a place can be named so that its figure belongs to the default load.
_NAMING: Final = frozenset(
    ox.NamedNode(PG + name)
    for name in (
        "listsJurisdiction", "mayListJurisdiction", "absentJurisdiction", "appliesIn",
        "likensPolicyOf", "toPolicyOf", "isReceivedBy", "isDeclinedBy", "attributesTo",
    )
)  # fmt: skip
_CONSOLIDATED: Final = ox.NamedNode(f"{PG}isConsolidatedWith")


@dataclass
class Revenue:
    """What one government took in, in thousands of dollars."""

    federal: int = 0
    general: int = 0
    imputed: int = 0
    has_federal: bool = False
    imputes_federal: bool = False

    def add(self, code: str, amount: int, flag: str) -> None:
        """Count one item."""
        if not _GENERAL.fullmatch(code):
            return
        self.general += amount
        self.imputed += amount if flag == "I" else 0
        if _FEDERAL.fullmatch(code):
            self.federal += amount
            self.has_federal = True
            self.imputes_federal |= flag == "I"


def build(tables: dict[str, list[Row]]) -> Facts:
    """Turn the items into one observation a government.

    Parameters
    ----------
    tables : dict
        The rows of :data:`ITEMS`, and of the tables that give the codes of governments.

    Returns
    -------
    policygraph.graph.Facts
        The observations.

    Raises
    ------
    SourceError
        If a government has no code, or a figure makes no sense.
    """
    facts = Facts()
    codes = find_governments(tables[GOVERNMENTS.path], tables[DIVISIONS.path]).codes
    revenues: dict[str, Revenue] = {}
    for row in tables[ITEMS.path]:
        with reading(row):
            revenue = revenues.setdefault(row["canonical_govid"], Revenue())
            revenue.add(row["item_code"], int(row["amt"]), row["impute_flag"])
    for number, revenue in revenues.items():
        if revenue.has_federal:
            if number not in codes:
                raise SourceError(f"{ITEMS.path}: no GEOID is known for the government {number}.")
            _add_observation(facts, number, codes[number], revenue)
    return facts


def _add_observation(facts: Facts, number: str, geoid: str, revenue: Revenue) -> None:
    if not 0 <= revenue.federal <= revenue.general:
        raise SourceError(
            f"{ITEMS.path}: the government {number} has {revenue.federal} of federal aid in a"
            f" general revenue of {revenue.general}."
        )
    share = Decimal(revenue.federal) / Decimal(revenue.general) if revenue.general else None
    imputed = Decimal(revenue.imputed) / Decimal(revenue.general) if revenue.general else Decimal(0)
    estimate = " The aid itself is partly imputed." if revenue.imputes_federal else ""
    facts.add(
        f"{CLAIM}{ID}/{number}",
        "pg:FundingObservation",
        qb__dataSet=f"{PG}federalFunding",
        isReceivedBy=jurisdiction_iri(geoid),
        referenceYear=PartialDate("2020"),
        hasYearBasis="yearbasis:fiscal-year-stated",
        hasFundingMeasure="measure:direct-federal-aid",
        amountUsd=Decimal(revenue.federal * _THOUSAND),
        shareOfBase=round(share, 5) if share is not None else None,
        hasShareBase="base:general-revenue" if share is not None else None,
        isApproximate=revenue.imputed > 0,
        citesDocument=add_document(facts, "census-finances-2020"),
        locator=text(f"government {number}, revenue items", None),
        hasConfidence=f"conf:{'inferred' if revenue.imputes_federal else 'quoted'}",
        summary=text(
            f"Direct federal aid of fiscal year 2020, without aid passed on by the state;"
            f" {round(imputed * 100)} % of the general revenue is imputed.{estimate}"
        ),
    )
    facts.add(f"{CLAIM}{ID}/{number}", "qb:Observation")


def divide(facts: Facts, stated: Facts) -> dict[str, Facts]:
    """Part the figures of places that a list or a policy names from all the others.

    Parameters
    ----------
    facts : Facts
        What :func:`build` gave.
    stated : Facts
        What all the other sources state.

    Returns
    -------
    dict of str to Facts
        The file of the default load, and the large one.
    """
    named = {triple.object for triple in stated if triple.predicate in _NAMING}
    described = {
        triple.subject
        for triple in stated
        if triple.predicate.value == TYPE and str(triple.subject).startswith(f"<{JURISDICTION}")
    }
    for triple in stated:  # a city and its county are one government, so one may report for both
        if triple.predicate == _CONSOLIDATED and triple.object in named:
            named.add(triple.subject)
    received = iri("pg:isReceivedBy")
    of_default = {
        triple.subject
        for triple in facts
        if triple.predicate == received
        and triple.object in named
        and triple.object in described
    }  # fmt: skip
    files = {ID: Facts(), f"large/{ID}": Facts()}
    for triple in facts:
        files[ID if triple.subject in of_default else f"large/{ID}"].include([triple])
    return files


SOURCE: Final = Source(
    id=ID,
    title="Direct federal aid to state and local governments, fiscal year 2020",
    description=(
        "For each government in the sample that reported federal aid received directly: the "
        "amount, and its share of general revenue."
    ),
    publisher="US Census Bureau (individual unit file, as edited by civilytics)",
    rights="Census data are in the public domain; the edited corpus is under CC BY 4.0.",
    licence="https://creativecommons.org/licenses/by/4.0/",
    retrieved="2026-11-24",
    coverage=(
        "A sample year: 6,387 governments, of which 3,897 reported direct federal aid. The other "
        "2,490 have no observation here, which does not mean that they received none; nor do "
        "governments outside the sample. 22 percent of the items are imputed by the Census Bureau."
    ),
    issued="2022",
    homepage="https://www.census.gov/programs-surveys/gov-finances.html",
    tables=(ITEMS, GOVERNMENTS, DIVISIONS),
    build=build,
    divide=divide,
    least=58_000,
)
