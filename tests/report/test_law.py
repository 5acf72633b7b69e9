"""The law of a place on a day: real days, every state against the coded table, and the formats."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pyoxigraph as ox
import pytest

from policygraph.cli import main
from policygraph.namespaces import PREFIXES, RULING, jurisdiction_iri
from policygraph.places import find_place, load_places
from policygraph.report.law import CAUTION, COLUMNS, GROUPS, Law, read_law, write_law
from policygraph.sources.us_courts import find_territory, place_iri
from policygraph.sources.us_rulings import read_entries
from policygraph.store import LocalStore, Store
from policygraph.store.table import Results


def law_of(store: Store, code: str, day: str) -> Law:
    return read_law(store, find_place(load_places(store).values(), code), date.fromisoformat(day))


def forces(law: Law) -> dict[str, str]:
    """Each ruling's group, by the end of its IRI."""
    return {entry.ruling.removeprefix(f"{RULING}us/"): entry.group for entry in law.entries}


def test_minnesota_on_the_day_of_the_first_report(shipped: LocalStore) -> None:
    law = law_of(shipped, "27", "2017-03-20")
    assert {entry.name for entry in law.in_group("binding")} == {
        "Printz v. United States",
        "Arizona v. United States",
        "Mendoza v. ICE",
    }
    (nobles,) = law.in_group("binding on parties")
    assert (nobles.name, nobles.bound) == ("Orellana v. Nobles County", ("Nobles County",))
    found = forces(law)
    assert found["miranda-olivares-2014"] == "persuasive"
    assert found["jimenez-moreno-2016"] == "persuasive"
    assert "lunn-2017" not in found
    eighth = "United States Court of Appeals for the Eighth Circuit"
    assert (eighth, "Minnesota") in law.courts
    assert any("Minnesota" in note.citation.summary for note in law.notes)


def test_a_ruling_binds_a_county_as_a_party_and_its_neighbour_not(shipped: LocalStore) -> None:
    day = "2014-05-01"
    ruling = "miranda-olivares-2014"
    expected = {"41": "binding on parties", "41005": "binding on parties", "41051": "persuasive"}
    assert {code: forces(law_of(shipped, code, day))[ruling] for code in expected} == expected
    assert ruling not in forces(law_of(shipped, "41005", "2014-04-10"))


@pytest.mark.parametrize(
    ("state", "county", "ruling", "before", "after"),
    [
        ("25", "25025", "lunn-2017", "2017-07-23", "2017-07-24"),
        ("36", "36103", "wells-demarco-2018", "2018-11-13", "2018-11-14"),
    ],
)
def test_a_ruling_binds_from_its_day_on_and_in_its_state_alone(
    shipped: LocalStore, state: str, county: str, ruling: str, before: str, after: str
) -> None:
    for code in (state, county):
        assert ruling not in forces(law_of(shipped, code, before))
        assert forces(law_of(shipped, code, after))[ruling] == "binding"
    assert forces(law_of(shipped, "27", after))[ruling] == "persuasive"


def test_what_was_undone_bound_until_then(shipped: LocalStore) -> None:
    # Of the withdrawn opinion no source says whom it bound: it reached the circuit of its court.
    first = "el-cenizo-2018-03"
    assert forces(law_of(shipped, "48", "2018-05-07"))[first] == "binding"
    law = law_of(shipped, "48", "2018-05-08")
    assert forces(law)[first] == "undone"
    (gone,) = (entry for entry in law.entries if entry.ruling.endswith(first))
    assert gone.history == ("superseded by City of El Cenizo v. Texas, 2018-05-08",)


def test_an_injunction_that_was_sent_back_no_longer_counts_as_binding(shipped: LocalStore) -> None:
    ruling = "santa-clara-2017-11"
    assert forces(law_of(shipped, "27", "2018-07-31"))[ruling] == "binding"
    assert forces(law_of(shipped, "27", "2018-08-01"))[ruling] == "sent back"


def test_a_month_that_is_not_over_is_perhaps(shipped: LocalStore) -> None:
    def orleans(day: str) -> tuple[str, bool]:
        (found,) = (e for e in law_of(shipped, "22071", day).entries if "cacho" in e.ruling)
        return found.group, found.sure

    assert orleans("2013-08-15") == ("binding on parties", False)
    assert orleans("2013-09-01") == ("binding on parties", True)
    text = write_law(law_of(shipped, "22071", "2013-08-15"))
    assert "2013-08, which may be after that day" in text


def test_a_pending_case_is_pending_only_from_its_filing(shipped: LocalStore) -> None:
    assert "us-minnesota-2025" not in forces(law_of(shipped, "27", "2025-09-28"))
    law = law_of(shipped, "27", "2025-12-31")
    assert [(entry.name, entry.bound) for entry in law.in_group("pending")] == [
        ("Voces de la Frontera v. Gerhardt", ()),
        ("United States v. State of Minnesota", ("Minnesota",)),
    ]
    assert [entry.name[:10] for entry in law.in_group("advisory")] == ["Opinion of"]
    # To another state the opinion is no advice.
    assert forces(law_of(shipped, "41", "2025-12-31"))["mn-ag-2025"] == "persuasive"


