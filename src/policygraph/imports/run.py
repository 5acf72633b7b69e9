"""An import from beginning to end: all that can fail comes before the one rename.

The table is read and checked, its names are reconciled, the facts are made, and the graph is
validated in a folder of its own. Only then is it put into the workspace, whole or not at all.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from policygraph.errors import SourceError
from policygraph.graph import Facts, serialise
from policygraph.imports.cells import Fault, shorten
from policygraph.imports.facts import add_dataset, add_places, add_table_document
from policygraph.imports.funding import add_funding
from policygraph.imports.lists import add_list, is_ambiguous, read_scopes
from policygraph.imports.places import Places, Resolved
from policygraph.imports.policies import add_policies
from policygraph.imports.request import Request
from policygraph.imports.rows import Entry, read_rows
from policygraph.imports.shipped import Shipped, read_shipped
from policygraph.namespaces import compact
from policygraph.reconcile import Resolution
from policygraph.validation import validate_files
from policygraph.workspace import Workspace, locked, put_graph, sweep

_Adder = Callable[[Facts, Request, Resolved, Places, Shipped], list[str]]
_ADDERS: Final[dict[str, _Adder]] = {
    "list": add_list,
    "policies": add_policies,
    "funding": add_funding,
}
_NOUNS: Final = {"list": "entries", "policies": "claims", "funding": "figures"}


@dataclass(frozen=True, slots=True)
class Doubt:
    """A row whose name does not mean one place.

    Parameters
    ----------
    line : int
        Line of the file, or row of the sheet.
    name, state : str
        What stands there.
    outcome : str
        ambiguous or no-match.
    reason : str
        Why.
    candidates : tuple of str
        The places that may be meant.
    """

    line: int
    name: str
    state: str
    outcome: str
    reason: str
    candidates: tuple[str, ...]


@dataclass(slots=True)
class Outcome:
    """What came of an import.

    Parameters
    ----------
    path : pathlib.Path
        Where the graph is, or would be.
    rows, matched, triples : int
        How many there are.
    faults : list of Fault
        What stopped it; then nothing was changed.
    doubts : list of Doubt
        Rows whose name does not mean one place.
    remarks : list of str
        What a person should be told besides.
    changed : bool
        Whether the workspace was changed.
    """

    path: Path
    rows: int = 0
    matched: int = 0
    triples: int = 0
    faults: list[Fault] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    changed: bool = False


def import_table(
    workspace: Workspace,
    request: Request,
    *,
    dry_run: bool = False,
    progress: Callable[[str], None] = lambda _: None,
) -> Outcome:
    """Import a table into a workspace.

    Parameters
    ----------
    workspace : Workspace
        Where to.
    request : Request
        What.
    dry_run : bool, optional
        Whether to do everything but the last step.
    progress : callable, optional
        Told each step as it is begun.

    Returns
    -------
    Outcome
        What was done; with faults, nothing was.

    Raises
    ------
    SourceError, TableError, DateFormatError
        If the request, the file or the decisions cannot be used.
    WorkspaceError
        If another import is under way.
    OutputError
        If the graph cannot be written.
    """
    request.check()
    with locked(workspace):
        sweep(workspace)
        outcome = Outcome(workspace.graph(request.id))
        content = _make(request, outcome, progress)
        if outcome.faults:
            return outcome
        old = outcome.path.read_bytes() if outcome.path.is_file() else None
        if old == content:
            return outcome
        checksum = _hash(request)
        if old is not None and not request.replace:
            what = (
                "this file with other settings, decisions or data"
                if checksum.encode() in old
                else "another file"
            )
            raise SourceError(
                f"The workspace has a source {request.id!r} already, made from {what}.",
                hint="Give --replace to replace it, or another --id.",
            )
        progress("validating")
        _validate(request.id, content, workspace)
        if not dry_run:
            progress("writing")
            outcome.changed = put_graph(workspace, request.id, content)
    return outcome


def _make(request: Request, outcome: Outcome, progress: Callable[[str], None]) -> bytes:
    progress("reading")
    shipped = read_shipped()
    if request.id in shipped.ids:
        raise SourceError(
            f"{request.id!r} is the id of a source that is shipped.", hint="Choose another --id."
        )
    checksum = _hash(request)
    rows = read_rows(str(request.path), request.kind, request.columns, sheet=request.sheet)
    progress("matching names")
    places = Places(request.decisions)
    if len(list(read_scopes(request, places))) != len(request.scopes):
        wrong = next(scope for scope in request.scopes if not places.find_state(scope))
        raise SourceError(
            f"--coverage-scope: {wrong!r} is no state.", hint="Give a name or two letters."
        )
    resolved = places.resolve(rows.entries)
    outcome.rows = len(rows.entries)
    outcome.matched = len(resolved.having("match"))
    outcome.remarks += rows.remarks
    outcome.doubts = [_doubt(entry, found, places) for entry, found in resolved.places
                      if found.outcome != "match"]  # fmt: skip
    faults = rows.faults + resolved.faults + _stop(request, resolved, outcome.doubts)
    outcome.faults = sorted(faults, key=lambda fault: fault.line)
    if outcome.faults:
        return b""
    outcome.remarks += _find_twins(resolved, places)
    facts = Facts()
    add_table_document(facts, request)
    outcome.remarks += _ADDERS[request.kind.name](facts, request, resolved, places, shipped)
    add_places(facts, resolved if request.is_list else _only_matched(resolved),
               read_scopes(request, places), shipped)  # fmt: skip
    add_dataset(
        facts, request, checksum, _describe(request, resolved), _say_extent(request, resolved)
    )
    outcome.triples = len(facts)
    comment = f"{' '.join(request.title.split())}. Imported from {request.path.name}."
    return serialise(facts, comment=" ".join(comment.split()))


def _hash(request: Request) -> str:
    try:
        with request.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise SourceError(f"{request.path} cannot be read: {error.strerror}.") from None


def _only_matched(resolved: Resolved) -> Resolved:
    return Resolved(resolved.having("match"))


def _doubt(entry: Entry, found: Resolution, places: Places) -> Doubt:
    return Doubt(
        entry.line,
        entry.get("name"),
        entry.get("state"),
        found.outcome,
        found.reason,
        tuple(f"{places.describe(geoid)} ({geoid})" for geoid in found.candidates),
    )


def _stop(request: Request, resolved: Resolved, doubts: list[Doubt]) -> list[Fault]:
    """Say which rows stop the import because their place is not known."""
    if request.allow_unmatched:
        return []
    faults = []
    for (entry, found), doubt in zip(
        [pair for pair in resolved.places if pair[1].outcome != "match"], doubts, strict=True
    ):
        if request.is_list and is_ambiguous(found):
            continue
        fits = f" It may be {'; '.join(doubt.candidates[:5])}." if doubt.candidates else ""
        what = "keep the row without a place" if request.is_list else "leave the row out"
        remedy = (
            "Mend the name or the state, give its geoid, decide it in a decisions file, or give"
            f" --allow-unmatched to {what}."
        )
        faults.append(
            Fault(entry.line, "name", shorten(doubt.name),
                  f"means no one place: {found.reason.rstrip('.')}.{fits}".rstrip("."), remedy)
        )  # fmt: skip
    return faults


def _find_twins(resolved: Resolved, places: Places) -> list[str]:
    lines: dict[str, list[int]] = {}
    for entry, found in resolved.having("match"):
        lines.setdefault(found.geoid, []).append(entry.line)
    return [
        f"{places.describe(geoid)} stands in {len(where)} rows:"
        f" {', '.join(map(str, where[:10]))}{' …' if len(where) > 10 else ''}."
        for geoid, where in lines.items()
        if len(where) > 1
    ]


def _describe(request: Request, resolved: Resolved) -> str:
    number = len(resolved.places if request.is_list else resolved.having("match"))
    return f"{number:,} {_NOUNS[request.kind.name]}, imported from the table {request.path.name}."


def _say_extent(request: Request, resolved: Resolved) -> str:
    matched = len(resolved.having("match"))
    several = sum(is_ambiguous(found) for _, found in resolved.places)
    rest = len(resolved.places) - matched - several
    said = f"{matched:,} of {len(resolved.places):,} rows name one known place"
    if request.is_list:
        where = f" for {', '.join(request.scopes)}" if request.scopes else ""
        return (
            f"Said to be {request.coverage}{where}. {said}, {several:,} may name several, "
            f"{rest:,} none."
        )
    left = several + rest
    return f"{said}; {left:,} {'is' if left == 1 else 'are'} left out." if left else f"{said}."


def _validate(source_id: str, content: bytes, workspace: Workspace) -> None:
    """Hold the graph against the shapes before it is anywhere near the workspace."""
    beside = [path for path in workspace.graphs() if path != workspace.graph(source_id)]
    with tempfile.TemporaryDirectory(prefix="policygraph-") as folder:
        path = Path(folder, f"{source_id}.ttl")
        path.write_bytes(content)
        report = validate_files([path], beside=beside)
    if not report.conforms:
        worst = [result for result in report.results if result.severity == "violation"]
        told = "; ".join(f"{compact(one.focus)}: {one.message}" for one in worst[:3])
        raise SourceError(
            f"The graph would not conform to the shapes, so nothing was imported: {told}",
            hint="This is a fault of the program: please report it with the file.",
        )
