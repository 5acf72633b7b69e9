"""A SPARQL 1.1 endpoint, through SPARQLWrapper.

What an endpoint does quietly is said aloud here: results cut at a limit, triples hidden in named
graphs that its default graph leaves out, redirects that lose the query.
"""

from __future__ import annotations

import ast
import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote, urlsplit, urlunsplit

import pyoxigraph as ox

from policygraph import __version__
from policygraph.errors import QuerySyntaxError, StoreError
from policygraph.store.base import Store
from policygraph.store.table import explain_fault
from policygraph.store.text import declare_prefixes, read_kind, read_limit, select_form

if TYPE_CHECKING:
    from policygraph.store.table import Results

_TABLES: Final = "application/sparql-results+json"
_GRAPHS: Final = "application/n-triples, text/turtle;q=0.8"
_CHUNK: Final = 1 << 20
_BOOLEAN: Final = b"XMLSchema#boolean"


@dataclass(frozen=True, slots=True)
class _Answer:
    content: bytes
    media_type: str
    headers: dict[str, str]

    def is_cut(self, query: str) -> bool:
        """Look for Virtuoso's two marks of an answer that is not whole: time and rows ran out.

        The mark of rows also stands on an answer that is as long as the query itself allows.
        """
        if self.headers.get("x-sql-state", "").strip().upper() == "S1TAT":
            return True
        most = self.headers.get("x-sparql-maxrows", "").strip()
        own = read_limit(query)
        return bool(most) and not (most.isdigit() and own is not None and own <= int(most))


