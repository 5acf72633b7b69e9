"""IRIs and prefixes: unambiguous, shared by Turtle and SPARQL, and tied to the vocabularies."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.namespaces import (
    BASE,
    JURISDICTION,
    PREFIXES,
    SCHEMES,
    SKOS,
    VOCABULARY,
    compact,
    jurisdiction_iri,
)
from policygraph.resources import locate


def test_no_namespace_has_two_prefixes() -> None:
    assert len(set(PREFIXES.values())) == len(PREFIXES)


def test_every_namespace_ends_where_a_name_begins() -> None:
    assert [iri for iri in PREFIXES.values() if not iri.endswith(("/", "#"))] == []


def test_every_scheme_prefix_stands_for_a_concept_scheme() -> None:
    kind = ox.NamedNode(f"{SKOS}ConceptScheme")
    schemes = {
        triple.subject.value
        for triple in ox.parse(
            path=str(locate("ontology") / "vocabularies.ttl"), format=ox.RdfFormat.TURTLE
        )
        if triple.object == kind and isinstance(triple.subject, ox.NamedNode)
    }
    assert schemes == {f"{VOCABULARY}{scheme}" for scheme in SCHEMES.values()}


@pytest.mark.parametrize(
    ("geoid", "path"),
    [
        ("27", "us/state/27"),
        ("27053", "us/county/27053"),
        ("3651000", "us/place/3651000"),
        ("3610938088", "us/county-subdivision/3610938088"),
    ],
)
def test_a_geoid_tells_the_kind_of_place(geoid: str, path: str) -> None:
    assert jurisdiction_iri(geoid) == JURISDICTION + path


@pytest.mark.parametrize("geoid", ["", "2", "270", "2705", "270530", "27O53", "２７", " 27", "-1"])
def test_what_is_no_geoid_is_refused(geoid: str) -> None:
    with pytest.raises(ValueError, match="2, 5, 7 or 10 digits"):
        jurisdiction_iri(geoid)


@given(st.sampled_from(sorted(PREFIXES)), st.text(alphabet="abc/-.0", min_size=1, max_size=8))
def test_compact_undoes_expansion(prefix: str, local: str) -> None:
    name = compact(PREFIXES[prefix] + local)
    shown, _, rest = name.partition(":")
    assert PREFIXES[shown] + rest == PREFIXES[prefix] + local
    assert len(PREFIXES[shown]) >= len(PREFIXES[prefix])


def test_compact_leaves_what_it_does_not_know() -> None:
    assert compact("https://example.org/x") == "https://example.org/x"
    assert compact(BASE) == BASE
    assert compact(PREFIXES["pg"]) == PREFIXES["pg"]
