"""The report in the Star Tribune of 20 March 2017 that named both Hennepin and Ramsey County.

Its facts stand in ``us_startribune_2017_03_20.toml``, numbered one to fourteen. The listing of
Hennepin County in Section III is known from this article.
"""

from __future__ import annotations

from typing import Final

from policygraph.graph import Facts, text
from policygraph.namespaces import LISTING, REPORT, jurisdiction_iri
from policygraph.sources import Row, Source
from policygraph.sources.coding import add_document
from policygraph.sources.curated import Curation

ID: Final = "us_startribune_2017_03_20"


def build(tables: dict[str, list[Row]]) -> Facts:  # noqa: ARG001 - the facts are curated
    """Turn the curated statements into facts.

    Parameters
    ----------
    tables : dict
        Not used: the article is not a table.

    Returns
    -------
    policygraph.graph.Facts
        What the article says.
    """
    facts = Facts()
    Curation(ID, facts).add_claims()
    facts.add(
        f"{LISTING}us_ice_ddor_2017w1/section-3/hennepin-county-mn",
        "pg:Listing",
        isListedIn=f"{REPORT}us_ice_ddor_2017w1/part/section-3",
        nameAsPublished=text("Hennepin County", None),
        stateAsPublished=text("MN", None),
        listsJurisdiction=jurisdiction_iri("27053"),
        citesDocument=add_document(facts, "startribune-2017-03-20"),
        locator=text("¶1, 15", None),
        hasConfidence="conf:paraphrased",
        summary=text(
            "Hennepin County stands on the separate list of noncooperative jurisdictions."
        ),
    )
    return facts


SOURCE: Final = Source(
    id=ID,
    title="Star Tribune, 20 March 2017: Hennepin County on the list, Ramsey County not",
    description=(
        "What one newspaper article said, on its day, of the first Declined Detainer Outcome "
        "Report, of Hennepin County that it lists and of Ramsey County that it leaves out."
    ),
    publisher="Star Tribune",
    rights="Copyright of the publisher; facts are restated in our words.",
    retrieved="2026-11-24",
    coverage="The whole article.",
    issued="2017-03-20",
    homepage=(
        "http://www.startribune.com/hennepin-county-lands-on-new-immigration-list-of-"
        "noncooperative-jurisdictions/416652983/"
    ),
    build=build,
    least=220,
)
