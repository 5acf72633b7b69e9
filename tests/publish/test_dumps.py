"""Dumps and their description: equal as graphs, counted and summed from what was written."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pyoxigraph as ox
import pytest

from policygraph.namespaces import DCAT, DCTERMS, SPDX, VOID
from policygraph.publish.catalog import CATALOG, DATASET
from policygraph.publish.snapshot import Snapshot

ONE = {"nt", "ttl"}
MANY = {"trig", "nq", "jsonld"}


def parsed(file: Path) -> ox.Dataset:
    form = ox.RdfFormat.from_extension(file.suffix[1:])
    assert form is not None
    return canonical(ox.Dataset(ox.parse(file.read_bytes(), form)))


def canonical(dataset: ox.Dataset) -> ox.Dataset:
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def check_dumps(site: Path, snapshot: Snapshot) -> None:
    graph = canonical(ox.Dataset(ox.Quad(*triple) for triple in snapshot.triples))
    dataset = canonical(ox.Dataset(snapshot.quads))
    files = {file.suffix[1:]: file for file in (site / "dump").iterdir()}
    assert set(files) == ONE | MANY
    for suffix, file in files.items():
        assert parsed(file) == (graph if suffix in ONE else dataset), suffix


def check_catalog(site: Path, snapshot: Snapshot, base_url: str) -> None:
    catalog = ox.Dataset(ox.parse((site / "catalog.ttl").read_bytes(), ox.RdfFormat.TURTLE))
    assert catalog == ox.Dataset(
        ox.parse((site / "catalog.jsonld").read_bytes(), ox.RdfFormat.JSON_LD)
    )
    assert (site / ".well-known/void").read_bytes() == (site / "catalog.ttl").read_bytes()

    def values(subject: str, predicate: str) -> list[str]:
        return sorted(
            str(getattr(quad.object, "value", ""))
            for quad in catalog.quads_for_subject(ox.NamedNode(subject))
            if quad.predicate.value == predicate
        )

    assert values(DATASET, f"{VOID}triples") == [str(len(snapshot.triples))]
    assert values(DATASET, f"{VOID}entities") == [str(len(snapshot.resources))]
    assert values(CATALOG, f"{DCTERMS}modified") == [snapshot.modified]
    distributions = values(DATASET, f"{DCAT}distribution")
    assert len(distributions) == 5
    for each in distributions:
        (address,) = values(each, f"{DCAT}downloadURL")
        content = (site / address.removeprefix(base_url)).read_bytes()
        assert values(each, f"{DCAT}byteSize") == [str(len(content))]
        (checksum,) = values(each, f"{SPDX}checksum")
        (digest,) = values(checksum, f"{SPDX}checksumValue")
        assert digest == hashlib.sha256(content).hexdigest()
    check_partitions(values, snapshot)


def check_partitions(values: object, snapshot: Snapshot) -> None:
    assert callable(values)
    by_class = {
        values(part, f"{VOID}class")[0]: int(values(part, f"{VOID}entities")[0])
        for part in values(DATASET, f"{VOID}classPartition")
    }
    by_property = {
        values(part, f"{VOID}property")[0]: int(values(part, f"{VOID}triples")[0])
        for part in values(DATASET, f"{VOID}propertyPartition")
    }
    assert sum(by_property.values()) == len(snapshot.triples)
    for kind, members in snapshot.instances.items():
        assert by_class[kind] >= len(members)  # the rest stand outside the project's IRIs
    for source in values(DATASET, f"{VOID}subset"):
        own = [q for q in snapshot.quads if q.graph_name == ox.NamedNode(source)]
        assert values(source, f"{VOID}triples") == [str(len(own))], source


def test_all_dumps_hold_the_same_facts(site: Path, snapshot: Snapshot) -> None:
    check_dumps(site, snapshot)


def test_the_catalogue_counts_and_sums_what_was_written(
    site: Path, snapshot: Snapshot, base_url: str
) -> None:
    check_catalog(site, snapshot, base_url)


def test_the_catalogue_names_sources_examples_and_vocabularies(site: Path) -> None:
    text = (site / "catalog.ttl").read_text(encoding="utf-8")
    assert "void:subset source:places ,\n" in text or "void:subset source:places , source" in text
    assert "void:triples 999" not in text  # what was counted stands instead
    for words in ("void:exampleResource", "void:uriSpace", "void:vocabulary", "void:dataDump"):
        assert words in text


def test_the_date_is_that_of_the_data(site: Path) -> None:
    text = (site / "catalog.ttl").read_text(encoding="utf-8")
    assert 'dcterms:modified "2017-03-20"^^xsd:date' in text


def test_json_ld_is_compact(site: Path) -> None:
    text = (site / "dump/policygraph.jsonld").read_text(encoding="utf-8")
    assert '"@id": "county:27053"' in text
    assert '"@type": "pg:CountyEquivalent"' in text


@pytest.mark.parametrize("name", ["policygraph.nt", "policygraph.nq"])
def test_a_dump_by_lines_is_sorted(name: str, site: Path) -> None:
    lines = (site / "dump" / name).read_text(encoding="utf-8").splitlines()
    assert lines == sorted(lines)
