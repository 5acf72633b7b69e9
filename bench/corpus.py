"""How long the work with whole corpora takes: lists, workbooks, the build and the checks.

    python bench/corpus.py --sources /path/to/tables   # writes bench/CORPUS.md

Each row is one run of a whole process: its wall time, the processor time of it and its children,
and the most memory that it held. The lists of a million rows are made anew, from the names of the
truth table in turns, in a temporary folder.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter

import openpyxl

from policygraph.graph import write_whole

ROOT = Path(__file__).parents[1]
RESULTS = Path(__file__).with_name("CORPUS.md")
TRUTH = ROOT / "tests" / "fixtures" / "reconcile" / "truth.csv"
DHS = "lists/dhs_2025-05_sanctuary_list.csv"
PROGRAM = str(Path(sys.executable).with_name("policygraph"))
MILLION = 1_000_000
Row = tuple[str, ...]


def names(count: int) -> Iterator[Row]:
    """Give a header and so many rows of names."""
    with TRUTH.open(encoding="utf-8", newline="") as file:
        known = [(row["name"], row["state"]) for row in csv.DictReader(file)]
    yield "name", "state", "note"
    for (name, state), number in zip(itertools.cycle(known), range(count), strict=False):
        yield name, state, str(number)


def make_csv(path: Path, count: int) -> None:
    """Write the list as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(names(count))


def make_workbook(path: Path, count: int) -> None:
    """Write the list as a workbook."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("list")
    for row in names(count):
        sheet.append(row)
    book.save(path)


def measure(command: Sequence[str], cwd: Path, cache: Path) -> tuple[float, float, float]:
    """Run a command; seconds by the clock, seconds of the processor, and megabytes at most."""
    start = perf_counter()
    process = subprocess.Popen(
        command, cwd=cwd, env={**os.environ, "XDG_CACHE_HOME": str(cache)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    _, status, used = os.wait4(process.pid, 0)
    wall = perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main() -> None:
    """Run everything and write the results."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sources", type=Path, required=True, help="the folder of source tables")
    sources = parser.parse_args().sources.resolve()
    load = "from policygraph.reconcile import load_gazetteer; load_gazetteer()"
    lines = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(sources / DHS, folder / "dhs.csv")
        for count in (1_000, MILLION):
            make_csv(folder / f"{count}.csv", count)
            make_workbook(folder / f"{count}.xlsx", count)
        runs: tuple[tuple[str, list[str]], ...] = (
            ("the gazetteer, read for the first time", [sys.executable, "-c", load]),
            ("the gazetteer, from the cache", [sys.executable, "-c", load]),
            ("`reconcile` 605 rows of the DHS list",
             [PROGRAM, "reconcile", "dhs.csv", "-o", "out.csv"]),
            *(
                (f"`reconcile` {count:,} rows of {form}",
                 [PROGRAM, "reconcile", f"{count}.{end}", "-o", "out.csv"])
                for form, end in (("CSV", "csv"), ("XLSX", "xlsx"))
                for count in (1_000, MILLION)
            ),
            ("`build` of every source",
             [PROGRAM, "build", "--sources", str(sources), "--out", "ttl"]),
            ("`validate` of the whole graph", [PROGRAM, "validate"]),
            ("`sources`", [PROGRAM, "sources"]),
            ("`show` of a county", [PROGRAM, "show", "Douglas County, KS"]),
        )  # fmt: skip
        for label, command in runs:
            wall, cpu, memory = measure(command, folder, folder / "cache")
            lines.append(f"| {label} | {wall:.1f} s | {cpu:.1f} s | {memory:.0f} MB |")
            print(lines[-1], flush=True)
    text = """\
# How long the work with whole corpora takes

Made with `python bench/corpus.py`, which tells how it measures. Each row is one run of one process,
on two cores that other work shared; the processor time is the better guide.

The memory hardly grows with a list: a million rows take little more than a thousand.

| Process | Wall | Processor | Memory |
| --- | ---: | ---: | ---: |
"""
    write_whole(RESULTS, (text + "\n".join(lines) + "\n").encode())


if __name__ == "__main__":
    main()
