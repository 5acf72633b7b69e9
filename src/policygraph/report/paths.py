"""A path between two places as a proof: each link with its grade, its criteria and its claims."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from policygraph.gaps import Columns, Evidence
from policygraph.gaps.listed import cite
from policygraph.gaps.views import describe
from policygraph.network import COSTS, Held, Path, Step, find_families
from policygraph.policies import compare
from policygraph.report.network import Row, say_side, say_words
from policygraph.report.sections import Section, Sources

if TYPE_CHECKING:
    import networkx as nx

    from policygraph.places import Place

#: The two ends of a path.
Ends: TypeAlias = "tuple[Place, Place]"

#: The columns of :func:`build_path_rows`.
PATH: Final = (
    *(
        "step",
        "from",
        "to",
        "grade",
        "place",
        "hold_criterion",
        "several_criteria",
        "role",
        "claim",
    ),
    *("summary", "documents", "locator", "confidence"),
)


def write_path(
    path: Path | None, ends: Ends, day: date, network: nx.Graph[str], columns: Columns
) -> tuple[str, list[Section]]:
    """Tell a path, or that there is none, with the claims behind each link.

    Parameters
    ----------
    path : Path or None
        The path.
    ends : tuple of (Place, Place)
        Its ends.
    day : datetime.date
        The day.
    network : networkx.Graph
        The network of the day.
    columns : Columns
        The graph.

    Returns
    -------
    tuple of (str, list of Section)
        A title, and what there is to say.
    """
    start, end = ends
    title = f"From {start} to {end} on {day.isoformat()}"
    sources = Sources()
    compared = _compare_ends(ends, network, columns)
    if path is None:
        lines = [compared]
        for family in find_families(network):
            for place in (start, end):
                if place.iri in family.places:
                    lines.append(f"{place} is in a family of {say_side(family, columns)}.")
        return title, [Section("NO PATH: no chain of like policies links them", tuple(lines))]
    number = len(path.steps)
    costs = ", ".join(f"{grade.value} {cost}" for grade, cost in COSTS.items())
    ways = [f"{path.ways} paths are as short; here is the first by code."] if path.ways > 1 else []
    links = "1 link" if number == 1 else f"{number} links"
    sections = [
        Section(
            f"PATH of {links}, cost {path.cost} ({costs})",
            (
                *(_say_step(step, columns) for step in path.steps),
                compared,
                *ways,
            ),
        )
    ]
    for step in path.steps:
        lines = [
            f"{columns.places[place]}, {link.role}: {sources.cite(link)}"
            for place, held in ((step.start, step.here), (step.end, step.there))
            for link in cite_held(held, columns)
        ]
        lines += [_say_doubt(place, step, network, columns) for place in step.several]
        names = f"{columns.places[step.start]} and {columns.places[step.end]}"
        sections.append(Section(f"{step.grade.value.upper()}: {names}", tuple(lines)))
    return title, [*sections, sources.section()]


def cite_held(held: Held, columns: Columns) -> tuple[Evidence, ...]:
    """Cite the claims behind a criterion, and those by which its policy was in force."""
    beside = (claim.iri for claim in held.standing.supports if claim not in held.claims)
    return (
        *cite(columns, "criterion", (claim.iri for claim in held.claims)),
        *cite(columns, "in force", beside),
    )


def _say_step(step: Step, columns: Columns) -> str:
    one, other = (describe(held.criterion, columns) for held in (step.here, step.there))
    shared = f"both: {one}" if one == other else f"{one}; and: {other}"
    return f"{columns.places[step.start]} — {step.grade} — {columns.places[step.end]} ({shared})"


def _say_doubt(place: str, step: Step, network: nx.Graph[str], columns: Columns) -> str:
    mine = step.here if place == step.start else step.there
    others = [held for held in network.nodes[place]["held"] if held.criterion != mine.criterion]
    why = (
        "claims of the same time differ"
        if any(held.policy == mine.policy for held in others)
        else "it has more than one policy"
    )
    beside = say_words(sorted({held.criterion for held in others}, key=str), columns)
    return (
        f"{columns.places[place]} had several hold criteria, since {why}: the link rests on"
        f" “{describe(mine.criterion, columns)}”, and there is also “{beside}”."
    )


def _compare_ends(ends: Ends, network: nx.Graph[str], columns: Columns) -> str:
    found = sorted(
        {
            compare(one, other, columns.scheme).value
            for one in network.nodes[ends[0].iri]["criteria"]
            for other in network.nodes[ends[1].iri]["criteria"]
        }
    )
    return f"The two compared with each other: {' or '.join(found)}."


def build_path_rows(path: Path | None, columns: Columns) -> list[Row]:
    """Give a path as rows: one for each claim behind each of its links."""
    return [
        (
            number,
            str(columns.places[step.start]),
            str(columns.places[step.end]),
            step.grade.value,
            str(columns.places[place]),
            describe(held.criterion, columns),
            "yes" if place in step.several else "no",
            link.role,
            link.claim,
            link.citation.summary,
            "; ".join(map(str, link.citation.documents)),
            link.citation.locator,
            link.citation.confidence,
        )
        for number, step in enumerate(path.steps if path else (), start=1)
        for place, held in ((step.start, step.here), (step.end, step.there))
        for link in cite_held(held, columns)
    ]


def write_path_json(path: Path | None, ends: Ends, day: date, columns: Columns) -> str:
    """Write a path as JSON: its ends, its cost, and each link with the claims behind it."""
    rows = [dict(zip(PATH, row, strict=True)) for row in build_path_rows(path, columns)]
    steps: list[dict[str, Any]] = []
    for number, step in enumerate(path.steps if path else (), start=1):
        steps.append(
            {
                "from": {"iri": step.start, "name": str(columns.places[step.start])},
                "to": {"iri": step.end, "name": str(columns.places[step.end])},
                "grade": step.grade.value,
                "criteria": [describe(held.criterion, columns) for held in (step.here, step.there)],
                "several_criteria": list(step.several),
                "claims": [
                    {
                        name: row[name]
                        for name in ("place", "role", "claim", "summary", "documents", "locator")
                    }
                    for row in rows
                    if row["step"] == number
                ],
            }
        )
    data = {
        "as_of": day.isoformat(),
        "from": {"iri": ends[0].iri, "name": str(ends[0])},
        "to": {"iri": ends[1].iri, "name": str(ends[1])},
        "linked": path is not None,
        "cost": path.cost if path else None,
        "ways": path.ways if path else 0,
        "steps": steps,
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
