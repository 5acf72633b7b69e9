"""What a table of policies becomes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from policygraph.imports.run import Outcome

Bring = Callable[..., Outcome]
Ask = Callable[[str], list[tuple[str, ...]]]
pytestmark = pytest.mark.usefixtures("fast")


def test_a_row_is_a_claim_with_dates_codes_and_documents(bring: Bring, ask: Ask) -> None:
    bring(
        "policies",
        "name,state,join,conditions,instrument,authority,access,effective,as_of,source_title,"
        "source_url,source_date,locator\n"
        "Polk County,IA,any-of,judicial-warrant-or-order; removal-order,sheriffs-directive,"
        "sheriff,transfer-inside,2014-07,2017-03-20,Policy 410,https://example.org/p,2016,p. 2\n",
    )
    claim = "https://w3id.org/policygraph/claim/mine/row-2"
    found = ask(f"SELECT ?p ?o WHERE {{ <{claim}> ?p ?o }}")
    facts: dict[str, str] = dict(found)  # type: ignore[arg-type]
    assert facts["pg:statesHoldCriterion"] == (
        "criterion:any-of/judicial-warrant-or-order+removal-order"
    )
    assert facts["pg:effectiveOn"] == "2014-07"
    assert facts["pg:beginsUntil"] == "2014-07-31"
    assert facts["pg:statedOn"] == "2016"
    assert facts["pg:statesIceAccess"] == "access:transfer-inside"
    assert facts["pg:locator"] == "row 2; p. 2"
    assert facts["pg:hasConfidence"] == "conf:paraphrased"
    titles = ask(
        f"SELECT ?t ?pub WHERE {{ <{claim}> pg:citesDocument ?d . ?d dcterms:title ?t ;"
        " dcterms:publisher ?pub }"
    )
    assert titles == [("My table", "A researcher"), ("Policy 410", "example.org")]
    assert ask("SELECT ?type WHERE { ?d dcterms:issued ?i . BIND(DATATYPE(?i) AS ?type) }") == [
        ("xsd:date",), ("xsd:date",), ("xsd:gYear",),
    ]  # fmt: skip


def test_what_is_blank_is_stated_by_nobody(bring: Bring, ask: Ask) -> None:
    bring("policies", "name,state,conditions,enacted\nPolk County,IA,,2014\n")
    claim = "https://w3id.org/policygraph/claim/mine/row-2"
    names = {name for name, _ in ask(f"SELECT ?p ?o WHERE {{ <{claim}> ?p ?o }}")}
    assert not {name for name in names if name.startswith("pg:states")}


def test_a_policy_that_is_shipped_is_only_pointed_to(bring: Bring, ask: Ask) -> None:
    bring("policies", "name,state,conditions\nRamsey County,MN,never-holds\n"
          "Abbyville,KS,never-holds\n")  # fmt: skip
    assert ask("SELECT ?label WHERE { ?p a pg:Policy ; rdfs:label ?label }") == [
        ("Detainer policy, Abbyville city, KS",)
    ]
    assert ask("SELECT ?c WHERE { ?c a pg:HoldCriterion }") == []  # never-holds is shipped too


def test_rows_without_one_place_stop_it_and_are_left_out_where_that_is_allowed(
    bring: Bring, ask: Ask
) -> None:
    table = (
        "name,state,conditions\nMilwaukee,WI,never-holds\nNowhereville,KS,never-holds\n"
        "Ramsey County,MN,never-holds\n"
    )
    assert [fault.line for fault in bring("policies", table).faults] == [2, 3]
    outcome = bring("policies", table, allow_unmatched=True)
    assert (outcome.rows, outcome.matched, len(outcome.doubts)) == (3, 1, 2)
    assert len(ask("SELECT ?c WHERE { ?c a pg:PolicyClaim }")) == 1
    assert any("2 are left out" in text for (text,) in ask("SELECT ?t WHERE { ?d"
               " dcterms:provenance ?t }"))  # fmt: skip


def test_one_of_several_policies_can_be_named(bring: Bring, ask: Ask) -> None:
    bring("policies", "name,state,policy,conditions\nPolk County,IA,detainer-1999,never-holds\n")
    assert ask("SELECT ?p WHERE { ?c pg:aboutPolicy ?p }") == [
        ("https://w3id.org/policygraph/policy/us/county/19153/detainer-1999",)
    ]