class _Changed(Store):
    def __init__(self, store: LocalStore, update: str) -> None:
        self.graph = ox.Store()
        self.graph.bulk_extend(
            ox.Quad(t.subject, t.predicate, t.object)
            for t in store.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
        )
        self.graph.update(update, prefixes=PREFIXES)

    def results(self, query: str) -> Results:
        return self.graph.query(query, prefixes=PREFIXES)


def test_what_is_from_memory_stands_apart(shipped: LocalStore) -> None:
    claim = "<https://w3id.org/policygraph/claim/us_rulings/mendoza-2017>"
    changed = _Changed(
        shipped,
        f"DELETE DATA {{ {claim} pg:hasVerification verif:seen }} ;"
        f" INSERT DATA {{ {claim} pg:hasVerification verif:memory }}",
    )
    law = law_of(changed, "27", "2017-03-20")
    assert [entry.name for entry in law.in_group("unverified")] == ["Mendoza v. ICE"]
    assert "Mendoza v. ICE" not in {entry.name for entry in law.in_group("binding")}
    text = write_law(law)
    assert "verification: memory; would be binding." in text


def test_where_nothing_is_recorded_that_is_said(shipped: LocalStore) -> None:
    law = law_of(shipped, "27", "1990-01-01")
    assert law.entries == ()
    assert "None is recorded by that day." in write_law(law)


def _expect(state: str, day: date) -> Iterator[tuple[str, str]]:
    """Tell from the coded table, without any query, what bound a state and what was undone."""
    entries = {entry["id"]: entry for entry in read_entries()}
    given = {
        key
        for key, entry in entries.items()
        if str(entry.get("decided", "9999")) <= day.isoformat()
    }

    def over(relations: tuple[str, ...]) -> set[str]:
        return {old for key in given for name in relations for old in entries[key].get(name, [])}

    undone, back = over(("reverses", "vacates", "supersedes")), over(("remands",))
    for key in given:
        entry: dict[str, Any] = entries[key]
        binds = entry.get("binds", "circuit" if entry.get("scope") == "binding" else [])
        territory = find_territory(entry["court"]) if "court" in entry else []
        places = (
            territory
            if binds == "circuit"
            else [place_iri(code) for code in binds if code != "ice" and "/" not in code]
        )
        reaches = {jurisdiction_iri(state), place_iri("US")} & set(places)
        if key in undone:
            yield key, "undone"
        elif reaches and entry.get("scope") in {"binding", "nationwide"}:
            yield key, "sent back" if key in back else "binding"


@pytest.mark.parametrize("state", ["06", "08", "18", "25", "27", "30", "36", "41", "42", "48"])
def test_the_query_and_the_table_agree_on_every_circuit(shipped: LocalStore, state: str) -> None:
    wanted = {"undone", "binding", "sent back"}
    for day in ("2014-05-01", "2017-11-21", "2018-05-08", "2019-06-01", "2025-12-31"):
        found = {pair for pair in forces(law_of(shipped, state, day)).items() if pair[1] in wanted}
        assert found == set(_expect(state, date.fromisoformat(day))), day


def test_the_command_writes_every_format(capsys: pytest.CaptureFixture[str]) -> None:
    shown = {}
    for format in ("table", "md", "csv", "json"):
        assert main(["law", "Minnesota", "--as-of", "2017-03-20", "--format", format]) == 0
        shown[format] = capsys.readouterr().out
    assert shown["table"].startswith("The law of Minnesota on 2017-03-20\n====")
    assert shown["md"].startswith("# The law of Minnesota on 2017-03-20\n")
    assert CAUTION in shown["table"] and CAUTION in shown["md"]
    rows = list(csv.DictReader(io.StringIO(shown["csv"])))
    assert tuple(rows[0]) == COLUMNS
    data = json.loads(shown["json"])
    assert [row["name"] for row in rows] == [item["name"] for item in data["rulings"]]
    assert set(data["counts"]) == set(GROUPS)
    assert sum(data["counts"].values()) == len(rows) == 16
    assert all(item["documents"] and item["summary"] for item in data["rulings"])
    assert all(row["documents"] for row in rows)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["law", "Minnesota", "--as-of", "2017-13-01"], "Write YYYY-MM-DD"),
        (["law", "Minnesota", "--format", "ttl"], "Choose table, md, csv or json."),
        (["law", "New York"], "fits 3 places"),
        (["law", "Nowhere, MN"], "No place"),
    ],
)
def test_what_cannot_be_answered_is_one_sentence(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
