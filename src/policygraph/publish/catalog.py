"""What the site offers, described for machines: DCAT 3 for catalogues, VoID for data engines.

The catalogue is the one that the graph ships, completed: here it also offers the whole graph. What
only the site knows is named by fragments of one document, ``…/catalog``, so that every name leads
there. Its counts and checksums are taken from what was written, its date from the data.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import quote

import pyoxigraph as ox

from policygraph.dates import PartialDate
from policygraph.graph import TYPE, Facts, text
from policygraph.namespaces import (
    BASE,
    DCAT,
    PG,
    PREFIXES,
    SOURCE,
    SPDX,
    VOID,
    XSD,
    compact,
)
from policygraph.publish.dumps import Dump
from policygraph.publish.paths import escape_path
from policygraph.publish.snapshot import Snapshot
from policygraph.publish.values import key_of_graph

CATALOG: Final = BASE.rstrip("/")
DOCUMENT: Final = f"{BASE}catalog"
DATASET: Final = f"{DOCUMENT}#dataset"
_GZIP: Final = "https://www.iana.org/assignments/media-types/application/gzip"
LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"
TITLE: Final = "policygraph: official lists of jurisdictions, and the policies behind them"
ABOUT: Final = (
    "Dated, sourced statements about detainer policies, rulings, federal funding and official "
    "lists of jurisdictions in the United States, as linked data."
)

# The classes of which an example is named for people who want to see the data at once.
_SHOWN_BY_EXAMPLE: Final = ("CountyEquivalent", "Policy", "PolicyClaim", "Listing", "Report")


def sources(snapshot: Snapshot) -> list[str]:
    """List the sources that the shipped catalogue describes.

    Parameters
    ----------
    snapshot : Snapshot
        The graph.

    Returns
    -------
    list of str
        Their IRIs, in order.
    """
    return [iri for iri in snapshot.instances.get(f"{DCAT}Dataset", ()) if iri.startswith(SOURCE)]


def examples(snapshot: Snapshot) -> list[str]:
    """Choose the resources to show first: of each main class the one with most to say.

    One that leads to an example already chosen goes before the others, so that they tell a story.

    Parameters
    ----------
    snapshot : Snapshot
        The graph.

    Returns
    -------
    list of str
        IRIs; always the same for the same graph.
    """

    def weight(iri: str) -> tuple[int, str]:
        return len(snapshot.outgoing[iri]) + 3 * len(snapshot.incoming.get(iri, ())), iri

    def leads(iri: str, chosen: list[str]) -> bool:
        return any(
            isinstance(quad.object, ox.NamedNode) and quad.object.value in chosen
            for quad in snapshot.outgoing[iri]
        )

    chosen: list[str] = []
    for name in _SHOWN_BY_EXAMPLE:
        members = snapshot.instances.get(f"{PG}{name}", ())
        leading = [iri for iri in members if leads(iri, chosen)]
        chosen += sorted(leading or members, key=weight)[-1:]
    return chosen


def describe_site(
    snapshot: Snapshot, dumps: Sequence[Dump], base_url: str, *, page: str = "catalog/"
) -> list[ox.Triple]:
    """Describe the site as a DCAT catalogue and a VoID dataset.

    Parameters
    ----------
    snapshot : Snapshot
        The graph.
    dumps : sequence of Dump
        The files that hold all of it.
    base_url : str
        Where the site will stand, with its closing slash.
    page : str, optional
        Where the description itself stands.

    Returns
    -------
    list of pyoxigraph.Triple
        The description.
    """
    facts = Facts()
    day = PartialDate(snapshot.modified) if snapshot.modified else None
    publisher = facts.add(
        f"{DOCUMENT}#publisher", "foaf:Agent", foaf__name=text("The policygraph authors", None)
    )
    facts.include(quad.triple for quad in snapshot.describe(CATALOG))
    if CATALOG not in snapshot.outgoing:
        facts.add(
            CATALOG,
            dcterms__title=text("policygraph"),
            dcterms__description=text(ABOUT),
            dcterms__publisher=publisher,
            dcterms__license=LICENCE,
        )
    facts.add(
        CATALOG,
        "dcat:Catalog",
        dcterms__modified=day,
        foaf__homepage=base_url,
        dcat__dataset=[DATASET, *sources(snapshot)],
    )
    _add_dataset(facts, snapshot, day, publisher, base_url)
    for dump in dumps:
        _add_distribution(facts, dump, day, base_url, page)
    for source in sources(snapshot):
        facts.include(_source(snapshot, source))
    _add_partitions(facts, snapshot)
    return list(facts)


def _add_dataset(
    facts: Facts, snapshot: Snapshot, day: PartialDate | None, publisher: str, base_url: str
) -> None:
    facts.add(
        DATASET,
        "dcat:Dataset",
        rdf__type="void:Dataset",
        dcterms__identifier=text("policygraph", None),
        dcterms__title=text(TITLE),
        dcterms__description=text(ABOUT),
        dcterms__publisher=publisher,
        dcterms__license=LICENCE,
        dcterms__modified=day,
        dcat__landingPage=base_url,
        dcat__keyword=[text(word) for word in ("detainers", "jurisdictions", "linked data")],
        foaf__homepage=base_url,
        void__uriSpace=text(BASE, None),
        void__triples=len(snapshot.triples),
        void__entities=len(snapshot.resources),
        void__distinctSubjects=len(snapshot.outgoing),
        void__classes=len(_class_counts(snapshot)),
        void__properties=len(_property_counts(snapshot)),
        void__vocabulary=list(_vocabularies(snapshot)),
        void__exampleResource=examples(snapshot),
        void__subset=sources(snapshot),
    )


def _add_distribution(
    facts: Facts, dump: Dump, day: PartialDate | None, base_url: str, page: str
) -> None:
    address = base_url + escape_path(dump.path)
    name = f"{DOCUMENT}#distribution-{dump.suffix}"
    checksum = facts.add(
        f"{DOCUMENT}#checksum-{dump.suffix}",
        "spdx:Checksum",
        spdx__algorithm=f"{SPDX}checksumAlgorithm_sha256",
        spdx__checksumValue=ox.Literal(dump.sha256, datatype=ox.NamedNode(f"{XSD}hexBinary")),
    )
    facts.add(
        name,
        "dcat:Distribution",
        dcterms__title=text(f"{dump.name}: {dump.note}"),
        dcterms__license=LICENCE,
        dcterms__modified=day,
        dcat__accessURL=base_url + page,
        dcat__downloadURL=address,
        dcat__mediaType=f"https://www.iana.org/assignments/media-types/{dump.media_type}",
        dcat__compressFormat=_GZIP if dump.path.endswith(".gz") else None,
        dcat__byteSize=ox.Literal(
            str(dump.size), datatype=ox.NamedNode(f"{XSD}nonNegativeInteger")
        ),
        spdx__checksum=checksum,
    )
    facts.add(
        DATASET, dcat__distribution=name, void__dataDump=address, void__feature=dump.format_iri
    )


def _source(snapshot: Snapshot, source: str) -> Iterator[ox.Triple]:
    """Take over what the shipped catalogue says, but count the statements of the graph itself."""
    counted = ox.NamedNode(f"{VOID}triples")
    for quad in snapshot.describe(source):
        if quad.predicate != counted:
            yield quad.triple
        if isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(f"{source}/"):
            # a checksum, say, that has a name of its own under that of the source
            yield from (inner.triple for inner in snapshot.describe(quad.object.value))
    node = ox.NamedNode(source)
    yield ox.Triple(node, ox.NamedNode(TYPE), ox.NamedNode(f"{VOID}Dataset"))
    size = sum(key_of_graph(quad) == source for quad in snapshot.quads)
    yield ox.Triple(node, counted, ox.Literal(size))


def _add_partitions(facts: Facts, snapshot: Snapshot) -> None:
    for kind, count in _class_counts(snapshot).items():
        part = facts.add(f"{DOCUMENT}#class-{_slug(kind)}", void__class=kind, void__entities=count)
        facts.add(DATASET, void__classPartition=part)
    for name, count in _property_counts(snapshot).items():
        part = facts.add(
            f"{DOCUMENT}#property-{_slug(name)}", void__property=name, void__triples=count
        )
        facts.add(DATASET, void__propertyPartition=part)


def _class_counts(snapshot: Snapshot) -> Counter[str]:
    return Counter(
        triple.object.value
        for triple in snapshot.triples
        if triple.predicate.value == TYPE and isinstance(triple.object, ox.NamedNode)
    )


def _property_counts(snapshot: Snapshot) -> Counter[str]:
    return Counter(triple.predicate.value for triple in snapshot.triples)


def _vocabularies(snapshot: Snapshot) -> Iterator[str]:
    used = {*_class_counts(snapshot), *_property_counts(snapshot)}
    for namespace in PREFIXES.values():
        own = namespace.startswith(BASE) and namespace != PG
        if not own and any(term.startswith(namespace) for term in used):
            yield namespace


def _slug(iri: str) -> str:
    return quote(compact(iri).replace(":", ".", 1), safe="")
