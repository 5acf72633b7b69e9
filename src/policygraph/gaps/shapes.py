"""Gap shapes: a rule of ``queries/gaps`` as a SHACL shape that any validator can run.

The query is the one authored text; the shape is made from it. A shape has no parameters, so the
focus node takes the place of the part, and the day is the day on which its report was issued.
"""

from __future__ import annotations

import re
from typing import Final

from policygraph.namespaces import PREFIXES, SHAPES
from policygraph.queries import Query, find_query

_DAY: Final = "BIND(?_as_of AS ?day)"
_DAY_OF_REPORT: Final = "$this pg:isPartOf ?report . ?report dcterms:issued ?day ."


def derive_select(query: Query) -> str:
    """Turn a gap query into the text of a SHACL SPARQL constraint.

    Parameters
    ----------
    query : Query
        A query with the parameters ``part`` and ``as_of`` that begins with the place.

    Returns
    -------
    str
        A SELECT with ``$this`` for the part and ``?value`` for the place; every nested SELECT
        hands ``$this`` on, as SHACL asks (SHACL 5.3.1, pre-binding).

    Examples
    --------
    >>> from policygraph.queries import find_query
    >>> derive_select(find_query("omitted")).splitlines()[0][:47]
    'SELECT DISTINCT $this (?place AS ?value) ?peer '
    """
    lines = [line for line in query.text.splitlines() if not line.startswith(("#", "PREFIX"))]
    text = "\n".join(lines).strip().replace(_DAY, _DAY_OF_REPORT).replace("?_part", "$this")
    text = re.sub(r"SELECT (DISTINCT )?(?=\?)", r"SELECT \1$this ", text)
    text = re.sub(r"GROUP BY (?=\?)", "GROUP BY $this ", text)
    text = re.sub(r"\nORDER BY .*\Z", "", text)
    return text.replace("$this ?place ?peer", "$this (?place AS ?value) ?peer", 1)


def derive_shape(query: Query, name: str, message: str) -> str:
    """Make the shapes file of a gap query.

    Parameters
    ----------
    query : Query
        The query.
    name : str
        Local name of the shape.
    message : str
        What a person is told; may use the query's variables as ``{?peer}``.

    Returns
    -------
    str
        Turtle.
    """
    select = derive_select(query).replace("\\", "\\\\")
    used = sorted({p for p in re.findall(r"\b([a-z]+):(?=[A-Za-z])", select) if p in PREFIXES})
    declared = " ,\n".join(
        f'        [ sh:prefix "{prefix}" ; sh:namespace "{PREFIXES[prefix]}"^^xsd:anyURI ]'
        for prefix in used
    )
    indented = "\n".join(f"            {line}".rstrip() for line in select.splitlines())
    return f"""\
# Made from queries/gaps/{query.path.name}; edit that, then run: make shapes
@prefix pg: <{PREFIXES["pg"]}> .
@prefix pgsh: <{SHAPES}> .
@prefix rdfs: <{PREFIXES["rdfs"]}> .
@prefix sh: <{PREFIXES["sh"]}> .
@prefix xsd: <{PREFIXES["xsd"]}> .

<{SHAPES}gaps> sh:declare
{declared} .

pgsh:{name} a sh:NodeShape ;
    rdfs:label "{query.title}"@en ;
    sh:description "{query.question}"@en ;
    sh:targetClass pg:ReportPart ;
    sh:severity sh:Violation ;
    sh:sparql [
        a sh:SPARQLConstraint ;
        sh:message "{message}"@en ;
        sh:prefixes <{SHAPES}gaps> ;
        sh:select \"\"\"
{indented}
        \"\"\"
    ] .
"""


def derive_shapes() -> dict[str, str]:
    """Make the shapes files of all gap queries.

    Returns
    -------
    dict of str to str
        File name below ``shapes/gaps`` to Turtle.
    """
    return {
        "omitted.ttl": derive_shape(
            find_query("omitted"),
            "OmittedShape",
            "{?value} is left out of this part although its policy is materially similar to that"
            " of {?peer}, which it names ({?grade}). Check the chain with: policygraph explain.",
        )
    }
