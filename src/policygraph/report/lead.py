"""The first words of a report: what was found, for a reader who reads nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from policygraph.gaps import OmissionReport, Stakes, Verdict
from policygraph.report.labels import LABELS, OMITTED, Label
from policygraph.report.model import FindingsReport
from policygraph.report.words import join_words, say_day, say_number, say_part, say_roughly

#: More names than this in a sentence are not read.
_NAMES: Final = 6


@dataclass(frozen=True, slots=True)
class Key:
    """A key figure: what it counts, and how many."""

    label: Label
    number: int


def say_lead(report: FindingsReport) -> tuple[str, ...]:
    """Say in plain sentences what a report found.

    Parameters
    ----------
    report : FindingsReport
        The report.

    Returns
    -------
    tuple of str
        The most important first.
    """
    return tuple(_say(report))


def _say(report: FindingsReport) -> Iterator[str]:
    several = len(report.lists) > 1
    if several:
        omitted = sum(one.counts[Verdict.OMITTED] for one in report.lists)
        places = say_number(omitted, "place is", "places are")
        yield (
            f"Over {len(report.lists)} lists, {places if omitted else 'no place is'} left out"
            " although the policy there was like that of a place on the list"
            f"{_name_all(report) if omitted else ''}."
        )
    for one in () if several else report.lists:
        yield say_list(one)
        yield _say_rest(one)
    counts = report.count()
    violations = say_number(counts["violation"], "violation")
    if counts["omitted"]:
        violations += " (the omissions among them)"
    found = join_words(
        [
            violations,
            *(say_number(counts[code], LABELS[code].word.lower()) for code in ("warning", "info")),
        ]
    )
    yield f"In all, {say_number(len(report.gaps.rules), 'rule')} found {found}."
    if report.stakes.total_usd:
        yield _say_stakes(report.stakes)


def say_list(one: OmissionReport) -> str:
    """Say in one sentence whom a list leaves out.

    Parameters
    ----------
    one : OmissionReport
        The findings on the list.

    Returns
    -------
    str
        The sentence, with the names.
    """
    names = _name(one)
    if not names:
        return (
            f"As of {say_day(one.as_of)}, no place with a known policy can be shown to have been"
            f" left out of {say_part(one.part)}."
        )
    places = say_number(one.counts[Verdict.OMITTED], "place")
    return (
        f"As of {say_day(one.as_of)}, {say_part(one.part)} leaves out {places} whose policy was"
        f" like that of a place that it names: {names}."
    )


def _say_rest(one: OmissionReport) -> str:
    """Say what was concluded about the places that were not left out."""
    counts = one.counts
    total = say_number(sum(counts.values()), "place")
    cannot, explained = counts[Verdict.CANNOT_TELL], counts[Verdict.EXPLAINED]
    other = counts[Verdict.NOT_COMPARABLE]
    absences = say_number(explained, "absence has", "absences have")
    comparable = f"the policy of {say_number(other, 'place')} is like that of no place listed"
    return (
        f"Of {total} with a known policy that it does not name, one cannot tell for {cannot:,};"
        f" {absences} an explanation; {comparable}."
    )


def _name(one: OmissionReport) -> str:
    names = [str(item.place) for item in one.findings if item.verdict is Verdict.OMITTED]
    more = len(names) - _NAMES
    return join_words([*names[:_NAMES], f"{more} more"] if more > 0 else names)


def _name_all(report: FindingsReport) -> str:
    told = [
        f"{_name(one)} ({say_part(one.part).removeprefix('the ')})"
        for one in report.lists
        if one.counts[Verdict.OMITTED]
    ]
    return f": {'; '.join(told)}"


def _say_stakes(stakes: Stakes) -> str:
    known = len(stakes.stakes) - stakes.unknown
    return (
        f"The places of these findings received at least {say_roughly(stakes.total_usd)} of"
        f" {stakes.measure} in the latest year that is recorded for each"
        f" ({known:,} of {say_number(len(stakes.stakes), 'place')}; the rest is unknown, not zero)."
    )


def count_keys(report: FindingsReport) -> tuple[tuple[Key, ...], tuple[Key, ...]]:
    """Give the key figures of a report.

    Parameters
    ----------
    report : FindingsReport
        The report.

    Returns
    -------
    tuple of two tuples of Key
        The verdicts on places that a list does not name, and the findings of rules. The verdicts
        are none where no list was judged.
    """
    counts = report.count()
    verdicts = (OMITTED, *(LABELS[code] for code in ("cannot-tell", "explained", "not-comparable")))
    judged = tuple(Key(label, counts[label.code]) for label in verdicts) if report.lists else ()
    found = tuple(Key(LABELS[code], counts[code]) for code in ("violation", "warning", "info"))
    return judged, found
