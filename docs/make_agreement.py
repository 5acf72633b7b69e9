"""Write the figures of docs/reference/sources-coding.md: ``make docs``.

Two coders read the same rows of the policy table. This compares them, and measures how much the one
choice on which they differ matters to the verdicts: the columns of the graph are pulled once and
rewritten in memory. Only what stands between the marks of the page is written.
"""

from __future__ import annotations

import csv
import random
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from policygraph.gaps import find_omissions, read_columns
from policygraph.gaps.records import Columns
from policygraph.namespaces import CLAIM
from policygraph.policies import Criterion, HoldScheme
from policygraph.policies.criteria import NO_HOLD
from policygraph.store import LocalStore

PAGE: Final = Path(__file__).parent / "reference" / "sources-coding.md"
CODINGS: Final = Path(__file__).parents[1] / "data" / "coding" / "us_ice_policy_table_2014.csv"
TABLE: Final = "us_ice_policy_table_2014"
ROWS: Final = 166
SAMPLE: Final = 56
SEED: Final = 2014
NEVER: Final = Criterion("any-of", frozenset({"never-holds"}))
BROADER: Final = Criterion("any-of", frozenset({NO_HOLD}))

Coding = dict[str, str]
Pairs = list[tuple[Hashable, Hashable]]
Outcome = tuple[str, str]


def draw_sample() -> list[int]:
    """Draw the rows that were coded twice.

    Returns
    -------
    list of int
        Their numbers, in order.

    Examples
    --------
    >>> draw_sample()[:4], len(draw_sample())
    ([5, 6, 8, 9], 56)
    """
    return sorted(random.Random(SEED).sample(range(1, ROWS + 1), SAMPLE))


def read_codings() -> list[Coding]:
    """Read what both coders wrote.

    Returns
    -------
    list of dict
        One for each row of the sample.
    """
    with CODINGS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def agreement(pairs: Sequence[tuple[Hashable, Hashable]]) -> float:
    """Give the share of pairs that are equal.

    Parameters
    ----------
    pairs : sequence of tuple
        What the first and the second coder said of each row.

    Returns
    -------
    float
        Between 0 and 1.

    Examples
    --------
    >>> agreement([("a", "a"), ("a", "b")])
    0.5
    """
    return sum(first == second for first, second in pairs) / len(pairs)


def kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Give Cohen's kappa: the agreement beyond what the coders' habits alone would give.

    Parameters
    ----------
    pairs : sequence of tuple
        What the first and the second coder said of each row.

    Returns
    -------
    float or None
        At most 1; None if both always said the same one thing, for then it is not defined.

    Examples
    --------
    Fifty cases, of which both coders accept 20 and refuse 15:

    >>> pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    >>> round(kappa(pairs), 3)
    0.4
    >>> kappa([("y", "y")] * 3) is None
    True
    """
    size = len(pairs)
    firsts = Counter(first for first, _ in pairs)
    seconds = Counter(second for _, second in pairs)
    # in whole numbers, so that a habit shared in full is seen as such
    chance = sum(firsts[value] * seconds[value] for value in firsts)
    if chance == size * size:
        return None
    expected = chance / (size * size)
    return (agreement(pairs) - expected) / (1 - expected)


def interval(pairs: Sequence[tuple[Hashable, Hashable]], draws: int = 2_000) -> tuple[float, float]:
    """Give the middle 95 % of kappa over samples drawn from the rows with replacement.

    Parameters
    ----------
    pairs : sequence of tuple
        What the first and the second coder said of each row.
    draws : int, optional
        How many samples; those for which kappa is not defined are left out.

    Returns
    -------
    tuple of float
        The lower and the upper end.

    Examples
    --------
    >>> interval([("y", "y"), ("n", "n")] * 10)
    (1.0, 1.0)
    """
    chance = random.Random(SEED)
    found = (kappa(chance.choices(pairs, k=len(pairs))) for _ in range(draws))
    values = sorted(value for value in found if value is not None)
    cut = round(0.025 * len(values))
    return values[cut], values[-cut - 1]


def read_criterion(coding: Coding, coder: str) -> Criterion:
    """Give the criterion that a coder saw in a row; of a single condition the join is nothing.

    Parameters
    ----------
    coding : dict
        The row.
    coder : {"first", "second"}
        Whose.

    Returns
    -------
    Criterion
        The criterion.

    Examples
    --------
    >>> str(read_criterion({"first_join": "all-of", "first_conditions": "removal-order"}, "first"))
    'any: removal-order'
    """
    conditions = frozenset(coding[f"{coder}_conditions"].split())
    join = coding[f"{coder}_join"] if len(conditions) > 1 else "any-of"
    return Criterion(join, conditions)


def up_to_grade(criterion: Criterion, scheme: HoldScheme) -> Criterion:
    """Make equal what the program takes as similar: exact and close are one.

    Parameters
    ----------
    criterion : Criterion
        A criterion.
    scheme : HoldScheme
        The scheme of conditions.

    Returns
    -------
    Criterion
        Without what does not concern civil detainers, and as the broader concept if all its
        conditions fall under *no hold on a detainer alone*.
    """
    civil = scheme.civil(criterion)
    if civil and all(scheme.is_under(name, NO_HOLD) for name in civil):
        return BROADER
    return Criterion(criterion.join if len(civil) > 1 else "any-of", civil)


def recode(columns: Columns, criteria: dict[str, Criterion]) -> Columns:
    """Read some claims as another coder would.

    Parameters
    ----------
    columns : Columns
        The graph.
    criteria : dict of str to Criterion
        The criterion of each claim that is to have another.

    Returns
    -------
    Columns
        The graph, with them.
    """
    policies = {}
    for iri, policy in columns.policies.items():
        claims = tuple(
            replace(claim, criterion=criteria.get(claim.iri, claim.criterion))
            for claim in policy.claims
        )
        policies[iri] = replace(policy, claims=claims)
    return replace(columns, policies=policies)


def judge(columns: Columns) -> dict[tuple[str, str], Outcome]:
    """Judge every part of every list.

    Parameters
    ----------
    columns : Columns
        The graph.

    Returns
    -------
    dict
        By part and place the verdict and its grade, or nothing.
    """
    return {
        (f"`{part.report_id}` {part.id}", finding.place.iri): (
            finding.verdict.value,
            finding.grade.value if finding.grade else "",
        )
        for part in columns.parts
        for finding in find_omissions(columns, part).findings
    }


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    rule = ["---"] * len(head)
    return "\n".join("| " + " | ".join(row) + " |" for row in (head, rule, *rows)) + "\n"


def _figures(codings: list[Coding], scheme: HoldScheme) -> str:
    def whole(row: Coding, coder: str) -> Hashable:
        return read_criterion(row, coder)

    def graded(row: Coding, coder: str) -> Hashable:
        return up_to_grade(read_criterion(row, coder), scheme)

    def column(name: str) -> Callable[[Coding, str], Hashable]:
        return lambda row, coder: row[f"{coder}_{name}"]

    rows = []
    for label, read in (
        ("hold criterion: conditions and join", whole),
        ("the same, up to the grade", graded),
        *((name, column(name)) for name in ("instrument", "authority", "notification")),
    ):
        pairs: Pairs = [(read(row, "first"), read(row, "second")) for row in codings]
        same = sum(first == second for first, second in pairs)
        low, high = interval(pairs)
        rows.append(
            (label, f"{same} of {len(pairs)}", f"{agreement(pairs):.1%}",
             f"{kappa(pairs) or 0:.2f}", f"{low:.2f} to {high:.2f}")
        )  # fmt: skip
    return _table(("What was coded", "Rows alike", "Agreement", "Kappa", "95 % interval"), rows)


def _disagreements(codings: list[Coding]) -> str:
    seen: dict[tuple[str, str, str], list[str]] = {}
    for row in codings:
        one, other = read_criterion(row, "first"), read_criterion(row, "second")
        if one != other:
            seen.setdefault(("criterion", str(one), str(other)), []).append(row["row"])
        for name in ("instrument", "authority", "notification"):
            said = row[f"first_{name}"], row[f"second_{name}"]
            if said[0] != said[1]:
                seen.setdefault((name, *said), []).append(row["row"])
    return _table(
        ("What", "First coding", "Second coding", "Rows", "How many"),
        (
            (what, one or "nothing", other or "nothing", ", ".join(rows), str(len(rows)))
            for (what, one, other), rows in seen.items()
        ),
    )


def _differences(columns: Columns, codings: list[Coding]) -> str:
    def claim(number: str) -> str:
        return f"{CLAIM}{TABLE}/{number}"

    sampled = {
        claim(row["row"]): read_criterion(row, "second")
        for row in codings
        if read_criterion(row, "first") != read_criterion(row, "second")
    }
    every = {
        one.iri: BROADER
        for policy in columns.policies.values()
        for one in policy.claims
        if one.iri.startswith(claim("")) and one.criterion == NEVER
    }
    before = judge(columns)
    after = {"sample": judge(recode(columns, sampled)), "every": judge(recode(columns, every))}
    rows = []
    for part in dict.fromkeys(name for name, _ in before):
        keys = [key for key in before if key[0] == part]
        cells = [part, str(len(keys)), str(sum(before[key][0] == "omitted" for key in keys))]
        for found in after.values():
            cells.append(str(sum(found[key][0] != before[key][0] for key in keys)))
            cells.append(str(sum(found[key] != before[key] for key in keys) - int(cells[-1])))
        rows.append(cells)
    return (
        f"*Sample*: {len(sampled)} claims are read as the second coder did. *All*: the {len(every)}"
        " claims of the table that say `never-holds` are read as `no-hold-on-detainer-alone`.\n\n"
    ) + _table(
        ("Part", "Places judged", "Omitted", "Sample: verdicts", "Sample: grades alone",
         "All: verdicts", "All: grades alone"),
        rows,
    )  # fmt: skip


def write_page() -> str:
    """Write the page.

    Returns
    -------
    str
        The whole of it, with the figures anew.
    """
    columns = read_columns(LocalStore.shipped())
    codings = read_codings()
    page = PAGE.read_text(encoding="utf-8")
    for name, block in (
        ("figures", _figures(codings, columns.scheme)),
        ("disagreements", _disagreements(codings)),
        ("differences", _differences(columns, codings)),
    ):
        begin, end = f"<!-- {name}: made by docs/make_agreement.py -->\n", f"<!-- end of {name} -->"
        before, _, rest = page.partition(begin)
        page = f"{before}{begin}\n{block}\n{end}{rest.partition(end)[2]}"
    return page


if __name__ == "__main__":
    PAGE.write_text(write_page(), encoding="utf-8")
