"""The tables of claims, documents, data sets and rules: what everything rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from policygraph.gaps import Document
from policygraph.namespaces import CLAIM, LISTING, SOURCE
from policygraph.report.identity import rule_iri
from policygraph.report.tables.codes import SEVERITY, read_kinds_of, read_scheme
from policygraph.report.tables.material import Material, iri_column, names
from policygraph.report.tables.model import SEPARATOR, Column, Table, Value

Row = Mapping[str, Value]


def describe_claims() -> Table:
    """Describe the table of claims."""
    return Table(
        "claims",
        "Claims",
        "The claims that the other tables name: a row for each.",
        (
            iri_column("claim", "Claim", "Address of the claim."),
            Column("kind", "Kind", "What kind of claim it is.", codes=read_kinds_of("Claim")),
            Column("confidence", "Confidence", "How near it stands to its source.",
                   codes=read_scheme("conf")),
            Column("summary", "What it says", "The claim in our words."),
            Column("locator", "Where", "The place in the document."),
            Column("dataset", "Data set", "The data set that makes the claim."),
            Column("documents", "Documents", "How many documents it cites: see the table "
                   "citations.", "integer", required=True),
        ),
        key=("claim",),
        foreign_keys=(names("dataset", "datasets"),),
    )  # fmt: skip


def list_claims(material: Material, claims: Iterable[str]) -> Iterator[Row]:
    """Yield a row for each of some claims."""
    known = {source.id for source in material.report.sources}
    for claim in claims:
        cited = material.columns.citations.get(claim)
        dataset = name_dataset(claim)
        yield {
            "claim": claim,
            "kind": cited.kind if cited else None,
            "confidence": cited.confidence if cited else None,
            "summary": cited.summary if cited else None,
            "locator": cited.locator if cited else None,
            "dataset": dataset if dataset in known else None,
            "documents": len(cited.documents) if cited else 0,
        }


def name_dataset(claim: str) -> str:
    """Tell from its address which data set makes a claim.

    Examples
    --------
    >>> name_dataset("https://w3id.org/policygraph/claim/us_rulings/printz-1997")
    'us_rulings'
    """
    return claim.removeprefix(CLAIM).removeprefix(LISTING).partition("/")[0]


def describe_citations() -> Table:
    """Describe the table of citations."""
    return Table(
        "citations",
        "Citations",
        "Which documents a claim cites: a row for each claim and document.",
        (
            iri_column("claim", "Claim", "The claim."),
            iri_column("document", "Document", "The document."),
        ),
        key=("claim", "document"),
        foreign_keys=(names("claim", "claims"), names("document", "sources")),
    )


def list_citations(material: Material, claims: Iterable[str]) -> Iterator[Row]:
    """Yield a row for each document of each of some claims."""
    for claim, document in _cited(material, claims):
        yield {"claim": claim, "document": document.iri}


def _cited(material: Material, claims: Iterable[str]) -> Iterator[tuple[str, Document]]:
    for claim in claims:
        if claim in material.columns.citations:
            for document in material.columns.citations[claim].documents:
                yield claim, document


def describe_sources() -> Table:
    """Describe the table of sources."""
    return Table(
        "sources",
        "Sources",
        "The documents that claims cite: a row for each.",
        (
            iri_column("document", "Document", "Our name for the document."),
            Column("title", "Title", "Its title, or what it is.", required=True),
            Column("publisher", "Publisher", "Who published it.", required=True),
            iri_column("web", "Web address", "Where it was found.", required=False),
            Column("claims", "Claims", "How many of the claims of this data set cite it.",
                   "integer", required=True),
        ),
        key=("document",),
    )  # fmt: skip


def list_sources(material: Material, claims: Iterable[str]) -> Iterator[Row]:
    """Yield a row for each document that some claims cite."""
    documents: dict[str, Document] = {}
    counts: Counter[str] = Counter()
    for _, document in _cited(material, claims):
        documents.setdefault(document.iri, document)
        counts[document.iri] += 1
    for iri in sorted(documents):
        document = documents[iri]
        yield {
            "document": iri,
            "title": document.title,
            "publisher": document.publisher,
            "web": document.web,
            "claims": counts[iri],
        }


def describe_datasets() -> Table:
    """Describe the table of data sets."""
    return Table(
        "datasets",
        "Data sets",
        "The data sets that the graph is made of: a row for each.",
        (
            Column("dataset", "Data set", "Id.", required=True),
            iri_column("iri", "Address", "Its address, which names its graph."),
            Column("title", "Title", "Its title.", required=True),
            Column("publisher", "Publisher", "Who published what it was made from."),
            Column("description", "Description", "What it holds."),
            Column("coverage", "What it leaves out", "How far it goes."),
            Column("issued", "Issued", "When what it was made from was published."),
            Column("retrieved", "Retrieved", "The day on which that was fetched."),
            iri_column("licence", "Licence", "Under which it is given.", required=False),
            Column("rights", "Rights", "Terms of what it was made from."),
            iri_column("page", "Web page", "Where to read about it.", required=False),
            Column("checksums", "Checksums", "Name and SHA-256 of each table that it was made "
                   "from.", separator=SEPARATOR),
            Column("claims", "Claims", "How many of its claims occur in these tables.", "integer",
                   required=True),
        ),
        key=("dataset",),
    )  # fmt: skip


def list_datasets(material: Material, claims: Iterable[str]) -> Iterator[Row]:
    """Yield a row for each data set of the graph."""
    counts = Counter(name_dataset(claim) for claim in claims)
    for source in material.report.sources:
        yield {
            "dataset": source.id,
            "iri": SOURCE + source.id,
            "title": source.title,
            "publisher": source.publisher,
            "description": source.description,
            "coverage": source.coverage,
            "issued": source.issued,
            "retrieved": source.retrieved,
            "licence": source.licence,
            "rights": source.rights,
            "page": source.page,
            "checksums": tuple(f"{name} {checksum}" for name, checksum in source.tables),
            "claims": counts[source.id],
        }


def describe_rules() -> Table:
    """Describe the table of rules."""
    return Table(
        "rules",
        "Rules",
        "The rules that were run: a row for each, also where it found nothing.",
        (
            Column("rule", "Rule", "Id.", required=True),
            iri_column("iri", "Address", "Its address."),
            Column("title", "Title", "Its name.", required=True),
            Column("severity", "Severity", "How grave its findings are.", codes=SEVERITY,
                   required=True),
            Column("findings", "Findings", "How many there are.", "integer", required=True),
            Column("problem", "Problem", "What is wrong.", required=True),
            Column("evidence", "Evidence", "What must be known before it is said.",
                   required=True),
            Column("remedy", "Remedy", "What to do.", required=True),
            Column("reference", "Reference", "Where the demand comes from.", required=True),
        ),
        key=("rule",),
    )  # fmt: skip


def list_rules(material: Material) -> Iterator[Row]:
    """Yield a row for each rule that was run."""
    counts = Counter(gap.rule.id for gap in material.report.gaps.findings)
    for rule in material.report.gaps.rules:
        yield {
            "rule": rule.id,
            "iri": rule_iri(rule.id),
            "title": rule.title,
            "severity": rule.severity.value,
            "findings": counts[rule.id],
            "problem": rule.problem,
            "evidence": rule.evidence,
            "remedy": rule.remedy,
            "reference": rule.reference,
        }
