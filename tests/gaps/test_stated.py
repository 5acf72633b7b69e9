"""An omission that rests on a source's word alone: the listed place has no known policy."""

from __future__ import annotations

from policygraph.gaps import find_gaps, load_rules
from policygraph.store import LocalStore

# Ramsey's criterion is no longer known, nor any policy of Hennepin, which a source likens it to.
_UNKNOWN = """
DELETE { ?claim pg:statesHoldCriterion ?criterion }
WHERE {
  ?claim pg:aboutPolicy/pg:appliesIn county:27123 ; pg:statesHoldCriterion ?criterion
} ;
DELETE { ?policy pg:appliesIn county:27053 } WHERE { ?policy pg:appliesIn county:27053 }
"""


def test_a_source_alone_likens_it_to_a_place_of_no_known_policy() -> None:
    store = LocalStore.shipped().copy_with(_UNKNOWN)
    found = find_gaps(store, [load_rules()["omitted"]], report="us_ice_ddor_2017w1").findings
    (ramsey,) = [finding for finding in found if finding.subject.endswith("/27123")]
    assert ramsey.cells["grade"] == "stated"
    assert str(ramsey.cells["peer"]).endswith("/27053")
    assert "similarity" in {link.role for link in ramsey.evidence}
