"""The command: ``python -m bench.detection``."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from bench.detection import run
from bench.detection.page import read_titles, write_page

from policygraph.graph import write_whole

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "detection.md"
NOTES = Path(__file__).with_name("notes.md")


def _tell(what: str) -> run.Teller:
    def tell(done: int, of: int) -> None:
        if sys.stderr.isatty():
            print(f"\r{what}: {done} of {of} graphs", end="", file=sys.stderr, flush=True)

    return tell


def main() -> None:
    """Measure and write the page."""
    parser = argparse.ArgumentParser(prog="python -m bench.detection", description=__doc__)
    parser.add_argument("--seed", type=int, default=run.SEED, help="of the first graph")
    parser.add_argument("--graphs", type=int, default=run.GRAPHS, help="how many seeded graphs")
    parser.add_argument("--each", type=int, default=run.EACH, help="cases of each operator in each")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes")
    parser.add_argument("--quick", action="store_true", help="one small graph, to the terminal")
    given = parser.parse_args()
    graphs, each = (1, 2) if given.quick else (given.graphs, given.each)
    bench = run.make_bench()
    seeded = run.seed_faults(bench, given.seed, graphs, each, given.jobs, _tell("faults"))
    silent = run.seed_harmless(
        bench, given.seed, max(1, graphs // 3), each, given.jobs, _tell("harmless")
    )
    settings = "".join(
        f" --{name} {value}"
        for name, value, usual in (
            ("seed", given.seed, run.SEED),
            ("graphs", graphs, run.GRAPHS),
            ("each", each, run.EACH),
        )
        if value != usual
    )
    page = write_page(
        bench,
        run.OPERATORS,
        seeded,
        run.HARMLESS,
        silent,
        f"python -m bench.detection{settings}",
        read_titles(bench),
        NOTES.read_text(encoding="utf-8"),
        given.seed,
    )
    if sys.stderr.isatty():
        print(file=sys.stderr)
    if given.quick:
        print(page)
    else:
        write_whole(PAGE, page.encode())


if __name__ == "__main__":
    main()
