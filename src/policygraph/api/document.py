"""A report as a document that can be written in every format."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from policygraph.api.formats import FORMATS, choose_format
from policygraph.graph import write_whole
from policygraph.report.model import FindingsReport

if TYPE_CHECKING:
    from policygraph.report.tables import Table


class Report:
    """A report of findings, to be read, printed, reckoned with or cited.

    Parameters
    ----------
    content : FindingsReport
        All that it says.
    """

    def __init__(self, content: FindingsReport) -> None:
        self.content = content

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

    @property
    def tables(self) -> dict[str, Table]:
        """Its tables by name, each with columns and typed rows: ``findings`` is the main one."""
        from policygraph.report.tables import build_tables

        return {table.name: table for table in build_tables(self.content)}

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
        """
        target = Path(path)
        write_whole(target, self.write(choose_format(format, target), bom=bom))

    def to_html(self) -> str:
        """Write one self-contained page of HTML."""
        return self.write("html").decode()

    def to_markdown(self) -> str:
        """Write Markdown."""
        return self.write("md").decode()

    def to_pdf(self) -> bytes:
        """Write a PDF; it needs ``pip install 'policygraph[pdf]'``."""
        return self.write("pdf")

    def to_csv(self, *, bom: bool = False) -> str:
        """Write the table of findings as CSV; the other tables are in :meth:`to_bundle`."""
        return self.write("csv", bom=bom).decode()

    def to_xlsx(self) -> bytes:
        """Write a workbook with every table and its codebook."""
        return self.write("xlsx")

    def to_bundle(self, *, bom: bool = False) -> bytes:
        """Write a research bundle: a zip of every table with metadata, codebook and protocol."""
        return self.write("bundle", bom=bom)

    def to_json(self) -> str:
        """Write JSON, as ``report.schema.json`` has it."""
        return self.write("json").decode()

    def to_jsonld(self) -> str:
        """Write JSON-LD."""
        return self.write("jsonld").decode()

    def to_turtle(self) -> str:
        """Write Turtle."""
        return self.write("ttl").decode()

    def to_trig(self) -> str:
        """Write TriG: findings apart from the claims that they rest on."""
        return self.write("trig").decode()

    def __repr__(self) -> str:
        counts = ", ".join(f"{n:,} {name}" for name, n in self.counts.items() if n)
        return f"<Report: {self.title}: {counts}>"

    def _repr_markdown_(self) -> str:
        lines = [f"**{self.title}**", "", *(f"- {line}" for line in self.content.summary)]
        return "\n".join([*lines, "", self.citation, ""])
