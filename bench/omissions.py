"""How long the main job takes, step by step, and three engines side by side.

    python bench/omissions.py            # writes bench/RESULTS.md
    python bench/omissions.py --quick    # a tenth of the work, to the terminal only

Every engine runs in the same process, on the same graph, in turns, and must give the same answer
before its time counts. A time is the median of several runs; SHACL is run once, being slow.
Numbers depend on the machine, ratios far less.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

import pyoxigraph as ox
from graphs import ISSUED, REPORT_ID, make_graph

from policygraph.gaps import Verdict, find_omissions, find_part, read_columns
from policygraph.graph import write_whole
from policygraph.namespaces import REPORT
from policygraph.queries import find_query, run
from policygraph.report.omissions import write_json
from policygraph.resources import locate
from policygraph.store import LocalStore, Store

FIRST = "us_ice_ddor_2017w1"
RESULTS = Path(__file__).with_name("RESULTS.md")
#: Counties of the made-up graphs, and the largest on which each slower engine is run.
SIZES = (25, 100, 400, 1600)
SPARQL_LIMIT, SHACL_LIMIT = 400, 25
_SEED = 4

Answer = set[tuple[str | None, ...]]


def clock(job: Callable[[], object]) -> float:
    """Time one run, in seconds."""
    start = perf_counter()
    job()
    return perf_counter() - start


def clock_in_turns(jobs: Sequence[Callable[[], object]], turns: int) -> list[float]:
    """Time several jobs in turns, so that none has the quiet half of the time; medians."""
    times: list[list[float]] = [[] for _ in jobs]
    for _ in range(turns):
        for job, found in zip(jobs, times, strict=True):
            found.append(clock(job))
    return [median(found) for found in times]


def find_fast(store: Store, report: str) -> Answer:
    """Find the pairs by joins in memory, with the pull of the columns."""
    columns = read_columns(store)
    result = find_omissions(columns, find_part(columns, report, "section-3"))
    return {
        (finding.place.iri, peer.place.iri, peer.grade.value)
        for finding in result.findings
        if finding.verdict is Verdict.OMITTED
        for peer in finding.peers
        if peer.grade and peer.grade.value != "stated"
    }


def find_by_rule(store: Store, part: str) -> Answer:
    """Find the pairs by the SPARQL rule."""
    return set(run(find_query("omitted"), store, {"part": part, "as_of": ISSUED}))


def validate(store: Store) -> float:
    """Time the SHACL shape by pySHACL, without the time to hand over the graph."""
    import pyshacl
    import rdflib

    content = ox.serialize(
        store.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"),
        format=ox.RdfFormat.N_TRIPLES,
    )
    assert content is not None
    data = rdflib.Graph().parse(data=content.decode(), format="nt")
    shapes = rdflib.Graph().parse(locate("shapes") / "gaps" / "omitted.ttl")
    return clock(lambda: pyshacl.validate(data, shacl_graph=shapes))


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a Markdown table; all columns but the first hold numbers."""
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join("| " + " | ".join(row) + " |" for row in (head, rule, *rows)) + "\n"


def say(seconds: float) -> str:
    """Write a time with three figures or fewer."""
    if seconds < 1:
        return f"{seconds * 1000:.3g} ms" if seconds >= 0.001 else f"{seconds * 1e6:.0f} µs"
    return f"{seconds:.3g} s"


def time_steps(turns: int) -> str:
    """Time each step of the main job."""
    store = LocalStore.shipped()
    columns = read_columns(store)
    part = find_part(columns, FIRST)
    result = find_omissions(columns, part)
    steps: dict[str, Callable[[], object]] = {
        "load the bundled graph": LocalStore.shipped,
        "pull the columns": lambda: read_columns(store),
        f"judge {len(result.findings)} places": lambda: find_omissions(columns, part),
        "write the JSON": lambda: write_json(result),
    }
    times = clock_in_turns([*steps.values()], turns)
    whole = sum(times)
    rows = [
        (step, say(time), f"{time / whole:.0%}") for step, time in zip(steps, times, strict=True)
    ]
    return table(("Step", "Median", "Share"), [*rows, ("all of them", say(whole), "100%")])


