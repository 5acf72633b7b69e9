"""Comparisons of two lists, and of two reports, as results."""

from __future__ import annotations

from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import Any

from policygraph.gaps.twolists import Entry, TwoLists
from policygraph.report import two_lists
from policygraph.report.compare import (
    COLUMNS,
    SHORT,
    build_rows,
    compare_records,
    headline,
    read_report_file,
    write_comparison,
)
from policygraph.report.two_reports import Change, TwoReports
from policygraph.results import Result


class ComparedLists(Result[Entry]):
    """Every place on either of two lists, and why only one names it.

    Parameters
    ----------
    content : TwoLists
        The comparison.
    """

    def __init__(self, content: TwoLists) -> None:
        self.content = content
        super().__init__(
            content.entries,
            two_lists.COLUMNS,
            build_rows(content),
            headline=headline(content),
            short=("place", "where", "reasons", "since"),
        )

    @property
    def counts(self) -> dict[str, int]:
        """The number of places by where they are."""
        return {where.value: number for where, number in self.content.count().items()}

    def to_markdown(self) -> str:
        """Write the comparison in Markdown."""
        return write_comparison(self.content, "md")

    def to_json(self) -> str:
        """Write the comparison as JSON, each place with its evidence."""
        return write_comparison(self.content, "json")


class ComparedReports(Result[Change]):
    """Every finding or verdict that differs between two reports, and why.

    Parameters
    ----------
    content : TwoReports
        The comparison.
    """

    def __init__(self, content: TwoReports) -> None:
        self.content = content
        super().__init__(
            content.changes, COLUMNS, build_rows(content), headline=headline(content), short=SHORT
        )

    @property
    def counts(self) -> dict[str, int]:
        """The number of changes by kind."""
        return {kind.value: number for kind, number in self.content.count().items()}

    def to_markdown(self) -> str:
        """Write the comparison in Markdown."""
        return write_comparison(self.content, "md")

    def to_json(self) -> str:
        """Write the comparison as JSON, each change with its reasons and claims."""
        return write_comparison(self.content, "json")


def compare_reports(
    old: Mapping[str, Any] | str | PathLike[str], new: Mapping[str, Any] | str | PathLike[str]
) -> ComparedReports:
    """Compare two reports that were written as JSON.

    Parameters
    ----------
    old, new : mapping or str or os.PathLike
        The documents, or the files that hold them.

    Returns
    -------
    ComparedReports
        What differs, and why.

    Raises
    ------
    ReportFileError
        If one cannot be read, or is no report of a form that is known.
    """
    before, after = (
        one if isinstance(one, Mapping) else read_report_file(Path(one)) for one in (old, new)
    )
    if isinstance(old, Mapping) or isinstance(new, Mapping):
        return ComparedReports(compare_records(before, after))
    return ComparedReports(compare_records(before, after, names=(str(old), str(new))))
