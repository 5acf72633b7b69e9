"""The gazetteer in memory: governments by name, read from the Turtle files that are shipped."""

from __future__ import annotations

import hashlib
import json
import os
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any, Final, get_args

from policygraph.errors import OutputError, StoreError
from policygraph.graph import write_whole
from policygraph.reconcile.digest import digest
from policygraph.reconcile.government import Government, Kind
from policygraph.resources import locate

#: Counted up whenever what the cache holds or means changes.
_FORM: Final = 3
_BASE: Final = "us_census_gazetteer_2017.ttl"


class Gazetteer:
    """Every government by its names and codes.

    Parameters
    ----------
    governments : iterable of Government
        The governments.
    codes : dict of str to str
        USPS code to the GEOID of the state.
    former : dict of str to str, optional
        Code that is no longer in use to the one that took its place.
    """

    def __init__(
        self,
        governments: Iterable[Government],
        codes: dict[str, str],
        former: dict[str, str] | None = None,
    ) -> None:
        self.governments: Final = {one.geoid: one for one in governments}
        self.codes: Final = codes
        self.former: Final = former or {}
        self._by_key: dict[str, list[Government]] = defaultdict(list)
        for one in self.governments.values():
            for key in one.keys:
                self._by_key[key].append(one)

    @cached_property
    def usps(self) -> dict[str, str]:
        """GEOID of a state to its USPS code."""
        return {geoid: code for code, geoid in self.codes.items()}

    def named(self, key: str, state: str = "") -> list[Government]:
        """Find the governments of a name.

        Parameters
        ----------
        key : str
            See :func:`policygraph.reconcile.names.make_key`.
        state : str, optional
            GEOID of the state that they must be in.

        Returns
        -------
        list of Government
            In order of their codes.
        """
        found = self._by_key.get(key, ())
        return [one for one in found if not state or one.state == state]

    @cached_property
    def keys_by_state(self) -> dict[str, list[str]]:
        """Every key of a state, for the search of near names."""
        keys: dict[str, set[str]] = defaultdict(set)
        for key, governments in self._by_key.items():
            for one in governments:
                if one.kind != "state":
                    keys[one.state].add(key)
        return {state: sorted(found) for state, found in keys.items()}

    @cached_property
    def keys_by_initial(self) -> dict[str, list[str]]:
        """Every key by its first letter, for the search where no state is given."""
        keys: dict[str, list[str]] = defaultdict(list)
        for key in sorted(self._by_key):
            keys[key[:1]].append(key)
        return keys

    def describe(self, government: Government) -> str:
        """Name a government with its state: "Ramsey County, MN"."""
        if government.kind == "state":
            return government.name
        return f"{government.name}, {self.usps.get(government.state, government.state)}"


def load_gazetteer(*, cache: bool = True) -> Gazetteer:
    """Load the shipped gazetteer, from the cache where it holds these very files.

    Parameters
    ----------
    cache : bool, optional
        Whether to read and to write the cache.

    Returns
    -------
    Gazetteer
        The governments of all shipped files.

    Raises
    ------
    StoreError
        If the files are not there.

    Examples
    --------
    >>> gazetteer = load_gazetteer()
    >>> [gazetteer.describe(one) for one in gazetteer.named("ramsey") if one.kind == "county"]
    ['Ramsey County, MN', 'Ramsey County, ND']
    """
    folder = locate("data/ttl")
    paths = [folder / _BASE, *sorted((folder / "gazetteer").glob("*.ttl"))]
    if not paths[0].is_file():
        raise StoreError(
            "The package holds no gazetteer.",
            hint="Install policygraph again or run it from a clone.",
        )
    contents = [path.read_bytes() for path in paths]
    place = _cache_path(contents) if cache else None
    held = _read_cache(place) if place else None
    if held is None:
        held = digest(contents)
        if place:
            _write_cache(place, held)
    return Gazetteer(
        (Government(g, k, n, w, tuple(keys), u) for g, k, n, w, keys, u in held["governments"]),
        held["codes"],
        held["former"],
    )


def _cache_path(contents: list[bytes]) -> Path | None:
    seal = hashlib.sha256(f"{_FORM}".encode())
    for content in contents:
        seal.update(hashlib.sha256(content).digest())
    for name in ("aliases.csv", "consolidated.csv"):
        seal.update((Path(__file__).parent / name).read_bytes())
    seal.update((Path(__file__).parent / "names.py").read_bytes())
    given = os.environ.get("XDG_CACHE_HOME", "")
    try:
        home = Path(given) if given else Path.home() / ".cache"
    except RuntimeError:  # nobody knows whose home it would be
        return None
    return home / "policygraph" / f"gazetteer-{seal.hexdigest()[:24]}.json"


def _read_cache(path: Path) -> Any:
    try:
        held = json.loads(path.read_bytes())
        whole = isinstance(held, dict) and all(
            len(row) == 6 and row[1] in get_args(Kind) for row in held["governments"]
        )
        return held if whole and held["codes"] and isinstance(held["former"], dict) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None  # a cache that cannot be read is made again


def _write_cache(path: Path, held: Any) -> None:
    content = json.dumps(held, ensure_ascii=False, separators=(",", ":")).encode()
    try:
        write_whole(path, content)
        for old in path.parent.glob("gazetteer-*.json"):
            if old != path:
                old.unlink(missing_ok=True)
    except (OutputError, OSError):
        pass  # without a cache it only takes longer
