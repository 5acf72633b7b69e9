"""The page of results, docs/reference/detection.md."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.detection.cases import Expect
from bench.detection.corpus import local
from bench.detection.measure import Bench
from bench.detection.operators import Named
from bench.detection.tally import Result, Tally, wilson

from policygraph.namespaces import BASE, REPORT, jurisdiction_iri

REAL = Path(__file__).with_name("real.toml")
MOST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Real:
    """A real fault, the finding that it should be, and whether it is found."""

    case: str
    expect: Expect
    documents: tuple[str, ...]
    why: str
    found: bool


def read_real(bench: Bench) -> list[Real]:
    """Look for each real case among what the rules find in the clean graph."""
    found = []
    for item in tomllib.loads(REAL.read_text(encoding="utf-8"))["case"]:
        report, _, part = item.get("part", "").partition("/")
        expect = Expect(
            item["rule"],
            f"{REPORT}{report}/part/{part}" if part else "",
            BASE + item["subject"] if "subject" in item else "",
            jurisdiction_iri(item["place"]) if "place" in item else "",
        )
        hit = any(expect.fits(finding) for finding in bench.clean)
        found.append(Real(item["case"], expect, tuple(item["documents"]), item.get("why", ""), hit))
    return found


def table(head: Sequence[str], rows: Iterable[Sequence[str]], words: int = 1) -> str:
    """Write a Markdown table; the columns after those of words hold numbers."""
    rule = ["---"] * words + ["---:"] * (len(head) - words)
    return "\n".join("| " + " | ".join(row) + " |" for row in (head, rule, *rows)) + "\n"


def say_share(good: int, of: int) -> str:
    """Write a share with its interval."""
    if not of:
        return "–"
    low, high = wilson(good, of)
    return f"{good / of:.3f} ({low:.3f}–{high:.3f})"


def _rule_rows(bench: Bench, result: Result) -> Iterable[tuple[str, ...]]:
    for rule in bench.rules:
        tally = result.rules[rule.id]
        yield (
            f"[`{rule.id}`](rules.md#{rule.id})",
            f"{tally.demanded}",
            f"{tally.found}",
            say_share(tally.found, tally.demanded),
            f"{tally.false}",
            say_share(tally.found, tally.found + tally.false),
            f"{tally.consequences}",
        )


def _kind_rows(
    operators: Sequence[Named], kinds: Mapping[tuple[str, str], Tally]
) -> Iterable[tuple[str, ...]]:
    for named in sorted(operators, key=lambda n: (n.rule, n.kind)):
        tally = kinds[named.rule, named.kind]
        yield (f"`{named.rule}`", named.kind, f"{tally.demanded}", f"{tally.found}")


def _lines(title: str, words: Sequence[str]) -> list[str]:
    distinct = list(dict.fromkeys(words))
    shown = [f"  - {word.replace(BASE, '')}" for word in distinct[:MOST_SHOWN]]
    more = [f"  - and {len(distinct) - MOST_SHOWN} more"] if len(distinct) > MOST_SHOWN else []
    return [f"- {title}: {len(words)}", *shown, *more] if words else []


def write_page(
    bench: Bench,
    operators: Sequence[Named],
    seeded: Result,
    harmless: Sequence[Named],
    silent: Result,
    command: str,
    titles: Mapping[str, str],
    notes: str,
    seed: int,
) -> str:
    """Write the page.

    Parameters
    ----------
    bench : Bench
        The clean graph and the rules.
    operators, harmless : sequence of Named
        What was seeded.
    seeded, silent : Result
        What came of it.
    command : str
        The command that makes the page.
    titles : mapping of str to str
        Document to its publisher and title.
    notes : str
        The reasons for figures below the target, by hand.
    seed : int
        The seed of the first graph.

    Returns
    -------
    str
        Markdown.
    """
    real = read_real(bench)
    shown = [case for case in real if case.found]
    mended = [n for n in harmless if n.kind.startswith("mended: ")]
    still = [n for n in harmless if n not in mended]
    failures: list[str] = []
    for rule in bench.rules:
        tally = seeded.rules[rule.id]
        failures += _lines(f"`{rule.id}`, missed", tally.missed)
        failures += _lines(f"`{rule.id}`, false alarms", tally.alarms)
    for named in harmless:
        tally = silent.silent[named.kind]
        failures += _lines(f"{named.kind}, false alarms", tally.alarms)
        failures += _lines(f"{named.kind}, missed", tally.missed)
    total = sum(tally.demanded for tally in seeded.rules.values())
    quiet = sum(silent.silent[n.kind].demanded for n in still)
    alarms = sum(tally.false for tally in silent.rules.values())
    by_rule = table(
        ("Rule", "Demanded", "Found", "Recall", "False", "Precision", "Consequences"),
        _rule_rows(bench, seeded),
    )
    by_kind = table(("Rule", "Fault", "Demanded", "Found"), _kind_rows(operators, seeded.kinds), 2)
    by_change = table(
        ("Change", "Cases", "False alarms"),
        [_silent_row(n.kind, silent.silent[n.kind]) for n in still],
    )
    by_mend = table(
        ("Change", "Cases", "Gone"),
        [_mended_row(n.kind, silent.silent[n.kind]) for n in mended],
    )
    by_case = table(
        ("Case", "Rule", "Found", "Source"), [_real_row(c, titles) for c in real], words=4
    )
    missed = "\n".join(failures) or "Nothing was missed, and nothing found that should not be."
    return f"""\
