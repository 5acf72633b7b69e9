"""The ways in: a list of the members of each class, cut into pages, and the classes by subject."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from policygraph.namespaces import PG, RDFS, SKOS
from policygraph.publish.labels import Labels, shorten
from policygraph.publish.pages import list_path
from policygraph.publish.snapshot import Snapshot
from policygraph.publish.values import Display, Value, natural

_PER_PAGE: Final = 600
# Where the labels of a list are sentences, it is set in one column.
_SENTENCE: Final = 48
_PROJECT: Final = "policygraph: "  # begins the title of every module
_ELSEWHERE: Final = "Terms and catalogue"


@dataclass(frozen=True, slots=True)
class Turn:
    """A page of a list, as its other pages name it.

    Parameters
    ----------
    number : int
        From 1.
    path : str
        Where it stands.
    text : str
        Its first and last entry.
    """

    number: int
    path: str
    text: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of the list of a class.

    Parameters
    ----------
    kind : Value
        The class.
    definition : str
        What the class is, if the ontology says so.
    total : int
        How many members there are on all pages.
    number : int
        Which page it is.
    path : str
        Where it stands.
    pages : tuple of Turn
        All pages.
    entries : tuple of Value
        The members on this page.
    wide : bool
        Whether the labels are long.
    """

    kind: Value
    definition: str
    total: int
    number: int
    path: str
    pages: tuple[Turn, ...]
    entries: tuple[Value, ...]
    wide: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A list, as the front page names it.

    Parameters
    ----------
    kind : Value
        The class.
    path : str
        The list's first page.
    total : int
        How many members it has.
    """

    kind: Value
    path: str
    total: int


@dataclass(frozen=True, slots=True)
class Group:
    """The lists of one ontology module.

    Parameters
    ----------
    title : str
        The subject.
    entries : tuple of Entry
        Its lists.
    """

    title: str
    entries: tuple[Entry, ...]


def list_pages(snapshot: Snapshot, display: Display, kind: str) -> Iterator[ListPage]:
    """Make the pages of the list of one class.

    Parameters
    ----------
    snapshot : Snapshot
        The graph.
    display : Display
        How to show its resources.
    kind : str
        The class.

    Yields
    ------
    ListPage
        Each page, the first first.
    """
    links = [display.link(iri) for iri in snapshot.instances[kind]]
    links.sort(key=lambda link: (natural(link.text), link.target))
    pages = [tuple(links[i : i + _PER_PAGE]) for i in range(0, len(links), _PER_PAGE)]
    first = list_path(kind)
    turns = tuple(
        Turn(
            number,
            first if number == 1 else f"{first}/{number}",
            f"{shorten(page[0].text, 24)} – {shorten(page[-1].text, 24)}",
        )
        for number, page in enumerate(pages, 1)
    )
    typical = sorted(len(link.text) for link in links)[len(links) // 2]
    for turn, page in zip(turns, pages, strict=True):
        yield ListPage(
            kind=display.link(kind),
            definition=snapshot.literal(kind, f"{SKOS}definition") or "",
            total=len(links),
            number=turn.number,
            path=turn.path,
            pages=turns,
            entries=page,
            wide=typical > _SENTENCE,
        )


def grouped_lists(snapshot: Snapshot, labels: Labels, display: Display) -> list[Group]:
    """Group the lists of all classes by the ontology module that defines the class.

    Parameters
    ----------
    snapshot : Snapshot
        The graph.
    labels : Labels
        What things are called.
    display : Display
        How to show them.

    Returns
    -------
    list of Group
        Modules by title; classes of other vocabularies in one group at the end.
    """

    def subject(kind: str) -> tuple[bool, str]:
        modules = snapshot.targets(kind, f"{RDFS}isDefinedBy")
        ours = kind.startswith(PG) and bool(modules)
        return not ours, (
            labels[next(iter(modules))].removeprefix(_PROJECT) if ours else _ELSEWHERE
        )

    ordered = sorted(
        snapshot.instances, key=lambda kind: (subject(kind), natural(labels[kind]), kind)
    )
    return [
        Group(
            title,
            tuple(
                Entry(display.link(kind), list_path(kind), len(snapshot.instances[kind]))
                for kind in kinds
            ),
        )
        for (_, title), kinds in groupby(ordered, key=subject)
    ]
