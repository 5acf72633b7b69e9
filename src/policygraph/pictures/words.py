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
