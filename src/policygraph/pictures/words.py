"""Words for numbers and names, as titles and notes need them."""

from __future__ import annotations

from collections.abc import Iterable


def count(number: int, noun: str, plural: str = "") -> str:
    """Write a number with its noun.

    Examples
    --------
    >>> count(1, "city", "cities"), count(1200, "place")
    ('1 city', '1,200 places')
    """
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def join_names(names: Iterable[str]) -> str:
    """Join names as a sentence has them.

    Examples
    --------
    >>> join_names(["a", "b", "c"]), join_names(["a"])
    ('a, b and c', 'a')
    """
    *most, last = list(names) or [""]
    return f"{', '.join(most)} and {last}" if most else last


def cut_list(note: str, most: int = 260) -> str:
    """Cut a note that names much to what has room in a picture, at a name.

    Examples
    --------
    >>> cut_list("3 are not drawn: one, two and three.", 27)
    '3 are not drawn: one and others.'
    >>> cut_list("1 is not drawn.")
    '1 is not drawn.'
    """
    if len(note) <= most:
        return note
    kept = note[:most]
    cut = max(kept.rfind(sign) for sign in (", ", "; ", " and "))
    return f"{kept[:cut] if cut > 0 else kept} and others."
