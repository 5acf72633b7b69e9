"""`policygraph reconcile`: the names of a list to jurisdictions."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Annotated, Final, TypeVar

import typer

from policygraph.cli.options import Output, Wide
from policygraph.cli.output import emit, say, write_table
from policygraph.errors import OutputError

FORMATS: Final = ("csv", "json", "table")
#: A table for people is held in memory to find its widths.
LONGEST_TABLE: Final = 5_000
_IN_MEMORY: Final = 8_000_000
_LIMITS: Final = ("ambiguous", "no-match", "never")


def reconcile(
    source: Annotated[
        str, typer.Argument(metavar="FILE|-", help="The list: CSV, TSV or XLSX; - for the input.")
    ],
    name_column: Annotated[
        str | None,
        typer.Option(metavar="NAME|NUMBER", help="Column of the names, if not found by itself."),
    ] = None,
    state_column: Annotated[
        str | None, typer.Option(metavar="NAME|NUMBER", help="Column of the states.")
    ] = None,
    kind_column: Annotated[
        str | None, typer.Option(metavar="NAME|NUMBER", help="Column of the kinds (county, city).")
    ] = None,
    heading_column: Annotated[
        str | None,
        typer.Option(metavar="NAME|NUMBER", help="Column of the headings that rows stood under."),
    ] = None,
    sheet: Annotated[str | None, typer.Option(metavar="NAME", help="Sheet of a workbook.")] = None,
    decisions: Annotated[
        str | None, typer.Option(metavar="FILE", help="Decisions that were taken about names.")
    ] = None,
    write_decisions: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write a file in which to decide the ambiguous names."),
    ] = None,
    format: Annotated[str, typer.Option("--format", "-f", help="csv, json or table.")] = "csv",
    output: Output = None,
    wide: Wide = False,
    fail_on: Annotated[
        str,
        typer.Option(help="Exit 1 if a row is ambiguous or no-match (ambiguous), only if one is"
                     " no-match (no-match), or never."),
    ] = "never",
) -> None:  # fmt: skip
    """Find the state, county, municipality, township or agency's place that each row means.

    A name that fits several governments is never settled by a guess: it comes out as ambiguous,
    with all of them. The output has the columns of the list and outcome, geoid, kind, candidates,
    score and reason.
    """
    from policygraph.reconcile import (
        Matcher,
        Tally,
        Template,
        load_gazetteer,
        open_table,
        read_decisions,
        write_template,
    )
    from policygraph.reconcile import reconcile as find
    from policygraph.reconcile.writing import CsvWriter, JsonWriter, name_columns, show

    if format not in FORMATS:
        raise OutputError(f"There is no format {format!r}.", hint=f"Choose {', '.join(FORMATS)}.")
    if fail_on not in _LIMITS:
        raise typer.BadParameter(f"{fail_on!r} is not ambiguous, no-match or never.",
                                 param_hint="--fail-on")  # fmt: skip
    if write_decisions is not None and write_decisions.exists():
        raise OutputError(
            f"{write_decisions} is there already and may hold decisions.",
            hint="Give another name.",
        )
    with open_table(
        source,
        name=name_column,
        state=state_column,
        kind=kind_column,
        heading=heading_column,
        sheet=sheet,
    ) as table:
        gazetteer = load_gazetteer()
        taken = read_decisions(decisions, gazetteer) if decisions else None
        template = Template(gazetteer) if write_decisions else None
        tally = Tally()
        header = table.columns.header
        names = (*header, *name_columns(header))
        found = find(table, Matcher(gazetteer), tally, decisions=taken, template=template)
        if format == "table":
            rows = [(*row.cells, *show(one)) for row, one in _few(found)]
            write_table(rows, names, output=output, wide=wide, minor=("score", "kind"))
        else:
            with _target(output) as file:
                writer = (CsvWriter if format == "csv" else JsonWriter)(file, names)
                for row, one in found:
                    writer.row((*row.cells, *show(one)))
                writer.close()
        for name in sorted(set(names[len(header) :]) - set(_plain_names())):
            table.notes.append(f"The list has such a column, so ours is called {name}.")
    for note in table.notes:
        say(note)
    say(tally.told)
    if template is not None and write_decisions is not None:
        write_template(write_decisions, template)
        say(f"{write_decisions}: {len(template):,} names to decide.")
    if _fails(fail_on, tally.outcomes["ambiguous"], tally.outcomes["no-match"]):
        raise typer.Exit(1)


def _plain_names() -> tuple[str, ...]:
    from policygraph.reconcile.writing import ADDED

    return ADDED


def _fails(limit: str, ambiguous: int, absent: int) -> bool:
    if limit == "never":
        return False
    return bool(absent or (limit == "ambiguous" and ambiguous))


_Item = TypeVar("_Item")


def _few(found: Iterator[_Item]) -> Iterator[_Item]:
    for number, item in enumerate(found):
        if number >= LONGEST_TABLE:
            raise OutputError(
                f"A table shows at most {LONGEST_TABLE:,} rows.", hint="Choose csv or json."
            )
        yield item


@contextmanager
def _target(output: Path | None) -> Iterator[IO[bytes]]:
    """Give a file to write to; what it holds goes out only when all of it is there."""
    from policygraph.reconcile.writing import write_aside

    if output is not None and str(output) != "-":
        with write_aside(output) as file:
            yield file
        return
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
        yield spool
        spool.seek(0)
        while chunk := spool.read(1 << 20):
            emit(chunk)
