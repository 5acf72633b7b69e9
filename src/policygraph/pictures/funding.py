"""Funding at stake: bars for what is recorded, and words for what is not."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from policygraph.gaps import Stake, Stakes
from policygraph.pictures.drawing import drawn
from policygraph.pictures.picture import Picture
from policygraph.pictures.sheet import MARGIN, WIDTH, Sheet, line_height
from policygraph.pictures.text import BODY, FAINT, INK, MUTED, SMALL, shorten
from policygraph.pictures.words import count, join_names

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Bars in each of the two groups; the rest is told in words.
MOST_BARS: Final = 15
_STATES: Final = frozenset({"State", "FederalDistrict", "Territory"})
_ROW: Final = 0.235
_BAR: Final = 0.13
_HEAD: Final = 0.27
_GROUP_GAP: Final = 0.14
_NAMES: Final = 2.0
_VALUES: Final = 1.0
_LEFT: Final = MARGIN + _NAMES
_ROOM: Final = WIDTH - MARGIN - _VALUES - _LEFT
_COLOUR: Final = "#0072b2"


@drawn
def draw_funding(stakes: Stakes, title: str, *, subtitle: str = "", footer: str = "") -> Picture:
    """Draw the funding of places as bars, the largest first.

    States stand apart from counties and cities, each group on a scale of its own.

    Parameters
    ----------
    stakes : Stakes
        The places with their funding, from :func:`policygraph.gaps.rank_by_funding`.
    title : str
        A sentence that says what is seen.
    subtitle : str, optional
        A second one; by default it adds the figures up.
    footer : str, optional
        Sources and version of the data.

    Returns
    -------
    Picture
        The bars. A place without a figure has no bar: it is counted in words and named in the
        notes.
    """
    known = [stake for stake in stakes.stakes if stake.amount_usd is not None]
    states = [stake for stake in known if stake.place.kind in _STATES]
    local = [stake for stake in known if stake.place.kind not in _STATES]
    groups = [(name, group) for name, group in (
        ("States", states), ("Counties, cities and towns", local)
    ) if group]  # fmt: skip
    notes = _write_notes(stakes, groups)
    heights = [_height(group) for _, group in groups]
    said = [f"{note.partition(':')[0]}." for note in notes if " without a bar " not in note]
    if len(groups) > 1:
        said.append("Each group has a scale of its own.")
    sheet = Sheet(title, subtitle or _add_up(stakes), sum(heights), said, footer)
    axes = sheet.draw()
    tooltips: dict[str, str] = {}
    top = sheet.top
    for (name, group), height in zip(groups, heights, strict=True):
        _draw_group(sheet, axes, name, group, top, tooltips)
        top += height
    return Picture(title, _describe(title, stakes, notes), notes, sheet.figure, tooltips)


def say_dollars(amount: Decimal) -> str:
    """Say an amount in a short form.

    Parameters
    ----------
    amount : Decimal
        Dollars.

    Returns
    -------
    str
        Three or four figures with their unit; below a million, every dollar.

    Examples
    --------
    >>> [say_dollars(Decimal(amount)) for amount in (70254166000, 1226000, 98000)]
    ['$70.3 billion', '$1.2 million', '$98,000']
    """
    for size, word in ((Decimal(10**9), "billion"), (Decimal(10**6), "million")):
        if amount >= size:
            return f"${amount / size:,.1f} {word}"
    return f"${amount:,.0f}"


def _add_up(stakes: Stakes) -> str:
    known = len(stakes.stakes) - stakes.unknown
    years = sorted({stake.year for stake in stakes.stakes if stake.year})
    when = f" ({years[0] if len(years) == 1 else f'{years[0]} to {years[-1]}'})" if years else ""
    return (
        f"{stakes.measure.capitalize()}{when}: {say_dollars(stakes.total_usd)} recorded over"
        f" {known:,} of {count(len(stakes.stakes), 'place')}."
    )


def _height(group: Sequence[Stake]) -> float:
    rest = line_height(SMALL) if len(group) > MOST_BARS else 0
    return _HEAD + min(len(group), MOST_BARS) * _ROW + rest + _GROUP_GAP


def _draw_group(
    sheet: Sheet,
    axes: Axes,
    name: str,
    group: Sequence[Stake],
    top: float,
    tooltips: dict[str, str],
) -> None:
    from matplotlib.patches import Rectangle

    sheet.write(MARGIN, top, name, BODY, weight="bold")
    largest = max(stake.amount_usd or Decimal() for stake in group) or Decimal(1)
    shown = group[:MOST_BARS]
    bottom = top + _HEAD + len(shown) * _ROW
    axes.plot([_LEFT, _LEFT], [top + _HEAD - 0.04, bottom], color=FAINT, lw=0.8, zorder=0.5)
    for place, stake in enumerate(shown):
        middle = top + _HEAD + (place + 0.5) * _ROW
        amount = stake.amount_usd or Decimal()
        width = float(amount / largest) * _ROOM
        gid = f"stake-{stake.place.geoid}"
        tooltips[gid] = f"{stake.place}: ${amount:,.0f} ({stake.year})"
        axes.add_artist(
            Rectangle(
                (_LEFT, middle - _BAR / 2),
                max(width, 0.012),  # the thinnest line that can be seen
                _BAR,
                fc=_COLOUR,
                ec="none",
                gid=gid,
            )
        )
        words = shorten(str(stake.place), _NAMES - 0.1, SMALL)
        sheet.write(_LEFT - 0.08, middle, words, SMALL, ha="right", va="center_baseline")
        sheet.write(
            _LEFT + width + 0.07, middle, say_dollars(amount), SMALL, va="center_baseline",
            color=INK,
        )  # fmt: skip
    if rest := group[MOST_BARS:]:
        total = sum((stake.amount_usd or Decimal() for stake in rest), Decimal())
        words = f"and {len(rest):,} more with {say_dollars(total)} together"
        sheet.write(_LEFT + 0.07, bottom + 0.03, words, SMALL, color=MUTED)


def _write_notes(stakes: Stakes, groups: Sequence[tuple[str, Sequence[Stake]]]) -> tuple[str, ...]:
    notes = []
    unknown = [str(stake.place) for stake in stakes.stakes if stake.amount_usd is None]
    if unknown:
        verb, are = ("has", "is") if len(unknown) == 1 else ("have", "are")
        notes.append(
            f"{count(len(unknown), 'place')} {verb} no figure on record, which is not zero, and"
            f" {are} not drawn: {join_names(unknown)}."
        )
    for name, group in groups:
        if rest := group[MOST_BARS:]:
            notes.append(
                f"{name} without a bar of their own: {join_names(str(s.place) for s in rest)}."
            )
    return tuple(notes)


def _describe(title: str, stakes: Stakes, notes: Sequence[str]) -> str:
    bars = "; ".join(
        f"{stake.place} {say_dollars(stake.amount_usd)}"
        for stake in stakes.stakes[: 2 * MOST_BARS]
        if stake.amount_usd is not None
    )
    said = f"Bars of funding, the largest first: {bars}." if bars else "No figure is on record."
    return " ".join([title, _add_up(stakes), said, *notes])
