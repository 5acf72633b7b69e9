"""`policygraph report`: a document of findings, in the format that its reader needs."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from policygraph.cli.gaps import Day, ListVersionDay
from policygraph.cli.options import (
    Endpoint,
    NoWorkspace,
    Output,
    WorkspaceDir,
    interruptible,
    load_graph,
)
from policygraph.cli.output import emit, say
from policygraph.cli.progress import working
from policygraph.cli.terminal import is_terminal
from policygraph.defaults import FIRST_REPORT
from policygraph.errors import OutputError

#: What stands for every list.
_ALL: Final = "all"


def report(
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
    bom: Annotated[
        bool,
        typer.Option("--bom", help="Begin CSV with the mark by which Excel knows UTF-8."),
    ] = False,
    output: Output = None,
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


def _count(size: int) -> str:
    return f"{size / 1e6:,.1f} MB" if size >= 1e6 else f"{max(size // 1000, 1):,} kB"
