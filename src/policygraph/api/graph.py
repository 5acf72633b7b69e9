"""The graph as a Python object: every question of the command line, with typed answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pyoxigraph as ox

from policygraph.api.asked import Day, Words, read_day, read_words
from policygraph.api.compared import ComparedLists
from policygraph.api.document import Report
from policygraph.api.lists import ListsOf
from policygraph.api.records import RecordsOf
from policygraph.api.terms import Triples, read_solutions
from policygraph.defaults import FIRST_REPORT
from policygraph.errors import QueryParameterError, QuerySyntaxError
from policygraph.gaps import Part
from policygraph.gaps.twolists import compare_lists
from policygraph.places import Place
from policygraph.queries import bind, find_query
from policygraph.report.compose import build_report
from policygraph.report.model import Question
from policygraph.results import Result, Row
from policygraph.store import faults_named


class Graph(ListsOf, RecordsOf):
    """A graph of lists, policies, rulings and funding, to be asked and never changed.

    :func:`policygraph.load` makes one. ``store`` answers SPARQL in its own forms, ``columns`` is
    the graph as the rules read it, and ``version`` is what to cite.
    """

    #: The report that was asked for last: who writes it in a second format need not wait again.
    _reported: Report | None = None

    def lists(self) -> Result[Part]:
        """List the parts of reports that can be asked about.

        Returns
        -------
        Result of Part
            Each part with the id of its report, the oldest first.

        Examples
        --------
        >>> import policygraph as pg
        >>> pg.load().lists().to_dicts()[0]["report"]
        'us_ice_ddor_2017w1'
        """
        parts = sorted(self.columns.parts, key=lambda part: (part.issued, part.report_id, part.id))
        return Result(
            parts,
            ("report", "part", "issued", "report_label", "part_label"),
            ((p.report_id, p.id, p.issued, p.report_label, p.label) for p in parts),
            headline=f"{len(parts)} parts of reports.",
            types={"issued": date},
        )

    def report(
        self,
        report: str | None = FIRST_REPORT,
        part: str | None = None,
        *,
        as_of: Day | None = None,
        list_version: Day | None = None,
        state: str | None = None,
        jurisdiction: str | None = None,
        rules: Words | None = None,
        progress: Callable[[str], None] | None = None,
    ) -> Report:
        """Compose a report of findings, to be read, printed, reckoned with or cited.

        Parameters
        ----------
        report, part : str or None, optional
            Id of the report and of its part; None for every list.
        as_of, list_version : datetime.date or str, optional
            As for :meth:`gaps`.
        state, jurisdiction : str, optional
            As for :meth:`gaps`.
        rules : str or iterable of str, optional
            Ids of rules; by default all.
        progress : callable, optional
            Called with a few words before each step that takes time.

        Returns
        -------
        Report
            The document, which can be written in every format.

        Raises
        ------
        UnknownRuleError, UnknownReportError
            If there is no such rule, report or part.
        UnknownPlaceError, AmbiguousPlaceError
            If no place fits, or several do.
        DateFormatError, OutputError
            If a day or a state is none.

        Examples
        --------
        >>> import policygraph as pg
        >>> report = pg.load().report(part="section-3", rules="omitted")
        >>> report.counts["omitted"], str(report.content.cases[0].place)
        (3, 'Leon County, FL')
        """
        question = Question(
            report=report,
            part=part,
            as_of=read_day(as_of),
            list_version=read_day(list_version),
            state=state,
            jurisdiction=jurisdiction,
            rules=read_words(rules),
        )
        if self._reported is None or self._reported.content.question != question:
            self._reported = Report(build_report(self.store, question, progress=progress))
        return self._reported

    def compare(
        self,
        first: str,
        second: str,
        *,
        first_part: str | None = None,
        second_part: str | None = None,
        as_of: Day | None = None,
    ) -> ComparedLists:
        """Compare two lists: who is on both, who on one alone, and what is recorded as to why.

        Parameters
        ----------
        first, second : str
            Ids of the reports; a part can follow after a slash.
        first_part, second_part : str, optional
            Ids of the parts; by default those that table policies.
        as_of : datetime.date or str, optional
            Read policies as of this day; by default that of the list that leaves a place out.

        Returns
        -------
        ComparedLists
            An :class:`~policygraph.gaps.twolists.Entry` for each place on either list.

        Raises
        ------
        UnknownReportError
            If there is no such report or part.
        DateFormatError
            If the day is none.

        Examples
        --------
        >>> import policygraph as pg
        >>> found = pg.load().compare("us_dhs_sanctuary_2025", "us_doj_eo14287_2025")
        >>> found.counts["both"] > 20
        True
        """
        found = compare_lists(
            self.store,
            first,
            second,
            first_part=first_part,
            second_part=second_part,
            as_of=read_day(as_of),
        )
        return ComparedLists(found)

    def query(self, name_or_sparql: str, /, **parameters: str | int | date | Place) -> Result[Row]:
        """Run a query of the library by its name, or a SELECT query of your own.

        Parameters
        ----------
        name_or_sparql : str
            A name, as ``policygraph query --list`` shows them; or SPARQL, in which the prefixes of
            the project need not be declared.
        **parameters : str, int, datetime.date or Place
            Values for a query of the library.

        Returns
        -------
        Result of Row
            The rows, each value with the type that its datatype says.

        Raises
        ------
        UnknownQueryError
            If the library has no such query.
        QueryParameterError
            If a value is missing, unknown or of the wrong type.
        QuerySyntaxError
            If SPARQL does not parse, or is no SELECT query.
        StoreError
            If it cannot be answered.

        Examples
        --------
        >>> import policygraph as pg
        >>> g = pg.load()
        >>> [row["geoid"] for row in g.query("places_by_name", name="Ramsey")]
        ['27123', '38071']
        >>> g.query("SELECT (COUNT(*) AS ?states) { ?state a pg:State }").rows
        ((50,),)
        """
        text, told = name_or_sparql, ""
        if name_or_sparql.isidentifier():
            chosen = find_query(name_or_sparql)
            text = bind(chosen, {key: _write(value) for key, value in parameters.items()})
            told = chosen.question
        elif parameters:
            raise QueryParameterError(
                "A SPARQL query of your own takes no parameters.",
                hint="Write the values into it, or name a query of the library.",
            )
        found = self.store.results(text)
        if not isinstance(found, ox.QuerySolutions):
            raise QuerySyntaxError("A table was asked for.", hint="Write SELECT, or use sparql().")
        return read_solutions(found, told)

    def sparql(self, text: str) -> Result[Row] | Triples | bool:
        """Run a SPARQL query of any form.

        Parameters
        ----------
        text : str
            SPARQL 1.1; the prefixes of the project need not be declared.

        Returns
        -------
        Result of Row, Triples or bool
            For SELECT the rows, for CONSTRUCT and DESCRIBE a graph, for ASK the answer.

        Raises
        ------
        QuerySyntaxError
            If it does not parse.
        StoreError
            If it cannot be answered.

        Examples
        --------
        >>> import policygraph as pg
        >>> pg.load().sparql("ASK { county:27123 a pg:CountyEquivalent }")
        True
        """
        found = self.store.results(text)
        if isinstance(found, ox.QueryBoolean):
            return bool(found)
        if isinstance(found, ox.QuerySolutions):
            return read_solutions(found)
        with faults_named():
            return Triples(found)


def _write(value: str | int | date | Place) -> str:
    """Write the value of a parameter as a person would."""
    if isinstance(value, Place):
        return value.iri
    return value.isoformat() if isinstance(value, date) else str(value)
