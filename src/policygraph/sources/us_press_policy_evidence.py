"""Dated statements about local detainer policies, from the press and from public bodies.

The statements stand in ``us_press_policy_evidence.toml``. Those that code a row of the source
table name it, and the build checks that the row still speaks of the same place and date.
"""

from __future__ import annotations

from typing import Final

from policygraph.errors import SourceError
from policygraph.graph import Facts
from policygraph.sources import Row, Source, Table
from policygraph.sources.curated import Curation

ID: Final = "us_press_policy_evidence"
EVIDENCE: Final = Table(
    "policies/policy_evidence.csv",
    ("jurisdiction", "state", "as_of", "policy_text", "relation", "source"),
    minimum=27,
)


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
        If a coded row is missing or names another place, or a row has no coding.
    """
    facts = Facts()
    curation = Curation(ID, facts)
    coded = {entry["row"]: entry for entry in curation.entries("PolicyClaim") if "row" in entry}
    for number, row in enumerate(tables[EVIDENCE.path], start=1):
        place = f"{row['jurisdiction']}, {row['state']}"
        entry = coded.get(number)
        if entry is None:
            raise SourceError(f"{ID}.toml codes no row {number} of {EVIDENCE.path} ({place}).")
        geoid = entry["aboutPolicy"].partition("/")[0]
        if curation.names[geoid] != place:
            raise SourceError(
                f"{ID}.toml: {entry['id']} codes row {number} of {EVIDENCE.path} as"
                f" {curation.names[geoid]}, but the row names {place}."
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
    coverage="Selected places: those that the first Declined Detainer Outcome Report raises.",
    tables=(EVIDENCE,),
    build=build,
    least=500,
)
