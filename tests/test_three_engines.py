"""Three engines, one answer: joins in memory, the SPARQL rule, and the SHACL shape made from it.

They are held against each other on the bundled graph and on made-up ones; and the comparison
itself is tested: a rule with a part left out must be noticed.
"""

from __future__ import annotations

import json
import runpy
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox
import pytest

from policygraph.gaps import Columns, Verdict, find_omissions, find_part, read_columns
from policygraph.gaps.shapes import derive_shapes
from policygraph.namespaces import RDF, REPORT, SH
from policygraph.places import find_place
from policygraph.policies import Grade
from policygraph.queries import Query, find_query, run
from policygraph.resources import locate
from policygraph.store import LocalStore, RemoteStore, Store


class Program(Protocol):
    def __call__(
        self, *arguments: str, stdin: bytes = b"", **environment: str
    ) -> subprocess.CompletedProcess[bytes]: ...


Rows = set[tuple[str | None, ...]]

_MADE_UP = runpy.run_path(str(Path(__file__).parents[1] / "bench" / "graphs.py"))
make_graph: Callable[..., bytes] = _MADE_UP["make_graph"]
MADE_UP: str = _MADE_UP["REPORT_ID"]
FIRST = "us_ice_ddor_2017w1"
ISSUED = "2017-03-20"
SEEDS = (*range(60), 112)  # in the last, a listed state covers a place that would be omitted


def find_fast(columns: Columns, report: str, day: date | None = None) -> Rows:
    """Pairs of an omitted place and a listed peer, with the grade, from the joins in memory."""
    result = find_omissions(columns, find_part(columns, report, "section-3"), day)
    return {
        (finding.place.iri, peer.place.iri, peer.grade.value)
        for finding in result.findings
        if finding.verdict is Verdict.OMITTED
        for peer in finding.peers
        if peer.grade not in {None, Grade.STATED}
        if peer.grade
    }


def find_by_rule(store: Store, report: str, day: str = ISSUED, query: Query | None = None) -> Rows:
    """The same from the SPARQL rule."""
    part = f"{REPORT}{report}/part/section-3"
    return set(run(query or find_query("omitted"), store, {"part": part, "as_of": day}))


def find_by_shape(turtle: bytes, report: str) -> Rows:
    """The same from the SHACL shape, run by pySHACL over rdflib.

    A validation result has no place for the peer and the grade but its message.
    """
    import pyshacl
    import rdflib

    shapes = locate("shapes") / "gaps" / "omitted.ttl"
    data = rdflib.Graph().parse(data=turtle.decode(), format="turtle")
    part = rdflib.URIRef(f"{REPORT}{report}/part/section-3")
    conforms, results, _ = pyshacl.validate(
        data, shacl_graph=rdflib.Graph().parse(shapes), meta_shacl=False, advanced=False
    )
    found: Rows = set()
    for result in results.subjects(rdflib.URIRef(f"{SH}focusNode"), part):
        words = str(results.value(result, rdflib.URIRef(f"{SH}resultMessage")))
        _, _, after = words.partition("similar to that of ")
        peer, _, rest = after.partition(", which it names (")
        place = results.value(result, rdflib.URIRef(f"{SH}value"))
        found.add((str(place), peer, rest.partition(")")[0]))
    assert conforms is not bool(found)
    return found


@pytest.fixture(scope="session")
def shipped_columns(shipped: LocalStore) -> Columns:
    return read_columns(shipped)


@cache
def made_up(seed: int, counties: int = 24) -> LocalStore:
    path = Path(_folder(), f"{seed}-{counties}.ttl")
    path.write_bytes(make_graph(seed, counties))
    return LocalStore([locate("ontology") / "vocabularies.ttl", path])


@cache
def made_up_rows(seed: int, counties: int = 24) -> Rows:
    return find_fast(read_columns(made_up(seed, counties)), MADE_UP)


@cache
def _folder() -> str:
    import atexit
    import shutil
    import tempfile

    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


# The bundled graph


@pytest.mark.parametrize("day", ["2014-08-01", "2016-02-29", ISSUED, "2017-03-31", "2018-01-21"])
def test_the_rule_and_the_joins_agree_on_the_bundled_graph(
    shipped: LocalStore, shipped_columns: Columns, day: str
) -> None:
    fast = find_fast(shipped_columns, FIRST, date.fromisoformat(day))
    assert find_by_rule(shipped, FIRST, day) == fast != set()


