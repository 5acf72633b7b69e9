"""What a list becomes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from policygraph.errors import SourceError
from policygraph.imports.run import Outcome

Bring = Callable[..., Outcome]
Ask = Callable[[str], list[tuple[str, ...]]]
pytestmark = pytest.mark.usefixtures("fast")

TABLE = "name,state,kind,heading,note\n"
PLACES = "SELECT ?n ?p WHERE { ?l pg:nameAsPublished ?n ; pg:listsJurisdiction ?p }"
MAYBES = "SELECT ?n ?p WHERE { ?l pg:nameAsPublished ?n ; pg:mayListJurisdiction ?p }"


def test_each_row_is_an_entry_with_document_and_row(bring: Bring, ask: Ask) -> None:
    bring("list", f"{TABLE}Ramsey County,MN,,Minnesota,late\nBoulder,CO,city,,\n")
    assert ask(PLACES) == [("Boulder", "place:0807850"), ("Ramsey County", "county:27123")]
    assert ask(
        "SELECT ?row ?part ?doc ?heading WHERE { ?l a pg:Listing ; pg:locator ?row ;"
        " pg:isListedIn ?part ; pg:citesDocument ?doc . OPTIONAL { ?l pg:headingAsPublished"
        " ?heading } }"
    ) == [
        ("row 2", "report:mine/part/list", "document:import-mine", "Minnesota"),
        ("row 3", "report:mine/part/list", "document:import-mine", ""),
    ]
    assert ("Ramsey County, MN is listed. Note: late.",) in ask(
        "SELECT ?s WHERE { ?l a pg:Listing ; pg:summary ?s }"
    )


def test_an_ambiguous_name_keeps_all_its_places(bring: Bring, ask: Ask) -> None:
    outcome = bring("list", f"{TABLE}Milwaukee,WI,,,\n")
    assert ask(PLACES) == []
    assert ask(MAYBES) == [("Milwaukee", "county:55079"), ("Milwaukee", "place:5553000")]
    (doubt,) = outcome.doubts
    assert (doubt.line, doubt.outcome, len(doubt.candidates)) == (2, "ambiguous", 2)


def test_a_name_that_fits_nothing_stops_the_import(bring: Bring) -> None:
    outcome = bring("list", f"{TABLE}Ramsey County,MN,,,\nNowhereville,KS,,,\n")
    (fault,) = outcome.faults
    assert (fault.line, fault.column, fault.value) == (3, "name", "Nowhereville")
    assert not outcome.changed
    assert not outcome.path.exists()


def test_it_is_kept_without_a_place_where_that_is_allowed(bring: Bring, ask: Ask) -> None:
    bring("list", f"{TABLE}Nowhereville,KS,,,\n", allow_unmatched=True)
    assert ask("SELECT ?n WHERE { ?l pg:nameAsPublished ?n }") == [("Nowhereville",)]
    assert ask(PLACES) == ask(MAYBES) == []


@pytest.mark.parametrize(
    ("rows", "scopes", "expected"),
    [
        ("Ramsey County,MN,,,\n", (), {"": "cover:complete"}),
        ("Milwaukee,WI,,,\n", (), {"": "cover:complete"}),
        ("Nowhereville,KS,,,\n", (), {"": "cover:partial"}),
        (
            "Nowhereville,KS,,,\n",
            ("Kansas", "MN"),
            {"state:20": "cover:partial", "state:27": "cover:complete"},
        ),
        ("Nowhereville,,,,\n", ("MN",), {"state:27": "cover:partial"}),
    ],
)
def test_a_row_without_a_place_makes_a_complete_list_partial(
    bring: Bring, ask: Ask, rows: str, scopes: tuple[str, ...], expected: dict[str, str]
) -> None:
    outcome = bring("list", TABLE + rows, coverage="complete", scopes=scopes, allow_unmatched=True)
    found = ask(
        "SELECT ?scope ?how WHERE { ?c a pg:CoverageStatement ; pg:hasCompleteness ?how ."
        " OPTIONAL { ?c pg:coversScope ?scope } }"
    )
    assert dict(found) == expected  # type: ignore[arg-type]
    told = any("taken as partial" in remark for remark in outcome.remarks)
    assert told == ("cover:partial" in expected.values())


def test_coverage_is_unknown_where_nobody_says_it(bring: Bring, ask: Ask) -> None:
    bring("list", f"{TABLE}Ramsey County,MN,,,\n")
    assert ask("SELECT ?how WHERE { ?c pg:hasCompleteness ?how }") == [("cover:unknown",)]


def test_a_scope_must_be_a_state(bring: Bring) -> None:
    with pytest.raises(SourceError, match="'Atlantis' is no state"):
        bring("list", f"{TABLE}Ramsey County,MN,,,\n", scopes=("MN", "Atlantis"))


def test_rows_of_one_name_are_all_kept_and_told(bring: Bring, ask: Ask) -> None:
    outcome = bring("list", f"{TABLE}Ramsey County,MN,,,\nramsey county,MN,,,\n,,,,\n"
                    "Ramsey Co.,Minn,,,\n")  # fmt: skip
    assert len(ask("SELECT ?l WHERE { ?l a pg:Listing }")) == 3
    assert "Ramsey County, MN stands in 3 rows: 2, 3, 5." in outcome.remarks


def test_the_part_and_its_kind_are_as_given(bring: Bring, ask: Ask) -> None:
    bring(
        "list", f"{TABLE}Ramsey County,MN,,,\n",
        part_id="section-3", part_label="Policies", part_kind="policies",
    )  # fmt: skip
    assert ask(
        "SELECT ?id ?label ?kind WHERE { ?p pg:partId ?id ; rdfs:label ?label ;"
        " pg:hasPartKind ?kind }"
    ) == [("section-3", "Policies", "part:policies")]


def test_a_publisher_that_is_known_is_not_made_anew(bring: Bring, ask: Ask) -> None:
    bring(
        "list", f"{TABLE}Ramsey County,MN,,,\n",
        publisher="US Immigration and Customs Enforcement",
    )  # fmt: skip
    assert ask("SELECT ?a WHERE { ?r a pg:Report ; dcterms:publisher ?a }") == [
        ("https://w3id.org/policygraph/agency/us/ice",)
    ]
    assert ask("SELECT ?a WHERE { ?a a pg:Agency }") == []


def test_only_places_that_nobody_describes_are_described(bring: Bring, ask: Ask) -> None:
    bring("list", f"{TABLE}Ramsey County,MN,,,\nAbbyville,KS,,,\n")
    assert ask("SELECT ?p WHERE { ?p pg:geoid ?g }") == [("place:2000100",)]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ("Ramsey County,MN,99999", "is the code of no government"),
        ("Ramsey County,MN,38071", "which is not in 'MN'"),
        ("Milwaukee,WI,55079", ""),
        ("The Twin Cities area,MN,27123", ""),
    ],
)
def test_a_code_settles_a_name_but_never_contradicts_it(
    bring: Bring, cells: str, said: str
) -> None:
    outcome = bring("list", f"name,state,geoid\n{cells}\n")
    assert [said in fault.problem for fault in outcome.faults] == ([True] if said else [])


def test_a_code_that_contradicts_a_clear_name_is_a_fault(bring: Bring) -> None:
    outcome = bring("list", "name,state,geoid\nHennepin County,MN,27123\n")
    assert "but the name means Hennepin County, MN" in outcome.faults[0].problem


@pytest.mark.parametrize("name", ["???", "=1+1", "x" * 500, "\u202eevil", "日本"])
def test_odd_names_have_an_identifier_all_the_same(bring: Bring, ask: Ask, name: str) -> None:
    bring("list", f'name,state\n"{name}",KS\n', allow_unmatched=True)
    assert ask("SELECT ?n WHERE { ?l pg:nameAsPublished ?n }") == [(name,)]
