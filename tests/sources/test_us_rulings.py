"""Rulings: true to the table, in citations that lawyers read, and never the ground of a verdict."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from eyecite import get_citations
from eyecite.models import FullCaseCitation

from policygraph import gaps
from policygraph.errors import SourceError
from policygraph.gaps import find_omissions, find_part, read_columns
from policygraph.graph import serialise
from policygraph.namespaces import PG, PREFIXES
from policygraph.queries import load_library
from policygraph.resources import locate
from policygraph.sources import Row, SourceFolder
from policygraph.sources.us_rulings import RULINGS, build, check_entry, read_entries
from policygraph.store import LocalStore

EXCERPTS = Path(__file__).parents[1] / "fixtures" / "sources"
ENTRIES: dict[str, dict[str, Any]] = {entry["id"]: entry for entry in read_entries()}
CITED = [(key, c) for key, entry in ENTRIES.items() for c in entry.get("citations", [])]

#: What eyecite 2.7 does not read: opinions of attorneys general are in none of its reporters.
UNREAD = {"2025 Op. Minn. Att'y Gen. 1 (3-a)"}
#: It drops the mark of a modified opinion of Colorado from the number.
UNMARKED = {"2022 CO 13M": "2022 CO 13"}
#: Reporters that carry the year of the ruling as their volume.
BY_YEAR = re.compile(r"(\d{4}) (WL|U\.S\. Dist\. LEXIS|NY Slip Op|COA|CO|MT) ")


@pytest.fixture
def rows() -> dict[str, Row]:
    table = SourceFolder(EXCERPTS, contracts=False).read(RULINGS)
    return {row["id"]: row for row in table}


# Citations


@pytest.mark.parametrize(("key", "citation"), CITED)
def test_each_citation_has_the_form_of_its_reporter(key: str, citation: str) -> None:
    year = ENTRIES[key]["decided"][:4]
    found = get_citations(f"{citation} ({year})")
    if citation in UNREAD:
        assert found == []
        return
    (read,) = found
    assert isinstance(read, FullCaseCitation)
    parts = (read.groups["volume"], read.groups["reporter"], read.groups["page"])
    assert " ".join(str(part) for part in parts) == UNMARKED.get(citation, citation)
    assert read.edition_guess is not None
    assert read.edition_guess.includes_year(int(year))
    by_year = BY_YEAR.match(citation)
    assert by_year is None or by_year[1] == year


def test_what_eyecite_gets_wrong_is_still_there() -> None:
    assert {citation for _, citation in CITED} >= UNREAD
    # It knows the court of a citation to the U.S. Reports alone.
    (supreme,) = get_citations("567 U.S. 387 (2012)")
    (appeal,) = get_citations("745 F.3d 634 (2014)")
    assert supreme.metadata.court == "scotus"
    assert appeal.metadata.court is None


def test_no_two_rulings_share_a_citation() -> None:
    assert [c for c, n in Counter(citation for _, citation in CITED).items() if n > 1] == []


# True to the table


def test_every_entry_agrees_with_its_row(rows: dict[str, Row]) -> None:
    for key, row in rows.items():
        check_entry(row, ENTRIES[key])


@pytest.mark.parametrize("column", ["citation", "docket", "decision_date"])
def test_a_row_that_says_something_else_stops_the_build(rows: dict[str, Row], column: str) -> None:
    row = rows["mendoza-2017"]
    row[column] = "something else"
    with pytest.raises(SourceError, match="where the row has another"):
        build({RULINGS.path: list(rows.values())})


def test_a_correction_is_dropped_when_the_table_is_mended(rows: dict[str, Row]) -> None:
    row = rows["nyc-us-1999"]
    assert "98-6182" in row["docket"]
    row["docket"] = "97-6182"
    with pytest.raises(SourceError, match="which the row no longer has"):
        check_entry(row, ENTRIES["nyc-us-1999"])


def test_a_row_without_entry_stops_the_build() -> None:
    row = Row({"id": "roe-2030"}, "rulings.csv, line 2")
    with pytest.raises(SourceError, match="no entry for 'roe-2030'"):
        build({RULINGS.path: [row]})


def test_corrections_of_the_table() -> None:
    corrected = {key: entry["corrects"] for key, entry in ENTRIES.items() if "corrects" in entry}
    assert corrected == {
        "chicago-barr-2020": {"citation": "961 F.3d 882"},
        "abriq-2018": {"docket": "3:17-cv-0690"},
        "parada-2018": {"date": "2018-08-20"},
        "alcocer-2018": {"docket": "(D.C. 6:15-cv-00094)"},
        "nyc-us-1999": {"docket": "98-6182"},
        "vargas-ramirez-2015": {"date": "2015-03-20"},
    }


# Verification


def test_whatever_was_not_wholly_seen_says_so() -> None:
    partial = {key for key, entry in ENTRIES.items() if entry["verification"] == "partial"}
    assert len(ENTRIES) == 61
    assert len(partial) == 16
    assert {entry["verification"] for entry in ENTRIES.values()} <= {"seen", "partial", "memory"}
    for key in partial:
        words = ("not seen", "were not", "alone are held", "Only", "not whole", "the table's")
        assert any(word in ENTRIES[key]["summary"] for word in words), key


def test_each_kind_is_what_it_is() -> None:
    kinds = Counter(entry.get("kind", "CourtRuling") for entry in ENTRIES.values())
    assert kinds == {
        "CourtRuling": 56, "ConsentJudgment": 2, "LegalOpinion": 1, "PendingCase": 2,
    }  # fmt: skip
    assert "court" not in ENTRIES["mn-ag-2025"]
    assert all("decided" not in e for e in ENTRIES.values() if e.get("kind") == "PendingCase")


# No verdict rests on a ruling from memory


def test_no_claim_from_memory_is_trusted(shipped: LocalStore) -> None:
    rows = shipped.select(
        "PREFIX pg: <https://w3id.org/policygraph/ontology/>"
        " SELECT ?claim ?confidence WHERE { ?claim pg:hasVerification"
        " <https://w3id.org/policygraph/vocabulary/verification/memory> ;"
        " pg:hasConfidence ?confidence }"
    )
    assert all(str(confidence).endswith("/weak-source") for _, confidence in rows)


def test_a_ruling_from_memory_is_built_as_a_weak_source(
    rows: dict[str, Row], monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = ENTRIES["mendoza-2017"] | {"verification": "memory"}
    monkeypatch.setattr("policygraph.sources.us_rulings.read_entries", lambda: [entry])
    facts = build({RULINGS.path: [rows["mendoza-2017"]]})
    stated = {(t.predicate.value, str(t.object)) for t in facts}
    assert (f"{PG}hasConfidence", f"<{PREFIXES['conf']}weak-source>") in stated
    assert (f"{PG}hasVerification", f"<{PREFIXES['verif']}memory>") in stated


def test_the_rules_of_omission_read_no_rulings() -> None:
    terms = re.compile(
        r"pg:(RulingClaim|aboutRuling|citesRuling|hasVerification|binds|hasEffect)\b"
    )
    library = load_library()
    columns = [name for name, query in library.items() if query.path.parent.name == "columns"]
    for name in ("omitted", *columns):
        if name != "rulings":  # which only the network and the law of a day read
            assert not terms.search(library[name].text), name
    shape = locate("shapes") / "gaps" / "omitted.ttl"
    assert not terms.search(shape.read_text(encoding="utf-8"))
    used = Path(gaps.__file__).parent.rglob("*.py")
    assert not [path for path in used if '"rulings"' in path.read_text(encoding="utf-8")]


def test_a_rule_that_reads_rulings_leaves_out_what_is_from_memory() -> None:
    reading = [
        query
        for query in load_library().values()
        if query.path.parent.name == "gaps" and "pg:aboutRuling" in query.text
    ]
    assert len(reading) >= 2
    for query in reading:
        assert "!= verif:memory" in query.text, query.name


def test_verdicts_are_the_same_without_any_ruling(tmp_path: Path) -> None:
    """Take away every ruling, what is claimed of it, and who cites it: no verdict moves."""
    path = locate("data/ttl") / "us_rulings.ttl"
    triples = [quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)]
    claims = {t.subject for t in triples if t.predicate.value == f"{PG}aboutRuling"}
    assert len(claims) == len(ENTRIES)
    without = [
        t for t in triples
        if t.subject not in claims and "/ruling/" not in f"{t.subject}{t.object}"
    ]  # fmt: skip
    spared = tmp_path / "us_rulings.ttl"
    spared.write_bytes(serialise(without))
    others = [other for other in locate("data/ttl").glob("*.ttl") if other != path]
    reports = []
    for rulings in (path, spared):
        columns = read_columns(
            LocalStore.from_files([*locate("ontology").glob("*.ttl"), *others, rulings])
        )
        part = find_part(columns, "us_ice_ddor_2017w1", "section-3")
        reports.append(find_omissions(columns, part, date(2017, 3, 20)))
    whole, bare = (repr(report) for report in reports)
    assert len(whole) > 10_000
    assert whole == bare
    for claim in claims:
        assert str(claim).strip("<>") not in whole
