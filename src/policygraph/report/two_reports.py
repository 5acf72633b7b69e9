"""Two reports compared by their JSON: what appeared, went or changed, and why, as far as it shows.

Only the documents are read, and no graph: they can come from other days, other data and other
versions of the program. So a reason is what differs between the two documents and bears on the
finding; where nothing does, that is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from policygraph.report.report_file import check_report
from policygraph.report.why import Document, explain_change, explain_one, tell_claims

Record = Mapping[str, Any]


class Kind(StrEnum):
    """How a finding differs between two reports."""

    APPEARED = "appeared"
    WENT = "went"
    CHANGED = "changed"
    OTHER_PROOF = "other proof"


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """A claim that a proof rests on in one report only, or that reads otherwise in the other.

    ``how`` is ``new``, ``gone`` or ``changed``; ``record`` is the claim as the later report that
    has it tells it.
    """

    claim: str
    how: str
    record: Record


@dataclass(frozen=True, slots=True)
class Change:
    """A finding or a verdict that differs between two reports.

    Parameters
    ----------
    kind : Kind
        How.
    id : str
        Its id in the new report, else in the old one.
    what : str
        The rule or the verdict; of a changed one, both.
    place, geoid : str
        The place; empty where there is none.
    list : str
        Id of the report and of its part; empty for what concerns no list.
    message : str
        What it says, in the new report if it is there.
    reasons : tuple of str
        Why it differs, as far as the two documents show.
    claims : tuple of ClaimChange
        How its proof differs.
    """

    kind: Kind
    id: str
    what: str
    place: str
    geoid: str
    list: str
    message: str
    reasons: tuple[str, ...]
    claims: tuple[ClaimChange, ...]


@dataclass(frozen=True, slots=True)
class TwoReports:
    """Two reports compared.

    Parameters
    ----------
    old, new : Document
        The reports.
    notes : tuple of str
        How the reports differ as a whole.
    changes : tuple of Change
        In the order of :class:`Kind`, findings of rules before verdicts.
    """

    old: Document
    new: Document
    notes: tuple[str, ...]
    changes: tuple[Change, ...]

    def count(self) -> dict[Kind, int]:
        """Count the changes by kind."""
        counts = Counter(change.kind for change in self.changes)
        return {kind: counts[kind] for kind in Kind}


def compare_records(
    old: Record, new: Record, *, names: tuple[str, str] = ("The old report", "The new report")
) -> TwoReports:
    """Compare two reports.

    Parameters
    ----------
    old, new : mapping
        The documents, as :func:`policygraph.report.record.build_report_record` makes them.
    names : tuple of (str, str), optional
        What to call them in errors.

    Returns
    -------
    TwoReports
        What differs.

    Raises
    ------
    ReportFileError
        If one is no report of the form that this version reads.
    """
    for document, name in zip((old, new), names, strict=True):
        check_report(document, name)
    before, after = Document(old), Document(new)
    changes = [*_compare_findings(before, after), *_compare_verdicts(before, after)]
    changes.sort(key=lambda change: list(Kind).index(change.kind))
    return TwoReports(before, after, tuple(_notes(before, after)), tuple(changes))


def _compare_findings(old: Document, new: Document) -> Iterator[Change]:
    """Compare what rules found; omissions are verdicts, too, and told as such."""
    before = {key: one for key, one in old.findings.items() if not _is_judged(one, old, new)}
    after = {key: one for key, one in new.findings.items() if not _is_judged(one, old, new)}
    came = {key: one for key, one in after.items() if key not in before}
    went = {key: one for key, one in before.items() if key not in after}
    # The same fault that reads otherwise has another id.
    faults = Counter(_fault(one) for one in (*came.values(), *went.values()))
    earlier = {_fault(one): one for one in went.values() if faults[_fault(one)] == 2}
    for one in came.values():
        twin = earlier.get(_fault(one))
        if twin is None:
            yield _one(Kind.APPEARED, one, old, new)
        else:
            del went[twin["id"]]
            yield _both(Kind.CHANGED, twin, one, old, new)
    for one in went.values():
        yield _one(Kind.WENT, one, old, new)
    for key in before.keys() & after.keys():
        yield from _same(before[key], after[key], old, new)


def _fault(one: Record) -> tuple[str, str, str]:
    return one["rule"], one["part_iri"] or "", one["subject"]


def _is_judged(one: Record, old: Document, new: Document) -> bool:
    return one["rule"] == "omitted" and one["part_iri"] in old.lists.keys() & new.lists.keys()


def _compare_verdicts(old: Document, new: Document) -> Iterator[Change]:
    for part in {**old.lists, **new.lists}:
        before, after = old.verdicts(part), new.verdicts(part)
        for key in {**after, **before}:
            was, now = before.get(key), after.get(key)
            if was is None or now is None:
                one = now or was
                assert one
                # Of a list that only one report has, the omissions are told as findings.
                if one["verdict"] != "omitted" or part in old.lists.keys() & new.lists.keys():
                    yield _one(Kind.APPEARED if now else Kind.WENT, one, old, new)
            elif was["verdict"] != now["verdict"] or was["grade"] != now["grade"]:
                yield _both(Kind.CHANGED, was, now, old, new)
            else:
                yield from _same(was, now, old, new)


def _one(kind: Kind, one: Record, old: Document, new: Document) -> Change:
    here, there = (new, old) if kind is Kind.APPEARED else (old, new)
    how = "new" if kind is Kind.APPEARED else "gone"
    claims = tuple(
        ClaimChange(claim, how if claim not in there.claims else "changed", here.claims[claim])
        for claim in tell_claims(one, here)
        if there.claims.get(claim) != here.claims[claim]
    )
    reasons = explain_one(one, here, there, sum(claim.how == how for claim in claims))
    return _change(kind, here.name(one), one, here, reasons, claims)


def _both(kind: Kind, was: Record, now: Record, old: Document, new: Document) -> Change:
    before, after = tell_claims(was, old), tell_claims(now, new)
    claims = tuple(
        ClaimChange(claim, how, (new if how != "gone" else old).claims[claim])
        for claim in dict.fromkeys((*after, *before))
        for how in [
            "new"
            if claim not in before
            else "gone"
            if claim not in after
            else "changed"
            if old.claims[claim] != new.claims[claim]
            else ""
        ]
        if how
    )
    reasons = explain_change(was, now, old, new, Counter(claim.how for claim in claims))
    first, last = old.name(was), new.name(now)
    what = last if first == last else f"{first} → {last}"
    return _change(kind, what, now, new, reasons, claims)


def _same(was: Record, now: Record, old: Document, new: Document) -> Iterator[Change]:
    """Tell of a finding that stays and whose proof is another, or whose gravity is."""
    found = _both(Kind.OTHER_PROOF, was, now, old, new)
    if was.get("severity") != now.get("severity"):
        yield _both(Kind.CHANGED, was, now, old, new)
    elif found.claims:
        yield found


def _change(
    kind: Kind,
    what: str,
    one: Record,
    document: Document,
    reasons: tuple[str, ...],
    claims: tuple[ClaimChange, ...],
) -> Change:
    place = one["jurisdiction"]
    return Change(
        kind=kind,
        id=one["id"],
        what=what,
        place=_say_place(place) if place else "",
        geoid=place["geoid"] if place else "",
        list=document.list_of(one),
        message=one.get("sentence") or one["message"],
        reasons=reasons,
        claims=claims,
    )


def _say_place(place: Record) -> str:
    is_state = len(place["geoid"]) == 2
    return str(place["name"]) if is_state else f"{place['name']}, {place['state']}"


def _notes(old: Document, new: Document) -> Iterator[str]:
    yield f"Old: {old.record['citation']}"
    yield f"New: {new.record['citation']}"
    before, after = old.record["data"], new.record["data"]
    if before["software"] != after["software"]:
        yield f"The program was version {before['software']}, and is {after['software']}."
    if None in {before["digest"], after["digest"]}:
        yield "Of the data of an endpoint no version is known: they may differ."
    elif before["digest"] == after["digest"]:
        yield "Both were made of the same data."
    else:
        yield "The data differ: see the claims that are new, gone or changed."
    for key, words in (
        ("report", "The list asked about"),
        ("part", "The part asked about"),
        ("as_of", "The day as of which policies are read"),
        ("list_version", "The day by which lists are read as corrected"),
        ("state", "The state asked about"),
        ("jurisdiction", "The place asked about"),
        ("rules", "The rules asked for"),
    ):
        was, now = old.record["question"][key], new.record["question"][key]
        if was != now:
            yield f"{words}: {_say(was, key)}; now {_say(now, key)}."
    yield from _compare_rules(old, new)


def _say(value: Any, key: str) -> str:
    none = {"as_of": "each list's own", "list_version": "none, lists are read as published"}
    if isinstance(value, list):
        return ", ".join(value) or "all"
    return str(value) if value is not None else none.get(key, "all")


def _compare_rules(old: Document, new: Document) -> Iterator[str]:
    gone, come = old.rules.keys() - new.rules.keys(), new.rules.keys() - old.rules.keys()
    if gone:
        yield f"Rules that only the old report ran: {', '.join(sorted(gone))}."
    if come:
        yield f"Rules that only the new report ran: {', '.join(sorted(come))}."
    for name in sorted(old.rules.keys() & new.rules.keys()):
        fields = new.differing_rule(old, name)
        if fields:
            yield f"The rule {name} reads otherwise: {', '.join(fields)}."
