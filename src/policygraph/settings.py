"""What the environment sets, read when it is needed and never at import."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from policygraph.errors import StoreError

ENDPOINT: Final = "POLICYGRAPH_ENDPOINT"
TIMEOUT: Final = "POLICYGRAPH_TIMEOUT"
WORKSPACE: Final = "POLICYGRAPH_WORKSPACE"
_DEFAULT_TIMEOUT: Final = 60.0


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one call.

    Parameters
    ----------
    endpoint : str or None
        Address of the SPARQL endpoint to read instead of the bundled graph.
    timeout : float
        Seconds that an endpoint may take to answer.
    workspace : pathlib.Path or None
        Folder of the workspace whose graphs are read beside the bundled graph.
    """

    endpoint: str | None = None
    timeout: float = _DEFAULT_TIMEOUT
    workspace: Path | None = None


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from environment variables.

    Parameters
    ----------
    environment : mapping of str to str, optional
        Where to look; by default the environment of the process, as it is now.

    Returns
    -------
    Settings
        What is set. An empty variable counts as not set.

    Raises
    ------
    StoreError
        If the timeout is not a positive number.

    Examples
    --------
    >>> read_settings({"POLICYGRAPH_TIMEOUT": "5"})
    Settings(endpoint=None, timeout=5.0, workspace=None)
    """
    found = os.environ if environment is None else environment
    given = found.get(TIMEOUT, "").strip()
    try:
        timeout = float(given) if given else _DEFAULT_TIMEOUT
        if not 0 < timeout < float("inf"):
            raise ValueError
    except ValueError:
        raise StoreError(
            f"{TIMEOUT} is {given!r}, which is not a time.", hint="Give a number of seconds."
        ) from None
    workspace = found.get(WORKSPACE, "").strip()
    return Settings(
        endpoint=found.get(ENDPOINT, "").strip() or None,
        timeout=timeout,
        workspace=Path(workspace) if workspace else None,
    )
