"""The registers of operators: those that seed a fault, and those that do no harm."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bench.detection.cases import Case
from bench.detection.draft import Draft

#: Makes a case, or returns None where it finds no victim.
Operator = Callable[[Draft], Case | None]


@dataclass(frozen=True, slots=True)
class Named:
    """An operator with the rule that it tests and a name; harmless ones test none."""

    rule: str
    kind: str
    make: Operator


OPERATORS: Final[list[Named]] = []
HARMLESS: Final[list[Named]] = []


def seeds(rule: str, kind: str) -> Callable[[Operator], Operator]:
    """Register an operator that seeds a fault."""

    def register(make: Operator) -> Operator:
        OPERATORS.append(Named(rule, kind, make))
        return make

    return register


def harmless(kind: str) -> Callable[[Operator], Operator]:
    """Register an operator that does no harm."""

    def register(make: Operator) -> Operator:
        HARMLESS.append(Named("", kind, make))
        return make

    return register
