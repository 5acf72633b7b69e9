"""Building the tables of a report: each noun once, and everything that a row names is there."""

from __future__ import annotations

from collections.abc import Iterable

from policygraph.report.model import FindingsReport
from policygraph.report.tables import findings, lists, places, policies, sources, summary, verdicts
from policygraph.report.tables.material import Material
from policygraph.report.tables.model import Table


def describe_tables() -> tuple[Table, ...]:
    """Describe every table, without rows.

    Returns
    -------
    tuple of Table
        In the order in which they are written.

    Examples
    --------
    >>> [table.name for table in describe_tables()][:3]
    ['findings', 'verdicts', 'peers']
    """
    return (
        findings.describe_findings(),
        verdicts.describe_verdicts(),
        verdicts.describe_peers(),
        verdicts.describe_comparisons(),
        lists.describe_lists(),
        lists.describe_coverage(),
        lists.describe_listings(),
        lists.describe_events(),
        places.describe_jurisdictions(),
        policies.describe_policies(),
        places.describe_agreements(),
        places.describe_rulings(),
        places.describe_funding(),
        findings.describe_evidence(),
        sources.describe_claims(),
        sources.describe_citations(),
        sources.describe_sources(),
        sources.describe_datasets(),
        sources.describe_rules(),
        summary.describe_summary(),
    )


def build_tables(report: FindingsReport) -> tuple[Table, ...]:
    """Lay out a report as tables.

    Parameters
    ----------
    report : FindingsReport
        The report.

    Returns
    -------
    tuple of Table
        A table for each noun, the findings first. Every place, claim and document that a row
        names is in its table.

    Examples
    --------
    >>> from policygraph.report.compose import build_report
    >>> from policygraph.report.model import Question
    >>> from policygraph.store import LocalStore
    >>> question = Question(report="us_ice_ddor_2017w1", part="section-3", rules=("omitted",))
    >>> findings, verdicts, *_ = build_tables(build_report(LocalStore.shipped(), question))
    >>> findings.values("place")
    ['Leon County, FL', 'Douglas County, KS', 'Ramsey County, MN']
    >>> verdicts.values("verdict").count("omitted")
    3
    """
    material = Material(report)
    empty = {table.name: table for table in describe_tables()}
    done = {
        "findings": empty["findings"].fill(findings.list_findings(material)),
        "verdicts": empty["verdicts"].fill(verdicts.list_verdicts(material)),
        "peers": empty["peers"].fill(verdicts.list_peers(material)),
        "comparisons": empty["comparisons"].fill(verdicts.list_comparisons(material)),
        "lists": empty["lists"].fill(lists.list_lists(material)),
        "coverage": empty["coverage"].fill(lists.list_coverage(material)),
        "listings": empty["listings"].fill(lists.list_listings(material)),
        "events": empty["events"].fill(lists.list_events(material)),
        "agreements": empty["agreements"].fill(places.list_agreements(material)),
        "rulings": empty["rulings"].fill(places.list_rulings(material)),
        "evidence": empty["evidence"].fill(findings.list_evidence(material)),
        "rules": empty["rules"].fill(sources.list_rules(material)),
        "summary": empty["summary"].fill(summary.list_summary(report)),
    }
    geoids = find_named(done.values(), "jurisdictions")
    geoids |= _items(done["listings"], "candidates")
    done["policies"] = empty["policies"].fill(policies.list_policies(material, geoids))
    done["funding"] = empty["funding"].fill(places.list_funding(material, geoids))
    done["jurisdictions"] = empty["jurisdictions"].fill(places.list_jurisdictions(material, geoids))
    claims = find_named(done.values(), "claims")
    claims |= _items(done["coverage"], "claims") | _items(done["listings"], "listing")
    for name, rows in (
        ("claims", sources.list_claims),
        ("citations", sources.list_citations),
        ("sources", sources.list_sources),
        ("datasets", sources.list_datasets),
    ):
        done[name] = empty[name].fill(rows(material, sorted(claims)))
    return tuple(done[name] for name in empty)


def find_named(tables: Iterable[Table], name: str) -> set[str]:
    """Find what tables name of another, by their foreign keys of one column.

    Parameters
    ----------
    tables : iterable of Table
        The tables.
    name : str
        The other table.

    Returns
    -------
    set of str
        The values of those columns.
    """
    return {
        value
        for table in tables
        for key in table.foreign_keys
        if key.table == name and len(key.columns) == 1
        for value in table.values(key.columns[0])
        if isinstance(value, str)
    }


def _items(table: Table, column: str) -> set[str]:
    """Return the single values of a column, also where a cell has several."""
    return {
        item
        for value in table.values(column)
        if value
        for item in (value if isinstance(value, tuple) else (str(value),))
    }
