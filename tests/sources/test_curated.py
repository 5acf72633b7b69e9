"""Curated files read as the graph will; a slip in one is told with its entry."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from policygraph.errors import SourceError
from policygraph.graph import Facts
from policygraph.namespaces import CLAIM, PG
from policygraph.sources import curated
from policygraph.sources.curated import Curation

NAMES = '[names]\n27053 = "Hennepin County, MN"\n27123 = "Ramsey County, MN"\n'
EVIDENCE = (
    'citesDocument = ["startribune-2017-03-20"]\nlocator = "¶1"\nhasConfidence = "paraphrased"\n'
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of curated files in place of the package's own."""
    monkeypatch.setattr(curated, "files", lambda _: tmp_path)
    return tmp_path


def read(folder: Path, content: str) -> dict[str, set[str]]:
    (folder / "a_source.toml").write_text(NAMES + content, encoding="utf-8")
    facts = Facts()
    Curation("a_source", facts).add_claims()
    found: dict[str, set[str]] = {}
    for triple in facts:
        if (
            isinstance(triple.subject, ox.NamedNode)
            and triple.subject.value == f"{CLAIM}a_source/c"
        ):
            name = triple.predicate.value.removeprefix(PG)
            found.setdefault(name, set()).add(str(triple.object))
    return found


def test_an_entry_becomes_a_claim_with_typed_values(folder: Path) -> None:
    claim = read(
        folder,
        '[[PolicyClaim]]\nid = "c"\naboutPolicy = "27123/detainer"\nenactedOn = "2014-06"\n'
        'statesHoldCriterion = { any-of = ["removal-order", "judicial-warrant-or-order"] }\n'
        f'statesReleaseNotification = "always"\nisStatedBy = "27123/sheriff"\n{EVIDENCE}',
    )
    base = "https://w3id.org/policygraph"
    month = "http://www.w3.org/2001/XMLSchema#gYearMonth"
    assert claim["aboutPolicy"] == {f"<{base}/policy/us/county/27123/detainer>"}
    assert claim["enactedOn"] == {f'"2014-06"^^<{month}>'}
    assert claim["isStatedBy"] == {f"<{base}/agency/us/county/27123/sheriff>"}
    assert claim["statesHoldCriterion"] == {
        f"<{base}/criterion/any-of/judicial-warrant-or-order+removal-order>"
    }
    assert claim["statesReleaseNotification"] == {
        f"<{base}/vocabulary/release-notification/always>"
    }
    (summary,) = claim["summary"]
    assert summary.startswith('"Holds for ICE only on a judge')


def test_a_summary_that_is_given_stands(folder: Path) -> None:
    claim = read(
        folder,
        '[[PolicyClaim]]\nid = "c"\naboutPolicy = "27123/detainer"\nsummary = "In our words."\n'
        f'statesHoldCriterion = {{ any-of = ["never-holds"] }}\n{EVIDENCE}',
    )
    assert claim["summary"] == {'"In our words."@en'}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("ice", "agency/us/ice"),
        ("27123", "jurisdiction/us/county/27123"),
        ("27123/detainer", "policy/us/county/27123/detainer"),
        ("27123/sheriff", "agency/us/county/27123/sheriff"),
        ("us_ice_ddor_2017w1", "report/us_ice_ddor_2017w1"),
        ("us_ice_ddor_2017w1/section-3", "report/us_ice_ddor_2017w1/part/section-3"),
    ],
)
def test_a_remark_can_be_about_anything(folder: Path, given: str, expected: str) -> None:
    claim = read(
        folder,
        f'[[Remark]]\nid = "c"\nisAbout = ["{given}"]\nhasTopic = "list-basis"\n'
        f'summary = "X."\n{EVIDENCE}',
    )
    assert claim["isAbout"] == {f"<https://w3id.org/policygraph/{expected}>"}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('colour = "red"', "the property colour is not known"),
        ('asOf = "March 2017"', r"\[\[PolicyClaim\]\] c: 'March 2017' is not a date"),
        ('aboutPolicy = "27999/detainer"', r"\[\[PolicyClaim\]\] c: '27999' is not known"),
        ('aboutPolicy = "27053"', r"\[\[PolicyClaim\]\] c: not enough values"),
        ('isStatedBy = "27053/sherif"', "No kind of agency is called 'sherif'"),
        ('likensPolicyOf = "2705"', r"\[\[PolicyClaim\]\] c: a GEOID has 2, 5, 7 or 10"),
        ('statesHoldCriterion = { any-of = ["sometimes"] }', "No hold condition is called"),
    ],
)
def test_a_slip_is_told_with_its_entry(folder: Path, line: str, expected: str) -> None:
    about = "" if line.startswith("aboutPolicy") else 'aboutPolicy = "27053/detainer"\n'
    with pytest.raises(SourceError, match=expected):
        read(folder, f'[[PolicyClaim]]\nid = "c"\n{about}{line}\n{EVIDENCE}')


def test_an_unknown_document_is_told(folder: Path) -> None:
    with pytest.raises(SourceError, match=r"documents\.csv has no document 'daily-planet'"):
        read(folder, '[[Remark]]\nid = "c"\ncitesDocument = ["daily-planet"]\n')


def test_an_entry_without_id_is_told(folder: Path) -> None:
    with pytest.raises(SourceError, match=r"a_source\.toml: a \[\[Remark\]\] without id"):
        read(folder, '[[Remark]]\nsummary = "X."\n')
