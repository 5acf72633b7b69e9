"""A table reconciled from beginning to end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from policygraph.reconcile.case import Resolution
from policygraph.reconcile.decisions import Decisions, Template
from policygraph.reconcile.match import Matcher
from policygraph.reconcile.source import UserTable
from policygraph.reconcile.text import Row


@dataclass(slots=True)
class Tally:
    """How many rows came out how.

    Parameters
    ----------
    outcomes : Counter of str
        Rows by outcome.
    """

    outcomes: Counter[str] = field(default_factory=Counter)

    @property
    def told(self) -> str:
        """The figures in a sentence."""
        rows = self.outcomes.total()
        return (
            f"{rows:,} row{'' if rows == 1 else 's'}: {self.outcomes['match']:,} match, "
            f"{self.outcomes['ambiguous']:,} ambiguous, {self.outcomes['no-match']:,} no match."
        )


def reconcile(
    table: UserTable,
    matcher: Matcher,
    tally: Tally,
    *,
    decisions: Decisions | None = None,
    template: Template | None = None,
) -> Iterator[tuple[Row, Resolution]]:
    """Find for each row of a table what it means.

    Parameters
    ----------
    table : UserTable
        The table; its rows are read one at a time.
    matcher : Matcher
        The rules.
    tally : Tally
        Counts the outcomes.
    decisions : Decisions, optional
        What people decided; it goes before what the rules find.
    template : Template, optional
        Takes the rows that are still ambiguous.

    Yields
    ------
    tuple of Row and Resolution
        Each row in its order.
    """
    columns = table.columns
    for row in table.rows:
        name = row.cells[columns.name]
        state = "" if columns.state is None else row.cells[columns.state]
        kind = "" if columns.kind is None else row.cells[columns.kind]
        heading = columns.said if columns.heading is None else row.cells[columns.heading]
        found = matcher.resolve(name, state, kind, heading)
        if decisions:
            found = decisions.apply(found, name, state, kind or heading)
        if template is not None and found.outcome == "ambiguous":
            template.add(found, name, state, kind or heading)
        tally.outcomes[found.outcome] += 1
        yield row, found
