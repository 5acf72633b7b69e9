"""Day bounds of claims: what a partial date can mean, stated as whole days.

Sources date things to a day, a month or a year, and SPARQL does not compare those with each
other. So each claim about a policy also states, as ``xsd:date``, the first and the last day of
the time that it speaks for, of the beginning and of the end that it dates. The bounds say nothing
new and are never written by hand.
"""

from __future__ import annotations

from typing import Final

import pyoxigraph as ox

from policygraph.dates import PartialDate
from policygraph.graph import TYPE, Facts
from policygraph.namespaces import PG

#: A beginning is when a policy took effect, else when it was put to work, enacted or announced.
BEGINNINGS: Final = ("effectiveOn", "operationalOn", "enactedOn", "announcedOn")
ENDS: Final = ("endedOn", "enjoinedOn")


def add_bounds(facts: Facts) -> None:
    """Add the day bounds of every claim about a policy.

    Parameters
    ----------
    facts : Facts
        What a source gave; the bounds are added to it.

    Examples
    --------
    >>> facts = Facts()
    >>> _ = facts.add("https://example.org/c", "pg:PolicyClaim", enactedOn=PartialDate("2014-07"))
    >>> add_bounds(facts)
    >>> sorted(t.object.value for t in facts if t.predicate.value.endswith(("From", "Until")))
    ['2014-07-01', '2014-07-01', '2014-07-31', '2014-07-31']
    """
    dates: dict[str, dict[str, PartialDate]] = {}
    for triple in facts:
        if triple.predicate.value == TYPE and triple.object == ox.NamedNode(f"{PG}PolicyClaim"):
            dates.setdefault(_iri(triple), {})
    for triple in facts:
        name = triple.predicate.value.removeprefix(PG)
        if name in {"asOf", "statedOn", *BEGINNINGS, *ENDS} and _iri(triple) in dates:
            assert isinstance(triple.object, ox.Literal)  # what Facts.add makes of a date
            dates[_iri(triple)][name] = PartialDate(triple.object.value)
    for claim, found in dates.items():
        begins = next((found[name] for name in BEGINNINGS if name in found), None)
        ends = next((found[name] for name in ENDS if name in found), None)
        speaks = found.get("asOf") or begins or found.get("statedOn")
        for word, date in (("speaks", speaks), ("begins", begins), ("ends", ends)):
            if date is not None:
                facts.add(
                    claim,
                    **{
                        f"{word}From": PartialDate(date.earliest.isoformat()),
                        f"{word}Until": PartialDate(date.latest.isoformat()),
                    },
                )


def _iri(triple: ox.Triple) -> str:
    assert isinstance(triple.subject, ox.NamedNode)  # there are no blank nodes
    return triple.subject.value
