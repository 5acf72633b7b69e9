"""The catalogue of rules as a page: what each looks for, needs and demands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from policygraph.gaps import Rule

_AS_PUBLISHED: Final = (
    "- **With `--list-version`.** Reads the lists as published, and keeps what it finds of entries"
    " that still stand."
)
_HOLE: Final = re.compile(r"\{\?(\w+)\}")


def write_catalogue(rules: Iterable[Rule]) -> str:
    """Write the catalogue of rules as Markdown, below the head of the page.

    Parameters
    ----------
    rules : iterable of Rule
        The rules.

    Returns
    -------
    str
        A table of all, then a section for each.
    """
    known = list(rules)
    lines = ["| Rule | What it finds | Severity | Runs over |", "|---|---|---|---|"]
    runs = {"part": "each list", "graph": "the graph", "findings": "other findings"}
    lines += [
        f"| [`{rule.id}`](#{rule.id}) | {rule.title} | {rule.severity.value} | {runs[rule.scope]} |"
        for rule in known
    ]
    for rule in known:
        changes = _HOLE.sub(r"‹\1›", rule.changes)
        shape = f"no: {rule.no_shape}" if rule.no_shape else f"`shapes/gaps/{rule.id}.ttl`"
        lines += [
            "",
            f"## {rule.id}",
            "",
            f"**{rule.title}.** {rule.query.question}",
            "",
            f"- **Problem.** {rule.problem}",
            f"- **Evidence needed.** {rule.evidence}",
            f"- **Remedy.** {rule.remedy}",
            f"- **What would make it go.** {changes}",
            f"- **Severity.** {rule.severity.value}",
            *([_AS_PUBLISHED] if rule.as_published else []),
            f"- **Reference.** {rule.reference}",
            f"- **Example.** {rule.example}",
            f"- **Query.** `queries/gaps/{rule.id}.rq`; **shape:** {shape}",
        ]
        if rule.query.description:
            lines += ["", " ".join(rule.query.description.split())]
    return "\n".join(lines) + "\n"
