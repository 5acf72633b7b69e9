"""``policygraph gaps``: every gap of the graph, by rule."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from policygraph.cli.options import (
    Endpoint,
    NoWorkspace,
    Output,
    Wide,
    WorkspaceDir,
    interruptible,
    load_graph,
)
from policygraph.cli.output import emit, fold, markdown_table, plain_table, say, write_table
from policygraph.cli.progress import working
from policygraph.cli.terminal import is_terminal
from policygraph.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from policygraph.gaps import GapReport, Severity, Waived

#: What a narrow terminal does without first.
_MINOR: Final = ("waiver", "confidence", "geoid", "year", "rules", "source", "title", "severity")
_FORMATS: Final = ("table", "md", "csv", "json")
_SEVERITIES: Final = ("violation", "warning", "info")
_LIMITS: Final = (*_SEVERITIES, "never")

Day = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="Read everything as of this day, with the lists"
                 " published by then; by default each list as of its own day."),
]  # fmt: skip
ListVersionDay = Annotated[
    str | None,
    typer.Option("--list-version", metavar="DATE", help="Read the lists as corrected by this day,"
                 " with those published by then; by default as published."),
]  # fmt: skip


def gaps(
    rule: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Only these rules; may be repeated. See --list-rules."),
    ] = None,
    report: Annotated[
        str | None, typer.Option(metavar="ID", help="Only the lists of this report.")
    ] = None,
    part: Annotated[str | None, typer.Option(metavar="ID", help="Only this part of it.")] = None,
    severity: Annotated[
        str, typer.Option(help="Leave out what is less grave: violation, warning or info.")
    ] = "info",
    state: Annotated[
        str | None, typer.Option(metavar="USPS", help="Only places of this state, such as MN.")
    ] = None,
    jurisdiction: Annotated[
        str | None, typer.Option(metavar="NAME|GEOID", help="Only this place.")
    ] = None,
    as_of: Day = None,
    list_version: ListVersionDay = None,
    between: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="DATE DATE", help="Show what appeared and what was resolved."),
    ] = None,
    by_funding: Annotated[
        bool,
        typer.Option("--by-funding", help="Rank the places by the direct federal aid at stake."),
    ] = False,
    waivers: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A table of findings set aside: finding, reason,"
                     " reviewer, evidence, until."),
    ] = None,
    today: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="The day on which waivers must hold; by default today."),
    ] = None,
    list_rules: Annotated[
        bool, typer.Option("--list-rules", help="List the rules and stop.")
    ] = False,
    fail_on: Annotated[
        str,
        typer.Option("--fail-on", help="The least that makes the exit 1: violation, warning, info"
                     " or never. What is waived does not count."),
    ] = "never",
    format: Annotated[
        str, typer.Option("--format", "-f", help="table, md, csv or json.")
    ] = "table",
    output: Output = None,
    wide: Wide = False,
    endpoint: Endpoint = None,
    workspace: WorkspaceDir = None,
    no_workspace: NoWorkspace = False,
) -> None:  # fmt: skip
    """Find every gap: what lists leave out, get wrong, or rest on nothing.

    Without options: all rules over all lists. A table then counts the findings of each rule and
    shows the violations in full; csv and json hold every finding with its sources.
    """
    from policygraph.api import Graph
    from policygraph.api.asked import read_day
    from policygraph.gaps import (
        apply_waivers,
        choose_rules,
        compare_days,
        load_rules,
        rank_by_funding,
        read_waivers,
    )
    from policygraph.report import gaps as writing

    _check(format, severity, fail_on, part, report, as_of, between, by_funding)
    put = partial(write_table, format=format, output=output, wide=wide, minor=_MINOR)
    rules = choose_rules(rule, load_rules())
    if list_rules:
        listed = [(one.severity.value, one.id, one.title, one.problem) for one in rules]
        put(listed, ("severity", "rule", "title", "problem"))
        return
    asked = partial(
        Graph.gaps,
        rules=rule,
        report=report,
        part=part,
        severity=severity,
        state=state,
        jurisdiction=jurisdiction,
        list_version=read_day(list_version),
    )
    waived = read_waivers(str(waivers)) if waivers else ()
    day = read_day(today) or date.today()  # waivers hold by the reader's calendar
    with interruptible():
        graph = load_graph(endpoint, workspace, no_workspace)
        if between:
            with working("Running the rules, twice"):
                first, last = (asked(graph, as_of=read_day(one)).report for one in sorted(between))
            changes = compare_days(first, last)
            put(writing.list_changes(changes), writing.CHANGE_COLUMNS)
            appeared = sum(change.appeared for change in changes)
            say(f"{appeared:,} appeared and {len(changes) - appeared:,} were resolved.")
            return
        with working("Running the rules"):
            found = asked(graph, as_of=read_day(as_of)).report
    settled = apply_waivers(found.findings, waived, day)
    if by_funding:
        stakes = rank_by_funding(found.findings, found.columns)
        put(writing.list_stakes(stakes), writing.STAKE_COLUMNS)
        say(writing.add_up(stakes))
    elif format == "json":
        emit(writing.write_json(found, found.findings, settled.holding), output)
    elif format == "csv":
        put(writing.build_rows(found.findings, settled.holding), writing.COLUMNS)
    else:
        narrowed = bool(rule or jurisdiction or state or severity != "info")
        say(writing.headline(found, settled.holding))
        if narrowed:
            rows = writing.build_rows(found.findings, settled.holding, short=True)
            put(rows, writing.SHORT)
        else:
            _show(found, settled, format, output, put)
    _tell_waivers(settled)
    if fail_on != "never":
        _exit(found, settled, fail_on)


def _check(
    format: str,
    severity: str,
    fail_on: str,
    part: str | None,
    report: str | None,
    as_of: str | None,
    between: tuple[str, str] | None,
    by_funding: bool,
) -> None:
    """Refuse what cannot be meant, before any work is done."""
    if format not in _FORMATS:
        raise OutputError(f"There is no format {format!r}.", hint="Choose table, md, csv or json.")
    for value, known, name in (
        (severity, _SEVERITIES, "--severity"),
        (fail_on, _LIMITS, "--fail-on"),
    ):
        if value not in known:
            raise typer.BadParameter(
                f"{value!r} is not {', '.join(known[:-1])} or {known[-1]}.", param_hint=name
            )
    if part and not report:
        raise typer.BadParameter("Give --report with --part.")
    if between and (as_of or by_funding):
        raise typer.BadParameter("Give --between alone: not with --as-of or --by-funding.")
    if between and between[0] == between[1]:
        raise typer.BadParameter("The two days of --between are the same.")


def _show(
    found: GapReport, settled: Waived, format: str, output: Path | None, put: Callable[..., None]
) -> None:
    """Show the counts of every rule to a person, and the gravest findings below them."""
    from policygraph.gaps import Severity
    from policygraph.report import gaps as writing

    lay_out, mark = (markdown_table, "## ") if format == "md" else (plain_table, "")
    counts = writing.count_rules(found, settled.holding)
    grave = [f for f in found.findings if f.rule.severity is Severity.VIOLATION]
    blocks = []
    if format == "table" and is_terminal(output):
        put(counts, writing.RULE_COLUMNS)
        emit("\n")
    else:
        blocks.append(lay_out(counts, writing.RULE_COLUMNS))
    for finding, row in zip(
        grave, writing.build_rows(grave, settled.holding, short=True), strict=True
    ):
        where, place, message, confidence, waiver = row[2:]
        told = "; ".join(one for one in (where, f"weakest link: {confidence}", waiver) if one)
        head = f"{mark}{finding.rule.title}" + (f": {place}" if place else "")
        gap = "\n\n" if mark else "\n"
        text = f"{head}{gap}{message}{gap}({told})\n"
        blocks.append(text if mark else fold(text, output))
    if not grave:
        blocks.append("No violation was found.\n")
    emit("\n".join(blocks), output)
    rest = len(found.findings) - len(grave)
    if rest:
        say(f"Warnings and remarks not shown: {rest:,}. Use --rule, --severity or --format csv.")


def _tell_waivers(settled: Waived) -> None:
    for one in settled.expired:
        say(f"The waiver of {one.finding} ended on {one.until.isoformat()}; it counts again.")
    for one in settled.idle:
        say(f"The waiver of {one.finding} fits no finding shown here.")


def _exit(found: GapReport, settled: Waived, fail_on: str) -> None:
    from policygraph.gaps import Severity

    limit: Severity = Severity(fail_on)
    if any(
        finding.rule.severity.reaches(limit) and finding.id not in settled.holding
        for finding in found.findings
    ):
        raise typer.Exit(1)
