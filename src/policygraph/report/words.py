"""Words for people: dates, money and numbers of things as one writes them in a letter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from policygraph.gaps import Part

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_DATE: Final = re.compile(
    r"(?<![\w/-])((?:19|20)\d\d)-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?(?![\w/-])"
)
_WHOLE_LIST: Final = "whole-list"


def say_dates(text: str) -> str:
    """Write the dates of a sentence as people do.

    Parameters
    ----------
    text : str
        A sentence, with dates to the day or the month.

    Returns
    -------
    str
        The same with months by name.

    Examples
    --------
    >>> say_dates("No source confirms its policy after 2014-07; read as of 2017-03-20.")
    'No source confirms its policy after July 2014; read as of 20 March 2017.'
    """

    def say(found: re.Match[str]) -> str:
        year, month, day = found.groups()
        words = f"{_MONTHS[int(month) - 1]} {year}"
        return f"{int(day)} {words}" if day else words

    return _DATE.sub(say, text)


def say_day(day: date | None) -> str:
    """Write a day as people do; nothing where there is none.

    Examples
    --------
    >>> from datetime import date
    >>> say_day(date(2017, 3, 20))
    '20 March 2017'
    """
    return say_dates(day.isoformat()) if day else ""


def say_usd(amount: Decimal) -> str:
    """Write dollars in full.

    Examples
    --------
    >>> say_usd(Decimal("89600000"))
    '$89,600,000'
    """
    return f"${amount:,.0f}"


def say_roughly(amount: Decimal) -> str:
    """Write dollars to three digits, with the word for their size.

    Examples
    --------
    >>> say_roughly(Decimal("447899087000")), say_roughly(Decimal("640000000"))
    ('$448 billion', '$640 million')
    """
    for size, word in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
        if amount >= size:
            return f"${float(amount / size):.3g} {word}"
    return say_usd(amount)


def say_number(number: int, one: str, many: str = "") -> str:
    """Write how many there are of something.

    Examples
    --------
    >>> say_number(1, "place"), say_number(1055, "entry", "entries")
    ('1 place', '1,055 entries')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def join_words(words: Sequence[str], last: str = "and") -> str:
    """Join words into a list.

    Examples
    --------
    >>> join_words(["Leon County, FL", "Ramsey County, MN"])
    'Leon County, FL and Ramsey County, MN'
    >>> join_words(["a", "b", "c"])
    'a, b and c'
    """
    *most, end = words or ("",)
    return f"{', '.join(most)} {last} {end}" if most else end


def say_part(part: Part) -> str:
    """Name a part of a report within a sentence.

    Parameters
    ----------
    part : Part
        The part.

    Returns
    -------
    str
        Such as ``Section III of the Declined Detainer Outcome Report, …``; a report of one part
        is named alone.
    """
    label = part.report_label
    return f"the {label}" if part.kind == _WHOLE_LIST else f"{name_part(part)} of the {label}"


def name_part(part: Part) -> str:
    """Name a part shortly, where its report is named already."""
    return "Whole list" if part.kind == _WHOLE_LIST else part.label.partition(":")[0]