class RemoteStore(Store):
    """A SPARQL 1.1 endpoint.

    Parameters
    ----------
    endpoint : str
        Its http or https address. ``user:password@`` in it is sent as basic authentication, and
        never shown.
    timeout : float, optional
        Seconds for a whole answer.

    Raises
    ------
    StoreError
        If the address is not one of http or https.

    Examples
    --------
    >>> RemoteStore("http://me:secret@localhost:7878/query")
    RemoteStore('http://localhost:7878/query')
    """

    def __init__(self, endpoint: str, *, timeout: float = 60.0) -> None:
        self._timeout = timeout
        self._is_ready = False
        try:
            parts = urlsplit(endpoint)
            host, port = parts.hostname, parts.port
        except ValueError:
            host, port = None, None
        if not host or parts.scheme not in ("http", "https"):
            raise StoreError(
                "The endpoint is not a web address.",
                hint="Write it as in http://localhost:7878/query.",
            )
        self._user, self._password = unquote(parts.username or ""), unquote(parts.password or "")
        host = f"[{host}]" if ":" in host else host
        place = f"{host}:{port}" if port else host
        self._url = urlunsplit((parts.scheme, place, parts.path, parts.query, ""))
        self.address = urlunsplit((parts.scheme, place, parts.path, "", ""))

    def __repr__(self) -> str:
        return f"RemoteStore({self.address!r})"

    def results(self, query: str) -> Results:
        """Run a query of any form: see :meth:`Store.results`."""
        kind = read_kind(query)
        text = declare_prefixes(query)
        if not self._is_ready:
            self._check_default_graph()
        if kind in ("SELECT", "ASK"):
            return self._read_results(self._send(text, kind), text)
        answer = self._send(text, kind)
        self._check_graph_is_whole(answer, text, kind)
        return self._read_graph(answer)

    def _check_default_graph(self) -> None:
        def ask(query: str) -> bool:
            return bool(self._read_results(self._send(query, "ASK"), query))

        if not ask("ASK { ?s ?p ?o }") and ask("ASK { GRAPH ?g { ?s ?p ?o } }"):
            raise StoreError(
                f"{self.address} has triples only in named graphs, which its queries do not read.",
                hint="Load the triples into its default graph as well.",
            )
        self._is_ready = True

    def _send(self, query: str, kind: str) -> _Answer:
        import urllib.error
        from http.client import HTTPException, IncompleteRead

        from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

        wrapper = _wrap(self._url, self._user, self._password)
        wrapper.timeout = self._timeout
        # Not setQuery, which guesses the form with patterns of its own and warns on stderr.
        wrapper.queryString, wrapper.queryType = query, kind
        wrapper.addCustomHttpHeader("Accept", _TABLES if kind in ("SELECT", "ASK") else _GRAPHS)
        deadline = time.monotonic() + self._timeout
        try:
            response = wrapper.query().response
            with response:
                if response.geturl() != self._url:
                    raise StoreError(
                        f"{self.address} sends queries on to {_bare(response.geturl())}.",
                        hint="Give that address as the endpoint.",
                    )
                content = bytearray()
                while chunk := response.read1(_CHUNK):
                    content += chunk
                    if time.monotonic() > deadline:
                        raise TimeoutError
                length = response.headers.get("Content-Length")
                if length is not None and len(content) < int(length):
                    raise IncompleteRead(bytes(content), int(length) - len(content))
                headers = {name.lower(): value for name, value in response.headers.items()}
                return _Answer(bytes(content), response.headers.get_content_type(), headers)
        except SPARQLWrapperException as error:
            status = getattr(error.__context__, "code", 0)
            said = str(error).partition("Response:\n")[2]
            raise self._refusal(status, ast.literal_eval(said) if said else b"") from None
        except urllib.error.HTTPError as error:
            raise self._refusal(error.code, error.read()) from None
        except IncompleteRead:
            raise StoreError(
                f"{self.address} broke off in the middle of its answer.", hint="Ask again."
            ) from None
        except (OSError, HTTPException, ValueError) as error:
            raise self._silence(error) from None

    def _refusal(self, status: int, body: bytes) -> QuerySyntaxError | StoreError:
        text = body.decode(errors="replace").strip()
        line = _plain(text.partition("\n")[0]).rstrip(".")
        said = f": {line}." if line and not line.startswith("<") else "."
        if status == 400 and text.startswith("error at "):  # an Oxigraph, which lists all it wanted
            return QuerySyntaxError(explain_fault(text))
        if status == 400:
            return QuerySyntaxError(f"{self.address} does not accept the query{said}")
        hints = {
            401: "Give a user and password as in https://user:password@host/path.",
            403: "Ask who runs it for access.",
            404: "Check the path of the address: it often ends in /query or /sparql.",
            405: "Check that the address is the one for queries.",
        }
        return StoreError(
            f"{self.address} answered with status {status}{said}", hint=hints.get(status, "")
        )

    def _silence(self, error: Exception) -> StoreError:
        reason = getattr(error, "reason", error)
        if isinstance(reason, TimeoutError):
            return StoreError(
                f"{self.address} did not answer within {self._timeout:g} seconds.",
                hint="Ask for less, or allow more in POLICYGRAPH_TIMEOUT.",
            )
        why = getattr(reason, "strerror", None) or type(reason).__name__
        return StoreError(
            f"{self.address} cannot be reached: {_plain(str(why))}.",
            hint="Check the address and that the server runs.",
        )

    def _malformed(self, answer: _Answer) -> StoreError:
        return StoreError(
            f"{self.address} answered with something other than SPARQL results"
            f" ({_plain(answer.media_type)}).",
            hint="Check that the address is that of a SPARQL 1.1 endpoint.",
        )

    def _cut(self) -> StoreError:
        return StoreError(
            f"{self.address} cut the results short at a limit of its own.",
            hint="Ask in pages with ORDER BY, LIMIT and OFFSET, or have the limit raised.",
        )

    def _read_results(self, answer: _Answer, query: str) -> ox.QuerySolutions | ox.QueryBoolean:
        if answer.is_cut(query):
            raise self._cut()
        content = answer.content
        try:
            if _BOOLEAN in content:
                content = _spell_booleans(content)
            found = ox.parse_query_results(content, ox.QueryResultsFormat.JSON)
            if isinstance(found, ox.QueryBoolean):
                return found
            for _ in found:  # read to the end once, so that a fault shows here and not later
                pass
            again = ox.parse_query_results(content, ox.QueryResultsFormat.JSON)
        except (SyntaxError, ValueError, AttributeError):
            raise self._malformed(answer) from None
        return again

    def _check_graph_is_whole(self, answer: _Answer, query: str, kind: str) -> None:
        """Virtuoso cuts a CONSTRUCT without a word; the SELECT of the same pattern tells."""
        if answer.is_cut(query):
            raise self._cut()
        if kind == "CONSTRUCT" and "virtuoso" in answer.headers.get("server", "").lower():
            pattern = select_form(query)
            if pattern is not None and self._send(pattern, "SELECT").is_cut(pattern):
                raise self._cut()

    def _read_graph(self, answer: _Answer) -> ox.QueryTriples:
        form = ox.RdfFormat.from_media_type(answer.media_type)
        if form is None or form.supports_datasets:
            raise self._malformed(answer)
        graph = ox.Store()
        try:
            graph.bulk_load(answer.content, form, base_iri=self._url)
        except (SyntaxError, ValueError):
            raise self._malformed(answer) from None
        triples = graph.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
        assert isinstance(triples, ox.QueryTriples)
        return triples


def _wrap(url: str, user: str, password: str) -> Any:
    from SPARQLWrapper import POST, SPARQLWrapper

    class Wrapper(SPARQLWrapper):
        """SPARQLWrapper that keeps credentials from whoever it is redirected to."""

        def _createRequest(self) -> Any:  # noqa: N802
            request = super()._createRequest()
            if "Authorization" in request.headers:
                value = request.headers.pop("Authorization")
                request.add_unredirected_header("Authorization", value)
            return request

    wrapper = Wrapper(url, agent=f"policygraph/{__version__}")
    wrapper.setMethod(POST)
    wrapper.setOnlyConneg(True)
    if user:
        wrapper.setCredentials(user, password)
    return wrapper


def _spell_booleans(content: bytes) -> bytes:
    """Write booleans as true and false, which Virtuoso gives as 1 and 0."""
    answer = json.loads(content)
    for binding in answer.get("results", {}).get("bindings", []):
        for term in binding.values():
            if term.get("datatype", "").endswith("XMLSchema#boolean"):
                term["value"] = {"1": "true", "0": "false"}.get(term["value"], term["value"])
    return json.dumps(answer).encode()


def _plain(text: str) -> str:
    """Keep what a terminal can show harmlessly."""
    return "".join(sign if sign.isprintable() else " " for sign in text).strip()[:300]


def _bare(url: str) -> str:
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
