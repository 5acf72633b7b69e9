"""State laws and directives on immigration detainers, each a policy of its state.

The statements stand in ``us_state_laws.toml``. A law is no proof of what a jail did: a local policy
ends here or elsewhere only where a source names the place. Where none does, the law stands beside
the local policy, and ``queries/competency/cq_22_state_law_and_local_policy.rq`` shows the conflict.
"""

from __future__ import annotations

from typing import Final

from policygraph.graph import Facts
from policygraph.sources import Row, Source
from policygraph.sources.curated import Curation

ID: Final = "us_state_laws"


def build(tables: dict[str, list[Row]]) -> Facts:  # noqa: ARG001 - the facts are curated
    """Turn the curated statements into facts.

    Parameters
    ----------
    tables : dict
        Not used: the laws were read one by one.

    Returns
    -------
    policygraph.graph.Facts
        The laws, claims about them and remarks.
    """
    facts = Facts()
    Curation(ID, facts).add_claims()
    return facts


SOURCE: Final = Source(
    id=ID,
    title="State laws and directives on immigration detainers, 2013-2026",
    description=(
        "What codes, official summaries, courts and the press say of the laws of states that "
        "command, limit or forbid holds on immigration detainers: the criterion, the dates, and "
        "where one of them was said to prevail over a local policy, or not to."
    ),
    publisher="Various; each claim cites its document",
    rights="Facts of public records and of the press, in our words.",
    coverage=(
        "Twenty laws and directives of sixteen states. A selection: a law that is not here is not "
        "recorded, and may exist. Most pages were read only in their beginnings."
    ),
    retrieved="2026-11-24",
    build=build,
    least=700,
)
