"""The ``#+`` header of a ``.rq`` file, in the manner of grlc: YAML that any engine reads past."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal, NoReturn, cast

import yaml

from policygraph.errors import QueryParameterError, QuerySyntaxError
from policygraph.queries.values import TYPES, ParameterType, write_term
from policygraph.store.text import tokens

_KEYS: Final = (
    "title",
    "question",
    "summary",
    "params",
    "columns",
    "expect",
    "expect_rows",
    "expect_at_least",
    "rule",
)
_RULE_KEYS: Final = (
    "scope",
    "severity",
    "problem",
    "evidence",
    "remedy",
    "reference",
    "example",
    "message",
    "changes",
    "cites",
    "focus",
    "no_shape",
    "lists",
)
_PARAMETER_KEYS: Final = ("name", "type", "default", "description", "example")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named, typed hole of a query, written ``?_name`` in its text.

    Parameters
    ----------
    name : str
        The name, without ``?_``.
    type : {"iri", "date", "partial-date", "string", "integer", "place", "report"}
        How a value is read.
    default : str or None
        The value where none is given; None makes the parameter required.
    description : str
        One line for people.
    example : str or None
        A value to try the query with where there is no default.
    """

    name: str
    type: ParameterType
    default: str | None = None
    description: str = ""
    example: str | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """A query of the library.

    Parameters
    ----------
    name : str
        The file name without its ending.
    title, question, description : str
        What it is, what it answers, and what else one should know.
    parameters : tuple of Parameter
        Its holes.
    columns : tuple of str
        The columns of its table, in order.
    expect : tuple of dict
        Rows that its table holds on the bundled graph: column to value, None for unbound; a
        column that is not named may hold anything.
    expect_rows, expect_at_least : int or None
        How many rows that is, exactly or at least.
    text : str
        The whole file.
    path : pathlib.Path
        Where it stands.
    rule : mapping of str to str or tuple of str, optional
        What makes a gap rule of it: see :class:`policygraph.gaps.Rule`.
    """

    name: str
    title: str
    question: str
    description: str
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    expect: tuple[dict[str, str | None], ...]
    expect_rows: int | None
    expect_at_least: int | None
    text: str
    path: Path
    rule: Mapping[str, str | tuple[str, ...]] | None = field(default=None, hash=False)

    def examples(self) -> dict[str, str]:
        """Return a value for each parameter that has an example and no default.

        Returns
        -------
        dict
            Parameter name to value.
        """
        return {p.name: p.example for p in self.parameters if p.default is None and p.example}


