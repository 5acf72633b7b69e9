"""What can be asked about lists: who is left out, why, what is wrong, what would have been."""

from __future__ import annotations

from dataclasses import replace

from policygraph.api.answers import Gaps, Omissions, WouldListed
from policygraph.api.asked import (
    Day,
    Words,
    read_day,
    read_outcomes,
    read_severity,
    read_verdicts,
    read_words,
)
from policygraph.api.base import Opened, find_in
from policygraph.defaults import FIRST_REPORT
from policygraph.gaps import (
    Finding,
    GapFinding,
    Naming,
    choose_rules,
    find_gaps,
    find_omissions,
    find_part,
    load_rules,
    read_version,
)
from policygraph.gaps.wouldlist import find_criterion, find_would_list, read_criteria
from policygraph.places import Place
from policygraph.results import Page


class ListsOf(Opened):
    """The questions about lists."""

    def omissions(
        self,
        report: str = FIRST_REPORT,
        part: str | None = None,
        *,
        as_of: Day | None = None,
        list_version: Day | None = None,
        jurisdiction: str | Place | None = None,
        verdict: Words | None = None,
    ) -> Omissions:
        """Judge the places that a list does not name although a policy of theirs is known.

        Parameters
        ----------
        report, part : str, optional
            Id of the report, and of its part; by default the part that tables policies.
        as_of : datetime.date or str, optional
            Read policies as of this day; by default the day of the report.
        list_version : datetime.date or str, optional
            Read the list as corrected by this day; by default as published.
        jurisdiction : str or Place, optional
            Judge one place: its name with the state, or its GEOID.
        verdict : str or iterable of str, optional
            Keep only these: omitted, explained, cannot-tell, not-comparable.

        Returns
        -------
        Omissions
            A :class:`~policygraph.gaps.Finding` for each place, the omissions first.

        Raises
        ------
        UnknownReportError
            If there is no such report or part.
        UnknownPlaceError, AmbiguousPlaceError
            If no place fits, or several do.
        DateFormatError, OutputError
            If a day or a verdict is none.

        Examples
        --------
        >>> import policygraph as pg
        >>> found = pg.load().omissions(as_of="2017-03-20", verdict="omitted")
        >>> [str(finding.place) for finding in found]
        ['Leon County, FL', 'Douglas County, KS', 'Ramsey County, MN']
        """
        day, until, wanted = read_day(as_of), read_day(list_version), read_verdicts(verdict)
        columns = self._read(until)
        chosen = find_part(columns, report, part)
        version = read_version(self.columns, columns, chosen, until) if until else None
        place = None if jurisdiction is None else find_in(columns, jurisdiction)
        whole = find_omissions(columns, chosen, day, place=place, version=version)
        return Omissions(whole, wanted, place, columns, version)

    def explain(
        self,
        place: str | Place,
        report: str = FIRST_REPORT,
        part: str | None = None,
        *,
        as_of: Day | None = None,
        list_version: Day | None = None,
    ) -> Page[Finding] | Page[Naming]:
        r"""Tell in plain words why a place is or is not called an omission, with every source.

        Parameters
        ----------
        place : str or Place
            Its name with the state, or its GEOID.
        report, part : str, optional
            As for :meth:`omissions`.
        as_of, list_version : datetime.date or str, optional
            As for :meth:`omissions`.

        Returns
        -------
        Page
            The proof; ``content`` is the finding, or the naming of a place that the list has.

        Raises
        ------
        UnknownReportError
            If there is no such report or part.
        UnknownPlaceError, AmbiguousPlaceError
            If no place fits, or several do.
        DateFormatError
            If a day is none.

        Examples
        --------
        >>> import policygraph as pg
        >>> page = pg.load().explain("Ramsey County, MN")
        >>> print("\n".join(str(page).splitlines()[:4]))
        Ramsey County, MN
        =================
        <BLANKLINE>
        OMITTED
        """
        return self.omissions(
            report, part, as_of=as_of, list_version=list_version, jurisdiction=place
        ).explain()

    def gaps(
        self,
        rules: Words | None = None,
        *,
        report: str | None = None,
        part: str | None = None,
        severity: str = "info",
        state: str | None = None,
        jurisdiction: str | Place | None = None,
        as_of: Day | None = None,
        list_version: Day | None = None,
    ) -> Gaps:
        """Find what lists leave out, get wrong, or rest on nothing.

        Parameters
        ----------
        rules : str or iterable of str, optional
            Ids of rules; by default all.
        report, part : str, optional
            Only the lists of this report, or this part of it.
        severity : {"violation", "warning", "info"}, optional
            Leave out what is less grave.
        state : str, optional
            Only places of this state: its USPS code.
        jurisdiction : str or Place, optional
            Only this place: its name with the state, or its GEOID.
        as_of : datetime.date or str, optional
            Read everything as of this day; by default each list as of its own.
        list_version : datetime.date or str, optional
            Read the lists as corrected by this day; by default as published.

        Returns
        -------
        Gaps
            A :class:`~policygraph.gaps.GapFinding` each, the gravest first.

        Raises
        ------
        UnknownRuleError, UnknownReportError
            If there is no such rule, report or part.
        UnknownPlaceError, AmbiguousPlaceError
            If no place fits, or several do.
        DateFormatError
            If a day is none.

        Examples
        --------
        >>> import policygraph as pg
        >>> found = pg.load().gaps("omitted", report="us_ice_ddor_2017w1", part="section-3")
        >>> found.counts["violation"], found[0].rule.id, str(found[0].place)
        (3, 'omitted', 'Leon County, FL')
        """
        day, until, limit = read_day(as_of), read_day(list_version), read_severity(severity)
        chosen = choose_rules(list(read_words(rules)) or None, load_rules())
        found = find_gaps(
            self.store,
            [rule for rule in chosen if rule.severity.reaches(limit)],
            report=report,
            part=part,
            day=day,
            list_version=until,
        )
        place = find_in(found.columns, jurisdiction) if jurisdiction else None

        def is_wanted(finding: GapFinding) -> bool:
            if place and finding.place != place:
                return False
            return not state or bool(finding.place and finding.place.state == state.upper())

        return Gaps(replace(found, findings=tuple(filter(is_wanted, found.findings))))

    def would_list(
        self,
        criterion: str,
        *,
        as_of: Day | None = None,
        report: str | None = None,
        part: str | None = None,
        outcome: Words | None = None,
    ) -> WouldListed:
        """Tell which places a criterion would have listed on a day, beside what was published.

        Parameters
        ----------
        criterion : str
            Its id: ``ice-2017`` or ``doj-2025``.
        as_of : datetime.date or str, optional
            Read policies as of this day; by default the day of the report.
        report, part : str, optional
            What to compare with; by default the first list of which it is the test.
        outcome : str or iterable of str, optional
            Keep only these: both, published-only, would-list-only, cannot-tell, neither.

        Returns
        -------
        WouldListed
            An :class:`~policygraph.gaps.wouldlist.Entry` for each place.

        Raises
        ------
        UnknownCriterionError, UnknownReportError
            If there is no such criterion, report or part.
        DateFormatError, OutputError
            If a day or an outcome is none.

        Examples
        --------
        >>> import policygraph as pg
        >>> found = pg.load().would_list("ice-2017", outcome="would-list-only")
        >>> [str(entry.place) for entry in found]
        ['Leon County, FL', 'Douglas County, KS', 'Ramsey County, MN']
        """
        day, wanted = read_day(as_of), read_outcomes(outcome)
        test = find_criterion(read_criteria(self.store), criterion)
        if report is None:
            own = [item for item in self.columns.parts if item.iri in test.parts]
            chosen = min(own, key=lambda item: item.issued)
            report = chosen.report_id
            part = part or chosen.id
        whole = find_would_list(self.columns, test, find_part(self.columns, report, part), day)
        return WouldListed(whole, wanted)
