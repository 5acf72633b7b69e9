"""What is asked about where nobody says: the list that the project began with, and its day."""

from __future__ import annotations

from typing import Final

#: ICE's first Declined Detainer Outcome Report.
FIRST_REPORT: Final = "us_ice_ddor_2017w1"
FIRST_DAY: Final = "2017-03-20"
