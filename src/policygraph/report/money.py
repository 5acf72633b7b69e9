"""Federal money in a report: the one figure by which places are compared, and arithmetic."""

from __future__ import annotations

from decimal import Decimal

from policygraph.gaps import Finding, FundingFact, Stake
from policygraph.report.model import Case, FindingsReport
from policygraph.report.proof import choose_peers
from policygraph.report.words import say_roughly, say_usd


def work_out(fact: FundingFact) -> str:
    """Say what the whole is of which a source gives the amount and the share.

    Parameters
    ----------
    fact : FundingFact
        The figure.

    Returns
    -------
    str
        The division; empty where amount or share is missing.
    """
    if not fact.share or fact.amount_usd is None:
        return ""
    percent = f"{float(fact.share) * 100:.3g}%"
    whole = say_roughly(fact.amount_usd / fact.share)
    return f"{say_usd(fact.amount_usd)} ÷ {percent} ≈ {whole}, the {fact.base or 'base'}"


def work_out_shown(finding: Finding) -> tuple[str, ...]:
    """Work out the figures that a proof shows: those of its place and of the peers shown.

    Parameters
    ----------
    finding : Finding
        The finding.

    Returns
    -------
    tuple of str
        One for each line of the section on funding.
    """
    places = {finding.place, *(peer.place for peer in choose_peers(finding))}
    return tuple(work_out(fact) for fact in finding.funding if fact.place in places)


def find_stake(case: Case, report: FindingsReport) -> Stake | None:
    """Find what is at stake for the place of a case, by the measure of the whole report.

    Parameters
    ----------
    case : Case
        The case.
    report : FindingsReport
        The report.

    Returns
    -------
    Stake or None
        None where the place has no finding of a rule.
    """
    if case.place is None:
        return None
    iri = case.place.iri
    return next((one for one in report.stakes.stakes if one.place.iri == iri), None)


def read_aid(case: Case, report: FindingsReport) -> tuple[Decimal, str] | None:
    """Read the figure by which places are compared: one measure, the latest year.

    Parameters
    ----------
    case : Case
        The case.
    report : FindingsReport
        The report.

    Returns
    -------
    (Decimal, str) or None
        Dollars and year; None where the measure is not recorded for the place.
    """
    stake = find_stake(case, report)
    if stake and stake.amount_usd is not None:
        return stake.amount_usd, stake.year
    if case.judgement:
        facts = [
            (fact.year, fact.amount_usd)
            for fact in case.judgement.funding
            if fact.place == case.place
            and fact.measure == report.stakes.measure
            and fact.amount_usd is not None
        ]
        if facts:
            year, amount = max(facts)
            return amount, year
    return None
