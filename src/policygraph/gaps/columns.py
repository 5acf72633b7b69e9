"""The graph's columns as records: one plain query each, joined in memory.

A join of policies with policies in SPARQL grows with the square of their number and runs out of
memory on a large graph; pulling columns and joining them here does not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from policygraph.dates import PartialDate, parse_day
from policygraph.gaps.records import (
    Citation,
    Columns,
    Coverage,
    Document,
    Listing,
    ListingEvent,
    Part,
    Record,
)
from policygraph.namespaces import VOCABULARY
from policygraph.places import load_places
from policygraph.policies import Criterion, FeatureScheme, HoldScheme, Policy, PolicyClaim
from policygraph.queries import find_query, run
from policygraph.store import Store


def _local(iri: str | None) -> str:
    return (iri or "").rsplit("/", 1)[-1]


def _partial(*cells: str | None) -> PartialDate | None:
    return next((PartialDate(cell) for cell in cells if cell), None)


def _read_scheme(rows: Iterable[Record]) -> HoldScheme:
    broader, beside, labels = {}, set(), {}
    for row in rows:
        name = _local(row["condition"])
        labels[name] = row["label"] or name
        if row["broader"]:
            broader[name] = _local(row["broader"])
        if row["civil"] in {"false", "0"}:
            beside.add(name)
    return HoldScheme(broader, frozenset(beside), labels)


def _read_policies(
    policies: Iterable[Record],
    claims: Iterable[Record],
    criteria: Iterable[Record],
    features: Iterable[Record],
) -> dict[str, Policy]:
    conditions: dict[str, tuple[str, set[str]]] = {}
    for row in criteria:
        _, names = conditions.setdefault(row["criterion"] or "", (_local(row["join"]), set()))
        names.add(_local(row["condition"]))
    stated: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in features:
        stated[row["claim"] or ""][row["scheme"] or ""].add(row["concept"] or "")
    by_policy: dict[str, list[PolicyClaim]] = defaultdict(list)
    for row in claims:
        claim, policy = row["claim"] or "", row["policy"] or ""
        join, names = conditions.get(row["criterion"] or "", ("any-of", set()))
        by_policy[policy].append(
            PolicyClaim(
                iri=claim,
                policy=policy,
                as_of=_partial(row["as_of"]),
                stated=_partial(row["stated"]),
                begins=_partial(
                    row["effective"], row["operational"], row["enacted"], row["announced"]
                ),
                ends=_partial(row["ended"], row["enjoined"]),
                criterion=Criterion(join, frozenset(names)) if names else None,
                features={key: frozenset(found) for key, found in stated[claim].items()},
            )
        )
    labels: dict[str, str] = {}
    where: dict[str, set[str]] = defaultdict(set)
    replaces: dict[str, set[str]] = defaultdict(set)
    for row in policies:
        iri = row["policy"] or ""
        labels[iri] = row["label"] or ""
        where[iri].add(row["place"] or "")
        if row["replaced"]:
            replaces[iri].add(row["replaced"])
    return {
        iri: Policy(
            iri,
            label,
            tuple(sorted(where[iri])),
            tuple(sorted(replaces[iri])),
            tuple(by_policy[iri]),
        )
        for iri, label in labels.items()
    }


def _read_listings(rows: Iterable[Record]) -> tuple[Listing, ...]:
    found: dict[str, Record] = {}
    candidates: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        iri = row["listing"] or ""
        found[iri] = row
        if row["candidate"]:
            candidates[iri].add(row["candidate"])
    return tuple(
        Listing(
            iri,
            row["part"] or "",
            row["name"] or "",
            row["place"],
            tuple(sorted(candidates[iri])),
            _local(row["confidence"]),
        )
        for iri, row in found.items()
    )


def _read_events(rows: Iterable[Record]) -> dict[str, tuple[ListingEvent, ...]]:
    events: dict[str, list[ListingEvent]] = defaultdict(list)
    for row in rows:
        events[row["listing"] or ""].append(
            ListingEvent(
                row["claim"] or "",
                row["listing"] or "",
                row["kind"] or "",
                _partial(row["occurred"]),
                row["actor"],
                row["reason"],
                row["attributed"],
            )
        )
    return {listing: tuple(found) for listing, found in events.items()}


def _read_citations(rows: Iterable[Record]) -> dict[str, Citation]:
    documents: dict[str, dict[str, Document]] = defaultdict(dict)
    heads: dict[str, Record] = {}
    for row in rows:
        claim = row["claim"] or ""
        heads[claim] = row
        document = row["document"] or ""
        documents[claim][document] = Document(
            document, row["title"] or "", row["publisher"] or "", row["web"]
        )
    return {
        claim: Citation(
            row["summary"] or "",
            row["locator"] or "",
            _local(row["confidence"]),
            tuple(documents[claim][key] for key in sorted(documents[claim])),
            _local(row["kind"]),
        )
        for claim, row in heads.items()
    }


def read_columns(store: Store) -> Columns:
    """Pull everything that the omission rule reads.

    Parameters
    ----------
    store : Store
        The graph, local or remote.

    Returns
    -------
    Columns
        The records.

    Raises
    ------
    StoreError
        If the graph cannot be read.
    """

    def pull(name: str) -> list[dict[str, str | None]]:
        return run(find_query(name), store).records()

    places = load_places(store)
    alike: dict[str, set[str]] = defaultdict(set)
    for row in pull("consolidations"):
        city, county = row["city"] or "", row["county"] or ""
        alike[city].add(county)
        alike[county].add(city)
    custodians: dict[str, dict[tuple[str, str], set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in pull("custodians"):
        held = custodians[row["policy"] or ""][row["custodian"] or "", row["label"] or ""]
        if row["place"]:
            held.add(row["place"])
    absences: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in pull("absences"):
        absences[row["place"] or "", row["part"] or ""].append(row["claim"] or "")
    similar: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in pull("similarity_claims"):
        similar[row["subject"] or ""].append((row["object"] or "", row["claim"] or ""))
        similar[row["object"] or ""].append((row["subject"] or "", row["claim"] or ""))
    funding: dict[str, list[Record]] = defaultdict(list)
    for row in pull("funding"):
        funding[row["place"] or ""].append(row)
    return Columns(
        places=places,
        alike={place: frozenset(others) for place, others in alike.items()},
        parts=tuple(
            Part(
                iri=row["part"] or "",
                id=row["part_id"] or "",
                label=row["part_label"] or "",
                kind=(row["kind"] or "").removeprefix(f"{VOCABULARY}part-kind/"),
                report=row["report"] or "",
                report_id=row["report_id"] or "",
                report_label=row["report_label"] or "",
                issued=parse_day(row["issued"] or ""),
                series=row["series"] or row["report"] or "",
            )
            for row in pull("reports")
        ),
        policies=_read_policies(
            pull("policies"), pull("policy_claims"), pull("criteria"), pull("features")
        ),
        custodians={
            policy: tuple((iri, label, frozenset(held)) for (iri, label), held in found.items())
            for policy, found in custodians.items()
        },
        scheme=_read_scheme(pull("conditions")),
        features=tuple(
            FeatureScheme(row["scheme"] or "", row["label"] or "", float(row["weight"] or 0))
            for row in pull("feature_schemes")
        ),
        concepts={row["concept"] or "": row["label"] or "" for row in pull("concepts")},
        listings=_read_listings(pull("listings")),
        events=_read_events(pull("listing_events")),
        absences={key: tuple(claims) for key, claims in absences.items()},
        coverage=tuple(
            Coverage(
                row["claim"] or "",
                row["part"] or "",
                row["scope"],
                _local(row["completeness"]),
                int(row["stated_count"]) if row["stated_count"] else None,
            )
            for row in pull("coverage")
        ),
        similar={place: tuple(pairs) for place, pairs in similar.items()},
        funding={place: tuple(rows) for place, rows in funding.items()},
        citations=_read_citations(pull("evidence")),
    )
