"""The rule catalogue: every rule is whole, and its shape says what its query says."""

from __future__ import annotations

from pathlib import Path

import pytest

from policygraph.errors import QuerySyntaxError, UnknownRuleError
from policygraph.gaps import Rule, choose_rules, load_rules
from policygraph.gaps.rules import read_rule
from policygraph.gaps.shapes import derive_shapes
from policygraph.queries import run
from policygraph.resources import locate
from policygraph.store import LocalStore

RULES = load_rules()
WITH_SHAPE = [rule for rule in RULES.values() if not rule.no_shape]
CASES = Path(__file__).parents[1] / "shapes" / "gaps"
Rows = set[tuple[str, tuple[tuple[str, str], ...]]]


def _cases(name: str) -> list[tuple[str, Path]]:
    return [
        (rule.id, path)
        for rule in WITH_SHAPE
        for path in sorted((CASES / rule.id).glob(f"{name}*.ttl"))
    ]


def _message(rule: Rule, cells: dict[str, str | None]) -> str:
    return rule.fill(rule.message, cells)


def find_by_query(rule: Rule, path: Path) -> set[tuple[str, str, str]]:
    """Focus, value and message from the query, part by part."""
    store = LocalStore([locate("ontology") / "vocabularies.ttl", path])
    first = rule.query.columns[0]
    found = set()
    if rule.scope == "graph":
        for row in run(rule.query, store).records():
            found.add((row[first] or "", "", _message(rule, {**row})))
        return found
    takes_day = any(parameter.name == "as_of" for parameter in rule.query.parameters)
    for part, day in store.select(
        "SELECT ?part (STR(?issued) AS ?day) WHERE { ?part a pg:ReportPart ; pg:isPartOf ?report ."
        " ?report <http://purl.org/dc/terms/issued> ?issued }"
    ):
        values = {"part": part or "", **({"as_of": day or ""} if takes_day else {})}
        for row in run(rule.query, store, values).records():
            found.add((part or "", row[first] or "", _message(rule, {**row})))
    return found


def find_by_shape(rule: Rule, path: Path) -> set[tuple[str, str, str]]:
    """The same from the shape, run by pySHACL over rdflib."""
    import pyshacl
    import rdflib
    from rdflib.namespace import SH

    data = rdflib.Graph().parse(path)
    data.parse(locate("ontology") / "vocabularies.ttl")
    shapes = rdflib.Graph().parse(data=derive_shapes()[f"{rule.id}.ttl"], format="turtle")
    conforms, results, _ = pyshacl.validate(data, shacl_graph=shapes)
    found = set()
    for result in results.subjects(SH.resultSeverity):
        value = results.value(result, SH.value) if rule.scope == "part" else ""
        words = str(results.value(result, SH.resultMessage))
        found.add((str(results.value(result, SH.focusNode)), str(value), words))
    assert conforms is not bool(found)
    return found


@pytest.mark.parametrize("rule", WITH_SHAPE, ids=lambda rule: rule.id)
def test_each_rule_has_a_valid_and_an_invalid_file(rule: Rule) -> None:
    assert sorted((CASES / rule.id).glob("valid*.ttl"))
    assert sorted((CASES / rule.id).glob("invalid*.ttl"))


@pytest.mark.parametrize(("name", "path"), _cases("invalid"), ids=lambda x: getattr(x, "name", x))
def test_query_and_shape_find_the_same_fault(name: str, path: Path) -> None:
    found = find_by_query(RULES[name], path)
    assert found
    assert find_by_shape(RULES[name], path) == found


@pytest.mark.parametrize(("name", "path"), _cases("valid"), ids=lambda x: getattr(x, "name", x))
def test_query_and_shape_find_no_fault(name: str, path: Path) -> None:
    assert find_by_query(RULES[name], path) == set()
    assert find_by_shape(RULES[name], path) == set()


def test_the_shapes_are_what_the_rules_make() -> None:
    folder = locate("shapes") / "gaps"
    assert {
        path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.ttl")
    } == derive_shapes()


def test_rules_about_the_graph_are_read_as_of_one_day() -> None:
    days = {
        parameter.default
        for rule in RULES.values()
        if rule.scope == "graph"
        for parameter in rule.query.parameters
    }
    assert len(days) <= 1


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_a_rule_says_what_is_wrong_in_sentences(rule: Rule) -> None:
    for sentence in (rule.problem, rule.evidence, rule.remedy, rule.example, rule.message):
        assert sentence[0].isupper() or sentence[0] in "“{"
        assert sentence.endswith((".", "”"))


# Headers


HEADER = """\
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
#+   message: "{?name} is wrong."
#+   changes: "This goes if {?name} is right."
#+   cites: [claim]
#+ params:
#+   - {name: part, type: iri}
#+ columns: [listing, place, name, claim]
SELECT ?listing ?place ?name ?claim WHERE { ?listing pg:isListedIn ?_part }
"""


def test_a_rule_is_read(tmp_path: Path) -> None:
    path = tmp_path / "one.rq"
    path.write_text(HEADER)
    rule = read_rule(path)
    assert (rule.id, rule.scope, rule.severity.value, rule.cites) == (
        "one", "part", "warning", ("claim",),
    )  # fmt: skip
    assert rule.fill(rule.message, {"name": "X"}) == "X is wrong."
    assert rule.fill(rule.message, {"name": None}) == "unknown is wrong."


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("#+   severity: warning\n", "", "no severity"),
        ("scope: part", "scope: list", "scope 'list'"),
        ("severity: warning", "severity: grave", "severity 'grave'"),
        ("{?name} is wrong", "{?nome} is wrong", "nome"),
        ("place, name, claim]", "name, claim]", "column place"),
        ("cites: [claim]", "cites: [claims]", "no column"),
        ("scope: part", "scope: graph", "takes no parameter part"),
        ("scope: part", "scope: part\n#+   lists: as-printed", "lists 'as-printed'"),
        ("scope: part", "scope: findings\n#+   lists: as-published", "of scope findings"),
        ("#+   scope", "#+   bogus: 1\n#+   scope", "unknown key 'bogus'"),
    ],
)
def test_a_faulty_rule_is_refused(tmp_path: Path, old: str, new: str, why: str) -> None:
    path = tmp_path / "one.rq"
    assert old in HEADER
    path.write_text(HEADER.replace(old, new))
    with pytest.raises(QuerySyntaxError, match=why):
        read_rule(path)


def test_a_query_without_a_rule_is_none(tmp_path: Path) -> None:
    path = tmp_path / "one.rq"
    path.write_text("#+ title: A\n#+ question: B\nASK { }")
    with pytest.raises(QuerySyntaxError, match="no rule"):
        read_rule(path)


def test_rules_are_chosen_by_name() -> None:
    assert [rule.id for rule in choose_rules(["left-out-twice"], RULES)] == ["left_out_twice"]
    assert choose_rules(None, RULES) == tuple(RULES.values())
    with pytest.raises(UnknownRuleError, match="Rules: "):
        choose_rules(["zzz"], RULES)
