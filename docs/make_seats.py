"""Write the table of the seats of cities, for the map: ``make_seats.py FOLDER_OF_SOURCES``.

The graph links a city to its state alone. The crosswalk of the Census of Governments tells in
which county each government sits, and that is where a map marks it. Its codes of counties are
newer than the shapes of the map: those of 2017 are found again here.
"""

from __future__ import annotations

import gzip
import sys
from dataclasses import replace
from pathlib import Path
from typing import Final

from policygraph.pictures.seats import SEATS
from policygraph.sources import Row, SourceFolder
from policygraph.sources.governments import GOVERNMENTS, find_governments
from policygraph.sources.us_census_gazetteer_2017 import DIVISIONS

#: Census areas of Alaska whose code is not that of 2017: split in 2019, and one already in 2008.
_ALASKA: Final = {"02063": "02261", "02066": "02261", "02280": "02195"}


def write_seats(tables: SourceFolder) -> bytes:
    """Write the table of seats.

    Parameters
    ----------
    tables : SourceFolder
        The tables of the sources.

    Returns
    -------
    bytes
        A line for every municipality, its GEOID and that of its county, compressed.
    """
    rows = tables.read(replace(GOVERNMENTS, columns=(*GOVERNMENTS.columns, "legacy_govs_id")))
    former = {row["census_geoid"]: row for row in rows}
    found = find_governments(rows, tables.read(DIVISIONS)).found
    lines = sorted(
        f"{geoid},{_county_of_2017(place.county, former.get(geoid))}\n"
        for geoid, place in found.items()
        if len(geoid) == 7
    )
    return gzip.compress("".join(["place,county\n", *lines]).encode(), 9, mtime=0)


def _county_of_2017(county: str, row: Row | None) -> str:
    """Turn a code of today into that of 2017.

    Connecticut's planning regions are not its counties. The former number of a government has that
    of its county in it: counted from 1 by name, where the codes are the odd numbers in that order.
    """
    if county.startswith("091") and row:
        return f"09{2 * int(row['legacy_govs_id'][3:6]) - 1:03}"
    return _ALASKA.get(county, county)


if __name__ == "__main__":
    SEATS.write_bytes(write_seats(SourceFolder(Path(sys.argv[1]))))
