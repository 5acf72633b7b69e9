"""A release goes into a real store, and whatever breaks in between, a second run mends."""

from __future__ import annotations

import base64
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from tests.conftest import Program, Serve

from policygraph.errors import PushError, ReleaseError
from policygraph.exchange.graph_store import GraphStore
from policygraph.exchange.push import push
from policygraph.releases.write import Origin, write_release
from policygraph.store import LocalStore

TRIG = """
@prefix s: <https://w3id.org/policygraph/source/> .
@prefix j: <https://w3id.org/policygraph/jurisdiction/us/county/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
s:a { j:27053 rdfs:label "Hennepin County"@en ; rdfs:seeAlso [ rdfs:label "a" ] . }
s:b { j:27123 rdfs:label "Ramsey County"@en ; rdfs:seeAlso [ rdfs:label "b" ] . }
s:c { j:27037 rdfs:label "Dakota County"@en . }
"""


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release")
    (folder / "small.trig").write_text(TRIG, encoding="utf-8")
    store = LocalStore.from_files([folder / "small.trig"])
    write_release(store, folder / "out", Origin("1.0.0", "2026-11-24", "https://example.org/r/"))
    return folder / "out"


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def address(serve: Serve) -> Iterator[str]:
    with serve([]) as endpoint:
        yield endpoint.replace("/query", "/store")


def _outcomes(release: Path, store: GraphStore) -> list[str]:
    return [one.outcome for one in push(release, store)]


def test_only_what_differs_is_written(release: Path, address: str) -> None:
    store = GraphStore(address, {})
    dry = [one.outcome for one in push(release, store, is_dry_run=True)]
    assert dry == ["would be written"] * 3
    assert _outcomes(release, store) == ["written"] * 3
    assert _outcomes(release, store) == ["same"] * 3
    store.put("https://w3id.org/policygraph/source/b", b"<urn:a> <urn:b> <urn:c> .\n")
    store.put("https://example.org/own", b"<urn:a> <urn:b> <urn:c> .\n")
    assert _outcomes(release, store) == ["same", "written", "same"]
    assert len(store.read("https://example.org/own")) == 1  # not ours, so left alone


def test_the_program_tells_what_it_did(
    release: Path, address: str, policygraph: Program, tmp_path: Path
) -> None:
    first = policygraph("push", address, "--release", str(release))
    assert first.returncode == 0, first.stderr
    assert first.stdout.decode().splitlines() == [
        "https://w3id.org/policygraph/source/a: written, 0 -> 3 triples.",
        "https://w3id.org/policygraph/source/b: written, 0 -> 3 triples.",
        "https://w3id.org/policygraph/source/c: written, 0 -> 1 triples.",
        f"{address}: 3 of 3 graphs written and read back, 0 were the same.",
    ]
    again = policygraph("push", address, "--release", str(release))
    assert again.stdout.decode() == (
        f"{address}: 0 of 3 graphs written and read back, 3 were the same.\n"
    )
    missing = policygraph("push", address, "--release", str(tmp_path / "none"))
    assert missing.returncode == 2
    assert "manifest.json cannot be read" in missing.stderr.decode()


def test_a_broken_release_is_not_pushed(release: Path, address: str, tmp_path: Path) -> None:
    import shutil

    copy = tmp_path / "copy"
    shutil.copytree(release, copy)
    (copy / "catalog.ttl").unlink()
    store = GraphStore(address, {})
    with pytest.raises(ReleaseError, match=r"is not whole: catalog\.ttl"):
        _outcomes(copy, store)
    assert not store.read("https://w3id.org/policygraph/source/a")


@dataclass
class Trouble:
    """What stands before the store: the fault of each PUT to come, and the headers that came."""

    faults: list[str]
    seen: list[str] = field(default_factory=list)