def test_the_rule_through_the_command_line_says_the_same(
    policygraph: Program, shipped_columns: Columns
) -> None:
    done = policygraph("query", "omitted", "--format", "json")
    assert (done.returncode, done.stderr) == (0, b"")
    rows = json.loads(done.stdout)["results"]["bindings"]
    found = {tuple(row[column]["value"] for column in ("place", "peer", "grade")) for row in rows}
    assert found == find_fast(shipped_columns, FIRST)


NOT_OF_THE_FIRST_REPORT = {
    "us_census_cog_2020",
    "us_courts",
    "us_dhs_sanctuary_2025",
    "us_doj_eo14287_2025",
    "us_ice_287g_2025",
    "us_rulings",
    "us_state_laws",
}


def _without_the_rest_of_the_gazetteer() -> bytes:
    """The graph without the places that nothing outside the gazetteer mentions.

    Other lists, money, courts and agreements say nothing of the first report: what the shape finds
    without them must be what the joins find with them.
    """
    store = LocalStore(
        [
            *sorted(locate("ontology").glob("*.ttl")),
            *(
                path
                for path in sorted(locate("data/ttl").glob("*.ttl"))
                if path.stem not in NOT_OF_THE_FIRST_REPORT
            ),
        ]
    )
    rows = store.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    gazetteer = {
        str(name)
        for (name,) in store.select(
            "SELECT DISTINCT ?s WHERE { GRAPH source:us_census_gazetteer_2017 { ?s a ?kind } }"
        )
    }
    named = {
        triple.object.value
        for triple in rows
        if isinstance(triple.object, ox.NamedNode)
        and not (isinstance(triple.subject, ox.NamedNode) and triple.subject.value in gazetteer)
    }
    states = {
        triple.object.value
        for triple in rows
        if isinstance(triple.subject, ox.NamedNode)
        and isinstance(triple.object, ox.NamedNode)
        and triple.subject.value in named & gazetteer
    }
    kept = [
        triple
        for triple in rows
        if isinstance(triple.subject, ox.NamedNode)
        and (triple.subject.value not in gazetteer or triple.subject.value in named | states)
    ]
    assert 0 < len(kept) < len(rows) / 2
    content = ox.serialize(kept, format=ox.RdfFormat.N_TRIPLES)
    assert content is not None
    return content


def test_the_shape_agrees_on_the_bundled_graph(shipped_columns: Columns) -> None:
    triples = _without_the_rest_of_the_gazetteer()
    # Each part is one run of the rule; the other two record events and give nothing.
    others = tuple(f"<{REPORT}{FIRST}/part/section-{n}> <{RDF}type>".encode() for n in (1, 2))
    kept = b"\n".join(line for line in triples.splitlines() if not line.startswith(others))
    assert find_by_shape(kept, FIRST) == find_fast(shipped_columns, FIRST)


