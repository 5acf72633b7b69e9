"""The data behind a report: which version of the software and of the data it was made with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from policygraph import __version__
from policygraph.store import LocalStore, Store

HOME: Final = "https://w3id.org/policygraph"
_SHORT: Final = 12


@dataclass(frozen=True, slots=True)
class DataVersion:
    """What a reader needs to get the same report again.

    Parameters
    ----------
    software : str
        The version of policygraph.
    digest : str
        SHA-256 of the data in hexadecimal: see :attr:`policygraph.store.LocalStore.digest`.
        Empty where the data are an endpoint's, which has no version that could be known.
    """

    software: str
    digest: str

    def __str__(self) -> str:
        data = f"data sha256-{self.digest[:_SHORT]}" if self.digest else "data of an endpoint"
        return f"policygraph {self.software}, {data}"


def read_data_version(store: Store) -> DataVersion:
    """Read the version of the data that a store holds.

    Parameters
    ----------
    store : Store
        The graph.

    Returns
    -------
    DataVersion
        Its version.

    Examples
    --------
    >>> read_data_version(LocalStore([])).digest[:12]
    'e3b0c44298fc'
    """
    return DataVersion(__version__, store.digest if isinstance(store, LocalStore) else "")


def suggest_citation(title: str, version: DataVersion, address: str = HOME) -> str:
    """Suggest how to cite a report, or a finding of one.

    Parameters
    ----------
    title : str
        Its title.
    version : DataVersion
        What it was made with.
    address : str, optional
        Where it can be found; by default the home of policygraph.

    Returns
    -------
    str
        A citation without a year of its own: the title has the day as of which it reads.

    Examples
    --------
    >>> suggest_citation("Omissions as of 2017-03-20", DataVersion("0.1.0", "ab" * 32))
    'The policygraph authors: “Omissions as of 2017-03-20”. policygraph 0.1.0, data \
sha256-abababababab. https://w3id.org/policygraph'
    """
    return f"The policygraph authors: “{title}”. {version}. {address}"
