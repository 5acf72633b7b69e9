"""The command: ``python -m bench.engines``."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from bench.engines import run
from bench.engines.page import write_page

from policygraph.graph import write_whole

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "engines.md"


def _tell(what: str) -> run.Teller:
    def tell(done: int, of: int) -> None:
        end = "\n" if done == of or not sys.stderr.isatty() else ""
        if sys.stderr.isatty() or done % 20 == 0 or done == of:
            print(f"\r{what}: {done} of {of}", end=end, file=sys.stderr, flush=True)

    return tell


def main() -> None:
    """Compare and write the page."""
    parser = argparse.ArgumentParser(prog="python -m bench.engines", description=__doc__)
    parser.add_argument("--seed", type=int, default=run.SEED, help="of the first graph")
    parser.add_argument("--graphs", type=int, default=run.GRAPHS, help="how many made-up graphs")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes")
    parser.add_argument("--quick", action="store_true", help="8 graphs alone, to the terminal")
    given = parser.parse_args()
    graphs = 8 if given.quick else given.graphs
    made = run.compare_made(given.seed, graphs, given.jobs, _tell("graphs"))
    if given.quick:
        for name, tally in made.items():
            print(f"{name}: {tally.found} in {tally.fires} of {tally.graphs}, apart {tally.apart}")
        return
    shipped = run.compare_shipped(jobs=given.jobs, tell=_tell("rules over the bundled graph"))
    command = f"python -m bench.engines --graphs {graphs} --seed {given.seed}"
    write_whole(PAGE, write_page(made, shipped, command, given.seed).encode())


if __name__ == "__main__":
    main()
