"""The scale of a timeline: from a day to a place on paper, and where its ticks are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from policygraph.pictures.text import SMALL, measure

#: Months between two ticks.
_STEPS: Final = (1, 3, 6, 12, 24, 60, 120, 240)


class Scale:
    """Days along a line.

    Parameters
    ----------
    spans : sequence of (date, date)
        What must fit.
    room : (float, float)
        Where the line begins and ends, in inches.
    day : datetime.date or None
        A day that must fit too.

    Examples
    --------
    >>> scale = Scale([(date(2014, 1, 1), date(2016, 1, 1))], (0, 8), None)
    >>> [words for _, words in scale.ticks()][:3]
    ['2014-01', '2014-04', '2014-07']
    >>> round(scale.place(date(2015, 1, 1)), 1)
    4.0
    """

    def __init__(
        self, spans: Sequence[tuple[date, date]], room: tuple[float, float], day: date | None
    ) -> None:
        days = [*(end for span in spans for end in span), *([day] if day else [])]
        first, last = min(days, default=date(2000, 1, 1)), max(days, default=date(2001, 1, 1))
        margin = max((last - first) // 40, timedelta(days=20))
        self.first, self.last = first - margin, last + margin
        self.room = room

    def place(self, day: date) -> float:
        """Return where a day is, in inches."""
        start, end = self.room
        return start + (end - start) * ((day - self.first) / (self.last - self.first))

    def ticks(self) -> Iterator[tuple[date, str]]:
        """Yield the days of the ticks with their words, as many as have room."""
        for step in _STEPS:
            found = list(self._every(step))
            room = self.room[1] - self.room[0]
            if sum(measure(words, SMALL) + 0.22 for _, words in found) <= room:
                break
        yield from found

    def _every(self, step: int) -> Iterator[tuple[date, str]]:
        month = self.first.year * 12 // step * step
        while (day := date(month // 12, month % 12 + 1, 1)) <= self.last:
            if day >= self.first:
                yield day, str(day.year) if step >= 12 else f"{day:%Y-%m}"
            month += step
