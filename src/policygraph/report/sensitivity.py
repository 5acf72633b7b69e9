"""The sensitivity of the findings as rows, and as a page of the documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from string import ascii_uppercase
from typing import Final

from policygraph.gaps import Columns, Part, Verdict
from policygraph.gaps.judge import Judge
from policygraph.gaps.sensitivity import Effect, judge_all

#: The columns of :func:`build_sensitivity_rows`.
COLUMNS: Final = (
    *("kind", "what", "value", "report", "part", "as_of", "places", "verdicts", "grades"),
    *("rankings", "nearest", "moves"),
)
_HEADINGS: Final = {
    "weight": "Weights of secondary features",
    "years": "Years without a word",
    "confidence": "The weakest claim that counts",
}
_INTROS: Final = {
    "weight": (
        "Each weight is set to nothing, halved and doubled, and all are made equal. Weights order"
        " the peers of a place; no verdict and no grade rests on them."
    ),
    "years": (
        "A policy of which no source speaks for so many years before the day does not count as"
        " certainly in force. As shipped: {years}."
    ),
    "confidence": (
        "A claim that follows its source less closely carries no listing, no likeness and no"
        " absence. As shipped, paraphrased is the weakest that counts. This moves what is taken"
        " as listed, and so also who is compared."
    ),
}


def build_sensitivity_rows(effects: Iterable[Effect]) -> list[tuple[str | int, ...]]:
    """Give the effects as rows under :data:`COLUMNS`."""
    return [
        (
            effect.variation.kind,
            effect.variation.name,
            effect.variation.value,
            effect.part.report_id,
            effect.part.id,
            effect.part.issued.isoformat(),
            effect.places,
            effect.verdicts,
            effect.grades,
            effect.rankings,
            effect.nearest,
            _say_moves(effect),
        )
        for effect in effects
    ]


def _say_moves(effect: Effect) -> str:
    return "; ".join(f"{one} → {other}: {number}" for one, other, number in effect.moves)


def write_sensitivity(columns: Columns, effects: Sequence[Effect]) -> str:
    """Write the page docs/reference/sensitivity.md.

    Parameters
    ----------
    columns : Columns
        The graph as shipped.
    effects : sequence of Effect
        What :func:`~policygraph.gaps.sensitivity.measure` gives for all parts.

    Returns
    -------
    str
        Markdown.
    """
    parts = tuple(dict.fromkeys(effect.part for effect in effects))
    letters = dict(zip((part.iri for part in parts), ascii_uppercase, strict=False))
    lines = [
        "<!-- Made by docs/make_sensitivity.py: run `make docs`, do not edit. -->",
        "",
        "# Sensitivity of the findings",
        "",
        "How many omission findings change when a weight or a threshold does, all else being as",
        "shipped. Each list part is read as published, and policies as of its day.",
        "`policygraph network sensitivity` gives the same as a table, also for one report or for",
        "a graph of your own.",
        "",
        "## The list parts, as shipped",
        "",
        *_table(
            ("", "part", "day", *(verdict.value for verdict in Verdict), "ranked"),
            [_describe(columns, part, letters[part.iri]) for part in parts],
        ),
        "",
        "`ranked` are the places with two or more peers, whose order can change.",
    ]
    for kind, heading in _HEADINGS.items():
        mine = [effect for effect in effects if effect.variation.kind == kind]
        intro = _INTROS[kind].format(years=columns.fresh_years)
        lines += ["", f"## {heading}", "", intro, ""]
        lines += ["Places whose verdict · grade · order of peers changes; – where none does.", ""]
        lines += _matrix(mine, letters)
        moved = [effect for effect in mine if effect.moves]
        lines += ["", *_list_moves(moved, letters)]
    return "\n".join(lines) + "\n"


def _describe(columns: Columns, part: Part, letter: str) -> tuple[str, ...]:
    findings = judge_all(Judge(columns, part, part.issued)).values()
    counts = [sum(found.verdict is verdict for found in findings) for verdict in Verdict]
    ranked = sum(len(found.peers) > 1 for found in findings)
    name = f"`{part.report_id}`, `{part.id}`"
    return letter, name, part.issued.isoformat(), *map(str, counts), str(ranked)


def _matrix(effects: Sequence[Effect], letters: dict[str, str]) -> list[str]:
    rows: dict[tuple[str, str], list[str]] = {}
    for effect in effects:
        key = (effect.variation.name, effect.variation.value)
        cell = f"{effect.verdicts} · {effect.grades} · {effect.rankings}"
        rows.setdefault(key, []).append(cell.replace("0 · 0 · 0", "–"))
    head = ("changed", "to", *letters.values())
    return _table(head, [(*key, *cells) for key, cells in rows.items()])


def _list_moves(effects: Sequence[Effect], letters: dict[str, str]) -> list[str]:
    if not effects:
        return ["No verdict changes."]
    return [
        f"- {effect.variation.value}, part {letters[effect.part.iri]}: {_say_moves(effect)}."
        for effect in effects
    ]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return ["| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *rows)]
