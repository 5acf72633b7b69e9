"""Pictures: a map, a timeline, funding and the network, as SVG and PNG.

Pure functions from records to a :class:`Picture`. This is the only room of matplotlib, which is
imported when a picture is drawn and not before.
"""

from __future__ import annotations

from policygraph.pictures.events import Event, read_list_events
from policygraph.pictures.funding import draw_funding
from policygraph.pictures.maps import draw_map
from policygraph.pictures.marks import Mark, Status, mark_places
from policygraph.pictures.networks import draw_network
from policygraph.pictures.picture import Picture
from policygraph.pictures.text import find_overlaps
from policygraph.pictures.timeline import draw_timeline

__all__ = [
    "Event",
    "Mark",
    "Picture",
    "Status",
    "draw_funding",
    "draw_map",
    "draw_network",
    "draw_timeline",
    "find_overlaps",
    "mark_places",
    "read_list_events",
]
