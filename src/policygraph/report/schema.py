"""Checking a document against a JSON Schema of ours, with no library for it.

Only the keywords that our schemas use are known; another is refused, so that none is passed over
in silence. Formats are notes for readers, as JSON Schema has it unless told otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

_NOTES: Final = frozenset({"$schema", "$id", "$defs", "title", "description", "format"})
_OF_MEMBERS: Final = frozenset({"required", "properties", "additionalProperties", "propertyNames"})
_WHOLE: Final = "the document"
_TYPES: Final[Mapping[str, Callable[[Any], bool]]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
}


def find_fault(document: Any, schema: Mapping[str, Any]) -> str:
    """Find the first place where a document does not keep to a schema.

    Parameters
    ----------
    document : object
        Parsed JSON.
    schema : mapping
        A JSON Schema (draft 2020-12) in the keywords that ours use.

    Returns
    -------
    str
        The place and what is wrong there, as a sentence without its full stop; empty where all
        is well.

    Raises
    ------
    ValueError
        If the schema uses another keyword.

    Examples
    --------
    >>> find_fault({"a": [1, "x"]}, {"properties": {"a": {"items": {"type": "integer"}}}})
    "a[1] is 'x', not of the type integer"
    """
    return next(_Check(schema.get("$defs", {})).faults(document, schema, ""), "")


class _Check:
    """A walk through a document, beside the schema."""

    def __init__(self, definitions: Mapping[str, Any]) -> None:
        self._definitions = definitions

    def faults(self, value: Any, schema: Mapping[str, Any], where: str) -> Iterator[str]:
        for keyword, wanted in schema.items():
            if keyword in _SIMPLE:
                if not _SIMPLE[keyword](value, wanted):
                    yield f"{where or _WHOLE} is {_show(value)}, {_say(keyword, wanted)}"
            elif keyword == "$ref":
                definition = self._definitions[wanted.removeprefix("#/$defs/")]
                yield from self.faults(value, definition, where)
            elif keyword == "anyOf":
                if all(next(self.faults(value, one, where), None) for one in wanted):
                    yield f"{where or _WHOLE} is of none of the forms that it may have"
            elif keyword == "items":
                if isinstance(value, list):
                    for number, item in enumerate(value):
                        yield from self.faults(item, wanted, f"{where}[{number}]")
            elif keyword not in _NOTES | _OF_MEMBERS:
                raise ValueError(f"The keyword {keyword!r} of a schema is not known here.")
        if isinstance(value, dict):
            yield from self._members(value, schema, where)

    def _members(
        self, value: dict[str, Any], schema: Mapping[str, Any], where: str
    ) -> Iterator[str]:
        for key in schema.get("required", ()):
            if key not in value:
                yield f"{where or _WHOLE} lacks {key!r}"
        known = schema.get("properties", {})
        rest = schema.get("additionalProperties", True)
        for key, item in value.items():
            inside = f"{where}.{key}" if where else key
            if key in known:
                yield from self.faults(item, known[key], inside)
            elif rest is False:
                yield f"{where or _WHOLE} has {key!r}, which is not known here"
            elif rest is not True:
                yield from self.faults(item, rest, inside)


def _is_of(value: Any, kinds: str | list[str]) -> bool:
    return any(_TYPES[kind](value) for kind in ([kinds] if isinstance(kinds, str) else kinds))


#: A keyword that looks at one value alone, and whether the value keeps to it.
_SIMPLE: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "type": _is_of,
    "const": lambda value, wanted: bool(value == wanted),
    "enum": lambda value, wanted: value in wanted,
    "pattern": lambda value, wanted: not isinstance(value, str) or bool(re.search(wanted, value)),
    "minimum": lambda value, wanted: not _TYPES["number"](value) or value >= wanted,
    "maximum": lambda value, wanted: not _TYPES["number"](value) or value <= wanted,
}


def _say(keyword: str, wanted: Any) -> str:
    match keyword:
        case "type":
            return f"not of the type {wanted if isinstance(wanted, str) else ' or '.join(wanted)}"
        case "const":
            return f"not {_show(wanted)}"
        case "enum":
            return f"not one of {', '.join(map(_show, wanted))}"
        case _:
            return f"and its {keyword} is {wanted}"


def _show(value: Any) -> str:
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    text = repr(value) if value is not None else "null"
    return text if len(text) <= 60 else f"{text[:57]}…"
