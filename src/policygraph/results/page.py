"""What is to be read: headings with lines, as plain text, Markdown and HTML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from policygraph.report.sections import Section, write_markdown, write_text
from policygraph.results.markup import write_html_sections

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Page(Generic[T_co]):
    """An account in words of something that was found. ``print`` shows it as plain text.

    Parameters
    ----------
    title : str
        What it is about.
    sections : tuple of Section
        Headings with lines.
    content : object
        What it tells of, with every detail.

    Examples
    --------
    >>> page = Page("Ramsey", (Section("OMITTED", ("It was left out.",)),), None)
    >>> print(page)
    Ramsey
    ======
    <BLANKLINE>
    OMITTED
      - It was left out.
    >>> page
    Page('Ramsey', 'OMITTED')
    """

    title: str
    sections: tuple[Section, ...]
    content: T_co

    def __str__(self) -> str:
        return write_text(self.title, self.sections).rstrip("\n")

    def __repr__(self) -> str:
        first = f", {self.sections[0].heading!r}" if self.sections else ""
        return f"{type(self).__name__}({self.title!r}{first})"

    def to_markdown(self) -> str:
        """Write it in Markdown.

        Returns
        -------
        str
            The text, ending with a newline.
        """
        return write_markdown(self.title, self.sections, level=1)

    def to_html(self) -> str:
        """Write it as a fragment of HTML.

        Returns
        -------
        str
            A section with headings and lists.
        """
        return write_html_sections(self.title, self.sections)

    def _repr_markdown_(self) -> str:
        return self.to_markdown()

    def _repr_html_(self) -> str:
        return self.to_html()
