"""Sections: headings with lines and numbered sources, written as plain text or Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from policygraph.gaps import Document, Evidence

_ADDRESS: Final = re.compile(r"(<https?://[^<>\s]+>)")
_MARKS: Final = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_<"})


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its lines."""

    heading: str
    lines: tuple[str, ...]


class Sources:
    """The numbered documents of one proof.

    Each document is named once, at the end; the lines refer to it by number.
    """

    def __init__(self) -> None:
        self._numbers: dict[Document, int] = {}

    def cite(self, link: Evidence) -> str:
        """Say what a claim says, and where.

        Parameters
        ----------
        link : Evidence
            A link of the proof.

        Returns
        -------
        str
            Its summary, then the numbers of its documents, the locator and the confidence.
        """
        citation = link.citation
        numbers = ", ".join(str(self.number(document)) for document in citation.documents)
        return f"{citation.summary} [{numbers}: {citation.locator}; {citation.confidence}]"

    def number(self, document: Document) -> int:
        """Give the number of a document, which is new where it was not named before."""
        return self._numbers.setdefault(document, len(self._numbers) + 1)

    def section(self) -> Section:
        """List the documents by number."""
        return Section(
            "Sources",
            tuple(
                f"[{number}] {document}" + (f" <{document.web}>" if document.web else "")
                for document, number in self._numbers.items()
            ),
        )


def write_text(title: str, sections: Sequence[Section]) -> str:
    """Write sections as plain text.

    Parameters
    ----------
    title : str
        The head.
    sections : sequence of Section
        What follows.

    Returns
    -------
    str
        Lines, ending with a newline.

    Examples
    --------
    >>> print(write_text("Ramsey", [Section("OMITTED", ("It was left out.",))]), end="")
    Ramsey
    ======
    <BLANKLINE>
    OMITTED
      - It was left out.
    """
    blocks = [f"{title}\n{'=' * len(title)}"]
    for section in sections:
        blocks.append("\n".join([section.heading, *(f"  - {line}" for line in section.lines)]))
    return "\n\n".join(blocks) + "\n"


def write_markdown(title: str, sections: Sequence[Section], level: int = 2) -> str:
    """Write sections as Markdown.

    Parameters
    ----------
    title : str
        The head.
    sections : sequence of Section
        What follows.
    level : int, optional
        The level of the head.

    Returns
    -------
    str
        Markdown, ending with a newline.

    Examples
    --------
    >>> print(write_markdown("Ramsey", [Section("OMITTED", ("It was left out.",))]), end="")
    ## Ramsey
    <BLANKLINE>
    ### OMITTED
    <BLANKLINE>
    - It was left out.
    """
    mark = "#" * level
    blocks = [f"{mark} {escape(title)}"]
    for section in sections:
        blocks.append(f"{mark}# {escape(section.heading)}")
        blocks.append("\n".join(f"- {escape(line)}" for line in section.lines))
    return "\n\n".join(blocks) + "\n"


def escape(line: str) -> str:
    r"""Keep words from being read as Markdown; addresses in angle brackets stay links.

    Parameters
    ----------
    line : str
        One line.

    Returns
    -------
    str
        The same line as Markdown.

    Examples
    --------
    >>> print(escape("<b> *once*, see <https://www.ice.gov/a_b>"))
    \<b> \*once\*, see <https://www.ice.gov/a_b>
    """
    pieces = _ADDRESS.split(line)
    pieces[::2] = [piece.translate(_MARKS) for piece in pieces[::2]]
    return "".join(pieces)
