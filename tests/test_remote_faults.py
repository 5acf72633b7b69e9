"""Endpoints that misbehave in the ways that real ones do, played by a server on loopback."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest

from policygraph import __version__
from policygraph.errors import QuerySyntaxError, StoreError
from policygraph.store import RemoteStore

TABLES = "application/sparql-results+json"
NO_IRI = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"uri","value":"no iri"}}]}}'
Reply = tuple[int, dict[str, str], bytes]
Script = Callable[[str, BaseHTTPRequestHandler], Reply]


@pytest.fixture
def scripted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Script], str]]:
    """Start a server on loopback that answers each query as a function says."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    servers: list[ThreadingHTTPServer] = []

    def start(script: Script) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length", 0))
                form = parse_qs(self.rfile.read(length).decode())
                self.reply(*script(form.get("query", [""])[0], self))

            def do_GET(self) -> None:
                self.reply(*script("", self))

            def reply(self, status: int, headers: dict[str, str], body: bytes) -> None:
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/sparql"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def table(rows: int, **headers: str) -> Reply:
    binding = {"x": {"type": "literal", "value": "1"}}
    body = {"head": {"vars": ["x"]}, "results": {"bindings": [binding] * rows}}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return 200, {"Content-Type": TABLES, **named}, json.dumps(body).encode()


YES: Reply = (200, {"Content-Type": TABLES}, b'{"head":{},"boolean":true}')


def after_check(reply: Reply) -> Script:
    return lambda query, _: YES if query.startswith("ASK") else reply


@pytest.mark.parametrize(
    ("query", "reply"),
    [
        ("SELECT ?x { }", table(3, X_SPARQL_MaxRows="3")),
        ("SELECT ?x { } LIMIT 4", table(3, X_SPARQL_MaxRows="3")),
        ("SELECT ?x { }", table(2, X_SQL_State="S1TAT")),
    ],
)
def test_a_cut_table_is_never_taken_for_a_whole_one(
    scripted: Callable[[Script], str], query: str, reply: Reply
) -> None:
    with pytest.raises(StoreError, match="cut the results short"):
        RemoteStore(scripted(after_check(reply))).select(query)


def test_a_page_as_long_as_it_was_asked_for_is_whole(scripted: Callable[[Script], str]) -> None:
    reply = table(3, X_SPARQL_MaxRows="3")
    remote = RemoteStore(scripted(after_check(reply)))
    assert len(remote.select("SELECT ?x { } ORDER BY ?x LIMIT 3")) == 3


def test_a_graph_that_virtuoso_cut_without_a_word_is_found_out(
    scripted: Callable[[Script], str],
) -> None:
    marks = {"Server": "Virtuoso/07.20", "Content-Type": "application/n-triples; charset=UTF-8"}
    triple = b"<http://a> <http://b> <http://c> .\n"

    def script(most: str) -> Script:
        def answer(query: str, _: BaseHTTPRequestHandler) -> Reply:
            if query.startswith("ASK"):
                return YES
            return (200, marks, triple) if query.startswith("CONSTRUCT") else table(1, **most_of)

        most_of = {"X_SPARQL_MaxRows": most} if most else {}
        return answer

    query = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
    with pytest.raises(StoreError, match="cut the results short"):
        RemoteStore(scripted(script("1"))).construct(query)
    assert len(RemoteStore(scripted(script(""))).construct(query)) == 1


def test_booleans_are_spelt_out(scripted: Callable[[Script], str]) -> None:
    term = {"type": "typed-literal", "datatype": f"{ox_boolean()}", "value": "1"}
    body = {"head": {"vars": ["x"]}, "results": {"bindings": [{"x": term}]}}
    reply = (200, {"Content-Type": TABLES}, json.dumps(body).encode())
    assert RemoteStore(scripted(after_check(reply))).select("SELECT ?x { }").rows == [("true",)]


def ox_boolean() -> str:
    return ox.Literal(True).datatype.value


