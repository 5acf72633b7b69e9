"""Codes become facts and plain words: criteria, policies, agencies, documents."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.errors import SourceError
from policygraph.graph import Facts
from policygraph.namespaces import AGENCY, CRITERION, PG, PREFIXES, SKOS
from policygraph.resources import locate
from policygraph.sources.coding import (
    add_agency,
    add_criterion,
    add_document,
    add_policy,
    describe_criterion,
    policy_iri,
)


def read_hold_conditions() -> list[str]:
    kind = ox.NamedNode(f"{SKOS}Concept")
    path = locate("ontology") / "vocabularies.ttl"
    return sorted(
        quad.subject.value.removeprefix(PREFIXES["hold"])
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
        if isinstance(quad.subject, ox.NamedNode)
        and quad.subject.value.startswith(PREFIXES["hold"])
        and quad.object == kind
    )


CONDITIONS = read_hold_conditions()
#: What leaves no room for another condition.
ALONE = {"never-holds", "honours-all"}


def test_there_are_conditions_to_test() -> None:
    assert set(CONDITIONS) >= ALONE
    assert len(CONDITIONS) == 15


@pytest.mark.parametrize("condition", CONDITIONS)
def test_every_condition_has_words_of_its_own(condition: str) -> None:
    sentence = describe_criterion("any-of", [condition])
    assert sentence.endswith(".")
    assert condition not in sentence or condition == "case-by-case"
    others = [describe_criterion("any-of", [c]) for c in CONDITIONS if c != condition]
    assert sentence not in others


@pytest.mark.parametrize("condition", sorted(set(CONDITIONS) - ALONE))
def test_every_condition_that_can_be_joined_has_words_for_it(condition: str) -> None:
    other = "removal-order" if condition != "removal-order" else "case-by-case"
    either = describe_criterion("any-of", [condition, other])
    both = describe_criterion("all-of", [condition, other])
    assert either != both
    assert either.startswith("Holds for ICE only ")
    assert " and " in both


@pytest.mark.parametrize("condition", sorted(ALONE))
def test_a_condition_that_says_all_is_not_joined(condition: str) -> None:
    with pytest.raises(SourceError, match=f"{condition} stands alone"):
        describe_criterion("any-of", [condition, "removal-order"])


def test_an_unknown_condition_is_named() -> None:
    with pytest.raises(SourceError, match="No hold condition is called 'judical-warrant'"):
        describe_criterion("any-of", ["judical-warrant"])


criteria = st.lists(st.sampled_from(CONDITIONS), min_size=1, max_size=4)


@given(st.sampled_from(["any-of", "all-of"]), criteria)
def test_equal_criteria_are_one_node(join: str, conditions: list[str]) -> None:
    first, second = Facts(), Facts()
    iri = add_criterion(first, join, conditions)
    assert add_criterion(second, join, [*reversed(conditions), conditions[0]]) == iri
    assert set(first) == set(second)
    assert iri.startswith(CRITERION)
    stated = {
        str(t.object).rsplit("/", 1)[1].rstrip(">")
        for t in first
        if t.predicate.value == f"{PG}hasCondition"
    }
    assert stated == set(conditions)


def test_a_single_condition_is_joined_one_way_only() -> None:
    assert add_criterion(Facts(), "all-of", ["removal-order"]) == add_criterion(
        Facts(), "any-of", ["removal-order"]
    )
    facts = Facts()
    add_criterion(facts, "all-of", ["removal-order"])
    add_criterion(facts, "any-of", ["removal-order"])
    assert len(facts) == 3
    assert add_criterion(facts, "all-of", ["removal-order", "case-by-case"]) != add_criterion(
        facts, "any-of", ["removal-order", "case-by-case"]
    )


def label_of(facts: Facts, iri: str) -> str:
    (label,) = [
        triple.object.value
        for triple in facts
        if isinstance(triple.subject, ox.NamedNode)
        and triple.subject.value == iri
        and triple.predicate.value.endswith("#label")
        and isinstance(triple.object, ox.Literal)
    ]
    return label


@pytest.mark.parametrize(
    ("slug", "label"),
    [
        ("detainer", "Detainer policy, Hennepin County, MN"),
        ("detainer-2017", "Detainer policy (2017), Hennepin County, MN"),
        ("municipal-code", "Detainer policy (municipal code), Hennepin County, MN"),
    ],
)
def test_a_policy_is_named_by_its_place_and_what_sets_it_apart(slug: str, label: str) -> None:
    facts = Facts()
    iri = add_policy(facts, "27053", "Hennepin County, MN", slug, adopter="sheriff")
    assert iri == policy_iri("27053", slug)
    assert label_of(facts, iri) == label
    assert label_of(facts, f"{AGENCY}us/county/27053/sheriff") == "Sheriff of Hennepin County, MN"


def test_a_custodian_of_several_places_is_one_agency() -> None:
    facts = Facts()
    first = add_agency(facts, "norcor", "41065", "Wasco County, OR")
    size = len(facts)
    assert add_agency(facts, "norcor", "41055", "Sherman County, OR") == first
    assert len(facts) == size


def test_unknown_agencies_and_documents_are_named() -> None:
    with pytest.raises(SourceError, match="No kind of agency is called 'sherif'"):
        add_agency(Facts(), "sherif", "27053", "Hennepin County, MN")
    with pytest.raises(SourceError, match="no document 'startribune'"):
        add_document(Facts(), "startribune")
