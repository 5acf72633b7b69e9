"""What a person asks to be imported, checked before any work is done."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from policygraph.dates import PartialDate, parse_day
from policygraph.errors import DateFormatError, SourceError
from policygraph.imports.columns import Kind

_ID: Final = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*\Z")
_PART: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_URL: Final = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20]+\Z")
_LONGEST: Final = 64
COMPLETENESS: Final = ("complete", "partial", "unknown")
PART_KINDS: Final = ("whole-list", "policies", "detainers-issued", "detainers-declined")


@dataclass(frozen=True)
class Request:
    """A table to import, and what is known of it.

    Parameters
    ----------
    kind : Kind
        What kind of table it is.
    path : pathlib.Path
        The file.
    id : str
        Its id as a source, and as a report if it is a list.
    title, publisher : str
        What it is called, and who published it.
    date : str
        When; for a list to the day.
    retrieved : str
        The day on which the table was fetched; empty if not known.
    url, licence : str
        Its address and its terms of use; empty if not known.
    part_id, part_label, part_kind : str
        The part of a report that a list is.
    coverage : str
        How much of the part the list holds: complete, partial or unknown.
    scopes : tuple of str
        The states for which that holds; none means the whole part.
    decisions : pathlib.Path, optional
        Decisions about names.
    allow_unmatched : bool
        Whether rows that name no known place are kept (list) or left out.
    replace : bool
        Whether a source of this id may be replaced.
    columns : mapping of str to str
        Our column to its heading in the file, where that is given.
    sheet : str, optional
        The sheet of a workbook.
    """

    kind: Kind
    path: Path
    id: str
    title: str
    publisher: str
    date: str = ""
    retrieved: str = ""
    url: str = ""
    licence: str = ""
    part_id: str = "list"
    part_label: str = "The whole list"
    part_kind: str = "whole-list"
    coverage: str = "unknown"
    scopes: tuple[str, ...] = ()
    decisions: Path | None = None
    allow_unmatched: bool = False
    replace: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)
    sheet: str | None = None

    @property
    def is_list(self) -> bool:
        """Whether it is a list, and so becomes a report."""
        return self.kind.name == "list"

    def check(self) -> None:
        """Check all that can be checked without the file.

        Raises
        ------
        SourceError
            If something is missing or not well formed; the message says how it must be.
        DateFormatError
            If the date is none.
        """
        if not _ID.match(self.id) or len(self.id) > _LONGEST:
            raise SourceError(
                f"{self.id!r} is no id.",
                hint="Use small letters, digits and underscores, as in my_list_2025.",
            )
        for name, value in (("title", self.title), ("publisher", self.publisher)):
            if not value.strip():
                raise SourceError(f"The {name} is missing.", hint=f"Give it with --{name}.")
            if any(not sign.isprintable() for sign in value):
                raise SourceError(f"The {name} holds a control character.")
        terms = self.licence if self.licence.startswith(("http:", "https:")) else ""
        for address in filter(None, (self.url, terms)):
            if not _URL.match(address):
                raise SourceError(
                    f"{address!r} is no address on the web.",
                    hint="Begin with http:// or https://, and leave no blanks.",
                )
        if self.retrieved:
            _check_day("retrieved", self.retrieved, "A table is retrieved on one day.")
        if self.is_list:
            self._check_list()
        elif self.date:
            PartialDate(self.date)

    def _check_list(self) -> None:
        if not self.date:
            raise SourceError(
                "The date is missing.", hint="Give the day of the list with --date YYYY-MM-DD."
            )
        _check_day("date", self.date, "A list is dated to the day.")
        if not _PART.match(self.part_id) or len(self.part_id) > _LONGEST:
            raise SourceError(
                f"{self.part_id!r} is no id of a part.",
                hint="Use small letters, digits and hyphens, as in section-3.",
            )
        choices = (("coverage", self.coverage, COMPLETENESS),
                   ("part-kind", self.part_kind, PART_KINDS))  # fmt: skip
        for name, value, known in choices:
            if value not in known:
                raise SourceError(
                    f"There is no {name} {value!r}.", hint=f"Choose {', '.join(known)}."
                )


def _check_day(option: str, value: str, why: str) -> None:
    try:
        parse_day(value)
    except DateFormatError as error:
        raise DateFormatError(f"--{option}: {error.message}", hint=f"{why} {error.hint}") from None
