"""Why a finding differs between two reports: what differs between the documents and bears on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Final

Record = Mapping[str, Any]

_NOTHING: Final = "Nothing in the two documents shows why."
_RULE_FIELDS: Final = ("title", "severity", "scope", "problem", "evidence", "remedy", "reference")
_OF_PEERS: Final = frozenset(
    {"listing", "peer criterion", "peer in force", "peer conflict", "peer ended", "difference"}
)
_STANDINGS: Final = {
    "in force": "was in force",
    "not yet in force": "was not yet in force",
    "ended": "had ended",
    "disputed": "was disputed",
    "unknown": "was of unknown standing",
}
_BASES: Final = {
    "stated": "a source says that it is absent",
    "coverage": "the list is known to be complete there",
    "none": "nothing shows that it is absent",
}


class Document:
    """A report as its JSON has it, with its findings and verdicts by name.

    Parameters
    ----------
    record : mapping
        The document.
    """

    def __init__(self, record: Record) -> None:
        self.record = record
        self.claims: Record = record["claims"]
        self.question: Record = record["question"]

    @cached_property
    def findings(self) -> dict[str, Record]:
        """What rules found, by id."""
        return {one["id"]: one for one in self.record["findings"]}

    @cached_property
    def lists(self) -> dict[str, Record]:
        """The lists that were judged, by the IRI of the part."""
        return {one["part_iri"]: one for one in self.record["lists"]}

    @cached_property
    def rules(self) -> dict[str, Record]:
        """The rules that were run, by id."""
        return {one["id"]: one for one in self.record["rules"]}

    @cached_property
    def _part_of(self) -> dict[str, str]:
        return {
            finding["id"]: part for part, one in self.lists.items() for finding in one["findings"]
        }

    def verdicts(self, part: str) -> dict[str, Record]:
        """Look up the verdicts on one list, by the IRI of the place."""
        found = self.lists.get(part, {}).get("findings", ())
        return {one["jurisdiction"]["iri"]: one for one in found}

    def part_of(self, one: Record) -> str:
        """Find the IRI of the part that a finding or verdict is about; empty for none."""
        return str(one.get("part_iri") or self._part_of.get(one["id"], ""))

    def list_of(self, one: Record) -> str:
        """Name the list that a finding or verdict is about, by its ids."""
        part = self.part_of(one)
        known = [*self.record["parts"], *self.record["lists"]]
        found = next((p for p in known if part in {p.get("iri"), p.get("part_iri")}), None)
        return f"{found['report']} {found['part']}" if found else ""

    def day_of(self, one: Record) -> str:
        """Find the day as of which a finding or verdict holds; empty where it has none."""
        judged = self.lists.get(self._part_of.get(one["id"], ""))
        return str((judged or one).get("as_of") or "")

    def name(self, one: Record) -> str:
        """Name a finding by its rule, a verdict by itself with its grade."""
        if "verdict" in one:
            return f"{one['verdict']} ({one['grade']})" if one["grade"] else str(one["verdict"])
        return f"{one['severity']}: {one['rule']}"

    def differing_rule(self, other: Document, rule: str) -> list[str]:
        """Name the fields in which a rule reads otherwise in another report."""
        mine, theirs = self.rules[rule], other.rules[rule]
        return [field for field in _RULE_FIELDS if mine[field] != theirs[field]]


def tell_claims(one: Record, document: Document) -> dict[str, None]:
    """List the claims of a proof.

    A verdict tells of many listed places: of them only the nearest of an omission counts, which
    what the rule found has. What is told of money is no part of a proof.

    Parameters
    ----------
    one : mapping
        The finding or verdict.
    document : Document
        The report that has it.

    Returns
    -------
    dict
        The claims as keys, in their order.
    """
    own = document.findings.get(one["id"], {}).get("evidence", ())
    aside = _OF_PEERS if "verdict" in one else frozenset()
    links = [*own, *(link for link in one["evidence"] if link["role"] not in aside)]
    return dict.fromkeys(link["claim"] for link in links if link["role"] != "funding")


def explain_one(one: Record, here: Document, there: Document, own: int) -> tuple[str, ...]:
    """Say why a finding is in one report only.

    Parameters
    ----------
    one : mapping
        The finding or verdict.
    here, there : Document
        The report that has it, and the other.
    own : int
        How many of its claims the other report does not have.

    Returns
    -------
    tuple of str
        Sentences; one that says so where nothing shows why.
    """
    reasons = [*_not_asked(one, here, there)]
    if not reasons:
        reasons += _other_day(one, here, there)
        reasons += _other_rule(one, here, there)
        if own:
            claims = "1 claim" if own == 1 else f"{own:,} claims"
            reasons.append(f"Its proof has {claims} that no proof of the other report has.")
    return tuple(reasons) or (_NOTHING,)


def explain_change(
    was: Record, now: Record, old: Document, new: Document, claims: Mapping[str, int]
) -> tuple[str, ...]:
    """Say why a finding reads otherwise in the new report.

    Parameters
    ----------
    was, now : mapping
        The finding or verdict in both reports.
    old, new : Document
        The reports.
    claims : mapping of str to int
        How many claims of its proof are new, gone or changed.

    Returns
    -------
    tuple of str
        Sentences; one that says so where nothing shows why.
    """
    reasons: list[str] = []
    first, last = old.day_of(was), new.day_of(now)
    if first != last:
        reasons.append(f"Policies are read as of {last or 'no day'}, not {first or 'no day'}.")
    versions = [
        str(document.lists.get(document.part_of(one), {}).get("list_version", ""))
        for document, one in ((old, was), (new, now))
    ]
    if first == last and versions[0] != versions[1]:
        reasons.append(f"The list is read {versions[1]} and was read {versions[0]}.")
    rule = now.get("rule")
    if rule in old.rules and rule in new.rules:
        fields = new.differing_rule(old, rule)
        if fields:
            reasons.append(f"The rule reads otherwise: {', '.join(fields)}.")
    if "verdict" in now:
        reasons += _other_grounds(was, now)
    said = [f"{claims[how]:,} {how}" for how in ("new", "gone", "changed") if claims.get(how)]
    if said:
        reasons.append(f"Claims of its proof: {', '.join(said)}.")
    return tuple(reasons) or (_NOTHING,)


def _other_grounds(was: Record, now: Record) -> Iterator[str]:
    """Compare on what two verdicts on one place rest."""
    if was["in_force"] != now["in_force"]:
        yield (
            f"On its day its policy {_STANDINGS[now['in_force']]}; in the old report it"
            f" {_STANDINGS[was['in_force']]}."
        )
    if was["confirmed"] != now["confirmed"]:
        yield (
            f"Its policy was last confirmed for {now['confirmed'] or 'no known time'}; before, for"
            f" {was['confirmed'] or 'no known time'}."
        )
    if was["criterion"] != now["criterion"]:
        yield (
            f"Its hold criterion is: {now['criterion'] or 'not known'}; it was:"
            f" {was['criterion'] or 'not known'}."
        )
    first, last = was["absence"]["basis"], now["absence"]["basis"]
    if first != last:
        yield f"Now {_BASES[last]}; before, {_BASES[first]}."
    nearest = [next((peer for peer in one["peers"] if peer["grade"]), None) for one in (was, now)]
    before, after = (f"{peer['name']}, {peer['state']}" if peer else "" for peer in nearest)
    if after and before != after:
        yield f"The nearest listed place is {after}; before, {before or 'none was near'}."
    elif before and not after:
        yield f"No listed place is near; before, {before} was."
    if now["explanation"] and now["explanation"] != was["explanation"]:
        yield now["explanation"]
    yield from (reason for reason in now["reasons"] if reason not in was["reasons"])


def _not_asked(one: Record, here: Document, there: Document) -> Iterator[str]:
    """Tell whether the other report could have the finding at all."""
    asked, place = there.question, one["jurisdiction"]
    part = here.part_of(one)
    if part and part not in {known["iri"] for known in there.record["parts"]}:
        known = next(known for known in here.record["parts"] if known["iri"] == part)
        day = asked["as_of"]
        if day and known["issued"] > day:
            yield f"The list was published on {known['issued']}, after the day of the other report."
        else:
            yield "The other report does not look at this list."
    if not part and asked["report"]:
        yield "The other report is about one list, and this concerns none."
    if asked["state"] and (not place or place["state"] != asked["state"]):
        yield f"The other report is about places in {asked['state']} only."
    if asked["jurisdiction"] and asked["jurisdiction"] != here.question["jurisdiction"]:
        wanted = asked["jurisdiction"].casefold()
        names = (
            {place["geoid"], f"{place['name']}, {place['state']}".casefold()} if place else set()
        )
        if wanted not in names:
            yield f"The other report is about {asked['jurisdiction']} only."
    rule = one.get("rule", "omitted")
    if rule not in there.rules:
        yield f"The other report does not run the rule {rule}."


def _other_day(one: Record, here: Document, there: Document) -> Iterator[str]:
    part = here.part_of(one)
    mine = here.day_of(one)
    other = there.lists.get(part, {}).get("as_of") or there.question["as_of"]
    if other is None and here.question["as_of"] is not None:
        known = (p["issued"] for p in there.record["parts"] if p["iri"] == part)
        other = next(known, None)
    if mine and other and mine != other:
        yield f"It holds as of {mine}; the other report reads policies as of {other}."
    versions = [document.lists.get(part, {}).get("list_version") for document in (here, there)]
    if mine == other and None not in versions and versions[0] != versions[1]:
        yield f"The list is read {versions[0]}; in the other report, {versions[1]}."


def _other_rule(one: Record, here: Document, there: Document) -> Iterator[str]:
    rule = one.get("rule")
    if rule in here.rules and rule in there.rules:
        fields = here.differing_rule(there, rule)
        if fields:
            yield f"The rule reads otherwise in the other report: {', '.join(fields)}."
