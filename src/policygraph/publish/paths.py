"""Where a resource stands in the site: from its IRI to a path, and from a page to a link.

The path of ``https://w3id.org/policygraph/jurisdiction/us`` is ``jurisdiction/us``; its page is
``jurisdiction/us/index.html`` and its data ``jurisdiction/us.ttl``, ``.nt`` and ``.jsonld``.
A folder with an index is what every plain static host serves for a path without an extension, and
it leaves room for the resources whose IRIs start with this one. The decision record on static
publishing weighs the other ways.
"""

from __future__ import annotations

from functools import cache
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from policygraph.errors import OutputError
from policygraph.namespaces import BASE

# Most file systems allow 255 bytes a name; the longest ending that we add is ".jsonld".
_LONGEST_NAME: Final = 255 - len(".jsonld")


@cache
def path_of(iri: str) -> str:
    """Find the path of a resource in the site.

    Parameters
    ----------
    iri : str
        An IRI under the project's base.

    Returns
    -------
    str
        A relative path without a leading or trailing slash, percent signs decoded, as a server
        decodes them before it looks for the file.

    Raises
    ------
    OutputError
        If no file can stand for the IRI: it has a query, a fragment, an empty or dotted segment,
        or a name that is too long.

    Examples
    --------
    >>> path_of("https://w3id.org/policygraph/jurisdiction/us/county/27053")
    'jurisdiction/us/county/27053'
    >>> path_of("https://w3id.org/policygraph/ontology/")
    'ontology'
    """
    rest = iri.removeprefix(BASE).removesuffix("/")
    names = [unquote(name) for name in rest.split("/")]
    if not iri.startswith(BASE) or "#" in rest or "?" in rest or not all(map(_is_safe, names)):
        raise OutputError(
            f"<{iri}> cannot be given a page.",
            hint=f"Use an IRI under {BASE} of plain, non-empty path segments.",
        )
    return "/".join(names)


def _is_safe(name: str) -> bool:
    return (
        not name.startswith(".")  # neither "." nor "..", nor a hidden file
        and 0 < len(name.encode()) <= _LONGEST_NAME
        and name.isprintable()
        and not set(name) & {"/", "\\"}
    )


@cache
def escape_path(path: str) -> str:
    """Percent-encode a path for use in a link.

    Everything but letters, digits and ``-._~/`` is encoded: ``+`` because some hosts read it as a
    space, ``:`` because it could be taken for the end of a scheme.

    Parameters
    ----------
    path : str
        As :func:`path_of` gives it.

    Returns
    -------
    str
        The path, encoded.

    Examples
    --------
    >>> escape_path("criterion/any-of/never-holds+honours-all")
    'criterion/any-of/never-holds%2Bhonours-all'
    """
    return quote(path, safe="/")


def root_from(path: str) -> str:
    """Give the way from a page's folder up to the root of the site.

    Parameters
    ----------
    path : str
        The folder of the page, empty for the front page.

    Returns
    -------
    str
        What to put before a path to make it a relative link.

    Examples
    --------
    >>> root_from("jurisdiction/us"), root_from("")
    ('../../', './')
    """
    return "../" * (path.count("/") + 1) if path else "./"


def checked_base(url: str) -> str:
    """Check the address at which the site will stand.

    Parameters
    ----------
    url : str
        An absolute http or https address, with or without the closing slash.

    Returns
    -------
    str
        The address with one closing slash.

    Raises
    ------
    OutputError
        If it is anything else.

    Examples
    --------
    >>> checked_base("https://example.org/data")
    'https://example.org/data/'
    >>> checked_base("example.org")
    Traceback (most recent call last):
        ...
    policygraph.errors.OutputError: 'example.org' is no base address. Write it in full, as in \
https://example.org/data/, without '?' or '#'.
    """
    try:
        parts = urlsplit(url)
        fits = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        fits = False
    if not fits or any(mark in url for mark in "?#<>\"' \\") or not url.isprintable():
        raise OutputError(
            f"{url!r} is no base address.",
            hint="Write it in full, as in https://example.org/data/, without '?' or '#'.",
        )
    return url.rstrip("/") + "/"
