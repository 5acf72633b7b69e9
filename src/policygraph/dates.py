"""Dates as sources give them: to the day, to the month or only to the year.

The lexical forms are those of ``xsd:date``, ``xsd:gYearMonth`` and ``xsd:gYear`` without a time
zone (W3C XML Schema 1.1 Part 2), and the precision is never rounded away.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import total_ordering
from typing import Final

from policygraph.errors import DateFormatError
from policygraph.namespaces import XSD

_FORM: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z", re.ASCII)
_DATATYPES: Final = {4: f"{XSD}gYear", 7: f"{XSD}gYearMonth", 10: f"{XSD}date"}


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the day, the month or the year.

    Parameters
    ----------
    text : str
        ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.

    Raises
    ------
    DateFormatError
        If the text is none of these or names no day of the calendar.

    Examples
    --------
    >>> month = PartialDate("2014-07")
    >>> month.earliest.isoformat(), month.latest.isoformat()
    ('2014-07-01', '2014-07-31')
    >>> month.contains(date(2014, 7, 4))
    True
    >>> PartialDate("2014-13")
    Traceback (most recent call last):
        ...
    policygraph.errors.DateFormatError: '2014-13' is not a date. Write YYYY-MM-DD, YYYY-MM or YYYY.
    """

    text: str

    def __post_init__(self) -> None:
        try:
            if not _FORM.match(self.text):
                raise ValueError
            date.fromisoformat(self._padded("-01"))
        except ValueError:
            raise DateFormatError(
                f"{self.text!r} is not a date.", hint="Write YYYY-MM-DD, YYYY-MM or YYYY."
            ) from None

    def _padded(self, part: str) -> str:
        return self.text + part * ((10 - len(self.text)) // 3)

    @property
    def earliest(self) -> date:
        """The first day that the text can mean."""
        return date.fromisoformat(self._padded("-01"))

    @property
    def latest(self) -> date:
        """The last day that the text can mean."""
        first = self.earliest
        month = first.month if len(self.text) > 4 else 12
        day = first.day if len(self.text) == 10 else calendar.monthrange(first.year, month)[1]
        return date(first.year, month, day)

    @property
    def datatype(self) -> str:
        """The XSD datatype IRI that states this precision."""
        return _DATATYPES[len(self.text)]

    def contains(self, day: date) -> bool:
        """Tell whether the day lies within what the text can mean."""
        return self.earliest <= day <= self.latest

    def __lt__(self, other: PartialDate) -> bool:
        return (self.earliest, self.latest) < (other.earliest, other.latest)

    def __str__(self) -> str:
        return self.text


def parse_day(text: str) -> date:
    """Read a date that must be exact to the day.

    Parameters
    ----------
    text : str
        ``YYYY-MM-DD``.

    Returns
    -------
    datetime.date
        The day.

    Raises
    ------
    DateFormatError
        If it is not such a date.

    Examples
    --------
    >>> parse_day("2017-03-20")
    datetime.date(2017, 3, 20)
    """
    try:
        # Python also reads 2017-W12-1, which is another form of the same length.
        if len(text) != 10 or not _FORM.match(text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise DateFormatError(
            f"{text!r} is not a day of the calendar.", hint="Write YYYY-MM-DD, as in 2017-03-20."
        ) from None
