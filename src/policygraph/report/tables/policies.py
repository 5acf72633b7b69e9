"""The table of policies as they stood."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from policygraph.dates import PartialDate
from policygraph.gaps.views import read_view
from policygraph.policies import Policy
from policygraph.report.tables.codes import STANDING, read_scheme
from policygraph.report.tables.material import (
    Material,
    geoid_column,
    in_jurisdictions,
    iri_column,
    partial_column,
)
from policygraph.report.tables.model import SEPARATOR, Column, Table, Value

Row = Mapping[str, Value]


def describe_policies() -> Table:
    """Describe the table of policies."""
    claimed = "by any source"
    return Table(
        "policies",
        "Policies",
        "The detainer policies of the places, as they stood: a row for each policy, place and day.",
        (
            iri_column("policy", "Policy", "The policy."),
            geoid_column(description="A place in which it applies."),
            Column("as_of", "As of", "The day as of which it was read.", "date", required=True),
            Column("title", "Title", "Its name.", required=True),
            Column("place", "Place", "Name of the place.", required=True),
            Column("standing", "Standing", "Whether it was in force on the day.", codes=STANDING,
                   required=True),
            partial_column("confirmed", "Confirmed", "The last time, up to the day, for which a "
                           "source speaks for it."),
            Column("fresh", "Fresh", "Whether a source speaks for it within the two years before "
                   "the day.", "boolean", required=True),
            Column("criterion", "Hold criterion", "On what it held people for ICE, in words; a "
                   "slash stands between what sources of the same time say."),
            Column("join", "Join", "Whether one of the conditions is enough. Empty where sources "
                   "of the same time differ.", codes=read_scheme("join")),
            Column("conditions", "Conditions", "The conditions as codes. Empty where sources of "
                   "the same time differ.", codes=read_scheme("hold"), separator=SEPARATOR),
            Column("conflicting", "Conflicting claims", "How many claims state another criterion "
                   "up to the day.", "integer", required=True),
            Column("begins_earliest", "Begins at the earliest", f"The earliest beginning {claimed}"
                   ", of whatever step: announced, enacted, effective or put to work.", "date"),
            Column("begins_latest", "Begins at the latest", f"The latest beginning {claimed}.",
                   "date"),
            Column("ends_earliest", "Ends at the earliest", f"The earliest end or injunction "
                   f"{claimed}, also after the day; the beginning of a policy that replaces it is "
                   "an end.", "date"),
            Column("ends_latest", "Ends at the latest", f"The latest end {claimed}.", "date"),
            Column("replaces", "Replaces", "The policies that it replaces.", "anyURI",
                   separator=SEPARATOR),
            Column("claims", "Claims", "How many claims are recorded of it, of all times.",
                   "integer", required=True),
        ),
        key=("policy", "geoid", "as_of"),
        foreign_keys=in_jurisdictions("geoid"),
    )  # fmt: skip


def list_policies(material: Material, geoids: Collection[str]) -> Iterator[Row]:
    """Yield a row for each policy of the places of some codes, for each day."""
    columns = material.columns
    heirs: dict[str, list[Policy]] = {}
    for policy in columns.policies.values():
        for old in policy.replaces:
            heirs.setdefault(old, []).append(policy)
    for policy in columns.policies.values():
        places = [columns.places[iri] for iri in policy.places if iri in columns.places]
        places = [place for place in places if place.geoid in geoids]
        later = heirs.get(policy.iri, ())
        begins = [claim.begins for claim in policy.claims if claim.begins]
        ends = [claim.ends for claim in policy.claims if claim.ends]
        ends += [claim.begins for heir in later for claim in heir.claims if claim.begins]
        for day in material.days if places else ():
            view = read_view(policy, day, later, columns)
            criteria, standing = view.criterion.criteria, view.standing
            one = criteria[0] if len(criteria) == 1 else None
            for place in places:
                yield {
                    "policy": policy.iri,
                    "geoid": place.geoid,
                    "as_of": day,
                    "title": policy.label,
                    "place": str(place),
                    "standing": standing.status.value,
                    "confirmed": str(standing.confirmed) if standing.confirmed else None,
                    "fresh": standing.fresh,
                    "criterion": view.words,
                    "join": one.join if one else None,
                    "conditions": tuple(sorted(one.conditions)) if one else None,
                    "conflicting": len(view.criterion.conflicting),
                    **_bounds("begins", begins),
                    **_bounds("ends", ends),
                    "replaces": policy.replaces,
                    "claims": len(policy.claims),
                }


def _bounds(name: str, dates: Collection[PartialDate]) -> Row:
    return {
        f"{name}_earliest": min((date.earliest for date in dates), default=None),
        f"{name}_latest": max((date.latest for date in dates), default=None),
    }
