"""The day bounds of claims: whole days that say what the partial dates say, and nothing more."""

from __future__ import annotations

from collections import defaultdict

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.dates import PartialDate
from policygraph.graph import TYPE, Facts
from policygraph.namespaces import PG, XSD
from policygraph.resources import locate
from policygraph.sources.bounds import add_bounds

BOUNDS = [f"{word}{end}" for word in ("speaks", "begins", "ends") for end in ("From", "Until")]

#: Which date counts, in this order; written down here once more, apart from the builder.
COUNTS = {
    "begins": ["effectiveOn", "operationalOn", "enactedOn", "announcedOn"],
    "ends": ["endedOn", "enjoinedOn"],
}

Values = dict[str, str]


def read_claims(triples: list[ox.Triple]) -> dict[str, Values]:
    """Return the dates of every claim about a policy, property to lexical value."""
    kind = ox.NamedNode(f"{PG}PolicyClaim")
    claims = {str(t.subject) for t in triples if t.predicate.value == TYPE and t.object == kind}
    found: dict[str, Values] = {claim: {} for claim in claims}
    counted: dict[tuple[str, str], int] = defaultdict(int)
    for triple in triples:
        name = triple.predicate.value.removeprefix(PG)
        if str(triple.subject) in claims and isinstance(triple.object, ox.Literal):
            counted[str(triple.subject), name] += 1
            found[str(triple.subject)][name] = triple.object.value
            if name in BOUNDS:
                assert triple.object.datatype.value == f"{XSD}date"
    assert {key: n for key, n in counted.items() if n > 1} == {}
    return found


def expect_bounds(claim: Values) -> Values:
    begins = next((claim[name] for name in COUNTS["begins"] if name in claim), None)
    ends = next((claim[name] for name in COUNTS["ends"] if name in claim), None)
    speaks = claim.get("asOf") or begins or claim.get("statedOn")
    expected = {}
    for word, value in (("speaks", speaks), ("begins", begins), ("ends", ends)):
        if value:
            expected[f"{word}From"] = PartialDate(value).earliest.isoformat()
            expected[f"{word}Until"] = PartialDate(value).latest.isoformat()
    return expected


@pytest.mark.parametrize("path", sorted(locate("data/ttl").glob("*.ttl")), ids=lambda p: p.stem)
def test_every_shipped_claim_has_the_bounds_of_its_dates(path: object) -> None:
    quads = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
    triples = [quad.triple for quad in quads]
    claims = read_claims(triples)
    stated = {
        claim: {name: values[name] for name in BOUNDS if name in values}
        for claim, values in claims.items()
    }
    assert stated == {claim: expect_bounds(values) for claim, values in claims.items()}
    elsewhere = [
        str(t.subject)
        for t in triples
        if t.predicate.value.removeprefix(PG) in BOUNDS and str(t.subject) not in claims
    ]
    assert elsewhere == []


def test_the_shipped_claims_are_many() -> None:
    paths = locate("data/ttl").glob("*.ttl")
    assert sum(path.read_text("utf-8").count(" a pg:PolicyClaim ;") for path in paths) > 200


partial = st.builds(
    lambda day, length: PartialDate(day.isoformat()[:length]),
    st.dates(),
    st.sampled_from([4, 7, 10]),
)
names = ["asOf", "statedOn", *COUNTS["begins"], *COUNTS["ends"]]


@given(st.dictionaries(st.sampled_from(names), partial))
def test_bounds_follow_from_any_dates(dates: dict[str, PartialDate]) -> None:
    facts = Facts()
    facts.add("https://example.org/c", "pg:PolicyClaim", **dates)
    facts.add("https://example.org/other", "pg:StatedAbsence", **dates)
    before = len(facts)
    add_bounds(facts)
    values = {name: date.text for name, date in dates.items()}
    claims = read_claims(list(facts))
    assert claims["<https://example.org/c>"] == values | expect_bounds(values)
    assert len(facts) == before + len(expect_bounds(values))
    add_bounds(facts)
    assert len(facts) == before + len(expect_bounds(values))
