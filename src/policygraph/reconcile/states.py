"""States as people write them: by name, by USPS code, by an old abbreviation."""

from __future__ import annotations

from typing import Final

from policygraph.reconcile.gazetteer import Gazetteer
from policygraph.reconcile.names import fold, make_key, split_words

#: Older abbreviations, as keys; the codes of the post are in the gazetteer.
_OLD: Final = {
    "AL": "ala", "AK": "alas", "AZ": "ariz", "AR": "ark", "CA": "calif cal", "CO": "colo col",
    "CT": "conn", "DE": "del", "DC": "washdc", "FL": "fla", "IL": "ill",
    "IN": "ind", "KS": "kan kans", "MA": "mass", "MI": "mich",
    "MN": "minn", "MS": "miss", "MT": "mont", "NE": "neb nebr", "NV": "nev",
    "NM": "nmex newmex northmex", "NC": "northcar",
    "ND": "northdak", "OK": "okla", "OR": "ore oreg", "PA": "penn penna",
    "SC": "southcar", "SD": "southdak",
    "TN": "tenn", "TX": "tex", "WA": "wash",
    "WV": "westva", "WI": "wis wisc", "WY": "wyo",
    "VI": "virginislands usvi",
}  # fmt: skip
_NONE: Final = frozenset({"", "us", "usa", "unitedstates", "na", "none", "null", "unknown", "nan"})


class States:
    """The names of states.

    Parameters
    ----------
    gazetteer : Gazetteer
        Where the states are.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._keys: dict[str, str] = {}
        for geoid, usps in gazetteer.usps.items():
            name = gazetteer.governments[geoid].name
            words = split_words(fold(name))
            for key in (usps.lower(), make_key(words), *_OLD.get(usps, "").split()):
                self._keys[key] = geoid
            for usual in ("state", "commonwealth"):
                self._keys[f"{usual}of{make_key(words)}"] = geoid
                self._keys[f"{make_key(words)}{usual}"] = geoid
            self._keys[geoid] = geoid

    def read(self, text: str) -> str | None:
        """Read the state that a cell or a part of a name gives.

        Parameters
        ----------
        text : str
            What is written.

        Returns
        -------
        str or None
            The state's GEOID; nothing where no state is given; None where it is none.
        """
        folded = fold(text)
        short = folded.strip(" .").replace(".", "")
        if short in self._keys:  # "MT" is no mountain here
            return self._keys[short]
        if "".join(sign for sign in folded if sign.isalnum()) in _NONE:
            return ""
        return self._keys.get(make_key(split_words(folded)))
