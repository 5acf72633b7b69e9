"""Validation from end to end.

All files are read once into one graph, pySHACL runs once over it, and each result then goes back
to the file, and where it can be found the line, that it is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from policygraph.namespaces import OWL, PG, RDFS, SH
from policygraph.resources import Room, locate
from policygraph.validation.files import TYPE, DataFile, Subject, Triple, read_file
from policygraph.validation.report import SEVERITIES, ValidationReport, ValidationResult
from policygraph.validation.shacl import run_shacl
from policygraph.validation.terms import check_terms

LABEL: Final = ox.NamedNode(f"{RDFS}label")

#: The shapes files that data is checked against; the others in the folder have other uses.
NOUNS: Final = (
    "jurisdiction", "policy", "ruling", "funding", "listing", "evidence", "finding", "catalog",
)  # fmt: skip


def validate_files(
    paths: Sequence[str | Path],
    *,
    shapes: Sequence[str | Path] | None = None,
    beside: Sequence[Path] = (),
) -> ValidationReport:
    """Check someone's files, taken together, against the shapes.

    Of the shipped graph only that is taken in to which the files point, so that
    ``county:27053`` is known to be a county. Nothing is reported of the shipped graph itself.

    Parameters
    ----------
    paths : sequence of str or pathlib.Path
        Files named ``.ttl``, ``.nt``, ``.nq``, ``.trig``, ``.jsonld`` or ``.rdf``; ``-`` is
        Turtle on standard input.
    shapes : sequence of str or pathlib.Path, optional
        Shapes files; by default the data shapes of the package.
    beside : sequence of pathlib.Path, optional
        Further files that the files may point to, as those of a workspace.

    Returns
    -------
    ValidationReport
        The results.

    Raises
    ------
    ValidationInputError
        If a file cannot be read, has another ending, or holds shapes that are not well formed.
    GraphSyntaxError
        If a file does not parse; the message gives file and line.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp(), "mine.ttl")
    >>> _ = file.write_text(f"<https://example.org/p> a <{PG}Polcy> .", encoding="utf-8")
    >>> result, = validate_files([file]).results
    >>> result.line, result.message
    (1, 'pg:Polcy is no class that data can have: did you mean pg:Policy?')
    """
    files = [read_file(path) for path in paths]
    around = [*_read_room("data/ttl"), *map(read_file, beside)]
    shipped = [triple for file in around for triple in file.triples]
    own = frozenset[Triple]().union(*(file.triples for file in files))
    return _validate(files, _gather_context(own, shipped), shapes)


def validate_shipped(
    *, shapes: Sequence[str | Path] | None = None, beside: Sequence[Path] = ()
) -> ValidationReport:
    """Check the graph that the package ships, all named graphs together.

    Parameters
    ----------
    shapes : sequence of str or pathlib.Path, optional
        Shapes files; by default the data shapes of the package.
    beside : sequence of pathlib.Path, optional
        Further files to check with it, as those of a workspace.

    Returns
    -------
    ValidationReport
        The results.

    Raises
    ------
    ValidationInputError
        If the shapes are not well formed.
    """
    return _validate([*_read_room("data/ttl"), *map(read_file, beside)], frozenset(), shapes)


def _read_room(room: Room) -> list[DataFile]:
    paths = sorted(locate(room).glob("*.ttl"))
    return [replace(read_file(path), name=f"{room}/{path.name}") for path in paths]


def _gather_context(own: frozenset[Triple], shipped: Iterable[Triple]) -> frozenset[Triple]:
    """Take from the shipped graph what the files point to, and no more.

    Where the files add to a resource without saying what it is, or only repeat of it what the
    shipped graph says, as a report does of what it cites, all that the shipped graph says of it
    comes too, with what that points to: the two are then checked as one description.
    """
    shipped = tuple(shipped)
    typed = {subject for subject, path, _ in own if path == TYPE}
    typed -= _find_quoted(own, shipped, typed)
    added = {subject for subject, _, _ in own} - typed
    merged = frozenset(triple for triple in shipped if triple[0] in added)
    named = {value for _, _, value in own | merged} - typed
    return merged | frozenset(triple for triple in shipped if triple[0] in named)


def _find_quoted(
    own: frozenset[Triple], shipped: tuple[Triple, ...], typed: set[Subject]
) -> set[Subject]:
    """Find what files quote: they say more of it than its class, and nothing new but a name."""
    known = frozenset(triple for triple in shipped if triple[0] in typed)
    named = {subject for subject, path, _ in known if path == LABEL}
    told = {subject for subject, path, _ in own & known if path != TYPE}
    new = {triple[0] for triple in own - known if triple[1] != LABEL or triple[0] in named}
    return told - new


def _validate(
    files: Sequence[DataFile],
    context: frozenset[Triple],
    shapes: Sequence[str | Path] | None,
) -> ValidationReport:
    ours = _read_rules(locate("shapes") / f"{noun}.ttl" for noun in NOUNS)
    rules = ours if shapes is None else _read_rules(shapes)
    own = frozenset[Triple]().union(*(file.triples for file in files))
    subjects = {subject for subject, _, _ in own}
    every = own | context

    found = [result for result in run_shacl(every, rules) if _node(result.focus) in subjects]
    seen = {(result.focus, result.path) for result in found}
    typed = {subject for subject, path, _ in every if path == TYPE}
    classes = _list_classes(ours | rules)
    found += [
        result
        for result in check_terms(own, typed, classes, _list_terms(ours | rules))
        if (result.focus, result.path) not in seen
    ]
    checked = {s for s, path, kind in every if path == TYPE and _value(kind) in classes}
    return ValidationReport(
        results=tuple(sorted((_place(result, files) for result in found), key=_order)),
        files=tuple(file.name for file in files),
        checked=len(checked & subjects),
    )


def _read_rules(paths: Iterable[str | Path]) -> frozenset[Triple]:
    return frozenset[Triple]().union(*(read_file(path).triples for path in paths))


def _value(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""


def _list_classes(rules: Iterable[Triple]) -> set[str]:
    return {_value(kind) for _, path, kind in rules if path.value == f"{SH}targetClass"}


def _list_terms(rules: Iterable[Triple]) -> set[str]:
    declared = {
        _value(subject)
        for file in _read_room("ontology")
        for subject, path, kind in file.triples
        if path == TYPE and _value(kind).startswith(OWL)
    }
    return {term for term in declared | {_value(t[2]) for t in rules} if term.startswith(PG)}


def _node(focus: str) -> Subject:
    return ox.BlankNode(focus[2:]) if focus.startswith("_:") else ox.NamedNode(focus)


def _place(result: ValidationResult, files: Sequence[DataFile]) -> ValidationResult:
    focus = _node(result.focus)
    file = min(files, key=lambda file: file.rank(focus, result.path, result.value))
    return replace(result, file=file.name, line=file.lines.get(result.focus))


def _order(result: ValidationResult) -> tuple[str | int, ...]:
    where = (result.file, result.line or 0, result.focus, SEVERITIES.index(result.severity))
    return (*where, result.shape, result.path or "", str(result.value), result.message)
