"""How findings are made and what they cannot say: paragraphs that every report carries."""

from __future__ import annotations

from typing import Final

from policygraph.policies import FRESH_YEARS

METHOD: Final = (
    (
        "Every statement here is a claim of a named source with a place in it; where sources "
        "differ, all stand side by side. What held on a day is worked out from the claims "
        "that speak of it."
    ),
    (
        "A place is called omitted if it is absent from a list, if its policy was in force on "
        f"the day and is confirmed within the {FRESH_YEARS} years before it, and if that policy "
        "has the same hold criterion as a listed place's, or one as near. Absence is concluded "
        "only where a source states it or where the list is known to be complete. Everything else "
        "is explained, is not comparable, or cannot be told, and says why."
    ),
    (
        "The other findings come from rules that each stand in one file, as a SPARQL query "
        "with its problem, the evidence that it needs and its remedy. The weakest link of a "
        "finding is the claim of its proof that stands furthest from what a source says "
        "itself."
    ),
)
LIMITS: Final = (
    (
        "A finding is not an accusation. It says that a list and the policies do not fit "
        "together; the place may belong on the list, the listed one may not, or the list may "
        "follow no clear rule."
    ),
    (
        "Policies are known through sources, and most places have none. A policy is presumed "
        "to go on until a source ends it. What is written says nothing of practice."
    ),
    (
        "Lists are held as far as they were to be had. Numbers are lower bounds wherever the "
        "report does not call them complete. Funding that is not recorded is unknown, not "
        "zero."
    ),
)
