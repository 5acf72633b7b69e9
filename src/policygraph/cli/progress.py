"""Signs of progress, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def working(words: str) -> Iterator[Callable[[str], None]]:
    """Show on standard error that work is done, and what, while a person waits at a terminal.

    Parameters
    ----------
    words : str
        What is done first.

    Yields
    ------
    callable
        Takes what is done next.

    Examples
    --------
    >>> with working("Reading") as tell:
    ...     tell("Judging")
    """
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    look = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*look, console=_steady(), transient=True) as bar:
        task = bar.add_task(words, total=None)
        yield lambda next_words: bar.update(task, description=next_words, refresh=True)


def _steady() -> Any:
    """Make a console that leaves the cursor be: an interrupt may end the process at any time."""
    from rich.console import Console

    class Steady(Console):
        def show_cursor(self, show: bool = True) -> bool:  # noqa: ARG002
            return False

    return Steady(stderr=True)
