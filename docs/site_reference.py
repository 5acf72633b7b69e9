"""References of the ontology, the shapes and the queries, made from what they describe."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from policygraph.namespaces import compact
from policygraph.queries import Query, load_library
from policygraph.store import LocalStore, Store

_TERMS: Final = """
SELECT ?term ?type ?label ?definition ?example ?note ?module
  (GROUP_CONCAT(DISTINCT STR(?one); separator=" ") AS ?domain)
  (GROUP_CONCAT(DISTINCT STR(?other); separator=" ") AS ?range) WHERE {
  VALUES ?type { owl:Class owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty }
  ?term a ?type ; rdfs:label ?label ; skos:definition ?definition ; rdfs:isDefinedBy ?module .
  OPTIONAL { ?term skos:example ?example }
  OPTIONAL { ?term skos:scopeNote ?note }
  OPTIONAL { ?term rdfs:domain/(owl:unionOf/rdf:rest*/rdf:first)? ?one . FILTER(isIRI(?one)) }
  OPTIONAL { ?term rdfs:range/(owl:unionOf/rdf:rest*/rdf:first)? ?other . FILTER(isIRI(?other)) }
} GROUP BY ?term ?type ?label ?definition ?example ?note ?module ORDER BY ?module ?type ?term"""
_MODULES: Final = """
SELECT ?module ?title ?description WHERE {
  ?module a owl:Ontology ; dcterms:title ?title ; dcterms:description ?description
} ORDER BY ?module"""
_CONCEPTS: Final = """
SELECT ?scheme ?title ?about ?concept ?label ?definition WHERE {
  ?scheme a skos:ConceptScheme ; skos:prefLabel ?title .
  OPTIONAL { ?scheme skos:definition ?about }
  ?concept skos:inScheme ?scheme ; skos:prefLabel ?label .
  OPTIONAL { ?concept skos:definition ?definition }
} ORDER BY ?scheme ?concept"""
_SHAPES: Final = """
SELECT DISTINCT ?shape ?name ?targets ?message ?path ?title ?says WHERE {
  { SELECT ?shape ?name (GROUP_CONCAT(STR(?target); separator=" ") AS ?targets) WHERE {
      ?shape a sh:NodeShape ; sh:name ?name . OPTIONAL { ?shape sh:targetClass ?target }
    } GROUP BY ?shape ?name }
  OPTIONAL { ?shape sh:message ?message }
  OPTIONAL { ?shape sh:property ?property .
             ?property sh:name ?title ; sh:message ?says
             OPTIONAL { ?property sh:path ?path FILTER(isIRI(?path)) } }
} ORDER BY ?shape ?path ?title ?says"""


def _kind(iri: str) -> str:
    names = {"Class": "class", "ObjectProperty": "links two things", "DatatypeProperty": "value"}
    return names.get(iri.rpartition("#")[2], "annotation")


def _name_all(iris: str | None) -> str:
    return ", ".join(f"`{compact(iri)}`" for iri in sorted((iris or "").split()))


def make_terms(store: Store) -> str:
    """Make the reference of the ontology: every class and property, then every concept."""
    lines = [
        "# Terms of the ontology",
        "",
        "Every class, property and concept. [How it hangs together](../explanation/ontology.md).",
    ]
    terms = store.select(_TERMS).records()
    for module in store.select(_MODULES).records():
        own = [row for row in terms if row["module"] == module["module"]]
        if not own:
            continue
        title = (module["title"] or "").removeprefix("policygraph: ")
        lines += ["", f"## {title.capitalize()}", "", module["description"] or ""]
        for row in own:
            lines += ["", f"### {compact(row['term'] or '')}", ""]
            lines += [f"**{row['label']}** ({_kind(row['type'] or '')}). {row['definition']}", ""]
            lines += [f"{row['note']}", ""] if row["note"] else []
            lines += [f"- From: {_name_all(row['domain'])}"] if row["domain"] else []
            lines += [f"- To: {_name_all(row['range'])}"] if row["range"] else []
            lines += [f"- Example: {row['example']}"] if row["example"] else []
    lines += ["", "## Concepts", ""]
    scheme = None
    for row in store.select(_CONCEPTS).records():
        if row["scheme"] != scheme:
            scheme = row["scheme"]
            lines += ["", f"### {(row['title'] or '').capitalize()}", "", row["about"] or "", ""]
            lines += ["| Concept | Label | Meaning |", "|---|---|---|"]
        cells = (f"`{compact(row['concept'] or '')}`", row["label"], row["definition"])
        lines.append("| " + " | ".join((cell or "").replace("|", "\\|") for cell in cells) + " |")
    return "\n".join([*lines, ""])


def make_shapes(folder: Path) -> str:
    """Make the reference of the shapes: what each asks for, in its own words."""
    paths = sorted(folder.glob("*.ttl"))
    rows = LocalStore(paths).select(_SHAPES).records()
    lines = [
        "# Shapes",
        "",
        "What `policygraph validate`, or any other SHACL validator, asks of data.",
        "The shapes of gaps are made from [the rules](rules.md).",
    ]
    shape = None
    for row in rows:
        if row["shape"] != shape:
            shape = row["shape"]
            lines += ["", f"## {compact(shape or '').rpartition('/')[2]}", ""]
            of = f" For each {_name_all(row['targets'])}." if row["targets"] else ""
            lines += [f"**{row['name']}.**{of} {row['message'] or ''}".rstrip(), ""]
        if row["says"]:
            name = f"`{compact(row['path'])}`" if row["path"] else row["title"]
            lines.append(f"- {name}: {row['says']}")
    return "\n".join([*lines, ""])


def make_queries(folder: Path) -> str:
    """Make the reference of the query library from the headers of the queries."""
    lines = [
        "# The query library",
        "",
        "Every query that comes with policygraph. `policygraph query NAME` runs it.",
        "The file is plain SPARQL 1.1 and runs on any endpoint that holds the graph.",
    ]
    groups: dict[str, list[tuple[Path, Query]]] = {}
    library = load_library()
    for path in sorted(folder.rglob("*.rq")):
        groups.setdefault(path.parent.name, []).append((path, library[path.stem]))
    for group, members in groups.items():
        lines += ["", f"## {group.capitalize()}"]
        for path, query in members:
            lines += ["", f"### {path.stem}", "", *_describe(query)]
            lines += ["", f"[The query](../files/queries/{group}/{path.name})"]
    return "\n".join([*lines, ""])


def _describe(query: Query) -> Iterator[str]:
    yield f"**{query.title}.** {query.question}"
    if query.parameters:
        yield ""
        for parameter in query.parameters:
            default = f"; by default `{parameter.default}`" if parameter.default else ""
            yield f"- `{parameter.name}`: {parameter.description or parameter.type}{default}"
