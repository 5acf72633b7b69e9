"""The network of policies: places as nodes, and a link where their hold criteria are alike.

Pure functions over records: nothing here reads a store or the clock.
"""

from __future__ import annotations

from policygraph.network.adoption import Adoption, AdoptionOrder, order_adoptions
from policygraph.network.families import (
    Bridge,
    Family,
    Seam,
    find_bridges,
    find_families,
    find_seams,
)
from policygraph.network.links import COSTS, Held, build_network
from policygraph.network.paths import Path, Step, find_path
from policygraph.network.peers import RankedPeer, rank_peers

__all__ = [
    "COSTS",
    "Adoption",
    "AdoptionOrder",
    "Bridge",
    "Family",
    "Held",
    "Path",
    "RankedPeer",
    "Seam",
    "Step",
    "build_network",
    "find_bridges",
    "find_families",
    "find_path",
    "find_seams",
    "order_adoptions",
    "rank_peers",
]
