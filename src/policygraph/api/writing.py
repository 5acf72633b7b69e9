"""Writing a report in every format."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from policygraph.api.formats import FORMATS, choose_format
from policygraph.graph import write_whole
from policygraph.report.model import FindingsReport


class Writable:
    """What can be written in every format.

    Parameters
    ----------
    content : FindingsReport
        All that it says.
    """

    def __init__(self, content: FindingsReport) -> None:
        self.content = content

    def write(self, format: str, *, bom: bool = False) -> bytes:
        """Write it in a format.

        Parameters
        ----------
        format : str
            A key of :data:`policygraph.api.formats.FORMATS`, such as ``html``.
        bom : bool, optional
            Whether CSV begins with the mark by which Excel knows UTF-8.

        Returns
        -------
        bytes
            The whole document.

        Raises
        ------
        OutputError
            If there is no such format.
        MissingLibraryError
            If the format needs a library that is not installed.

        Examples
        --------
        >>> import policygraph as pg
        >>> report = pg.load().report(rules="omitted", jurisdiction="27123")
        >>> report.write("json") == report.to_json().encode()
        True
        """
        return FORMATS[choose_format(format)].write(self.content, bom)

    def save(
        self, path: str | PathLike[str], *, format: str | None = None, bom: bool = False
    ) -> None:
        """Write it to a file, whole or not at all.

        Parameters
        ----------
        path : str or os.PathLike
            The file; its ending says the format.
        format : str, optional
            The format, where the ending does not say it.
        bom : bool, optional
            As for :meth:`write`.

        Raises
        ------
        OutputError
            If no format is known by the ending, or the file cannot be written.
        MissingLibraryError
            If the format needs a library that is not installed.

        Examples
        --------
        >>> import tempfile
        >>> import policygraph as pg
        >>> report = pg.load().report(rules="omitted", jurisdiction="27123")
        >>> file = Path(tempfile.mkdtemp(), "report.json")
        >>> report.save(file)
        >>> file.read_text(encoding="utf-8") == report.to_json()
        True
        """
        target = Path(path)
        write_whole(target, self.write(choose_format(format, target), bom=bom))

    def to_html(self) -> str:
        """Write one self-contained page of HTML.

        Returns
        -------
        str
            The whole document.

        Examples
        --------
        >>> import policygraph as pg
        >>> report = pg.load().report(rules="omitted", jurisdiction="27123")
        >>> "Ramsey County, MN" in report.to_html()
        True
        """
        return self.write("html").decode()

    def to_markdown(self) -> str:
        """Write Markdown.

        Returns
        -------
        str
            The whole document.

        Examples
        --------
        >>> import policygraph as pg
        >>> report = pg.load().report(rules="omitted", jurisdiction="27123")
        >>> report.to_markdown().startswith("# What the Declined Detainer Outcome Report")
        True
        """
        return self.write("md").decode()

    def to_pdf(self) -> bytes:
        """Write a PDF.

        Returns
        -------
        bytes
            The whole document.

        Raises
        ------
        MissingLibraryError
            If WeasyPrint is not installed: it comes with ``pip install 'policygraph[pdf]'``.
        """
        return self.write("pdf")

    def to_csv(self, *, bom: bool = False) -> str:
        """Write the table of findings as CSV; :meth:`to_bundle` has the other tables.

        Parameters
        ----------
        bom : bool, optional
            Whether it begins with the mark by which Excel knows UTF-8.

        Returns
        -------
        str
            CSV as RFC 4180 has it.

        Examples
        --------
        >>> import policygraph as pg
        >>> report = pg.load().report(rules="omitted", jurisdiction="27123")
        >>> report.to_csv().partition(",")[0]
        'finding_id'
        """
        return self.write("csv", bom=bom).decode()

    def to_xlsx(self) -> bytes:
        """Write a workbook with every table and its codebook.

        Returns
        -------
        bytes
            The whole document.

        Examples
        --------
        >>> import policygraph as pg
        >>> report = pg.load().report(rules="omitted", jurisdiction="27123")
        >>> report.to_xlsx()[:2]
        b'PK'
        """
        return self.write("xlsx")

    def to_bundle(self, *, bom: bool = False) -> bytes:
        """Write a research bundle: a zip of every table with metadata, codebook and protocol.

        Parameters
        ----------
        bom : bool, optional
            Whether each CSV begins with the mark by which Excel knows UTF-8.

        Returns
        -------
        bytes
            The archive.

        Examples
        --------
        >>> import policygraph as pg
        >>> report = pg.load().report(rules="omitted", jurisdiction="27123")
        >>> report.to_bundle()[:2]
        b'PK'
        """
        return self.write("bundle", bom=bom)

    def to_json(self) -> str:
        """Write JSON, as ``report.schema.json`` has it.

        Returns
        -------
        str
            The whole document.

        Examples
        --------
        >>> import policygraph as pg
        >>> report = pg.load().report(rules="omitted", jurisdiction="27123")
        >>> import json
        >>> json.loads(report.to_json())["counts"]["omitted"]
        1
        """
        return self.write("json").decode()

    def to_jsonld(self) -> str:
        """Write JSON-LD.

        Returns
        -------
        str
            The whole document.

        Examples
        --------
        >>> import policygraph as pg
        >>> report = pg.load().report(rules="omitted", jurisdiction="27123")
        >>> '"@context"' in report.to_jsonld()
        True
        """
        return self.write("jsonld").decode()

    def to_turtle(self) -> str:
        """Write Turtle.

        Returns
        -------
        str
            The whole document.

        Examples
        --------
        >>> import policygraph as pg
        >>> report = pg.load().report(rules="omitted", jurisdiction="27123")
        >>> "pg:Finding" in report.to_turtle()
        True
        """
        return self.write("ttl").decode()

    def to_trig(self) -> str:
        """Write TriG: the findings apart from the claims that they rest on.

        Returns
        -------
        str
            The whole document.

        Examples
        --------
        >>> import policygraph as pg
        >>> report = pg.load().report(rules="omitted", jurisdiction="27123")
        >>> "pg:Finding" in report.to_trig()
        True
        """
        return self.write("trig").decode()