<!-- Made by `{command}`: do not edit. -->

# How well the rules detect

Each rule of the [catalogue](rules.md) is measured: does it find the faults that it is for, and does
it keep silent where there is none? One command writes this page, in a few minutes:

    {command}

## Method

**Seeded faults.** {len(operators)} operators each make a fault in a copy of the bundled graph: they
delete a listing, swap a county for its namesake in another state, shift a date, flip a criterion,
misspell a name, end a policy, undo a ruling and so on. The victim is chosen by chance among those
where the fault is one by the way it is made. The operator itself says which findings must appear
and which others may follow from the same change (a county without figures that is put on a list
has no known funding, either). No rule is asked for that; what the rules find in the clean graph
only serves to choose victims in which nothing was found yet. Several hundred faults stand in one
graph, and no case changes what another rests on. Here {seeded.cases} cases in {seeded.graphs}
graphs, from seed {seed} on, demand {total} findings.

**Recall** is the share of the demanded findings that were found. **Precision** is the share of the
demanded among all new findings, without those that were declared as consequences; the number of
these stands in the last column. Whatever is new against the clean graph and is neither demanded nor
declared is a false alarm. Findings are matched by rule, list, entry or policy, and place. In
brackets stands the 95 % interval after Wilson (1927).

**What this does not measure.** A seeded fault is as clear as its construction. Real faults come
with doubtful sources, and of most places nothing is known; the [real cases](#real-cases) are few.
The rules and this test come from the same people and the same ontology: a fault that neither
thought of is in no table.

## Seeded faults, by rule

{by_rule}
{notes.strip()}

### By operator

{by_kind}
## Harmless changes

{len(still)} kinds of change do no harm: a name in capitals, a second source, a policy confirmed
again, a policy like a listed one where nobody says that the place is absent. Nothing new may be
found. {quiet} such cases in {silent.graphs} graphs raised {alarms} false alarms.

{by_change}
## Mended faults

A fault of the bundled graph is mended, and its finding must go.

{by_mend}
## Real cases

Faults of which sources tell, and whether the rules find them in the bundled graph: {len(shown)} of
{len(real)}. Of the others the table says why the graph cannot show them.

{by_case}
## What was missed

{missed}
"""


def _silent_row(kind: str, tally: Tally) -> tuple[str, ...]:
    return (kind, str(tally.demanded), str(tally.false))


def _mended_row(kind: str, tally: Tally) -> tuple[str, ...]:
    return (kind.removeprefix("mended: "), str(tally.demanded), str(tally.found))


def _real_row(case: Real, titles: Mapping[str, str]) -> tuple[str, ...]:
    found = "yes" if case.found else f"no: {case.why}"
    sources = "; ".join(titles.get(slug, slug) for slug in case.documents)
    return (case.case, f"`{case.expect.rule}`", found, sources)


def read_titles(bench: Bench) -> dict[str, str]:
    """Read the publisher and title of each document."""
    rows = bench.corpus.store.select(
        "SELECT ?d ?publisher ?title WHERE { ?d a pg:SourceDocument ; dcterms:title ?title ;"
        " dcterms:publisher ?publisher } ORDER BY ?d ?title ?publisher"
    )
    return {
        local(d or ""): f"{publisher}, {title}".replace("|", "\\|") for d, publisher, title in rows
    }
