"""What every import states: its document, its entry in the catalogue, the places that it names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

import pyoxigraph as ox

from policygraph.dates import PartialDate
from policygraph.graph import Facts, day_of_retrieval, iri, text, web_address
from policygraph.imports.places import Resolved, copy_descriptions
from policygraph.imports.request import Request
from policygraph.imports.rows import Entry
from policygraph.imports.shipped import Shipped
from policygraph.namespaces import AGENCY, DOCUMENT, SOURCE

NOT_STATED: Final = "not stated"
_HEX: Final = "http://www.w3.org/2001/XMLSchema#hexBinary"


def add_table_document(facts: Facts, request: Request) -> str:
    """State the document that every claim of the import cites.

    Parameters
    ----------
    facts : Facts
        Where to.
    request : Request
        What is imported.

    Returns
    -------
    str
        Its IRI.
    """
    return facts.add(
        f"{DOCUMENT}import-{request.id}",
        "pg:SourceDocument",
        dcterms__title=text(request.title),
        dcterms__publisher=text(request.publisher, None),
        dcterms__issued=PartialDate(request.date) if request.date else None,
        webAddress=web_address(request.url) if request.url else None,
    )


def add_row_document(facts: Facts, request: Request, entry: Entry) -> str | None:
    """State the document that a row names for itself, if it names one.

    Parameters
    ----------
    facts : Facts
        Where to.
    request : Request
        What is imported.
    entry : Entry
        The row.

    Returns
    -------
    str or None
        Its IRI: the same for rows that name the same document.
    """
    url, title = str(entry.values.get("source_url", "")), entry.get("source_title")
    if not (title or url):
        return None
    publisher = entry.get("source_publisher") or urlsplit(url).hostname or NOT_STATED
    date = entry.values.get("source_date")
    key = "\n".join((title, publisher, str(date or ""), url))
    return facts.add(
        f"{DOCUMENT}import-{request.id}-{hashlib.sha256(key.encode()).hexdigest()[:12]}",
        "pg:SourceDocument",
        dcterms__title=text(title or url),
        dcterms__publisher=text(publisher, None),
        dcterms__issued=date if isinstance(date, PartialDate) else None,
        webAddress=web_address(url) if url else None,
    )


def cite(facts: Facts, request: Request, entry: Entry) -> tuple[list[str], ox.Literal]:
    """Give the documents of a row and where in them it stands.

    Parameters
    ----------
    facts : Facts
        Where to.
    request : Request
        What is imported.
    entry : Entry
        The row.

    Returns
    -------
    tuple of list of str and pyoxigraph.Literal
        The documents, and the locator: the row, then what the row says of its own document.
    """
    own = add_row_document(facts, request, entry)
    documents = [add_table_document(facts, request), *([own] if own else [])]
    place = entry.get("locator")
    where = f"row {entry.line}" + (f"; {place}" if place else "")
    return documents, text(where, None)


def date_of(request: Request, entry: Entry) -> PartialDate | None:
    """Give the day on which a row's statement was published: of its own document, else the table.

    Parameters
    ----------
    request : Request
        What is imported.
    entry : Entry
        The row.

    Returns
    -------
    PartialDate or None
        None where it is not known.
    """
    own = entry.values.get("source_date")
    if isinstance(own, PartialDate):
        return own
    has_own = bool(entry.get("source_title") or entry.get("source_url"))
    return PartialDate(request.date) if request.date and not has_own else None


def add_publisher(facts: Facts, request: Request, shipped: Shipped) -> str:
    """Name the agency that published a list: a known federal one, else one of its own.

    Parameters
    ----------
    facts : Facts
        Where to.
    request : Request
        What is imported.
    shipped : Shipped
        What is known already.

    Returns
    -------
    str
        Its IRI.
    """
    known = shipped.agencies.get(request.publisher.lower())
    if known:
        return known
    return facts.add(
        f"{AGENCY}import/{request.id}", "pg:Agency", rdfs__label=text(request.publisher)
    )


def add_places(facts: Facts, resolved: Resolved, scopes: Iterable[str], shipped: Shipped) -> None:
    """Describe the places that the import names and the default load leaves out.

    Parameters
    ----------
    facts : Facts
        Where to.
    resolved : Resolved
        The rows with their places.
    scopes : iterable of str
        Codes of further places.
    shipped : Shipped
        What is known already.
    """
    named = set(scopes)
    for _, resolution in resolved.places:
        named.update((resolution.geoid,) if resolution.geoid else resolution.candidates)
    facts.include(copy_descriptions(named, shipped.places))


def add_dataset(
    facts: Facts, request: Request, checksum: str, description: str, coverage: str
) -> None:
    """State the entry of the import in the catalogue; call it last, for it counts the triples.

    Parameters
    ----------
    facts : Facts
        Where to.
    request : Request
        What is imported.
    checksum : str
        SHA-256 of the file.
    description, coverage : str
        What the source holds, and how much of it.
    """
    dataset = f"{SOURCE}{request.id}"
    table = f"{dataset}/table"
    is_iri = request.licence.startswith(("http://", "https://"))
    rights = "" if is_iri else request.licence or "Terms of use are not stated."
    facts.add(
        dataset,
        "dcat:Dataset",
        dcterms__identifier=text(request.id, None),
        dcterms__title=text(request.title),
        dcterms__description=text(description),
        dcterms__publisher=text(request.publisher, None),
        dcterms__license=request.licence if is_iri else None,
        dcterms__rights=text(rights) if rights else None,
        dcterms__issued=PartialDate(request.date) if request.date else None,
        pav__retrievedOn=day_of_retrieval(request.retrieved) if request.retrieved else None,
        dcterms__provenance=text(coverage),
        dcat__landingPage=request.url or None,
        dcat__distribution=table,
    )
    facts.add(
        table,
        "dcat:Distribution",
        dcterms__title=text(request.path.name, None),
        spdx__checksum=f"{table}/sha256",
    )
    facts.add(
        f"{table}/sha256",
        "spdx:Checksum",
        spdx__algorithm="spdx:checksumAlgorithm_sha256",
        spdx__checksumValue=ox.Literal(checksum, datatype=iri(_HEX)),
    )
    facts.add(dataset, void__triples=len(facts) + 1)
