"""The tables of places, and of what is recorded of them: money, rulings and agreements."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from policygraph.report.place import Entry
from policygraph.report.tables.codes import read_kinds_of, read_scheme
from policygraph.report.tables.material import (
    Material,
    geoid_column,
    in_jurisdictions,
    iri_column,
    names,
    partial_column,
)
from policygraph.report.tables.model import Column, Table, Value

Row = Mapping[str, Value]


def _local(text: str | None) -> str | None:
    """Return the local name of a concept, whether its IRI is written in full or short."""
    return text.rpartition("/")[2].rpartition(":")[2] if text else None


def describe_jurisdictions() -> Table:
    """Describe the table of jurisdictions."""
    return Table(
        "jurisdictions",
        "Jurisdictions",
        "The places that occur in the other tables, with their states: a row for each.",
        (
            geoid_column(),
            iri_column("iri", "Address", "Address of the place."),
            Column("name", "Name", "Its name without the state.", required=True),
            Column("place", "Place", "Its name with the state.", required=True),
            Column("kind", "Kind", "What kind of jurisdiction it is.",
                   codes=read_kinds_of("Jurisdiction"), required=True),
            Column("state", "State", "Postal code of its state, or its own."),
            geoid_column("state_geoid", "GEOID of the state", "Census code of its state, or its "
                         "own.", required=False),
            Column("state_name", "Name of the state", "Name of its state, or its own."),
            Column("other_name", "Other name", "Another name, such as the legal one."),
        ),
        key=("geoid",),
        foreign_keys=in_jurisdictions("state_geoid"),
    )  # fmt: skip


def list_jurisdictions(material: Material, geoids: Collection[str]) -> Iterator[Row]:
    """Yield a row for each place of some codes and for each of their states."""
    places = material.columns.places
    wanted = {iri: place for iri, place in places.items() if place.geoid in geoids}
    states = {place.state_iri for place in wanted.values()}
    wanted |= {iri: places[iri] for iri in states if iri in places}
    for place in sorted(wanted.values(), key=lambda place: (len(place.geoid), place.geoid)):
        yield {
            "geoid": place.geoid,
            "iri": place.iri,
            "name": place.name,
            "place": str(place),
            "kind": place.kind,
            "state": place.state,
            "state_geoid": material.geoid(place.state_iri),
            "state_name": place.state_name,
            "other_name": place.other_name,
        }


def describe_funding() -> Table:
    """Describe the table of funding."""
    return Table(
        "funding",
        "Funding",
        "Federal funding of the places, as sources give it: a row for each figure.",
        (
            iri_column("claim", "Claim", "The claim that gives the figure."),
            geoid_column(),
            Column("place", "Place", "Name of the place.", required=True),
            Column("measure", "Measure", "What was counted. Figures of different measures must "
                   "not be added.", codes=read_scheme("measure"), required=True),
            Column("year", "Year", "Fiscal year.", "gYear", required=True),
            Column("amount_usd", "Amount", "The amount.", "decimal", unit="US dollars"),
            Column("share", "Share", "The share of the base.", "decimal", unit="fraction"),
            Column("base", "Base of the share", "What the share is of.",
                   codes=read_scheme("base")),
            Column("approximate", "Approximate", "Whether the source gives the figure as about so "
                   "much.", "boolean", required=True),
        ),
        key=("claim",),
        foreign_keys=(names("claim", "claims"), *in_jurisdictions("geoid")),
    )  # fmt: skip


def list_funding(material: Material, geoids: Collection[str]) -> Iterator[Row]:
    """Yield a row for each figure of the places of some codes."""
    for iri, rows in material.columns.funding.items():
        place = material.columns.places.get(iri)
        if place is None or place.geoid not in geoids:
            continue
        for row in rows:
            yield {
                "claim": row["claim"],
                "geoid": place.geoid,
                "place": str(place),
                "measure": _local(row["measure"]),
                "year": int(row["year"] or 0) or None,
                "amount_usd": Decimal(row["amount_usd"]) if row["amount_usd"] else None,
                "share": Decimal(row["share"]) if row["share"] else None,
                "base": _local(row["base"]),
                "approximate": row["approximate"] in {"true", "1"},
            }


def describe_rulings() -> Table:
    """Describe the table of rulings."""
    return Table(
        "rulings",
        "Rulings",
        "Rulings that bind the places of violations and warnings, by name or because they bind an "
        "agency, the state or the country: a row for each place and claim.",
        (
            geoid_column(),
            iri_column("claim", "Claim", "The claim about the ruling."),
            Column("bound", "Bound", "Whom it binds.", required=True),
            Column("ruling", "Ruling", "Name of the ruling.", required=True),
            partial_column("dated", "Dated", "When it was decided, or filed while it was not."),
            Column("scope", "Scope", "Whom the ruling reaches.", codes=read_scheme("scope")),
            Column("effect", "Effect", "What follows from it.", codes=read_scheme("effect")),
            Column("verification", "Verification", "Whether we have read it.",
                   codes=read_scheme("verif")),
        ),
        key=("geoid", "claim", "bound"),
        foreign_keys=(names("claim", "claims"), *in_jurisdictions("geoid")),
    )  # fmt: skip


def list_rulings(material: Material) -> Iterator[Row]:
    """Yield a row for each ruling of each place of which all that is recorded was read."""
    for geoid, bound, entry in _entries(material, "rulings", "bound"):
        details = entry.details
        yield {
            "geoid": geoid,
            "claim": entry.claim,
            "bound": bound,
            "ruling": details.get("ruling"),
            "dated": entry.date,
            "scope": _local(details.get("scope")),
            "effect": _local(details.get("effect")),
            "verification": _local(details.get("verification")),
        }


def describe_agreements() -> Table:
    """Describe the table of agreements."""
    return Table(
        "agreements",
        "Agreements",
        "Agreements with ICE of the places of violations and warnings and of their agencies: a row "
        "for each observation.",
        (
            geoid_column(),
            iri_column("claim", "Claim", "The claim that observes it."),
            Column("party", "Party", "The place or agency that is a party.", required=True),
            Column("model", "Model", "What kind of agreement it is."),
            partial_column("observed", "Observed", "When the source looked."),
            partial_column("signed", "Signed", "When it was signed."),
            partial_column("ended", "Ended", "When it ended."),
        ),
        key=("geoid", "claim", "party"),
        foreign_keys=(names("claim", "claims"), *in_jurisdictions("geoid")),
    )  # fmt: skip


def list_agreements(material: Material) -> Iterator[Row]:
    """Yield a row for each observation of each place of which all that is recorded was read."""
    for geoid, party, entry in _entries(material, "agreements", "party"):
        details = entry.details
        yield {
            "geoid": geoid,
            "claim": entry.claim,
            "party": party,
            "model": details.get("model"),
            "observed": entry.date,
            "signed": details.get("signed"),
            "ended": details.get("ended"),
        }


def _entries(material: Material, section: str, whom: str) -> Iterator[tuple[str, str, Entry]]:
    """Yield each statement of a section with its place and whom it concerns, each once."""
    seen: set[tuple[str, str, str]] = set()
    for record in material.records():
        geoid = record.place.geoid
        for entry in record.sections[section]:
            concerned = entry.details.get(whom) or str(record.place)
            key = (geoid, entry.claim, concerned)
            if key not in seen:
                seen.add(key)
                yield geoid, concerned, entry
