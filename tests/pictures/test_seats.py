"""Every city and town that the graph names has a county to be drawn in."""

from __future__ import annotations

import gzip
import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

from policygraph.pictures.seats import SEATS, find_county
from policygraph.pictures.shapes import read_shapes
from policygraph.places import load_places
from policygraph.sources import SourceFolder
from policygraph.sources.governments import GOVERNMENTS
from policygraph.sources.us_census_gazetteer_2017 import DIVISIONS
from policygraph.store import LocalStore

ROOT = Path(__file__).parents[2]


def _maker() -> ModuleType:
    path = ROOT / "docs" / "make_seats.py"
    spec = importlib.util.spec_from_file_location("make_seats", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_named_city_and_town_is_in_a_county_of_its_state(shipped: LocalStore) -> None:
    counties = read_shapes().counties
    places = [p for p in load_places(shipped).values() if p.kind in {"Municipality", "Township"}]
    assert len(places) > 300
    for place in places:
        county = find_county(place.geoid)
        assert county in counties, place
        assert str(county)[:2] == place.geoid[:2], place


def test_some_seats_are_as_everybody_knows() -> None:
    known = {
        "2758000": "27123",  # St. Paul
        "2743000": "27053",  # Minneapolis
        "0644000": "06037",  # Los Angeles
        "2938000": "29095",  # Kansas City, MO lies in four counties
        "5100148": "51191",  # Abingdon
        "0908000": "09001",  # Bridgeport, whose planning region is no county
        "0282200": "02261",  # Valdez, whose census area was split in 2019
    }
    assert {place: find_county(place) for place in known} == known


def test_states_and_unknown_cities_have_none() -> None:
    assert find_county("27") is None
    assert find_county("2799999") is None


def test_the_table_is_whole_and_all_its_counties_have_shapes() -> None:
    lines = gzip.decompress(SEATS.read_bytes()).decode().splitlines()
    assert lines[0] == "place,county"
    assert len(lines) > 19_000
    assert lines[1:] == sorted(set(lines[1:]))
    assert {line.split(",")[1] for line in lines[1:]} <= set(read_shapes().counties)


def test_the_maker_reads_the_county_of_each_city(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = [*GOVERNMENTS.columns, "legacy_govs_id"]
    rows = [
        ("1", "ST PAUL CITY", "city", "27", "123", "2022", "2758000", "300000", "242062001"),
        ("2", "VALDEZ CITY", "city", "02", "063", "2022", "0282200", "3900", "022020002"),
        ("3", "STAMFORD CITY", "city", "09", "190", "2022", "0973000", "135000", "072001006"),
        ("4", "HAMDEN TOWN", "township", "09", "170", "2022", "0900935650", "1", "073005010"),
    ]
    (tmp_path / "base").mkdir()
    table = pa.table({name: [row[i] for row in rows] for i, name in enumerate(columns)})
    pq.write_table(table, tmp_path / GOVERNMENTS.path)
    (tmp_path / DIVISIONS.path).write_text(
        "id,name,census_geoid\n"
        "d/place:stamford,Stamford city,place-0973000\n"
        "d/place:st_paul,St. Paul city,place-2758000\n"
        "d/place:valdez,Valdez city,place-0282200\n",
        encoding="utf-8",
    )
    maker: Any = _maker()
    folder = SourceFolder(tmp_path, contracts=False)
    made = maker.write_seats(folder)
    assert made == maker.write_seats(folder)
    assert gzip.decompress(made).decode().splitlines() == [
        "place,county",
        "0282200,02261",
        "0973000,09001",
        "2758000,27123",
    ]


def test_codes_of_connecticut_are_turned_back() -> None:
    maker: Any = _maker()
    stamford = {"legacy_govs_id": "072001006"}
    new_haven = {"legacy_govs_id": "072005006"}
    assert maker._county_of_2017("09190", stamford) == "09001"
    assert maker._county_of_2017("09170", new_haven) == "09009"
    assert maker._county_of_2017("27123", None) == "27123"
