"""Build the graph: every source's tables to its own file of canonical Turtle, and the catalogue.

The same tables always give the same bytes. A source that breaks its contract stops the build
before anything is written, so that good files are never replaced by a bad run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from policygraph.dates import PartialDate
from policygraph.errors import SourceError
from policygraph.graph import TYPE, Facts, day_of_retrieval, iri, serialise, text, write_whole
from policygraph.namespaces import BASE, JURISDICTION, PG, SOURCE
from policygraph.sources import NAMED, Row, Source, SourceFolder, load_sources
from policygraph.sources.bounds import add_bounds

CATALOG_ID: Final = "catalog"
REGISTER_ID: Final = "register"

#: Things that several sources speak of: their identity stands once, in the register, so that no
#: triple is in two graphs and a query over all of them counts nothing twice.
_SHARED: Final = frozenset(
    PG + name
    for name in (
        "Policy",
        "HoldCriterion",
        "SourceDocument",
        "LawEnforcementAgency",
        "CorrectionsAgency",
        "FederalAgency",
        "GoverningBody",
    )
)
_CC_BY: Final = "https://creativecommons.org/licenses/by/4.0/"


def build_source(source: Source, folder: SourceFolder, named: Iterable[str] = ()) -> Facts:
    """Build one source.

    Parameters
    ----------
    source : Source
        Which one.
    folder : SourceFolder
        Where its tables are.
    named : iterable of str, optional
        GEOIDs that other sources name, for a source that describes places.

    Returns
    -------
    Facts
        Its facts.

    Raises
    ------
    SourceError
        If a table breaks its contract or the facts are fewer than they must be.
    """
    tables = {table.path: folder.read(table) for table in source.tables}
    if source.describes_places:
        tables[NAMED] = [Row({"geoid": geoid}, "a source") for geoid in sorted(named)]
    facts = source.build(tables)
    add_bounds(facts)
    if folder.contracts and len(facts) < source.least:
        raise SourceError(
            f"{source.id}: {len(facts)} triples where at least {source.least} are due.",
            hint="Nothing was written.",
        )
    return facts


def named_places(facts: Iterable[ox.Triple]) -> set[str]:
    """Find the jurisdictions that facts name.

    Parameters
    ----------
    facts : iterable of pyoxigraph.Triple
        What one source gave.

    Returns
    -------
    set of str
        Their GEOIDs.

    Examples
    --------
    >>> facts = Facts()
    >>> _ = facts.add("https://example.org/p", appliesIn=["county:27053", "place:2743000"])
    >>> sorted(named_places(facts))
    ['27053', '2743000']
    """
    return {
        geoid
        for triple in facts
        for node in (triple.subject, triple.object)
        if isinstance(node, ox.NamedNode) and node.value.startswith(f"{JURISDICTION}us/")
        for geoid in [node.value.rpartition("/")[2]]
    }


def split_shared(facts: Facts, kinds: frozenset[str] = _SHARED) -> tuple[Facts, Facts]:
    """Part the identities of shared things from what a source says of them.

    Parameters
    ----------
    facts : Facts
        What one source gave.
    kinds : frozenset of str
        IRIs of the classes whose members are shared.

    Returns
    -------
    tuple of Facts
        The source's own facts, and those for the register.

    Examples
    --------
    >>> facts = Facts()
    >>> _ = facts.add("criterion:never-holds", "pg:HoldCriterion", hasCondition="hold:never-holds")
    >>> _ = facts.add("state:27", "pg:State")
    >>> [len(part) for part in split_shared(facts)]
    [1, 2]
    """
    shared = {
        triple.subject
        for triple in facts
        if triple.predicate.value == TYPE
        and isinstance(triple.object, ox.NamedNode)
        and triple.object.value in kinds
    }
    own, register = Facts(), Facts()
    for triple in facts:
        (register if triple.subject in shared else own).include([triple])
    return own, register


def describe_source(facts: Facts, source: Source, folder: SourceFolder, triples: int) -> None:
    """State a source's entry in the catalogue.

    Parameters
    ----------
    facts : Facts
        The catalogue.
    source : Source
        The source.
    folder : SourceFolder
        The folder that it was read from, for the checksums.
    triples : int
        How many triples it gave.
    """
    dataset = f"{SOURCE}{source.id}"
    facts.add(
        dataset,
        "dcat:Dataset",
        dcterms__identifier=text(source.id, None),
        dcterms__title=text(source.title),
        dcterms__description=text(source.description),
        dcterms__publisher=text(source.publisher, None),
        dcterms__rights=text(source.rights),
        dcterms__license=source.licence,
        dcterms__issued=PartialDate(source.issued) if source.issued else None,
        pav__retrievedOn=day_of_retrieval(source.retrieved) if source.retrieved else None,
        dcterms__provenance=text(source.coverage),
        dcat__landingPage=source.homepage,
        void__triples=triples,
    )
    for table in source.tables:
        name = table.path.replace("/", "-")
        distribution = facts.add(
            f"{dataset}/table/{name}",
            "dcat:Distribution",
            dcterms__title=text(table.path, None),
            spdx__checksum=f"{dataset}/table/{name}/sha256",
        )
        facts.add(
            f"{dataset}/table/{name}/sha256",
            "spdx:Checksum",
            spdx__algorithm="spdx:checksumAlgorithm_sha256",
            spdx__checksumValue=ox.Literal(
                folder.checksums[table.path],
                datatype=iri("http://www.w3.org/2001/XMLSchema#hexBinary"),
            ),
        )
        facts.add(dataset, dcat__distribution=distribution)


def build_graph(
    folder: SourceFolder, *, progress: Callable[[str], None] = lambda _: None
) -> dict[str, bytes]:
    """Build every source and the catalogue, in memory.

    Parameters
    ----------
    folder : SourceFolder
        Where the tables are.
    progress : callable, optional
        Told the id of each source as it is begun.

    Returns
    -------
    dict of str to bytes
        File name to canonical Turtle.

    Raises
    ------
    SourceError
        If a source breaks its contract.
    """
    files: dict[str, bytes] = {}
    catalog = Facts()
    root = catalog.add(
        BASE.rstrip("/"),
        "dcat:Catalog",
        dcterms__title=text("policygraph"),
        dcterms__description=text(
            "Jurisdictions, their policies on immigration detainers, and the official lists that "
            "name them or leave them out; every statement with its source."
        ),
        dcterms__publisher=text("The policygraph authors", None),
        dcterms__license=_CC_BY,
        foaf__homepage=BASE,
    )
    register = Facts()
    named: set[str] = set()
    stated = Facts()
    for source in load_sources():
        progress(source.id)
        whole = build_source(source, folder, named)
        catalog.add(root, dcat__dataset=f"{SOURCE}{source.id}")
        if source.divide:  # what it describes is too much for the register, save documents
            facts, shared = split_shared(whole, frozenset({f"{PG}SourceDocument"}))
            register.include(shared)
            parts = source.divide(facts, stated)
            describe_source(catalog, source, folder, sum(len(part) for part in parts.values()))
            for name, part in parts.items():
                files[f"{name}.ttl"] = serialise(part, comment=f"{source.title}. {source.rights}")
            continue
        stated.include(whole)
        if not source.describes_places:
            named |= named_places(whole)
        facts, shared = split_shared(whole)
        register.include(shared)
        files[f"{source.id}.ttl"] = serialise(facts, comment=f"{source.title}. {source.rights}")
        describe_source(catalog, source, folder, len(facts))
    files[f"{REGISTER_ID}.ttl"] = serialise(register, comment="The register of shared things.")
    catalog.add(
        f"{SOURCE}{REGISTER_ID}",
        "dcat:Dataset",
        dcterms__identifier=text(REGISTER_ID, None),
        dcterms__title=text("Register of policies, agencies, hold criteria and documents"),
        dcterms__description=text(
            "The identity of what several sources speak of: which policies, agencies, hold "
            "criteria and documents there are. What sources say of them stands with each source."
        ),
        dcterms__publisher=text("The policygraph authors", None),
        dcterms__license=_CC_BY,
        dcterms__provenance=text("Whatever the other sources name."),
        void__triples=len(register),
    )
    catalog.add(root, dcat__dataset=f"{SOURCE}{REGISTER_ID}")
    files[f"{CATALOG_ID}.ttl"] = serialise(catalog, comment="The catalogue of sources.")
    return files


def write_graph(files: dict[str, bytes], out: Path) -> list[str]:
    """Write built files, each whole or not at all.

    Parameters
    ----------
    files : dict of str to bytes
        As :func:`build_graph` gives them.
    out : pathlib.Path
        The folder.

    Returns
    -------
    list of str
        The names of the files that changed.

    Raises
    ------
    OutputError
        If a file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     first = write_graph({"a.ttl": b"# nothing"}, Path(folder))
    ...     again = write_graph({"a.ttl": b"# nothing"}, Path(folder))
    >>> first, again
    (['a.ttl'], [])
    """
    return [name for name, content in files.items() if write_whole(out / name, content)]
