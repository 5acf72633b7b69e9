"""Terms that nobody declares: the check beside SHACL.

A shape looks only at what it targets. A misspelt class is targeted by none, so that all of its
faults would go unseen; these checks look at every resource.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches
from typing import Final

import pyoxigraph as ox

from policygraph.namespaces import PG, SH, SHAPES, compact
from policygraph.validation.files import TYPE, Subject, Triple
from policygraph.validation.report import Term, ValidationResult

#: The shape that results of this module name; no shapes file can say what it says.
TERM_SHAPE: Final = f"{SHAPES}TermShape"


def check_terms(
    own: Iterable[Triple], typed: Collection[Subject], classes: Collection[str], known: set[str]
) -> Iterator[ValidationResult]:
    """Find terms of our namespace that nothing declares, and resources without a class.

    Parameters
    ----------
    own : iterable of triples
        What is to be checked.
    typed : collection of terms
        The resources that have a class, here or in the shipped graph.
    classes : collection of str
        The classes that shapes check.
    known : set of str
        All terms of our namespace.

    Yields
    ------
    ValidationResult
        A violation of :data:`TERM_SHAPE`.
    """
    properties = {term for term in known if term[len(PG) :][:1].islower()}
    bare: set[Subject] = set()
    for subject, path, value in own:
        if path == TYPE and isinstance(value, ox.NamedNode):
            if value.value.startswith(PG) and value.value not in classes:
                message = f"{compact(value.value)} is no class that data can have"
                yield _fault(subject, path, value, message + suggest(value.value, classes))
        elif path.value.startswith(PG):
            if path.value not in properties:
                message = f"{compact(path.value)} is no property of the ontology"
                yield _fault(subject, path, value, message + suggest(path.value, properties))
            elif subject not in typed and subject not in bare:
                bare.add(subject)
                message = "Say what this resource is: without a class no shape can check it."
                yield _fault(subject, TYPE, None, message)


def _fault(
    subject: Subject, path: ox.NamedNode, value: Term | None, message: str
) -> ValidationResult:
    focus = subject.value if isinstance(subject, ox.NamedNode) else str(subject)
    component = f"{SH}{'Class' if path == TYPE else 'Closed'}ConstraintComponent"
    return ValidationResult(
        focus, path.value, value, "violation", TERM_SHAPE, message, component=component
    )


def suggest(term: str, known: Iterable[str]) -> str:
    """Name the nearest term, if one is near enough to be what was meant.

    Parameters
    ----------
    term : str
        An IRI that is not known.
    known : iterable of str
        The IRIs that are.

    Returns
    -------
    str
        The end of a sentence.

    Examples
    --------
    >>> suggest(f"{PG}apliesIn", [f"{PG}appliesIn", f"{PG}binds"])
    ': did you mean pg:appliesIn?'
    >>> suggest(f"{PG}colour", [f"{PG}appliesIn", f"{PG}binds"])
    '.'
    """
    by_name = {_local(iri): iri for iri in sorted(known) if iri != term}
    nearest = get_close_matches(_local(term), by_name, n=1, cutoff=0.75)
    return f": did you mean {compact(by_name[nearest[0]])}?" if nearest else "."


def _local(iri: str) -> str:
    return iri.rpartition("/")[2].rpartition("#")[2]
