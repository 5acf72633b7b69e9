"""What can be asked about the graph itself: places, law, sources, likeness, and its soundness."""

from __future__ import annotations

from os import PathLike, fspath
from typing import TYPE_CHECKING

from policygraph.api.asked import Day, read_day, read_grade
from policygraph.api.base import Opened
from policygraph.api.checks import Checks
from policygraph.defaults import FIRST_DAY
from policygraph.network import build_network
from policygraph.places import Place
from policygraph.report.law import Law, read_law
from policygraph.report.law import build_sections as lay_out_law
from policygraph.report.place import PlaceRecord, read_place
from policygraph.report.place import build_sections as lay_out_place
from policygraph.report.sources import COLUMNS, SourceRecord, read_sources
from policygraph.results import Page, Result
from policygraph.validation import validate_files, validate_shipped

if TYPE_CHECKING:
    from datetime import date

    import networkx as nx


class RecordsOf(Opened):
    """The questions about places, sources and the graph as a whole."""

    def place(self, name: str | Place) -> Page[PlaceRecord]:
        """Tell all that is recorded of a place, with the source of every line.

        Parameters
        ----------
        name : str or Place
            Its name with the state, or its GEOID; any government of the country in the bundled
            graph, also one that no source names.

        Returns
        -------
        Page of PlaceRecord
            Policies, listings, agreements, rulings, funding, names and codes.

        Raises
        ------
        UnknownPlaceError, AmbiguousPlaceError
            If no place fits, or several do.
        StoreError
            If the graph cannot be read.

        Examples
        --------
        >>> import policygraph as pg
        >>> page = pg.load().place("Ramsey County, MN")
        >>> page.title, len(page.content.sections["policies"]) > 0
        ('Ramsey County, MN', True)
        """
        store, chosen = self._open_place(name)
        record = read_place(store, chosen)
        return Page(str(chosen), lay_out_place(record), record)

    def law(self, place: str | Place, as_of: Day) -> Page[Law]:
        """Tell which rulings bound a place on a day, and which were only persuasive there.

        Parameters
        ----------
        place : str or Place
            A state, a county or a city.
        as_of : datetime.date or str
            The day.

        Returns
        -------
        Page of Law
            The rulings in groups; ``content.entries`` has each of them.

        Raises
        ------
        UnknownPlaceError, AmbiguousPlaceError
            If no place fits, or several do.
        DateFormatError
            If the day is none.
        StoreError
            If the graph cannot be read.

        Examples
        --------
        >>> import policygraph as pg
        >>> pg.load().law("Ramsey County, MN", "2017-03-20").title
        'The law of Ramsey County, MN on 2017-03-20'
        """
        day = _need(read_day(as_of))
        store, chosen = self._open_place(place)
        law = read_law(store, chosen, day)
        title, sections = lay_out_law(law)
        return Page(title, sections, law)

    def network(self, as_of: Day = FIRST_DAY, *, grade: str = "as-written") -> nx.Graph[str]:
        """Link the places whose policies were materially similar on a day.

        Parameters
        ----------
        as_of : datetime.date or str, optional
            The day; by default that of the first report.
        grade : {"as-written", "close", "exact"}, optional
            The weakest likeness that makes a link.

        Returns
        -------
        networkx.Graph
            A node is the IRI of a place, with its ``name``, ``state``, ``geoid`` and ``criteria``;
            a link has its ``grade``.

        Raises
        ------
        DateFormatError, OutputError
            If the day or the grade is none.

        Examples
        --------
        >>> import policygraph as pg
        >>> network = pg.load().network("2017-03-20", grade="exact")
        >>> ramsey = "https://w3id.org/policygraph/jurisdiction/us/county/27123"
        >>> network.nodes[ramsey]["name"], network.degree(ramsey) > 10
        ('Ramsey County, MN', True)
        """
        day, weakest = _need(read_day(as_of)), read_grade(grade)
        columns = self.columns
        made = build_network(columns.policies.values(), day, columns.scheme, weakest=weakest)
        for iri, facts in made.nodes(data=True):
            place = columns.places[iri]
            facts |= {"name": str(place), "state": place.state, "geoid": place.geoid}
        return made

    def sources(self) -> Result[SourceRecord]:
        """List every source with its terms of use, dates, coverage and checksums.

        Returns
        -------
        Result of SourceRecord
            The shipped ones first, then those of a workspace.

        Raises
        ------
        StoreError
            If the graph cannot be read.

        Examples
        --------
        >>> import policygraph as pg
        >>> "us_ice_ddor_2017w1" in [source.id for source in pg.load().sources()]
        True
        """
        where = "endpoint" if self.origin.endpoint else "shipped"
        found = read_sources(self.store, self.origin.own, where)
        return Result(
            found,
            COLUMNS,
            (source.as_row() for source in found),
            headline=f"{len(found)} sources.",
            types={"claims": int, "triples": int},
            short=("id", "publisher", "issued", "claims", "coverage"),
        )

    def validate(self, *paths: str | PathLike[str]) -> Checks:
        """Check files of your own against the shapes, or the shipped graph without any.

        Parameters
        ----------
        *paths : str or os.PathLike
            Files of RDF, which may point to what the shipped graph describes, such as a county.

        Returns
        -------
        Checks
            A :class:`~policygraph.validation.ValidationResult` for each fault.

        Raises
        ------
        ValidationInputError, GraphSyntaxError
            If a file cannot be read or does not parse.

        Examples
        --------
        >>> import policygraph as pg
        >>> import tempfile
        >>> from pathlib import Path
        >>> file = Path(tempfile.mkdtemp(), "mine.ttl")
        >>> pg_ = "https://w3id.org/policygraph/ontology/"
        >>> _ = file.write_text(f"<https://example.org/p> a <{pg_}Policy> .", encoding="utf-8")
        >>> found = pg.load().validate(file)
        >>> found.conforms, found.headline
        (False, 'Does not conform: 2 violations; 1 resource in 1 file checked.')
        """
        beside = self.origin.beside
        if paths:
            return Checks(validate_files([fspath(path) for path in paths], beside=beside))
        return Checks(validate_shipped(beside=beside))


def _need(day: date | None) -> date:
    if day is None:
        raise TypeError("Give the day.")
    return day
