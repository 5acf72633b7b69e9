"""The page of results, docs/reference/engines.md."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from bench.detection.page import table
from bench.engines.run import ENGINES, Tally

from policygraph.gaps import load_rules

#: In how many graphs a rule must find something, and in how many it must keep silent.
LEAST: Final = 10
MOST_SHOWN: Final = 5
#: What earlier runs found, by hand.
NOTES: Final = Path(__file__).with_name("notes.md")


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:,.0f}" if seconds >= 0.001 else "under 1"


def _made_rows(made: Mapping[str, Tally]) -> Iterable[tuple[str, ...]]:
    for name, tally in made.items():
        yield (
            f"[`{name}`](rules.md#{name})",
            f"{tally.graphs}",
            f"{tally.fires}",
            f"{tally.silent}",
            *(f"{tally.found[engine]}" for engine in ENGINES),
            f"{len(tally.apart)}",
            _milliseconds(tally.middle("query")),
            _milliseconds(tally.middle("shape")),
        )


def _shipped_rows(shipped: Mapping[str, Tally]) -> Iterable[tuple[str, ...]]:
    for name, tally in shipped.items():
        yield (
            f"`{name}`",
            *(f"{tally.found[engine]}" for engine in ENGINES),
            f"{len(tally.apart)}",
            f"{tally.middle('query'):.2f}",
            f"{tally.middle('shape'):.1f}",
        )


def _apart(*results: Mapping[str, Tally]) -> str:
    lines = []
    for tallies in results:
        for name, tally in tallies.items():
            if tally.apart:
                lines.append(f"- `{name}`: {len(tally.apart)}")
                lines += [f"  - {words}" for words in tally.apart[:MOST_SHOWN]]
    return "\n".join(lines) or "Nothing: every finding of one engine is one of the other two."


def _without_shape() -> str:
    return "\n".join(
        f"- [`{rule.id}`](rules.md#{rule.id}): {rule.no_shape}"
        for rule in load_rules().values()
        if rule.no_shape
    )


def write_page(
    made: Mapping[str, Tally], shipped: Mapping[str, Tally], command: str, seed: int
) -> str:
    """Write the page.

    Parameters
    ----------
    made, shipped : mapping of str to Tally
        Rule to what came of it, in the made-up graphs and in the bundled one.
    command : str
        The command that makes the page.
    seed : int
        The seed of the first graph.

    Returns
    -------
    str
        Markdown.
    """
    graphs = max(tally.graphs for tally in made.values())
    found = sum(tally.found["query"] for tally in made.values())
    least = min(min(tally.fires, tally.silent) for tally in made.values())
    by_rule = table(
        (
            *("Rule", "Graphs", "With findings", "Silent", "Joins", "Query", "Shape", "Apart"),
            *("Query, ms", "Shape, ms"),
        ),
        _made_rows(made),
    )
    bundled = table(
        ("Rule", "Joins", "Query", "Shape", "Apart", "Query, s", "Shape, s"), _shipped_rows(shipped)
    )
    return f"""\
<!-- Made by `{command}`: do not edit. -->

# Do the engines agree?

A rule of the [catalogue](rules.md) is one query, and it is run in three ways:

- **Joins:** `policygraph gaps`, as a user runs it. Omissions are found by joins of records,
  by code that shares nothing with the query; for the other rules it runs the query and makes
  findings of its rows.
- **Query:** the text of `queries/gaps` on Oxigraph, for each list part as of its day, or once over
  the graph.
- **Shape:** the shape of `shapes/gaps` that is made from it, run by pySHACL, which has another
  SPARQL engine (that of rdflib), other code for dates, strings and paths, and other ideas of scope.

They must find the same: the same focus, the same thing at fault, the same message with what it
says of names, dates and grounds. One command compares them and writes this page:

    {command}

## Made-up graphs

{graphs} graphs, from seed {seed} on, gave {found:,} findings. Each graph is made for four rules: of
each it takes a test graph in which that rule finds something, often one in which it does not, and
then some others. Things of different test graphs become one, places get money and policies or get
none, and up to sixteen chance changes follow: a statement is dropped or moved to another thing, a
date is made vaguer or shifted across a day on which a rule turns, a concept, an object or the kind
of a place is swapped, a name is misspelt, an entry, a claim or a policy is taken out or doubled.
Every fifth has a made-up graph of policies and omissions in it. What the model demands of each
thing stays: that a claim has a source and a list has a day is checked before any rule is run.

"With findings" and "Silent" count the graphs in which a rule found something and nothing. For the
agreement to mean anything both must be there; the smallest number in those two columns is {least},
and it must not be below {LEAST}. "Apart" counts findings that not all three had. Times are medians
for one graph, taken on a machine with other work to do: they tell rules and engines apart, and no
more. The query text is parsed once, for parsing would take most of pySHACL's time.

{by_rule}
## The bundled graph

The same on everything that the package ships, at once and whole.

{bundled}
## What they did not agree on

{_apart(made, shipped)}

Earlier runs found what has been mended since:

{NOTES.read_text(encoding="utf-8").strip()}

## What SHACL cannot express

{_without_shape()}

## What this does not show

That the engines agree does not make a rule right: a fault in the query is in its shape, too, except
for `omitted`, which exists twice. Whether the rules find what they should is
[measured apart](detection.md).
"""