@pytest.mark.parametrize(
    "reply",
    [
        (200, {"Content-Type": "text/html"}, b"<html>Please log in</html>"),
        (200, {"Content-Type": TABLES}, b""),
        (200, {"Content-Type": TABLES}, b'{"head":{"vars":["x"]},"results":{"bindings":[{'),
        (200, {"Content-Type": TABLES}, NO_IRI),
        (200, {"Content-Type": TABLES}, b'["XMLSchema#boolean"]'),
        (200, {"Content-Type": TABLES}, b"\xff\xfe"),
    ],
)
@pytest.mark.parametrize("query", ["SELECT ?x { }", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"])
def test_what_is_no_result_is_called_so(
    scripted: Callable[[Script], str], query: str, reply: Reply
) -> None:
    with pytest.raises(StoreError, match="something other than SPARQL results"):
        RemoteStore(scripted(after_check(reply))).results(query)


def test_broken_turtle_is_called_so(scripted: Callable[[Script], str]) -> None:
    reply = (200, {"Content-Type": "text/turtle"}, b"<http://a> <http://b> ")
    with pytest.raises(StoreError, match="something other than SPARQL results"):
        RemoteStore(scripted(after_check(reply))).construct("DESCRIBE <http://a>")


def test_an_answer_that_breaks_off_is_called_so(scripted: Callable[[Script], str]) -> None:
    reply = (200, {"Content-Type": TABLES, "Content-Length": "9999"}, table(1)[2])

    def script(query: str, handler: BaseHTTPRequestHandler) -> Reply:
        handler.close_connection = True
        return YES if query.startswith("ASK") else reply

    with pytest.raises(StoreError, match="broke off"):
        RemoteStore(scripted(script)).select("SELECT ?x { }")


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (401, b"", "status 401. Give a user"),
        (403, b"go away\nnow", "status 403: go away. Ask"),
        (429, b"Slow down.", "status 429: Slow down."),
        (500, b"<html><body>Oops</body></html>", "status 500."),
        (503, b"\x1b[31mred\x07", "status 503: [31mred."),
        (414, b"long", "status 414: long."),
    ],
)
def test_refusals_give_the_first_line_that_a_person_can_read(
    scripted: Callable[[Script], str], status: int, body: bytes, said: str
) -> None:
    address = scripted(lambda *_: (status, {}, body))
    with pytest.raises(StoreError) as caught:
        RemoteStore(address).ask("ASK { }")
    assert f"{address} answered with {said}" in str(caught.value)
    assert str(caught.value).isprintable()


def test_a_400_is_a_fault_of_the_query(scripted: Callable[[Script], str]) -> None:
    address = scripted(lambda *_: (400, {}, b"Virtuoso 37000 Error SP030: syntax error\n\nmore"))
    with pytest.raises(QuerySyntaxError, match=r"does not accept the query: .* error\.$"):
        RemoteStore(address).ask("ASK { }")


def test_a_redirect_is_named_and_gets_no_credentials(scripted: Callable[[Script], str]) -> None:
    seen: list[str | None] = []

    def elsewhere(_: str, handler: BaseHTTPRequestHandler) -> Reply:
        seen.append(handler.headers.get("Authorization"))
        return YES

    target = scripted(elsewhere)
    address = scripted(lambda *_: (302, {"Location": target}, b""))
    with pytest.raises(StoreError, match=f"sends queries on to {target}"):
        RemoteStore(address.replace("//", "//me:secret@")).ask("ASK { }")
    assert seen == [None]


def test_credentials_are_sent_and_never_shown(scripted: Callable[[Script], str]) -> None:
    seen: list[str | None] = []

    def script(query: str, handler: BaseHTTPRequestHandler) -> Reply:
        seen.append(handler.headers.get("Authorization"))
        return YES if query == "ASK { ?s ?p ?o }" else (500, {}, b"no")

    address = scripted(script).replace("//", "//me:s%40cret@") + "?key=hidden"
    remote = RemoteStore(address)
    with pytest.raises(StoreError) as caught:
        remote.select("SELECT ?x { }")
    assert seen == ["Basic bWU6c0BjcmV0"] * 2
    for shown in (str(caught.value), repr(remote), remote.address):
        assert not any(word in shown for word in ("me:", "s%40cret", "s@cret", "hidden"))


def test_the_request_says_what_it_is_and_what_it_wants(scripted: Callable[[Script], str]) -> None:
    seen: list[tuple[str, str | None, str | None]] = []

    def script(query: str, handler: BaseHTTPRequestHandler) -> Reply:
        seen.append((query, handler.headers.get("User-Agent"), handler.headers.get("Accept")))
        return YES if query.startswith("ASK") else (200, {"Content-Type": "text/turtle"}, b"")

    address = scripted(script)
    RemoteStore(address).construct("DESCRIBE hold:never-holds")
    agent = f"policygraph/{__version__}"
    hold = "https://w3id.org/policygraph/vocabulary/hold-criterion/"
    assert seen == [
        ("ASK { ?s ?p ?o }", agent, TABLES),
        (
            f"PREFIX hold: <{hold}> DESCRIBE hold:never-holds",
            agent,
            "application/n-triples, text/turtle;q=0.8",
        ),
    ]
