"""What is asked, as a person writes it: days, verdicts, rules, grades and outcomes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TypeAlias

from policygraph.dates import parse_day
from policygraph.errors import OutputError
from policygraph.gaps import Severity, Verdict
from policygraph.gaps.wouldlist import Outcome
from policygraph.network import COSTS
from policygraph.policies import Grade

#: A day: a date, or its text as ISO 8601 has it.
Day: TypeAlias = date | str
#: One word, or several.
Words: TypeAlias = str | Iterable[str]


def read_day(given: Day | None) -> date | None:
    """Read a day.

    Parameters
    ----------
    given : datetime.date or str or None
        A date, a moment (its day counts), or ``YYYY-MM-DD``.

    Returns
    -------
    datetime.date or None
        The day; None where none was given.

    Raises
    ------
    DateFormatError
        If the text names no day of the calendar.

    Examples
    --------
    >>> read_day("2017-03-20") == read_day(date(2017, 3, 20)) == read_day(datetime(2017, 3, 20, 9))
    True
    """
    if isinstance(given, datetime):
        return given.date()
    return given if given is None or isinstance(given, date) else parse_day(given)


def read_words(given: Words | None) -> tuple[str, ...]:
    """Read one word or several.

    Parameters
    ----------
    given : str or iterable of str or None
        What was given.

    Returns
    -------
    tuple of str
        All of them; empty for None.

    Examples
    --------
    >>> read_words("omitted"), read_words(["omitted", "explained"]), read_words(None)
    (('omitted',), ('omitted', 'explained'), ())
    """
    if given is None:
        return ()
    return (given,) if isinstance(given, str) else tuple(given)


def read_verdicts(given: Words | None) -> frozenset[Verdict]:
    """Read verdicts by their names.

    Parameters
    ----------
    given : str or iterable of str or None
        Names such as ``omitted``.

    Returns
    -------
    frozenset of Verdict
        The verdicts.

    Raises
    ------
    OutputError
        If there is no such verdict; the message names those that there are.

    Examples
    --------
    >>> [verdict.value for verdict in read_verdicts("cannot-tell")]
    ['cannot-tell']
    """
    found = []
    for name in read_words(given):
        try:
            found.append(Verdict(name))
        except ValueError:
            known = ", ".join(item.value for item in Verdict)
            raise OutputError(f"There is no verdict {name!r}.", hint=f"Choose {known}.") from None
    return frozenset(found)


def read_severity(name: str) -> Severity:
    """Read the name of a severity.

    Parameters
    ----------
    name : str
        ``violation``, ``warning`` or ``info``.

    Returns
    -------
    Severity
        The severity.

    Raises
    ------
    OutputError
        If it is none of these.

    Examples
    --------
    >>> read_severity("warning").reaches(read_severity("info"))
    True
    """
    try:
        return Severity(name)
    except ValueError:
        known = ", ".join(item.value for item in Severity)
        raise OutputError(f"There is no severity {name!r}.", hint=f"Choose {known}.") from None


def read_outcomes(given: Words | None) -> frozenset[Outcome]:
    """Read outcomes of a counterfactual list, with hyphens for the spaces in their names.

    Parameters
    ----------
    given : str or iterable of str or None
        Names such as ``published-only``.

    Returns
    -------
    frozenset of Outcome
        The outcomes.

    Raises
    ------
    OutputError
        If there is no such outcome; the message names those that there are.

    Examples
    --------
    >>> [outcome.value for outcome in read_outcomes("published-only")]
    ['published only']
    """
    known = {item.value.replace(" ", "-"): item for item in Outcome}
    found = []
    for name in read_words(given):
        plain = name.replace(" ", "-")
        if plain not in known:
            raise OutputError(f"There is no outcome {name!r}.", hint=f"Choose {', '.join(known)}.")
        found.append(known[plain])
    return frozenset(found)


def read_grade(name: str) -> Grade:
    """Read the name of a grade that can make a link.

    Parameters
    ----------
    name : str
        ``exact``, ``close`` or ``as-written``.

    Returns
    -------
    Grade
        The grade.

    Raises
    ------
    OutputError
        If it is none of these.

    Examples
    --------
    >>> read_grade("close").value
    'close'
    """
    for grade in COSTS:
        if grade.value == name:
            return grade
    known = ", ".join(grade.value for grade in COSTS)
    raise OutputError(f"There is no grade {name!r} of a link.", hint=f"Choose {known}.")
