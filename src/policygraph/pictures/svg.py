"""Making matplotlib's SVG fit for a web page: small, safe beside others, and readable aloud."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final
from xml.etree import ElementTree

_SVG: Final = "http://www.w3.org/2000/svg"
_XLINK: Final = "http://www.w3.org/1999/xlink"
_HREF: Final = f"{{{_XLINK}}}href"
_TOKEN: Final = re.compile(r"[A-Za-z]|-?[\d.]+(?:e-?\d+)?")
_URL: Final = re.compile(r"url\(#([^)]+)\)")
_MOVE: Final = re.compile(r"translate\([^)]*\)")
_LONG: Final = re.compile(r"-?\d+\.\d{3,}")
#: What the page would otherwise inherit from a style sheet that matches every element of it.
_STROKE: Final = {"stroke-linejoin": "round", "stroke-linecap": "butt"}


def clean(
    text: str,
    *,
    prefix: str,
    title: str,
    description: str,
    tooltips: Mapping[str, str],
    embedded: bool,
) -> str:
    """Turn an SVG of matplotlib into one for a page.

    Parameters
    ----------
    text : str
        The SVG.
    prefix : str
        What every id begins with.
    title, description : str
        Its accessible name and description.
    tooltips : mapping of str to str
        Id of a group to its title.
    embedded : bool
        Whether to leave out the XML declaration.

    Returns
    -------
    str
        The SVG, without size, metadata and style sheet; numbers are rounded to a tenth of a point.
    """
    ElementTree.register_namespace("", _SVG)
    ElementTree.register_namespace("xlink", _XLINK)
    root = ElementTree.fromstring(text)
    _drop(root)
    used = {
        name
        for element in root.iter()
        for name in _references(element)
    } | set(tooltips)  # fmt: skip
    for element in list(root.iter()):  # words are put in on the way
        _shorten(element)
        _rename(element, prefix, used)
        element.text = element.tail = None
        if words := tooltips.get(element.get("id", "").removeprefix(f"{prefix}-")):
            element.insert(0, _words("title", words))
    for name in ("width", "height", "version"):
        root.attrib.pop(name, None)
    root.attrib.update(_STROKE)
    root.set("role", "img")
    root.set("aria-labelledby", f"{prefix}-title {prefix}-description")
    root.insert(0, _words("desc", description, f"{prefix}-description"))
    root.insert(0, _words("title", title, f"{prefix}-title"))
    written = ElementTree.tostring(root, encoding="unicode")
    return written if embedded else f'<?xml version="1.0" encoding="utf-8"?>\n{written}\n'


def _drop(root: ElementTree.Element) -> None:
    for parent in list(root.iter()):
        for child in list(parent):
            name = child.tag.rpartition("}")[2]
            if name in {"metadata", "style"} or (name == "defs" and not _has_shapes(child)):
                parent.remove(child)


def _has_shapes(defs: ElementTree.Element) -> bool:
    return any(not child.tag.endswith("}style") for child in defs)


def _references(element: ElementTree.Element) -> Iterator[str]:
    for name, value in element.attrib.items():
        if name == _HREF:
            yield value.removeprefix("#")
        else:
            yield from _URL.findall(value)


def _rename(element: ElementTree.Element, prefix: str, used: set[str]) -> None:
    for name, value in list(element.attrib.items()):
        if name == "id" and value in used:
            element.set(name, f"{prefix}-{value}")
        elif name == "id":
            del element.attrib[name]
        elif name == _HREF:
            element.set(name, f"#{prefix}-{value.removeprefix('#')}")
        elif "url(#" in value:
            element.set(name, _URL.sub(rf"url(#{prefix}-\1)", value))


def _words(tag: str, text: str, name: str = "") -> ElementTree.Element:
    element = ElementTree.Element(f"{{{_SVG}}}{tag}", {"id": name} if name else {})
    element.text = text
    return element


def _shorten(element: ElementTree.Element) -> None:
    if "style" in element.attrib:
        element.set("style", element.get("style", "").replace(": ", ":").replace("; ", ";"))
    for name in ("x", "y", "width", "height"):
        if name in element.attrib:
            element.set(name, _round(element.get(name, "")))
    if "transform" in element.attrib:  # what is scaled down is not rounded: letters would grow
        moved = _MOVE.sub(lambda found: _round(found[0]), element.get("transform", ""))
        element.set("transform", moved)
    if "d" in element.attrib:
        scaled = "transform" in element.attrib
        element.set("d", " ".join(element.get("d", "").split()) if scaled else _write(element))


def _round(text: str) -> str:
    return _LONG.sub(lambda found: _number(float(found[0]), 2), text)


@cache
def _tenths(value: int) -> str:
    return _number(value / 10, 1)


def _number(value: float, digits: int) -> str:
    return f"{value:.{digits}f}".rstrip("0").rstrip(".").replace("-0.", "-.") or "0"


def _write(element: ElementTree.Element) -> str:
    """Write a path in tenths; one of straight lines by its steps, which are shorter."""
    tokens = _TOKEN.findall(element.get("d", ""))
    if {token for token in tokens if token.isalpha()} - {"M", "L", "z"}:
        return " ".join(token if token.isalpha() else _number(float(token), 2) for token in tokens)
    parts: list[str] = []
    here = start = (0, 0)
    command, place, last = "", 0, ""
    while place < len(tokens):
        if tokens[place].isalpha():
            command, place = tokens[place], place + 1
            if command == "z":
                parts.append("z")
                here, last = start, "z"
            continue
        there = round(float(tokens[place]) * 10), round(float(tokens[place + 1]) * 10)
        place += 2
        steps = [there[0] - here[0], there[1] - here[1]]
        if command == "M":
            parts.append("m" if parts else "M")
            start = there
        elif last != "l":
            parts.append("l")
        parts.append(_pair(steps, first=command == "M" or last != "l"))
        here, last = there, "m" if command == "M" else "l"
        command = "L" if command == "M" else command
    return "".join(parts)


def _pair(steps: list[int], *, first: bool) -> str:
    one, other = _tenths(steps[0]), _tenths(steps[1])
    gap = "" if first or one.startswith("-") else " "
    return f"{gap}{one}{'' if other.startswith('-') else ' '}{other}"