def time_commands(turns: int) -> str:
    """Time whole processes, from start to end."""
    python, program = [sys.executable], [sys.executable, "-m", "policygraph"]
    commands = {
        "`python -c pass`": [*python, "-c", "pass"],
        "`policygraph --help`": [*program, "--help"],
        "`policygraph query sources`": [*program, "query", "sources"],
        "`policygraph explain 27123`": [*program, "explain", "27123"],
        "`policygraph omissions`": [*program, "omissions"],
        "`policygraph omissions --format json`": [*program, "omissions", "--format", "json"],
    }

    def start(command: Sequence[str]) -> Callable[[], object]:
        return lambda: subprocess.run(command, stdout=subprocess.DEVNULL, check=True)

    times = clock_in_turns([start(command) for command in commands.values()], turns)
    rows = [(name, say(time)) for name, time in zip(commands, times, strict=True)]
    return table(("Process", "Median"), rows)


def time_engines(turns: int, sizes: Sequence[int]) -> str:
    """Time the three engines on the bundled graph and on made-up ones."""
    rows = []
    for name, store, report, size in stores(sizes):
        part = f"{REPORT}{report}/part/section-3"
        answer = find_fast(store, report)
        jobs: list[Callable[[], object]] = [lambda s=store, r=report: find_fast(s, r)]
        if size <= SPARQL_LIMIT:
            assert find_by_rule(store, part) == answer, f"{name}: the engines differ"
            jobs.append(lambda s=store, p=part: find_by_rule(s, p))
        fast, *rest = clock_in_turns(jobs, turns)
        cells = [say(fast)]
        cells += [f"{say(rule)} ({rule / fast:.1f}×)" for rule in rest] or ["not run"]
        if size <= SHACL_LIMIT:
            shape = validate(store)
            cells.append(f"{say(shape)} ({shape / fast:.0f}×)")
        else:
            cells.append("not run")
        triples = store.select("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }").rows[0][0]
        rows.append((name, f"{int(triples or 0):,}", str(len(answer)), *cells))
    head = ("Graph", "Triples", "Pairs", "Joins in memory", "SPARQL rule", "SHACL shape")
    return table(head, rows)


def stores(sizes: Sequence[int]) -> Iterator[tuple[str, LocalStore, str, int]]:
    """Give the graphs: name, store, report, size."""
    yield "bundled", LocalStore.shipped(), FIRST, 0
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            path = Path(folder, f"{size}.ttl")
            path.write_bytes(make_graph(_SEED, size, 3 + size // 60))
            store = LocalStore([locate("ontology") / "vocabularies.ttl", path])
            yield f"made up, {size} counties", store, REPORT_ID, size


def main() -> None:
    """Run everything and write the results."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a tenth of the work, no file")
    quick = parser.parse_args().quick
    turns, sizes = (3, SIZES[:1]) if quick else (9, SIZES)
    text = f"""\
# How long the main job takes

Made with `python bench/omissions.py`, which tells how it measures. The engines are run in turns
in one process and give the same pairs of an omitted place and a listed peer, or the run stops.

## Step by step, on the bundled graph

{time_steps(turns)}
## Whole processes

{time_commands(turns)}
## Three engines, one answer

Each time is from a loaded graph to the pairs; the joins in memory include the pull of their
columns, and gather the whole proof of every verdict, which the other two do not. In brackets: how
many times as long as the joins. "Not run": it would take minutes.

{time_engines(turns, sizes)}"""
    if quick:
        print(text)
    else:
        write_whole(RESULTS, text.encode())
        print(f"{RESULTS} is written.")


if __name__ == "__main__":
    main()
