"""What a validation gives back: results, and a report that counts them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import pyoxigraph as ox

Severity = Literal["violation", "warning", "info"]
Term = ox.NamedNode | ox.BlankNode | ox.Literal

#: From the gravest down.
SEVERITIES: Final[tuple[Severity, ...]] = ("violation", "warning", "info")


@dataclass(frozen=True, slots=True)
class ValidationResult:
    """One thing that a shape finds at fault.

    Parameters
    ----------
    focus : str
        IRI of the resource at fault (``_:…`` for a blank node).
    path : str or None
        IRI of the property concerned, where it is one property.
    value : pyoxigraph term or None
        The value at fault, where it is one value.
    severity : {"violation", "warning", "info"}
        How grave it is.
    shape : str
        IRI of the shape that says so.
    message : str
        What to do.
    component : str
        IRI of the kind of constraint, a term of SHACL.
    file : str
        The file that states it, as it was given.
    line : int or None
        The line where the description of the resource begins.
    """

    focus: str
    path: str | None
    value: Term | None
    severity: Severity
    shape: str
    message: str
    component: str
    file: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """What came of a validation.

    Parameters
    ----------
    results : tuple of ValidationResult
        In the order of files and lines.
    files : tuple of str
        The files that were checked.
    checked : int
        How many resources had a class that the shapes know.
    """

    results: tuple[ValidationResult, ...]
    files: tuple[str, ...]
    checked: int

    @property
    def counts(self) -> dict[Severity, int]:
        """The number of results of each severity."""
        found = [result.severity for result in self.results]
        return {severity: found.count(severity) for severity in SEVERITIES}

    @property
    def conforms(self) -> bool:
        """Whether there is no violation; warnings and remarks are allowed."""
        return not self.reaches("violation")

    def reaches(self, severity: Severity) -> bool:
        """Tell whether any result is as grave as this or graver.

        Parameters
        ----------
        severity : {"violation", "warning", "info"}
            The least that counts.

        Returns
        -------
        bool
            True if there is one.

        Examples
        --------
        >>> ValidationReport((), ("a.ttl",), 3).reaches("info")
        False
        """
        grave = SEVERITIES[: SEVERITIES.index(severity) + 1]
        return any(result.severity in grave for result in self.results)