@contextmanager
def _gate(target: str, trouble: Trouble, asked: str = "") -> Iterator[str]:
    """Pass requests on to a real store, but for the faults."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._pass_on(None)

        def do_PUT(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            fault = trouble.faults.pop(0) if trouble.faults else ""
            if fault == "cut":
                self.close_connection = True
                self.connection.close()
            elif fault == "lose":  # it says that it took the triples
                self.send_response(204)
                self.end_headers()
            elif fault:
                self.send_response(int(fault))
                self.send_header("Location", "http://127.0.0.1:9/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()
            else:
                self._pass_on(content)

        def _pass_on(self, content: bytes | None) -> None:
            given = self.headers.get("Authorization", "")
            trouble.seen.append(given)
            if given != asked:
                self.send_response(401)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            names = ("Accept", "Content-Type")
            request = urllib.request.Request(
                target + self.path.removeprefix("/store"),
                data=content,
                method=self.command,
                headers={name: self.headers[name] for name in names if name in self.headers},
            )
            try:
                with urllib.request.urlopen(request) as answer:
                    status, kind, body = (
                        answer.status,
                        answer.headers["Content-Type"],
                        answer.read(),
                    )
            except urllib.error.HTTPError as error:
                status, kind, body = error.code, "text/plain", error.read()
            self.send_response(status)
            if status != 204:
                self.send_header("Content-Type", kind or "text/plain")
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/store"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("413", "answered 413 .* allow larger requests"),
        ("503", "answered 503 .* run the same command again later"),
        ("507", "answered 507 .* Its disk is full"),
        ("302", "answered 302 "),
        ("cut", "could not be reached, or broke off, at PUT .* goes on from there"),
        ("lose", "gives back 0 triples that are not the 3 of the release"),
    ],
)
def test_after_a_fault_a_second_run_ends_right(
    release: Path, address: str, fault: str, said: str
) -> None:
    with _gate(address, Trouble(["", fault])) as gate:
        store = GraphStore(gate, {})
        with pytest.raises(PushError, match=said):
            _outcomes(release, store)
        assert _outcomes(release, store) == ["same", "written", "written"]
        assert _outcomes(release, store) == ["same"] * 3


def test_a_password_and_a_token_are_sent_and_never_shown(
    release: Path, address: str, policygraph: Program
) -> None:
    basic = "Basic " + base64.b64encode(b"me:s3cret").decode()
    for asked, environment in (
        (basic, {"POLICYGRAPH_PUSH_USER": "me", "POLICYGRAPH_PUSH_PASSWORD": "s3cret"}),
        ("Bearer s3cret", {"POLICYGRAPH_PUSH_TOKEN": "s3cret"}),
    ):
        with _gate(address, Trouble([]), asked) as gate:
            done = policygraph("push", gate, "--release", str(release), stdin=b"", **environment)
            assert done.returncode == 0, done.stderr
            wrong = {name: value + "?" for name, value in environment.items()}
            refused = policygraph("push", gate, "--release", str(release), stdin=b"", **wrong)
        assert refused.returncode == 2
        said = refused.stderr.decode()
        assert "answered 401" in said and "POLICYGRAPH_PUSH_TOKEN" in said
        assert "Traceback" not in said
        for output in (done.stdout + done.stderr, refused.stdout + refused.stderr):
            assert b"s3cret" not in output
            assert base64.b64encode(b"me:s3cret") not in output


def test_a_store_that_is_not_there(release: Path, closed_port: int) -> None:
    store = GraphStore(f"http://127.0.0.1:{closed_port}/store", {})
    with pytest.raises(PushError, match=r"could not be reached.*Connection refused"):
        _outcomes(release, store)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("127.0.0.1/store", "is no address of a store"),
        ("ftp://127.0.0.1/store", "is no address of a store"),
        ("http://[::1", "is no address of a store"),
        ("http://me:s3cret@127.0.0.1/store", "has a password in it"),
    ],
)
def test_a_bad_address_is_refused(address: str, said: str) -> None:
    with pytest.raises(PushError, match=said) as caught:
        GraphStore(address, {})
    assert "s3cret" not in str(caught.value)


def test_a_page_is_no_graph(release: Path, serve: Serve) -> None:
    with serve([]) as endpoint:  # its front page is HTML
        store = GraphStore(endpoint.replace("/query", "/"), {})
        with pytest.raises(PushError, match=r"did not answer with triples|answered"):
            _outcomes(release, store)
