"""Robots and sitemap: where the pages are, for search engines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final
from xml.sax.saxutils import escape

from policygraph.publish.paths import escape_path

_NAMESPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
#: The protocol allows 50,000 addresses a file.
_PER_FILE: Final = 45_000


def sitemap_files(
    paths: Sequence[str], base_url: str, *, per_file: int = _PER_FILE
) -> Iterator[tuple[str, bytes]]:
    """Write the sitemap, and ``robots.txt`` that points to it.

    Parameters
    ----------
    paths : sequence of str
        The folder of each page, empty for the front page.
    base_url : str
        Where the site will stand, with its closing slash.
    per_file : int, optional
        How many addresses a file may hold; beyond it there is an index of several files.

    Yields
    ------
    tuple of str and bytes
        A path in the site, and what the file holds.

    Examples
    --------
    >>> files = dict(sitemap_files(["", "catalog"], "https://example.org/"))
    >>> sorted(files)
    ['robots.txt', 'sitemap.xml']
    >>> print(files["robots.txt"].decode(), end="")
    User-agent: *
    Allow: /
    Sitemap: https://example.org/sitemap.xml
    """
    pages = [base_url + (f"{escape_path(path)}/" if path else "") for path in paths]
    chunks = [pages[i : i + per_file] for i in range(0, len(pages), per_file)]
    if len(chunks) == 1:
        yield "sitemap.xml", _xml("urlset", "url", chunks[0])
    else:
        names = [f"sitemap-{number}.xml" for number in range(1, len(chunks) + 1)]
        for name, chunk in zip(names, chunks, strict=True):
            yield name, _xml("urlset", "url", chunk)
        yield "sitemap.xml", _xml("sitemapindex", "sitemap", [base_url + name for name in names])
    yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {base_url}sitemap.xml\n".encode()


def _xml(root: str, item: str, addresses: Sequence[str]) -> bytes:
    lines = [f"<{item}><loc>{escape(address)}</loc></{item}>" for address in addresses]
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_NAMESPACE}">\n'
    return (head + "\n".join(lines) + f"\n</{root}>\n").encode()
