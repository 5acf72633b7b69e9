"""How codes become facts: criteria, policies, agencies, documents, and their plain words.

The words for a hold criterion are made from its codes, so that a claim says the same in prose as
in the graph and no source's sentence is repeated.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Final

from policygraph.dates import PartialDate
from policygraph.errors import SourceError
from policygraph.graph import Facts, text, web_address
from policygraph.namespaces import AGENCY, CRITERION, DOCUMENT, POLICY, jurisdiction_iri
from policygraph.sources import Row, read_beside

#: What each condition asks for, to be read after "only".
_CONDITIONS: Final[dict[str, str]] = {
    "mandated-by-state": "as state law commands",
    "reimbursement-required": "where ICE pays the cost",
    "criminal-predicate": "where a listed charge, conviction or danger is present",
    "removal-order": "on an order of removal",
    "ice-administrative-warrant": "on an administrative warrant of ICE",
    "probable-cause-showing": "on a showing of probable cause",
    "documented-basis-required": "on a documented ground beside the detainer",
    "conditional": "where certain conditions are met",
    "no-hold-on-detainer-alone": "on more than a detainer alone",
    "warrant-unspecified": "on a warrant (of which kind is not said)",
    "judicial-warrant-or-order": "on a judge's warrant or order",
    "criminal-custody-basis": "on an independent criminal ground for custody",
    "case-by-case": "case by case",
}

_WHOLE: Final[dict[str, str]] = {
    "never-holds": "Holds nobody on an ICE detainer.",
    "no-hold-on-detainer-alone": "Holds nobody on an ICE detainer alone.",
    "honours-all": "Honours every ICE detainer.",
}

_AGENCIES: Final[dict[str, tuple[str, str]]] = {
    "sheriff": ("LawEnforcementAgency", "sheriff of {}"),
    "police": ("LawEnforcementAgency", "police department of {}"),
    "corrections": ("CorrectionsAgency", "jail administration of {}"),
    "probation": ("CorrectionsAgency", "probation department of {}"),
    "board": ("GoverningBody", "board of {}"),
    "council": ("GoverningBody", "council of {}"),
    "mayor": ("GoverningBody", "mayor of {}"),
    "executive": ("GoverningBody", "executive of {}"),
    "counsel": ("GoverningBody", "counsel of {}"),
    "legislature": ("GoverningBody", "legislature of {}"),
    "attorney-general": ("GoverningBody", "Attorney General of {}"),
}
#: The kinds of agency that a place may have: what follows its code in an agency's short form.
AGENCY_KEYS: Final = frozenset(_AGENCIES)

#: Custodians that run a jail for several places, or for a place that is not their own.
_SHARED: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "norcor": (
        "Northern Oregon Regional Corrections Facility (NORCOR)",
        ("41021", "41027", "41055", "41065", "41069"),
    ),
    "score": ("South Correctional Entity (SCORE), King County, WA", ()),
    "md-dpscs": (
        "Maryland Department of Public Safety and Correctional Services",
        ("24510",),
    ),
}


def describe_criterion(join: str, conditions: Iterable[str]) -> str:
    """Say a hold criterion in one sentence.

    Parameters
    ----------
    join : {"any-of", "all-of"}
        How its conditions are joined.
    conditions : iterable of str
        Local names of concepts of the hold-criterion scheme.

    Returns
    -------
    str
        A sentence.

    Raises
    ------
    SourceError
        If a condition is not known, or is joined with others although it leaves no room for them.

    Examples
    --------
    >>> describe_criterion("any-of", ["judicial-warrant-or-order", "removal-order"])
    "Holds for ICE only on a judge's warrant or order or on an order of removal."
    """
    names = sorted(set(conditions))
    if len(names) == 1 and names[0] in _WHOLE:
        return _WHOLE[names[0]]
    for name in names:
        if name not in _CONDITIONS and name not in _WHOLE:
            raise SourceError(f"No hold condition is called {name!r}.")
        if name not in _CONDITIONS:
            raise SourceError(f"The hold condition {name} stands alone, not in {names}.")
    joint = " or " if join == "any-of" else " and "
    return f"Holds for ICE only {joint.join(_CONDITIONS[name] for name in names)}."


def add_criterion(facts: Facts, join: str, conditions: Iterable[str]) -> str:
    """State a hold criterion as a value that equal criteria share.

    Parameters
    ----------
    facts : Facts
        Where to.
    join : {"any-of", "all-of"}
        How the conditions are joined.
    conditions : iterable of str
        Local names of concepts.

    Returns
    -------
    str
        Its IRI, made from its content.

    Examples
    --------
    >>> add_criterion(Facts(), "any-of", ["never-holds"]).rsplit("/", 1)[1]
    'never-holds'
    """
    names = sorted(set(conditions))
    path = names[0] if len(names) == 1 else f"{join}/{'+'.join(names)}"
    return facts.add(
        CRITERION + path,
        "pg:HoldCriterion",
        isJoinedBy=f"join:{join if len(names) > 1 else 'any-of'}",
        hasCondition=[f"hold:{name}" for name in names],
    )


def policy_iri(geoid: str, slug: str = "detainer") -> str:
    """Mint the IRI of a place's policy.

    Examples
    --------
    >>> policy_iri("27053")
    'https://w3id.org/policygraph/policy/us/county/27053/detainer'
    """
    return f"{POLICY}{_path(geoid)}/{slug}"


def add_policy(
    facts: Facts,
    geoid: str,
    place: str,
    slug: str = "detainer",
    *,
    title: str = "",
    adopter: str = "",
    custodian: str = "",
) -> str:
    """State a policy's identity: the place, its adopter and its custodian where known.

    Parameters
    ----------
    facts : Facts
        Where to.
    geoid, place : str
        The place's code and its name with the state, for the label.
    slug : str
        Which of the place's policies.
    title : str
        What it is called; by default a detainer policy.
    adopter, custodian : str
        Keys of the agencies; empty where unknown.

    Returns
    -------
    str
        The policy's IRI.
    """
    _, _, year = slug.partition("detainer-")
    which = year or slug.replace("-", " ")
    title = title or ("Detainer policy" if slug == "detainer" else f"Detainer policy ({which})")
    return facts.add(
        policy_iri(geoid, slug),
        "pg:Policy",
        rdfs__label=text(f"{title}, {place}"),
        appliesIn=jurisdiction_iri(geoid),
        isAdoptedBy=add_agency(facts, adopter, geoid, place) if adopter else None,
        isCarriedOutBy=add_agency(facts, custodian, geoid, place) if custodian else None,
    )


def add_agency(facts: Facts, key: str, geoid: str, place: str) -> str:
    """State an agency's identity.

    Parameters
    ----------
    facts : Facts
        Where to.
    key : str
        Its kind (``sheriff``, ``police``, ``board`` …) or the name of a shared custodian.
    geoid, place : str
        The place it serves.

    Returns
    -------
    str
        Its IRI.
    """
    if key in _SHARED:
        label, served = _SHARED[key]
        return facts.add(
            f"{AGENCY}us/{key}",
            "pg:CorrectionsAgency",
            rdfs__label=text(label),
            takesCustodyFor=[jurisdiction_iri(code) for code in served],
        )
    if key not in _AGENCIES:
        raise SourceError(f"No kind of agency is called {key!r} ({place}).")
    kind, words = _AGENCIES[key]
    label = words.format(place)
    return facts.add(
        f"{AGENCY}{_path(geoid)}/{key}",
        f"pg:{kind}",
        rdfs__label=text(label[0].upper() + label[1:]),
        servesJurisdiction=jurisdiction_iri(geoid),
    )


def _path(geoid: str) -> str:
    return jurisdiction_iri(geoid).partition("/jurisdiction/")[2]


@cache
def _documents() -> dict[str, Row]:
    return {row["slug"]: row for row in read_beside("documents.csv")}


def add_document(facts: Facts, slug: str) -> str:
    """State a document that claims cite, as ``documents.csv`` has it.

    Parameters
    ----------
    facts : Facts
        Where to.
    slug : str
        Its key there.

    Returns
    -------
    str
        Its IRI.

    Raises
    ------
    SourceError
        If the table has no such document.

    Examples
    --------
    >>> add_document(Facts(), "startribune-2017-03-20")
    'https://w3id.org/policygraph/document/startribune-2017-03-20'
    """
    row = _documents().get(slug)
    if row is None:
        raise SourceError(f"documents.csv has no document {slug!r}.", hint="Add a row for it.")
    return facts.add(
        DOCUMENT + slug,
        "pg:SourceDocument",
        dcterms__title=text(row["title"]),
        dcterms__publisher=text(row["publisher"], None),
        dcterms__issued=PartialDate(row["issued"]) if row["issued"] else None,
        webAddress=web_address(row["url"]) if row["url"] else None,
    )
