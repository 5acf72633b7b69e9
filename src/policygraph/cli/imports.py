"""`policygraph import`: a table of one's own into the workspace."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policygraph.cli.options import WorkspaceDir
from policygraph.cli.output import say, write_table
from policygraph.cli.workspace import need_workspace
from policygraph.errors import SourceError

if TYPE_CHECKING:
    from policygraph.imports.request import Request
    from policygraph.imports.run import Outcome
    from policygraph.workspace import Workspace

_MOST_SHOWN = 5


def import_table(
    kind: Annotated[
        str, typer.Argument(metavar="list|policies|funding", help="What kind of table it is.")
    ],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The table: CSV, TSV or XLSX.")],
    id: Annotated[
        str, typer.Option(metavar="ID", help="Its id as a source: small letters, digits and _.")
    ],
    title: Annotated[str, typer.Option(metavar="TEXT", help="What it is called.")],
    publisher: Annotated[
        str,
        typer.Option(metavar="TEXT", help="Who published it; by default as the workspace says."),
    ] = "",
    date: Annotated[
        str, typer.Option(metavar="DATE", help="When it was published; a list, to the day.")
    ] = "",
    retrieved: Annotated[
        str, typer.Option(metavar="DATE", help="The day on which you fetched it.")
    ] = "",
    part: Annotated[
        str,
        typer.Option(metavar="ID[=LABEL]", help="The part of a report that a list is, as in"
                     " 'section-3=Places with policies'."),
    ] = "",
    part_kind: Annotated[
        str,
        typer.Option(metavar="KIND", help="whole-list, policies, detainers-issued or"
                     " detainers-declined."),
    ] = "whole-list",
    coverage: Annotated[
        str, typer.Option(help="How much of the list it holds: complete, partial or unknown.")
    ] = "unknown",
    coverage_scope: Annotated[
        list[str] | None,
        typer.Option(metavar="STATE", help="The coverage holds for this state only. Repeatable."),
    ] = None,
    url: Annotated[str, typer.Option(metavar="URL", help="Where it is on the web.")] = "",
    licence: Annotated[
        str,
        typer.Option(metavar="IRI|TEXT", help="Terms of use; by default as the workspace says."),
    ] = "",
    decisions: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Decisions about names; by default decisions.csv of the"
                     " workspace."),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=HEADING", help="Which column of the file is which. Repeatable."),
    ] = None,
    name_column: Annotated[
        str | None, typer.Option(metavar="HEADING", help="The column of the names.")
    ] = None,
    sheet: Annotated[str | None, typer.Option(metavar="NAME", help="Sheet of a workbook.")] = None,
    allow_unmatched: Annotated[
        bool,
        typer.Option("--allow-unmatched", help="Go on although rows name no known place: a list"
                     " keeps them, without a place; other tables leave them out."),
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace a source that has this id.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check everything and change nothing.")
    ] = False,
    workspace: WorkspaceDir = None,
) -> None:  # fmt: skip
    """Check a table, find the places that it names, and bring it into the workspace.

    Every fault of every row is told at once. A name that fits several places is never guessed at:
    such an entry of a list keeps all of them. Nothing changes unless all went well, and the same
    table twice changes nothing. `policygraph template` gives an empty table and its codebook.
    """
    from policygraph.imports.columns import find_kind
    from policygraph.imports.request import Request
    from policygraph.imports.run import import_table as run

    found = need_workspace(workspace)
    part_id, _, label = part.partition("=")
    columns = _read_columns(column or [])
    if name_column:
        columns["name"] = name_column
    request = Request(
        kind=find_kind(kind),
        path=file,
        id=id,
        title=title,
        publisher=publisher or found.publisher,
        date=date,
        retrieved=retrieved,
        url=url,
        licence=licence or found.licence,
        part_id=part_id.strip() or "list",
        part_label=label.strip()
        or (part_id.strip() and f"Part {part_id.strip()}")
        or "The whole list",
        part_kind=part_kind,
        coverage=coverage,
        scopes=tuple(coverage_scope or ()),
        decisions=_choose_decisions(decisions, found),
        allow_unmatched=allow_unmatched,
        replace=replace,
        columns=columns,
        sheet=sheet,
    )
    outcome = run(found, request, dry_run=dry_run, progress=_show_step)
    _clear_step()
    for remark in outcome.remarks:
        say(remark)
    if outcome.faults:
        _tell_faults(outcome, file)
        raise typer.Exit(2)
    _tell(outcome, request, dry_run)


def _read_columns(given: list[str]) -> dict[str, str]:
    columns = {}
    for item in given:
        name, equals, heading = item.partition("=")
        if not (name.strip() and equals and heading.strip()):
            raise SourceError(f"--column {item!r} is not of the form NAME=HEADING.")
        columns[name.strip()] = heading.strip()
    return columns


def _choose_decisions(given: Path | None, workspace: Workspace) -> Path | None:
    if given is not None:
        return given
    own = workspace.decisions
    try:
        rows = own.read_bytes().count(b"\n") if own.is_file() else 0
    except OSError:
        rows = 2  # reading it will say what is wrong
    return own if rows > 1 else None


def _show_step(step: str) -> None:
    if sys.stderr is not None and sys.stderr.isatty():
        print(f"\r\x1b[K{step} …", end="", file=sys.stderr, flush=True)  # noqa: T201


def _clear_step() -> None:
    if sys.stderr is not None and sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)  # noqa: T201


def _tell_faults(outcome: Outcome, file: Path) -> None:
    for fault in outcome.faults:
        column = f", column {fault.column}" if fault.column else ""
        value = f"{fault.value!r} " if fault.value else ""
        say(f"{file}, line {fault.line}{column}: {value}{fault.problem}. {fault.remedy}")
    number = len(outcome.faults)
    say(f"{number} fault{'s' if number > 1 else ''}; nothing was imported.")


def _tell(outcome: Outcome, request: Request, dry_run: bool) -> None:
    doubtful = [one.outcome for one in outcome.doubts]
    typer.echo(
        f"{request.id}: {outcome.rows:,} rows; {outcome.matched:,} mean one place,"
        f" {doubtful.count('ambiguous'):,} may mean several, {doubtful.count('no-match'):,} none."
    )
    if outcome.doubts:
        rows = [
            (
                one.line, one.name, one.state, one.outcome,
                "; ".join(one.candidates[:_MOST_SHOWN])
                + (f" and {len(one.candidates) - _MOST_SHOWN} more"
                   if len(one.candidates) > _MOST_SHOWN else "") or one.reason,
            )
            for one in outcome.doubts
        ]  # fmt: skip
        write_table(rows, ("row", "name", "state", "outcome", "candidates or reason"))
    if dry_run:
        typer.echo("Nothing was written.")
    elif outcome.changed:
        typer.echo(f"{outcome.path}: {outcome.triples:,} triples.")
    else:
        typer.echo(f"{outcome.path} holds just this already; nothing changed.")
