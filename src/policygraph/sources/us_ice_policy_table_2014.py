"""The table of local detainer policies of 2008-2014, in ICE's own columns.

The table was copied from a public map sheet of the Center for Immigration Studies. Its facts are
used, not its sentences: each row's criterion was read and coded with the schemes of the
ontology (``us_ice_policy_table_2014.csv``, one line a row, first coding). The coding repeats the
name that the row gives, so that a line cannot slip; where the row names a place loosely, it says
which place is meant and why.
"""

from __future__ import annotations

from typing import Final

from policygraph.dates import PartialDate
from policygraph.errors import SourceError
from policygraph.graph import Facts, text
from policygraph.namespaces import CLAIM
from policygraph.sources import Row, Source, Table, read_beside, reading
from policygraph.sources.coding import (
    add_criterion,
    add_document,
    add_policy,
    describe_criterion,
)

ID: Final = "us_ice_policy_table_2014"
POLICIES: Final = Table(
    "policies/ice_cis_policy_table_2014.csv",
    ("n", "jurisdiction", "state", "date_enacted", "policy"),
    minimum=166,
)


def _codings() -> dict[str, Row]:
    return {coding["row"]: coding for coding in read_beside(f"{ID}.csv")}


def build(tables: dict[str, list[Row]]) -> Facts:
    """Turn the table's rows, with their codings, into policies and claims.

    Parameters
    ----------
    tables : dict
        The rows of :data:`POLICIES`.

    Returns
    -------
    policygraph.graph.Facts
        The policies and what the table claims of them.

    Raises
    ------
    SourceError
        If a row has no coding, or the coding is of another place.
    """
    facts = Facts()
    codings = _codings()
    document = add_document(facts, "cis-policy-table-2014")
    for row in tables[POLICIES.path]:
        named = f"{row['jurisdiction']}, {row['state']}"
        coding = codings.get(row["n"])
        if coding is None:
            raise SourceError(
                f"{row.where}: {ID}.csv has no coding for row {row['n']} ({named}).",
                hint="Read the row, code it and add it there.",
            )
        if coding["named"] != named:
            raise SourceError(
                f"{row.where} is about {named}, but {coding.where} codes {coding['named']}."
            )
        with reading(row, coding):
            _add_claim(facts, row, coding, document)
    return facts


def _add_claim(facts: Facts, row: Row, coding: Row, document: str) -> None:
    place = coding["place"] or coding["named"]
    policy = add_policy(
        facts,
        coding["geoid"],
        place,
        coding["slug"],
        adopter=coding["adopter"],
        custodian=coding["custodian"],
    )
    conditions = coding["conditions"].split()
    summary = describe_criterion(coding["join"], conditions)
    note = coding["note"]
    facts.add(
        f"{CLAIM}{ID}/{row['n']}",
        "pg:PolicyClaim",
        aboutPolicy=policy,
        statesHoldCriterion=add_criterion(facts, coding["join"], conditions),
        statesReleaseNotification=_concept("notify", coding["notification"]),
        statesInstrument=_concept("instr", coding["instrument"]),
        statesAuthority=_concept("auth", coding["authority"]),
        instrumentTitle=text(row["policy"], None),
        enactedOn=PartialDate(row["date_enacted"]),
        citesDocument=document,
        locator=text(f"row {row['n']}", None),
        hasConfidence="conf:quoted",
        summary=text(f"{summary} ({note[0].upper()}{note[1:]}.)" if note else summary),
    )


def _concept(prefix: str, name: str) -> str | None:
    return f"{prefix}:{name}" if name else None


SOURCE: Final = Source(
    id=ID,
    title="Local policies on ICE detainers, 2008-2014, as tabled in ICE's columns",
    description=(
        "166 rows of place, month of adoption, instrument and criterion for honouring a detainer, "
        "each criterion read and coded anew."
    ),
    publisher="Center for Immigration Studies, from ICE data (copy in a public repository)",
    rights="No licence is stated; only facts are used, coded in our own terms.",
    retrieved="2026-11-24",
    coverage="All 166 rows of the copy. Policies adopted after 2014 are not in it.",
    homepage="https://github.com/austinbrian/sheriffs",
    tables=(POLICIES,),
    build=build,
    least=3_600,
)
