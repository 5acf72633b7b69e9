"""Options that several commands share."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

Endpoint: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--endpoint",
        metavar="URL",
        help="A SPARQL 1.1 endpoint to ask instead of the bundled graph"
        " (else POLICYGRAPH_ENDPOINT).",
    ),
]
Output: TypeAlias = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE|-", help="Write to a file, whole or not at all."),
]


@contextmanager
def interruptible() -> Iterator[None]:
    """Let Ctrl-C end the process at once.

    The query engine runs outside Python and hears of no signal until it is done, which for an
    unlucky query may be never.

    Examples
    --------
    >>> with interruptible():
    ...     "a long query"
    'a long query'
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
