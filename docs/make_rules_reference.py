"""Write docs/reference/rules.md from the rules themselves: ``make docs``."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from policygraph.gaps import load_rules
from policygraph.report.catalogue import write_catalogue

PAGE: Final = Path(__file__).parent / "reference" / "rules.md"

_HEAD: Final = """\
<!-- Made by docs/make_rules_reference.py: run `make docs`, do not edit. -->

# The rules

What can be wrong with a list, a policy or a claim. Each rule is one file of `queries/gaps`: its
header says what stands here, and its query is the rule. `policygraph gaps` runs it, `policygraph
query RULE` shows its rows, and the shape in `shapes/gaps`, made from the same file, lets any SHACL
validator find the same. [How to find gaps](../how-to/gaps.md) tells how they are used.

A **violation** is what someone who knows the place would call wrong. A **warning** needs a look. An
**info** is worth knowing and no reproach. None rests on the graph's silence alone: where a rule
needs to know that something is absent, a source must say so or coverage must allow it.

"""


def make_page() -> str:
    """Make the text of the page."""
    return _HEAD + write_catalogue(load_rules().values())


if __name__ == "__main__":
    PAGE.write_text(make_page(), encoding="utf-8")
