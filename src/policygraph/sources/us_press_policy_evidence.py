"""Dated statements about local detainer policies, from the press and from public bodies.

The statements stand in ``us_press_policy_evidence.toml``. Those that code a row of the source
table name it, and the build checks that the row still speaks of the same place and date.
"""

from __future__ import annotations

from typing import Final

from policygraph.dates import PartialDate
from policygraph.errors import SourceError
from policygraph.graph import Facts
from policygraph.sources import Row, Source, Table, reading
from policygraph.sources.curated import Curation

ID: Final = "us_press_policy_evidence"
EVIDENCE: Final = Table(
    "policies/policy_evidence.csv",
    ("jurisdiction", "state", "as_of", "policy_text", "relation", "source"),
    minimum=27,
)

#: The dates of an entry that the row's ``as_of`` may give.
_DATES: Final = ("asOf", "announcedOn", "enactedOn", "effectiveOn")


def build(tables: dict[str, list[Row]]) -> Facts:
    """Turn the curated statements into facts, checked against the table they code.

    Parameters
    ----------
    tables : dict
        The rows of :data:`EVIDENCE`.

    Returns
    -------
    policygraph.graph.Facts
        The claims.

    Raises
    ------
    SourceError
        If a row has no entry, or its entry is about another place or time.
    """
    facts = Facts()
    curation = Curation(ID, facts)
    coded = {entry["row"]: entry for entry in curation.entries("PolicyClaim") if "row" in entry}
    for number, row in enumerate(tables[EVIDENCE.path], start=1):
        named = f"{row['jurisdiction']}, {row['state']}"
        entry = coded.get(number)
        if entry is None:
            raise SourceError(
                f"{row.where}: {ID}.toml has no entry for row {number} ({named}).",
                hint="Read the row, code it and add it there.",
            )
        place = curation.names.get(entry["aboutPolicy"].partition("/")[0])
        if place != named:
            raise SourceError(
                f"{row.where} is about {named}, but {ID}.toml codes {place} ({entry['id']})."
            )
        with reading(row):
            dated = PartialDate(row["as_of"])
        dates = [PartialDate(str(entry[name])) for name in _DATES if name in entry]
        if not any(dated.contains(date.earliest) for date in dates):
            raise SourceError(
                f"{row.where} speaks of {dated}, but {ID}.toml has another date ({entry['id']})."
            )
    curation.add_claims()
    return facts


SOURCE: Final = Source(
    id=ID,
    title="Dated statements about local detainer policies, 2014-2026",
    description=(
        "What newspapers, broadcasters, sheriffs, attorneys general and advocates said of single "
        "policies and of a place's absence from a list, each with its document and locator."
    ),
    publisher="Various; each claim cites its document",
    rights="Copyright of the publishers; facts are restated in our words.",
    retrieved="2026-11-24",
    coverage="Selected places: those that the first Declined Detainer Outcome Report raises.",
    tables=(EVIDENCE,),
    build=build,
    least=800,
)
