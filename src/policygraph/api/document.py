"""A report as a document that can be written in every format."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from os import PathLike
from typing import TYPE_CHECKING

from policygraph.api.writing import Writable
from policygraph.results import Result, Row

if TYPE_CHECKING:
    from policygraph.api.compared import ComparedReports


class Report(Writable):
    """A report of findings, to be read, printed, reckoned with or cited.

    Parameters
    ----------
    content : FindingsReport
        All that it says.
    """

    @property
    def title(self) -> str:
        """Its title."""
        return self.content.title

    @property
    def headline(self) -> str:
        """What it says, in a sentence."""
        return self.content.summary[0]

    @property
    def counts(self) -> dict[str, int]:
        """The findings by severity and the verdicts by kind, the same in every format."""
        return self.content.count()

    @property
    def citation(self) -> str:
        """How to cite it."""
        return self.content.citation

    @cached_property
    def tables(self) -> Mapping[str, Result[Row]]:
        """Its tables by name, as results: ``findings`` is the main one.

        Examples
        --------
        >>> import policygraph as pg
        >>> report = pg.load().report(rules="omitted", jurisdiction="27123")
        >>> frame = report.tables["findings"].to_pandas()
        >>> frame["place"].tolist(), str(frame.dtypes["federal_aid_usd"])
        (['Ramsey County, MN'], 'Float64')
        """
        from policygraph.api.tables import read_tables

        return read_tables(self.content)

    def compare(self, old: Report | str | PathLike[str]) -> ComparedReports:
        """Tell how this report differs from an older one, and why.

        Parameters
        ----------
        old : Report or str or os.PathLike
            The older report, or a file of JSON that holds it.

        Returns
        -------
        ComparedReports
            A :class:`~policygraph.report.two_reports.Change` for each difference.

        Raises
        ------
        ReportFileError
            If the file cannot be read, or holds no report of a form that is known.

        Examples
        --------
        >>> import policygraph as pg
        >>> report = pg.load().report(rules="omitted", jurisdiction="27123")
        >>> len(report.compare(report))
        0
        """
        from policygraph.api.compared import compare_reports
        from policygraph.report.record import build_report_record

        before = build_report_record(old.content) if isinstance(old, Report) else old
        return compare_reports(before, build_report_record(self.content))

    def __repr__(self) -> str:
        counts = ", ".join(f"{n:,} {name}" for name, n in self.counts.items() if n)
        return f"<Report: {self.title}: {counts}>"

    def _repr_markdown_(self) -> str:
        lines = [f"**{self.title}**", "", *(f"- {line}" for line in self.content.summary)]
        return "\n".join([*lines, "", self.citation, ""])
