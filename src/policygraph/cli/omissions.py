"""`policygraph omissions` and `policygraph explain`: who was left out, and the proof."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

import typer

from policygraph.cli.options import (
    Endpoint,
    NoWorkspace,
    Output,
    WorkspaceDir,
    interruptible,
    open_graph,
)
from policygraph.cli.output import emit, say, write_table
from policygraph.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from policygraph.gaps import Columns, ListVersion, OmissionReport, Verdict
    from policygraph.places import Place
    from policygraph.report.sections import Section

#: The list that the project began with: ICE's first Declined Detainer Outcome Report.
FIRST_REPORT: Final = "us_ice_ddor_2017w1"
FORMATS: Final = ("table", "md", "csv", "json")
_WIDTH: Final = 100

Report = Annotated[str, typer.Option("--report", metavar="ID", help="The report.")]
PartId = Annotated[
    str | None,
    typer.Option("--part", metavar="ID", help="Its part; by default the one that tables policies."),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="Read policies as of this day (YYYY-MM-DD); by"
                 " default the day of the report."),
]  # fmt: skip
ListVersionDay = Annotated[
    str | None,
    typer.Option("--list-version", metavar="DATE", help="Read the list as corrected by this day"
                 " (YYYY-MM-DD); by default as published."),
]  # fmt: skip


def omissions(
    report: Report = FIRST_REPORT,
    part: PartId = None,
    as_of: AsOf = None,
    list_version: ListVersionDay = None,
    jurisdiction: Annotated[
        str | None,
        typer.Option(metavar="NAME|GEOID", help="Judge one place: 'Ramsey County, MN' or 27123."),
    ] = None,
    verdict: Annotated[
        list[str] | None,
        typer.Option(metavar="VERDICT", help="Only these: omitted, explained, cannot-tell or"
                     " not-comparable. May be repeated."),
    ] = None,
    format: Annotated[str, typer.Option(help="table, md, csv or json.")] = "table",
    output: Output = None,
    endpoint: Endpoint = None,
    workspace: WorkspaceDir = None,
    no_workspace: NoWorkspace = False,
) -> None:  # fmt: skip
    """Find who was left out of a list although their policy matched a listed one.

    Without options: the first Declined Detainer Outcome Report of ICE, its table of policies, as
    of its day. The whole proof of every omission is printed, with its sources.
    """
    from dataclasses import replace

    from policygraph.gaps import Verdict
    from policygraph.report.omissions import COLUMNS, build_rows, write_json, write_report
    from policygraph.report.proof import headline

    if format not in FORMATS:
        raise OutputError(f"There is no format {format!r}.", hint=f"Choose {', '.join(FORMATS)}.")
    wanted = {_read_verdict(name) for name in verdict or ()}
    asked = _Question(report, part, as_of, list_version, jurisdiction)
    answer = _judge(asked, endpoint, workspace, no_workspace)
    result, place = answer.result, answer.place
    if place and not result.findings:
        say(f"{place} is named in {result.part.label} of {result.part.report_label}.")
    if wanted:
        kept = tuple(f for f in result.findings if f.verdict in wanted)
        counts = dict.fromkeys(Verdict, 0)
        for finding in kept:
            counts[finding.verdict] += 1
        whole = headline(result)
        result = replace(result, findings=kept)
        say(f"{whole} Shown: {len(kept)}.")
        result = replace(result, counts=counts)
    if format == "json":
        emit(write_json(_tell_changes(answer, result)), output)
    elif format == "csv" or wanted:
        write_table(build_rows(result), COLUMNS, format, output=output)
    elif place and not result.findings:
        return
    elif place:
        emit(_write_proof(_tell_changes(answer, result), format), output)
    else:
        result = _tell_changes(answer, result, only=(Verdict.OMITTED,))  # what is shown
        text = write_report(result, "md" if format == "md" else "text")
        emit(text if format == "md" else _wrap(text), output)


def explain(
    jurisdiction: Annotated[str, typer.Argument(metavar="NAME|GEOID", help="The place.")],
    report: Report = FIRST_REPORT,
    part: PartId = None,
    as_of: AsOf = None,
    list_version: ListVersionDay = None,
    format: Annotated[str, typer.Option(help="table (plain text) or md.")] = "table",
    output: Output = None,
    endpoint: Endpoint = None,
    workspace: WorkspaceDir = None,
    no_workspace: NoWorkspace = False,
) -> None:
    """Tell in plain words why a place is or is not called an omission, with every source."""
    if format not in {"table", "md"}:
        raise OutputError(f"There is no format {format!r}.", hint="Choose table or md.")
    asked = _Question(report, part, as_of, list_version, jurisdiction)
    answer = _judge(asked, endpoint, workspace, no_workspace)
    result, place = answer.result, answer.place
    if place and not result.findings:
        from policygraph.gaps import find_naming
        from policygraph.report.naming import explain_naming

        naming = find_naming(answer.columns, result.part, place, result.as_of, answer.version)
        emit(_write_sections(str(place), explain_naming(naming), format), output)
        return
    emit(_write_proof(_tell_changes(answer, result), format), output)


@dataclass(frozen=True, slots=True)
class _Question:
    """What a command was asked, as it was written."""

    report: str
    part: str | None
    as_of: str | None
    list_version: str | None
    jurisdiction: str | None


@dataclass(frozen=True, slots=True)
class _Answer:
    """The findings, the one place that was asked about, and the graph as it was read."""

    result: OmissionReport
    place: Place | None
    columns: Columns
    version: ListVersion | None


def _judge(
    asked: _Question, endpoint: str | None, workspace: Path | None, no_workspace: bool
) -> _Answer:
    from policygraph.dates import parse_day
    from policygraph.gaps import (
        find_omissions,
        find_part,
        read_as_corrected,
        read_columns,
        read_version,
    )
    from policygraph.places import find_place

    day = parse_day(asked.as_of) if asked.as_of is not None else None
    until = parse_day(asked.list_version) if asked.list_version is not None else None
    with interruptible():
        store = open_graph(endpoint, workspace, no_workspace)
        view = read_as_corrected(store, until) if until else store
        columns: Columns = read_columns(view)
        published = read_columns(store) if until else columns
    part = find_part(columns, asked.report, asked.part)
    version = read_version(published, columns, part, until) if until else None
    place = None
    if asked.jurisdiction is not None:
        place = find_place(columns.places.values(), asked.jurisdiction)
    result = find_omissions(columns, part, day, place=place, version=version)
    return _Answer(result, place, columns, version)


def _tell_changes(
    answer: _Answer, result: OmissionReport, only: Sequence[Verdict] | None = None
) -> OmissionReport:
    """Judge what is shown again, under what could be otherwise."""
    from policygraph.gaps import Verdict, tell_changes

    wanted = only or (Verdict.OMITTED, Verdict.CANNOT_TELL)
    return tell_changes(answer.columns, result, answer.version, only=wanted)


def _read_verdict(name: str) -> str:
    from policygraph.gaps import Verdict

    try:
        return Verdict(name)
    except ValueError:
        known = ", ".join(item.value for item in Verdict)
        raise OutputError(f"There is no verdict {name!r}.", hint=f"Choose {known}.") from None


def _write_proof(result: OmissionReport, format: str) -> str:
    from policygraph.report.proof import explain_finding

    (finding,) = result.findings
    return _write_sections(str(finding.place), explain_finding(finding, result), format)


def _write_sections(title: str, sections: Sequence[Section], format: str) -> str:
    from policygraph.report.sections import write_markdown, write_text

    if format == "md":
        return write_markdown(title, sections, level=1)
    return _wrap(write_text(title, sections))


def _wrap(text: str) -> str:
    """Fold long lines for reading, on a terminal only: a pipe gets a line a fact."""
    import shutil
    import textwrap

    if not sys.stdout.isatty():
        return text
    width = min(shutil.get_terminal_size().columns, _WIDTH)
    lines = []
    for line in text.splitlines():
        indent = "    " if line.startswith("  - ") else ""
        folded = textwrap.wrap(
            line,
            width,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
            drop_whitespace=True,
        )
        lines += folded or [""]
    return "\n".join(lines) + "\n"
