"""Rulings on detainers and on penalties for declining them, with whom they bind and their fate.

``us_rulings.toml`` codes each row of the source table, with the documents in which it was seen
again. The build holds the two against each other: a date, docket number or citation that the row
does not have must say what the row has instead, so that a corrected table is noticed.

The rule of this source: no verdict rests on a ruling that was written down from memory. The rules
of omission read no rulings at all, and a claim that nobody has verified carries ``verif:memory``
and ``conf:weak-source``, which no verdict takes as evidence.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any, Final

from policygraph.dates import PartialDate
from policygraph.errors import SourceError
from policygraph.graph import Facts, text
from policygraph.namespaces import AGENCY, CLAIM, RULING, jurisdiction_iri
from policygraph.sources import Row, Source, Table
from policygraph.sources.coding import add_agency, add_criterion, add_document, add_policy
from policygraph.sources.us_courts import court_iri, find_territory, place_iri

ID: Final = "us_rulings"
RULINGS: Final = Table(
    "rulings/rulings.csv",
    ("id", "name", "citation", "court", "docket", "decision_date", "verified", "notes"),
    minimum=56,
)
_HISTORY: Final = ("affirms", "reverses", "vacates", "supersedes", "remands")
_KINDS: Final = ("CourtRuling", "ConsentJudgment", "LegalOpinion", "PendingCase")

Entry = dict[str, Any]


def read_entries() -> list[Entry]:
    """Read the coding.

    Returns
    -------
    list of dict
        One for each ruling.

    Examples
    --------
    >>> read_entries()[0]["id"]
    'galarza-2014'
    """
    content = files("policygraph.sources").joinpath(f"{ID}.toml").read_text(encoding="utf-8")
    entries: list[Entry] = tomllib.loads(content)["ruling"]
    return entries


def ruling_iri(key: str) -> str:
    """Mint the IRI of a ruling.

    Examples
    --------
    >>> ruling_iri("galarza-2014")
    'https://w3id.org/policygraph/ruling/us/galarza-2014'
    """
    return f"{RULING}us/{key}"


def check_entry(row: Row, entry: Entry) -> None:
    """Hold a coding against the row that it codes.

    Parameters
    ----------
    row : Row
        A row of the table.
    entry : dict
        Its entry.

    Raises
    ------
    SourceError
        If a date, docket number or citation is not the row's and is not marked as corrected, or is
        marked as corrected and the row no longer has the mistake.
    """
    corrects: dict[str, str] = entry.get("corrects", {})
    words = " | ".join(row.values())
    for value in corrects.values():
        if value not in words:
            raise SourceError(
                f"{row.where}: {ID}.toml corrects {value!r}, which the row no longer has.",
                hint=f"Take the correction out of the entry {entry['id']}.",
            )
    stated = {
        "date": [entry[name] for name in ("decided", "filed") if name in entry],
        "docket": entry.get("dockets", []),
        "citation": entry.get("citations", []),
    }
    for name, values in stated.items():
        for value in values:
            if name not in corrects and value not in words:
                raise SourceError(
                    f"{row.where}: {ID}.toml has the {name} {value!r} where the row has another"
                    f" ({entry['id']}).",
                    hint="Correct one of them, or note the row's own value under corrects.",
                )


def build(tables: dict[str, list[Row]]) -> Facts:
    """Turn the coded rulings into facts, checked against the table.

    Parameters
    ----------
    tables : dict
        The rows of :data:`RULINGS`.

    Returns
    -------
    policygraph.graph.Facts
        Rulings, their history, a claim about each, and policies that rest on one.

    Raises
    ------
    SourceError
        If a row has no entry, or an entry does not agree with its row.
    """
    facts = Facts()
    entries = {entry["id"]: entry for entry in read_entries()}
    rows = {row["id"]: row for row in tables[RULINGS.path]}
    for key, row in rows.items():
        if key not in entries:
            raise SourceError(
                f"{row.where}: {ID}.toml has no entry for {key!r}.",
                hint="Read the row, look the ruling up, and add it there.",
            )
        check_entry(row, entries[key])
    for entry in entries.values():
        if entry.get("row", entry["id"]) in rows:
            _add_ruling(facts, entry, entries)
    if "lopez-aguilar-2017" in rows:
        _add_marion(facts)
    if "cacho-2013" in rows:
        _add_orleans(facts)
    return facts


def _add_ruling(facts: Facts, entry: Entry, entries: dict[str, Entry]) -> None:
    kind = entry.get("kind", "CourtRuling")
    history = {name: entry.get(name, []) for name in _HISTORY}
    unknown = [key for keys in history.values() for key in keys if key not in entries]
    if kind not in _KINDS or unknown:
        raise SourceError(f"{ID}.toml, {entry['id']}: {(unknown or [kind])[0]!r} is not known.")
    ruling = facts.add(
        ruling_iri(entry["id"]),
        f"pg:{kind}",
        rdfs__label=text(entry["label"]),
        isDecidedBy=court_iri(entry["court"]) if "court" in entry else _attorney_general(facts),
        docketNumber=[text(number, None) for number in entry.get("dockets", [])],
        citation=[text(citation, None) for citation in entry.get("citations", [])],
        **{name: [ruling_iri(key) for key in keys] for name, keys in history.items()},
    )
    verification = entry["verification"]
    facts.add(
        f"{CLAIM}{ID}/{entry['id']}",
        "pg:RulingClaim",
        aboutRuling=ruling,
        decidedOn=PartialDate(entry["decided"]) if "decided" in entry else None,
        filedOn=PartialDate(entry["filed"]) if "filed" in entry else None,
        hasScope=f"scope:{entry['scope']}" if "scope" in entry else None,
        binds=_bound(facts, entry),
        hasEffect=f"effect:{entry['effect']}",
        hasVerification=f"verif:{verification}",
        citesDocument=[add_document(facts, slug) for slug in entry["documents"]],
        locator=text(entry["locator"], None),
        hasConfidence="conf:weak-source" if verification == "memory" else "conf:paraphrased",
        summary=text(entry["summary"]),
    )


def _bound(facts: Facts, entry: Entry) -> list[str]:
    """Return whom a ruling binds: the territory of its court, or the places and agencies named."""
    given = entry.get("binds", [])
    if given == "circuit":
        return find_territory(entry["court"])
    return [_party(facts, code) for code in given]


def _party(facts: Facts, code: str) -> str:
    if code == "ice":
        name = text("US Immigration and Customs Enforcement")
        return facts.add(f"{AGENCY}us/ice", "pg:FederalAgency", rdfs__label=name)
    if code == "22071/sheriff":
        return add_agency(facts, "sheriff", "22071", "Orleans Parish, LA")
    return place_iri(code)


def _attorney_general(facts: Facts) -> str:
    return facts.add(
        f"{AGENCY}us/state/27/attorney-general",
        "pg:GoverningBody",
        rdfs__label=text("Attorney General of Minnesota"),
        servesJurisdiction=jurisdiction_iri("27"),
    )


def _add_marion(facts: Facts) -> None:
    """State the policy that a court imposed by a judgment that was later reversed."""
    marion = add_policy(facts, "18097", "Marion County, IN", custodian="sheriff")
    shared: dict[str, Any] = {
        "statesInstrument": "instr:court-order",
        "statesAuthority": "auth:court",
        "hasConfidence": "conf:paraphrased",
        "citesRuling": ruling_iri("lopez-aguilar-2017"),
    }
    facts.add(
        f"{CLAIM}{ID}/marion-2017",
        "pg:PolicyClaim",
        aboutPolicy=marion,
        effectiveOn=PartialDate("2017-11-07"),
        statesHoldCriterion=add_criterion(facts, "any-of", ["no-hold-on-detainer-alone"]),
        citesDocument=add_document(facts, "vlex-lopez-aguilar-2017"),
        locator=text("first pages", None),
        summary=text("By court order holds nobody on an ICE detainer alone."),
        **shared,
    )
    facts.add(
        f"{CLAIM}{ID}/marion-2019",
        "pg:PolicyClaim",
        aboutPolicy=marion,
        endedOn=PartialDate("2019-05-09"),
        citesDocument=add_document(facts, "isba-lopez-aguilar"),
        locator=text("holding", None),
        summary=text("The order that made the policy is reversed."),
        **shared | {"hasConfidence": "conf:inferred"},
    )


def _add_orleans(facts: Facts) -> None:
    """State that the policy of Orleans Parish rests on a settlement."""
    facts.add(
        f"{CLAIM}{ID}/orleans-2013",
        "pg:PolicyClaim",
        aboutPolicy=add_policy(facts, "22071", "Orleans Parish, LA", adopter="sheriff"),
        statesInstrument="instr:settlement",
        citesRuling=ruling_iri("cacho-2013"),
        citesDocument=add_document(facts, "nola-2013-08"),
        locator=text("whole page", None),
        hasConfidence="conf:paraphrased",
        summary=text("The sheriff took up the policy to settle a suit over holds."),
    )


SOURCE: Final = Source(
    id=ID,
    title="Rulings on detainers and on penalties for declining them, 1997-2025",
    description=(
        "Judgments, settlements, an attorney general's opinion and pending cases: court, "
        "citations, docket numbers, dates, whom each binds, what it does to detainers or "
        "penalties, its place in the history of the case, and how far it was verified."
    ),
    publisher="Various courts; each claim cites the record in which it was seen",
    rights="Facts of public records, in our words.",
    retrieved="2026-11-24",
    coverage=(
        "Fifty-six rulings and cases, with five earlier or later decisions of the same cases. A "
        "selection: a ruling that is not here is not recorded, and may exist."
    ),
    tables=(RULINGS,),
    build=build,
    least=1_550,
)
