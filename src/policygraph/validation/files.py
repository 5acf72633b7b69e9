"""The files under validation: their triples, and where in them a resource is described."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from policygraph.errors import GraphSyntaxError, ValidationInputError
from policygraph.namespaces import RDF
from policygraph.validation.report import Term

Subject = ox.NamedNode | ox.BlankNode
Triple = tuple[Subject, ox.NamedNode, Term]

TYPE: Final = ox.NamedNode(f"{RDF}type")

_FORMATS: Final = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
}
_LINED: Final = (ox.RdfFormat.TURTLE, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS)


@dataclass(frozen=True)
class DataFile:
    """A file that was read.

    Parameters
    ----------
    name : str
        As it was given.
    triples : frozenset
        All its triples, of whatever graph.
    text : str
        Its text, or nothing where subjects cannot be found line by line.
    """

    name: str
    triples: frozenset[Triple]
    text: str

    @cached_property
    def subjects(self) -> frozenset[Subject]:
        """What the file describes."""
        return frozenset(subject for subject, _, _ in self.triples)

    @cached_property
    def typed(self) -> frozenset[Subject]:
        """What the file describes and gives a class."""
        return frozenset(subject for subject, path, _ in self.triples if path == TYPE)

    @cached_property
    def lines(self) -> dict[str, int]:
        """The line on which the description of each subject begins."""
        return find_subjects(self.text)

    def rank(self, focus: Subject, path: str | None, value: Term | None) -> int:
        """Say how surely a fault lies in this file: the lower, the surer."""
        if path and value is not None and (focus, ox.NamedNode(path), value) in self.triples:
            return 0
        return 1 if focus in self.typed else 2 if focus in self.subjects else 3


def read_file(path: str | Path) -> DataFile:
    """Read a file of triples, by its ending.

    Parameters
    ----------
    path : str or pathlib.Path
        The file; ``-`` is Turtle on standard input.

    Returns
    -------
    DataFile
        Its triples. Each call renames blank nodes, so that files do not share any.

    Raises
    ------
    ValidationInputError
        If it cannot be read or has an ending that is not known.
    GraphSyntaxError
        If it does not parse; the message gives file and line.

    Examples
    --------
    >>> read_file("list.xlsx")
    Traceback (most recent call last):
        ...
    policygraph.errors.ValidationInputError: list.xlsx: the ending does not tell what kind of RDF \
this is. Use .ttl, .nt, .nq, .trig, .jsonld or .rdf, or - for Turtle on standard input.
    """
    name = str(path)
    kind = ox.RdfFormat.TURTLE if name == "-" else _FORMATS.get(Path(name).suffix.lower())
    if kind is None:
        *endings, last = _FORMATS
        raise ValidationInputError(
            f"{name}: the ending does not tell what kind of RDF this is.",
            hint=f"Use {', '.join(endings)} or {last}, or - for Turtle on standard input.",
        )
    try:
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise ValidationInputError(f"{name} cannot be read: {error.strerror}.") from None
    name = "<stdin>" if name == "-" else name
    triples: set[Triple] = set()
    try:
        for quad in ox.parse(content, format=kind, rename_blank_nodes=True):
            if isinstance(quad.subject, ox.Triple) or isinstance(quad.object, ox.Triple):
                raise ValidationInputError(
                    f"{name}: a triple stands inside another.",
                    hint="Give the statement an IRI of its own: the model does without RDF-star.",
                )
            triples.add((quad.subject, quad.predicate, quad.object))
    except SyntaxError as error:
        line = f", line {error.lineno}" if error.lineno else ""
        fault = re.sub(r"^Parser error at .*?: ", "", error.msg).removesuffix(".")
        raise GraphSyntaxError(
            f"{name}{line}: {fault}.", hint="Mend the file and try again."
        ) from None
    return DataFile(name, frozenset(triples), content.decode() if kind in _LINED else "")


_TOKEN: Final = re.compile(
    r"""(?P<skip>\s+|\#[^\n]*)
    |(?P<iri><[^<>"{}|^`\x00-\x20]*>)
    |(?P<string>\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*'{3}
        |"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<open>[\[(])|(?P<close>[\])])
    |(?P<word>(?:[^\s;,.\[\](){}<>"'\\]|\\.|\.(?=[^\s;,.\[\](){}<>"']))+)
    |(?P<mark>.)""",
    re.VERBOSE | re.DOTALL,
)


def find_subjects(text: str) -> dict[str, int]:
    r"""Find the line on which each subject of a Turtle or N-Triples text is first described.

    Parameters
    ----------
    text : str
        Turtle that parses. Relative IRIs and blank nodes are passed over.

    Returns
    -------
    dict of str to int
        IRI to line, counted from 1.

    Examples
    --------
    >>> find_subjects('@prefix e: <https://example.org/> .\n# e:no\ne:a e:b "e:c e:d ." .')
    {'https://example.org/a': 3}
    """
    prefixes: dict[str, str] = {}
    found: dict[str, int] = {}
    head: list[str] = []  # the tokens of the statement at hand
    line, counted, depth = 1, 0, 0
    for match in _TOKEN.finditer(text):
        kind, token = match.lastgroup, match.group()
        if kind == "skip":
            continue
        depth += (kind == "open") - (kind == "close")
        if token == "." and kind == "mark" and depth == 0:
            head = []
            continue
        head.append(token)
        keyword = head[0].lower()
        if keyword in {"@prefix", "prefix"}:
            if len(head) == 3:
                prefixes[head[1][:-1]] = token[1:-1]
        elif len(head) == 1 and kind in {"iri", "word"}:
            line += text.count("\n", counted, match.start())
            counted = match.start()
            prefix, _, local = token.partition(":")
            if kind == "iri":
                found.setdefault(token[1:-1], line)
            elif prefix in prefixes:
                found.setdefault(prefixes[prefix] + local.replace("\\", ""), line)
        # SPARQL style has no full stop at the end.
        if (keyword, len(head)) in {("prefix", 3), ("base", 2)}:
            head = []
    return found
