"""The IRIs of the project: namespaces, prefixes, and how identifiers are minted."""

from __future__ import annotations

from typing import Final

BASE: Final = "https://w3id.org/policygraph/"
PG: Final = f"{BASE}ontology/"
VOCABULARY: Final = f"{BASE}vocabulary/"
SHAPES: Final = f"{BASE}shapes/"
JURISDICTION: Final = f"{BASE}jurisdiction/"
AGENCY: Final = f"{BASE}agency/"
POLICY: Final = f"{BASE}policy/"
CRITERION: Final = f"{BASE}criterion/"
CLAIM: Final = f"{BASE}claim/"
RULING: Final = f"{BASE}ruling/"
REPORT: Final = f"{BASE}report/"
LISTING: Final = f"{BASE}listing/"
SOURCE: Final = f"{BASE}source/"
DOCUMENT: Final = f"{BASE}document/"
FINDING: Final = f"{BASE}finding/"
FINDINGS: Final = f"{BASE}findings/"
RULE: Final = f"{BASE}rule/"

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
DCTERMS: Final = "http://purl.org/dc/terms/"
DCAT: Final = "http://www.w3.org/ns/dcat#"
PROV: Final = "http://www.w3.org/ns/prov#"
QB: Final = "http://purl.org/linked-data/cube#"
SH: Final = "http://www.w3.org/ns/shacl#"
SPDX: Final = "http://spdx.org/rdf/terms#"
VOID: Final = "http://rdfs.org/ns/void#"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
PAV: Final = "http://purl.org/pav/"
OA: Final = "http://www.w3.org/ns/oa#"
DQV: Final = "http://www.w3.org/ns/dqv#"
DC: Final = "http://purl.org/dc/elements/1.1/"

#: One prefix per concept scheme, so that Turtle and SPARQL read like prose: ``hold:never-holds``.
SCHEMES: Final[dict[str, str]] = {
    "hold": "hold-criterion",
    "join": "join",
    "notify": "release-notification",
    "access": "ice-access",
    "info": "information-sharing",
    "deleg": "delegation",
    "facil": "facility-use",
    "cost": "cost-rule",
    "instr": "instrument",
    "auth": "authority",
    "conf": "confidence",
    "verif": "verification",
    "part": "part-kind",
    "event": "event-kind",
    "reason": "correction-reason",
    "cover": "completeness",
    "figure": "figure-kind",
    "scope": "binding-scope",
    "effect": "ruling-effect",
    "measure": "funding-measure",
    "base": "share-base",
    "yearbasis": "year-basis",
    "charge": "charge-status",
    "topic": "topic",
    "verdict": "verdict",
    "grade": "grade",
    "explan": "explanation",
    "quality": "quality-dimension",
    "category": "quality-category",
}

#: Prefixes used in every file that the project writes and understood in every query it runs.
PREFIXES: Final[dict[str, str]] = {
    "pg": PG,
    **{prefix: f"{VOCABULARY}{scheme}/" for prefix, scheme in SCHEMES.items()},
    "state": f"{JURISDICTION}us/state/",
    "county": f"{JURISDICTION}us/county/",
    "place": f"{JURISDICTION}us/place/",
    "criterion": CRITERION,
    "source": SOURCE,
    "document": DOCUMENT,
    "report": REPORT,
    "ruling": RULING,
    "finding": FINDING,
    "findings": FINDINGS,
    "rule": RULE,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "dcterms": DCTERMS,
    "dcat": DCAT,
    "prov": PROV,
    "qb": QB,
    "sh": SH,
    "spdx": SPDX,
    "void": VOID,
    "foaf": FOAF,
    "pav": PAV,
    "oa": OA,
    "dqv": DQV,
    "dc": DC,
}


def jurisdiction_iri(geoid: str) -> str:
    """Mint the IRI of a US jurisdiction from its Census GEOID.

    Parameters
    ----------
    geoid : str
        Census GEOID: 2 digits (state, district or territory), 5 (county equivalent), 7 (place)
        or 10 (county subdivision: a town or township).

    Returns
    -------
    str
        The IRI.

    Raises
    ------
    ValueError
        If the GEOID has another length or is not made of digits.

    Examples
    --------
    >>> jurisdiction_iri("27053")
    'https://w3id.org/policygraph/jurisdiction/us/county/27053'
    """
    kinds = {2: "state", 5: "county", 7: "place", 10: "county-subdivision"}
    if not (geoid.isascii() and geoid.isdigit() and len(geoid) in kinds):
        raise ValueError(f"a GEOID has 2, 5, 7 or 10 digits, not {geoid!r}")
    return f"{JURISDICTION}us/{kinds[len(geoid)]}/{geoid}"


def compact(iri: str) -> str:
    """Shorten an IRI to ``prefix:name`` where one of :data:`PREFIXES` fits, for people to read.

    Parameters
    ----------
    iri : str
        An absolute IRI.

    Returns
    -------
    str
        The compact form, or the IRI unchanged.

    Examples
    --------
    >>> compact("https://w3id.org/policygraph/vocabulary/hold-criterion/never-holds")
    'hold:never-holds'
    >>> compact("https://example.org/x")
    'https://example.org/x'
    """
    best = max(
        (item for item in PREFIXES.items() if iri.startswith(item[1]) and iri != item[1]),
        key=lambda item: len(item[1]),
        default=None,
    )
    return f"{best[0]}:{iri[len(best[1]) :]}" if best else iri
