"""What a table of funding becomes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from policygraph.imports.run import Outcome

pytestmark = pytest.mark.usefixtures("fast")


def test_a_row_is_an_observation(
    bring: Callable[..., Outcome], ask: Callable[[str], list[tuple[str, ...]]]
) -> None:
    bring(
        "funding",
        "name,state,year,amount_usd,share,measure,base,approximate\n"
        'Hennepin County,MN,2017,"$198,000,000",10%,federal-funding-in-budget,total-budget,yes\n'
        "Ramsey County,MN,2017,0,,direct-federal-aid,,\n",
    )
    assert ask(
        "SELECT ?place ?year ?sum ?share ?base ?about ?measure WHERE { ?o a qb:Observation ;"
        " pg:isReceivedBy ?place ; pg:referenceYear ?year ; pg:hasFundingMeasure ?measure ;"
        " qb:dataSet pg:federalFunding . OPTIONAL { ?o pg:amountUsd ?sum }"
        " OPTIONAL { ?o pg:shareOfBase ?share ; pg:hasShareBase ?base }"
        " OPTIONAL { ?o pg:isApproximate ?about } }"
    ) == [
        ("county:27053", "2017", "198000000", "0.1", "base:total-budget", "true",
         "measure:federal-funding-in-budget"),
        ("county:27123", "2017", "0", "", "", "", "measure:direct-federal-aid"),
    ]  # fmt: skip
