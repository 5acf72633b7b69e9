"""``policygraph validate``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from policygraph.cli.options import NoWorkspace, Output, Wide, WorkspaceDir, choose_workspace
from policygraph.cli.output import emit, say, write_table
from policygraph.cli.progress import working
from policygraph.errors import OutputError

if TYPE_CHECKING:
    from policygraph.validation import ValidationReport

_FORMATS: Final = ("table", "json", "csv", "md", "ttl")
_LIMITS: Final = ("violation", "warning", "info", "never")


def validate(
    *,
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FILE|-]...", help="Files to check; - is Turtle on the input."),
    ] = None,
    format: Annotated[
        str, typer.Option("--format", "-f", help="table, json, csv, md or ttl (a SHACL report).")
    ] = "table",
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on", help="The least that makes the exit 1: violation, warning, info or never."
        ),
    ] = "violation",
    output: Output = None,
    wide: Wide = False,
    workspace: WorkspaceDir = None,
    no_workspace: NoWorkspace = False,
) -> None:
    """Check the shipped graph, or files of your own, against the shapes.

    In a workspace its graphs are checked with the shipped one, and files may point to them too.

    A file is .ttl, .nt, .nq, .trig, .jsonld or .rdf. It may point to what the shipped graph
    describes, such as a county. The exit is 0 when all is well and 1 when a result is as grave
    as --fail-on says.
    """
    from policygraph.api.checks import CHECKS, list_checks, sum_up
    from policygraph.validation import SEVERITIES, validate_files, validate_shipped

    # Before any work is done.
    if format not in _FORMATS:
        raise OutputError(f"There is no format {format!r}.", hint=f"Choose {_either(_FORMATS)}.")
    if fail_on not in _LIMITS:
        raise typer.BadParameter(f"{fail_on!r} is not {_either(_LIMITS)}.", param_hint="--fail-on")
    found = choose_workspace(workspace, no_workspace)
    beside = found.graphs() if found else ()
    with working("Checking against the shapes"):
        report = validate_files(files, beside=beside) if files else validate_shipped(beside=beside)
    verdict = sum_up(report)
    if format == "ttl":
        emit(_write_report(report), output)
    elif report.results or format in ("json", "csv"):
        rows = list_checks(report, short=format in ("table", "md"))
        write_table(
            rows, CHECKS, format, output=output, wide=wide, minor=("shape", "value", "property")
        )
    else:
        emit(f"{verdict}\n", output)
        verdict = ""
    if verdict:
        say(verdict)
    limit = next((severity for severity in SEVERITIES if severity == fail_on), None)
    if limit and report.reaches(limit):
        raise typer.Exit(1)


def _either(words: tuple[str, ...]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"


def _write_report(report: ValidationReport) -> bytes:
    """Make a SHACL validation report; its blank nodes are numbered, so it is the same each time."""
    import pyoxigraph as ox

    from policygraph.graph import iri, serialise

    head = ox.BlankNode("report")
    triples = [
        ox.Triple(head, iri("rdf:type"), iri("sh:ValidationReport")),
        ox.Triple(head, iri("sh:conforms"), ox.Literal(not report.results)),
    ]
    for number, result in enumerate(report.results, 1):
        node = ox.BlankNode(f"result-{number}")
        focus = result.focus
        facts: dict[str, ox.NamedNode | ox.BlankNode | ox.Literal | None] = {
            "rdf:type": iri("sh:ValidationResult"),
            "sh:focusNode": ox.BlankNode(focus[2:]) if focus[:2] == "_:" else iri(focus),
            "sh:resultPath": iri(result.path) if result.path else None,
            "sh:value": result.value,
            "sh:resultSeverity": iri(f"sh:{result.severity.capitalize()}"),
            "sh:sourceShape": iri(result.shape),
            "sh:sourceConstraintComponent": iri(result.component),
            "sh:resultMessage": ox.Literal(result.message, language="en"),
        }
        triples.append(ox.Triple(head, iri("sh:result"), node))
        triples += [
            ox.Triple(node, iri(path), value) for path, value in facts.items() if value is not None
        ]
    return serialise(triples)
