"""`policygraph report`: a document of findings, in the format that its reader needs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from policygraph.cli.gaps import Day, ListVersionDay
from policygraph.cli.options import (
    Endpoint,
    NoWorkspace,
    Output,
    Wide,
    WorkspaceDir,
    interruptible,
    load_graph,
)
from policygraph.cli.output import either, emit, say, write_table
from policygraph.cli.progress import working
from policygraph.cli.terminal import is_terminal
from policygraph.defaults import FIRST_REPORT
from policygraph.errors import OutputError

_COMPARISONS: Final = ("table", "md", "csv", "json")
#: What stands for every list.
_ALL: Final = "all"


def report(
    context: typer.Context,
    report: Annotated[
        str, typer.Option("--report", metavar="ID|all", help="The report, or all of them.")
    ] = FIRST_REPORT,
    part: Annotated[
        str | None, typer.Option("--part", metavar="ID", help="Only this part of it.")
    ] = None,
    as_of: Day = None,
    list_version: ListVersionDay = None,
    state: Annotated[
        str | None, typer.Option(metavar="USPS", help="Only places of this state, such as MN.")
    ] = None,
    jurisdiction: Annotated[
        str | None, typer.Option(metavar="NAME|GEOID", help="Only this place.")
    ] = None,
    rule: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID", help="Only these rules; may be repeated. See `policygraph gaps"
            " --list-rules`."
        ),
    ] = None,
    format: Annotated[
        str | None,
        typer.Option(
            "--format", "-f", help="html, md, pdf, csv, xlsx, bundle, json, jsonld, ttl or trig;"
            " by default as the name of the file ends, else md."
        ),
    ] = None,
    compare: Annotated[
        tuple[Path, Path] | None,
        typer.Option(
            "--compare", metavar="OLD.json NEW.json", help="Tell instead how two reports that were"
            " written as JSON differ, and why: as table, md, csv or json."
        ),
    ] = None,
    bom: Annotated[
        bool,
        typer.Option("--bom", help="Begin CSV with the mark by which Excel knows UTF-8."),
    ] = False,
    output: Output = None,
    wide: Wide = False,
    endpoint: Endpoint = None,
    workspace: WorkspaceDir = None,
    no_workspace: NoWorkspace = False,
) -> None:  # fmt: skip
    """Write a report of findings: to read, to print, to reckon with, or to cite.

    Without options: what the first Declined Detainer Outcome Report of ICE leaves out or gets
    wrong, in Markdown. Give a file, and its ending says the format: .html, .md, .pdf, .csv (the
    table of findings), .xlsx, .zip (every table with its codebook), .json, .jsonld, .ttl or .trig.
    """
    from policygraph.api import FORMATS, choose_format
    from policygraph.api.asked import read_day

    if compare:
        _refuse_others(context)
        _compare(*compare, format, output, wide=wide)
        return
    if part and report == _ALL:
        raise typer.BadParameter("Give --report with --part.")
    is_standard = output is None or str(output) == "-"
    form = FORMATS[choose_format(format, None if is_standard else output)]
    form.check_bom(bom)
    if form.is_binary and is_terminal(output):
        raise OutputError(
            f"The format {form.name} is nothing for a terminal.",
            hint=f"Give a file, as in --output report{form.ending}.",
        )
    day, until = read_day(as_of), read_day(list_version)
    with working("Reading the graph") as tell:
        with interruptible():
            made = load_graph(endpoint, workspace, no_workspace).report(
                None if report == _ALL else report,
                part,
                as_of=day,
                list_version=until,
                state=state,
                jurisdiction=jurisdiction,
                rules=rule,
                progress=tell,
            )
        tell(f"Writing {form.name}")
        content = made.write(form.name, bom=bom)
    emit(content, output)
    if not is_standard:
        say(f"{output}: {made.title}; {_count(len(content))}.")


def _refuse_others(context: typer.Context) -> None:
    """Refuse what asks for a new report where two that there are shall be compared."""
    given = [
        parameter.opts[0]
        for parameter in context.command.params
        if getattr(context.get_parameter_source(parameter.name or ""), "name", "") == "COMMANDLINE"
        and parameter.name not in {"compare", "format", "output", "wide"}
    ]
    if given:
        raise typer.BadParameter(f"--compare reads two files: leave out {', '.join(given)}.")


def _compare(old: Path, new: Path, format: str | None, output: Path | None, *, wide: bool) -> None:
    from policygraph.api import compare_reports
    from policygraph.report.compare import SHORT, build_rows, write_comparison

    ending = "" if output is None or str(output) == "-" else output.suffix.lower().lstrip(".")
    form = format or ending or "table"
    if form not in _COMPARISONS:
        raise OutputError(f"A comparison has no format {form!r}.", hint=either(_COMPARISONS))
    found = compare_reports(old, new)
    if form != "table":
        emit(write_comparison(found.content, form), output)
        return
    for line in (found.headline, *found.content.notes):
        say(line)
    rows = build_rows(found.content, short=True)
    write_table(rows, SHORT, output=output, wide=wide, minor=("list",))


def _count(size: int) -> str:
    return f"{size / 1e6:,.1f} MB" if size >= 1e6 else f"{max(size // 1000, 1):,} kB"