class _Header:
    """The YAML nodes of one header, read with the place of each for the error messages.

    Every scalar stays the text that was written, except null: YAML would make a number of the
    GEOID 01001 and a datetime of a date.
    """

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self._marked: list[int] = []  # file lines of the header's lines
        yaml_lines = []
        for number, line in enumerate(text.splitlines(), start=1):
            if line.startswith("#+"):
                self._marked.append(number)
                yaml_lines.append(line[2:].removeprefix(" "))
            elif line.strip():
                break
        try:
            root = yaml.compose("\n".join(yaml_lines), Loader=_LOADER)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self._fail(f"{error.problem or error}", mark.line if mark else 0)
        except yaml.YAMLError as error:
            self._fail(str(error).splitlines()[0], 0)
        if not isinstance(root, yaml.MappingNode):
            self.fail("there is no header", hint="Begin the file with lines such as `#+ title: …`.")
        self.root = root

    def _fail(self, problem: str, line: int, hint: str = "") -> NoReturn:
        place = self._marked[min(line, len(self._marked) - 1)] if self._marked else 1
        raise QuerySyntaxError(f"{self.path}, line {place}: {problem}.", hint=hint)

    def fail(self, problem: str, node: yaml.Node | None = None, *, hint: str = "") -> NoReturn:
        self._fail(problem, node.start_mark.line if node else 0, hint)

    def mapping(
        self, node: yaml.Node, allowed: tuple[str, ...] | None = None
    ) -> dict[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            self.fail("a mapping (name: value) is needed here", node)
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = self.text(key)
            if allowed is not None and name not in allowed:
                self.fail(f"unknown key {name!r}", key, hint=f"Known: {', '.join(allowed)}.")
            if name in found:
                self.fail(f"{name!r} is given twice", key)
            found[name] = value
        return found

    def items(self, node: yaml.Node | None) -> list[yaml.Node]:
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.fail("a list is needed here", node)
        return cast(list[yaml.Node], node.value)

    def optional(self, node: yaml.Node | None) -> str | None:
        if node is None or node.tag == "tag:yaml.org,2002:null":
            return None
        if not isinstance(node, yaml.ScalarNode):
            self.fail("a single value is needed here", node)
        return str(node.value).strip()

    def text(self, node: yaml.Node | None) -> str:
        return self.optional(node) or ""

    def count(self, node: yaml.Node | None) -> int | None:
        value = self.optional(node)
        if value is not None and not (value.isascii() and value.isdigit()):
            self.fail(f"{value!r} is not a number of rows", node)
        return None if value is None else int(value)


def _read_parameter(header: _Header, node: yaml.Node) -> Parameter:
    fields = header.mapping(node, _PARAMETER_KEYS)
    name, kind = header.text(fields.get("name")), header.text(fields.get("type"))
    if not (name.isascii() and name.isidentifier()):
        header.fail(f"{name!r} cannot name a parameter", node, hint="Use letters, digits and _.")
    if kind not in TYPES:
        header.fail(
            f"parameter {name!r} has the unknown type {kind!r}",
            node,
            hint=f"Known types: {', '.join(TYPES)}.",
        )
    parameter = Parameter(
        name=name,
        type=cast(ParameterType, kind),
        default=header.optional(fields.get("default")),
        description=header.text(fields.get("description")),
        example=header.optional(fields.get("example")),
    )
    for key in ("default", "example"):
        value = getattr(parameter, key)
        if value is not None:
            try:
                write_term(value, parameter.type)
            except QueryParameterError as error:
                header.fail(f"{key} of {name!r}: {error.message.rstrip('.')}", fields[key])
    return parameter


def placeholders(text: str) -> list[str]:
    """List the names of the ``?_name`` holes of a query, each once, in order.

    Parameters
    ----------
    text : str
        The query.

    Returns
    -------
    list of str
        The names; what stands in a comment, string or IRI is no hole.

    Examples
    --------
    >>> placeholders("SELECT * { ?s ?p ?_place, '?_no' } # ?_no")
    ['place']
    """
    found = (token.text for token in tokens(text) if token.kind == "variable")
    return list(dict.fromkeys(name[2:] for name in found if name[1] == "_"))


def read_query(path: Path) -> Query:
    """Read a query file with its header.

    Parameters
    ----------
    path : pathlib.Path
        A ``.rq`` file.

    Returns
    -------
    Query
        The query.

    Raises
    ------
    QuerySyntaxError
        If it cannot be read, or its header is not well formed or does not fit its text; the
        message gives file and line.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise QuerySyntaxError(f"{path} is not UTF-8 text.") from None
    except OSError as error:
        raise QuerySyntaxError(f"{path} cannot be read: {error.strerror}.") from None
    header = _Header(path, text)
    root = header.root
    keys = header.mapping(root, _KEYS)
    for needed in ("title", "question"):
        if not header.text(keys.get(needed)):
            header.fail(f"the header gives no {needed}", root)
    parameters = tuple(_read_parameter(header, node) for node in header.items(keys.get("params")))
    _check_holes(header, keys.get("params", root), text, [p.name for p in parameters])
    columns = tuple(header.text(node) for node in header.items(keys.get("columns")))
    expected = []
    for node in header.items(keys.get("expect")):
        cells = header.mapping(node, columns or None)
        expected.append({name: header.optional(value) for name, value in cells.items()})
    return Query(
        name=path.stem,
        title=header.text(keys["title"]),
        question=header.text(keys["question"]),
        description=header.text(keys.get("summary")),
        parameters=parameters,
        columns=columns,
        expect=tuple(expected),
        expect_rows=header.count(keys.get("expect_rows")),
        expect_at_least=header.count(keys.get("expect_at_least")),
        text=text,
        path=path,
        rule=_read_rule(header, keys.get("rule"), columns),
    )


def _read_rule(
    header: _Header, node: yaml.Node | None, columns: tuple[str, ...]
) -> Mapping[str, str | tuple[str, ...]] | None:
    if node is None:
        return None
    found: dict[str, str | tuple[str, ...]] = {}
    for key, value in header.mapping(node, _RULE_KEYS).items():
        if key != "cites":
            found[key] = header.text(value)
            continue
        found[key] = tuple(header.text(item) for item in header.items(value))
        for name in found[key]:
            if name not in columns:
                header.fail(f"the rule cites {name!r}, which is no column", value)
    return found


def _check_holes(header: _Header, node: yaml.Node, text: str, declared: list[str]) -> None:
    used = placeholders(text)
    repeated: Literal[False] | str = next((n for n in declared if declared.count(n) > 1), False)
    if repeated:
        header.fail(f"parameter {repeated!r} is declared twice", node)
    for name in used:
        if name not in declared:
            header.fail(f"?_{name} is used but not declared under params", node)
    for name in declared:
        if name not in used:
            header.fail(f"parameter {name!r} is declared, but ?_{name} is not used", node)
