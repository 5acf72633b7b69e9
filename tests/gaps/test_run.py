"""Running the rules: what is one finding, what it rests on, and which lists are read."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from policygraph.errors import UnknownReportError
from policygraph.gaps import (
    GapFinding,
    Severity,
    Verdict,
    find_gaps,
    find_omissions,
    find_part,
    load_rules,
)
from policygraph.gaps.rules import read_rule
from policygraph.namespaces import BASE, PG, VOCABULARY
from policygraph.queries import run
from policygraph.resources import locate
from policygraph.store import LocalStore

RULES = load_rules()
FIRST = "us_ice_ddor_2017w1"


@pytest.fixture(scope="module")
def found(shipped: LocalStore) -> tuple[GapFinding, ...]:
    return find_gaps(shipped).findings


def test_the_omissions_are_those_of_the_main_job(
    shipped: LocalStore, found: tuple[GapFinding, ...]
) -> None:
    report = find_gaps(shipped, [RULES["omitted"]], report=FIRST, part="section-3")
    part = find_part(report.columns, FIRST)
    expected = {
        finding.place.iri
        for finding in find_omissions(report.columns, part).findings
        if finding.verdict is Verdict.OMITTED
    }
    assert {finding.subject for finding in report.findings} == expected
    assert expected <= {finding.subject for finding in found if finding.rule.id == "omitted"}


def test_an_omission_says_whom_it_is_like_and_rests_on_the_chain(
    found: tuple[GapFinding, ...],
) -> None:
    (ramsey,) = [
        one
        for one in found
        if one.rule.id == "omitted" and one.place and one.place.geoid == "27123"
    ]
    assert "Hennepin County, MN" in ramsey.message
    assert "exact" in ramsey.message
    assert {link.role for link in ramsey.evidence} >= {"absence", "criterion", "listing"}
    assert ramsey.confidence == "paraphrased"
    assert set(ramsey.kinds) >= {"StatedAbsence", "PolicyClaim", "Listing"}


def test_every_finding_has_a_name_of_its_own(found: tuple[GapFinding, ...]) -> None:
    assert len({finding.id for finding in found}) == len(found)


def test_every_finding_is_told_in_words(found: tuple[GapFinding, ...]) -> None:
    for finding in found:
        assert "{?" not in finding.message + finding.changes
        assert "https://" not in finding.message, finding.message


def test_no_violation_rests_on_a_weak_or_inferred_link(found: tuple[GapFinding, ...]) -> None:
    for finding in found:
        if finding.rule.severity is Severity.VIOLATION:
            assert finding.confidence not in {"inferred", "weak-source", ""}, finding.message


def test_the_gravest_come_first(found: tuple[GapFinding, ...]) -> None:
    order = [list(Severity).index(finding.rule.severity) for finding in found]
    assert order == sorted(order)


def test_a_day_leaves_out_lists_published_later(shipped: LocalStore) -> None:
    report = find_gaps(shipped, [RULES["omitted"]], day=date(2017, 3, 20))
    assert {part.report_id for part in report.parts} == {FIRST}
    assert find_gaps(shipped, [RULES["omitted"]], day=date(2017, 3, 19)).parts == ()


def test_a_report_that_is_not_there_is_named(shipped: LocalStore) -> None:
    with pytest.raises(UnknownReportError, match="Did you mean us_ice_ddor_2017w"):
        find_gaps(shipped, report="us_ice_ddor_2017")
    with pytest.raises(UnknownReportError, match="Parts: "):
        find_gaps(shipped, report=FIRST, part="section-9")


def test_rules_about_the_graph_are_left_out_of_one_report(shipped: LocalStore) -> None:
    findings = find_gaps(shipped, report=FIRST).findings
    assert {f.rule.scope for f in findings} <= {"part", "findings"}


RULE = """\
#+ title: A rule
#+ question: What?
#+ rule:
#+   scope: part
#+   severity: warning
#+   problem: Something is wrong.
#+   evidence: A claim.
#+   remedy: Mend it.
#+   reference: ISO/IEC 25012
#+   example: None.
#+   message: "{?name} is named."
#+   changes: "This goes if {?name} is not."
#+   cites: [listing, event]
#+ params:
#+   - {name: part, type: iri}
#+ columns: [listing, place, name, event]
SELECT ?listing ?place ?name ?event WHERE {
  ?listing pg:isListedIn ?_part ; pg:listsJurisdiction ?place .
  ?place rdfs:label ?name .
  ?event pg:aboutListing ?listing .
}
"""


def test_rows_that_differ_in_claims_only_are_one_finding(
    shipped: LocalStore, tmp_path: Path
) -> None:
    path = tmp_path / "disputed.rq"
    path.write_text(RULE)
    rule = read_rule(path)
    report = find_gaps(shipped, [rule], report=FIRST, part="section-2")
    (hennepin,) = [f for f in report.findings if f.place and f.place.geoid == "27053"]
    assert hennepin.message == "Hennepin County is named."
    roles = [link.role for link in hennepin.evidence]
    assert roles.count("event") == 2
    assert roles.count("listing") == 1
    assert "listing" in hennepin.cells
    assert "event" not in hennepin.cells


def test_left_out_twice_says_what_its_query_says_of_published_findings(
    shipped: LocalStore, tmp_path: Path
) -> None:
    # With the list of DHS cut to one county, Ramsey is left out of two lists.
    rows = shipped.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    other = "https://example.org/other-list"
    text = (
        "@prefix pg: <https://w3id.org/policygraph/ontology/> ."
        "@prefix cover: <https://w3id.org/policygraph/vocabulary/completeness/> ."
        "@prefix conf: <https://w3id.org/policygraph/vocabulary/confidence/> ."
        "@prefix part: <https://w3id.org/policygraph/vocabulary/part-kind/> ."
        "@prefix county: <https://w3id.org/policygraph/jurisdiction/us/county/> ."
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> ."
        "@prefix dcterms: <http://purl.org/dc/terms/> ."
        f"<{other}> a pg:Report ; pg:reportId 'other' ; rdfs:label 'Other'@en ;"
        " dcterms:issued '2017-03-20'^^<http://www.w3.org/2001/XMLSchema#date> ."
        f"<{other}/part> a pg:ReportPart ; pg:isPartOf <{other}> ; pg:partId 'list' ;"
        " pg:hasPartKind part:policies ; rdfs:label 'List'@en ."
        f"<{other}/1> a pg:Listing ; pg:isListedIn <{other}/part> ; pg:nameAsPublished 'H' ;"
        " pg:listsJurisdiction county:27053 ; pg:hasConfidence conf:verbatim ."
        f"<{other}/2> a pg:CoverageStatement ; pg:coversPart <{other}/part> ;"
        " pg:hasCompleteness cover:complete ; pg:hasConfidence conf:verbatim ;"
        " pg:citesDocument <https://example.org/d> ; pg:locator 'all' ; pg:summary 'Whole.'@en ."
        "<https://example.org/d> dcterms:title 'D'@en ; dcterms:publisher 'P' ."
    )
    path = tmp_path / "other.ttl"
    path.write_text(text)
    main = tmp_path / "main.nt"
    main.write_bytes(ox.serialize(rows, format=ox.RdfFormat.N_TRIPLES) or b"")
    report = find_gaps(LocalStore([main, path]), [RULES["omitted"], RULES["left_out_twice"]])
    twice = {
        (f.cells["place"], f.cells["lists"])
        for f in report.findings
        if f.rule.id == "left_out_twice"
    }
    assert "27123" in " ".join(place or "" for place, _ in twice)
    lines = [
        f"<{BASE}finding/{n}> a <{PG}Finding> ; <{PG}hasVerdict> <{VOCABULARY}verdict/omitted> ;"
        f" <{PG}findsJurisdiction> <{f.subject}> ; <{PG}concernsPart> <{f.part.iri}> ."
        for n, f in enumerate(report.findings)
        if f.rule.id == "omitted" and f.part
    ]
    published = tmp_path / "findings.ttl"
    published.write_text("\n".join(lines))
    store = LocalStore([main, path, published])
    table = run(RULES["left_out_twice"].query, store).records()
    assert {(row["place"], row["lists"]) for row in table} == twice
    assert locate("queries").joinpath("gaps", "left_out_twice.rq").is_file()


def test_every_violation_was_looked_at_by_hand(found: tuple[GapFinding, ...]) -> None:
    page = Path(__file__).parents[2] / "docs" / "findings-review.md"
    reviewed = set(re.findall(r"^\| `(\w+/[0-9a-f]{12})`", page.read_text(), re.MULTILINE))
    assert reviewed == {f.id for f in found if f.rule.severity is Severity.VIOLATION}
