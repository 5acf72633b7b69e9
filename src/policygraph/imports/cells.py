"""One cell at a time: from what a person wrote to a value, or to what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from typing import Final

from policygraph.dates import PartialDate
from policygraph.errors import DateFormatError
from policygraph.imports.codes import Code
from policygraph.imports.columns import Column, Form

Value = str | bool | Decimal | PartialDate | tuple[str, ...]

#: A cell that is longer is no cell of such a table.
LONGEST: Final = 2_000
_SHOWN: Final = 60
_MONEY: Final = re.compile(r"\$?\s?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\Z", re.ASCII)
_SHARE: Final = re.compile(r"(\d{1,3}(?:\.\d+)?|\.\d+)\s?(%?)\Z", re.ASCII)
_URL: Final = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20]+\Z")
_SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_MIDNIGHT: Final = re.compile(r"[T ]00:00(:00(\.0+)?)?\Z")
_TRUTHS: Final = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}


class CellError(ValueError):
    """A cell that cannot be read, for the list of faults; it never leaves this package.

    Parameters
    ----------
    problem : str
        What is wrong.
    remedy : str
        What to do.
    """

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row.

    Parameters
    ----------
    line : int
        Line of the file, or row of the sheet.
    column : str
        The column; empty where the row as a whole is at fault.
    value : str
        What stands there, cut where it is long.
    problem, remedy : str
        What is wrong, and what to do.
    """

    line: int
    column: str
    value: str
    problem: str
    remedy: str


def shorten(text: str) -> str:
    """Cut a long cell, and make what steers a terminal visible.

    Examples
    --------
    >>> shorten("a" * 100)[-3:]
    'aa…'
    """
    plain = "".join(sign if sign.isprintable() else "\ufffd" for sign in text[: _SHOWN + 1])
    return plain if len(text) <= _SHOWN else f"{plain[:_SHOWN]}…"


def read_cell(column: Column, text: str, codes: Mapping[str, Code]) -> Value | None:
    """Read a cell.

    Parameters
    ----------
    column : Column
        What it should be.
    text : str
        What stands there, without white space around it.
    codes : mapping of str to Code
        The codes that the column takes, if it takes any.

    Returns
    -------
    str, bool, Decimal, PartialDate, tuple of str or None
        The value; None for an empty cell.

    Raises
    ------
    CellError
        If it cannot be read.

    Examples
    --------
    >>> from policygraph.imports.columns import FUNDING
    >>> read_cell(FUNDING.find("amount_usd"), "$1,234.50", {})
    Decimal('1234.50')
    >>> read_cell(FUNDING.find("share"), "10%", {})
    Decimal('0.1')
    """
    if not text:
        return None
    if len(text) > LONGEST:
        raise CellError(
            f"has {len(text):,} characters, more than {LONGEST:,}", "Shorten it or mend the quotes."
        )
    if any(ord(sign) < 32 or 0x7F <= ord(sign) < 0xA0 for sign in text):
        raise CellError("holds a control character", "Write it as plain text.")
    if column.form in {"code", "codes"}:
        parts = _split(column, text)
        found = tuple(dict.fromkeys(_read_code(one, codes, alone=parts == [text]) for one in parts))
        return found if column.form == "codes" else found[0]
    reader = _READERS.get(column.form)
    return reader(text) if reader else text


def _split(column: Column, text: str) -> list[str]:
    parts = [part.strip() for part in text.split(";") if part.strip()]
    if column.form == "code" and len(parts) != 1:
        raise CellError("is not one code", "Give one code.")
    if not parts:
        raise CellError("holds no code", "Leave it empty or give a code.")
    return parts


def _read_code(text: str, codes: Mapping[str, Code], *, alone: bool) -> str:
    name = re.sub(r"[\s_]+", "-", text.lower())
    if name in codes:
        return name
    by_label = {code.label.lower(): code.name for code in codes.values()}
    if text.lower() in by_label:
        return by_label[text.lower()]
    close = get_close_matches(name, codes, n=3, cutoff=0.6)
    known = f"Did you mean {' or '.join(close)}?" if close else f"Choose from {', '.join(codes)}."
    what = "is" if alone else f"holds {shorten(text)!r}, which is"
    raise CellError(f"{what} no code of this column", known)


def _read_date(text: str) -> PartialDate:
    try:
        return PartialDate(_MIDNIGHT.sub("", text))
    except DateFormatError:
        raise CellError(
            "is no date",
            "Write YYYY-MM-DD, YYYY-MM or YYYY, as exact as the source and no more.",
        ) from None


def _read_year(text: str) -> PartialDate:
    if not re.fullmatch(r"[0-9]{4}", text):
        raise CellError("is no year", "Write YYYY, as in 2017.")
    return _read_date(text)


def _read_money(text: str) -> Decimal:
    found = _MONEY.match(text)
    if not found:
        raise CellError(
            "is no sum of dollars", "Write 1234567 or $1,234,567; leave it empty if not known."
        )
    return Decimal(found[1].replace(",", "") + (found[2] or ""))


def _read_share(text: str) -> Decimal:
    found = _SHARE.match(text)
    share = None
    if found:
        number = Decimal(found[1])
        share = number / 100 if found[2] else number
    if share is None or share > 1:
        raise CellError("is no share", "Write 0.10 or 10%.")
    return share


def _read_truth(text: str) -> bool:
    if text.lower() not in _TRUTHS:
        raise CellError("is neither yes nor no", "Write yes or no, or leave it empty.")
    return _TRUTHS[text.lower()]


def _read_url(text: str) -> str:
    if not _URL.match(text):
        raise CellError(
            "is no address on the web", "Begin with http:// or https://, and leave no blanks."
        )
    return text


def _read_geoid(text: str) -> str:
    if re.fullmatch(r"[0-9]+", text) and len(text) in {1, 4, 6, 9}:
        raise CellError(
            "has lost the zero at its beginning",
            f"Write 0{text}, as text; a spreadsheet drops the zero of a number.",
        )
    if not re.fullmatch(r"[0-9]{2}|[0-9]{5}|[0-9]{7}|[0-9]{10}", text):
        raise CellError("is no GEOID", "Write 2, 5, 7 or 10 digits, or leave it empty.")
    return text


def _read_slug(text: str) -> str:
    if not _SLUG.match(text) or len(text) > _SHOWN:
        raise CellError("is no name of a policy", "Use small letters, digits and hyphens.")
    return text


_READERS: Final[dict[Form, Callable[[str], Value]]] = {
    "date": _read_date,
    "year": _read_year,
    "money": _read_money,
    "share": _read_share,
    "truth": _read_truth,
    "url": _read_url,
    "geoid": _read_geoid,
    "slug": _read_slug,
}