def test_the_shape_is_what_the_query_makes() -> None:
    made = derive_shapes()
    folder = locate("shapes") / "gaps"
    assert {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.ttl")} == made


# Made-up graphs


@pytest.mark.parametrize("seed", SEEDS)
def test_the_rule_and_the_joins_agree_on_made_up_graphs(seed: int) -> None:
    assert find_by_rule(made_up(seed), MADE_UP) == made_up_rows(seed)


def test_the_shape_agrees_on_made_up_graphs() -> None:
    vocabularies = (locate("ontology") / "vocabularies.ttl").read_bytes()
    fullest = sorted(SEEDS, key=lambda seed: -len(made_up_rows(seed, 12)))[:4]
    for seed in [*fullest, SEEDS[0]]:
        turtle = vocabularies + b"\n" + make_graph(seed, 12)
        assert find_by_shape(turtle, MADE_UP) == made_up_rows(seed, 12), f"seed {seed}"


def test_the_made_up_graphs_have_every_verdict_and_grade() -> None:
    verdicts: set[Verdict] = set()
    for seed in SEEDS:
        columns = read_columns(made_up(seed))
        result = find_omissions(columns, find_part(columns, MADE_UP))
        verdicts |= {verdict for verdict, count in result.counts.items() if count}
    assert verdicts == set(Verdict)
    assert {row[2] for seed in SEEDS for row in made_up_rows(seed)} == {
        "exact",
        "close",
        "as-written",
    }


def test_a_made_up_graph_is_the_same_each_time() -> None:
    assert make_graph(3) == make_graph(3) != make_graph(4)


#: A part of the rule, and what stands in its place in a rule that is wrong.
FAULTS = {
    "weak absences count": (
        """pg:absentJurisdiction ?place ;
        pg:hasConfidence ?ground .
      FILTER(?ground NOT IN (conf:inferred, conf:weak-source))""",
        "pg:absentJurisdiction ?place .",
    ),
    "partial coverage counts": ("pg:hasCompleteness cover:complete", "pg:hasCompleteness ?any"),
    "the stated number does not count": ("?stated = COALESCE(?known, 0)", "true"),
    "a consolidated city is another place": (
        "pg:listsJurisdiction/(pg:isConsolidatedWith|^pg:isConsolidatedWith)? ?place",
        "pg:listsJurisdiction ?place",
    ),
    "a name that may mean it does not count": ("pg:mayListJurisdiction", "pg:neverSaid"),
    "custodians do not count": ("pg:takesCustodyFor", "pg:neverSaid"),
    "a listed state does not count": (
        "?place pg:isWithin ?state .",
        "?place pg:neverSaid ?state .",
    ),
    "a beginning counts from its first possible day": (
        "pg:beginsUntil ?word , ?lastWord .",
        "pg:beginsFrom ?word ; pg:beginsUntil ?lastWord .",
    ),
    "an old confirmation counts": ("?lastWord >= ?since", "true"),
    "an end counts from its last possible day": ("pg:endsFrom ?ended .", "pg:endsUntil ?ended ."),
    "heirs do not count": ("pg:beginsFrom ?ended .", "pg:neverSaid ?ended ."),
    "weak listings count": ("FILTER(?trust NOT IN (conf:inferred, conf:weak-source))", ""),
    "disputed peers do not count": ("FILTER(?stands <= ?day)", "FILTER(false)"),
    "vaguer claims win": ("COALESCE(?sharper2, ?said2)", "?said2"),
    "the join does not count": ("(?join = ?join2 || NOT EXISTS {", "(true || NOT EXISTS {"),
    "an open term is exact": ("?same && !?open && !?broadly, 0", "?same && !?broadly, 0"),
    "a broad term is exact": ("?same && !?open && !?broadly, 0", "?same && !?open, 0"),
    "silence on detainers is close": ("IF(!?civil, 9, ", "IF(false, 9, "),
    "the best of several counts": ("HAVING(MAX(?rank) < 9)", "HAVING(MIN(?rank) < 9)"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_rule_with_a_fault_is_noticed(fault: str) -> None:
    right, wrong = FAULTS[fault]
    query = find_query("omitted")
    assert right in query.text
    spoilt = replace(query, text=query.text.replace(right, wrong))
    assert any(
        find_by_rule(made_up(seed), MADE_UP, query=spoilt) != made_up_rows(seed) for seed in SEEDS
    )


# An endpoint


def test_the_rule_says_the_same_on_a_server(endpoint: str, shipped_columns: Columns) -> None:
    assert find_by_rule(RemoteStore(endpoint), FIRST) == find_fast(shipped_columns, FIRST)


@pytest.mark.parametrize("part", ["section-2", "section-3"])
def test_the_command_says_the_same_of_a_server_to_the_byte(
    policygraph: Program, endpoint: str, part: str
) -> None:
    here = policygraph("omissions", "--part", part, "--format", "json")
    there = policygraph("omissions", "--part", part, "--format", "json", "--endpoint", endpoint)
    assert (here.returncode, here.stderr) == (0, b"") == (there.returncode, there.stderr)
    assert here.stdout == there.stdout != b""


def test_a_single_place_says_the_same_of_a_server(policygraph: Program, endpoint: str) -> None:
    here = policygraph("explain", "Ramsey County, MN")
    there = policygraph("explain", "Ramsey County, MN", POLICYGRAPH_ENDPOINT=endpoint)
    assert here.stdout == there.stdout != b""


def test_ramsey_is_in_what_all_three_say(shipped_columns: Columns) -> None:
    ramsey, hennepin = (
        find_place(shipped_columns.places.values(), geoid).iri for geoid in ("27123", "27053")
    )
    assert (ramsey, hennepin, "exact") in find_fast(shipped_columns, FIRST)
