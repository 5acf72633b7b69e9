"""A client of the SPARQL 1.1 Graph Store HTTP Protocol, for one store.

Source: https://www.w3.org/TR/sparql11-http-rdf-update/, W3C Recommendation of 21 March 2013.
"""

from __future__ import annotations

import base64
import http.client
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote, urlsplit

import pyoxigraph as ox

from policygraph.errors import PushError

USER: Final = "POLICYGRAPH_PUSH_USER"
PASSWORD: Final = "POLICYGRAPH_PUSH_PASSWORD"
TOKEN: Final = "POLICYGRAPH_PUSH_TOKEN"
_N_TRIPLES: Final = "application/n-triples"
_REASONS: Final = {
    401: f"Set {USER} and {PASSWORD}, or {TOKEN}, to what the store asks for.",
    403: "Ask its keeper for the right to write, or use another account.",
    404: "Check the address: it must be that of its Graph Store Protocol.",
    405: "Check the address: it must be that of its Graph Store Protocol.",
    413: "Ask its keeper to allow larger requests.",
    503: "It is overloaded or starting: run the same command again later.",
    507: "Its disk is full: make room and run the same command again.",
}


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Follows nothing, or the password would be sent to whatever address a store names."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Let the redirect stand as an answer."""


class GraphStore:
    """The graphs of a partner's store.

    Parameters
    ----------
    address : str
        Of its Graph Store Protocol, as in ``http://127.0.0.1:7878/store``.
    environment : mapping of str to str
        Where the name and the password, or the token, are looked up: see :data:`USER`,
        :data:`PASSWORD` and :data:`TOKEN`. They are never shown.
    timeout : float, optional
        Seconds to wait for an answer.

    Raises
    ------
    PushError
        If the address is none, or has a password in it.

    Examples
    --------
    >>> GraphStore("http://me:secret@127.0.0.1/store", {})
    Traceback (most recent call last):
        ...
    policygraph.errors.PushError: The address has a password in it, which others could read. \
Set POLICYGRAPH_PUSH_USER and POLICYGRAPH_PUSH_PASSWORD instead.
    """

    def __init__(
        self, address: str, environment: Mapping[str, str], *, timeout: float = 300
    ) -> None:
        try:
            parts = urlsplit(address)
            fits = parts.scheme in {"http", "https"} and bool(parts.hostname)
        except ValueError:
            fits = False
        if fits and "@" in parts.netloc:
            raise PushError(
                "The address has a password in it, which others could read.",
                hint=f"Set {USER} and {PASSWORD} instead.",
            )
        if not fits or "#" in address or not address.isprintable() or " " in address:
            raise PushError(
                f"{address!r} is no address of a store.",
                hint="Write it in full, as in http://127.0.0.1:7878/store.",
            )
        self.address: Final = address
        self._timeout = timeout
        self._headers = dict(_authorisation(environment))
        self._opener = urllib.request.build_opener(_NoRedirects)

    def read(self, graph: str) -> list[ox.Quad]:
        """Read a graph back.

        Parameters
        ----------
        graph : str
            Its IRI.

        Returns
        -------
        list of pyoxigraph.Quad
            Its triples, as quads of the default graph; none if the store has no such graph.

        Raises
        ------
        PushError
            If the store does not answer, or not with RDF.
        """
        headers = {"Accept": f"{_N_TRIPLES}, text/turtle;q=0.5"}
        status, kind, content = self._ask("GET", graph, headers, None)
        if status == 404:
            return []
        form = ox.RdfFormat.from_media_type(kind)
        try:
            if form is None:
                raise SyntaxError(f"it sent {kind or 'no media type'}")
            return [
                ox.Quad(one.subject, one.predicate, one.object)
                for one in ox.parse(content, format=form, base_iri=graph)
            ]
        except (SyntaxError, ValueError) as error:
            raise PushError(
                f"{self.address} did not answer with triples for <{graph}>: {error}.",
                hint="Check that the address is that of its Graph Store Protocol.",
            ) from None

    def put(self, graph: str, ntriples: bytes) -> None:
        """Put triples in the place of all that a graph held.

        Parameters
        ----------
        graph : str
            Its IRI.
        ntriples : bytes
            N-Triples.

        Raises
        ------
        PushError
            If the store does not take them.
        """
        self._ask("PUT", graph, {"Content-Type": _N_TRIPLES}, ntriples)

    def _ask(
        self, method: str, graph: str, headers: dict[str, str], content: bytes | None
    ) -> tuple[int, str, bytes]:
        joint = "&" if "?" in self.address else "?"
        request = urllib.request.Request(
            f"{self.address}{joint}graph={quote(graph, safe='')}",
            data=content,
            method=method,
            headers={**headers, **self._headers, "User-Agent": "policygraph"},
        )
        try:
            with self._opener.open(request, timeout=self._timeout) as answer:
                kind = answer.headers.get_content_type() if answer.headers else ""
                return answer.status, kind, answer.read()
        except urllib.error.HTTPError as error:
            error.close()
            if error.code == 404 and method == "GET":
                return 404, "", b""
            raise PushError(
                f"{self.address} answered {error.code} ({error.reason}) to {method} <{graph}>.",
                hint=_REASONS.get(error.code, "What was pushed before it stands; run it again."),
            ) from None
        except (OSError, http.client.HTTPException) as error:
            reason = getattr(error, "reason", None) or error
            raise PushError(
                f"{self.address} could not be reached, or broke off, at {method} <{graph}>: "
                f"{str(reason).rstrip('.') or type(reason).__name__}.",
                hint="Check that it runs, and run the same command again: it goes on from there.",
            ) from None


def _authorisation(environment: Mapping[str, str]) -> Mapping[str, str]:
    if token := environment.get(TOKEN):
        value = f"Bearer {token}"
    elif user := environment.get(USER):
        pair = f"{user}:{environment.get(PASSWORD, '')}".encode()
        value = f"Basic {base64.b64encode(pair).decode()}"
    else:
        return {}
    if not value.isascii() or not value.isprintable():
        raise PushError(f"{TOKEN} is no token.", hint="Set it without line breaks.")
    return {"Authorization": value}
