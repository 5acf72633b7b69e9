"""Curated statements: TOML files written in the ontology's own terms, read into facts.

Each table of tables is a class of the ontology and each key one of its properties, so that the
file reads as the graph will. Short forms: a policy is ``GEOID/slug``, a place its GEOID, an agency
``ice`` or ``GEOID/key``, a document its key in ``documents.csv``, a concept its local name. A
policy that is no jail's own, such as a statute, has its title and adopter under ``policies``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from decimal import Decimal
from importlib.resources import files
from typing import Any, Final

from policygraph.dates import PartialDate
from policygraph.errors import DateFormatError, SourceError
from policygraph.graph import Facts, Value, text
from policygraph.namespaces import AGENCY, CLAIM, LISTING, PG, REPORT, RULING, jurisdiction_iri
from policygraph.sources.coding import (
    AGENCY_KEYS,
    add_agency,
    add_criterion,
    add_document,
    add_policy,
    describe_criterion,
)

_DATES: Final = {
    "asOf", "statedOn", "announcedOn", "enactedOn", "effectiveOn", "operationalOn", "endedOn",
    "enjoinedOn", "occurredOn", "requestedOn", "referenceYear",
}  # fmt: skip
_CONCEPTS: Final = {
    "hasConfidence": "conf", "statesReleaseNotification": "notify", "statesIceAccess": "access",
    "statesInformationSharing": "info", "statesDelegation": "deleg",
    "statesFacilityUse": "facil", "statesCostRule": "cost", "statesInstrument": "instr",
    "statesAuthority": "auth", "hasEventKind": "event", "hasCorrectionReason": "reason",
    "hasCompleteness": "cover", "hasFigureKind": "figure", "hasYearBasis": "yearbasis",
    "hasFundingMeasure": "measure", "hasShareBase": "base", "hasChargeStatus": "charge",
    "hasTopic": "topic", "catchesCondition": "hold", "leavesOpenCondition": "hold",
}  # fmt: skip
_PLACES: Final = {
    "likensPolicyOf", "toPolicyOf", "coversScope", "absentJurisdiction", "isReceivedBy",
    "isDeclinedBy", "attributesTo", "listsJurisdiction", "mayListJurisdiction",
}  # fmt: skip
_STRINGS: Final = {"locator", "speaker", "instrumentTitle", "citizenship", "criterionId"}
_DECIMALS: Final = {"amountUsd", "shareOfBase"}
_PARTS: Final = {"isAbsentFrom", "coversPart", "isRecordedIn", "aboutListingsIn", "isTestOf"}
_AGENCY_NAMES: Final = {
    "ice": "US Immigration and Customs Enforcement",
    "dhs": "US Department of Homeland Security",
    "doj": "US Department of Justice",
}

Entry = dict[str, Any]


class Curation:
    """One TOML file on its way to facts.

    Parameters
    ----------
    source_id : str
        The source: names the file and the claims' IRIs.
    facts : Facts
        Where to.
    """

    def __init__(self, source_id: str, facts: Facts) -> None:
        self.source_id = source_id
        self.facts = facts
        content = files("policygraph.sources").joinpath(f"{source_id}.toml")
        self._tables: Entry = tomllib.loads(content.read_text(encoding="utf-8"))
        self.names: dict[str, str] = self._tables.pop("names", {})
        self.policies: dict[str, dict[str, str]] = self._tables.pop("policies", {})

    def entries(self, kind: str) -> list[Entry]:
        """Return the entries of one class, as written."""
        found: list[Entry] = self._tables.get(kind, [])
        return found

    def add_claims(self) -> None:
        """State every entry of the file.

        Raises
        ------
        SourceError
            If an entry lacks ``id``, has a key that is not known or a value that cannot be read.
        """
        for kind, entries in self._tables.items():
            for entry in entries:
                try:
                    self._add(kind, dict(entry))
                except KeyError as error:
                    raise SourceError(
                        f"{self._place(kind, entry)}: {error} is not known."
                    ) from None
                except (DateFormatError, ValueError) as error:
                    raise SourceError(f"{self._place(kind, entry)}: {error}") from None

    def _place(self, kind: str, entry: Entry) -> str:
        return f"{self.source_id}.toml, [[{kind}]] {entry.get('id')}"

    def _add(self, kind: str, entry: Entry) -> None:
        key = entry.pop("id", None)
        if not key:
            raise SourceError(f"{self.source_id}.toml: a [[{kind}]] without id.")
        for note in ("row", "fact"):
            entry.pop(note, None)
        replaced = entry.pop("replacesPolicy", None)
        criterion = entry.get("statesHoldCriterion")
        if criterion and "summary" not in entry:
            ((join, conditions),) = criterion.items()
            entry["summary"] = describe_criterion(join, conditions)
        values = {name: self._value(name, given) for name, given in entry.items()}
        claim = self.facts.add(f"{CLAIM}{self.source_id}/{key}", f"pg:{kind}", **values)
        if kind == "FundingObservation":
            self.facts.add(claim, "qb:Observation", qb__dataSet=f"{PG}federalFunding")
        if replaced:
            self.facts.add(
                self._policy(entry["aboutPolicy"]), replacesPolicy=self._policy(replaced)
            )

    def _value(self, name: str, given: Any) -> Value | list[Value]:
        if isinstance(given, list):
            return [self._one(name, item) for item in given]
        return self._one(name, given)

    def _one(self, name: str, given: Any) -> Value:
        readers: dict[str, Callable[[Any], Value]] = {
            "statesHoldCriterion": self._criterion,
            "citesDocument": lambda slug: add_document(self.facts, slug),
            "aboutPolicy": self._policy,
            "citesRuling": lambda key: f"{RULING}us/{key}",
            "isAbout": self._thing,
            "isStatedBy": self._agency,
            "isActedBy": self._agency,
            "aboutReport": lambda slug: f"{REPORT}{slug}",
            "aboutListing": lambda slug: f"{LISTING}{slug}",
            "summary": text,
            "chargeClass": text,
            "figureValue": int,
            "rank": int,
            "statedCount": int,
            "isApproximate": bool,
            **dict.fromkeys(_DATES, lambda date: PartialDate(str(date))),
            **dict.fromkeys(_PLACES, jurisdiction_iri),
            **dict.fromkeys(_STRINGS, lambda string: text(string, None)),
            **dict.fromkeys(_DECIMALS, lambda number: Decimal(str(number))),
            **dict.fromkeys(_PARTS, self._part),
            **{key: f"{prefix}:{{}}".format for key, prefix in _CONCEPTS.items()},
        }
        if name not in readers:
            raise SourceError(f"{self.source_id}.toml: the property {name} is not known.")
        return readers[name](given)

    def _part(self, given: str) -> str:
        report, part = given.split("/")
        return f"{REPORT}{report}/part/{part}"

    def _criterion(self, given: dict[str, list[str]]) -> str:
        ((join, conditions),) = given.items()
        return add_criterion(self.facts, join, conditions)

    def _policy(self, given: str) -> str:
        geoid, slug = given.split("/")
        known = self.policies.get(given, {})
        return add_policy(self.facts, geoid, self.names[geoid], slug, **known)

    def _thing(self, given: str) -> str:
        """Read what a remark is about: a place, a policy, a report, a part or an agency."""
        if given in _AGENCY_NAMES:
            return self._agency(given)
        if given.startswith("us_"):
            return self._part(given) if "/" in given else f"{REPORT}{given}"
        place, _, key = given.partition("/")
        if not key:
            return jurisdiction_iri(place)
        return self._agency(given) if key in AGENCY_KEYS else self._policy(given)

    def _agency(self, given: str) -> str:
        if given in _AGENCY_NAMES:
            return self.facts.add(
                f"{AGENCY}us/{given}", "pg:FederalAgency", rdfs__label=text(_AGENCY_NAMES[given])
            )
        geoid, key = given.split("/")
        return add_agency(self.facts, key, geoid, self.names[geoid])
