"""Prepare the pages of the documents' site, and build it: ``make site``.

The pages as written are copied. A link out of ``docs`` leads to a copy of the file, so that the
site is whole by itself. References of the ontology, the shapes and the queries are made from what
they describe, the gallery from the reports. Then MkDocs builds the site and is strict about links.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from site_reference import make_queries, make_shapes, make_terms

from policygraph.store import LocalStore, Store

ROOT: Final = Path(__file__).resolve().parents[1]
DOCS: Final = ROOT / "docs"
_LINK: Final = re.compile(r"(?<=\]\()([^)\s#]+)(#[^)\s]*)?(?=\))")
#: In bytes: the copy of a file beyond it would make the site heavy, and nobody reads it there.
_LARGE: Final = 1_000_000
#: The reports of the gallery: name of the file, id of the list, what the reader finds in it.
GALLERY: Final = (
    (
        "first-report",
        "us_ice_ddor_2017w1",
        "Who was left out of ICE's first Declined Detainer Outcome Report, March 2017.",
    ),
    (
        "dhs-2025",
        "us_dhs_sanctuary_2025",
        "What the list of the Department of Homeland Security of May 2025 gets wrong.",
    ),
    (
        "doj-2025",
        "us_doj_eo14287_2025",
        "Who was left out of the list of the Department of Justice of August 2025.",
    ),
)


def copy_documents(target: Path) -> None:
    """Copy the pages, with links out of ``docs`` made to lead to copies of what they name."""
    shutil.copytree(DOCS, target, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    for page in sorted(DOCS.rglob("*.md")):
        _copy_page(page, target / page.relative_to(DOCS), target)
    _copy_page(ROOT / "README.md", target / "readme.md", target)


def _copy_page(source: Path, copy: Path, target: Path) -> None:
    def lead(link: re.Match[str]) -> str:
        address, anchor = link[1], link[2] or ""
        named = (source.parent / address).resolve()
        if re.match(r"[a-z]+:", address) or not named.exists():
            return link[0]
        return os.path.relpath(_copy_named(named, target), copy.parent) + anchor

    copy.write_text(_LINK.sub(lead, source.read_text(encoding="utf-8")), encoding="utf-8")


def _copy_named(named: Path, target: Path) -> Path:
    """Say where something that a page names stands in the site, and see that it stands there."""
    if named.is_relative_to(DOCS):
        return target / named.relative_to(DOCS)
    if named == ROOT / "README.md":
        return target / "readme.md"
    if not named.is_dir():
        return _copy_file(named, target)
    listing = target / "files" / named.relative_to(ROOT) / "index.md"
    listing.parent.mkdir(parents=True, exist_ok=True)
    listing.write_text(_list_folder(named, target), encoding="utf-8")
    return listing


def _copy_file(named: Path, target: Path) -> Path:
    # Markdown outside docs would become a page with links of its own: it is kept as a text.
    ending = ".txt" if named.suffix == ".md" else ""
    copied = target / "files" / f"{named.relative_to(ROOT)}{ending}"
    copied.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(named, copied)
    return copied


def _list_folder(folder: Path, target: Path) -> str:
    lines = [f"# {folder.relative_to(ROOT)}", ""]
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in {".ttl", ".rq", ".ru", ".py", ".csv"}:
            name = path.relative_to(folder)
            if path.stat().st_size > _LARGE:
                lines.append(f"- {name}, in the project's folder")
                continue
            lines.append(f"- [{name}]({name})")
            _copy_file(path, target)
    return "\n".join([*lines, ""])


def prepare(target: Path, *, gallery: bool = True) -> None:
    """Prepare every page of the site.

    Parameters
    ----------
    target : pathlib.Path
        The folder, which is made anew.
    gallery : bool, optional
        Whether the reports are made, which takes most of the time.
    """
    shutil.rmtree(target, ignore_errors=True)
    copy_documents(target)
    store = LocalStore.shipped()
    for name, text in (
        ("terms", make_terms(store)),
        ("shapes", make_shapes(ROOT / "shapes")),
        ("queries", make_queries(ROOT / "queries")),
    ):
        (target / "reference" / f"{name}.md").write_text(text, encoding="utf-8")
    for path in sorted((ROOT / "queries").rglob("*.rq")):
        _copy_file(path, target)
    make_gallery(store, target / "gallery", with_reports=gallery)


def make_gallery(store: Store, folder: Path, *, with_reports: bool) -> None:
    """Make the gallery: each report in the formats that people open, with its summary."""
    from policygraph.report.compose import build_report
    from policygraph.report.html import write_html
    from policygraph.report.model import Question
    from policygraph.report.tables import write_xlsx

    folder.mkdir(parents=True)
    lines = [
        "# Gallery of reports",
        "",
        "Whole reports as `policygraph report` writes them, made from the graph of this version.",
    ]
    for name, report_id, line in GALLERY:
        lines += ["", f"## {line}", ""]
        if with_reports:
            report = build_report(store, Question(report=report_id))
            (folder / f"{name}.html").write_text(write_html(report), encoding="utf-8")
            (folder / f"{name}.xlsx").write_bytes(write_xlsx(report))
            lines += [f"> {report.summary[0]}", "", f"[Open the report]({name}.html) · "]
            lines[-1] += f"[the same as a workbook]({name}.xlsx)"
        lines += ["", f"`policygraph report --report {report_id} -o {name}.html`"]
    (folder / "index.md").write_text("\n".join([*lines, ""]), encoding="utf-8")


def build(prepared: Path, output: Path) -> int:
    """Build the site of prepared pages, strictly.

    Parameters
    ----------
    prepared : pathlib.Path
        The folder that :func:`prepare` made.
    output : pathlib.Path
        The folder of the site.

    Returns
    -------
    int
        0, or the exit code of MkDocs.
    """
    # With --quiet a warning would neither be shown nor counted, and strict would mean nothing.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--clean"]
    done = subprocess.run(
        [*command, "--config-file", str(ROOT / "mkdocs.yml"), "--site-dir", str(output)],
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PREPARED_DOCS": str(prepared)},
        check=False,
    )
    return done.returncode


def main() -> int:
    """Prepare and build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("output", type=Path, help="the folder of the site")
    output = parser.parse_args().output.resolve()
    prepared = output.parent / "docs"
    prepare(prepared)
    return build(prepared, output)


if __name__ == "__main__":
    sys.exit(main())
