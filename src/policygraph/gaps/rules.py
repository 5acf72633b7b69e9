"""The rules: what can be wrong with a list, a policy or a claim, each authored in one file.

A rule is a query of ``queries/gaps`` whose header has the key ``rule``. The command, the SHACL
shape and the page of the catalogue are made from that one file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Final, Literal, get_args

from policygraph.errors import QuerySyntaxError, UnknownRuleError
from policygraph.queries import Query, read_query
from policygraph.resources import locate

Scope = Literal["part", "graph", "findings"]
_PARAMETERS: Final[Mapping[Scope, frozenset[str]]] = {
    "part": frozenset({"part", "as_of"}),
    "graph": frozenset({"as_of"}),
    "findings": frozenset(),
}
_NEEDED: Final = ("problem", "evidence", "remedy", "reference", "example", "message", "changes")
_LISTS: Final = ("as-corrected", "as-published")
_HOLE: Final = re.compile(r"\{\?(\w+)\}")


class Severity(StrEnum):
    """How grave a finding is, as SHACL grades it."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"

    def reaches(self, limit: Severity) -> bool:
        """Tell whether this is as grave as a limit.

        Examples
        --------
        >>> Severity.WARNING.reaches(Severity.VIOLATION)
        False
        """
        order = list(Severity)
        return order.index(self) <= order.index(limit)


@dataclass(frozen=True, slots=True)
class Rule:
    """A gap rule, as its file states it.

    Parameters
    ----------
    id : str
        The name of its file.
    query : Query
        What it looks for.
    scope : {"part", "graph", "findings"}
        Whether it is run for each part of a report, once over the graph, or over the findings
        of other rules.
    severity : Severity
        How grave its findings are.
    problem, evidence, remedy, reference, example : str
        What is wrong, what must be known before it is said, what to do, where the demand comes
        from, and a case of the shipped graph.
    message, changes : str
        What a finding says and what would make it go; ``{?column}`` stands for a cell.
    cites : tuple of str
        The columns that hold claims.
    focus : str
        Class of the first column, for the scope ``graph``.
    no_shape : str
        Why SHACL cannot express it; empty where it can.
    as_published : bool
        Whether it reads lists as they were published also where others read them as corrected by
        a day. It is then about what was printed, or about what became of an entry, and a finding
        stays as long as the entry stands as it was.
    """

    id: str
    query: Query
    scope: Scope
    severity: Severity
    problem: str
    evidence: str
    remedy: str
    reference: str
    example: str
    message: str
    changes: str
    cites: tuple[str, ...]
    focus: str
    no_shape: str
    as_published: bool = False

    @property
    def title(self) -> str:
        """Its name for people."""
        return self.query.title

    def fill(self, template: str, cells: Mapping[str, str | None]) -> str:
        """Put cells in the holes of a template.

        Parameters
        ----------
        template : str
            A message with holes such as ``{?name}``.
        cells : mapping of str to str or None
            Column to value.

        Returns
        -------
        str
            The sentence; what is unbound reads "unknown".
        """
        return _HOLE.sub(lambda hole: cells.get(hole[1]) or "unknown", template)


def read_rule(path: Path) -> Rule:
    """Read a rule from its file.

    Parameters
    ----------
    path : pathlib.Path
        A ``.rq`` file.

    Returns
    -------
    Rule
        The rule.

    Raises
    ------
    QuerySyntaxError
        If the header makes no rule, or one that is not whole; the message names the file.
    """
    query = read_query(path)

    def fail(problem: str) -> QuerySyntaxError:
        return QuerySyntaxError(f"{path}: {problem}.", hint="See docs/reference/rules.md.")

    if query.rule is None:
        raise fail("the header has no rule")
    text = {key: value for key, value in query.rule.items() if isinstance(value, str)}
    cites = query.rule.get("cites", ())
    missing = [key for key in (*_NEEDED, "scope", "severity") if not text.get(key)]
    if missing:
        raise fail(f"the rule gives no {' and no '.join(missing)}")
    scope = next((name for name in get_args(Scope) if name == text["scope"]), None)
    if scope is None:
        raise fail(f"the scope {text['scope']!r} is not one of {', '.join(get_args(Scope))}")
    if text["severity"] not in list(Severity):
        raise fail(f"the severity {text['severity']!r} is not one of {', '.join(Severity)}")
    lists = text.get("lists", "as-corrected")
    if lists not in _LISTS or (scope != "part" and "lists" in text):
        raise fail(f"lists {lists!r} of a rule of scope {scope} is not {' or '.join(_LISTS)}")
    unknown = {parameter.name for parameter in query.parameters} - _PARAMETERS[scope]
    if unknown:
        raise fail(f"a rule of scope {scope} takes no parameter {', '.join(sorted(unknown))}")
    for column in ("place", "name"):
        if column not in query.columns and query.name != "omitted":
            raise fail(f"the column {column} is missing")
    for template in (text["message"], text["changes"]):
        holes = set(_HOLE.findall(template)) - set(query.columns)
        if holes:
            raise fail(f"a message has {', '.join(sorted(holes))}, which is no column")
    if scope == "graph" and not (text.get("focus") or text.get("no_shape")):
        raise fail("the rule gives no focus")
    return Rule(
        id=query.name,
        query=query,
        scope=scope,
        severity=Severity(text["severity"]),
        cites=cites if isinstance(cites, tuple) else (),
        focus=text.get("focus", ""),
        no_shape=text.get("no_shape", ""),
        as_published=lists == "as-published",
        **{key: text[key] for key in _NEEDED},
    )


def load_rules(folder: Path | None = None) -> dict[str, Rule]:
    """Read every rule.

    Parameters
    ----------
    folder : pathlib.Path, optional
        Where the files are; by default those that come with the package.

    Returns
    -------
    dict
        Rule id to rule: the gravest first, then by id.

    Raises
    ------
    QuerySyntaxError
        If a file is not well formed.

    Examples
    --------
    >>> load_rules()["omitted"].severity.value
    'violation'
    """
    rules = [read_rule(path) for path in (folder or locate("queries") / "gaps").glob("*.rq")]
    rules.sort(key=lambda rule: (list(Severity).index(rule.severity), rule.id))
    return {rule.id: rule for rule in rules}


def choose_rules(names: list[str] | None, rules: Mapping[str, Rule]) -> tuple[Rule, ...]:
    """Choose rules by their ids.

    Parameters
    ----------
    names : list of str or None
        The ids, with ``-`` or ``_``; None for all.
    rules : mapping of str to Rule
        Those that there are.

    Returns
    -------
    tuple of Rule
        The rules, in the order of the catalogue.

    Raises
    ------
    UnknownRuleError
        If there is none of a name; the message names those that are spelt nearly so.

    Examples
    --------
    >>> choose_rules(["omited"], load_rules())
    Traceback (most recent call last):
        ...
    policygraph.errors.UnknownRuleError: There is no rule 'omited'. Did you mean omitted?
    """
    if not names:
        return tuple(rules.values())
    wanted = {name.replace("-", "_") for name in names}
    for name in names:
        if name.replace("-", "_") not in rules:
            close = get_close_matches(name.replace("-", "_"), rules, n=2)
            hint = f"Did you mean {' or '.join(close)}?" if close else f"Rules: {', '.join(rules)}."
            raise UnknownRuleError(f"There is no rule {name!r}.", hint=hint)
    return tuple(rule for rule in rules.values() if rule.id in wanted)
