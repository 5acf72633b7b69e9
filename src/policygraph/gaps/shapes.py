"""Gap shapes: a rule of ``queries/gaps`` as a SHACL shape that any validator can run.

The query is the one authored text; the shape is made from it. A shape has no parameters: of a rule
about lists the focus node is the part, and the day is that on which its report was issued; of a
rule about the graph the focus node is the first column, and the day is the default of the query.
"""

from __future__ import annotations

import re
from typing import Final

from policygraph.gaps.rules import Rule, load_rules
from policygraph.namespaces import PREFIXES, SHAPES

_DAY: Final = "BIND(?_as_of AS ?day)"
_DAY_OF_REPORT: Final = "$this pg:isPartOf ?report . ?report dcterms:issued ?day ."
_SEVERITIES: Final = {"violation": "Violation", "warning": "Warning", "info": "Info"}


def derive_select(rule: Rule) -> str:
    """Turn the query of a rule into the text of a SHACL SPARQL constraint.

    Parameters
    ----------
    rule : Rule
        A rule of the scope ``part`` or ``graph``.

    Returns
    -------
    str
        A SELECT with ``$this`` for the focus node and ``?value`` for the thing at fault; every
        nested SELECT hands ``$this`` on, as SHACL asks (SHACL 5.3.1, pre-binding).

    Examples
    --------
    >>> from policygraph.gaps.rules import load_rules
    >>> derive_select(load_rules()["omitted"]).splitlines()[0][:47]
    'SELECT DISTINCT $this (?place AS ?value) ?peer '
    """
    lines = [line for line in rule.query.text.splitlines() if not line.startswith(("#", "PREFIX"))]
    text = re.sub(r"\nORDER BY .*\Z", "", "\n".join(lines).strip())
    first = rule.query.columns[0]
    if rule.scope == "part":
        text = text.replace(_DAY, _DAY_OF_REPORT).replace("?_part", "$this")
        text = re.sub(r"SELECT (DISTINCT )?(?=[?(])", r"SELECT \1$this ", text)
        text = re.sub(r"GROUP BY (?=\?)", "GROUP BY $this ", text)
        return text.replace(f"$this ?{first} ", f"$this (?{first} AS ?value) ", 1)
    day = next((p.default for p in rule.query.parameters if p.name == "as_of"), None)
    text = text.replace(_DAY, f'BIND("{day}"^^xsd:date AS ?day)')
    return re.sub(rf"\?{first}\b", "$this", text)


def derive_shape(rule: Rule) -> str:
    """Make the shapes file of a rule.

    Parameters
    ----------
    rule : Rule
        The rule.

    Returns
    -------
    str
        Turtle.
    """
    select = derive_select(rule).replace("\\", "\\\\")
    used = sorted({p for p in re.findall(r"\b([a-z]+):(?=[A-Za-z])", select) if p in PREFIXES})
    declared = " ,\n".join(
        f'        [ sh:prefix "{prefix}" ; sh:namespace "{PREFIXES[prefix]}"^^xsd:anyURI ]'
        for prefix in used
    )
    indented = "\n".join(f"            {line}".rstrip() for line in select.splitlines())
    first, part = rule.query.columns[0], rule.scope == "part"
    message = rule.message.replace(f"{{?{first}}}", "{?value}" if part else "{$this}")
    name = "".join(word.capitalize() for word in rule.id.split("_"))
    return f"""\
# Made from queries/gaps/{rule.query.path.name}; edit that, then run: make shapes
@prefix pg: <{PREFIXES["pg"]}> .
@prefix pgsh: <{SHAPES}> .
@prefix rdfs: <{PREFIXES["rdfs"]}> .
@prefix sh: <{PREFIXES["sh"]}> .
@prefix xsd: <{PREFIXES["xsd"]}> .

<{SHAPES}gaps/{rule.id}> sh:declare
{declared} .

pgsh:{name}Shape a sh:NodeShape ;
    rdfs:label {_quote(rule.title)}@en ;
    sh:description {_quote(rule.query.question)}@en ;
    sh:targetClass {"pg:ReportPart" if part else rule.focus} ;
    sh:severity sh:{_SEVERITIES[rule.severity.value]} ;
    sh:sparql [
        a sh:SPARQLConstraint ;
        sh:message {_quote(message)}@en ;
        sh:prefixes <{SHAPES}gaps/{rule.id}> ;
        sh:select \"\"\"
{indented}
        \"\"\"
    ] .
"""


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def derive_shapes() -> dict[str, str]:
    """Make the shapes files of all rules that SHACL can express.

    Returns
    -------
    dict of str to str
        File name below ``shapes/gaps`` to Turtle.
    """
    return {
        f"{rule.id}.ttl": derive_shape(rule) for rule in load_rules().values() if not rule.no_shape
    }
